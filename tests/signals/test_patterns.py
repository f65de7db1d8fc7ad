"""Tables of patterns: every row matches its example and not its counter-example, and sides are read rightly."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scorer.signals.attribution.anonymous import anonymous_table, row_at
from scorer.signals.attribution.vague import impersonal_table
from scorer.signals.patterns import Pattern, Place, Table, load_table, read_side
from scorer.signals.patterns import extent as extent_of
from scorer.text import read_text

SPECULATION, ANONYMOUS, VAGUE = load_table("speculation"), anonymous_table(), impersonal_table()


def _speculation(place: Place) -> Pattern | None:
    return SPECULATION.first_match(place)


def _vague(place: Place) -> Pattern | None:
    return VAGUE.first_match(place)


def _anonymous(place: Place) -> Pattern | None:
    found = row_at(place)
    return found and found[0]


ROWS = [(SPECULATION, _speculation, row) for row in SPECULATION.patterns]
ROWS += [(VAGUE, _vague, row) for row in VAGUE.patterns]
ROWS += [(ANONYMOUS, _anonymous, row) for row in ANONYMOUS.patterns]


@pytest.mark.parametrize(("table", "decide", "row"), ROWS, ids=[row.name for *_, row in ROWS])
def test_row_matches_its_example_and_not_its_counter(
    table: Table, decide: Callable[[Place], Pattern | None], row: Pattern
) -> None:
    def decided_by(text: str) -> list[Pattern | None]:
        return [decide(place) for place in table.places(read_text(text))]

    assert row in decided_by(row.options["example"])
    if "counter" in row.options:
        assert row not in decided_by(row.options["counter"])


@pytest.mark.parametrize(
    ("side", "text", "reads"),
    [
        ("the ..2 mill", "the old red mill", True),
        ("the ..1 mill", "the old red mill", False),
        ("<name> -ed $", "Ruiz resigned", True),
        ("!the <word>", "the mill", False),
        ("<number> @unit", "12 miles", True),
        ("-ly{2} said", "widely openly said", True),
        ("-ly{1} said", "widely openly said", False),
        ("~3 mill", "old red mill", True),
        ("~3 mill", "old , mill", False),
    ],
)
def test_side_reads_from_the_first_token(side: str, text: str, reads: bool) -> None:
    read = read_text(text)
    elements = read_side(side, {"unit": frozenset(("miles",))}, "here", reverse=False)
    assert (extent_of(elements, read, 0, 0, len(read.tokens), 1) is not None) is reads


def test_unknown_set_of_words_is_an_error() -> None:
    with pytest.raises(ValueError, match="no set of words is called @nothing"):
        read_side("@nothing", {}, "here", reverse=False)
