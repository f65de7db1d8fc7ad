"""Sources whom an article keeps nameless: "a person familiar with the matter", "sources said".

By rule, since no labels exist: each pattern has a trigger word and looks at its sentence alone. Groups that
nobody can check ("analysts say") are vague, not anonymous, and are read elsewhere; "officials said" and "a
spokesman said" speak for an office.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import NamedTuple

from scorer.model.store import load_classes
from scorer.signals.base import Document


class Nameless(NamedTuple):
    """Tokens first … last - 1 keep a source nameless, with the probability that they do."""

    first: int
    last: int
    confidence: float


_REFUSALS = frozenset(
    "declined asked requested refused wished wanted preferred insisted want wants wish wishes asks prefers "
    "spoke speaking demanded agreed asking requesting declining condition did".split()
)
_GRANTS = frozenset(
    "condition granted requested given guaranteed promised seeking exchange grant asked offered".split()
)
_GRANTED_HOW = _GRANTS | {"on", "under", "at", "in"}
_SPEAKING = frozenset("speak talk discuss comment disclose brief share reveal".split())
_COUNTS = frozenset("a an one another two three four five several multiple second third both".split())
_STANDING = frozenset("official officials aide aides staffer staffers diplomat diplomats insider operative".split()) | {
    *("adviser", "advisers", "advisor", "advisors", "executive", "executives", "employee", "employees", "person"),
    *("operatives", "bureaucrat", "colleague", "lawmaker", "confidant"),
}
_PEOPLE = _STANDING | {
    "source",
    "sources",
    "people",
    "individual",
    "individuals",
    "someone",
    "persons",
    "officer",
    "officers",
}
_THINGS = frozenset("news data energy power water food light income funding revenue open primary heat sound".split())
_TALKS = frozenset(
    "said says say told tell tells telling confirmed confirms explained added noted warned acknowledged denied "
    "insisted complained suggested predicted recalled claimed claims wrote described estimated replied".split()
)
_NO_SPEAKER = frozenset("was were are is be can , and though".split())
_AFTER_PERSON = frozenset(". , who with in at on from close familiar briefed involved there here ; said”".split())
_VERBS_OF_RUMOUR = frozenset("hinted leaked whispered confided spilled dished".split())
_SOURCES_TALK = _TALKS | _VERBS_OF_RUMOUR | {"claim", "revealed", "disclosed", "reported"}


def nameless_sources(document: Document) -> list[Nameless]:
    """The places where the body's own voice keeps a source nameless, in the order of the text."""
    text = document.text
    own_voice = document.own_voice
    found: list[Nameless] = []
    patterns = _patterns()
    for i in text.where(patterns):
        if not own_voice[i]:
            continue
        sentence = int(text.token_sentence[i])
        place = patterns[text.lower[i]](
            _Place(document, i, int(text.sentence_token[sentence]), int(text.sentence_token[sentence + 1]))
        )
        if place is None or (found and text.lower[place.first] in ("the", "this", "that", "our")):
            continue  # "the source said" is the one that was read before
        if found and text.token_sentence[found[-1].first] == sentence and place.first <= found[-1].last + 30:
            last = found[-1]  # one source, described twice in its sentence
            found[-1] = Nameless(
                min(last.first, place.first), max(last.last, place.last), max(last.confidence, place.confidence)
            )
        else:
            found.append(place)
    return found


