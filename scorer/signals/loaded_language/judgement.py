"""The models behind loaded language, read in numpy: how loaded a sentence is, and how one-sided an article.

The first reads a sentence: its words, how likely its most loaded words are to be marked as loaded, and listed
words of judgement, camp, intensity, stance and coloured saying. The second reads the article: how its
sentences come out, whom it speaks of and to, how it attributes, and its choice of words. Both are fitted by
``scorer.eval.training.loaded_language.fit``.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping

import numpy as np

from scorer.model.odds import probabilities
from scorer.model.store import load_weights
from scorer.signals.loaded_language.limits import LOADED_LIMITS
from scorer.signals.ngrams import NgramModel, sum_sentences, three_highest
from scorer.text import Text
from scorer.types import Bools, Floats, Ints, record

#: The word lists of the fit, loaded_language_<name>.txt, in the order of the model's outputs.
CATEGORIES = ("judgement", "label", "intensity", "stance", "saying")
#: Classes of plain words (loaded_language_classes.txt), numbered from 1 in this order.
CLASSES = ("person", "reader", "they", "duty", "report", "not", "is", "was", "ask", "shout", "comma")
#: The model's outputs: what a word adds to its sentence (over the root of its length), the chance that it is
#: loaded, its own weight as a listed word, 1 for each list, its weight for the article, and its class.
LINEAR, CHANCE, LISTED, LISTS = 0, 1, 2, slice(3, 3 + len(CATEGORIES))
ARTICLE, CLASS = 3 + len(CATEGORIES), 4 + len(CATEGORIES)
N_OUTPUTS = CLASS + 1


@record
class LoadedModel:
    """The fitted weights.

    Attributes
    ----------
    grams : with the outputs above.
    dense : weights of :func:`cue_counts` and :func:`word_summary`, in this order.
    intercept : log-odds of a sentence without words.
    profile_mean, profile_spread, profile_weight : of the columns of :func:`profile`.
    article_intercept : log-odds of an article that is average throughout.
    """

    grams: NgramModel
    dense: Floats
    intercept: float
    profile_mean: Floats
    profile_spread: Floats
    profile_weight: Floats
    article_intercept: float

    @classmethod
    def read(cls, arrays: Mapping[str, np.ndarray]) -> LoadedModel:
        """The model from its stored arrays."""
        column = {name: np.asarray(arrays[name], dtype=np.float64) for name in ("dense", "mean", "spread", "weight")}
        return cls(
            grams=NgramModel.read(arrays),
            dense=column["dense"],
            intercept=float(arrays["intercept"][0]),
            profile_mean=column["mean"],
            profile_spread=column["spread"],
            profile_weight=column["weight"],
            article_intercept=float(arrays["article_intercept"][0]),
        )


@functools.cache
def load_model() -> LoadedModel:
    """The model of ``models/loaded_language.npz``."""
    return LoadedModel.read(load_weights("loaded_language"))


@record
class Reading:
    """One pass of the model over a text.

    Attributes
    ----------
    own : (n_tokens,) tokens that count.
    ids : (n_tokens,) the model's numbers of the words, 0 where it does not know them.
    weights : (n_tokens, N_OUTPUTS) of those tokens; zero elsewhere.
    quoted_weights : (n_tokens, N_OUTPUTS) of all tokens of the body, quoted ones too; may be the same array.
    words : (n_sentences,) words that count.
    log_odds : (n_sentences,) that the sentence is loaded.
    strength : (n_tokens,) how much the word makes its sentence loaded, unquoted words before quoted ones.
    """

    own: Bools
    ids: Ints
    weights: Floats
    quoted_weights: Floats
    words: Ints
    log_odds: Floats
    strength: Floats


def cue_counts(counts: Floats) -> Floats:
    """(n, 2 + 2 * n_categories) saturating features of the (n, n_categories) counts of listed words."""
    n, width = counts.shape
    table = np.empty((n, 2 + 2 * width))
    np.minimum(counts, 3.0, out=table[:, :width])
    any_of = table[:, width : 2 * width]
    any_of[:] = counts > 0.5
    table[:, -2] = np.minimum(counts.sum(axis=1), 6.0) / 2
    any_of.sum(axis=1, out=table[:, -1])
    return table


def word_summary(highest: Floats, total: Floats, length: Floats) -> Floats:
    """How loaded the most loaded words of each sentence are.

    Parameters
    ----------
    highest : (n_sentences, 3) the highest chances that a word is loaded, 0 where there is no more.
    total : (n_sentences,) the sum of all its words' chances.
    length : (n_sentences,) how many tokens count.

    Returns
    -------
    (n_sentences, 4) log-odds of the highest, mean log-odds of the three highest, log of the sum, and the
    sum over the root of the length; scaled to like spreads.
    """
    top = np.log(highest + LOADED_LIMITS.floor_chance) - np.log1p(-highest * 0.99)
    table = np.empty((len(total), 4))
    table[:, 0] = top[:, 0]
    top.mean(axis=1, out=table[:, 1])
    table[:, 2] = np.log(total + 0.05)
    table[:, 3] = 3.0 * (total / np.sqrt(np.maximum(length, 1.0)))
    table *= 0.7
    return table


def read(text: Text, own: Bools, model: LoadedModel, body: Bools | None = None) -> Reading:
    """Read every sentence's own words; where ``body`` (n_tokens,) is given, the weights of its other tokens too."""
    n, at = text.n_sentences, text.token_sentence
    ids = text.numbers(model.grams.id_table)
    quoted_weights = weights = model.grams.id_weights(ids, at)
    if body is not None:
        weights[~body] = 0.0
        if (body & ~own).any():
            weights = weights.copy()
    weights[~own] = 0.0
    token, log_odds = sentence_log_odds(weights, own, at, n, model)
    return Reading(
        own=own,
        ids=ids,
        weights=weights,
        quoted_weights=quoted_weights,
        words=np.bincount(at, weights=own & text.is_word, minlength=n).astype(np.int64),
        log_odds=log_odds,
        strength=np.where(
            own & text.is_word,
            2.0 * weights[:, CHANCE] + 0.5 * token + 0.2 * weights[:, LISTS][:, 0] - 2.0 * text.quoted,
            -9.0,
        ),
    )


