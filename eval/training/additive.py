"""The estimator behind both scores: logistic regression on piecewise-linear curves of named features.

Each feature is cut into a few ramps between quantile knots. The log-odds are a sum of one curve per feature,
so a score decomposes exactly, and a curve can be held to rise or to fall by bounding its ramps' weights
(a generalised additive model: Hastie & Tibshirani 1990; monotone by non-negative increments: Ramsay 1988).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin
from sklearn.pipeline import Pipeline

from scorer.model.store import pack_strings
from scorer.types import Floats


class Ramps(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Cut every feature into ramps between knots at quantiles of the training data.

    ``transform`` gives, for X of shape (n, n_features), an array (n, n_features * (n_knots - 1)): for each feature
    its ``n_knots - 1`` ramps, each rising from 0 to 1 between two knots. A value that is unknown (NaN) stands
    at the feature's median and so says nothing: whether a corpus kept its titles is a trait of the corpus. With
    a column of its own, what is unknown taught the model which corpus a text came from, and cost two points
    of AUC on sources not seen.

    Parameters
    ----------
    n_knots : knots a feature, at least 2. The outer ones are at the 2nd and 98th percentile, so that an
        outlier costs no more than an unusual article does.
    usual : (n_features, 2) None, or the usual values of each feature. A curve is then flat between them and has two
        ramps below and two above (``n_knots`` must be 6): what is usual neither raises nor lowers.
    knots : the same rising places for every feature instead, where all are shares. ``n_knots`` is then their number.
    """

    def __init__(self, n_knots: int = 5, usual: Floats | None = None, knots: Sequence[float] | None = None) -> None:
        self.n_knots = n_knots
        self.usual = usual
        self.knots = knots

    def fit(self, X: ArrayLike, y: object = None) -> Ramps:
        X = np.asarray(X, dtype=np.float64)
        self.n_features_in_ = X.shape[1]
        known = [column[~np.isnan(column)] for column in X.T]
        self.reference_ = np.array([_median(values) for values in known])
        if self.knots is not None:
            self.knots_ = np.tile(np.asarray(self.knots, dtype=np.float64), (X.shape[1], 1))
        elif self.usual is None:
            self.knots_ = np.stack([_knots(values, self.n_knots) for values in known])
        else:
            if self.n_knots != 6:
                raise ValueError("curves that are flat where values are usual have six knots")
            self.knots_ = np.stack([_knots_around(v, *u) for v, u in zip(known, self.usual.tolist(), strict=True)])
            self.reference_ = (self.knots_[:, 2] + self.knots_[:, 3]) / 2
        return self

    def transform(self, X: ArrayLike) -> Floats:
        X = np.asarray(X, dtype=np.float64)
        X = np.where(np.isnan(X), self.reference_, X)
        start, stop = self.knots_[:, :-1], self.knots_[:, 1:]
        ramps = np.clip((X[:, :, None] - start) / (stop - start), 0.0, 1.0)
        if self.usual is not None:
            ramps[:, :, 2] = 0.0  # flat between the usual values
        return np.asarray(ramps.reshape(len(X), -1))


def _knots(values: Floats, n_knots: int) -> Floats:
    """Strictly rising knots at quantiles; where many values are equal (zeros), quantiles of the others."""
    if values.size == 0:
        return np.linspace(0.0, 1.0, n_knots)
    low, high = np.quantile(values, (0.02, 0.98))
    inner = values[(values > low) & (values < high)]
    grid = np.quantile(inner, np.linspace(0, 1, n_knots)[1:-1]) if inner.size else np.array([])
    knots = np.unique(np.concatenate([[low], grid, [max(high, low + 1e-6)]]))
    while len(knots) < n_knots:  # split the widest gap until there are enough
        widest = int(np.argmax(np.diff(knots)))
        knots = np.insert(knots, widest + 1, (knots[widest] + knots[widest + 1]) / 2)
    return knots


def _knots_around(values: Floats, low: float, high: float) -> Floats:
    """Six strictly rising knots: two below the usual values ``low`` to ``high``, those two, and two above."""
    first, last = (low, high) if values.size == 0 else np.quantile(values, (0.02, 0.98)).tolist()
    below, above = values[(values < low) & (values > first)], values[(values > high) & (values < last)]
    step = 1e-6 * max(1.0, abs(low), abs(high))
    high = max(high, low + step)
    inner_low = min(float(np.median(below)) if below.size else (first + low) / 2, low - step)
    inner_high = max(float(np.median(above)) if above.size else (last + high) / 2, high + step)
    return np.array([min(first, inner_low - step), inner_low, low, high, inner_high, max(last, inner_high + step)])


def _median(values: Floats) -> float:
    return float(np.median(values)) if values.size else 0.0


