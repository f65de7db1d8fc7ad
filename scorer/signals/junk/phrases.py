"""Phrases with choices in them, matched word by word.

A word list says ``(a|an) (short|) phrase = 0.9``: a choice in brackets, an empty choice where a word may be
missing, and a weight. A pattern is a row of slots, tried from left to right; it is never written out into all
its phrases, of which some patterns have thousands.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from scorer.model.store import load_lexicon

_GROUP = re.compile(r"\(([^()]*\|[^()]*)\)")
Words = tuple[str, ...]


class Match(NamedTuple):
    """A phrase found at tokens [first, last)."""

    first: int
    last: int
    weight: float


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a pattern: any of some words, any of some rows of words, or nothing."""

    words: frozenset[str]
    rows: tuple[Words, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    slots: tuple[Slot, ...]
    weight: float

    def openings(self, length: int, slot: int = 0) -> set[Words]:
        """The first ``length`` words of all its phrases; fewer where a phrase is shorter."""
        if length == 0 or slot == len(self.slots):
            return {()}
        place = self.slots[slot]
        found: set[Words] = set()
        for row in [*((word,) for word in place.words), *place.rows]:
            rest = self.openings(max(0, length - len(row)), slot + 1)
            found |= {row[:length] + words for words in rest}
        return found | self.openings(length, slot + 1) if place.optional else found

    def end(self, lower: Sequence[str], at: int, slot: int = 0) -> int:
        """Where the longest match that begins at token ``at`` ends, or -1. Depth is the number of slots."""
        if slot == len(self.slots):
            return at
        place = self.slots[slot]
        best = -1
        if at < len(lower):
            if lower[at] in place.words:
                best = self.end(lower, at + 1, slot + 1)
            for row in place.rows:
                if lower[at] == row[0] and tuple(lower[at : at + len(row)]) == row:
                    best = max(best, self.end(lower, at + len(row), slot + 1))
        if place.optional:
            best = max(best, self.end(lower, at, slot + 1))
        return best


def parse(entry: str) -> Pattern:
    """``"(a|an) (short|) phrase = 0.9"`` as a pattern. Both kinds of apostrophe are matched."""
    text, _, weight = entry.rpartition("=")
    slots: list[Slot] = []
    for n, part in enumerate(_GROUP.split(text)):
        if n % 2:
            slots.append(_slot([tuple(choice.split()) for choice in part.split("|")]))
        else:
            slots += [_slot([(word,)]) for word in part.split()]
    return Pattern(tuple(slots), float(weight))


def _slot(choices: list[Words]) -> Slot:
    both = {tuple(word.replace("'", mark) for word in choice) for choice in choices for mark in "'’"}
    return Slot(
        words=frozenset(choice[0] for choice in both if len(choice) == 1),
        rows=tuple(sorted((choice for choice in both if len(choice) > 1), key=lambda row: (-len(row), row))),
        optional=() in both,
    )


class Lexicon(NamedTuple):
    """The patterns of a word list by the first three words of their phrases, shorter ones by the first word.

    ``thirds`` are the third words of all phrases, ``pairs`` their first two, ``alone`` are phrases of one word.
    """

    by_opening: Mapping[Words, tuple[Pattern, ...]]
    thirds: frozenset[str]
    short: Mapping[str, tuple[Pattern, ...]]
    pairs: frozenset[Words]
    alone: frozenset[str]


@functools.cache
def load_patterns(name: str) -> Lexicon:
    """The word list ``lexicons/<name>.txt``."""
    by_opening: defaultdict[Words, list[Pattern]] = defaultdict(list)
    short: defaultdict[str, list[Pattern]] = defaultdict(list)
    openings: set[Words] = set()
    for entry in load_lexicon(name):
        pattern = parse(entry)
        own = pattern.openings(3)
        for opening in own:
            if len(opening) == 3:
                by_opening[opening].append(pattern)
        for word in {opening[0] for opening in own if len(opening) < 3}:
            short[word].append(pattern)
        openings |= own
    return Lexicon(
        {opening: tuple(found) for opening, found in by_opening.items()},
        frozenset(opening[2] for opening in by_opening),
        {word: tuple(found) for word, found in short.items()},
        frozenset(opening[:2] for opening in openings if len(opening) > 1),
        frozenset(opening[0] for opening in openings if len(opening) == 1),
    )


def find_phrases(lexicon: Lexicon, lower: Sequence[str], starts: Sequence[int]) -> list[Match]:
    """The longest phrase at each of the given tokens, in order, none inside another."""
    found: list[Match] = []
    last = 0
    by_opening, thirds, short = lexicon.by_opening, lexicon.thirds, lexicon.short
    for first in starts:
        if first < last:
            continue
        # Three words rule out most places where a phrase might begin, and hardly any pattern is tried in vain.
        patterns = short.get(lower[first], ())
        if first + 2 < len(lower) and lower[first + 2] in thirds:
            patterns += by_opening.get(tuple(lower[first : first + 3]), ())
        if not patterns:
            continue
        best = Match(first, -1, 0.0)
        for pattern in patterns:
            end = pattern.end(lower, first)
            if end > best.last or (end == best.last and pattern.weight > best.weight):
                best = Match(first, end, pattern.weight)
        if best.last > first:
            found.append(best)
            last = best.last
    return found
