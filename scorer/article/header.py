"""The header of a pasted text: its headline, who wrote it, when and where.

Only the first and the last few thousand characters are looked at, line by line, so the cost does not grow
with the text. Nothing is rewritten: every answer is a place in the text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from scorer.article.bylines import closing_credit, credit, is_commenter, is_credit_label, is_role, name_line
from scorer.article.dates import DAY, FULL_DATE, clock_line, date_line, is_update, words_of
from scorer.article.labels import is_paid_label
from scorer.text.late import late
from scorer.text.word_classes import ARTICLES, PREPOSITIONS
from scorer.types import Span

_HEAD = 6000  # characters from the start in which a headline, a byline and a date are looked for
_TAIL = 2500  # and from the end
_HEAD_LINES = 14  # non-blank lines from the start that may hold a byline or a date
_TAIL_LINES = 8
_LONGEST_FIELD = 500  # characters; longer titles are not looked for in the text
_LONGEST_DATE_LINE = 120
_OPENING_LINES = 2  # these never close the article, however short it is

_PLACE = (
    r"[\W_]{0,3}(?P<place>[A-ZÀ-Þ][\w.'’\-]{1,24}(?:\s(?:de\s|of\s|and\s)?[A-ZÀ-Þ][\w.'’\-]{1,24}){0,4}"
    r"(?:,\s{1,2}(?:[A-ZÀ-Þ][\w.'’\-]{0,24}\s?){1,3})?)"
)
_DATE = rf"(?P<date>(?i:{FULL_DATE}|{DAY}))"
_AGENCY = r"\s{0,3}(?P<agency>\([A-Z][\w.&/ \-]{1,28}\))?\s{0,3}"
#: PLACE, March 3 (Agency) – the opening of a report from a place.
_DATELINE = late(rf"{_PLACE}(?:,?\s{{1,3}}{_DATE})?{_AGENCY}(?P<dash>—|–|--|-|:)\s{{0,3}}(?=[^\s\-–—])")
#: The same on a line of its own: "PUNE, Jan. 14".
_DATELINE_LINE = late(rf"{_PLACE},?\s{{1,3}}{_DATE}\.?{_AGENCY}[—–:\-]{{0,2}}")
#: What a dateline must hold: a dash that stands free, or a colon.
_DATELINE_DASH = late(r"[—–:]|--|\s-|\)-")
_CAPTION = late(
    r"[\W_]{0,3}(?i:photo|image|file|video|watch|credit|caption|getty|source|copyright|share|advertisement|from)\b"
)
_HANDLE = late(r"@\w{2,30}")
_CREDIT_LINE = late(r"https?:|Photo|Image |\{|Reuters\)|REUTERS|Getty|/AP\b|\(@|©|pic\.|\.com\b")
_STOPWORDS = (
    PREPOSITIONS
    | ARTICLES
    | frozenset(
        "and or is are was as it its this that how what why who will be after over out new has have not your "
        "you his her".split()
    )
)


class Dateline(NamedTuple):
    """The opening of a report from a place. ``date`` and ``agency`` are None where they are not given."""

    place: Span
    date: Span | None
    agency: Span | None


class Header(NamedTuple):
    """Places of what was found around the article; None where nothing was found. ``lines`` are the whole lines above
    the text that hold it, with all other dates, credits and roles there."""

    title: Span | None
    byline: Span | None
    published: Span | None
    lines: tuple[Span, ...] = ()


def read_header(raw: str, *, titled: bool = False) -> Header:
    """Headline, byline and date of a pasted text, in constant time. ``titled``: leave out the headline."""
    first = lines_within(raw, 0, _HEAD, _HEAD_LINES)
    tail = lines_within(raw, max(0, len(raw) - _TAIL), len(raw))[-_TAIL_LINES:]
    last = [span for span in tail if span not in first[:_OPENING_LINES]]
    title = None if titled else find_title(raw, first)
    near = [span for span in first if span != title]
    prose = _first_prose(raw, near)
    byline, published = find_byline(raw, near, last, prose), find_date(raw, near, last)
    found = [span for span in (title, byline, published) if span is not None]
    lines = [span for span in near[:prose] if _is_header_line(raw[span.start : span.end])]
    lines += [line for line in (*first, *last) if any(line.start <= span.start < line.end for span in found)]
    return Header(title, byline, published, tuple(sorted(set(lines))))


def _is_header_line(line: str) -> bool:
    return len(line) <= _LONGEST_DATE_LINE and (
        date_line(line) is not None
        or credit(line) is not None
        or is_role(line)
        or name_line(line, beside_date=False) is not None
    )


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


def find_byline(raw: str, first: list[Span], last: list[Span], prose: int | None = None) -> Span | None:
    """Who wrote it: a credit near the start or the end, or a line of names above the first ``prose`` of ``first``."""
    for where in (first, last):
        for i, span in enumerate(where):
            line = raw[span.start : min(span.end, span.start + 400)]
            found = credit(line)
            if found is None and is_credit_label(line) and i + 1 < len(where):
                below = raw[where[i + 1].start : where[i + 1].end]
                if len(words_of(below)) <= 4:
                    return where[i + 1]
            if found is not None and (where is first or not is_commenter(line, *found)):
                return Span(span.start + found[0], span.start + found[1])
        if where is first:
            named = _line_of_names(raw, first[: len(first) if prose is None else prose])
            if named is not None:
                return named
    for span in last:
        found = closing_credit(raw[span.start : min(span.end, span.start + 400)])
        if found is not None:
            return Span(span.start + found[0], span.start + found[1])
    return None


def _line_of_names(raw: str, above: list[Span]) -> Span | None:
    lines = [raw[span.start : min(span.end, span.start + 130)] for span in above]
    for i, line in enumerate(lines):
        near = [lines[j] for j in (i - 1, i + 1) if 0 <= j < len(lines)]
        beside = any(date_line(other) or _HANDLE.fullmatch(other) for other in near) or (
            i + 1 < len(lines) and is_role(lines[i + 1])
        )
        found = name_line(line, beside_date=beside)
        if found is not None:
            return Span(above[i].start + found[0], above[i].start + found[1])
    return None


def find_date(raw: str, first: list[Span], last: list[Span]) -> Span | None:
    """When it was published: a line that holds little but a date, or a dated dateline. The day of a change counts only
    where no other is given."""
    changed: Span | None = None
    for where in (first, last):
        for span in where:
            line = raw[span.start : span.end]
            found = date_line(line) if len(line) <= _LONGEST_DATE_LINE else None
            if found is not None:
                place = Span(span.start + found[0], span.start + found[1])
                if not is_update(line):
                    return place
                changed = changed or place
    if changed is not None:
        return changed
    dateline = find_dateline(raw, first)
    if dateline and dateline.date:
        return dateline.date
    for span in first:
        line = raw[span.start : span.end]
        found = clock_line(line) if len(line) <= _LONGEST_DATE_LINE else None
        if found is not None:
            return Span(span.start + found[0], span.start + found[1])
    return None


def find_dateline(raw: str, first: list[Span]) -> Dateline | None:
    """The dateline that opens one of the first paragraphs or stands above it: "LONDON, 3 March (AP) —"."""
    for span in first:
        if span.end - span.start < 60:
            match = _DATELINE_LINE.fullmatch(raw, span.start, span.end)
            if match is not None and match["place"].split(",")[0].isupper() and len(match["place"]) > 2:
                return _dateline(match)
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
            return _dateline(match)
    return None


def _dateline(match: re.Match[str]) -> Dateline:
    place, day, agency = (Span(*match.span(part)) for part in ("place", "date", "agency"))
    return Dateline(place, day if match["date"] else None, agency if match["agency"] else None)


def _is_prose(line: str) -> bool:
    return len(line) > 90 and len(line.split()) >= 18 and line.rstrip("\"”’')")[-1:] in ".!?…:"


def _is_headline(line: str) -> bool:
    """A line of 3 to 28 words without a sentence's end, and not a date, a credit, a caption or a menu."""
    n_words = len(line.split())
    if not 3 <= n_words <= 28 or len(line) > 220 or line[-1] in ".:,;" or "|" in line:
        return False
    if _CAPTION.match(line) or _CREDIT_LINE.search(line) or is_paid_label(line):
        return False
    return date_line(line) is None and credit(line) is None
