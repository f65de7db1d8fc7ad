"""Do the scores say how often, and do their intervals hold what they promise?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scorer.eval import metrics
from scorer.eval.metrics import Figure
from scorer.eval.report.analysis import Judged
from scorer.types import Floats, Ints

_Z90 = 1.6449


@dataclass(frozen=True, slots=True)
class Bin:
    """One bin of the calibration plot: probabilities claimed, share observed with its 95% interval."""

    n: int
    claimed: float
    claimed_low: float
    claimed_high: float
    observed: Figure


@dataclass(frozen=True, slots=True)
class Coverage:
    """How often the 90% intervals hold the observed share, over ``bins`` bins of articles with like scores.

    ``held`` takes the observed share as the truth; ``held_with_sampling`` allows for its sampling error, as
    a bin of finitely many articles from finitely many sources has one. Right intervals give 0.90 there.
    """

    bins: int
    held: float
    held_with_sampling: float
    mean_width: float


def calibration(data: Judged, bins: int = 10) -> list[Bin]:
    """Claimed and observed share of reliable articles in bins of equal size."""
    scored, mask = data.scored, data.labelled
    if not mask.any():
        return []
    y, p = scored.label[mask], scored.value[mask]
    out = []
    for bin_of in np.split(np.argsort(p, kind="stable"), _cuts(p, bins)):
        here = np.zeros(len(mask), dtype=np.bool_)
        here[np.flatnonzero(mask)[bin_of]] = True
        out.append(
            Bin(
                int(here.sum()),
                float(scored.value[here].mean()),
                float(scored.low[here].mean()),
                float(scored.high[here].mean()),
                data.bootstrap.figure(metrics.mean(y[np.sort(bin_of)]), here),
            )
        )
    return out


def _cuts(p: Floats, bins: int) -> Ints:
    """Where the bins of equal size begin in the rising order of ``p``."""
    return np.flatnonzero(np.diff(np.sort(metrics.equal_mass_bins(p, bins)))) + 1


def coverage(data: Judged) -> Coverage | None:
    """How often the 90% intervals hold what was observed; None where there are too few articles to tell."""
    n = int(data.labelled.sum())
    if n < 200:
        return None
    bins = calibration(data, int(np.clip(n // 50, 4, 20)))
    held = sampled = total = 0
    for part in bins:
        found = part.observed
        if found.value is None or found.low is None or found.high is None:
            continue
        off = found.value - part.claimed
        reach = part.claimed_high - part.claimed if off > 0 else part.claimed - part.claimed_low
        error = _Z90 * (found.high - found.low) / (2 * 1.96)
        total += part.n
        held += part.n * (abs(off) <= reach)
        sampled += part.n * (abs(off) <= float(np.hypot(reach, error)))
    if not total:
        return None
    width = float((data.scored.high - data.scored.low)[data.labelled].mean())
    return Coverage(len(bins), held / total, sampled / total, width)
