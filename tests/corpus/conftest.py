"""Corpora for the tests, made by the same generator as for ``make bench``."""

from __future__ import annotations

import json
import runpy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from scorer.corpus import writers

_ARTICLES = Path(__file__).parents[2] / "bench" / "articles.py"


@pytest.fixture(scope="session")
def article() -> Callable[[int, int], dict[str, str]]:
    """article(number, words): a record."""
    made: Callable[[int, int], dict[str, str]] = runpy.run_path(str(_ARTICLES))["article"]
    return made


@pytest.fixture(autouse=True, scope="session")
def small_blocks() -> Iterator[None]:
    """Blocks of a few rows, so that a small corpus has many."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(writers, "BLOCK_ROWS", 32)
        yield


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory, article: Callable[[int, int], dict[str, Any]]) -> Path:
    """160 rows as JSON lines, some of which cannot be read or scored: several blocks of output."""
    path = tmp_path_factory.mktemp("corpus") / "in.jsonl"
    with path.open("wb") as file:
        for number in range(160):
            if number % 50 == 25:
                file.write(b'{"id": "broken", "text": \n')
            elif number % 10 == 7:
                file.write(json.dumps({"id": f"short-{number}", "text": "Too short."}).encode() + b"\n")
            else:
                file.write(json.dumps(article(number, 90)).encode() + b"\n")
    return path
