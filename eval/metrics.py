"""Figures of merit with bootstrap intervals clustered by source.

Every metric is a function of sample weights, so that one vectorised call gives a figure for a thousand
resamples: ``metric(weights)`` takes (n_samples, n_articles) non-negative weights and returns (n_samples,)
figures, NaN where a resample cannot give one (one class alone). Ties are handled exactly.

Articles of one outlet are alike, so articles are never resampled alone: an interval comes from drawing whole
sources with replacement (the cluster bootstrap; Field & Welsh 2007, J. R. Statist. Soc. B 69:369-390).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from scorer.types import Bools, Floats, Ints

Metric = Callable[[Floats], Floats]

#: Numbers held at once by one bootstrap step: keeps memory near 100 MB whatever the size of the data.
_CELLS = 2_000_000


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its 95% bootstrap interval; None where the data cannot give it.

    ``n`` articles (or sources, for a figure by source) stand behind it.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int


def auc(label: ArrayLike, score: ArrayLike) -> Metric:
    """Area under the ROC curve: the chance that a positive article scores above a negative one, ties half."""
    y, groups, order = _ranked(label, score)

    def metric(weights: Floats) -> Floats:
        w = weights[:, order]
        positive = np.add.reduceat(w * y, groups, axis=1)
        negative = np.add.reduceat(w * (1 - y), groups, axis=1)
        below = np.cumsum(negative, axis=1) - negative
        return _divide((positive * (below + negative / 2)).sum(axis=1), positive.sum(axis=1) * negative.sum(axis=1))

    return metric


def average_precision(label: ArrayLike, score: ArrayLike) -> Metric:
    """Mean precision over recall, highest scores first (no interpolation)."""
    y, groups, order = _ranked(label, -np.asarray(score, dtype=np.float64))

    def metric(weights: Floats) -> Floats:
        w = weights[:, order]
        positive = np.add.reduceat(w * y, groups, axis=1)
        everything = np.cumsum(np.add.reduceat(w, groups, axis=1), axis=1)
        precision = _divide(np.cumsum(positive, axis=1), everything)
        return _divide((np.nan_to_num(precision) * positive).sum(axis=1), positive.sum(axis=1))

    return metric


def brier(label: ArrayLike, probability: ArrayLike) -> Metric:
    """Mean squared distance between probability and outcome (Brier 1950): 0 is perfect, 0.25 is a coin."""
    return mean((np.asarray(probability, dtype=np.float64) - np.asarray(label, dtype=np.float64)) ** 2)


def mean(values: ArrayLike) -> Metric:
    """The weighted mean of a value an article."""
    x = np.asarray(values, dtype=np.float64)
    return lambda weights: _divide(weights @ x, weights.sum(axis=1))


def equal_width_bins(probability: ArrayLike, bins: int = 10) -> Ints:
    """(n,) bin of each probability, bins of equal width on 0 to 1."""
    return np.minimum((np.asarray(probability, dtype=np.float64) * bins).astype(np.int64), bins - 1)


def equal_mass_bins(probability: ArrayLike, bins: int = 10) -> Ints:
    """(n,) bin of each probability, bins of (nearly) as many articles each; equal values share a bin."""
    p = np.asarray(probability, dtype=np.float64)
    if len(p) == 0:
        return np.zeros(0, dtype=np.int64)
    edges = np.unique(np.quantile(p, np.linspace(0, 1, bins + 1)[1:-1]))
    return np.searchsorted(edges, p, side="right")


def calibration_error(label: ArrayLike, probability: ArrayLike, bin_of: Ints) -> Metric:
    """Expected calibration error: mean over articles of |observed share - mean probability| of their bin.

    Biased upwards by about the sampling error of a bin's share, so it is never 0 even for true probabilities
    (Roelofs et al. 2022, AISTATS): read it with its interval.
    """
    gap = np.asarray(probability, dtype=np.float64) - np.asarray(label, dtype=np.float64)
    member = np.eye(int(bin_of.max()) + 1 if len(bin_of) else 1)[bin_of]
    return lambda weights: _divide(np.abs((weights * gap) @ member).sum(axis=1), weights.sum(axis=1))


def spearman(first: ArrayLike, second: ArrayLike) -> Metric:
    """Spearman's rank correlation, ties by their mean rank."""
    one, other = _ranks(first), _ranks(second)

    def metric(weights: Floats) -> Floats:
        a, b = one(weights), other(weights)
        total = weights.sum(axis=1, keepdims=True)
        a -= _divide((weights * a).sum(axis=1, keepdims=True), total)
        b -= _divide((weights * b).sum(axis=1, keepdims=True), total)
        spread = np.sqrt((weights * a * a).sum(axis=1) * (weights * b * b).sum(axis=1))
        return _divide((weights * a * b).sum(axis=1), spread)

    return metric


def difference(first: Metric, second: Metric) -> Metric:
    """First minus second on the same resamples: a paired comparison."""
    return lambda weights: first(weights) - second(weights)


