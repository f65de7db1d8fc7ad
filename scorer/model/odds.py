"""Log-odds and probabilities."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from scorer.types import Floats

#: Beyond this the probability is 0 or 1 to the last bit that matters.
_FAR = 60.0


def probabilities(log_odds: ArrayLike) -> Floats:
    """The logistic function of an array, without overflow."""
    x = np.minimum(np.maximum(np.asarray(log_odds, dtype=np.float64), -_FAR), _FAR)
    return np.asarray(1.0 / (1.0 + np.exp(-x)))


def probability(log_odds: float) -> float:
    """The same for one number, to the last bit."""
    return float(1.0 / (1.0 + np.exp(-min(max(log_odds, -_FAR), _FAR))))
