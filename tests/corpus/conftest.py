"""Corpora for the tests, made by the same generator as for ``make bench``."""

from __future__ import annotations

import json
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

_ARTICLES = Path(__file__).parents[2] / "bench" / "articles.py"


@pytest.fixture(scope="session")
def article() -> Callable[[int, int], dict[str, str]]:
    """article(number, words): a record."""
    made: Callable[[int, int], dict[str, str]] = runpy.run_path(str(_ARTICLES))["article"]
    return made


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory, article: Callable[[int, int], dict[str, Any]]) -> Path:
    """1,300 rows as JSON lines, some of which cannot be read or scored: more than one block of output."""
    path = tmp_path_factory.mktemp("corpus") / "in.jsonl"
    with path.open("wb") as file:
        for number in range(1300):
            if number % 500 == 250:
                file.write(b'{"id": "broken", "text": \n')
            elif number % 100 == 7:
                file.write(json.dumps({"id": f"short-{number}", "text": "Too short."}).encode() + b"\n")
            else:
                file.write(json.dumps(article(number, 90)).encode() + b"\n")
    return path
