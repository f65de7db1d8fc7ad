"""Anonymous sources, by the patterns of ``lexicons/anonymous_sources.toml``.

By rule, since no labels exist: each pattern has a trigger word and looks at its sentence alone. Besides what every
table may say (``scorer.signals.patterns``), its rows may ask of the source's noun phrase, which ends at the trigger:

- ``phrase_starts``, ``phrase_not``, ``phrase_without``: words it must, or must not, begin with, and must not hold;
- ``unnamed``: no name stands next to it ("Ana Ruiz, an official");
- ``governed``: a cue before it points to it ("according to", "said");
- ``speaks``, ``within``: the verb by which it speaks, this many tokens on; ``not_between``: what may not be before the
  verb; ``past``: the marks at which the search ends;
- ``around``: words of which one must be near, each with its reach;

and say where the flag's span begins (``before`` tokens, or ``from`` the first of some words within ``reach``, else the
phrase) and ends (``to`` the "right" side or the "verb", or ``after`` tokens, else the trigger).
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any, NamedTuple

from scorer.signals.attribution.limits import ATTRIBUTION_LIMITS
from scorer.signals.base import Document
from scorer.signals.patterns import Pattern, Place, Table, load_table
from scorer.text import Text
from scorer.text.word_classes import ARTICLES, COORDINATORS, HAVE, PREPOSITIONS, TENSED_BE


class Nameless(NamedTuple):
    """Tokens first … last - 1 keep a source anonymous, with the probability that they do."""

    first: int
    last: int
    confidence: float


_PHRASE_STOPS = (
    PREPOSITIONS
    | TENSED_BE
    | HAVE
    | COORDINATORS
    | frozenset(
        "that which who when while if because as than said says say told be been will would citing quoting "
        "according after before , .".split()
    )
)
_POINTING = frozenset("said says say told tell tells citing quoting".split()) - {"tells"}
_REPEATED = frozenset("the this that our".split())
_OBJECT = frozenset("the a to of was".split())
_MARKS = '.;:!?”“"()'


def nameless_sources(document: Document) -> list[Nameless]:
    """The places where the body's own voice leaves a source anonymous, in the order of the text."""
    text, own_voice, table = document.text, document.own_voice, anonymous_table()
    found: list[Nameless] = []
    for place in table.places(text):
        if not own_voice[place.at]:
            continue
        row = row_at(place)
        if row is None:
            continue
        one = row[1]
        if found and text.lower[one.first] in _REPEATED:
            continue  # "the source said" is the one that was read before
        if found and found[-1].first >= place.first and one.first <= found[-1].last + ATTRIBUTION_LIMITS.merged_within:
            last = found[-1]  # one source, described twice in its sentence
            found[-1] = Nameless(
                min(last.first, one.first), max(last.last, one.last), max(last.confidence, one.confidence)
            )
        else:
            found.append(one)
    return found


@functools.cache
def anonymous_table() -> Table:
    """The patterns, which use the verbs of saying."""
    return load_table("anonymous_sources", "attribution_cues")


def row_at(place: Place) -> tuple[Pattern, Nameless] | None:
    """The first row of a trigger that matches, and the place that it finds."""
    for pattern in anonymous_table().by_trigger[place.word]:
        if pattern.matches(place):
            found = _Noun(place).asked(pattern)
            if found is not None:
                return pattern, found
    return None


