"""The five example articles of the project, and the five originals where they are at hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from expectations import unmet

from scorer import Scorer
from scorer.report import Report

OURS = Path(__file__).resolve().parents[1] / "seeds"
EXPECTED = json.loads((OURS / "expected.json").read_text(encoding="utf-8"))
ORIGINALS = [
    "000_a1b7f33388f94348.txt",
    "001_843105c048342f99.txt",
    "002_96134ee0910ccc69.txt",
    "003_7087428d6683879d.txt",
    "004_3fb517512af9df5d.txt",
]


def _score(folder: Path) -> dict[str, Report]:
    scorer = Scorer()
    return {p.name: scorer.score_text(p.read_text(encoding="utf-8")) for p in sorted(folder.glob("*.txt"))}


@pytest.fixture(scope="module")
def ours() -> dict[str, Report]:
    return _score(OURS)


@pytest.fixture(scope="module")
def originals(shared: Path) -> dict[str, Report]:
    return _score(shared / "seeds")


@pytest.mark.parametrize("name", [name for name in EXPECTED if name.endswith(".txt")])
def test_our_seeds_show_what_is_in_them(ours: dict[str, Report], name: str) -> None:
    assert unmet(ours[name], (OURS / name).read_text(encoding="utf-8"), EXPECTED[name]) == []


def test_our_seeds_stand_in_their_order(ours: dict[str, Report]) -> None:
    order = EXPECTED["order"]
    quality = {name: _value(report, "quality") for name, report in ours.items()}
    lowest = quality.pop(order["quality_lowest"])
    assert lowest <= min(quality.values()) - order["quality_margin"]
    assert set(sorted(quality, key=quality.__getitem__)[-2:]) == set(order["quality_highest"])
    for above, below in order["reliability_above"]:
        assert _value(ours[above], "reliability") > _value(ours[below], "reliability")


@pytest.mark.parametrize("name", ORIGINALS)
def test_the_originals_show_what_is_in_them(shared: Path, originals: dict[str, Report], name: str) -> None:
    expected = json.loads((shared / "seeds" / "expected.json").read_text(encoding="utf-8"))[name]
    assert unmet(originals[name], (shared / "seeds" / name).read_text(encoding="utf-8"), expected) == []


def test_the_originals_stand_in_their_order(originals: dict[str, Report]) -> None:
    quality = {name[:3]: _value(report, "quality") for name, report in originals.items()}
    reliability = {name[:3]: _value(report, "reliability") for name, report in originals.items()}
    lowest = quality.pop("003")
    assert lowest <= min(quality.values()) - 30
    assert set(sorted(quality, key=quality.__getitem__)[-2:]) == {"001", "004"}
    assert reliability["004"] > reliability["000"]
    assert reliability["004"] > reliability["003"]


def _value(report: Report, score: str) -> float:
    assert report.scores is not None
    return float(getattr(report.scores, score).value)
