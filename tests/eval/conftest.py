"""What the tests of eval share: the examples of our own, and a scorer that stands in for the real one."""

from __future__ import annotations

from pathlib import Path

import pytest
from stand_in import EXAMPLES, StandIn


@pytest.fixture
def stand_in() -> StandIn:
    return StandIn()


@pytest.fixture
def examples() -> Path:
    return EXAMPLES
