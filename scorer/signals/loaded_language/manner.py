"""How likely each sentence judges instead of reporting: its loaded words, and the manner in which it is written.

A sentence that says whose statement it passes on, or gives figures, reports; one that denies, demands, says what things
are, or coins compounds ("tax-and-spend") argues. Two words of a kind say no less than four.
"""

from __future__ import annotations

import functools

import numpy as np

from scorer.model.odds import probabilities
from scorer.signals.base import Document
from scorer.signals.loaded_language.judgement import CLASS, CLASSES, Reading
from scorer.signals.loaded_language.limits import LOADED_LIMITS
from scorer.signals.loaded_language.spans import Marked
from scorer.text.words import WordTable
from scorer.types import Floats

_MOST = 2  # words of a kind that count
_SHORTEST_COMPOUND = 4  # letters
#: Words told by their letters.
_FIGURE, _COMPOUND = 1, 2


@functools.cache
def _shapes() -> WordTable:
    return WordTable(_shape)


def _shape(word: str) -> int:
    if word[0].isdigit():
        return _FIGURE
    return _COMPOUND if "-" in word[1:] and len(word) >= _SHORTEST_COMPOUND else 0


def sentence_chances(document: Document, reading: Reading, marked: Marked) -> Floats:
    """(n_sentences,) the chance that each sentence is loaded."""
    text, n = document.text, document.text.n_sentences
    own = reading.own & text.is_word
    highest = np.full(n, LOADED_LIMITS.least_word)
    np.maximum.at(highest, text.token_sentence[own], marked.log_odds[own])
    of_word = LOADED_LIMITS.of_word * (highest - LOADED_LIMITS.zero)
    return np.where(
        reading.words > 0, probabilities(reading.log_odds + of_word + _manner(document, reading)), 0.0
    ).round(4)


def _manner(document: Document, reading: Reading) -> Floats:
    """(n_sentences,) log-odds for what the sentence's words do, whoever's they are."""
    text, n = document.text, document.text.n_sentences
    at, body = text.token_sentence, document.body_token
    width = len(CLASSES) + 1 + _COMPOUND  # a word of no class is 0
    shape = text.numbers(_shapes())
    kind = np.where(shape > 0, len(CLASSES) + shape, reading.quoted_weights[:, CLASS].astype(np.int64))
    counts = np.bincount((at * width + kind)[body], minlength=n * width).reshape(n, width)
    weight = np.zeros(width)
    for name, log_odds in (
        ("report", LOADED_LIMITS.of_report),
        ("not", LOADED_LIMITS.of_denial),
        ("is", LOADED_LIMITS.of_being),
        ("duty", LOADED_LIMITS.of_duty),
    ):
        weight[1 + CLASSES.index(name)] = log_odds
    weight[-2:] = LOADED_LIMITS.of_number, LOADED_LIMITS.of_compound
    out = np.minimum(counts, _MOST) @ weight
    out[counts[:, -1] > 1] -= LOADED_LIMITS.of_compound  # one compound says all
    if document.reported is not None:
        words = np.maximum(np.bincount(at, weights=text.is_word & body, minlength=n), 1.0)
        out += (
            LOADED_LIMITS.of_reported * np.bincount(at, weights=document.reported & text.is_word, minlength=n) / words
        )
    return np.asarray(out, dtype=np.float64)
