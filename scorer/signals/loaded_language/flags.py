"""Which places of loaded wording are worth showing to a reader, and what kind of loading they are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from scorer.model.odds import probabilities, probability
from scorer.model.store import load_lexicon
from scorer.signals.attribution.reported_speech import gives_voice
from scorer.signals.base import Document
from scorer.signals.loaded_language.judgement import CHANCE, LISTS, Reading
from scorer.signals.loaded_language.limits import LOADED_LIMITS
from scorer.signals.loaded_language.spans import Marked
from scorer.text import Text
from scorer.types import Bools, Floats

_DENIED = frozenset("not never n't isn't isn’t wasn't wasn’t aren't aren’t hardly without less nor".split())
_LITERAL = frozenset(load_lexicon("loaded_literal"))
#: Set phrases with a loaded word in them that nobody means by it.
_TERMS = tuple(frozenset(term.split()) for term in load_lexicon("loaded_terms"))
_IN_TERMS = frozenset().union(*_TERMS)
#: What may be inside a place ("bit of a mess") and never at its edge.
_EDGELESS = frozenset(load_lexicon("junk_function_words")) | _DENIED


class LoadedPlace(NamedTuple):
    """Loaded words of a sentence: tokens first … last, the highest log-odds among them, and whether they call names."""

    sentence: int
    first: int
    last: int
    log_odds: float
    name_calling: bool


def loaded_places(document: Document, reading: Reading, marked: Marked) -> list[LoadedPlace]:
    """The places worth showing, in the order of the text.

    Where none is sure enough, the one that comes nearest is shown: a word of a loaded sentence, where many are loaded,
    or a listed judgement that the model of sentences finds.
    """
    judged = _judged(document.text, reading)
    log_odds = marked.log_odds + LOADED_LIMITS.both * judged
    voiced: dict[int, bool] = {}  # asked once for a sentence, however many places it has
    times = np.bincount(document.text.number)[document.text.number]
    subject = times >= LOADED_LIMITS.subject  # what the article is about is not how it is worded

    def worth(log_odds: Floats, least: float) -> list[LoadedPlace]:
        return [
            place
            for place in _runs(document, marked, log_odds, least, subject)
            if _worth_telling(document, reading, place, least, voiced)
        ]

    found = worth(log_odds, LOADED_LIMITS.flag_at)
    if found:
        return found
    near = judged | _in_loaded_sentences(document.text, reading)
    nearest = worth(np.where(near, log_odds, -np.inf), LOADED_LIMITS.nearest_flag_at) or worth(
        np.where(judged, log_odds, -np.inf), LOADED_LIMITS.judged_flag_at
    )
    return sorted(nearest, key=lambda place: -place.log_odds)[:1]


def _in_loaded_sentences(text: Text, reading: Reading) -> Bools:
    """(n_tokens,) words of loaded sentences, where these are many."""
    loaded = (probabilities(reading.log_odds) >= LOADED_LIMITS.sentence_at) & (reading.words > 0)
    n = int(np.count_nonzero(reading.words))
    many = n > 0 and int(np.count_nonzero(loaded)) >= LOADED_LIMITS.many_loaded * n
    return np.asarray(loaded[text.token_sentence] & many, dtype=np.bool_)


def _judged(text: Text, reading: Reading) -> Bools:
    """(n_tokens,) words of the list of judgements in a sentence that the model of sentences calls loaded for them."""
    loaded = probabilities(reading.log_odds)[text.token_sentence] >= LOADED_LIMITS.judged_sentence_at
    listed = reading.weights[:, LISTS][:, 0] > 0
    judged: Bools = loaded & listed & (reading.weights[:, CHANCE] >= LOADED_LIMITS.likely)
    return judged


def _runs(document: Document, marked: Marked, log_odds: Floats, least: float, subject: Bools) -> list[LoadedPlace]:
    """Words from ``least`` log-odds on, with those next to them that come near, the most loaded first served; in the
    order of the text, without those that hold nothing but words of the ``subject`` (n_tokens,)."""
    text = document.text
    own = document.own_wording & text.is_word & ~text.quoted
    log_odds = np.where(own, log_odds, -np.inf)
    tokens = (log_odds > least).nonzero()[0]
    free = bytearray(b"\1" * len(log_odds))
    odds, known = log_odds.data, subject.data  # read token by token, for which numpy is slow
    at = text.token_sentence
    found = []
    for best in tokens[np.argsort(-log_odds[tokens], kind="stable")].tolist():
        if free[best]:
            highest, sentence = odds[best], int(at[best])
            within = range(*text.sentence_token[sentence : sentence + 2].tolist())
            first, last = _around(odds, free, best, min(highest - LOADED_LIMITS.extent, least), within)
            first, last = _trimmed(text.lower, first, best, last)
            free[first : last + 1] = bytes(last + 1 - first)
            if not all(known[first : last + 1]):
                calls_names = bool(marked.name_calling[best] > LOADED_LIMITS.name_calling_at)
                found.append(LoadedPlace(sentence, first, last, highest, calls_names))
    return sorted(found)


def _around(odds: memoryview, free: bytearray, best: int, least: float, within: range) -> tuple[int, int]:
    """First and last of the words around ``best`` that reach ``least``, a single lesser one between them left aside.

    ``odds`` and ``free`` are a number for each token; ``within`` are the tokens of the sentence.
    """
    ends = []
    for step in (-1, 1):
        end = here = best
        while here + step in within:
            here += step
            if not free[here]:
                break
            if odds[here] > least and abs(here - best) <= LOADED_LIMITS.farthest:
                end = here
            elif abs(here - end) > 1 or odds[here] == -math.inf:
                break
        ends.append(end)
    return ends[0], ends[1]


def _trimmed(lower: Sequence[str], first: int, best: int, last: int) -> tuple[int, int]:
    """First and last without words of grammar at the edges, up to ``best``."""
    while first < best and lower[first] in _EDGELESS:
        first += 1
    while last > best and lower[last] in _EDGELESS:
        last -= 1
    return first, last


def _worth_telling(
    document: Document, reading: Reading, place: LoadedPlace, least: float, voiced: dict[int, bool]
) -> bool:
    """Whether the place shows the writer's own judgement: no source's words, no name, no set phrase, not denied."""
    text = document.text
    begin, end = text.sentence_token[place.sentence : place.sentence + 2].tolist()
    if place.first > begin and text.is_capital[place.first : place.last + 1].all():
        return False  # a name
    if text.lower[place.first - 1] in _DENIED and place.first > begin:
        return False  # "a leader who is not divisive"
    around = text.lower[max(begin, place.first - 2) : place.last + 3]
    if not _IN_TERMS.isdisjoint(around) and any(map(frozenset(around).issuperset, _TERMS)):
        return False
    literal = not _LITERAL.isdisjoint(text.lower[place.first : place.last + 1])
    if document.is_reported(place.first):
        return False  # what a source is said to have said is the source's wording
    if place.sentence not in voiced:
        voiced[place.sentence] = gives_voice(text.lower[begin:end])
    if (literal or voiced[place.sentence]) and place.log_odds < least + LOADED_LIMITS.surer:
        return False  # what a source calls somebody may be the source's wording
    known: Floats = reading.weights[place.first : place.last + 1]
    return bool((known[:, CHANCE] >= LOADED_LIMITS.least_chance).any() or known[:, LISTS].any())


def confidence(place: LoadedPlace, right: tuple[float, float]) -> float:
    """The calibrated probability that experts mark something there as persuasion instead of reporting."""
    slope, shift = right
    return round(probability(slope * place.log_odds + shift), 4)


def message(place: LoadedPlace, quote: str) -> str:
    """What the flag says of the words."""
    return f"{'Name-calling' if place.name_calling else 'Loaded wording'}: “{quote}”"
