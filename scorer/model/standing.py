"""Where a score and its groups stand among the reference articles."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np

from scorer.types import Band, Floats, Group

#: The practices in the order of a report.
GROUPS: tuple[Group, ...] = ("sourcing", "wording", "weighing", "certainty", "headline", "presentation")
#: Percentiles at which one band ends and the next begins: the middle half is usual.
_BANDS: tuple[tuple[float, Band], ...] = ((10.0, "well_below"), (25.0, "below"), (75.0, "usual"), (90.0, "above"))


def percentile(reference: Floats, log_odds: float) -> float | None:
    """Of 100 reference articles, how many stand lower; None without a reference.

    Parameters
    ----------
    reference : (101,) rising percentiles of the reference articles.
    """
    if not len(reference):
        return None
    low, high = reference.searchsorted(log_odds, side="left"), reference.searchsorted(log_odds, side="right")
    if high > low:  # many reference articles stand just here: the middle of them
        return float(min(100.0, (low + high - 1) / 2))
    if low == 0 or low == len(reference):
        return 0.0 if low == 0 else 100.0
    below, above = float(reference[low - 1]), float(reference[low])
    return float(low - 1 + (log_odds - below) / (above - below))


def band(place: float | None) -> Band | None:
    """The band of a percentile."""
    if place is None:
        return None
    return next((name for end, name in _BANDS if place < end or (name == "usual" and place <= end)), "well_above")


def group_sums(groups: Sequence[Group], contributions: Floats) -> Floats:
    """(..., n_groups) the sums of contributions (..., n_features) by the group of each feature."""
    return contributions @ _members(tuple(groups))


@functools.lru_cache(maxsize=8)
def _members(groups: tuple[Group, ...]) -> Floats:
    """(n_features, n_groups) 1 where a feature belongs to a group."""
    member = np.array([[group == name for name in GROUPS] for group in groups], dtype=np.float64)
    return member.reshape(len(groups), len(GROUPS))
