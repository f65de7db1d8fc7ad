"""Figures of a running text: what must be read, and what must not."""

from __future__ import annotations

import time

import pytest

from scorer.values import read_dates, read_figures
from scorer.values.figures import stem


@pytest.mark.parametrize(
    ("text", "quote", "value", "unit"),
    [
        ("It will build eight nuclear power plants there.", "eight nuclear power plants", 8, "plant"),
        ("It will build 8 atomic power plants there.", "8 atomic power plants", 8, "plant"),
        ("The pact runs for 20 years from now.", "20 years", 20, "year"),
        ("A 20-year pact was signed.", "20-year", 20, "year"),
        ("It lasted two decades in all.", "two decades", 20, "year"),
        ("Prices rose by 5.4 percent in May.", "5.4 percent", 5.4, "%"),
        ("Prices rose by 5.4% in May.", "5.4%", 5.4, "%"),
        ("It cost $3.77 billion last year.", "$3.77 billion", 3.77e9, "$"),
        ("It was heard by 1,500 people.", "1,500 people", 1500, "peopl"),
        ("Ida Lunde, 43, was found.", "43", 43, "age"),
        ("The 43-year-old mayor was found.", "43", 43, "age"),
        ("Twenty-four ships sank.", "Twenty-four ships", 24, "ship"),
        ("A magnitude-6.1 quake shook it.", "6.1", 6.1, "magnitud"),
        ("A 6.1-magnitude quake shook it.", "6.1", 6.1, "magnitud"),
        ("It measured 6.1 on the Richter scale.", "6.1", 6.1, "magnitud"),
        ("It began at 11am there.", "11", 11, "o'clock"),
    ],
)
def test_reads(text: str, quote: str, value: float, unit: str) -> None:
    (figure,) = read_figures(text)
    assert (text[figure.start : figure.end], figure.value, figure.unit[-1]) == (quote, value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "He drove a 4×4 home.", "She is 5-foot-8 tall.", "They won 3-2 at home.", "It began at 7:59 there.",
        "It is the 21st of them.", "See #45 for it.", "Write to box@a9.example.", "On 11 / 28 / 05 it was.",
    ],
)  # fmt: skip
def test_must_not_read(text: str) -> None:
    assert read_figures(text) == []


def test_hedges_are_bounds() -> None:
    bounds = {"at least 40 homes": "low", "up to 40 homes": "high", "about 40 homes": "about", "these 40 homes": None}
    assert {text: read_figures(f"It hit {text}.")[0].bound for text in bounds} == bounds


def test_ends_of_a_range_are_told_apart() -> None:
    ends = {
        "It takes 5 percent to 9 percent.": ["from", "to"], "It takes between 5 and 9 hours.": ["from", "to"],
        "It rose from $4 million to $5 million.": ["from", "to"], "It takes 5 ships and 9 men.": [None, None],
    }  # fmt: skip
    assert {text: [figure.of_range for figure in read_figures(text)] for text in ends} == ends


def test_a_figure_within_a_date_is_no_figure() -> None:
    text = "On 3 May 2021 some 40 homes burned."
    taken = [(value.start, value.end) for value in read_dates(text)]
    assert [figure.value for figure in read_figures(text, taken)] == [40]


def test_forms_of_one_word_have_one_stem() -> None:
    assert stem("signed") == stem("signing") == stem("signs") == "sign"
    assert stem("ratified") == stem("ratification") == "ratify"


@pytest.mark.parametrize(
    "text", ["1,000 " * 90_000, "3 May 2021, " * 45_000, "9" * 500_000, "two hundred and " * 30_000]
)
def test_half_a_megabyte_is_read_in_linear_time(text: str) -> None:
    begin = time.process_time()
    dates = read_dates(text)
    read_figures(text, [(value.start, value.end) for value in dates])
    assert time.process_time() - begin < 5
