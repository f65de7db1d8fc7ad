"""Dates of a running text: days, months, years and weekdays, with bounds such as "by June".

A date without its year takes it from the article's own date. Datelines and "updated" lines are typed apart:
they say when the text was written, not when something happened.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from scorer.text.date_forms import MONTH_IN_TEXT, calendar_day
from scorer.text.late import late
from scorer.text.word_classes import MONTH_NUMBERS, WEEKDAY_NUMBERS, WEEKDAYS
from scorer.values.limits import VALUE_LIMITS

Precision = Literal["day", "month", "year", "weekday"]
Role = Literal["text", "dateline", "updated"]

_WEEKDAY = "(?:{})".format("|".join(sorted(name.title() for name in WEEKDAYS)))
_YEAR = r"(?:1[6-9]|20)\d\d(?![\d,.]?\d)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d,.]?\d)"
_DATE = late(
    rf"(?<![\w./-])(?:(?P<iso_y>{_YEAR})-(?P<iso_m>\d\d)-(?P<iso_d>\d\d)(?!\d)"
    rf"|(?P<m1>{MONTH_IN_TEXT})\s{{1,2}}(?P<d1>(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d))"
    rf"(?:,?\s{{1,2}}(?P<y1>{_YEAR}))?"
    rf"|(?P<d2>{_DAY})\s{{1,2}}(?:of\s)?(?P<m2>{MONTH_IN_TEXT})(?!\.?\s{{1,2}}\d{{1,2}}(?!\d))(?:,?\s{{1,2}}(?P<y2>{_YEAR}))?"
    rf"|(?P<m3>{MONTH_IN_TEXT}),?\s(?:of\s)?(?P<y3>{_YEAR})"
    rf"|(?P<wd>{_WEEKDAY})(?!s)"
    rf"|(?P<m4>{MONTH_IN_TEXT})"
    rf"|(?P<y4>{_YEAR}))(?![\w%])"
)
_BEFORE = late(
    r"(?:\b(?P<by>by|until|till|before)|\b(?P<since>since|after)|(?P<about>\b(?:around|about|circa)))"
    r"\s(?:(?:the|early|late|mid|end|of|next|last)\s){0,3}$",
    re.I,
)
_MONTH_LEAD = late(
    r"\b(?:in|by|since|until|till|of|last|this|next|late|early|mid|mid-|from|to|through|during|before|after|and|"
    r"between)\s?-?$",
    re.I,
)
_YEAR_LEAD = late(
    r"(?:\b(?:in|by|since|until|till|of|last|this|next|late|early|mid|from|to|through|during|before|after|and|the|"
    r"between|circa|a|an|his|her|its|their|for)|[-–(’'])\s?$",
    re.I,
)
_COUNTED = late(r"[\s-]{1,2}(?:[a-z]{2,}\s){0,1}(?:[a-z]{2,}s|people|men|women|children|percent|miles?|feet|meters?)\b")
_UPDATED = late(
    r"\b(?:updated|published|posted|modified|last updated|first published|date of publication)\b[^\n]{0,24}$"
    r"|\(@\w{1,20}\)\s{1,2}$",
    re.I,
)
#: A clock after a date, or a line that holds little else, is the article's own stamp.
_CLOCK = late(r"\s{0,2}(?:[,|@–—-]|at)?\s{0,2}\d{1,2}\s?[:.]\s?\d\d")
_DATELINE = late(r"\s{0,2}(?:\(.{0,30}\)\s{0,2})?[—–-]")
_WITHIN_SENTENCE = late(r"(?:[,(]|\b(?:[a-z]+|The|A|An|On|In|By|Since|Of|Until|From|To|For|Before|After))\s$")
_NEXT_SENTENCE = late(r"\s{1,3}[A-Z0-9][\w'’-]*\s\w")


@dataclass(frozen=True, slots=True)
class DateValue:
    """A date as written at ``start:end``. ``first`` and ``last`` bound it, both inclusive; None where the year, or
    for a weekday the week, is not known. ``month`` and ``day`` are what is written."""

    start: int
    end: int
    precision: Precision
    first: date | None
    last: date | None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    bound: Literal["by", "since", "about"] | None = None
    role: Role = "text"


def read_dates(raw: str, published: date | None = None) -> list[DateValue]:
    """The dates of ``raw`` in their order. ``published``: the article's own date, from which years are taken."""
    out: list[DateValue] = []
    known_year: int | None = published.year if published else None
    for match in _DATE.finditer(raw):
        value = _read(raw, match, published, known_year)
        if value is None:
            continue
        if published is None and value.first and value.precision in ("day", "month") and _has_year(match):
            known_year = value.first.year
        out.append(value)
    return out


