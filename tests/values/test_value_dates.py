"""Dates of a running text: what must be read, and what must not."""

from __future__ import annotations

from datetime import date

import pytest

from scorer.text.date_forms import day_of
from scorer.values.dates import read_dates

PUBLISHED = date(2021, 6, 10)


def only(text: str, published: date | None = PUBLISHED):  # type: ignore[no-untyped-def]
    values = read_dates(text, published)
    assert len(values) == 1, [text[value.start : value.end] for value in values]
    return values[0]


@pytest.mark.parametrize(
    ("text", "quote", "first", "last", "precision"),
    [
        ("It opened on May 3, 2021 in rain.", "May 3, 2021", date(2021, 5, 3), date(2021, 5, 3), "day"),
        ("It opened on 3 May 2021 in rain.", "3 May 2021", date(2021, 5, 3), date(2021, 5, 3), "day"),
        ("It opened on the 3rd of May in rain.", "3rd of May", date(2021, 5, 3), date(2021, 5, 3), "day"),
        ("It opened on 2021-05-03 in rain.", "2021-05-03", date(2021, 5, 3), date(2021, 5, 3), "day"),
        ("The pact was signed in December.", "December", date(2020, 12, 1), date(2020, 12, 31), "month"),
        ("The pact was signed in April 2019.", "April 2019", date(2019, 4, 1), date(2019, 4, 30), "month"),
        ("The 1998 treaty still holds.", "1998", date(1998, 1, 1), date(1998, 12, 31), "year"),
        ("He resigned on Tuesday after talks.", "Tuesday", date(2021, 6, 8), date(2021, 6, 8), "weekday"),
    ],
)
def test_reads(text: str, quote: str, first: date, last: date, precision: str) -> None:
    value = only(text)
    assert (text[value.start : value.end], value.first, value.last, value.precision) == (quote, first, last, precision)


@pytest.mark.parametrize(
    "text",
    ["He may leave.", "They march on.", "It cost $2001 in all.", "About 2000 people came.", "Room 1999b.", "3.2021.5"],
)
def test_must_not_read(text: str) -> None:
    assert read_dates(text, PUBLISHED) == []


def test_bounds() -> None:
    assert only("It was ratified by June after talks.").bound == "by"
    assert only("He has led it since 2015, they say.").bound == "since"
    assert only("It was ratified in June after talks.").bound is None


def test_a_dateline_and_an_updated_line_are_typed_apart() -> None:
    text = "HALDEN, June 9, 2021 — The bridge opened on June 8, 2021, the council said.\nUpdated: June 10, 2021\n"
    assert [value.role for value in read_dates(text)] == ["dateline", "text", "updated"]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Fire damages the mill at Halden Monday 3 May 2021 At least 40 people fled the mill on Sunday.", "dateline"),
        ("4 May 2021 2 people were hurt when the ferry touched the pier in fog, the harbour said.", "dateline"),
        ("Date of publication 4 May 2021 Two people were hurt when the ferry touched the pier.", "updated"),
        ("Skerrin council (@skerrin) May 4, 2021 and then the thread went on for some lines more.", "updated"),
        ("On May 4, 2021 Halden and Skerrin signed the pact on the ferry, the councils of both said.", "text"),
        ("The pact of 4 May 2021 Halden never ratified was void from the start, the court said.", "text"),
    ],
)
def test_a_date_between_headline_and_text_is_a_stamp(text: str, roles: str) -> None:
    assert [value.role for value in read_dates(text) if value.precision == "day"] == [roles]


def test_a_month_without_its_year_takes_the_year_of_the_article_and_prefers_the_past() -> None:
    assert only("It was signed in January by both.", date(2025, 10, 2)).first == date(2025, 1, 1)
    assert only("It was signed in December by both.", date(2025, 1, 20)).first == date(2024, 12, 1)
    assert only("It was signed on January 5 by both.", None).first is None


def test_an_impossible_day_is_not_read() -> None:
    assert read_dates("It ended on 2021-02-31, they said.") == []


def test_a_day_of_a_written_date() -> None:
    assert day_of("October 2, 2025 Hour: 7:59 pm") == date(2025, 10, 2)
    assert day_of("27 NOVEMBER, 2005") == date(2005, 11, 27)
    assert day_of("6/17/2014") == date(2014, 6, 17)
    assert day_of("yesterday") is None


def test_a_full_stop_belongs_to_a_short_month_alone() -> None:
    raw = "It opened in June. It closed on Sept. 3."
    assert [raw[value.start : value.end] for value in read_dates(raw)] == ["June", "Sept. 3"]
