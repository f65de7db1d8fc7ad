"""Whether an article is about celebrities and entertainment, whose press the reliability score cannot judge.

Outlets' ratings say next to nothing of single articles there: on 296 outlets of that press the score is little better
than chance (``eval/training/articles.py``), so the summary says so. The words that tell the subject are learned
(``scorer.eval.training.subject``) and enter no score.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping

import numpy as np

from scorer.model.store import load_weights
from scorer.signals.ngrams import NgramModel
from scorer.text.reader import Text
from scorer.types import BY_HAND, Limits, limit, record


class SubjectLimits(Limits):
    """Limits of the subject."""

    per: float = limit(20.0, "words that a rate is given for", BY_HAND)
    prior: float = limit(50.0, "words at rest that draw the rate of a short text towards 0", BY_HAND)


SUBJECT_LIMITS = SubjectLimits()


@record
class SubjectModel:
    """Weights of words written without a capital, and the log-odds from which the subject is said."""

    words: NgramModel
    intercept: float
    say_at: float

    @classmethod
    def read(cls, arrays: Mapping[str, np.ndarray]) -> SubjectModel:
        """The model from its stored arrays."""
        return cls(NgramModel.read(arrays), float(arrays["intercept"][0]), float(arrays["say_at"][0]))

    def log_odds(self, text: Text) -> float:
        """Log-odds that ``text`` is from the celebrity press, where as much is as is not."""
        ids = text.numbers(self.words.id_table)
        weights = self.words.word_weight[:, 0].take(ids[text.is_word & ~text.is_capital])
        return self.intercept + float(weights.sum(dtype=np.float64)) * word_unit(len(weights))


def word_unit(n_words: int) -> float:
    """What one word counts in a text of this many words without a capital."""
    return SUBJECT_LIMITS.per / (n_words + SUBJECT_LIMITS.prior)


@functools.cache
def load_subject_model() -> SubjectModel | None:
    """The model of ``models/subject.npz``; None while it is fitted for the first time."""
    try:
        return SubjectModel.read(load_weights("subject"))
    except FileNotFoundError:
        return None


def is_celebrity_press(text: Text) -> bool:
    """Whether the text reads like celebrity or entertainment news."""
    model = load_subject_model()
    return model is not None and model.log_odds(text) >= model.say_at
