"""Where the writer puts a claim forward as possible or likely, by the patterns of ``lexicons/speculation.toml``.

The trigger words are many and the words around decide: "may" is a month, a permission, a condition or a guess. The rows
come from reading flags on real articles (docs/measured.md, "Read by eye").
"""

from __future__ import annotations

from typing import NamedTuple

from scorer.signals.attribution.reported_speech import gives_voice
from scorer.signals.base import Document
from scorer.signals.hedging.limits import HEDGING_LIMITS
from scorer.signals.patterns import load_table
from scorer.text import Text
from scorer.types import Bools, Span

_CLAUSE_ENDS = frozenset(',;:—–()"“”')


class Speculation(NamedTuple):
    """The cue, token ``token`` of sentence ``sentence``, with the probability that it speculates."""

    sentence: int
    token: int
    confidence: float


def clause(text: Text, i: int) -> Span:
    """The cue at token i with the rest of its clause, up to a dozen tokens."""
    last = i
    end = int(text.sentence_token[text.token_sentence[i] + 1])
    while last + 1 < min(end, i + HEDGING_LIMITS.longest_clause) and text.tokens[last + 1] not in _CLAUSE_ENDS:
        last += 1
    while last > i and not text.is_word[last]:
        last -= 1
    return Span(int(text.token_start[i]), int(text.token_end[last]))


def speculations(document: Document, own: Bools) -> list[Speculation]:
    """The first cue in each sentence that speculates in the writer's own name.

    ``own``: (n_tokens,) the writer's own wording.
    """
    text, table = document.text, load_table("speculation")
    found: list[Speculation] = []
    left = -1  # the last sentence in which nothing more is looked for
    for place in table.places(text):
        sentence = int(text.token_sentence[place.at])
        if not own[place.at] or document.is_reported(place.at) or sentence == left:
            continue
        if text.tokens[place.end - 1] == "?" or gives_voice(text.lower[place.first : place.end]):
            left = sentence  # a question asks, and a source's doubts are the source's
            continue
        pattern = table.first_match(place)
        if pattern is not None and pattern.confidence:
            left = sentence
            found.append(Speculation(sentence, place.at, pattern.confidence))
    return found