def _has_year(match: re.Match[str]) -> bool:
    return any(match[name] for name in ("iso_y", "y1", "y2", "y3"))


def _read(raw: str, match: re.Match[str], published: date | None, known_year: int | None) -> DateValue | None:
    start, end = match.span()
    lead = raw[max(0, start - VALUE_LIMITS.date_lead) : start]
    bound_match = _BEFORE.search(lead)
    bound: Literal["by", "since", "about"] | None = None
    if bound_match:
        bound = "by" if bound_match["by"] else "since" if bound_match["since"] else "about"
    role: Role = "text"
    if _UPDATED.search(lead):
        role = "updated"
    elif _stamps(raw, start, end, bool(match["d1"] or match["d2"] or match["iso_d"])):
        role = "dateline"
    if match["wd"]:
        number = WEEKDAY_NUMBERS[match["wd"][:3].lower()]
        day = None
        if published:
            day = published - timedelta((published.weekday() - number) % 7)
        return DateValue(start, end, "weekday", day, day, weekday=number, bound=bound, role=role)
    if match["y4"]:
        if not (_YEAR_LEAD.search(lead) or not _COUNTED.match(raw, end)) or (lead and lead[-1] in "$£€#"):
            return None
        if _COUNTED.match(raw, end) and not re.search(r"\b(?:in|since|by|until|during|of)\s$", lead, re.I):
            return None
        year = int(match["y4"])
        return DateValue(start, end, "year", date(year, 1, 1), date(year, 12, 31), bound=bound, role=role)
    month_text = match["m1"] or match["m2"] or match["m3"] or match["m4"]
    month = int(match["iso_m"]) if match["iso_m"] else MONTH_NUMBERS[month_text[:3].lower()]
    year_text = match["iso_y"] or match["y1"] or match["y2"] or match["y3"]
    day_text = match["iso_d"] or match["d1"] or match["d2"]
    if match["m4"] and not _MONTH_LEAD.search(lead):
        return None
    day_number = int(re.match(r"\d+", day_text)[0]) if day_text else None  # type: ignore[index]
    year_number = int(year_text) if year_text else _year(month, day_number or 15, published, known_year)
    precision: Precision = "day" if day_number else "month"
    first = last = None
    if year_number is not None:
        first = calendar_day(year_number, month, day_number or 1)
        if first is None:
            return None
        last = first if day_number else _month_end(first)
    elif not 1 <= month <= 12:
        return None
    return DateValue(start, end, precision, first, last, month, day_number, bound=bound, role=role)


def _stamps(raw: str, start: int, end: int, with_day: bool) -> bool:
    """Whether a date says when the article was written: a stamp with its clock, a line of its own, a dateline."""
    if with_day and (_CLOCK.match(raw, end) or _line_length(raw, start, end) < VALUE_LIMITS.short_line):
        return True
    at_head = start < VALUE_LIMITS.head and "." not in raw[raw.rfind("\n", 0, start) + 1 : start]
    if not at_head:
        return False
    # Between a headline and the first sentence in one line, as in scraped text.
    between = with_day and not _WITHIN_SENTENCE.search(raw, max(0, start - VALUE_LIMITS.date_lead), start)
    return _DATELINE.match(raw, end) is not None or (between and _NEXT_SENTENCE.match(raw, end) is not None)


def _line_length(raw: str, start: int, end: int) -> int:
    """The length of the line around start:end, or any number above the limit that is asked about."""
    first = raw.rfind("\n", max(0, start - VALUE_LIMITS.short_line), start)
    last = raw.find("\n", end, end + VALUE_LIMITS.short_line)
    if (first < 0 and start > VALUE_LIMITS.short_line) or (last < 0 and len(raw) - end > VALUE_LIMITS.short_line):
        return VALUE_LIMITS.short_line
    return (last if last >= 0 else len(raw)) - first - 1


def _year(month: int, day: int, published: date | None, known: int | None) -> int | None:
    """The year that brings a day closest to the article's own date, the past preferred."""
    if published is None:
        return known
    best, year = None, published.year
    for candidate in (published.year - 1, published.year, published.year + 1):
        ahead = (candidate - published.year) * 365 + (month - published.month) * 30 + day - published.day
        cost = ahead * 4 if ahead > 0 else -ahead
        if best is None or cost < best:
            best, year = cost, candidate
    return year


def _month_end(first: date) -> date:
    following = date(first.year + (first.month == 12), first.month % 12 + 1, 1)
    return following - timedelta(1)
