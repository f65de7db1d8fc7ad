"""Fixtures shared by all tests."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# How long one example takes depends on the machine; what must be fast is measured as ratios elsewhere.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared seeds and labelled data, beside the repository or at SCORER_SHARED."""
    folder = Path(os.environ.get("SCORER_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    if not (folder / "seeds").is_dir():
        pytest.skip("the shared data is not here: set SCORER_SHARED to its folder")
    return folder


@pytest.fixture(scope="session")
def real_articles(shared: Path) -> list[dict[str, Any]]:
    """A few hundred articles spread over the labelled corpora."""
    rows: list[dict[str, Any]] = []
    for path in sorted((shared / "data" / "articles").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            every = [json.loads(line) for line in lines]
        rows += every[:: max(1, len(every) // 25)][:25]
    return rows
