"""What every kind of junk looks at: lines, sentences and the vocabulary ids of their tokens, read once.

The eight kinds share one dictionary look-up per token. Its result says, as bits, for which kind of junk
the token may begin something, so that the costly looks happen only where a cue stands.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorer.signals.base import Document
from scorer.signals.junk.phrases import Match, find_phrases, load_patterns
from scorer.signals.junk.vocabulary import FUNCTION, PHRASE_FILES, Vocabulary, load_vocabulary
from scorer.text import Text
from scorer.types import Bools, Ints, Severity, Span, record


class Place(NamedTuple):
    """A part of a hit, with the probability that it is junk."""

    start: int
    end: int
    confidence: float


@record
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


@record
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
    weights: NDArray[np.float64]  # (n_tokens,) how much rather each word is in furniture than in a body
    found: dict[int, list[Match]]  # phrases, once they have been looked for
    hits: dict[Callable[[Page], list[Hit]], list[Hit]]  # of kinds that others ask for, once they have been found
    content: list[int]  # the numbers of all words but function words
    content_bounds: list[int]  # (n_sentences + 1,) where the sentences begin among them

    def phrases(self, kind: int) -> list[Match]:
        """The longest phrase of a word list at each place, in order, none inside another."""
        if kind not in self.found:
            starts = (self.opens & kind).nonzero()[0].tolist()
            patterns = load_patterns(PHRASE_FILES[kind])
            self.found[kind] = find_phrases(patterns, self.text.lower, starts) if starts else []
        return self.found[kind]

    def content_of(self, sentence: int) -> list[int]:
        """The numbers of a sentence's words that are no function words."""
        return self.content[self.content_bounds[sentence] : self.content_bounds[sentence + 1]]

    def sentence_of(self, token: int) -> Span:
        index = int(self.text.token_sentence[token])
        return Span(int(self.text.sentence_start[index]), int(self.text.sentence_end[index]))

    def token_span(self, first: int, last: int) -> Span:
        return Span(int(self.text.token_start[first]), int(self.text.token_end[last - 1]))


def once_per_page(find: Callable[[Page], list[Hit]]) -> Callable[[Page], list[Hit]]:
    """``find`` made to look at each page once, for a kind that another one asks for; nobody may change its answer."""

    @functools.wraps(find)
    def kept(page: Page) -> list[Hit]:
        if find not in page.hits:
            page.hits[find] = find(page)
        return page.hits[find]

    return kept


def read_page(document: Document, vocabulary: Vocabulary | None = None) -> Page:
    """Read a document for the junk kinds, with the fitted vocabulary unless another is given."""
    text = document.text
    known = vocabulary or load_vocabulary()
    line_token = np.concatenate((text.token_start.searchsorted(text.line_start), [len(text.tokens)]))
    number = text.numbers(known.rows)
    bits = known.bits[number]
    content = (text.is_word & (bits & FUNCTION == 0)).nonzero()[0]
    line_words = text.words_before[line_token]
    sentence_words = text.words_before[text.sentence_token]
    return Page(
        document=document,
        text=text,
        lines=text.lines(),
        line_token=line_token,
        line_words=line_words[1:] - line_words[:-1],
        sentence_words=sentence_words[1:] - sentence_words[:-1],
        bits=bits,
        opens=known.openings(number),
        quoted=text.quoted,
        found={},
        hits={},
        weights=known.weights[number],
        content=text.number[content].tolist(),
        content_bounds=content.searchsorted(text.sentence_token).tolist(),
    )