def mean_gap(values: ArrayLike, first: Bools, second: Bools) -> Metric:
    """Mean value where ``first`` holds minus mean value where ``second`` holds."""
    x = np.asarray(values, dtype=np.float64)

    def metric(weights: Floats) -> Floats:
        one, other = weights[:, first], weights[:, second]
        return _divide(one @ x[first], one.sum(axis=1)) - _divide(other @ x[second], other.sum(axis=1))

    return metric


class Bootstrap:
    """Resamples of whole clusters (sources), drawn once and shared by every figure, so figures can be compared.

    Parameters
    ----------
    clusters : (n_articles,) the cluster of each article; an article whose source is not known (None) is a
        cluster of its own.
    samples : resamples; 500 give an interval's ends to about one percentage point of coverage.
    """

    def __init__(self, clusters: Sequence[str | None], samples: int = 500, seed: int = 0) -> None:
        names = [f"\0{i}" if name is None else name for i, name in enumerate(clusters)]
        _, self.cluster = np.unique(np.array(names, dtype=object).astype(str), return_inverse=True)
        self.n_clusters = int(self.cluster.max()) + 1 if len(names) else 0
        drawn = np.random.default_rng(seed).integers(0, max(1, self.n_clusters), (samples, self.n_clusters))
        self.counts = np.stack([np.bincount(row, minlength=self.n_clusters) for row in drawn]).astype(np.float64)

    def figure(self, metric: Metric, mask: Bools | None = None) -> Figure:
        """``metric`` over the articles of ``mask`` (all by default), which it was built from in that order."""
        members = self.cluster if mask is None else self.cluster[mask]
        return self._figure(metric, members)

    def cluster_figure(self, metric: Metric, clusters: Ints) -> Figure:
        """``metric`` over clusters themselves, one value each: ``clusters`` are their numbers in ``cluster``."""
        return self._figure(metric, clusters)

    def _figure(self, metric: Metric, columns: Ints) -> Figure:
        n = len(columns)
        if n == 0:
            return Figure(None, None, None, 0)
        with np.errstate(invalid="ignore", divide="ignore"):
            value = float(metric(np.ones((1, n)))[0])
            step = max(1, _CELLS // n)
            drawn = [metric(self.counts[at : at + step][:, columns]) for at in range(0, len(self.counts), step)]
        if not np.isfinite(value):
            return Figure(None, None, None, n)
        samples = np.concatenate(drawn) if drawn else np.zeros(0)
        samples = samples[np.isfinite(samples)]
        if len(samples) < max(20, len(self.counts) // 2):  # too few resamples hold both classes: no honest interval
            return Figure(value, None, None, n)
        low, high = np.quantile(samples, (0.025, 0.975))
        return Figure(value, float(low), float(high), n)


def curve_roc(label: ArrayLike, score: ArrayLike) -> tuple[Floats, Floats]:
    """False and true positive rates from (0, 0) to (1, 1), one point a distinct score."""
    true, false = _cumulated(label, score)
    return np.append(0.0, false / max(1.0, false[-1])), np.append(0.0, true / max(1.0, true[-1]))


def curve_precision_recall(label: ArrayLike, score: ArrayLike) -> tuple[Floats, Floats]:
    """Recall and precision, one point a distinct score, highest scores first."""
    true, false = _cumulated(label, score)
    return true / max(1.0, true[-1]), true / (true + false)


def wilson(successes: float, n: float) -> tuple[float, float]:
    """95% interval of a share (Wilson 1927): for counts too small to resample."""
    if n == 0:
        return 0.0, 1.0
    z = 1.959964
    share = successes / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, float(middle - half)), min(1.0, float(middle + half))


def _cumulated(label: ArrayLike, score: ArrayLike) -> tuple[Floats, Floats]:
    y, groups, _ = _ranked(label, -np.asarray(score, dtype=np.float64))
    return np.cumsum(np.add.reduceat(y, groups)), np.cumsum(np.add.reduceat(1 - y, groups))


def _ranked(label: ArrayLike, score: ArrayLike) -> tuple[Floats, Ints, Ints]:
    """Labels in rising order of score, the first place of each run of equal scores, and the order."""
    s = np.asarray(score, dtype=np.float64)
    order = np.argsort(s, kind="stable")
    groups = np.flatnonzero(np.append(True, np.diff(s[order]) > 0)) if len(s) else np.zeros(0, dtype=np.int64)
    return np.asarray(label, dtype=np.float64)[order], groups, order


def _ranks(values: ArrayLike) -> Metric:
    """Weighted mean ranks, (n_samples, n)."""
    x = np.asarray(values, dtype=np.float64)
    order = np.argsort(x, kind="stable")
    run = np.cumsum(np.append(False, np.diff(x[order]) > 0)) if len(x) else np.zeros(0, dtype=np.int64)
    group_of = np.empty(len(x), dtype=np.int64)
    group_of[order] = run
    starts = np.flatnonzero(np.append(True, np.diff(run) > 0)) if len(x) else run

    def ranks(weights: Floats) -> Floats:
        held = np.add.reduceat(weights[:, order], starts, axis=1)
        return np.asarray((np.cumsum(held, axis=1) - held / 2)[:, group_of])

    return ranks


def _divide(above: Floats, below: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(below > 0, above / below, np.nan)
