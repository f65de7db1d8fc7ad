"""What every kind of junk looks at: lines, sentences and the vocabulary ids of their tokens, read once.

The eight kinds share one dictionary look-up per token. Its result says, as bits, for which kind of junk
the token may begin something, so that the costly looks happen only where a cue stands.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorer.signals.base import Document, Severity
from scorer.text import Bools, Ints, Span, Text
from scorer.weights import load_lexicon

#: What a token may be a part of; one bit each.
RESIDUE, FILLER, FURNITURE, PLACEHOLDER, LATIN, FIELD, FUNCTION = (1 << n for n in range(7))
_PHRASE_FILES = {
    RESIDUE: "junk_residue",
    FILLER: "junk_filler",
    FURNITURE: "junk_furniture",
    PLACEHOLDER: "junk_placeholder",
}
_GROUP = re.compile(r"\(([^()]*)\)")


class Place(NamedTuple):
    """A part of a hit, with the probability that it is junk."""

    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Hit:
    """One piece of junk.

    ``places`` are the parts that are junk, where they do not fill the whole span or differ in confidence.
    ``flagged`` is False for what is only evidence. ``amount`` is what the kind counts: repeats, damaged
    characters, phrases.
    """

    start: int
    end: int
    confidence: float
    message: str
    severity: Severity | None = None
    amount: float = 1.0
    places: tuple[Place, ...] = ()
    flagged: bool = True

    @property
    def parts(self) -> tuple[Place, ...]:
        return self.places or (Place(self.start, self.end, self.confidence),)

    @property
    def characters(self) -> int:
        """Characters that are rather junk than not."""
        return sum(part.end - part.start for part in self.parts if part.confidence >= 0.5)


class Phrase(NamedTuple):
    """A phrase of a word list: its tokens and the probability that it is junk where it stands."""

    tokens: tuple[str, ...]
    weight: float


class Match(NamedTuple):
    """A phrase found at tokens [first, last)."""

    first: int
    last: int
    weight: float


@dataclass(frozen=True, slots=True)
class Page:
    """A document as the junk kinds read it. Arrays are per line, per sentence or per token as named."""

    document: Document
    text: Text
    lines: list[str]
    line_token: Ints  # (n_lines + 1,)
    line_words: Ints  # (n_lines,)
    sentence_words: Ints  # (n_sentences,)
    bits: NDArray[np.uint8]  # (n_tokens,)
    quoted: Bools  # (n_tokens,)

    def phrases(self, kind: int) -> list[Match]:
        """The longest phrase of a word list at each place, in order, none inside another."""
        lists = phrase_lists()[kind]
        lower = self.text.lower
        found: list[Match] = []
        last = 0
        for first in np.flatnonzero(self.bits & kind).tolist():
            if first < last:
                continue
            for phrase in lists.get(lower[first], ()):
                length = len(phrase.tokens)
                if length == 1 or tuple(lower[first : first + length]) == phrase.tokens:
                    last = first + length
                    found.append(Match(first, last, phrase.weight))
                    break
        return found

    def sentence_of(self, token: int) -> Span:
        index = int(self.text.token_sentence[token])
        return Span(int(self.text.sentence_start[index]), int(self.text.sentence_end[index]))

    def token_span(self, first: int, last: int) -> Span:
        return Span(int(self.text.token_start[first]), int(self.text.token_end[last - 1]))


def read_page(document: Document) -> Page:
    text = document.text
    line_token = np.append(np.searchsorted(text.token_start, text.line_start), len(text.tokens))
    words = np.concatenate(([0], np.cumsum(text.is_word)))
    known = token_bits()
    bits = np.fromiter((known.get(t, 0) for t in text.lower), dtype=np.uint8, count=len(text.lower))
    return Page(
        document=document,
        text=text,
        lines=text.lines(),
        line_token=line_token,
        line_words=np.diff(words[line_token]),
        sentence_words=np.diff(words[text.sentence_token]) if text.n_sentences else text.sentence_start,
        bits=bits,
        quoted=text.quoted,
    )


def expand(pattern: str) -> Iterable[str]:
    """``"a (b|c) d"`` gives "a b d" and "a c d"; an empty choice leaves the word out."""
    parts = _GROUP.split(pattern)
    choices = [part.split("|") if n % 2 else [part] for n, part in enumerate(parts)]
    for chosen in itertools.product(*choices):
        yield " ".join("".join(chosen).split())


@functools.cache
def phrase_lists() -> Mapping[int, Mapping[str, tuple[Phrase, ...]]]:
    """For each kind, the phrases by their first token, the longest first.

    A line of a word list is ``phrase = weight``; both kinds of apostrophe are matched.
    """
    lists: dict[int, Mapping[str, tuple[Phrase, ...]]] = {}
    for kind, name in _PHRASE_FILES.items():
        by_first: defaultdict[str, list[Phrase]] = defaultdict(list)
        for entry in load_lexicon(name):
            pattern, _, weight = entry.rpartition("=")
            for phrase in expand(pattern.strip()):
                for written in {phrase, phrase.replace("'", "’")}:
                    tokens = tuple(written.split())
                    by_first[tokens[0]].append(Phrase(tokens, float(weight)))
        lists[kind] = MappingProxyType(
            {first: tuple(sorted(p, key=lambda p: (-len(p.tokens), p.tokens))) for first, p in by_first.items()}
        )
    return MappingProxyType(lists)


@functools.cache
def profile_fields() -> Mapping[str, str]:
    """The name of a field of an author card, in many languages, and which field it is."""
    fields = {}
    for entry in load_lexicon("junk_profile_fields"):
        kind, _, names = entry.partition(":")
        fields.update({name.strip(): kind.strip() for name in names.split(",")})
    return MappingProxyType(fields)


@functools.cache
def token_bits() -> Mapping[str, int]:
    """What each known token may be a part of."""
    bits: defaultdict[str, int] = defaultdict(int)
    for kind, lists in phrase_lists().items():
        for first in lists:
            bits[first] |= kind
    for word in load_lexicon("junk_latin"):
        bits[word] |= LATIN
    for field in profile_fields():
        bits[field.split()[-1]] |= FIELD
    for word in load_lexicon("junk_function_words"):
        bits[word] |= FUNCTION
    return MappingProxyType(dict(bits))