class _Place:
    """A trigger in its sentence."""

    __slots__ = ("at", "capital", "first", "last", "words")

    def __init__(self, document: Document, at: int, first: int, last: int) -> None:
        self.words, self.capital = document.text.lower, document.text.is_capital
        self.at, self.first, self.last = at, first, last

    def before(self, reach: int) -> list[str]:
        return self.words[max(self.first, self.at - reach) : self.at]

    def after(self, reach: int) -> list[str]:
        return self.words[self.at + 1 : min(self.last, self.at + 1 + reach)]

    def left(self) -> int:
        """The first token of the noun phrase that ends at the trigger."""
        start = self.at
        while start > self.first and self.at - start < 5:
            word = self.words[start - 1]
            if not word[0].isalnum() or word in _PHRASE_STOPS:
                break
            start -= 1
            if word in _COUNTS or word in ("the", "some", "many", "other"):
                break
        return start

    def named(self, start: int) -> bool:
        """Does a name stand by the noun: "an official, Ana Ruiz," or "Ana Ruiz, an official"?"""
        if start - 3 >= self.first and self.words[start - 1] == "," and self.words[start] in ("a", "an", "the"):
            name = start - 1
            while name > self.first and self.capital[name - 1]:
                name -= 1
            if start - 1 - name >= 2 and (name == self.first or self.words[name - 1] not in ("in", "at", "from", "on")):
                return True
        i = self.at + 1
        if i < self.last and self.words[i] in (",", "(", "—", "–", ":"):
            i += 1
        return i + 1 < self.last and bool(self.capital[i]) and (bool(self.capital[i + 1]) or i == self.at + 1)

    def cue(self, reach: int) -> int | None:
        """The verb by which the noun at the trigger speaks: past a complement, a clause or an aside."""
        verbs = load_classes("attribution_cues")["speech"]
        for i in range(self.at + 1, min(self.at + 1 + reach, self.last)):
            word = self.words[i]
            if (word in verbs or word in _VERBS_OF_RUMOUR) and self.words[i - 1] not in ("the", "a", "to", "of", "was"):
                return i
            if word in '.;:!?”“"()':
                return None
        return None

    def governed(self, start: int) -> bool:
        """Is the noun phrase that begins at ``start`` what a cue before it points to?"""
        earlier = self.words[max(self.first, start - 2) : start]
        if earlier[-1:] == ["to"] and earlier[:1] == ["according"]:
            return True
        verbs = ("said", "says", "say", "told", "tell", "citing", "quoting")
        return bool(earlier) and earlier[-1] in verbs

    def place(self, first: int, last: int, confidence: float) -> Nameless:
        return Nameless(first, min(last, self.last), confidence)


_PHRASE_STOPS = frozenset(
    "of in on at by to for from with and or but that which who when while if because as than said says say told "
    "is are was were be been has have had will would citing quoting according after before , .".split()
)


def _anonymity(p: _Place) -> Nameless | None:
    """ "on condition of anonymity", "granted anonymity"."""
    earlier = p.before(5)
    if _GRANTS.isdisjoint(earlier) and "request" not in earlier:
        return None
    start = p.at - len(earlier)
    while start < p.at and p.words[start] not in _GRANTED_HOW:
        start += 1
    return p.place(start, p.at + 1, 0.95)


def _named(p: _Place) -> Nameless | None:
    """ "declined to be named", "asked not to be identified"."""
    earlier = p.before(8)
    if not {"be", "being"} & set(earlier[-2:]) or _REFUSALS.isdisjoint(earlier):
        return None
    if {"was", "were", "has", "been", "until", "yet"} & set(earlier[-4:]) or not (
        {"not", "n't", "without", "declined", "refused", "declining", "didn't", "didn’t"} & set(earlier)
    ):
        return None
    start = next(i for i in range(p.at - len(earlier), p.at) if p.words[i] in _REFUSALS)
    return p.place(start, p.at + 1, 0.92)


def _authorized(p: _Place) -> Nameless | None:
    """ "who was not authorized to speak publicly"."""
    if not {"not", "n't", "wasn't", "weren't", "isn't", "wasn’t", "weren’t", "without"} & set(p.before(3)):
        return None
    following = p.after(3)
    if following[:1] != ["to"] or _SPEAKING.isdisjoint(following[1:]):
        return None
    return p.place(max(p.first, p.at - 2), p.at + 1 + len(following), 0.88)


def _familiar(p: _Place) -> Nameless | None:
    """ "a person familiar with the matter", "people with knowledge of", "officials briefed on"."""
    word, following = p.words[p.at], p.after(1)
    wanted = {"familiar": ["with"], "knowledge": ["of"], "briefed": ["on"], "close": ["to"], "privy": ["to"]}
    if following != wanted[word]:
        return None
    for back in range(1, 6):
        i = p.at - back
        if i < p.first or p.words[i] in ".,;:":
            return None
        if p.words[i] in _PEOPLE:
            head = _Place.__new__(_Place)
            head.words, head.capital, head.at, head.first, head.last = p.words, p.capital, i, p.first, p.last
            start = head.left()
            if not _THINGS.isdisjoint(p.words[start:i]) or head.named(start):
                return None
            if head.cue(25) is not None or head.governed(start):
                return p.place(start, p.at + 2, 0.9)
            return None
    return None


