"""Which places of loaded wording are worth telling a reader, and what kind of loading they are."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from scorer.model.store import load_lexicon
from scorer.signals.attribution.reported_speech import gives_voice
from scorer.signals.base import Document
from scorer.signals.loaded_language.judgement import CHANCE, LISTS, Reading
from scorer.signals.loaded_language.spans import Marked
from scorer.signals.ngrams import probability, sigmoid
from scorer.text import Text
from scorer.types import Bools, Floats, Ints

#: Log-odds from which a word is flagged; words beside it that reach as much, or come so near it, belong to the place.
#: Chosen by folds over the articles that experts marked: 49 of 100 flags then are on a span of loaded language and 70 on
#: one of any technique, but only 12 of 100 spans are found (40, 63 and 18 at 0.35). Of 60 other articles read by eye,
#: 32 of the 45 places above some 1.2 were right and 2 wrong, below it 20 of 51 and 7: a reader is better served by few.
FLAG_LOG_ODDS, EXTENT = 1.3, 1.0
#: Words to either side of the most loaded one that a place reaches at most.
_FARTHEST = 3
#: What may be meant literally, or is only said to have been said, must be surer.
_SURER = 0.4
#: A word that stands on no list must have some chance of being loaded by the model of sentences too, which was fitted
#: on other corpora: what both find is wording, what one finds may be a topic.
_LEAST_CHANCE = 0.2
#: What a listed judgement gains where the model of sentences finds its sentence loaded, and how likely a word must be
#: loaded by that model for it: annotators of sentences and experts of spans then agree on it between them.
_BOTH, _LIKELY = 1.0, 0.4
#: Log-odds from which a loaded word counts as name-calling: 9 of 14 were right out of fold, too few to say more.
_NAME_CALLING = 0.3

_DENIED = frozenset("not never n't isn't isn’t wasn't wasn’t aren't aren’t hardly without less nor".split())
_LITERAL = frozenset(load_lexicon("loaded_literal"))
#: Set phrases with a loaded word in them that nobody means by it.
_TERMS = tuple(frozenset(term.split()) for term in load_lexicon("loaded_terms"))


class LoadedPlace(NamedTuple):
    """Loaded words of a sentence: tokens first … last, the highest log-odds among them, and whether they call names."""

    sentence: int
    first: int
    last: int
    log_odds: float
    name_calling: bool


def loaded_places(document: Document, reading: Reading, marked: Marked) -> list[LoadedPlace]:
    """The places worth telling, in the order of the text."""
    log_odds = marked.log_odds + _BOTH * _judged(document.text, reading)
    voiced: dict[int, bool] = {}  # asked once for a sentence, however many places it has
    return [place for place in _runs(document, marked, log_odds) if _worth_telling(document, reading, place, voiced)]


def _judged(text: Text, reading: Reading) -> Bools:
    """(n_tokens,) words of the list of judgements in a sentence that the model of sentences calls loaded for them."""
    loaded = sigmoid(reading.log_odds)[text.token_sentence] >= 0.5
    listed = reading.weights[:, LISTS][:, 0] > 0
    judged: Bools = loaded & listed & (reading.weights[:, CHANCE] >= _LIKELY)
    return judged


def _runs(document: Document, marked: Marked, log_odds: Floats) -> list[LoadedPlace]:
    """Loaded words with those beside them that come near, the most loaded first served; in the order of the text."""
    text = document.text
    own = document.own_wording & text.is_word & ~text.quoted
    log_odds = np.where(own, log_odds, -np.inf)
    tokens = (log_odds > FLAG_LOG_ODDS).nonzero()[0]
    free = np.ones(len(log_odds), dtype=np.bool_)
    at = text.token_sentence
    found = []
    for best in tokens[np.argsort(-log_odds[tokens], kind="stable")].tolist():
        if free[best]:
            highest = float(log_odds[best])
            first, last = _around(log_odds, free, best, min(highest - EXTENT, FLAG_LOG_ODDS), at)
            free[first : last + 1] = False
            calls_names = bool(marked.name_calling[best] > _NAME_CALLING)
            found.append(LoadedPlace(int(at[best]), first, last, highest, calls_names))
    return sorted(found)


def _around(log_odds: Floats, free: Bools, best: int, least: float, sentence: Ints) -> tuple[int, int]:
    """First and last of the words around ``best`` that reach ``least``, a single lesser one between them left aside."""
    ends = []
    for step in (-1, 1):
        end = here = best
        while 0 <= here + step < len(log_odds) and sentence[here + step] == sentence[best]:
            here += step
            if not free[here]:
                break
            if log_odds[here] > least and abs(here - best) <= _FARTHEST:
                end = here
            elif abs(here - end) > 1 or not np.isfinite(log_odds[here]):
                break
        ends.append(end)
    return ends[0], ends[1]


def _worth_telling(document: Document, reading: Reading, place: LoadedPlace, voiced: dict[int, bool]) -> bool:
    """Whether the place shows the writer's own judgement: no source's words, no name, no set phrase, not denied."""
    text = document.text
    begin, end = text.sentence_token[place.sentence : place.sentence + 2].tolist()
    tokens = np.arange(place.first, place.last + 1)
    if (text.is_capital[tokens] & (tokens > begin)).all():
        return False  # a name
    if text.lower[place.first - 1] in _DENIED and place.first > begin:
        return False  # "a leader who is not divisive"
    around = set(text.lower[max(begin, place.first - 2) : place.last + 3])
    if any(term <= around for term in _TERMS):
        return False
    literal = not _LITERAL.isdisjoint(text.lower[place.first : place.last + 1])
    if document.is_reported(place.first):
        return False  # what a source is said to have said is the source's wording
    if place.sentence not in voiced:
        voiced[place.sentence] = gives_voice(text.lower[begin:end])
    if (literal or voiced[place.sentence]) and place.log_odds < FLAG_LOG_ODDS + _SURER:
        return False  # what a source calls somebody may be the source's wording
    known: Floats = reading.weights[place.first : place.last + 1]
    return bool((known[:, CHANCE] >= _LEAST_CHANCE).any() or known[:, LISTS].any())


def confidence(place: LoadedPlace, right: tuple[float, float]) -> float:
    """The calibrated probability that experts mark something there as persuasion instead of reporting."""
    slope, shift = right
    return round(probability(slope * place.log_odds + shift), 4)


def message(place: LoadedPlace, quote: str) -> str:
    """What the flag says of the words."""
    return f"{'Name-calling' if place.name_calling else 'Loaded wording'}: “{quote}”"
