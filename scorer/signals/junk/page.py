"""What every kind of junk looks at: lines, sentences and the vocabulary ids of their tokens, read once.

The eight kinds share one dictionary look-up per token. Its result says, as bits, for which kind of junk
the token may begin something, so that the costly looks happen only where a cue stands.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import repeat
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorer.signals.base import Document, Severity
from scorer.signals.junk.phrases import Match, find_phrases, load_patterns
from scorer.text import Bools, Ints, Span, Text
from scorer.weights import load_lexicon

#: What a token may be a part of; one bit each.
RESIDUE, FILLER, FURNITURE, PLACEHOLDER, LATIN, FIELD, FUNCTION, DATE, COMMENT = (1 << n for n in range(9))
#: Of the first four, shifted by so much: the token may be a phrase's second word; the token is a phrase alone.
SECOND, ALONE = 12, 16
_LINE_WORDS = {"date": DATE, "comment": COMMENT}
PHRASE_FILES = {
    RESIDUE: "junk_residue",
    FILLER: "junk_filler",
    FURNITURE: "junk_furniture",
    PLACEHOLDER: "junk_placeholder",
}


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


@dataclass(frozen=True, slots=True)
class Page:
    """A document as the junk kinds read it. Arrays are per line, per sentence or per token as named."""

    document: Document
    text: Text
    lines: list[str]
    line_token: Ints  # (n_lines + 1,)
    line_words: Ints  # (n_lines,)
    sentence_words: Ints  # (n_sentences,)
    bits: NDArray[np.uint32]  # (n_tokens,)
    opens: NDArray[np.uint32]  # (n_tokens,) kinds of which a phrase may begin here
    quoted: Bools  # (n_tokens,)

    def phrases(self, kind: int) -> list[Match]:
        """The longest phrase of a word list at each place, in order, none inside another."""
        starts = np.flatnonzero(self.opens & kind).tolist()
        return find_phrases(load_patterns(PHRASE_FILES[kind]), self.text.lower, starts) if starts else []

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
    bits = np.fromiter(map(known.get, text.lower, repeat(0)), dtype=np.uint32, count=len(text.lower))
    opens = bits >> np.uint32(ALONE)
    opens[:-1] |= bits[:-1] & (bits[1:] >> np.uint32(SECOND))
    return Page(
        document=document,
        text=text,
        lines=text.lines(),
        line_token=line_token,
        line_words=np.diff(words[line_token]),
        sentence_words=np.diff(words[text.sentence_token]) if text.n_sentences else text.sentence_start,
        bits=bits,
        opens=opens,
        quoted=text.quoted,
    )


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
    for kind, name in PHRASE_FILES.items():
        lexicon = load_patterns(name)
        for shift, words in ((0, lexicon.first_words()), (SECOND, lexicon.second_words()), (ALONE, set(lexicon.alone))):
            for word in words:
                bits[word] |= kind << shift
    for word in load_lexicon("junk_latin"):
        bits[word] |= LATIN
    for field in profile_fields():
        bits[field.split()[-1]] |= FIELD
    for entry in load_lexicon("junk_line_words"):
        line_class, _, members = entry.partition(":")
        for word in members.split():
            bits[word] |= _LINE_WORDS[line_class]
    for word in load_lexicon("junk_function_words"):
        bits[word] |= FUNCTION
    return MappingProxyType(dict(bits))
