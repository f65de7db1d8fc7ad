"""Bylines, dates and datelines, held against labelled cases in our own words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from scorer.article import read_text_article
from scorer.signals.base import Document, Finding
from scorer.signals.provenance import SIGNAL, byline_weakness, impossible
from scorer.text import read_text

BODIES = {
    "bridge": (
        "The council voted on Tuesday to close the old bridge for repairs that will last until spring. Engineers had "
        "found cracks in two of its four pillars last month. “We cannot wait for another winter,” said Mara Ellison, "
        "who heads the city's roads office.\n"
        "Buses will run over the northern crossing, and shops on the east bank may ask for help with lost trade. The "
        "work is to cost about 4 million dollars, most of it paid by the state. Drivers who cross the river each "
        "morning said they expected long queues."
    ),
    "heart": (
        "Researchers at the university reported that a protein found in zebrafish helps damaged heart muscle to "
        "regrow. The team switched the gene off in one group of fish and compared the scars after sixty days.\n"
        "Animals without the protein healed far more slowly, according to the paper, which was published in a "
        "peer-reviewed journal. Independent experts called the result promising but warned that mammals may respond "
        "differently. The experiments were paid for by a national foundation, and a trial with mice is planned for "
        "next year, the biologists said."
    ),
    "senate": (
        "Republicans in the Senate said on Thursday that they would not vote on the trade bill before the summer "
        "recess. Two senators from farm states asked for changes to the chapter on sugar, which they called unfair to "
        "growers.\n"
        "The White House said the president still hoped for a vote in July. Business groups had spent months pressing "
        "for the bill, which would cut tariffs on steel and cotton. Democrats called the delay a gift to lobbyists "
        "and to mills abroad, and some of them asked for a hearing."
    ),
}
CASES: list[dict[str, Any]] = [
    json.loads(line) for line in (Path(__file__).parent / "cases" / "provenance.jsonl").read_text("utf-8").splitlines()
]
KINDS = ["no_byline", "weak_byline", "no_date", "impossible_date"]


def look(text: str, **given: str | None) -> Finding:
    article = read_text_article(text, **given)  # type: ignore[arg-type]
    shared = read_text(article.text)
    return SIGNAL.find(Document(article, shared, np.ones(shared.n_sentences, dtype=np.bool_)))


def flags_of(case: dict[str, Any]) -> set[str]:
    text = "\n".join([*case["open"], BODIES[case["body"]], *case["close"]])
    found = look(text, byline=case.get("byline"), published=case.get("published"), url=case.get("url"))
    return {flag.id.removeprefix("provenance.") for flag in found.flags}


@pytest.mark.parametrize("kind", KINDS)
def test_precision_and_recall_on_labelled_cases(kind: str) -> None:
    seen = [(kind in flags_of(case), kind in case["flags"]) for case in CASES]
    hits = sum(found and wanted for found, wanted in seen)
    wrong = [
        (case["open"], case["close"]) for case, (found, wanted) in zip(CASES, seen, strict=True) if found and not wanted
    ]
    assert len(seen) >= 60 and 20 <= sum(wanted for _, wanted in seen) <= len(seen) - 30
    assert hits / sum(found for found, _ in seen) >= 0.95, wrong
    missed = [(c["open"], c["close"]) for c, (found, wanted) in zip(CASES, seen, strict=True) if wanted and not found]
    assert hits / sum(wanted for _, wanted in seen) >= 0.9, missed


@pytest.mark.parametrize(
    "byline", ["Jana Holt", "J. K. Holt", "Agence France-Presse", "AP", "Holt, Jana", "The Editorial Board", "Li Wei"]
)
def test_a_person_or_an_agency_is_no_weak_byline(byline: str) -> None:
    assert byline_weakness(byline) is None


@pytest.mark.parametrize("byline", ["HGV", "J.D.", "admin", "Staff Writer", "web desk", "newsfan_77", "@riverwatch"])
def test_initials_roles_and_usernames_are_weak_bylines(byline: str) -> None:
    found = byline_weakness(byline)
    assert found is not None and found[0] > 0.9


@pytest.mark.parametrize("written", ["29 February 2020", "12/31/2020", "31/12/2020", "2020-12-31", "May 2020", "soon"])
def test_possible_dates(written: str) -> None:
    assert impossible(written) is None


@pytest.mark.parametrize("written", ["29 February 2100", "31 June 2020", "2020-13-01", "31/31/2020", "May 3, 20201"])
def test_impossible_dates(written: str) -> None:
    assert impossible(written)


def test_flags_stand_at_their_place_and_unknown_stays_unknown() -> None:
    text = f"Town hears of long-planned works\nBy HGV\n{BODIES['bridge']}"
    found = look(text)
    weak = next(flag for flag in found.flags if flag.id == "provenance.weak_byline")
    assert weak.span is not None and text[weak.span.start : weak.span.end] == "HGV"
    assert found.features["weak_byline"] == 1.0 and weak.without["weak_byline"] is None
    assert look(BODIES["bridge"]).features["weak_byline"] is None


def test_a_short_text_lacks_neither_author_nor_date() -> None:
    assert look("The bridge will close on Monday, the council said.").flags == []


def test_the_seeds(shared: Path) -> None:
    named = {path.name[:3]: look(path.read_text("utf-8")) for path in (shared / "seeds").glob("0*.txt")}
    assert "provenance.weak_byline" in {flag.id for flag in named["000"].flags}
    assert "provenance.no_byline" in {flag.id for flag in named["001"].flags}
    assert named["004"].features["dateline"] == 1.0
