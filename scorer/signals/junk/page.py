"""What every kind of junk looks at: lines, sentences and the vocabulary ids of their tokens, read once.

The eight kinds share one dictionary look-up per token. Its result says, as bits, for which kind of junk
the token may begin something, so that the costly looks happen only where a cue stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorer.signals.base import Document, Severity
from scorer.signals.junk.phrases import Match, find_phrases, load_patterns
from scorer.signals.junk.vocabulary import PHRASE_FILES, Vocabulary, load_vocabulary
from scorer.text import Bools, Ints, Span, Text


class Place(NamedTuple):
    """A part of a hit, with the probability that it is junk."""

    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Hit:
    """One piece of junk.

    ``places`` are the parts that are junk, where they do not fill the whole span or differ in confidence.
    ``flagged`` is False for what is only evidence, ``told`` is True where a surer kind has flagged the same text: it
    counts, but is not flagged twice. ``amount`` is what the kind counts: repeats, damaged
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
    told: bool = False

    @property
    def parts(self) -> tuple[Place, ...]:
        return self.places or (Place(self.start, self.end, self.confidence),)

    @property
    def characters(self) -> int:
        """Characters of all its parts."""
        return sum(part.end - part.start for part in self.parts)


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
    weights: NDArray[np.float64]  # (n_tokens,) how much rather each word stands in furniture than in a body
    found: dict[int, list[Match]]  # phrases, once they have been looked for
    hashes: Ints  # (n_tokens,) of the lower-case tokens; only their equality has a meaning

    def phrases(self, kind: int) -> list[Match]:
        """The longest phrase of a word list at each place, in order, none inside another."""
        if kind not in self.found:
            starts = np.flatnonzero(self.opens & kind).tolist()
            patterns = load_patterns(PHRASE_FILES[kind])
            self.found[kind] = find_phrases(patterns, self.text.lower, starts) if starts else []
        return self.found[kind]

    def sentence_of(self, token: int) -> Span:
        index = int(self.text.token_sentence[token])
        return Span(int(self.text.sentence_start[index]), int(self.text.sentence_end[index]))

    def token_span(self, first: int, last: int) -> Span:
        return Span(int(self.text.token_start[first]), int(self.text.token_end[last - 1]))


def read_page(document: Document, vocabulary: Vocabulary | None = None) -> Page:
    """Read a document for the junk kinds, with the fitted vocabulary unless another is given."""
    text = document.text
    known = vocabulary or load_vocabulary()
    line_token = np.append(np.searchsorted(text.token_start, text.line_start), len(text.tokens))
    words = np.concatenate(([0], np.cumsum(text.is_word)))
    number = np.fromiter(map(known.number.get, text.lower, repeat(0)), dtype=np.int64, count=len(text.lower))
    bits = known.bits[number]
    return Page(
        document=document,
        text=text,
        lines=text.lines(),
        line_token=line_token,
        line_words=np.diff(words[line_token]),
        sentence_words=np.diff(words[text.sentence_token]) if text.n_sentences else text.sentence_start,
        bits=bits,
        opens=known.openings(number),
        quoted=text.quoted,
        found={},
        weights=known.weights[number],
        # They change from process to process; nothing that is reported depends on more than their equality.
        hashes=np.fromiter(map(hash, text.lower), dtype=np.int64, count=len(text.lower)),
    )
