"""Recognises hard line breaks: text whose lines were broken at a width, as in mail, wire copy, PDF columns and books.

Three things make wrapped text what it is. Its lines end within sentences and go on in lower case; a line ends where the
next word would have passed one common width; and what begins a paragraph is set off by an empty line, an indent, or a
last line that ends early. Verse, lists, chats and tables break their lines for reasons of their own: the first word of
the next line would mostly have fitted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import accumulate, pairwise
from typing import NamedTuple

from scorer.text.late import late
from scorer.text.words import common_words

#: A line that goes on in lower case; nearly no text without hard breaks has three.
_GOES_ON = late(r"\n[ \t>|]*+[a-z]")
_GOES_ON_SHOUTING = late(r"\n[ \t>|]*+[A-Z]")
_LEAST_BREAKS = 3
_NARROWEST, _WIDEST = 24, 110  # characters of a line
#: How far a break may stand from the width, as a share of it and at least 1, and how many of the breaks within
#: sentences must not be farther: first for letters of one width, then for others, broken at a width on paper.
_SLACKS = ((0.015, 0.95), (0.12, 0.85))
_MOST_EVEN = 2  # a column whose breaks may not be farther from its width is one of letters of one width
_SURE_BREAKS = 12  # this many tell one width from a bunch of widths
_APART = 0.1  # of the lines, how many are set apart from the one before where paragraphs are
_NEARLY_FULL = (
    0.75  # of the width: a line that long goes on where the widths are uneven and empty lines part paragraphs
)
_MID_SENTENCE = 0.4  # of the breaks at the width, how many must be within a sentence
_FEW_BREAKS = 6  # fewer must all be at the width
_OVERLONG, _LONGEST = 0.1, 1.6  # how many lines, as a share of those at the width, may pass it by up to that factor
_SHORT = 0.4  # of the width: a line that goes on in lower case is joined from here on

_PREFIX = late(r"(?:[ \t]*>){1,9}[ \t]?|(?:\|[ \t]){1,3}")
_ITEM = late(r"(?:[-*•‣▪●◦·]|\(?(?:\d{1,2}|[a-z])[.)])[ \t]+")
_TABULAR = late(r"\S(?:[ ]{4,}|\t)\S|\|.*\|")
_CREDIT = late(r"(?:By|BY|Von|From) [A-Z]")
_ENDED = late(r"[.!?…:;][\"”’')\]]*$")
#: A word that opens a line and is no address.
_WORD = late(r"[\"“‘'(\[]?(?P<word>[^\W\d_]+)(?:['’\-\u00ad][^\W\d_]+)*(?:[.,;!?)\]\"”’'—–-]+(?!\S)|(?=\s)|$|['’\-—–])")
_JOINED_DASH = ("--", "—", "–", "/")
_SUSPENDED = frozenset("and or to".split())  # two- and three-year terms


class Join(NamedTuple):
    """A stretch of the text and what is read in its place."""

    start: int
    end: int
    text: str


class _Line(NamedTuple):
    start: int  # of what it holds
    end: int
    level: str  # the marks of quoted mail before it
    indent: int
    gap: int  # empty lines before it

    @property
    def width(self) -> int:
        return self.indent + self.end - self.start


def line_joins(flat: str) -> list[Join]:
    """The line breaks of ``flat`` to be read as spaces or as nothing, with the marks and indents around them, and the
    marks of quoted mail; in order. Empty where no line was broken at a width."""
    shouting = flat.isupper()
    going_on = len((_GOES_ON_SHOUTING if shouting else _GOES_ON).findall(flat))
    quoted = ">" in flat and flat.count("\n>") >= _LEAST_BREAKS
    if going_on < _LEAST_BREAKS and not quoted:
        return []
    lines, marks = _lines(flat)
    found = _breaks(flat, lines, shouting)
    joined = {end for _, end, _ in found}
    return sorted(found + [mark for mark in marks if mark.end not in joined]) if quoted else found


def _lines(flat: str) -> tuple[list[_Line], list[Join]]:
    """The lines that hold something, and the marks of quoted mail before all lines."""
    out: list[_Line] = []
    marks: list[Join] = []
    at = gap = 0
    for line in flat.split("\n"):
        match = _PREFIX.match(line) if line[:8].lstrip()[:1] in (">", "|") else None
        level = match.group().replace(" ", "").replace("\t", "") if match else ""
        body = line[match.end() :] if match else line
        text = body.strip()
        if text:
            indent = len(body) - len(body.lstrip())
            start = at + len(line) - len(body) + indent
            out.append(_Line(start, start + len(text), level, indent, gap))
            gap = 0
        else:
            gap += 1
            start = at + len(line)
        if match:
            marks.append(Join(at, start, ""))
        at += len(line) + 1
    return out, marks


def _breaks(flat: str, lines: list[_Line], shouting: bool) -> list[Join]:
    """The breaks to be taken out."""
    first_words = [_first_word(flat, line) for line in lines]
    within = [  # breaks that are within a sentence, whatever the width
        i
        for i, (line, after) in enumerate(pairwise(lines))
        if line.level == after.level and after.gap <= 1 and _goes_on(flat, line, after, shouting)
    ]
    gap = _commonest(lines[i + 1].gap for i in within)
    within = [i for i in within if lines[i + 1].gap == gap]
    column = _column([(lines[i].width, first_words[i + 1]) for i in within])
    if column is None:
        return []
    width, slack = column
    candidates = [
        i
        for i, (line, after) in enumerate(pairwise(lines))
        if after.gap == gap and line.level == after.level and line.width <= width + slack
    ]
    base = _commonest(lines[i + 1].indent for i in within)
    full = {i for i in candidates if lines[i].width + 1 + first_words[i + 1] > width - slack}
    overlong = sum(width + slack < line.width <= _LONGEST * width for line in lines)
    if len(full.intersection(within)) < _MID_SENTENCE * len(full) or overlong > _OVERLONG * len(full):
        return []
    if slack > _MOST_EVEN or len(within) < _SURE_BREAKS:
        apart = sum(line.gap > gap or line.indent > base for line in lines)
        if apart >= _APART * len(lines):
            full.update(i for i in candidates if lines[i].width >= _NEARLY_FULL * width)
    goes_on = {i for i in within if lines[i].width >= _SHORT * width}
    out = []
    hanging = -1  # column in which the text of a list's item stands
    for i in candidates:
        line, after = lines[i], lines[i + 1]
        item = _ITEM.match(flat, line.start, line.end)
        if item:
            hanging = line.indent + item.end() - line.start
        elif line.indent != hanging:
            hanging = -1
        begins = after.indent > base and after.indent != hanging
        if (i in goes_on or (i in full and not begins and not _opens(flat, line, after))) and not (
            _tabular(flat, line) or _tabular(flat, after)
        ):
            out.append(_joined(flat, line, after))
    return out


def _commonest(values: Iterable[int]) -> int:
    """The most frequent of some numbers, 0 where there is none."""
    return next((value for value, _ in Counter(values).most_common(1)), 0)


def _column(breaks: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The width at which the breaks (width of the line, length of the next word) had to come and how far they may stand
    from it; None where there is no such width."""
    middle = sorted(breaks)[len(breaks) // 2][0] if breaks else 0
    breaks = [(width, word) for width, word in breaks if width > middle // 2]  # the rest are headings
    if len(breaks) < _LEAST_BREAKS or middle > _WIDEST:
        return None
    for loose, share in _SLACKS if len(breaks) >= _FEW_BREAKS else _SLACKS[:1]:
        steps = [0] * (2 * _WIDEST)
        for width, word in breaks:
            if width <= _WIDEST:
                slack = max(1, round(loose * width))
                steps[max(0, width - slack)] += 1
                steps[width + word + slack + 1] -= 1
        heights = list(accumulate(steps))
        best = max(heights)
        first = heights.index(best)
        column = (first + next(i for i in range(first, len(heights)) if heights[i + 1] < best)) // 2
        enough = len(breaks) if len(breaks) < _FEW_BREAKS else share * len(breaks)
        if best >= enough and _NARROWEST <= column <= _WIDEST:
            return column, max(1, round(loose * column))
    return None


def _goes_on(flat: str, line: _Line, after: _Line, shouting: bool) -> bool:
    """Whether a sentence goes on over the break: the next line begins in lower case, and this one has no end."""
    word = _WORD.match(flat, after.start, after.end)
    return word is not None and (word["word"].islower() or shouting) and not _ended(flat, line)


def _ended(flat: str, line: _Line) -> bool:
    return _ENDED.search(flat, max(line.start, line.end - 4), line.end) is not None


def _first_word(flat: str, line: _Line) -> int:
    """Length of the line's first word, up to a hyphen at which it may be broken."""
    stop = flat.find(" ", line.start, line.end)
    return min((stop if stop > 0 else line.end) - line.start, 40)


def _opens(flat: str, line: _Line, after: _Line) -> bool:
    """Whether a line opens something of its own: an item of a list, or a credit below a headline."""
    if _ITEM.match(flat, after.start, after.end):
        return True
    return _CREDIT.match(flat, after.start) is not None and not _ended(flat, line)


def _tabular(flat: str, line: _Line) -> bool:
    return _TABULAR.search(flat, line.start, line.end) is not None


def _joined(flat: str, line: _Line, after: _Line) -> Join:
    """The break between two lines of a paragraph: a space, or nothing after a hyphen or a dash that needs none."""
    end = line.end
    last = flat[end - 1]
    if last == "\u00ad":
        return Join(end - 1, after.start, "")
    if last == "-" and end - line.start > 1 and flat[end - 2].isalpha():
        head = re.search(r"[^\W_]*$", flat[max(line.start, end - 40) : end - 1])
        tail = re.match(r"[^\W_]*", flat[after.start : after.end])
        first, second = (head.group() if head else ""), (tail.group() if tail else "")
        if second in _SUSPENDED:
            return Join(end, after.start, " ")
        whole = (first + second).lower()
        known = common_words()
        apart = first.lower() in known and second.lower() in known and whole not in known
        return Join(end, after.start, "") if not second.islower() or apart else Join(end - 1, after.start, "")
    if last == "-" and end - line.start > 1 and flat[end - 2].isdigit():
        return Join(end, after.start, "")
    glued = flat[line.start : end].endswith(_JOINED_DASH) and flat[end - 2 if last != "-" else end - 3].isalnum()
    return Join(end, after.start, "" if glued else " ")