class SignedLogisticRegression(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Ridge logistic regression whose weights may be held to one sign; labels may be shares in [0, 1].

    Minimises ``sum_i w_i * loss_i / sum_i w_i + penalty / 2 * |weights|^2`` by L-BFGS-B from zero, which is
    deterministic. ``signs`` holds 1 (weight >= 0), -1 (<= 0) or 0 (free) for each column.
    """

    def __init__(self, penalty: float = 0.01, signs: Sequence[int] | None = None) -> None:
        self.penalty = penalty
        self.signs = signs

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> SignedLogisticRegression:
        X, y = np.asarray(X, dtype=np.float64), np.asarray(y, dtype=np.float64)
        weight = np.ones(len(y)) if sample_weight is None else np.asarray(sample_weight, dtype=np.float64)
        weight = weight / weight.sum()

        def loss(parameters: Floats) -> tuple[float, Floats]:
            bias, coef = parameters[0], parameters[1:]
            z = X @ coef + bias
            value = float((weight * (np.logaddexp(0.0, z) - y * z)).sum() + self.penalty / 2 * coef @ coef)
            slope = weight * (expit(z) - y)
            return value, np.concatenate([[slope.sum()], X.T @ slope + self.penalty * coef])

        signs = [0] * X.shape[1] if self.signs is None else list(self.signs)
        bounds = [(None, None)] + [(0, None) if s > 0 else (None, 0) if s < 0 else (None, None) for s in signs]
        found = minimize(
            loss, np.zeros(X.shape[1] + 1), jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 2000}
        )
        self.classes_ = np.array([0, 1])
        self.intercept_, self.coef_ = float(found.x[0]), found.x[1:]
        return self

    def decision_function(self, X: ArrayLike) -> Floats:
        return np.asarray(np.asarray(X, dtype=np.float64) @ self.coef_ + self.intercept_)

    def predict_proba(self, X: ArrayLike) -> Floats:
        positive = expit(self.decision_function(X))
        return np.column_stack([1 - positive, positive])

    def predict(self, X: ArrayLike) -> NDArray[np.int64]:
        return (self.decision_function(X) > 0).astype(np.int64)


def make_pipeline(
    directions: Sequence[int],
    n_knots: int,
    penalty: float,
    usual: Floats | None = None,
    knots: Sequence[float] | None = None,
) -> Pipeline:
    """Ramps (flat where values are ``usual``, or at the same ``knots`` for every feature), then the signed regression;
    ``directions`` holds 1, -1 or 0 for each feature."""
    n_knots = n_knots if knots is None else len(knots)
    signs = np.repeat(np.asarray(directions, dtype=int), n_knots - 1)
    return Pipeline(
        [
            ("ramps", Ramps(n_knots, usual, knots)),
            ("regression", SignedLogisticRegression(penalty, signs.tolist())),
        ]
    )


def calibrate(pipeline: Pipeline, scale: float, shift: float) -> Pipeline:
    """Replace the pipeline's log-odds z by ``scale * z + shift`` (Platt scaling), in place: still additive."""
    regression = pipeline.named_steps["regression"]
    regression.coef_ = regression.coef_ * scale
    regression.intercept_ = regression.intercept_ * scale + shift
    return pipeline


def curves(pipeline: Pipeline) -> tuple[float, Floats]:
    """Base and curve (n_features, n_knots), zero at the reference."""
    ramps, regression = pipeline.named_steps["ramps"], pipeline.named_steps["regression"]
    weights = regression.coef_.reshape(ramps.n_features_in_, ramps.n_knots - 1)
    rises = np.concatenate([np.zeros((len(weights), 1)), np.cumsum(weights, axis=1)], axis=1)
    at_reference = np.array([np.interp(r, k, c) for r, k, c in zip(ramps.reference_, ramps.knots_, rises, strict=True)])
    return float(regression.intercept_ + at_reference.sum()), rises - at_reference[:, None]


def to_arrays(
    names: Sequence[str],
    pipeline: Pipeline,
    usual: Floats,
    replicates: Sequence[Pipeline],
    reference: tuple[Floats, Floats] | None = None,
) -> dict[str, NDArray[Any]]:
    """The arrays that ``scorer.model.additive.AdditiveModel`` reads. Replicates share the pipeline's ramps.

    ``reference``: (101,) percentiles of the log-odds of the reference articles, and (n_groups, 101) of their groups'.
    """
    base, curve = curves(pipeline)
    boot = [curves(replicate) for replicate in replicates]
    return {
        "features": pack_strings(names),
        "base": np.array(base),
        "knots": pipeline.named_steps["ramps"].knots_,
        "curve": curve,
        "usual": usual,
        "boot_base": np.array([b for b, _ in boot], dtype=np.float32),
        "boot_curve": np.array([c for _, c in boot], dtype=np.float32),
        **({} if reference is None else {"reference": reference[0], "group_reference": reference[1]}),
    }