def sentence_log_odds(weights: Floats, own: Bools, at: Ints, n: int, model: LoadedModel) -> tuple[Floats, Floats]:
    """(n_tokens,) what each token does for its sentence by itself, (n,) log-odds that each sentence is loaded.

    Parameters
    ----------
    weights : (n_tokens, N_OUTPUTS), zero where a token does not count.
    own : (n_tokens,) tokens that count.
    at : (n_tokens,) their sentences, not falling.
    n : how many sentences there are.
    """
    found = sum_sentences(weights, own, at, n, spread=LINEAR, whole=LISTED)
    highest = three_highest(weights[:, CHANCE], at, n)
    summary = word_summary(highest, found.sums[:, CHANCE], found.length)
    dense = np.concatenate([cue_counts(found.sums[:, LISTS]), summary], axis=1)
    return found.token, model.intercept + found.total + dense @ model.dense


def profile(text: Text, reading: Reading) -> Floats:
    """The article in figures: how loaded its sentences are, whom it speaks to, how it is written.

    Returns (n_columns,): mean chance and log-odds of its sentences, share above a half and above 0.7, mean
    of the five and of the quarter most loaded, mean chance of its words, share of loaded ones, mean of the
    ten most loaded; share of quoted words; rates of ``CLASSES`` and of ``CATEGORIES``; rates of numbers,
    capitals and words all in capitals; logs of the numbers of words and sentences, mean and spread of the
    sentences' length, and of the words' length the mean.
    """
    own = reading.own.nonzero()[0]
    kept = (reading.words >= 4).nonzero()[0]
    odds = reading.log_odds[kept] if len(kept) else reading.log_odds[:1]
    p = np.sort(probabilities(odds))[::-1]
    chance = np.sort(reading.weights[own, CHANCE])[::-1]
    word = reading.own & text.is_word
    n_words = int(np.count_nonzero(word))
    n = max(n_words, 1)
    classes = np.bincount(np.rint(reading.weights[own, CLASS]).astype(np.int64), minlength=len(CLASSES) + 1)
    letters = int(np.add.reduce((text.token_end - text.token_start)[word]))
    capitals = (word & text.is_capital).nonzero()[0].tolist()
    shouted = [len(text.tokens[i]) > 2 and text.tokens[i].isupper() for i in capitals].count(True)
    lengths = reading.words[kept].astype(np.float64) if len(kept) else np.ones(1)
    # no number is in the vocabulary, so only unknown words are looked at
    numbers = [text.lower[i][0].isdigit() for i in (word & (reading.ids == 0)).nonzero()[0].tolist()].count(True)
    return np.array(
        [
            *(_mean(p), _mean(odds), np.count_nonzero(p > 0.5) / len(p), np.count_nonzero(p > 0.7) / len(p)),
            *(_mean(p[:5]), _mean(p[: max(1, len(p) // 4)])),
            *(
                (_mean(chance), np.count_nonzero(chance > LOADED_LIMITS.word_at) / len(chance))
                if len(chance)
                else (0.0, 0.0)
            ),
            _mean(chance[:10]) if len(chance) else 0.0,
            1.0 - n / max(text.n_words, 1),
            *(classes[1 : len(CLASSES) + 1] / n).tolist(),
            *(np.add.reduce(reading.weights[:, LISTS]) / n).tolist(),
            *(numbers / n, len(capitals) / n, shouted / n),
            *(np.log(n), np.log(len(p)), _mean(lengths), _spread(lengths)),
            letters / n_words if n_words else 4.0,
        ]
    )


def _mean(values: Floats) -> float:
    """As ``values.mean()``, at a third of the time."""
    return float(np.add.reduce(values) / len(values))


def _spread(values: Floats) -> float:
    """As ``values.std()``."""
    off = values - _mean(values)
    return math.sqrt(_mean(off * off))


def word_choice(reading: Reading, model: LoadedModel) -> float:
    """What the article's words, each counted by the log of how often it comes, say for a side."""
    ids = np.sort(reading.ids[reading.own & (reading.ids > 0)])
    if not len(ids):
        return 0.0
    edge = np.concatenate(([0], (ids[1:] != ids[:-1]).nonzero()[0] + 1, [len(ids)]))
    known = ids[edge[:-1]]
    weight = 1.0 + np.log(edge[1:] - edge[:-1])
    return float((weight * model.grams.word_weight[known, ARTICLE]).sum() / np.sqrt((weight * weight).sum()))


def one_sidedness(text: Text, reading: Reading, model: LoadedModel) -> float:
    """Probability that the article argues for a side, where as many articles do as do not."""
    z = np.clip((profile(text, reading) - model.profile_mean) / model.profile_spread, -3.0, 3.0)
    return float(probabilities(model.article_intercept + z @ model.profile_weight + word_choice(reading, model)))
