"""Phrases with choices in them, matched word by word.

A word list says ``(a|an) (short|) phrase = 0.9``: a choice in brackets, an empty choice where a word may be
missing, and a weight. A pattern is a row of slots, tried from left to right; it is never written out into all
its phrases, of which some patterns have thousands.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from scorer.model.store import load_lexicon
from scorer.text.late import late
from scorer.types import record

_GROUP = late(r"\(([^()]*\|[^()]*)\)")
Words = tuple[str, ...]


class Match(NamedTuple):
    """A phrase found at tokens [first, last)."""

    first: int
    last: int
    weight: float


@record
class Slot:
    """One place of a pattern: any of some words, any of some rows of words, or nothing."""

    words: frozenset[str]
    rows: tuple[Words, ...]
    optional: bool


@record
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
    both = {*choices, *(tuple(word.replace("'", "’") for word in choice) for choice in choices)}
    return Slot(
        words=frozenset(choice[0] for choice in both if len(choice) == 1),
        rows=tuple(sorted((choice for choice in both if len(choice) > 1), key=lambda row: (-len(row), row))),
        optional=() in both,
    )


@record
class Lexicon:
    """The patterns of a word list.

    Attributes
    ----------
    alone : by the only word of their phrases of one word.
    pairs : by the first two words of their phrases.
    thirds : the patterns of a pair by the third word of their phrases, None where there is none. Three words rule out
        most places where a phrase might begin; they are distinguished when a text first holds the pair.
    """

    alone: Mapping[str, Sequence[Pattern]]
    pairs: Mapping[Words, Sequence[Pattern]]
    thirds: dict[Words, Mapping[str | None, Sequence[Pattern]]]

    def that_may_begin(self, lower: Sequence[str], first: int) -> list[Pattern]:
        """The patterns of which a phrase may begin at a token."""
        found = [*self.alone.get(lower[first], ())]
        pair = tuple(lower[first : first + 2])
        if pair in self.pairs:
            if pair not in self.thirds:
                self.thirds[pair] = self._by_third(pair)
            known = self.thirds[pair]
            found += known.get(None, ())
            if first + 2 < len(lower):
                found += known.get(lower[first + 2], ())
        return found

    def _by_third(self, pair: Words) -> Mapping[str | None, Sequence[Pattern]]:
        found: defaultdict[str | None, list[Pattern]] = defaultdict(list)
        for pattern in self.pairs[pair]:
            for opening in pattern.openings(3):
                if opening[:2] == pair:
                    found[opening[2] if len(opening) > 2 else None].append(pattern)
        return dict(found)


@functools.cache
def load_patterns(name: str) -> Lexicon:
    """The word list ``lexicons/<name>.txt``."""
    alone: defaultdict[str, list[Pattern]] = defaultdict(list)
    pairs: defaultdict[Words, list[Pattern]] = defaultdict(list)
    for pattern in map(parse, load_lexicon(name)):
        for opening in pattern.openings(2):
            if len(opening) == 2:
                pairs[opening].append(pattern)
            elif opening:
                alone[opening[0]].append(pattern)
    return Lexicon(dict(alone), dict(pairs), {})


def find_phrases(lexicon: Lexicon, lower: Sequence[str], starts: Sequence[int]) -> list[Match]:
    """The longest phrase at each of the given tokens, in order, none inside another."""
    found: list[Match] = []
    last = 0
    for first in starts:
        if first < last:
            continue
        patterns = lexicon.that_may_begin(lower, first)
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
