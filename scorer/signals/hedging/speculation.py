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
from scorer.types import Bools, Ints, Span

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
    the sentence only supposes, nothing in a restrictive clause, no result of a study, no aside. "May", "might" and
    "could" are flagged where an explanation or a consequence follows.
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
            if (subject & _RESTRICTS).any() or (subject[-1:] & _PEOPLE).any() or not _surmises(text, said, at, end):
                continue
            if studies[max(0, s - 1) : s + 2].any():
                continue  # how far a result goes is said with care, as it should be
            if not _TURNS.isdisjoint(text.lower[end : end + 2]):
                continue  # "She may have won. But …" grants something
        if text.lower[at] in _ASIDE and not said[at + 1] & _GOES_ON:
            continue
        if text.lower[at] in _NOT_A_GUESS:
            continue
        if text.lower[at] in _APPEARS and (text.lower[at + 1] == "as" or (said[begin:at] & _MAKES).any()):
            continue  # "the terms appear as synonyms", "to make the polls appear to"
        flagged.append(one)
    return flagged


def _surmises(text: Text, said: Ints, at: int, end: int) -> bool:
    """Whether what follows "may", "might" or "could" is an explanation or a consequence: "might explain", "could lead
    to", "may have been", "could be an effort"."""
    verb = next((i for i in range(at + 1, min(at + 4, end)) if not said[i] & _BETWEEN), end)
    if verb + 1 >= end:
        return False
    if text.lower[verb] == "be":
        return bool(said[verb + 1] & _IS_WHAT) or text.lower[verb + 1].endswith("ing")
    return bool(said[verb] & _FOLLOWS)


_TURNS = frozenset(("but", "yet", "still", "however", "nevertheless"))
_APPEARS = frozenset(("appear", "appears", "appeared"))
#: Adverbs that mostly soften a remark; they guess where the clause goes on with a reason or a time.
_ASIDE = frozenset(("perhaps", "maybe"))
#: Cues that readers mostly found to be irony, a proposal or the result of something that was looked into.
_NOT_A_GUESS = frozenset(("apparently", "possibly", "suggest", "suggests", "suggesting"))
#: What a word says about the sentence around a cue.
_SUPPOSED, _RESTRICTS, _PEOPLE, _STUDY, _BETWEEN, _IS_WHAT, _FOLLOWS, _GOES_ON, _MAKES = (2**i for i in range(9))
_AROUND = {
    _SUPPOSED: "you your you're you’re you'll you’ll you've you’ve yourself if unless whether suppose imagine "
    "scenario hypothetical we i",
    _RESTRICTS: "who that what how why where when clear",
    _PEOPLE: "we one people someone anyone candidates voters readers students researchers patients players",
    _STUDY: "study studies research researcher researchers scientists participants trial trials authors",
    _BETWEEN: "not also well even soon eventually ultimately actually still just yet further now then",
    _IS_WHAT: "a an the part why because due linked behind about enough",
    _FOLLOWS: "have become lead trigger set help reshape allow push force cost mean explain indicate signal pay spell "
    "boost hurt threaten undermine spark prompt turn bring mark change end prove embolden transform deepen weaken "
    "strengthen extend accelerate manifest solidify complicate encourage drive put open close shift create give merge "
    "vote lose win remain stay cause result alter worsen ease fuel fall rise collapse destroy ruin disrupt delay "
    "derail backfire escalate",
    _GOES_ON: "until because recognizing recognising knowing hoping fearing hinting as to by in out",
    _MAKES: "make makes made making fall",
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
