"""Bylines, dates and datelines, held against labelled cases in our own words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from scorer.article import read_text_article
from scorer.eval.training.cases import provenance_article, provenance_bodies, raised, read_cases
from scorer.signals.base import Document, Finding
from scorer.signals.provenance.signal import SIGNAL, byline_weakness, day_of, impossible
from scorer.text import read_text

CASES = read_cases("provenance")
KINDS = ["no_byline", "weak_byline", "no_date", "impossible_date"]


def look(text: str, **given: str | None) -> Finding:
    article = read_text_article(text, **given)  # type: ignore[arg-type]
    shared = read_text(article.text)
    return SIGNAL.find(Document(article, shared, np.ones(shared.n_sentences, dtype=np.bool_)))


def flags_of(case: dict[str, Any]) -> set[str]:
    return {id.removeprefix("provenance.") for id in raised(provenance_article(case), SIGNAL)}


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
    "byline",
    [
        "Jana Holt",
        "J. K. Holt",
        "Agence France-Presse",
        "AP",
        "Holt, Jana",
        "The Editorial Board",
        "Editorial",
        "Li Wei",
        "JanaHolt",
        "HarbourTV",
        "Harbour.com",
    ],
)
def test_a_person_an_agency_or_an_outlet_is_no_weak_byline(byline: str) -> None:
    assert byline_weakness(byline) is None


@pytest.mark.parametrize("byline", ["HGV", "J.D.", "admin", "Staff Writer", "web desk", "newsfan_77", "@riverwatch"])
def test_initials_roles_and_usernames_are_weak_bylines(byline: str) -> None:
    found = byline_weakness(byline)
    assert found is not None and found[0] > 0.9


@pytest.mark.parametrize("byline", ["Jana", "by Émile", "Li"])
def test_a_single_name_is_a_weak_byline_and_less_sure(byline: str) -> None:
    found = byline_weakness(byline)
    assert found is not None and found[0] < 0.9 and found[1] == "a single name"


@pytest.mark.parametrize("written", ["1614772800", "1614772800.0", "1614772800000", "3 March 2021", "2021-03-03T12:00"])
def test_days_are_read_as_people_and_crawlers_write_them(written: str) -> None:
    assert day_of(written) == date(2021, 3, 3)


@pytest.mark.parametrize("written", ["03/04/2021", "20210303", "202103031200", "161477", "soon"])
def test_a_day_that_cannot_be_told_is_none(written: str) -> None:
    assert day_of(written) is None


@pytest.mark.parametrize("written", ["29 February 2020", "12/31/2020", "31/12/2020", "2020-12-31", "May 2020", "soon"])
def test_possible_dates(written: str) -> None:
    assert impossible(written) is None


@pytest.mark.parametrize("written", ["29 February 2100", "31 June 2020", "2020-13-01", "31/31/2020", "May 3, 20201"])
def test_impossible_dates(written: str) -> None:
    assert impossible(written)


def test_flags_stand_at_their_place_and_unknown_stays_unknown() -> None:
    text = f"Town hears of long-planned works\nBy HGV\n{provenance_bodies()['bridge']}"
    found = look(text)
    weak = next(flag for flag in found.flags if flag.id == "provenance.weak_byline")
    assert weak.span is not None and text[weak.span.start : weak.span.end] == "HGV"
    assert found.features["weak_byline"] == 1.0 and weak.without["weak_byline"] is None
    assert look(provenance_bodies()["bridge"]).features["weak_byline"] is None


def test_a_short_text_lacks_neither_author_nor_date() -> None:
    assert look("The bridge will close on Monday, the council said.").flags == []


def test_the_seeds(shared: Path) -> None:
    named = {path.name[:3]: look(path.read_text("utf-8")) for path in (shared / "seeds").glob("0*.txt")}
    assert "provenance.weak_byline" in {flag.id for flag in named["000"].flags}
    assert "provenance.no_byline" in {flag.id for flag in named["001"].flags}
    assert named["004"].features["dateline"] == 1.0
