"""Readability measures, held against textstat's own."""

from __future__ import annotations

import math
import subprocess
import sys

import numpy as np
import pytest
import textstat

from scorer.article import Article
from scorer.signals.base import Document
from scorer.signals.readability.examples import EXAMPLES
from scorer.signals.readability.signal import (
    SIGNAL,
    SYLLABLES,
    UNLISTED,
    Measures,
    measure,
    syllables_by_rule,
    word_facts,
)
from scorer.text import read_text

ORDINARY = sorted({example.text for example in EXAMPLES if not example.must and example.text.count(".") > 4})


def document(text: str) -> Document:
    shared = read_text(text)
    return Document(Article(text), shared, np.ones(shared.n_sentences, dtype=np.bool_))


def measured(text: str) -> Measures:
    found = measure(document(text))
    assert found is not None
    return found


@pytest.mark.parametrize("text", ORDINARY)
def test_agrees_with_textstat(text: str) -> None:
    found = measured(text)
    assert found.ease == pytest.approx(textstat.flesch_reading_ease(text), abs=4)
    assert found.grade == pytest.approx(textstat.automated_readability_index(text), abs=1)
    assert found.dale_chall == pytest.approx(textstat.dale_chall_readability_score(text), abs=0.6)


def test_longer_words_and_sentences_are_harder() -> None:
    easy = "The cat sat on the mat. The dog ran to the door. We saw them both. " * 8
    hard = "Administrative considerations notwithstanding, organisational interdependencies predominate. " * 14
    assert measured(easy).ease > measured(hard).ease + 50
    assert measured(easy).grade < measured(hard).grade
    assert measured(easy).difficult < measured(hard).difficult


def test_a_repeated_summary_does_not_make_an_article_thin() -> None:
    varied = " ".join(ORDINARY) * 1
    assert measured(ORDINARY[0] * 3 + " " + varied).variety >= 0.5


def test_too_short_to_tell() -> None:
    found = SIGNAL.find(document("The bridge will close on Monday."))
    assert set(found.features.values()) == {None} and not found.flags


def test_only_the_body_counts() -> None:
    text = f"{ORDINARY[0]}\n" + "menu home news sport weather travel shop login\n" * 20
    whole = document(text)
    body = np.array([whole.text.sentence_line[i] == 0 for i in range(whole.text.n_sentences)])
    alone = measure(Document(whole.article, whole.text, body))
    assert alone == measured(ORDINARY[0])


def test_textstat_is_never_loaded_to_read() -> None:
    code = (
        "import sys; from scorer.signals.readability.signal import word_facts\n"
        "word_facts('bridge'); word_facts('unheardofnessish'); sys.exit('textstat' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("word", "bridge council engineers government said interest national children".split())
def test_facts_of_common_words_are_textstats(word: str) -> None:
    facts = word_facts(word)
    assert facts & SYLLABLES == textstat.syllable_count(word)
    assert bool(facts & UNLISTED) == textstat.is_difficult_word(word, 0)


@pytest.mark.parametrize(("word", "syllables"), [("drizzled", 2), ("table", 2), ("made", 1), ("hunted", 2), ("a", 1)])
def test_syllables_by_rule(word: str, syllables: int) -> None:
    assert syllables_by_rule(word) == syllables


@pytest.mark.parametrize("odd", ["a" * 500_000, "supercalifragilistic-" * 24_000, "x1y2 " * 100_000])
def test_what_no_reader_could_read_has_figures_all_the_same(odd: str) -> None:
    found = SIGNAL.find(document(odd))
    assert all(value is None or math.isfinite(value) for value in found.features.values())
