"""Rules as data: tables of patterns over the words around a trigger, and the small matcher that runs them.

A table is a TOML file in ``lexicons/``. ``[words]`` gives names to sets of words; each ``[[pattern]]`` holds

- ``trigger``: the words at which it is tried ("may", "@modal" for a named set);
- ``left``, ``right``: what must stand directly before and after the trigger, any one of a list;
- ``all_left``: what must be before it, every one of a list;
- ``not_left``, ``not_right``: what must not;
- ``small``: true where the trigger counts only without a capital ("may", not "May");
- ``confidence``: how often a match is right, 0 where the row says what is *not* meant: the first row of a trigger that
  matches decides; ``read``: of how many matches readers found how many right;
- ``name``, ``why``, and ``example`` and ``counter``: texts in which it must, and must not, match. A test runs them.

What stands next to the trigger is written as words with spaces between them. Each is one of::

    word|other    one of these words          @set          a word of a named set (may be joined by |)
    -est          a word with this ending     <word>        any word that begins with a letter
    <number>      a number                    <name>        a word with a capital
    *             any token                   ..5           up to five tokens, none of them read
                                              ~5            up to five words, and no mark between them
                                              word{4}       up to four tokens, each of which is as asked
    ^  $          the sentence's first, last  !word         none of these

All is matched within one sentence, in lower case, and every reach is bounded, so that reading is linear in the text.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any, NamedTuple

from scorer.model.store import load_classes
from scorer.text import Text
from scorer.types import record


class Place(NamedTuple):
    """A trigger, token ``at``, in the sentence of tokens ``first`` … ``end`` - 1."""

    text: Text
    at: int
    first: int
    end: int

    @property
    def word(self) -> str:
        return self.text.lower[self.at]


@record
class _Element:
    """One element of a side: a test of one token, a gap of up to ``gap`` tokens, or an ``edge`` of the sentence."""

    words: frozenset[str] = frozenset()
    endings: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    negated: bool = False
    gap: int = 0
    only: bool = False
    edge: bool = False

    def holds(self, text: Text, i: int) -> bool:
        word = text.lower[i]
        found = word in self.words or (bool(self.endings) and word.endswith(self.endings))
        if not found and self.kinds:
            found = (
                "*" in self.kinds
                or ("<unmarked>" in self.kinds and word[0].isalnum())
                or ("<word>" in self.kinds and word[0].isalpha())
                or ("<number>" in self.kinds and word[0].isdigit())
                or ("<name>" in self.kinds and bool(text.is_capital[i]))
            )
        return found is not self.negated


_Side = tuple[_Element, ...]
_KINDS = frozenset(("*", "<word>", "<number>", "<name>"))


@record
class Pattern:
    """One row of a table. Sides are read away from the trigger: the first element stands next to it."""

    name: str
    triggers: frozenset[str]
    left: tuple[_Side, ...]
    all_left: tuple[_Side, ...]
    right: tuple[_Side, ...]
    not_left: tuple[_Side, ...]
    not_right: tuple[_Side, ...]
    confidence: float
    small: bool
    options: Mapping[str, Any]

    def matches(self, place: Place) -> bool:
        """Whether the words around a trigger of this pattern are as it asks."""
        if self.small and place.text.is_capital[place.at]:
            return False
        return (
            (not self.left or any(_reads(side, place, -1) for side in self.left))
            and all(_reads(side, place, -1) for side in self.all_left)
            and (not self.right or any(_reads(side, place, 1) for side in self.right))
            and not any(_reads(side, place, -1) for side in self.not_left)
            and not any(_reads(side, place, 1) for side in self.not_right)
        )

    def right_end(self, place: Place) -> int:
        """The token behind what the right side reads; behind the trigger where there is none."""
        ends = [extent(side, place.text, place.at + 1, place.first, place.end, 1) for side in self.right]
        return next((end for end in ends if end is not None), place.at + 1)


def _reads(side: _Side, place: Place, step: int) -> bool:
    return extent(side, place.text, place.at + step, place.first, place.end, step) is not None


def extent(side: _Side, text: Text, at: int, first: int, end: int, step: int) -> int | None:
    """Where the reading of ``side`` from token ``at`` on ends (the token behind it), or None where it does not read."""
    if not side:
        return at
    element, rest = side[0], side[1:]
    inside = first <= at < end
    if element.edge:
        return None if inside else extent(rest, text, at, first, end, step)
    if not element.gap:
        if not inside:
            return extent(rest, text, at + step, first, end, step) if element.negated else None
        return extent(rest, text, at + step, first, end, step) if element.holds(text, at) else None
    if len(rest) == 1 and rest[0].words and not (rest[0].negated or rest[0].kinds or rest[0].endings or rest[0].gap):
        low, high = (max(first, at - element.gap), at + 1) if step < 0 else (at, min(end, at + element.gap + 1))
        if rest[0].words.isdisjoint(text.lower[low:high]):
            return None  # most gaps lead to a word that is not there
    for skipped in range(element.gap + 1):
        if skipped and element.only:
            passed = at + step * (skipped - 1)
            if not first <= passed < end or not element.holds(text, passed):
                return None
        found = extent(rest, text, at + step * skipped, first, end, step)
        if found is not None:
            return found
    return None


class Table(NamedTuple):
    """The patterns of a file by their triggers, and its sets of words."""

    patterns: tuple[Pattern, ...]
    by_trigger: Mapping[str, tuple[Pattern, ...]]
    words: Mapping[str, frozenset[str]]

    def places(self, text: Text) -> Iterator[Place]:
        """The triggers of a text, in order."""
        bounds = text.sentence_token
        for i in text.where(self.by_trigger):
            sentence = text.token_sentence[i]
            yield Place(text, i, int(bounds[sentence]), int(bounds[sentence + 1]))

    def first_match(self, place: Place) -> Pattern | None:
        """The first pattern of the trigger, in the order of the file, that matches."""
        return next((pattern for pattern in self.by_trigger[place.word] if pattern.matches(place)), None)


@functools.cache
def load_table(name: str, *lexicons: str) -> Table:
    """The table ``lexicons/<name>.toml``; the classes of ``lexicons`` are sets of words too.

    Raises
    ------
    ValueError : a row names a set that there is not, or has no trigger.
    """
    raw = tomllib.loads((files("scorer.lexicons") / f"{name}.toml").read_text(encoding="utf-8"))
    words: dict[str, frozenset[str]] = {}
    for lexicon in lexicons:
        words.update(load_classes(lexicon))
    for key, listed in raw.get("words", {}).items():
        words[key] = _words(listed, words, f"{name}: {key}")
    patterns = tuple(_pattern(row, words, name) for row in raw["pattern"])
    by_trigger: dict[str, tuple[Pattern, ...]] = {}
    for pattern in patterns:
        for trigger in pattern.triggers:
            by_trigger[trigger] = (*by_trigger.get(trigger, ()), pattern)
    return Table(patterns, by_trigger, words)


def _words(listed: str, known: Mapping[str, frozenset[str]], where: str) -> frozenset[str]:
    found: set[str] = set()
    for word in listed.split():
        if word.startswith("@"):
            if word[1:] not in known:
                raise ValueError(f"{where}: no set of words is called {word}")
            found |= known[word[1:]]
        else:
            found.add(word)
    return frozenset(found)


_OWN_FIELDS = frozenset("name trigger left all_left right not_left not_right confidence small".split())


def _pattern(row: Mapping[str, Any], words: Mapping[str, frozenset[str]], table: str) -> Pattern:
    where = f"{table}: {row.get('name', row)}"
    if not row.get("trigger"):
        raise ValueError(f"{where}: no trigger")
    sides = {
        key: tuple(read_side(side, words, where, reverse=key.endswith("left")) for side in row.get(key, ()))
        for key in ("left", "all_left", "right", "not_left", "not_right")
    }
    options = {key: value for key, value in row.items() if key not in _OWN_FIELDS}
    return Pattern(
        row["name"],
        _words(row["trigger"], words, where),
        confidence=row["confidence"],
        small=row.get("small", False),
        options=options,
        **sides,
    )


def read_side(side: str, words: Mapping[str, frozenset[str]], where: str, *, reverse: bool) -> _Side:
    """The elements of one side, as the tables write them; ``reverse`` where it stands before the trigger."""
    elements: Sequence[str] = side.split()
    return tuple(_element(part, words, where) for part in (reversed(elements) if reverse else elements))


def _element(part: str, words: Mapping[str, frozenset[str]], where: str) -> _Element:
    if part in ("^", "$"):
        return _Element(edge=True)
    if part.startswith("..") and part[2:].isdigit():
        return _Element(gap=int(part[2:]))
    if part.startswith("~") and part[1:].isdigit():
        return _Element(kinds=frozenset(("<unmarked>",)), gap=int(part[1:]), only=True)
    gap = 0
    if part.endswith("}") and "{" in part:
        part, _, reach = part[:-1].rpartition("{")
        gap = int(reach)
    negated = part.startswith("!") and len(part) > 1
    entries = part[negated:].split("|")
    kinds = frozenset(entry for entry in entries if entry in _KINDS)
    endings = tuple(entry[1:] for entry in entries if len(entry) > 1 and entry.startswith("-") and entry[1:].isalpha())
    listed = " ".join(e for e in entries if e not in kinds and not (e.startswith("-") and e[1:] in endings))
    return _Element(_words(listed, words, where), endings, kinds, negated, gap, only=gap > 0)
