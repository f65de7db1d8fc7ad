"""Tables of patterns: every row matches its example and not its counter-example, and the matcher reads sides rightly."""

from __future__ import annotations

import pytest

from scorer.signals.patterns import Pattern, Table, load_table, read_side
from scorer.signals.patterns import extent as extent_of
from scorer.text import read_text

TABLES = {"speculation": load_table("speculation")}
ROWS = [(table, pattern) for table in TABLES.values() for pattern in table.patterns]


def _decided_by(table: Table, text: str) -> list[Pattern]:
    found = [table.first_match(place) for place in table.places(read_text(text))]
    return [pattern for pattern in found if pattern is not None]


@pytest.mark.parametrize(("table", "row"), ROWS, ids=[row.name for _, row in ROWS])
def test_row_matches_its_example_and_not_its_counter(table: Table, row: Pattern) -> None:
    assert row in _decided_by(table, row.options["example"])
    if "counter" in row.options:
        assert row not in _decided_by(table, row.options["counter"])


@pytest.mark.parametrize(
    ("side", "text", "reads"),
    [
        ("the ..2 mill", "the old red mill", True),
        ("the ..1 mill", "the old red mill", False),
        ("<name> -ed $", "Ruiz resigned", True),
        ("!the <word>", "the mill", False),
        ("<number> @unit", "12 miles", True),
    ],
)
def test_side_reads_from_the_first_token(side: str, text: str, reads: bool) -> None:
    read = read_text(text)
    elements = read_side(side, {"unit": frozenset(("miles",))}, "here", reverse=False)
    assert (extent_of(elements, read, 0, 0, len(read.tokens), 1) is not None) is reads


def test_unknown_set_of_words_is_an_error() -> None:
    with pytest.raises(ValueError, match="no set of words is called @nothing"):
        read_side("@nothing", {}, "here", reverse=False)
