"""Words by which an article weighs what it tells."""

from __future__ import annotations

import math

import pytest

from scorer.article import read_text_article
from scorer.pipeline import examine
from scorer.signals import scrutiny
from scorer.weights import load_classes


def _features(text: str) -> dict[str, float | None]:
    return examine(read_text_article(text)).features()


def test_rates_count_words_of_the_body() -> None:
    text = "The drug costs more than the old one. However, researchers said its risks were unclear."
    found = _features(text)
    n = 15
    assert found["scrutiny_limits"] == pytest.approx(100 * 2 / (n + 60))
    assert found["scrutiny_costs"] == pytest.approx(100 / (n + 60))
    assert found["scrutiny_comparison"] == pytest.approx(100 / (n + 60))
    assert found["scrutiny_novelty"] == 0.0
    assert found["article_words"] == pytest.approx(math.log(n))


def test_without_words_nothing_is_told() -> None:
    assert all(_features("…")[f.name] is None for f in scrutiny.FEATURES)


def test_a_word_stands_in_one_class() -> None:
    words = [word for listed in load_classes("scrutiny").values() for word in listed]
    assert len(words) == len(set(words))
