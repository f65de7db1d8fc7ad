"""A megabyte of the kinds of text that cost most: bounded time and memory. All kinds: ``python bench/megabyte.py``."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[1] / "bench"))
from megabyte import MEGABYTES, SECONDS, cost
from test_growth import KINDS


@pytest.mark.parametrize("name", ["tags", "slashes", "shouting", "letter lines"])
def test_a_megabyte_of_anything_is_read_in_bounded_time_and_memory(name: str) -> None:
    (kind,) = [kind for kind in KINDS if kind[:2] == ("ending", name)]
    found = cost(*kind, 1_000_000)
    assert found.seconds < 2 * SECONDS  # other processes may share the core
    assert found.megabytes < MEGABYTES
