"""How sure a contradiction is: read off verdicts on alarms, from how the two values and their sentences are.

The slot model never sees the values. This one does: two accounts of one thing lie close to each other more often than
two things mistaken for one.
"""

from __future__ import annotations

import math

from scorer.comparison.match import FEATURES
from scorer.comparison.reading import Value
from scorer.model.store import load_weights
from scorer.types import Floats

_COLUMN = {name: i for i, name in enumerate(FEATURES)}
_DAYS = {"day": 1.0, "weekday": 1.0, "month": 30.4, "year": 365.25}
_MOST_APART = 1.6

#: What is looked at, and what it means.
TERMS = {
    "apart": "how far apart the values are",
    "named": "the same names in both sentences",
    "rivals": "how many values could be meant",
}


def features(a: Value, b: Value, x: Floats) -> tuple[float, ...]:
    """The values of :data:`TERMS` for two values that differ; ``x``: the features of their pair."""
    return _apart(a, b), float(x[_COLUMN["names"]] > 0), float(x[_COLUMN["rivals"]])


def terms(found: tuple[float, ...]) -> tuple[dict[str, float], float]:
    """What each of :data:`TERMS` adds to the log-odds of a contradiction, and what is added to their sum."""
    weights = load_weights("compare")["contradicted_weights"].astype(float).tolist()
    return dict(zip(TERMS, (w * v for w, v in zip(weights, found, strict=False)), strict=True)), weights[-1]


def _apart(a: Value, b: Value) -> float:
    """0 for neighbouring values; log of the factor for figures, half the log of the number of units for dates."""
    if a.figure and b.figure:
        low, high = sorted((abs(a.figure.value), abs(b.figure.value)))
        return min(_MOST_APART, math.log(high / low)) if low else _MOST_APART
    if a.date and b.date and a.date.first and b.date.first:
        units = abs((a.date.first - b.date.first).days) / _DAYS[a.date.precision]
        return min(_MOST_APART, 0.5 * math.log(max(1.0, units)))
    return _MOST_APART
