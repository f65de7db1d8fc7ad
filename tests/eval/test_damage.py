"""The measure of damage on articles of our own."""

from __future__ import annotations

import pytest
from variants.texts import ALL, Clean

from scorer.eval.gate.damage import KINDS, STEPS, Tally, put_in, steps, table, wrapped
from scorer.scoring import Scorer


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return Scorer()


@pytest.mark.parametrize("clean", ALL, ids=[clean.author for clean in ALL])
def test_damage_in_steps_is_ordered_rightly(clean: Clean, scorer: Scorer) -> None:
    def quality(text: str) -> float | None:
        scores = scorer.score_record({"text": text}).scores
        return None if scores is None else scores.quality.value

    found = steps(quality, clean.text())
    assert set(STEPS[:4]) <= set(found)  # a quarter of a short article is too short to be scored
    assert all(found.values())


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_put_in_where_it_says(kind: str) -> None:
    made = put_in(ALL[0].text(), kind, 3, ("Council rejects plan for second car park",))
    name, variant, _ = KINDS[kind]
    assert made.kind == name
    assert variant in (None, made.variant)
    assert made.text != ALL[0].text()
    assert all(0 <= start < end <= len(made.text) for start, end in made.places)


def test_wrapped_text_has_the_same_words() -> None:
    text = ALL[1].text()
    assert wrapped(text).split() == text.split()
    assert max(map(len, wrapped(text).splitlines())) <= 72


def test_the_table_names_the_worst_kind() -> None:
    tallies = {"wall: found": Tally(9, 10), "mojibake: found": Tally(7, 10), "wall: score drops": Tally(10, 10)}
    lines = table(tallies)
    assert "| all kinds: found | 0.800 | 20 |" in lines
    assert "| worst kind: found, mojibake | 0.700 | 10 |" in lines
