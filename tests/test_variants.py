"""The kinds of trouble that people report, in variants of our own: see ``variants``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from variants import damage, forms, pages, reading, second
from variants.held import unheld

from scorer.scoring import Scorer

#: Of a third and a fourth draw, the cases that held after mending; those that failed still were left out.
DRAWN = Path(__file__).parent / "variants" / "drawn.jsonl"
CASES = [case for part in (damage, reading, forms, pages, second) for case in part.cases()]
CASES += [json.loads(line) for line in DRAWN.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return Scorer()


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_careful_reader_agrees(case: damage.Case, scorer: Scorer) -> None:
    report = scorer.score_record(case["input"])
    text = case["input"].get("text") or report.text or ""
    assert unheld(report, text, case["check"]) == []


def test_every_case_has_a_name_of_its_own() -> None:
    assert len({case["name"] for case in CASES}) == len(CASES)
