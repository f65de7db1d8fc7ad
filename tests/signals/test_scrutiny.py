"""Words by which an article weighs what it tells."""

from __future__ import annotations

import pytest

from scorer.article import read_text_article
from scorer.model.store import load_classes
from scorer.pipeline import examine
from scorer.signals import scrutiny


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
    assert found["article_words"] == n


def test_without_words_nothing_is_told() -> None:
    assert all(_features("…")[f.name] is None for f in scrutiny.FEATURES)


def test_a_word_stands_in_one_class() -> None:
    words = [word for listed in load_classes("scrutiny").values() for word in listed]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("name", "text", "times"),
    [
        ("outside_view", "Ada Marsh, who was not involved, disagreed. An independent expert agreed.", 2),
        ("outside_view", "Ada Marsh was involved, and an expert agreed.", 0),
        ("sums", "The mill cost $9 million, then £12.", 2),
        ("sums", "It paid in $ and in cash.", 0),
        ("turns", "But the mill stayed open. Still, it lost money. It fell, but not far.", 2),
        ("handed_out", "The mill said in a statement, and again in a press release, that it was closed.", 2),
        ("handed_out", "The release of the book is due.", 0),
        ("asked", "Ada Marsh told Lena Fisk so in an interview.", 2),
        ("asked", "She told the truth.", 0),
        ("left_open", "It is not clear why. More research is needed; the trial did not prove it.", 3),
        ("left_open", "It is clear that the research was good.", 0),
        ("laboratory", "The cells of mice were looked at.", 2),
    ],
)
def test_practice_is_told_by_words_together(name: str, text: str, times: int) -> None:
    found = _features(text)
    words = found["article_words"] or 0.0
    assert found[f"scrutiny_{name}"] == pytest.approx(100 * times / (words + 60))


def test_practice_ends_with_the_text() -> None:
    assert _features("It cost $")["scrutiny_sums"] == 0.0


def test_breadth_counts_questions_and_not_words() -> None:
    one = _features("The cost is high. " * 20)["scrutiny_breadth"]
    several = _features("The cost is high. However, critics disagree. The risks are unclear.")["scrutiny_breadth"]
    assert one == pytest.approx(1.0)
    assert several is not None and several > 1.0
