"""Loaded language: what judges, whose words they are, and what makes an article one-sided."""

from __future__ import annotations

import functools
import itertools

import pytest
from looking import look, surest

from scorer.signals.base import Evidence
from scorer.signals.loaded_language.examples import EXAMPLES
from scorer.signals.loaded_language.signal import SIGNAL

_find = functools.partial(look, SIGNAL)
_top = functools.partial(surest, SIGNAL)


@pytest.mark.parametrize(
    ("loaded", "plain"),
    [
        ("The shameless mayor peddled another ridiculous lie.", "The mayor gave the figures on Monday."),
        ("Greedy billionaires are gutting our schools.", "The board closed two schools in June."),
        ("This idiotic stunt is an outrageous assault on decency.", "The march began at noon and ended at four."),
        ("Left-wing zealots hysterically denounced the sensible plan.", "Four members voted against the plan."),
    ],
)
def test_a_judging_sentence_stands_above_a_reporting_one(loaded: str, plain: str) -> None:
    assert _top(loaded) > 0.5 > _top(plain)


def test_what_a_source_says_is_not_the_writers_wording() -> None:
    text = "“This is a disgraceful, idiotic and shameful plan from a corrupt mayor,” Ana Ruiz told the council."
    found = _find(text)
    assert not found.flags
    assert found.features["quoted_loaded_share"] == 1.0
    assert found.features["loaded_word_rate"] == 0.0


def test_the_span_is_on_the_judging_word() -> None:
    text = "On Monday the council published a disgraceful report about the bridge."
    spans = [text[f.span.start : f.span.end] for f in _find(text).flags if f.span]
    assert spans == ["disgraceful"]


def test_names_carry_no_weight() -> None:
    sentence = "{} met the governor on Tuesday to talk about the bridge."
    scores = {_top(sentence.format(name)) for name in ("Zebulon Quist", "Ottilie Harrowgate", "Bram Tolliver")}
    assert len(scores) == 1


def test_one_sided_articles_stand_above_reports() -> None:
    texts = {e.must: e.text for e in EXAMPLES if e.flag == "loaded_language.one_sided" and len(e.text) > 400}
    argues, reports = _find(texts[True]).confidence, _find(texts[False]).confidence
    assert argues is not None
    assert reports is not None
    assert argues > 0.8
    assert reports < 0.3


def test_a_single_sentence_is_not_called_one_sided() -> None:
    found = _find("The shameless mayor peddled another ridiculous lie.")
    assert "loaded_language.one_sided" not in {f.id for f in found.flags}
    assert found.features["one_sidedness"] is None


def test_sentences_that_are_not_the_articles_body_do_not_count() -> None:
    text = "This disgraceful, idiotic plan is a shameful lie. The bridge opened on Monday."
    assert _find(text).flags
    assert not _find(text, [False, True]).flags


def test_spans_hold_with_characters_outside_the_basic_plane() -> None:
    text = "😀 The re\u0301gime\u200f said so.\r\n😀 It was a disgraceful and shameless lie. 😀"
    found = _find(text)
    assert [text[f.span.start : f.span.end] for f in found.flags if f.span]
    assert all(0 <= f.span.start < f.span.end <= len(text) for f in found.flags if f.span)


def test_nothing_to_read_is_nothing_told() -> None:
    found = _find("")
    assert found.confidence is None
    assert set(found.features.values()) == {None}
    assert not found.evidence


def test_quoted_wording_is_evidence_of_its_own_kind_and_no_flag() -> None:
    found = _find("“It is a disgraceful, idiotic and shameful plan from a corrupt mayor,” Ana Ruiz told the council.")
    assert "quoted" in {one.kind for one in found.evidence if isinstance(one, Evidence)}
    assert not found.flags


def test_each_flag_has_a_confidence_of_its_own() -> None:
    flags = _find("The shameless mayor peddled another ridiculous lie. It was a vicious, disgusting betrayal.").flags
    assert len({flag.confidence for flag in flags}) > 1
    assert all(0.3 < flag.confidence < 1.0 for flag in flags)


def test_a_sentence_may_hold_several_places_and_none_overlap() -> None:
    spans = [f.span for f in _find("The shameless mayor told the council another ridiculous lie on Monday.").flags]
    assert len(spans) == 2
    assert all(a and b and a.end <= b.start for a, b in itertools.pairwise(spans))


def test_the_body_and_its_diseases_are_not_loaded() -> None:
    text = "The scan showed a swollen liver and inflammation of the abdomen. Her pain in the left leg had gone by May."
    assert not _find(text).flags
