"""Finding the date in a line of an article; which day it names is read by :mod:`scorer.text.date_forms`.

A line is a date line where it holds little but a date. Every pattern is bounded, so a look costs no more than the line.
"""

from __future__ import annotations

import re

from scorer.text.date_forms import MONTH
from scorer.text.late import late
from scorer.text.word_classes import WEEKDAY_ABBREVIATIONS, WEEKDAYS

#: A date with its year: 3 March 2021, March 3rd, 2021, 2021-03-03, 03/03/2021. The year may be wrongly long.
FULL_DATE = (
    rf"(?:{MONTH}\s{{0,3}}\d{{1,2}}(?:st|nd|rd|th)?,?\s{{1,3}}\d{{4,6}}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s{{1,3}}of)?[\s-]{{1,3}}{MONTH},?[\s-]{{1,3}}\d{{4,6}}\b"
    r"|\b\d{4,6}-\d{1,2}-\d{1,2}(?:[T ]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z\b|[+-]\d{2}:?\d{2})?)?"
    r"|\b\d{4}[/.]\d{1,2}[/.]\d{1,2}\b|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4,6}\b)"
)
DAY = rf"(?:{MONTH}\s{{0,3}}\d{{1,2}}(?:st|nd|rd|th)?\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s{{1,3}}{MONTH})"
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
_SHORT_DATE = late(rf"\b\d{{1,2}}(?:[/.-]\d{{1,2}}[/.-]|[\s-]{MONTH}[\s-])['’]?\d{{2}}\b(?![:.]?\d)", re.I)
_CLOCK = late(_TIME, re.I)
_WORD = late(r"[^\W_]+(?:['’\-][^\W_]+)*")
_UPDATE = late(r"\W{0,3}(?:last\s)?(?:updated?|modified|amended|edited|changed)\b", re.I)
_PUBLICATION = late(r"\b(?:published|posted|first)\b", re.I)
_DATE_WORDS = (
    WEEKDAYS
    | WEEKDAY_ABBREVIATIONS
    | frozenset(
        "published publish posted updated update last modified first added created date dated time hour "
        "issued filed on at the tues thurs am pm a.m p.m gmt utc bst est edt et cst cdt ct mst mdt mt pst pdt "
        "pt ist cet cest aest aedt sgt hkt jst pkt sast hrs ago minutes hours h min read reading new edited".split()
    )
)
_DATE_OPENERS = frozenset(
    "published posted updated last date dated first created added issued filed by written author story".split()
)


def date_line(line: str) -> tuple[int, int] | None:
    """Where the date is in a line that holds little else, with the time of day next to it; a clock is no date."""
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
    """Where the time of day is in a line that gives no more of its publication: "Published 12:04 GMT"."""
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
