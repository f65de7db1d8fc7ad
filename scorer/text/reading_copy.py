"""The copy of a text that is read where the text as given is not fit to be: without hard line breaks, so that a line is
a paragraph, and without characters that nobody sees.

Signals read the copy; every place they find is carried back to the text as given, which is never changed. Nearly all
texts need no copy, and finding that out costs a look at their line breaks.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from scorer.text.wrapping import Join, line_joins
from scorer.types import Span

_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ENDS = "\r\v\f\x85\u2028\u2029"
#: Spaces of other widths, line ends of other kinds and hyphens that forbid a break, a character for a character.
_PLAIN = {ord(space): " " for space in _SPACES.replace("-", "\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009")}
_PLAIN |= {ord(end): "\n" for end in _ENDS} | {0x2010: "-", 0x2011: "-"}
_UNUSUAL = re.compile(f"[{_SPACES}{_ENDS}\u2010\u2011]")
#: What has no width: soft hyphens, zero-width spaces and joiners, marks of direction, variation selectors, tags.
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e01ef"
)
#: What is dropped; ligatures, which are spelled out; letters with their accents apart, which are put together.
_CHANGED = re.compile(f"[{_UNSEEN}]+|[\ufb00-\ufb06]|[^\\W\\d_][\u0300-\u0333\u0339-\u034e]+")


@dataclass(frozen=True, slots=True)
class ReadingCopy:
    """A text as it is read, and where its parts stand in the text as given.

    ``read_at`` and ``given_at`` are parallel and increasing: from ``read_at[i]`` on, the characters of ``text`` stand
    from ``given_at[i]`` on, up to the next pair.
    """

    text: str
    read_at: list[int]
    given_at: list[int]

    def given_span(self, span: Span) -> Span:
        """Where a part of the copy stands in the text as given."""
        return _moved(span, self.read_at, self.given_at)

    def read_span(self, span: Span) -> Span:
        """Where a part of the text as given stands in the copy."""
        return _moved(span, self.given_at, self.read_at)


def reading_copy(raw: str) -> ReadingCopy | None:
    """The copy of ``raw`` to read, or None where ``raw`` is read as it is."""
    flat = raw.replace("\r\n", " \n") if "\r" in raw else raw
    plain = flat.isascii()
    if not plain or "\r" in flat or "\f" in flat or "\v" in flat:
        flat = flat.translate(_PLAIN) if _UNUSUAL.search(flat) else flat
    edits = line_joins(flat)
    if not plain:
        edits = _with_characters(edits, flat)
    return _edited(flat, edits) if edits or (flat != raw and not plain) else None


def _moved(span: Span, at: list[int], to: list[int]) -> Span:
    start = _place(span.start, at, to)
    return Span(start, _place(span.end - 1, at, to) + 1 if span.end > span.start else start)


def _place(place: int, at: list[int], to: list[int]) -> int:
    i = bisect_right(at, place) - 1
    moved = to[i] + place - at[i]
    # a part may be shorter on the other side: a ligature that was spelled out, a line break that became a space
    return moved if i + 1 == len(to) else max(to[i], min(moved, to[i + 1] - 1))


def _with_characters(joins: list[Join], flat: str) -> list[Join]:
    """The joins of lines, and the changes of characters that stand in none of them, in order."""
    edits = list(joins)
    starts = [join.start for join in joins]
    for match in _CHANGED.finditer(flat):
        i = bisect_right(starts, match.start()) - 1
        if i < 0 or match.start() >= joins[i].end:
            found = match.group()
            edits.append(Join(*match.span(), unicodedata.normalize("NFKC", found) if found[0].isalpha() else ""))
    edits.sort()
    return edits


def _edited(flat: str, edits: list[Join]) -> ReadingCopy:
    pieces: list[str] = []
    read_at, given_at = [0], [0]
    length = done = 0

    def go_on(given: int) -> None:
        """What is read next stands at ``given``."""
        if read_at[-1] == length:
            given_at[-1] = given
        else:
            read_at.append(length)
            given_at.append(given)

    for start, end, text in edits:
        pieces.append(flat[done:start])
        length += start - done
        if text:
            go_on(start)
            pieces.append(text)
            length += len(text)
        go_on(end)
        done = end
    pieces.append(flat[done:])
    return ReadingCopy("".join(pieces), read_at, given_at)
