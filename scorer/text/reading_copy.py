"""The copy of a text that is read where the text as given is not fit to be: without hard line breaks, so that a line is
a paragraph, and without characters that nobody sees.

Signals read the copy; every place they find is carried back to the text as given, which is never changed. Nearly all
texts need no copy, and finding that out costs a look at their line breaks.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

import numpy as np
from numpy.typing import NDArray

from scorer.text.sentences import is_abbreviation
from scorer.text.wrapping import Join, line_joins
from scorer.types import Span, record

#: Spaces of other widths, line ends of other kinds and hyphens that forbid a break, a character for a character.
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_ENDS = "\r\v\f\x85\u2028\u2029"
_HYPHENS = "\u2010\u2011"
_PLAIN = {
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(map(ord, _ENDS), "\n"),
    **dict.fromkeys(map(ord, _HYPHENS), "-"),
}
#: What has no width: soft hyphens, zero-width spaces and joiners, marks of direction, variation selectors, tags.
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e01ef"
)
_LIGATURES = "\ufb00-\ufb06"
_ACCENTS = "\u0300-\u034e"
#: What is dropped; ligatures, which are spelled out; letters with their accents apart, which are put together.
_CHANGED = re.compile(f"[{_UNSEEN}]+|[{_LIGATURES}]|[{_ACCENTS}]+")
_RARE = re.compile(f"[{_SPACES}{_ENDS}{_HYPHENS}{_UNSEEN}{_LIGATURES}{_ACCENTS}]")
#: By code point, whether a character is one of them. The last stands for all beyond.
_IS_RARE = np.zeros(0x10000, dtype=np.bool_)
_IS_RARE[
    [
        match.start()
        for match in _RARE.finditer(np.arange(0xFFFF, dtype="<u4").tobytes().decode("utf-32", "surrogatepass"))
    ]
] = True

#: A sentence's end and the next one's beginning without a space between, as where paragraphs were glued together.
#: One pattern a mark, each of which begins with a letter for the machine to look for: ten times as fast as one for all.
_GLUED = tuple(
    re.compile(rf"{mark}(?![\s\d.])(?:\"(?=[A-Z])|[”’')\]]{{0,2}}(?=[“‘\"(\[]?[A-Z]))") for mark in (r"\.", "!", r"\?")
)
_BEFORE_GLUE = re.compile(r"(?:[^\W_]*[^\W\dA-Z_][^\W_]*|[\d,]+)[%)\]\"”’']{0,2}$")
_AFTER_GLUE = re.compile(r"[“‘\"(\[]?(?P<word>[A-Z][a-z'’]+|[A-Z]{2,}|A|I)(?=[\s,;:!?”’\"-]|\.(?!\w)|$)")
_PARTS_OF_ADDRESSES = frozenset("com net org co uk gov edu info io js tv in us".split())


@record
class ReadingCopy:
    """A text as it is read, and where its parts are in the text as given.

    ``read_at`` and ``given_at`` are parallel and increasing: from ``read_at[i]`` on, the characters of ``text`` stand
    from ``given_at[i]`` on, up to the next pair.
    """

    text: str
    read_at: list[int]
    given_at: list[int]

    def given_span(self, span: Span) -> Span:
        """Where a part of the copy is in the text as given."""
        return _moved(span, self.read_at, self.given_at)

    def read_span(self, span: Span) -> Span:
        """Where a part of the text as given is in the copy."""
        return _moved(span, self.given_at, self.read_at)


def reading_copy(raw: str) -> ReadingCopy | None:
    """The copy of ``raw`` to read, or None where ``raw`` is read as it is."""
    flat = raw.replace("\r\n", " \n") if "\r" in raw else raw
    rare = not flat.isascii() and bool(_IS_RARE.take(_codes(flat), mode="clip").any())
    if rare or "\r" in flat or "\f" in flat or "\v" in flat:
        flat = flat.translate(_PLAIN)
    edits = line_joins(flat) + _glued_sentences(flat)
    if rare:
        edits += _characters(flat, [edit for edit in edits if edit.end > edit.start])
    return _edited(flat, sorted(edits)) if edits or rare else None


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _moved(span: Span, at: list[int], to: list[int]) -> Span:
    start = _place(span.start, at, to)
    return Span(start, _place(span.end - 1, at, to) + 1 if span.end > span.start else start)


def _place(place: int, at: list[int], to: list[int]) -> int:
    i = bisect_right(at, place) - 1
    moved = to[i] + place - at[i]
    # a part may be shorter on the other side: a ligature that was spelled out, a line break that became a space
    return moved if i + 1 == len(to) else max(to[i], min(moved, to[i + 1] - 1))


def _glued_sentences(flat: str) -> list[Join]:
    """Where the space between two sentences was lost, with a space to read there."""
    found = []
    at = quotes = 0  # straight quotation marks of the paragraph up to a place
    for mark, end in sorted(match.span() for pattern in _GLUED for match in pattern.finditer(flat)):
        line = flat.rfind("\n", at, mark)
        quotes = flat.count('"', max(at, line), mark) + (quotes if line < 0 else 0)
        at = mark
        if flat[end - 1] == '"' and quotes % 2 == 0:
            end -= 1  # the mark opens the next sentence's quotation
        before = flat[max(0, mark - 40) : mark].rpartition(" ")[2].rpartition("\n")[2].lstrip("“‘\"'([$€£")
        after = _AFTER_GLUE.match(flat, end, end + 40)
        if (
            after
            and after["word"].lower() not in _PARTS_OF_ADDRESSES
            and _BEFORE_GLUE.fullmatch(before)
            and not is_abbreviation(before)
        ):
            found.append(Join(end, end, " "))
    return found


def _characters(flat: str, joins: list[Join]) -> list[Join]:
    """The changes of characters that no join of lines (in order) takes out."""
    out = []
    starts = [join.start for join in joins]
    for match in _CHANGED.finditer(flat):
        start, end = match.span()
        i = bisect_right(starts, start) - 1
        if i >= 0 and start < joins[i].end:
            continue
        found, text = match.group(), ""
        if "\u0300" <= found[0] < "\u034f" and start and flat[start - 1].isalpha():
            start -= 1
            text = unicodedata.normalize("NFC", flat[start:end])
        elif "\ufb00" <= found[0] <= "\ufb06":
            text = unicodedata.normalize("NFKC", found)
        out.append(Join(start, end, text))
    return out


def _edited(flat: str, edits: list[Join]) -> ReadingCopy:
    pieces: list[str] = []
    read_at, given_at = [0], [0]
    length = done = 0

    def go_on(given: int) -> None:
        """What is read next is at ``given``."""
        if read_at[-1] == length:
            given_at[-1] = given
        else:
            read_at.append(length)
            given_at.append(given)

    for start, end, text in edits:
        if start < done:
            continue  # within the one before
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
