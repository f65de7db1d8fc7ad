"""What kind of source a phrase is, and which phrases speak of the same source.

A source can be checked when it has a name ("Mayor Ana Ruiz"), is an organisation ("the ministry") or a writing
("the report"). It cannot when it is a group known only by its trade ("analysts": vague) or a person whom the
article leaves unnamed ("a senior official": anonymous). The word classes are in ``lexicons/sources.txt``.

Names are recognised by their capitals alone: there is no list of people or of outlets.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

import numpy as np

from scorer.signals.attribution.limits import ATTRIBUTION_LIMITS
from scorer.signals.attribution.speaker_words import (
    CORPORATE,
    GROUP,
    HEAD,
    NAMELESS,
    NO_FIRST_NAME,
    NOT_NAMES,
    OF_ITS_OWN,
    ORGANISATION,
    PERSON,
    POINTING,
    STOPS,
    TITLE,
    VAGUE_WRITING,
    WRITING,
    source_words,
)
from scorer.signals.attribution.vague import VagueSource, vague_sources
from scorer.text import Text
from scorer.text.word_classes import ARTICLES, DEMONSTRATIVES, POSSESSIVES, RELATIVE_PRONOUNS
from scorer.types import SourceKind

__all__ = ["Source", "SourceKind", "Sources", "VagueSource", "vague_sources"]


_HE_SHE = frozenset("he she him her himself herself".split())
_SELF = frozenset("i we you me us my our your one".split())
_ANTECEDENT = DEMONSTRATIVES | RELATIVE_PRONOUNS | {"they", "it", "them", "its", "their"}
_INDEFINITE = frozenset("a an one another two three four five several some many multiple numerous other".split())
_DEFINITE = POSSESSIVES | DEMONSTRATIVES | {"the", "both"}
_ARTICLES = ARTICLES | {"its", "their"}
#: Titles that many bear at once: "the spokesman" need not be the one before.
_COMMON_TITLES = frozenset("mr mrs ms miss dr prof rep sen officer analyst economist expert resident lawmaker".split())
_COURTESIES = frozenset("mr mrs ms miss".split())
_POSSESSIVE = ("'s", "’s", "s'", "s’")
_WITHIN_NAMES = frozenset(("of", "and", "&", "de", "van"))
#: A writer's "my doctor" is no source of the article's.
_WRITERS = frozenset(("my", "our", "your"))
#: "Her attorney" is somebody else than she.
_ANOTHERS = frozenset(("his", "her", "their"))


class Source(NamedTuple):
    """A source: its kind, and a key that is equal for phrases that speak of the same one.

    ``key`` is None where that is unknown ("I", or a pronoun with nothing before it). ``described`` says
    whether the phrase gives a role or an affiliation with the name ("Ana Ruiz, a nurse at …").
    """

    kind: SourceKind
    key: str | None
    described: bool = False


NO_SOURCE = Source("none", None)


class Sources:
    """The sources of one text, read in the order in which they stand.

    Who "he" or "the ministry" is depends on those read before, so one object reads one text.
    """

    def __init__(self, text: Text) -> None:
        self._text = text
        self._words = text.lower
        self._lexicon = source_words()
        self._classes = self._lexicon.classes
        self._names: dict[str, str] = {}  # a part of a name: the key of whoever bears it
        self._person: Source | None = None
        self._person_at = -1  # where they were last spoken of
        self._other: Source | None = None
        self._titles: dict[str, str] = {}  # a title: the key of whoever bears it
        self._organisations: dict[str, str] = {}  # a common noun in an organisation's name: its key
        self._called: set[str] = set()  # keys of organisations that have a name
        self._last_name: str | None = None  # the organisation that was named last
        self._capital: list[bool] = text.is_capital.tolist()
        self._name_like: list[bool] = self._capital.copy()  # capitalised words that can be part of a name
        for i in np.flatnonzero(text.is_capital).tolist():
            if self._words[i] in self._lexicon.no_name:
                self._name_like[i] = False

    @functools.cached_property
    def _written(self) -> frozenset[str]:
        return frozenset(self._text.tokens)

    def read(self, first: int, last: int) -> Source:
        """The source that tokens first … last - 1 speak of."""
        first, last = self._whole(first, last)
        if last - first == 1:
            pronoun = self._pronoun(self._words[first], first)
            if pronoun is not None:
                return pronoun
        source = self._phrase(first, last)
        if source.kind == "named":
            self._person, self._person_at = source, first
        elif source.kind != "none":
            self._other = source
        return source

    def _whole(self, first: int, last: int) -> tuple[int, int]:
        """Mend a run that begins or stops within a noun phrase: "the" of "the fire department"."""
        words, capital, n = self._words, self._capital, len(self._words)
        if first and words[first - 1] in _ARTICLES and words[first] not in _ARTICLES:
            first -= 1
        while last < n and capital[last] and capital[last - 1] and last - first < 6:
            last += 1
        if last < n and self._classes.get(words[last], 0) & HEAD and last - first < 6 and words[last - 1] not in STOPS:
            last += 1
        if words[last - 1] in _ARTICLES:
            stop = min(n, last + 3)
            while last < stop and words[last][0].isalpha() and words[last] not in self._lexicon.after_article:
                last += 1
        return first, last

    def _pronoun(self, word: str, at: int) -> Source | None:
        if word in _HE_SHE:
            self._meet(at)
            return self._person or Source("named", None)
        if word in _SELF:
            return NO_SOURCE
        if word in ("who", "which", "that", "whose", "whom"):
            return self._before(at) or self._person or self._other or NO_SOURCE
        if word in _ANTECEDENT:
            return self._other or self._person or NO_SOURCE
        return None

    def _meet(self, at: int) -> None:
        """Make the one whom a pronoun's sentence, or the one before it, begins with the person it means.

        "Tom Berg lost his house. 'We fled,' he said": Berg has said nothing before, and yet it is he.
        """
        text, quoted = self._text, self._text.quoted
        sentence = int(text.token_sentence[at])
        for n in range(sentence, max(-1, sentence - ATTRIBUTION_LIMITS.speech_between - 2), -1):
            low = stop = int(text.sentence_token[n])
            if low <= self._person_at:
                return
            while stop < at and self._name_like[stop] and stop - low < ATTRIBUTION_LIMITS.longest_name:
                stop += 1
            spoken_of = self._phrase(low, stop) if self._begins_with_person(low, stop) else NO_SOURCE
            if spoken_of.kind == "named":
                self._person, self._person_at = spoken_of, low
                return
            if n != sentence and not quoted[low]:
                return

    def _begins_with_person(self, first: int, last: int) -> bool:
        """Are the capitalised words that open a sentence the full name of a person, or one known by it?"""
        parts = self._words[first:last]
        if last - first < 2:
            return bool(parts) and parts[0] in self._names and self._names[parts[0]] not in self._called
        if parts[0] in self._lexicon.function or not self._is_name(first, first):
            return False  # "When Ruiz"
        return not any(self._classes.get(word, 0) & CORPORATE or word.endswith(_POSSESSIVE) for word in parts)

    def _before(self, at: int) -> Source | None:
        """What a relative pronoun at ``at`` stands for: the phrase before it."""
        words, low = self._words, int(self._text.sentence_token[self._text.token_sentence[at]])
        last = at - 1 if at > low and words[at - 1] == "," else at
        first = last
        while first > low and last - first < 4 and words[first - 1][0].isalnum() and words[first - 1] not in STOPS:
            first -= 1
            if words[first] in NOT_NAMES:
                break
        return self._phrase(first, last) if last > first else None

    def _phrase(self, first: int, last: int) -> Source:
        words = self._words
        while first < last and not words[first][0].isalnum():
            first += 1
        end = self._head_end(first, last)
        if end <= first or words[first] in _WRITERS:
            return NO_SOURCE
        phrase = words[first:last]
        if not self._lexicon.secretive.isdisjoint(phrase):
            return Source("anonymous", "anonymous")
        head, lead = _bare(words[end - 1]), words[first]
        classes = self._classes.get(head, 0)
        name = self._name(first, end)
        if classes & TITLE and "," in phrase:  # "a doctor of the team, Ana Ruiz"
            comma = first + phrase.index(",") + 1
            apposed = self._name(comma, self._head_end(comma, last)) if comma < last else None
            if apposed and apposed[0] == comma:
                return self._named(apposed, True, head)
        if name and (name[1] == end or classes & TITLE):
            of = self._classes.get
            titles = [word for word in words[first : name[1]] if of(word, 0) & TITLE]
            described = last > end + 1
            if name[0] > 1 and words[name[0] - 1] == "," and self._is_title(words[name[0] - 2]):
                titles.append(words[name[0] - 2])  # "the minister, Nina Falk"
            described = described or not _COURTESIES.issuperset(titles)
            return self._named(name, described, titles[-1] if titles else "")
        counted = lead in _INDEFINITE or lead[0].isdigit()
        checkable = True in self._name_like[end + 1 : last]
        if classes & NAMELESS and not checkable:
            plural = head.endswith("s") and head not in ("officials",)
            if name is None and (counted or plural or head in ("someone", "somebody", "person", "people")):
                return Source("vague", "vague:people") if lead != "a" and head == "people" else _anonymous(head)
            if name is not None and head != "officials":
                return _anonymous(head)
        if classes & WRITING:
            return self._document(first, last, end, head)
        if name and words[name[1] - 1].endswith(_POSSESSIVE) and not classes & OF_ITS_OWN:
            return self._named(name, False, "")  # "Ruiz's remarks"
        if classes & GROUP:
            if checkable:
                return Source("organisation", self._capitals(end, last) or head)
            return Source("vague", "vague:" + head)
        if classes & ORGANISATION or name is not None:
            return self._organisation(first, last, end, head)
        person = classes & (PERSON | TITLE) or head.endswith(("er", "or", "ist", "ian", "man"))
        if lead in _DEFINITE and (classes & TITLE or not head.endswith("s")):
            if not classes & TITLE:  # "the retired drummer" is somebody, "the picture" is not
                return Source("named", head) if person else NO_SOURCE
            if head not in self._titles and self._person is not None and lead not in _ANOTHERS:
                return self._person
            return Source("named", self._titles.setdefault(head, f"the {head}"))
        if checkable:
            return Source("organisation", self._capitals(end, last))
        if person:
            return _anonymous(head)
        return Source("vague", "vague:" + head) if head.endswith("s") else NO_SOURCE

    def _is_title(self, word: str) -> bool:
        return bool(self._classes.get(word, 0) & TITLE)

    def _head_end(self, first: int, last: int) -> int:
        """Where the phrase's own noun ends: before "of", "who", a comma, save within a name."""
        words = self._words
        for i in range(first + 1, last):
            word = words[i]
            if word in STOPS:
                if word != "of" or not self._goes_on(i, last):
                    return i
            elif not (word[0].isalnum() or word in "&.-'’"):
                return i
        return last

    def _goes_on(self, of: int, last: int) -> bool:
        """Is "of" inside a name or a title: "University of …", "secretary of state Ana Ruiz"?"""
        if of + 1 >= last:
            return False
        if self._capital[of - 1] and self._capital[of + 1]:
            return True
        title = self._is_title(self._words[of - 1]) and self._words[of + 1] not in NOT_NAMES
        return title and of + 2 < last and self._capital[of + 2]

    def _name(self, first: int, end: int) -> tuple[int, int] | None:
        """The last run of capitalised words of the phrase that are part of a name."""
        name_like, words = self._name_like, self._words
        stop = end
        while stop > first and not name_like[stop - 1]:
            stop -= 1
        if stop == first or (stop == first + 1 and not self._is_name(first, first)):
            return None
        start = stop - 1
        while start > first + 1 and (name_like[start - 1] or words[start - 1] in _WITHIN_NAMES):
            start -= 1
        if start == first + 1 and (words[first] in _WITHIN_NAMES or self._is_name(first, first)):
            start = first
        while not self._capital[start]:
            start += 1
        return start, stop

    def _is_name(self, i: int, first: int) -> bool:
        """Is token ``i`` part of a name in a phrase that begins at ``first``?"""
        if i != first or not self._name_like[i]:
            return self._name_like[i]
        word = self._words[i]  # also written small: a sentence's first word
        return not self._classes.get(word, 0) & NO_FIRST_NAME and word not in self._written

    def _named(self, name: tuple[int, int], described: bool, title: str) -> Source:
        """A capitalised phrase: a person, or an organisation where a word of it or an article says so."""
        words, classes = self._words, self._classes
        parts = [_bare(word) for word in words[name[0] : name[1]]]
        if "of" in parts and any(map(self._is_title, parts[: parts.index("of")])):
            parts = parts[: parts.index("of")]  # "Governor Ana Ruiz of Halden"
        last = parts[-1]
        article = name[0] > 0 and words[name[0] - 1] == "the"
        token = self._text.tokens[name[1] - 1]
        if (
            classes.get(last, 0) & CORPORATE or (len(token) > 2 and token.isupper())
            or (article and last not in self._names) or "of" in parts
        ):  # fmt: skip
            return Source("organisation", self._call(" ".join(parts)), described)
        people = [part for part in parts if part not in ("and", "&", ",") and not classes.get(part, 0) & TITLE]
        if "and" in parts:
            return Source("named", "+".join(sorted(people)), described)
        key = people[-1] if people else last
        if len(people) == 1:
            key = self._names.get(key, key)
        if title and title not in _COMMON_TITLES:
            known = self._titles.setdefault(title, key)
            key = known if known.startswith("the ") and known not in self._names.values() else key
        for part in people[-3:]:
            self._names[part] = key
        return Source("organisation" if key in self._called else "named", key, described)

    def _call(self, name: str) -> str:
        """The key of an organisation by its name or by the first word of it, kept for later mentions."""
        parts = name.split()
        key = self._names.get(name, name)
        if len(parts) > 1:  # "Trump" of "the Trump campaign" stays a person
            self._names.setdefault(parts[0], key)
            self._called.add(key)
        self._names.setdefault(name, key)
        for part in parts:
            if self._classes.get(part, 0) & ORGANISATION:
                self._organisations[part] = key
        self._last_name = key
        return key

    def _organisation(self, first: int, last: int, end: int, head: str) -> Source:
        name = self._capitals(first, last)
        key = name or self._organisations.get(head)
        if key is None and self._classes.get(head, 0) & POINTING and self._words[first] in _DEFINITE:
            key = self._last_name  # "the company" after "Nordholm Energy"
        key = self._organisations.setdefault(head, key or head) if name is None else key or head
        if name is not None:
            self._call(name)
        return Source("organisation", key, last > end)

    def _document(self, first: int, last: int, end: int, head: str) -> Source:
        """A writing is the same source as those who issued it, where the phrase names them."""
        issuer = self._capitals(first, last)
        vague = self._classes.get(head, 0) & VAGUE_WRITING
        if issuer is None and vague and self._words[first] not in _DEFINITE:
            return Source("vague", "vague:" + head)
        if issuer is not None:
            key = self._names.get(issuer.split()[-1], issuer)
            for word in issuer.split():
                if self._classes.get(word, 0) & ORGANISATION:
                    key = self._organisations.setdefault(word, key)
            self._organisations[head] = key
            return Source("document", key, last > end)
        if head not in self._organisations and self._issued(head, first):
            speaker = self._other if self._other and self._other.kind == "organisation" else self._person
            if speaker is not None and speaker.key is not None:
                self._organisations[head] = speaker.key
        return Source("document", self._organisations.setdefault(head, head), last > end)

    def _issued(self, head: str, before: int) -> bool:
        """Has somebody spoken "in a report" or "in its report" before?"""
        words = self._words
        start = max(2, before - 300)
        if head not in words[start:before]:
            return False
        return any(
            words[i] == head and words[i - 2] == "in" and words[i - 1] in ("a", "its", "his", "her", "their")
            for i in range(start, before)
        )

    def _capitals(self, first: int, last: int) -> str | None:
        """The capitalised words of tokens first … last - 1, the first of a sentence left out if it is none."""
        words = [_bare(self._words[i]) for i in range(first, last) if self._is_name(i, first)]
        return " ".join(words) or None


def _anonymous(head: str) -> Source:
    return Source("anonymous", "anonymous:" + head.rstrip("s"))


def _bare(word: str) -> str:
    return word[:-2] if word.endswith(_POSSESSIVE[:2]) else word
