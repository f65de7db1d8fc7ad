"""Dates as articles write them: finding one in a line, and which day it names.

A line is a date line where it holds little but a date. Every pattern is bounded, so a look costs no more than the line.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from scorer.text.late import late

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
#: A date with its year: 3 March 2021, March 3rd, 2021, 2021-03-03, 03/03/2021. The year may be wrongly long.
FULL_DATE = (
    rf"(?:{_MONTH}\s{{0,3}}\d{{1,2}}(?:st|nd|rd|th)?,?\s{{1,3}}\d{{4,6}}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s{{1,3}}of)?[\s-]{{1,3}}{_MONTH},?[\s-]{{1,3}}\d{{4,6}}\b"
    r"|\b\d{4,6}-\d{1,2}-\d{1,2}(?:[T ]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z\b|[+-]\d{2}:?\d{2})?)?"
    r"|\b\d{4}[/.]\d{1,2}[/.]\d{1,2}\b|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4,6}\b)"
)
DAY = rf"(?:{_MONTH}\s{{0,3}}\d{{1,2}}(?:st|nd|rd|th)?\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s{{1,3}}{_MONTH})"
_ZONE = (
    r"(?:\s\(?(?:(?:GMT|UTC)(?:\s?[+-]\d{1,2}(?::?\d{2})?)?|BST|CES?T|IST|AE[SD]T|SGT|HKT|JST|PKT|SAST|EAT|WAT"
    r"|[ECMP][SD]?T)\b\)?)?"
)
_TIME = (
    rf"\b\d{{1,2}}[:.]\d{{2}}(?::\d{{2}})?(?:\s?[ap]\.?m\b\.?|\s?hrs\b)?{_ZONE}"
    rf"|\b\d{{1,2}}\s?[ap]\.?m\b\.?{_ZONE}|\b\d{{4}}\s?(?:hrs|hours)\b{_ZONE}"
)
DATE = late(FULL_DATE, re.I)
DAY_ONLY = late(DAY, re.I)
#: A date whose year has two digits, which counts only in a line of its own: 02/09/21, 2.9.21, 2 Sep 21.
_SHORT_DATE = late(rf"\b\d{{1,2}}(?:[/.-]\d{{1,2}}[/.-]|[\s-]{_MONTH}[\s-])['’]?\d{{2}}\b(?![:.]?\d)", re.I)
_CLOCK = late(_TIME, re.I)
_WORD = late(r"[^\W_]+(?:['’\-][^\W_]+)*")
_UPDATE = late(r"\W{0,3}(?:last\s)?(?:updated?|modified|amended|edited|changed)\b", re.I)
_PUBLICATION = late(r"\b(?:published|posted|first)\b", re.I)
_DATE_WORDS = frozenset(
    "published publish posted updated update last modified first added created date dated time hour issued filed on at "
    "the monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun am pm a.m p.m "
    "gmt utc bst est edt et cst cdt ct mst mdt mt pst pdt pt ist cet cest aest "
    "aedt sgt hkt jst pkt sast hrs ago minutes hours h min read reading new edited".split()
)
_DATE_OPENERS = frozenset(
    "published posted updated last date dated first created added issued filed by written author story".split()
)

_MONTHS = {name: i + 1 for i, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split())}
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
MONTH_DATE = late(
    r"\b(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?(?:\s{1,3}of)?[\s-]{1,3})?"
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
    r"[\s-]{1,3}(?:(?P<d2>\d{1,2})(?:st|nd|rd|th)?,?\s{1,3})?(?P<year>\d{4,6})\b",
    re.I,
)
_NUMERIC = late(r"(?P<a>\d{1,6})[-/.](?P<b>\d{1,2})[-/.](?P<c>\d{1,6})")
#: Seconds or milliseconds since 1970, as crawlers store a date, of the years 2001 to 2033.
TIMESTAMP = late(r"(1\d{9})(?:\d{3}|\.\d{1,6})?")
_FIRST_YEAR, _LAST_YEAR = 1800, 2100  # calendars before, and dates after, are not judged as slips of the pen


def impossible(written: str) -> str | None:
    """Why a written date cannot be, in plain words, or None where it can or cannot be read."""
    return read_date(written)[0]


def day_of(written: str) -> date | None:
    """The day that a written date names; None where it cannot be told for sure."""
    return read_date(written)[1]


def read_date(written: str) -> tuple[str | None, date | None]:
    """Why a written date cannot be, and the day that it names."""
    stamp = TIMESTAMP.fullmatch(written)
    if stamp:
        return None, datetime.fromtimestamp(int(stamp[1]), UTC).date()
    why = None
    named = MONTH_DATE.search(written) if any(map(str.isalpha, written)) else None
    if named:
        year, month, day = named["year"], _MONTHS[named["month"][:3].lower()], named["d2"] or named["d1"]
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
        return None, None  # 03/04/2021: March or April, nobody can tell
    return None, _day(c, int(b), a) if int(b) <= 12 else _day(c, int(a), b)


def _day(year: str, month: int, day: str) -> date | None:
    try:
        return date(int(year), month, int(day))
    except ValueError:  # before the calendar that is judged here
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
    if not 1 <= day <= _DAYS[month - 1]:
        return "there is no such day"
    if month == 2 and day == 29 and not (int(year) % 4 == 0 and (int(year) % 100 != 0 or int(year) % 400 == 0)):
        return "that year had no 29 February"
    return None


def date_line(line: str) -> tuple[int, int] | None:
    """Where the date stands in a line that holds little else, with the time of day beside it; a clock is no date."""
    if not any(map(str.isdigit, line)) or "(@" in line:
        return None
    words = words_of(line[:40])
    opener = words[0] if words else ""
    match = DATE.search(line) or _SHORT_DATE.search(line)
    if match is None and opener in _DATE_OPENERS:
        match = DAY_ONLY.search(line)
    if match is None:
        return None
    rest = line[: match.start()] + " " + line[match.end() :]
    rest = _CLOCK.sub(" ", DATE.sub(" ", rest))
    left = [word for word in words_of(rest) if word not in _DATE_WORDS]
    if len(left) > (6 if opener in _DATE_OPENERS else 3) or (left and rest.rstrip().endswith((".", "!", "?"))):
        return None
    begin, end = match.span()
    clock = _CLOCK.search(line, end)
    if clock and clock.start() - end <= 12:
        end = clock.end()
    return begin, end


def clock_line(line: str) -> tuple[int, int] | None:
    """Where the time of day stands in a line that gives no more of its publication: "Published 12:04 GMT"."""
    match = _CLOCK.search(line)
    words = words_of(_CLOCK.sub(" ", line)) if match else []
    if match is None or not words or words[0] not in _DATE_OPENERS or any(word not in _DATE_WORDS for word in words):
        return None
    return match.span()


def is_update(line: str) -> bool:
    """Whether a date line gives the day of a change and not of the publication."""
    return _UPDATE.match(line) is not None and _PUBLICATION.search(line) is None


def words_of(line: str) -> list[str]:
    """The words of a line in lower case."""
    return [word.lower() for word in _WORD.findall(line)]
