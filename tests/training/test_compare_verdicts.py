"""The verdicts that the confidence of contradictions is fitted on."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorer.comparison.contradiction import TERMS
from scorer.eval.training.compare.verdicts import fit_contradictions, read_verdicts
from scorer.model.store import load_weights


def test_verdicts_are_of_different_pairs_in_many_events() -> None:
    verdicts = read_verdicts()
    assert len({(one.event, one.a, one.b) for one in verdicts}) == len(verdicts)
    assert len(verdicts) >= 50
    assert 0 < sum(one.right for one in verdicts) < len(verdicts)


def test_the_stored_weights_are_those_of_the_verdicts(shared: Path) -> None:
    arrays, figures = fit_contradictions(shared / "data", read_verdicts())
    weights = arrays["contradicted_weights"]
    assert len(weights) == len(TERMS) + 1
    assert weights == pytest.approx(load_weights("compare")["contradicted_weights"], abs=1e-6)
    assert figures["contradictions_right"] >= 0.7
