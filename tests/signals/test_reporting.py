"""The features of writing: what is counted, in whose voice, and that length alone does not move them."""

from __future__ import annotations

import time

import numpy as np
import pytest

from scorer.article import Article
from scorer.model.store import load_weights
from scorer.signals.base import Document, Evidence, Finding
from scorer.signals.style import FEATURES, RATES, SIGNAL, count
from scorer.text import read_text

NEWS = (
    "The council voted on Tuesday to close the old bridge for repairs that will last until spring. Engineers had found "
    "cracks in two of its four pillars last month, said Mara J. Ellison, a civil engineer who heads the roads office. "
    "Buses were moved to the northern crossing, and shops on the east bank may ask for help. The work is to cost 4 "
    "million dollars. Mr. Holt, the deputy mayor, said 12% of it was paid by the state."
)
RANT = (
    "I have had it with these people! You know what they did? They CHEATED us, and we let them. Why don't you wake up? "
    "It's always the same: nobody listens, nobody cares, and everything gets worse. I really, really can't believe it! "
    "My friends and I are totally fed up with this. You should be too! Are we just going to sit there? Never. We won't."
)


def document(text: str) -> Document:
    shared = read_text(text)
    return Document(Article(text), shared, np.ones(shared.n_sentences, dtype=np.bool_))


def look(text: str) -> Finding:
    return SIGNAL.find(document(text))


def value(text: str, name: str) -> float:
    found = look(text).features[f"style_{name}"]
    assert found is not None
    return found


@pytest.mark.parametrize(
    "name",
    "first_singular first_plural second_person exclamation question shouting contraction intensifier absolute "
    "negation".split(),
)
def test_a_rant_has_more_of(name: str) -> None:
    assert value(RANT, name) > value(NEWS, name)


@pytest.mark.parametrize("name", "day title unit number apposition initial name passive past_be article comma".split())
def test_a_report_has_more_of(name: str) -> None:
    assert value(NEWS, name) > value(RANT, name)


def test_quoted_speech_is_not_the_articles_voice() -> None:
    quoted = f"{NEWS} “I love you! You are my best friend, and I really mean it,” she told him."
    counted = count(document(quoted))
    assert counted is not None
    for name in ("first_singular", "second_person", "exclamation", "intensifier"):
        assert counted.counts[name] == 0
    assert value(quoted, "quoted_share") > 0.1


@pytest.mark.parametrize("name", RATES)
def test_a_longer_text_of_the_same_writing_is_drawn_less_to_the_usual(name: str) -> None:
    usual = load_weights("reporting")["usual"][RATES.index(name)]
    once, twice = value(NEWS, name) - usual, value(f"{NEWS}\n{NEWS}", name) - usual
    assert abs(once) - 1e-9 <= abs(twice) <= 2 * abs(once) + 1e-9 and once * twice >= 0


def test_too_short_to_tell() -> None:
    assert set(look("It rained.").features.values()) == {None}


def test_what_can_not_be_told_is_unknown() -> None:
    found = look(NEWS).features
    assert found["style_paragraph_words"] is None and found["style_sentence_words"] is not None


def test_a_mark_that_stands_for_a_lost_quotation_mark_asks_nothing() -> None:
    counted = count(document(NEWS + " ?We cannot wait,? said Ms. Ellison. ?It is late.? Nobody asked why."))
    assert counted is not None and counted.counts["question"] == 0


def test_every_feature_is_given_and_has_a_meaning() -> None:
    assert set(look(NEWS).features) == {feature.name for feature in FEATURES}
    assert all(feature.meaning for feature in FEATURES)


def test_evidence_shows_the_words() -> None:
    shown = {RANT[e.start : e.end]: e.kind for e in look(RANT).evidence if isinstance(e, Evidence)}
    assert shown["I"] == "first_singular" and shown["You"] == "second_person"
    assert shown["!"] == "exclamation"


def test_curly_and_straight_apostrophes_count_alike() -> None:
    assert value(RANT.replace("'", "’"), "contraction") == value(RANT, "contraction")


def test_linear_in_the_text() -> None:
    started = time.perf_counter()
    look(NEWS * 1300)
    plain = time.perf_counter() - started
    for text in ('"' * 500_000, "you! " * 100_000, ", " * 250_000, "J. " * 160_000, "a" * 500_000):
        odd = document(text)
        started = time.perf_counter()
        SIGNAL.find(odd)
        assert time.perf_counter() - started < 30 * plain  # marks alone make 200,000 places
