"""How dates are written, and which day a written date names: the forms of months and days that every reader shares.

Dates in the lines of an article are found by :mod:`scorer.article.dates`, dates in running text by
:mod:`scorer.values.dates`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime

from scorer.text.word_classes import MONTH_ABBREVIATIONS, MONTH_NUMBERS, MONTHS

#: Names of months in lower case, shortened or not, without a full stop; to be matched without regard to case.
MONTH_NAME = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
#: A month with the full stop that may follow it, on a line that holds little but a date.
MONTH = rf"(?:{MONTH_NAME})\b\.?"
#: A month in running text, where it has a capital ("may", "march" are words) and only short forms have a full stop.
MONTH_IN_TEXT = "(?:{}|(?:{})\\b\\.?)(?![a-z])".format(
    *(
        "|".join(form(name) for form in (str.title, str.upper) for name in names)
        for names in (sorted(MONTHS), sorted(MONTH_ABBREVIATIONS))
    )
)
#: A month and a year, with the day where it is written: what a date names.
MONTH_DATE = re.compile(
    r"\b(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?(?:\s{1,3}of)?[\s-]{1,3})?"
    rf"(?P<month>{MONTH_NAME})\b\.?"
    r"[\s-]{1,3}(?:(?P<d2>\d{1,2})(?:st|nd|rd|th)?,?\s{1,3})?(?P<year>\d{4,6})\b",
    re.I,
)
_NUMERIC = re.compile(r"(?P<a>\d{1,6})[-/.](?P<b>\d{1,2})[-/.](?P<c>\d{1,6})")
#: Seconds or milliseconds since 1970, as crawlers store a date, of the years 2001 to 2033.
TIMESTAMP = re.compile(r"(1\d{9})(?:\d{3}|\.\d{1,6})?")
_FIRST_YEAR, _LAST_YEAR = 1800, 2100  # calendars before, and dates after, are not judged as slips of the pen


def impossible(written: str) -> str | None:
    """Why a written date cannot be, in plain words, or None where it can or cannot be read."""
    return read_date(written)[0]


def day_of(written: str) -> date | None:
    """The day that a written date names; None where it is not certain."""
    return read_date(written)[1]


def read_date(written: str) -> tuple[str | None, date | None]:
    """Why a written date cannot be, and the day that it names."""
    stamp = TIMESTAMP.fullmatch(written)
    if stamp:
        return None, datetime.fromtimestamp(int(stamp[1]), UTC).date()
    why = None
    # "27 November, 2005": in running text the comma would part the date from a number that follows it
    named = MONTH_DATE.search(written.replace(",", " ")) if any(map(str.isalpha, written)) else None
    if named:
        year, month, day = named["year"], MONTH_NUMBERS[named["month"][:3].lower()], named["d2"] or named["d1"]
        why = _why_not(year, month, int(day or 1))
        if why or day:
            return why, None if why else _day(year, month, day)
    figures = _NUMERIC.search(written)
    if figures is None:
        return None, None
    a, b, c = figures["a"], figures["b"], figures["c"]
    if not named:
        why = _figures_why_not(a, b, c)
    if why:
        return why, None
    if len(a) == 4:
        return None, _day(a, int(b), c[:2])
    if len(c) != 4 or (int(a) <= 12 and int(b) <= 12 and a != b):
        return None, None  # 03/04/2021: March or April, it is ambiguous
    return None, _day(c, int(b), a) if int(b) <= 12 else _day(c, int(a), b)


def _day(year: str, month: int, day: str) -> date | None:
    return calendar_day(int(year), month, int(day))


def calendar_day(year: int, month: int, day: int) -> date | None:
    """The day of the calendar with these numbers; None where there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _figures_why_not(a: str, b: str, c: str) -> str | None:
    if len(a) >= 4:
        return _why_not(a, int(b), int(c[:2]))
    first, second = int(a), int(b)
    if first > 12 and second > 12:
        return "neither number can be a month"
    return (
        _why_not(c, second, first) if first > 12 else _why_not(c, first, second) if second > 12 else _why_not(c, 1, 1)
    )


def _why_not(year: str, month: int, day: int) -> str | None:
    if len(year) > 4:
        return "the year has too many digits"
    if not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
        return "the year lies far in the future" if int(year) > _LAST_YEAR else None
    if not 1 <= month <= 12:
        return "there is no such month"
    if 1 <= day <= monthrange(int(year), month)[1]:
        return None
    return "that year had no 29 February" if (month, day) == (2, 29) else "there is no such day"
