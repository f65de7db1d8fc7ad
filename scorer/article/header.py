"""Finds what stands around an article in a pasted text: its headline, who wrote it, when and where.

Only the first and the last few thousand characters are looked at, line by line, so the cost does not grow
with the text. Nothing is rewritten: every answer is a place in the text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from scorer.types import Span

_HEAD = 6000  # characters from the start in which a headline, a byline and a date are looked for
_TAIL = 2500  # and from the end
_HEAD_LINES = 14  # non-blank lines from the start that may hold a byline or a date
_TAIL_LINES = 8
_LONGEST_FIELD = 500  # characters; longer titles are not looked for in the text
_OPENING_LINES = 2  # these never close the article, however short it is
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
#: A date with its year: 3 March 2021, March 3rd, 2021, 2021-03-03, 03/03/2021. The year may be wrongly long.
FULL_DATE = (
    rf"(?:{_MONTH}\s{{0,3}}\d{{1,2}}(?:st|nd|rd|th)?,?\s{{1,3}}\d{{4,6}}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s{{1,3}}of)?[\s-]{{1,3}}{_MONTH},?[\s-]{{1,3}}\d{{4,6}}\b"
    r"|\b\d{4,6}-\d{1,2}-\d{1,2}(?:[T ]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z\b|[+-]\d{2}:?\d{2})?)?"
    r"|\b\d{4}/\d{1,2}/\d{1,2}\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{4,6}\b)"
)
_DAY = rf"(?:{_MONTH}\s{{0,3}}\d{{1,2}}(?:st|nd|rd|th)?\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s{{1,3}}{_MONTH})"
_TIME = (
    r"\b\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b\.?)?(?:\s(?:GMT|UTC|BST|CET|IST|[ECMP][SD]?T)\b)?"
    r"|\b\d{1,2}\s?[ap]\.?m\b\.?"
)
_DATE = re.compile(FULL_DATE, re.I)
_DAY_ONLY = re.compile(_DAY, re.I)
_CLOCK = re.compile(_TIME, re.I)
_DATE_WORDS = frozenset(
    "published publish posted updated update last modified first added created date dated time hour issued filed on at "
    "the monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun am pm a.m p.m "
    "gmt utc bst est edt et cst cdt ct mst mdt mt pst pdt pt ist cet cest aest ago minutes hours h min read".split()
)
_DATE_OPENERS = frozenset(
    "published posted updated last date dated first created added issued filed by written author story".split()
)

#: A name as bylines give it: capitalised words, initials, or capitals throughout.
_CAPITAL = r"[A-ZÀ-ÞĀ-Ž][\w'’.\-]{0,24}"
_NAME = rf"{_CAPITAL}(?:\s(?:(?:de|van|von|der|den|al|el|bin|la|le|di|da|dos|del|and|&)\s){{0,2}}{_CAPITAL}){{0,6}}"
_CREDIT = re.compile(
    r"[\W_]{0,4}(?:(?i:written|reported|reporting|story|article|posted|published|edited|words|text|report|compiled|"
    r"submitted|produced)\s)?(?i:by|authors?|writer|reporter|correspondent)(?:\s{0,2}[:|–—]\s{0,3}|\s-\s|\s{1,3})"
    r"(?P<name>@?[^\W_][^|,;:()•–—/\n]{0,60})"
)
_CREDIT_LABEL = re.compile(r"[\W_]{0,4}(?i:authors?|writer|written by|reporter|by)\s{0,2}:?\s{0,3}$")
_LONGEST_LABEL = 24  # characters; such a label says no more than that a name follows
_LEADING_CREDIT = re.compile(
    r"By\s(?P<name>[A-Z][\w'’.\-]{1,20}\s(?:[A-Z]\.\s)?[A-Z][\w'’\-]{1,20})\b(?!\s(?:of|the|in)\b)"
)
_PARTS = re.compile(r"\s*[|•·]\s*")
_AFTER_NAME = re.compile(r"\s+(?:published|updated|posted|on|for|in|at)\b.*$", re.I)
_GIVEN_NAME = re.compile(r",\s[A-Z][\w.'’\-]{1,20}$")
_OFFICE = re.compile(
    r"(?i:correspondents?|reporters?|staff|bureau|desk|team|board|editors?|agency|agencies)\b|Press\b|Reuters"
)
_ROLE = re.compile(
    r"[\s–—-]{0,3}(?P<name>" + _NAME + r")\s{0,2}(?:,|\||–|—|-)\s{0,2}(?:(?:for|the|a|an)\s)?"
    r"(?:(?:[A-Z][\w.&'’\-]{0,24}\s){0,4}(?i:reporters?|correspondent|editor|writer|columnist|bureau|staff|news|post"
    r"|times|press|herald|tribune|gazette|journal)\b|Reuters|Associated Press|AP\b|AFP\b|BBC\b|CNN\b|NPR\b|UPI\b"
    r"|DPA\b|ANI\b|PTI\b|Bloomberg)[\w\s.'’&]{0,30}$"
)
_BIO = re.compile(
    r"(?P<name>" + _NAME + r")\s(?:is\s(?:an?|the|our|senior|associate|chief|staff)\b[^.]{0,60}?\b(?:reporter|writer"
    r"|correspondent|editor|columnist|journalist|contributor|fellow|author)\b|contributed\s(?:to|reporting)\b"
    r"|(?:writes|reports)\s(?:on|about|for|from)\b|covers\s[^.]{2,60}\sfor\b)"
)
_DESK = re.compile(r"(?i:reporting|writing|editing|additional reporting)\sby\s(?P<name>" + _NAME + r")")
_NOT_A_NAME = frozenset(
    "the a an this that these those then when while if monday tuesday wednesday thursday friday saturday sunday "
    "january february march april may june july august september october november december early late far contrast "
    "comparison now all its his her their our my your law default design chance way using being and or doing".split()
)
#: PLACE, March 3 (Agency) – the opening of a report from a place.
_DATELINE = re.compile(
    r"[\W_]{0,3}(?P<place>[A-ZÀ-Þ][\w.'’\-]{1,24}(?:\s(?:de\s|of\s|and\s)?[A-ZÀ-Þ][\w.'’\-]{1,24}){0,4}"
    r"(?:,\s{1,2}(?:[A-ZÀ-Þ][\w.'’\-]{0,24}\s?){1,3})?)"
    rf"(?:,?\s{{1,3}}(?P<date>(?i:{FULL_DATE}|{_DAY})))?"
    r"\s{0,3}(?P<agency>\([A-Z][\w.&/ \-]{1,28}\))?\s{0,3}(?P<dash>—|–|--|-|:)\s{0,3}(?=[^\s\-–—])"
)
#: What a dateline must hold: a dash that stands free, or a colon.
_DATELINE_DASH = re.compile(r"[—–:]|--|\s-|\)-")
_CAPTION = re.compile(
    r"[\W_]{0,3}(?i:photo|image|file|video|watch|credit|caption|getty|source|copyright|share|advertisement|from)\b"
)
_CREDIT_LINE = re.compile(r"https?:|Photo|Image |\{|Reuters\)|REUTERS|Getty|/AP\b|\(@|©|pic\.|\.com\b")
_STOPWORDS = frozenset(
    "the a an of in on to for and or is are was with by at from as it its this that how what why who will be after "
    "over out new has have not your you his her".split()
)


class Dateline(NamedTuple):
    """The opening of a report from a place. ``date`` and ``agency`` are None where they are not given."""

    place: Span
    date: Span | None
    agency: Span | None


class Masthead(NamedTuple):
    """Places of what was found around the article; None where nothing was found."""

    title: Span | None
    byline: Span | None
    published: Span | None


def read_masthead(raw: str, *, titled: bool = False) -> Masthead:
    """Headline, byline and date of a pasted text, in constant time. ``titled``: leave out the headline."""
    first = lines_within(raw, 0, _HEAD, _HEAD_LINES)
    tail = lines_within(raw, max(0, len(raw) - _TAIL), len(raw))[-_TAIL_LINES:]
    last = [span for span in tail if span not in first[:_OPENING_LINES]]
    title = None if titled else find_title(raw, first)
    near = [span for span in first if span != title]
    return Masthead(title, find_byline(raw, near, last), find_date(raw, near, last))


def lines_within(raw: str, start: int, end: int, limit: int = 1000) -> list[Span]:
    """The first ``limit`` non-blank lines of [start, end), stripped and cut at ``end``."""
    out = []
    at = start
    for line in raw[start:end].splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            begin = at if line[0] == stripped[0] else at + len(line) - len(line.lstrip())
            out.append(Span(begin, begin + len(stripped)))
            if len(out) == limit:
                break
        at += len(line)
    return out


def words_of(line: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(line)]


def place_of(raw: str, wanted: str, spans: list[Span]) -> Span | None:
    """The first of the lines ``spans`` whose words are those of ``wanted``."""
    target = words_of(wanted) if len(wanted) <= _LONGEST_FIELD else []
    if not target:
        return None
    for span in spans:
        if abs(span.end - span.start - len(wanted)) < 24 and words_of(raw[span.start : span.end]) == target:
            return span
    return None


def find_title(raw: str, first: list[Span]) -> Span | None:
    """The headline: the first line if it reads like one, else, on a page that begins with menus, the line
    above the first paragraph whose words the paragraphs take up most."""
    prose = _first_prose(raw, first)
    if prose == 0:
        return None
    if prose is not None and prose <= 6 and _is_headline(raw[first[0].start : first[0].end]):
        return first[0]
    head = lines_within(raw, 0, _HEAD)
    prose = _first_prose(raw, head)
    if prose is None:
        return None
    body = {w for span in head[prose:] for w in words_of(raw[span.start : span.end])}
    best, best_score = None, 3.0
    for span in head[:prose]:
        line = raw[span.start : span.end]
        if not _is_headline(line):
            continue
        content = {w for w in words_of(line) if len(w) > 2 and w not in _STOPWORDS}
        score = sum(1.0 if word in body else -0.5 for word in content)
        if score >= best_score:
            best, best_score = span, score
    return best


def _first_prose(raw: str, lines: list[Span]) -> int | None:
    return next((i for i, span in enumerate(lines) if _is_prose(raw[span.start : span.end])), None)


def find_byline(raw: str, first: list[Span], last: list[Span]) -> Span | None:
    """Who wrote it: a credit near the start or the end."""
    for where in (first, last):
        for i, span in enumerate(where):
            line = raw[span.start : min(span.end, span.start + 400)]
            found = _credit(line)
            if found is None and len(line) <= _LONGEST_LABEL and _CREDIT_LABEL.match(line) and i + 1 < len(where):
                below = raw[where[i + 1].start : where[i + 1].end]
                if len(words_of(below)) <= 4:
                    return where[i + 1]
            if found is not None:
                return Span(span.start + found[0], span.start + found[1])
    for span in last:
        found = _closing_credit(raw[span.start : min(span.end, span.start + 400)])
        if found is not None:
            return Span(span.start + found[0], span.start + found[1])
    return None


def _credit(line: str) -> tuple[int, int] | None:
    """Where the name stands in a line that credits somebody, or None."""
    if len(line) <= 120 and len(line.split()) <= 14:
        begin = 0
        for part in _PARTS.split(line):
            found = _short_credit(part)
            if found is not None:
                at = line.index(part, begin)
                return at + found[0], at + found[1]
            begin += len(part)
    match = _LEADING_CREDIT.match(line) if line.startswith("By") else None
    if match and match["name"].split()[0].lower() not in _NOT_A_NAME:
        return match.span("name")
    return None


def _short_credit(part: str) -> tuple[int, int] | None:
    match = _CREDIT.match(part)
    if match and _may_be_name(match["name"]):
        begin, end = match.span("name")
        name = part[begin:end]
        cut = _DATE.search(name) or _DAY_ONLY.search(name)
        if cut:
            name = name[: cut.start()]
        name = _AFTER_NAME.sub("", name.rstrip()).rstrip(" .,-")
        given = _GIVEN_NAME.match(part, begin + len(name))
        if given and " " not in name:  # Holt, Jana
            name += given.group()
        return (begin, begin + len(name)) if name else None
    match = _ROLE.match(part)
    if match and len(match["name"].split()) <= 6 and _may_be_name(match["name"]) and " " in match["name"]:
        return match.span("name")
    return None


def _closing_credit(line: str) -> tuple[int, int] | None:
    """Where the name stands in "Reporting by …" or "… is a reporter"."""
    opening = line.lstrip("(-—–* ")
    match = _DESK.search(line) if "ting by " in line else _BIO.match(opening[:160])
    if match is None or " " not in match["name"] or match["name"].split()[0].lower() in _NOT_A_NAME:
        return None
    begin = line.index(match["name"])
    return begin, begin + len(match["name"])


def _may_be_name(name: str) -> bool:
    words = name.split()
    if not words or len(words) > 9:
        return False
    if words[0].lower() in _NOT_A_NAME:
        return len(words) <= 4 and _OFFICE.search(name) is not None  # The Associated Press, our correspondent
    plain = [w for w in words if w.islower()]
    return len(words) <= 2 or len(plain) <= len(words) // 2


def find_date(raw: str, first: list[Span], last: list[Span]) -> Span | None:
    """When it was published: a line that holds little but a date, or a dated dateline."""
    for where in (first, last):
        for span in where:
            if span.end - span.start <= 120:
                found = _date_line(raw[span.start : span.end])
                if found is not None:
                    return Span(span.start + found[0], span.start + found[1])
    dateline = find_dateline(raw, first)
    return dateline.date if dateline else None


def _date_line(line: str) -> tuple[int, int] | None:
    if not any(map(str.isdigit, line)) or "(@" in line:
        return None
    match = _DATE.search(line)
    clock = _CLOCK.search(line)
    opener = next(iter(words_of(line[:40])), "")
    if match is None and opener in _DATE_OPENERS:
        match = _DAY_ONLY.search(line) or clock
    if match is None:
        return None
    rest = line[: match.start()] + " " + line[match.end() :]
    rest = _CLOCK.sub(" ", _DATE.sub(" ", rest))
    left = [word for word in words_of(rest) if word not in _DATE_WORDS]
    if len(left) > (6 if opener in _DATE_OPENERS else 3) or (left and rest.rstrip().endswith((".", "!", "?"))):
        return None
    begin, end = match.span()
    if clock and clock.start() >= begin and clock.start() - end <= 12 and clock.end() > end:
        end = clock.end()
    return begin, end


def find_dateline(raw: str, first: list[Span]) -> Dateline | None:
    """The dateline that opens one of the first paragraphs: "LONDON, 3 March (AP) —"."""
    for span in first:
        if span.end - span.start < 60:
            continue
        opening = raw[span.start : span.start + 100]
        if not any(mark in opening for mark in "-:—–") or not _DATELINE_DASH.search(opening):
            continue
        match = _DATELINE.match(raw, span.start, min(span.end, span.start + 140))
        if match is None or not match["place"][0].isupper():
            continue
        dated, agency = match["date"] is not None, match["agency"] is not None
        shouted = match["place"].split(",")[0].isupper() and len(match["place"]) > 3
        if (dated and match["dash"] != ":") or agency or (shouted and match["dash"] in ("—", "–", "--", "-")):
            return Dateline(
                Span(*match.span("place")),
                Span(*match.span("date")) if dated else None,
                Span(*match.span("agency")) if agency else None,
            )
    return None


def _is_prose(line: str) -> bool:
    return len(line) > 90 and len(line.split()) >= 18 and line.rstrip("\"”’')")[-1:] in ".!?…:"


def _is_headline(line: str) -> bool:
    """A line of 3 to 28 words without a sentence's end, and not a date, a credit, a caption or a menu."""
    n_words = len(line.split())
    if not 3 <= n_words <= 28 or len(line) > 220 or line[-1] in ".:,;" or "|" in line:
        return False
    if _CAPTION.match(line) or _CREDIT_LINE.search(line):
        return False
    return _date_line(line) is None and _credit(line) is None