class _Noun:
    """The noun phrase that ends at a trigger."""

    __slots__ = ("place", "start", "words")

    def __init__(self, place: Place) -> None:
        self.place, self.words = place, place.text.lower
        self.start = self._left()

    def asked(self, pattern: Pattern) -> Nameless | None:
        """The place that a row finds, or None where the phrase is not as it asks."""
        asks, place = pattern.options, self.place
        if not self._is_phrase(asks) or not all(self._is_near(entry) for entry in asks.get("around", ())):
            return None
        if asks.get("governed") and not self._is_governed():
            return None
        verb = self._verb(asks) if "speaks" in asks else None
        if "speaks" in asks and verb is None:
            return None
        first = self.start if "phrase_not" in asks or "phrase_starts" in asks or "unnamed" in asks else place.at
        if "before" in asks:
            first = max(place.first, place.at - asks["before"])
        elif "from" in asks:
            wanted = _listed(asks["from"])
            low = max(place.first, place.at - asks["reach"])
            first = next((i for i in range(low, place.at) if self.words[i] in wanted), place.at)
        elif asks.get("from_cue") and self.words[self.start - 1] == "to":
            first = max(place.first, self.start - 2)
        last = place.at + 1 + asks.get("after", 0)
        if asks.get("to") == "right":
            last = pattern.right_end(place)
        elif verb is not None and asks.get("to") == "verb":
            last = verb + 1
        return Nameless(first, min(last, place.end), pattern.confidence)

    def _is_phrase(self, asks: Mapping[str, Any]) -> bool:
        lead = self.words[self.start]
        if "phrase_starts" in asks and lead not in _listed(asks["phrase_starts"]):
            return False
        if "phrase_not" in asks and lead in _listed(asks["phrase_not"]):
            return False
        held = self.words[self.start : self.place.at]
        if "phrase_without" in asks and not _listed(asks["phrase_without"]).isdisjoint(held):
            return False
        return not (asks.get("unnamed") and self._is_named())

    def _is_near(self, entry: str) -> bool:
        wanted, reach = entry.rsplit(" ", 1)
        at = self.place.at
        low, high = max(self.place.first, at - int(reach)), min(self.place.end, at + int(reach) + 1)
        return not _listed(wanted).isdisjoint(self.words[low:high])

    def _left(self) -> int:
        at, counts = self.place.at, anonymous_table().words["counts"]
        start = at
        while start > self.place.first and at - start < ATTRIBUTION_LIMITS.longest_phrase:
            word = self.words[start - 1]
            if not word[0].isalnum() or word in _PHRASE_STOPS:
                break
            start -= 1
            if word in counts or word in ("the", "some", "many", "other"):
                break
        return start

    def _is_named(self) -> bool:
        """Is a name next to the noun: "an official, Ana Ruiz," or "Ana Ruiz, an official"?"""
        text, first, end, start = self.place.text, self.place.first, self.place.end, self.start
        if start - 3 >= first and self.words[start - 1] == "," and self.words[start] in ARTICLES:
            name = _name_before(text, start - 1, first)
            if start - 1 - name >= 2 and (name == first or self.words[name - 1] not in ("in", "at", "from", "on")):
                return True
        i = self.place.at + 1
        if i < end and self.words[i] in (",", "(", "—", "–", ":"):
            i += 1
        capital = text.is_capital
        return i + 1 < end and bool(capital[i]) and (bool(capital[i + 1]) or i == self.place.at + 1)

    def _is_governed(self) -> bool:
        earlier = self.words[max(self.place.first, self.start - 2) : self.start]
        if earlier[-1:] == ["to"] and earlier[:1] == ["according"]:
            return True
        return bool(earlier) and earlier[-1] in _POINTING

    def _verb(self, asks: Mapping[str, Any]) -> int | None:
        """The first verb of saying behind the noun, where it is one of those asked for."""
        wanted, barred = _listed(asks["speaks"]), _listed(asks.get("not_between", ""))
        at = self.place.at
        for i in range(at + 1, min(at + 1 + asks["within"], self.place.end)):
            word = self.words[i]
            if word in anonymous_table().words["all_speech"] and self.words[i - 1] not in _OBJECT:
                return i if word in wanted and barred.isdisjoint(self.words[at + 1 : i]) else None
            if word in _MARKS:
                return None
        return None


def _name_before(text: Text, stop: int, first: int) -> int:
    while stop > first and text.is_capital[stop - 1]:
        stop -= 1
    return stop


@functools.cache
def _listed(listed: str) -> frozenset[str]:
    """The words of an entry, named sets read."""
    sets = anonymous_table().words
    found: set[str] = set()
    for word in listed.split():
        found |= sets[word[1:]] if word.startswith("@") else {word}
    return frozenset(found)