def _source(p: _Place) -> Nameless | None:
    """ "sources said", "according to a source"."""
    start = p.left()
    following = p.after(1)
    if (
        p.named(start)
        or p.words[start] in ("his", "her", "their", "my")
        or following in (["of"], ["for"], ["code"])
        or not _THINGS.isdisjoint(p.words[start : p.at])
    ):
        return None
    if p.governed(start):
        return p.place(max(p.first, start - 2) if p.words[start - 1] == "to" else start, p.at + 1, 0.88)
    end = p.cue(10)
    if end is None or p.words[end] not in _SOURCES_TALK:
        return None
    near = end - p.at <= 4
    return p.place(start, end + 1, 0.88 if near else 0.72)


def _official(p: _Place) -> Nameless | None:
    """ "a senior administration official said", "two aides told"."""
    start = p.left()
    if (
        p.words[start] not in _COUNTS
        or p.named(start)
        or any(p.capital[i] for i in range(p.at + 1, min(p.at + 2, p.last)))
    ):
        return None
    if p.words[p.at] == "person":
        return None  # "a person familiar …" has its own pattern; "a person said" may be anybody
    usual = p.words[p.at].rstrip("s") in ("official", "aide", "staffer", "diplomat", "insider", "operative")
    end = p.cue(6 if usual else 3)
    if end is not None and (p.words[end] not in _TALKS or not _NO_SPEAKER.isdisjoint(p.words[p.at + 1 : end])):
        return None
    if end is None and not (p.governed(start) and p.after(1)[:1] and p.after(1)[0] in _AFTER_PERSON):
        return None
    return p.place(start, p.at + 1 if end is None else end + 1, 0.84 if usual else 0.6)


def _unnamed(p: _Place) -> Nameless | None:
    """ "an unnamed official", "anonymous sources"."""
    following = p.after(4)
    for offset, word in enumerate(following):
        if word in _PEOPLE:
            head = p.at + 1 + offset
            around = p.words[max(p.first, p.at - 40) : min(p.last, p.at + 40)]
            spoken = not load_classes("attribution_cues")["speech"].isdisjoint(around)
            return p.place(p.at, head + 1, 0.85) if spoken or "citing" in p.before(4) else None
        if not word[0].isalnum():
            return None
    return None


def _first_name(p: _Place) -> Nameless | None:
    """ "asked that her last name not be used", "gave only his first name"."""
    earlier, following = p.before(6), p.after(6)
    if earlier[-1:] not in (["first"], ["last"], ["full"], ["real"], ["her"], ["his"], ["their"]):
        return None
    withheld = {"not", "withheld", "changed", "only"} & (set(following) | set(earlier[-4:]))
    told = {"asked", "gave", "identified", "used", "withheld", "changed", "give", "wanted"} & set(earlier + following)
    if not withheld or not told:
        return None
    return p.place(max(p.first, p.at - 3), p.at + 1 + len(following[:4]), 0.8)


@functools.cache
def _patterns() -> dict[str, Callable[[_Place], Nameless | None]]:
    """The pattern each trigger word starts."""
    patterns: dict[str, Callable[[_Place], Nameless | None]] = dict.fromkeys(_STANDING, _official)
    patterns |= dict.fromkeys(("familiar", "knowledge", "briefed", "close", "privy"), _familiar)
    patterns |= dict.fromkeys(("named", "identified"), _named)
    patterns |= dict.fromkeys(("authorized", "authorised", "permitted"), _authorized)
    patterns |= dict.fromkeys(("unnamed", "unidentified", "anonymous", "nameless"), _unnamed)
    return patterns | {"anonymity": _anonymity, "source": _source, "sources": _source, "name": _first_name}
