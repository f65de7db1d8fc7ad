"""Which words are loaded: a linear model of each word, its two neighbours and its sentence.

Fitted on the words that experts marked as loaded language in the articles of SemEval-2020 task 11 and SemEval-2023
task 3 (``scorer.eval.training.loaded_language.span_fit``). Where :mod:`.judgement` says how loaded a sentence is, this
says where. Names weigh nothing.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping

import numpy as np

from scorer.model.store import load_weights
from scorer.signals.base import Document
from scorer.signals.loaded_language.judgement import (
    CHANCE,
    LINEAR,
    LISTED,
    LISTS,
    LoadedModel,
    Reading,
    sentence_log_odds,
)
from scorer.signals.loaded_language.limits import LOADED_LIMITS
from scorer.signals.ngrams import NgramModel
from scorer.text import Text
from scorer.types import Bools, Floats, record

#: The outputs of the model for a word: its own weight, what it gives to the word after it, to the word before it, and
#: how much more it is used for calling names than for loading a sentence otherwise.
OWN, TO_NEXT, TO_PREVIOUS, NAME_CALLING = range(4)
N_OUTPUTS = 4
#: Columns of :func:`context`, and of how many tokens they are made at once.
N_CONTEXT, _AT_ONCE = 12, 1 << 15


@record
class SpanModel:
    """The fitted weights.

    Attributes
    ----------
    grams : with the outputs above.
    dense : (N_CONTEXT,) weights of the columns of :func:`context`.
    beside_name : weights of a name just before, and just after.
    intercept : log-odds of a word of which nothing is known.
    right : slope and shift that turn the highest log-odds of a place into the log-odds that experts mark it.
    name_calling : log-odds that the word of no weight is name-calling.
    """

    grams: NgramModel
    dense: Floats
    beside_name: tuple[float, float]
    intercept: float
    right: tuple[float, float]
    name_calling: float

    @classmethod
    def read(cls, arrays: Mapping[str, np.ndarray]) -> SpanModel:
        """The model from its stored arrays."""
        before, after = arrays["beside_name"].tolist()
        slope, shift = arrays["right"].tolist()
        return cls(
            grams=NgramModel.read(arrays),
            dense=np.asarray(arrays["dense"], dtype=np.float64),
            beside_name=(before, after),
            intercept=float(arrays["intercept"][0]),
            right=(slope, shift),
            name_calling=float(arrays["name_calling"][0]),
        )


@functools.cache
def load_span_model() -> SpanModel:
    """The model of ``models/loaded_spans.npz``."""
    return SpanModel.read(load_weights("loaded_spans"))


@record
class Marked:
    """What the model says of each word.

    Attributes
    ----------
    log_odds : (n_tokens,) that experts mark the word as loaded; very low where the token is no word.
    name_calling : (n_tokens,) log-odds that a loaded word calls somebody names.
    """

    log_odds: Floats
    name_calling: Floats


def names(text: Text) -> Bools:
    """(n_tokens,) words with a capital inside a sentence."""
    inside: Bools = text.is_capital.copy()
    starts = text.sentence_token[:-1]
    inside[starts[starts < len(inside)]] = False
    return inside


def context(document: Document, reading: Reading, loaded: LoadedModel) -> Floats:
    """(n_tokens, N_CONTEXT) what the model of sentences says of each word and of its whole sentence, and whose words
    they are: log-odds of being loaded, the five lists, the weights as a listed and as any word, the log-odds of the
    sentence with its quotations; quoted, reported, a name."""
    name = names(document.text)
    whole = _whole(document, reading, loaded)
    return _context(document, reading, whole, name, slice(0, len(name)))


def _whole(document: Document, reading: Reading, loaded: LoadedModel) -> Floats:
    """(n_sentences,) the log-odds of each sentence of the body with its quotations."""
    text, weights = document.text, reading.quoted_weights
    return sentence_log_odds(weights, document.body_token, text.token_sentence, text.n_sentences, loaded)[1]


def _context(document: Document, reading: Reading, whole: Floats, name: Bools, part: slice) -> Floats:
    """The rows of :func:`context` of some tokens."""
    text, weights = document.text, reading.quoted_weights[part]
    chance = weights[:, CHANCE]
    table = np.empty((len(weights), N_CONTEXT))
    table[:, 0] = (np.log(chance + LOADED_LIMITS.floor_chance) - np.log1p(-chance * 0.99)) / 3
    table[:, 1:6] = weights[:, LISTS]
    table[:, 6] = weights[:, LISTED] / 2
    table[:, 7] = weights[:, LINEAR] / 2
    table[:, 8] = whole[text.token_sentence[part]] / 3
    table[:, 9] = text.quoted[part]
    table[:, 10] = 0.0 if document.reported is None else document.reported[part]
    table[:, 11] = name[part]
    return table


def _context_log_odds(document: Document, reading: Reading, loaded: LoadedModel, name: Bools, dense: Floats) -> Floats:
    """(n_tokens,) what the columns of :func:`context` add, for some tokens at a time to bound the memory."""
    whole, n = _whole(document, reading, loaded), len(name)
    log_odds = np.empty(n)
    for begin in range(0, n, _AT_ONCE):
        part = slice(begin, begin + _AT_ONCE)
        log_odds[part] = _context(document, reading, whole, name, part) @ dense
    return log_odds


def mark(document: Document, reading: Reading, loaded: LoadedModel, model: SpanModel) -> Marked:
    """The log-odds of every word of the body."""
    text = document.text
    name = names(text)
    from_context = _context_log_odds(document, reading, loaded, name, model.dense)
    weights = model.grams.word_weight[text.numbers(model.grams.id_table)].astype(np.float64)
    weights[name, OWN] = weights[name, NAME_CALLING] = 0.0
    weights[name, TO_NEXT], weights[name, TO_PREVIOUS] = model.beside_name
    log_odds = model.intercept + weights[:, OWN] + from_context
    together = text.token_sentence[1:] == text.token_sentence[:-1]
    log_odds[1:] += np.where(together, weights[:-1, TO_NEXT], 0.0)
    log_odds[:-1] += np.where(together, weights[1:, TO_PREVIOUS], 0.0)
    log_odds[~(text.is_word & document.body_token)] = LOADED_LIMITS.unknown
    return Marked(log_odds, model.name_calling + weights[:, NAME_CALLING])
