"""Fixtures shared by all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared seeds and labelled data, beside the repository or at SCORER_SHARED."""
    folder = Path(os.environ.get("SCORER_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    if not (folder / "seeds").is_dir():
        pytest.skip("the shared data is not here: set SCORER_SHARED to its folder")
    return folder
