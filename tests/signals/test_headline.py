"""Teasing headlines, and headlines that their article does not bear out."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from scorer.article import read_text_article
from scorer.eval.training.cases import read_cases
from scorer.signals.base import Document, Evidence, Finding
from scorer.signals.headline.signal import SIGNAL, clickbait_log_odds, is_clickbait, teases_of
from scorer.signals.headline.support import content_words, support
from scorer.text import read_text

CASES = read_cases("headline_unsupported")


def look(text: str, title: str | None = None) -> Finding:
    article = read_text_article(text, title=title)
    shared = read_text(article.text)
    return SIGNAL.find(Document(article, shared, np.ones(shared.n_sentences, dtype=np.bool_)))


def ids(found: Finding) -> list[str]:
    return [flag.id for flag in found.flags]


def test_unsupported_on_labelled_cases() -> None:
    seen = [("headline.unsupported" in ids(look(case["body"], case["title"])), case["unsupported"]) for case in CASES]
    hits = sum(found and wanted for found, wanted in seen)
    wrong = [case["title"] for case, (found, wanted) in zip(CASES, seen, strict=True) if found and not wanted]
    missed = [case["title"] for case, (found, wanted) in zip(CASES, seen, strict=True) if wanted and not found]
    assert len(seen) >= 60 and 0.4 < sum(wanted for _, wanted in seen) / len(seen) < 0.6
    assert hits / sum(found for found, _ in seen) >= 0.95, wrong
    assert hits / sum(wanted for _, wanted in seen) >= 0.8, missed


@pytest.mark.parametrize(
    "headline",
    [
        "Council Votes to Close Bridge for Repairs",
        "Three Killed as Ferry Capsizes Off Coast",
        "Bank Lifts Interest Rates",
    ],
)
def test_capitals_do_not_make_clickbait(headline: str) -> None:
    plain, title, loud = headline.lower(), headline.title(), headline.upper()
    assert clickbait_log_odds(plain) == clickbait_log_odds(title) == clickbait_log_odds(loud) < 0


def test_the_reason_is_named_and_shown() -> None:
    found = look("", "19 Things You Should Never Say To A Baker")
    flag = next(flag for flag in found.flags if flag.id == "headline.clickbait")
    assert "list" in flag.message and "“19 Things" in flag.message and "“You”" in flag.message
    assert flag.span is None and found.confidence is not None and found.confidence > 0.9
    assert found.features["headline_support"] is None


def test_places_stand_in_the_text_where_the_headline_stands_there() -> None:
    text = f"21 Insanely Cute Bridges That Will Make You Want To Travel\n{CASES[0]['body']}"
    found = look(text)
    flag = next(flag for flag in found.flags if flag.id == "headline.clickbait")
    assert flag.span is not None and text[flag.span.start : flag.span.end].startswith("21 Insanely")
    shown = [text[e.start : e.end] for e in found.evidence if isinstance(e, Evidence)]
    assert "You" in shown and any(piece.startswith("21 ") for piece in shown)


def test_no_title_tells_nothing() -> None:
    found = look("The bridge will close on Monday, the council said.")
    assert found.confidence is None and not found.flags
    assert set(found.features.values()) == {None}


def test_a_headline_repeated_in_the_text_does_not_support_itself() -> None:
    title = "Volcano erupts near capital, thousands flee homes"
    assert "headline.unsupported" in ids(look(f"{title}\n{CASES[0]['body']}", title))


@pytest.mark.parametrize(
    ("title", "missing"),
    [
        ("GOP stalls U.S. trade bill over sugar", set()),
        ("2 senators want new sugar chapter", set()),
        ("Senators dine with penguins", {"dine", "penguins"}),
    ],
)
def test_other_words_for_the_same_support(title: str, missing: set[str]) -> None:
    body = next(case["body"] for case in CASES if case["title"].startswith("GOP"))
    found = support(title, read_text(body))
    assert found is not None and set(found.missing) - {"stalls", "want"} == missing


def test_content_words_leave_out_what_tells_nothing() -> None:
    assert set(content_words("Here's what the mayor said about the new bridge")) == {"mayor", "bridge"}


@pytest.mark.parametrize(
    ("title", "places"),
    [
        ("Marsh: ‘You can’t believe the worst of this’", []),
        ("Marsh calls it “the best thing ever” for the town", []),
        ("You won’t believe what Marsh’s cat did", ["You won’t believe", "You"]),
        ("‘It leaks,’ she told the worst of them", ["worst"]),
    ],
)
def test_what_a_headline_quotes_does_not_tease(title: str, places: list[str]) -> None:
    assert [title[place.start : place.end] for _, _, place in teases_of(title)] == places


@pytest.mark.parametrize(
    ("title", "flagged"),
    [
        ("This is why the harbour never freezes", True),
        ("9 harbours that never freeze", True),
        ("Why does the harbour never freeze?", True),
        ("Marsh just told the harbour board what it feared", True),
        ("How the harbour can save you money", True),
        ("These harbours never freeze", True),
        ("Why the harbour board split", False),
        ("Your harbour tax goes up in May", False),
        ("Marsh is the worst mayor of the decade", False),
        ("Why Marsh is the worst mayor of the decade", False),
        ("9 harbours are closed after the storm", False),
        ("9 percent of harbours never freeze", False),
        ("What the harbour may cost this year", False),
    ],
)
def test_a_flag_needs_a_reason_that_teases(title: str, flagged: bool) -> None:
    assert is_clickbait(teases_of(title), 0.99) is flagged
    assert not is_clickbait(teases_of(title), 0.89)


def test_no_more_of_an_endless_headline_is_looked_at_than_a_headline_has() -> None:
    for title in ("A " * 250_000, "7 " * 250_000, "?" * 500_000, "who " * 125_000, " | x" * 125_000):
        assert teases_of(title) == teases_of(title[:400])
        assert clickbait_log_odds(title) == clickbait_log_odds(title[:400])
        assert content_words(title) == content_words(title[:400])


def test_held_back_figures(shared: Path) -> None:
    """The shipped weights on headlines that they were fitted on: a floor for the reader in numpy, not a result."""
    with gzip.open(shared / "data/headlines/clickbait-2016.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines][::12]
    right = [(clickbait_log_odds(row["text"]) > 0) == row["clickbait"] for row in rows]
    assert sum(right) / len(right) > 0.975
