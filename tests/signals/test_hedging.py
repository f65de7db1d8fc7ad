"""Hedging: what counts as a hedge, whose it is, and where it is shown."""

from __future__ import annotations

import functools

import pytest
from looking import look, surest

from scorer.signals.base import Evidence
from scorer.signals.hedging.signal import SIGNAL

_find = functools.partial(look, SIGNAL)
_top = functools.partial(surest, SIGNAL)


@pytest.mark.parametrize(
    ("hedged", "plain"),
    [
        ("Many scholars believe that the tower was probably built later.", "The tower was built in 1412 by Otto Reim."),
        ("It is widely considered to be one of the best songs of its time.", "The song was recorded in May 1971."),
        ("Some residents have suggested that the well may be older.", "The well is 12 metres deep."),
        ("Several of the houses are said to be haunted.", "The nine houses were sold in 2004 for 2 million euros."),
    ],
)
def test_a_hedged_sentence_stands_above_a_plain_one(hedged: str, plain: str) -> None:
    assert _top(hedged) > 0.5 > _top(plain)


def test_what_a_source_says_is_not_the_writers_hedge() -> None:
    own = _find("It may lead to a flood. The bridge will probably stay closed.")
    quoted = _find("“It may lead to a flood. The bridge will probably stay closed,” Ana Ruiz told the council.")
    assert sum(f.id == "hedging.speculation" for f in own.flags) == 2
    assert not [f for f in quoted.flags if f.id == "hedging.speculation"]


def test_a_quotation_of_three_words_is_the_writers_wording() -> None:
    text = "The mill was “probably” sold to some of the neighbours."
    assert [text[f.span.start : f.span.end] for f in _find(text).flags if f.span] == ["probably"]


def test_one_flag_a_sentence_and_a_month_is_no_hedge() -> None:
    found = _find("The vote may become a farce in May and could, perhaps, be close. On 3 May 2021 the hall opened.")
    assert [f.id for f in found.flags].count("hedging.speculation") == 1


@pytest.mark.parametrize(
    "text",
    [
        "You may lose your way in the old town.",
        "If the dam breaks, the town could become a lake.",
        "The road that could ruin the valley was never built.",
        "A study of 90 mills was published. It may mean that they are safe.",
        "District managers could get nine thousand crowns a year.",
        "Apparently nobody had told the mayor.",
        "The two words appear as one in the old books.",
    ],
)
def test_a_guess_that_readers_would_not_mark_counts_and_is_no_flag(text: str) -> None:
    assert not [flag for flag in _find(text).flags if flag.id == "hedging.speculation"]


def test_sentences_that_are_not_the_articles_body_do_not_count() -> None:
    text = "Some offers may mean a loss. The bridge opened on Monday."
    assert not _find(text, [False, True]).flags
    assert _find(text, [False, True]).rate == 0.0
    assert _find(text, [True, True]).flags


def test_spans_hold_with_characters_outside_the_basic_plane() -> None:
    text = "😀😀 The mill, built in e\u0301te\u0301, was probably sold\u200f to some of its workers. 😀"
    found = _find(text)
    spans = [text[f.span.start : f.span.end] for f in found.flags if f.span]
    assert spans
    assert spans[0].startswith("probably sold")
    assert all(0 <= e.start < e.end <= len(text) for e in found.evidence if isinstance(e, Evidence))


def test_an_article_full_of_guesses_has_weightier_flags_than_one_with_a_few() -> None:
    guess, fact = "The mill may close next year. ", "The mill opened in 1904 with 40 workers. "
    few, many = _find(guess + fact * 20), _find(guess * 3 + fact)
    assert {f.severity for f in few.flags} == {"low"}
    assert {f.severity for f in many.flags} == {"medium"}


def test_features_say_what_they_would_be_without_the_flag() -> None:
    found = _find("The mill may close next year. The mill opened in 1904. It has 40 workers.")
    assert found.features["speculation_rate"] == pytest.approx(1 / 3)
    assert found.flags[0].without["speculation_rate"] == 0.0


def test_nothing_to_read_is_nothing_told() -> None:
    found = _find("")
    assert found.confidence is None
    assert set(found.features.values()) == {None}
    assert not found.evidence
