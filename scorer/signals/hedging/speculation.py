"""Where the writer puts a claim forward as possible or likely, by the patterns of ``lexicons/speculation.toml``.

The trigger words are many and the words around decide: "may" is a month, a permission, a condition or a guess. The rows
come from reading flags on real articles (docs/measured.md, "Read by eye").
"""

from __future__ import annotations

import functools
from typing import NamedTuple

import numpy as np

from scorer.signals.attribution.reported_speech import gives_voice
from scorer.signals.attribution.sourcing_forms import sourced_by_form
from scorer.signals.base import Document
from scorer.signals.hedging.limits import HEDGING_LIMITS
from scorer.signals.patterns import load_table
from scorer.text import Text
from scorer.text.words import WordTable
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


def worth_flagging(document: Document, found: list[Speculation]) -> list[Speculation]:
    """Those that a reader would call the writer's own guess about the matter: not advice to the reader, no case that
    the sentence only supposes, nothing in a restrictive clause, no result of a study, no rhetorical "perhaps".
    """
    text = document.text
    said = text.numbers(_around())
    others = sourced_by_form(text)
    studies = np.bincount(text.token_sentence, weights=(said & _STUDY) > 0, minlength=text.n_sentences) > 0
    flagged = []
    for one in found:
        at, s = one.token, one.sentence
        begin, end = text.sentence_token[s : s + 2].tolist()
        if others[s] or (said[begin:end] & _SUPPOSED).any():
            continue
        if one.confidence <= HEDGING_LIMITS.weak_cue:
            subject = said[max(begin + 1, at - HEDGING_LIMITS.subject_within) : at]
            if (
                (subject & _RESTRICTS).any()
                or (subject[-1:] & _PEOPLE).any()
                or (said[at + 1 : at + 4] & _WEIGHS).any()
            ):
                continue
            if studies[max(0, s - 1) : s + 2].any():
                continue  # how far a result goes is said with care, as it should be
        if text.lower[at] in _SUGGESTS and (said[begin:at] & (_FINDS | _STUDY)).any():
            continue  # what a study suggests is its result
        if text.lower[at] in _PERHAPS and (at == begin or said[at + 1] & _RHETORICAL):
            continue
        flagged.append(one)
    return flagged


_SUGGESTS = frozenset(("suggest", "suggests", "suggesting"))
_PERHAPS = frozenset(("perhaps", "maybe"))
#: What a word says about the sentence around a cue.
_SUPPOSED, _RESTRICTS, _PEOPLE, _FINDS, _STUDY, _WEIGHS, _RHETORICAL = 1, 2, 4, 8, 16, 32, 64
_AROUND = {
    _SUPPOSED: "you your you're you’re you'll you’ll you've you’ve yourself if unless whether suppose imagine scenario "
    "hypothetical hypothetically we i",
    _RESTRICTS: "who that what how why where when clear",
    _PEOPLE: "we one people someone anyone candidates voters readers students researchers patients players",
    _FINDS: "finding findings results result data evidence survey surveys poll polls analysis interviews cases figures "
    "records documents tests experiments numbers review reviews assessment assessments examination it",
    _STUDY: "study studies research researcher researchers scientists participants trial trials authors",
    _WEIGHS: "hard harder difficult easy easier understatement worth useful helpful nice fun pass tempting wise",
    _RHETORICAL: "more most since when one even under about less see try not just it's it’s because this that",
}


@functools.cache
def _around() -> WordTable:
    words: dict[str, int] = {}
    for value, listed in _AROUND.items():
        for word in listed.split():
            words[word] = words.get(word, 0) | value
    return WordTable(words.get)


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
