"""Whether an article is about celebrities and entertainment, whose press the reliability score cannot judge.

Outlets' ratings say next to nothing of single articles there: on 296 outlets of that press the score is little better
than chance (``eval/training/articles.py``), so the summary says so. The words that tell the subject are learned
(``scorer.eval.training.subject``) and enter no score.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping

import numpy as np

from scorer.model.store import weights_if_fitted
from scorer.signals.craft.signal import lower_case, wording_unit
from scorer.signals.ngrams import NgramModel
from scorer.text.reader import Text
from scorer.types import record


@record
class SubjectModel:
    """Weights of words written without a capital, and the log-odds from which the summary speaks of the subject."""

    words: NgramModel
    intercept: float
    say_at: float

    @classmethod
    def read(cls, arrays: Mapping[str, np.ndarray]) -> SubjectModel:
        """The model from its stored arrays."""
        return cls(NgramModel.read(arrays), float(arrays["intercept"][0]), float(arrays["say_at"][0]))

    def log_odds(self, text: Text) -> float:
        """Log-odds that ``text`` is from the celebrity press, at even prior odds."""
        ids = text.numbers(self.words.id_table)
        weights = self.words.word_weight[:, 0].take(ids[lower_case(text, text.is_word)])
        return self.intercept + float(weights.sum(dtype=np.float64)) * wording_unit(len(weights))


@functools.cache
def load_subject_model() -> SubjectModel | None:
    """The model of ``models/subject.npz``; None while it is fitted for the first time."""
    arrays = weights_if_fitted("subject")
    return None if arrays is None else SubjectModel.read(arrays)


def is_celebrity_press(text: Text) -> bool:
    """Whether the text reads like celebrity or entertainment news."""
    model = load_subject_model()
    return model is not None and model.log_odds(text) >= model.say_at
