"""Fits the two scores over the signals' features, calibrates them, and measures them by source.

Reliability learns from two kinds of label at once: the experts' rating of the source (a share, so that a
source between the two ends teaches something too), every source weighing the square root of its number of
articles, and reviewers' ratings of the article itself, at ``REVIEW_WEIGHT`` of the whole. Quality learns
from clean articles, whole pasted pages, and clean articles with generated junk put in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.pipeline import Pipeline

from scorer.article import Article
from scorer.eval.training.additive import calibrate, make_pipeline, to_arrays
from scorer.model.standing import group_sums
from scorer.pipeline import examine
from scorer.signals.registry import FEATURES, group_of
from scorer.types import Floats, Score

N_FOLDS = 5
N_REPLICATES = 40
SEED = 20261121
#: The middle of the values of reliable outlets' articles that counts as usual.
USUAL = (0.35, 0.65)
#: Rows of at least this truth show a reader what is usual.
CLEAN_OR_RELIABLE = 0.98
#: Makes the ridge spare the intercept of rows that stand apart.
APART_SCALE = 10.0


@dataclass(frozen=True, slots=True)
class Examples:
    """Feature rows with their labels.

    Attributes
    ----------
    names : the features, in column order.
    X : (n, n_features) values, NaN where a feature is unknown.
    y : (n,) shares in [0, 1] that the fit learns from.
    weight : (n,) what each row weighs.
    groups : (n,) rows of one source (or page) share a group and never part in a split.
    truth : (n,) 1 or 0, or a share, where the row counts for calibration; NaN where it does not.
    apart : (n, k) columns of 0 and 1 for rows of one kind (a corpus, reviewers' ratings). Each kind has an intercept of
        its own, which the score leaves out: its rows teach what makes one article better than another, not how many
        are good. None: no such kinds.
    """

    names: tuple[str, ...]
    X: Floats
    y: Floats
    weight: Floats
    groups: Sequence[str]
    truth: Floats
    apart: Floats | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """How smooth and how strongly held a fit is. Chosen by cross-validation over sources (docs/method.md)."""

    n_knots: int = 5
    penalty: float = 0.03
    flat: bool = False
    #: The same places for every feature's knots, where all features are shares; None: quantiles of each.
    knots: tuple[float, ...] | None = None


def feature_names(score: Score) -> tuple[str, ...]:
    """The features that a score may read, in the signals' order. Reliability reads only what a standard judges."""
    return tuple(
        name
        for name, (_, feature) in FEATURES.items()
        if score in feature.scores and (feature.direction or score == "quality")
    )


def feature_rows(articles: Sequence[Article], progress: Callable[[int], None] | None = None) -> dict[str, Floats]:
    """Every feature of every article by name: (n,) values, NaN where one is unknown."""
    rows = {name: np.full(len(articles), np.nan) for name in FEATURES}
    for i, article in enumerate(articles):
        for name, value in examine(article).features().items():
            if value is not None:
                rows[name][i] = value
        if progress is not None:
            progress(i + 1)
    return rows


def folds(groups: Sequence[str], n_folds: int = N_FOLDS, seed: int = SEED) -> NDArray[np.int64]:
    """(n,) a fold for every row; rows of one group always share it."""
    names = sorted(set(groups))
    np.random.default_rng(seed).shuffle(names)
    of = {name: i % n_folds for i, name in enumerate(names)}
    return np.array([of[group] for group in groups], dtype=np.int64)


def fit_pipeline(examples: Examples, score: Score, settings: Settings, rows: NDArray[Any] | None = None) -> Pipeline:
    """Fit one score on the given rows (all by default), uncalibrated."""
    at = np.arange(len(examples.y)) if rows is None else rows
    directions = [FEATURES[name][1].direction for name in examples.names]
    if score == "quality":
        directions = [d if d else -1 for d in directions]
    usual = usual_of(examples) if settings.flat else None
    pipeline = make_pipeline(directions, settings.n_knots, settings.penalty, usual, settings.knots)
    basis = pipeline.named_steps["ramps"].fit_transform(examples.X[at])
    _fit_regression(pipeline, basis, examples, at, examples.weight[at])
    return pipeline


def _fit_regression(pipeline: Pipeline, basis: Floats, examples: Examples, at: NDArray[Any], weight: Floats) -> None:
    """Fit the pipeline's regression on its ramps, with one more column for the rows that stand apart."""
    regression = pipeline.named_steps["regression"]
    if examples.apart is None:
        regression.fit(basis, examples.y[at], weight)
        return
    signs = regression.signs
    apart = examples.apart[at].reshape(len(at), -1)
    regression.set_params(signs=[*signs, *([0] * apart.shape[1])])
    regression.fit(np.column_stack([basis, APART_SCALE * apart]), examples.y[at], weight)
    regression.set_params(signs=signs)
    regression.coef_ = regression.coef_[: basis.shape[1]]


def out_of_fold(examples: Examples, score: Score, settings: Settings) -> Floats:
    """(n,) log-odds of every row from a fit that never saw its group, uncalibrated."""
    fold = folds(examples.groups)
    out = np.zeros(len(examples.y))
    for k in range(N_FOLDS):
        pipeline = fit_pipeline(examples, score, settings, np.flatnonzero(fold != k))
        held = fold == k
        out[held] = pipeline.decision_function(examples.X[held])
    return out


def platt(z: Floats, truth: Floats, weight: Floats) -> tuple[float, float]:
    """Scale and shift that make ``scale * z + shift`` the log-odds of ``truth`` (Platt 1999)."""
    known = ~np.isnan(truth)
    z, truth, weight = z[known], truth[known], weight[known] / weight[known].sum()

    def loss(parameters: Floats) -> float:
        t = parameters[0] * z + parameters[1]
        return float((weight * (np.logaddexp(0.0, t) - truth * t)).sum())

    found = minimize(loss, np.array([1.0, 0.0]), method="BFGS")
    return float(found.x[0]), float(found.x[1])


def fit_score(examples: Examples, score: Score, settings: Settings) -> tuple[Pipeline, dict[str, NDArray[Any]], Floats]:
    """Fit, calibrate out of fold and bootstrap one score.

    Returns the calibrated pipeline, the arrays that ``scorer.model.additive.AdditiveModel`` reads, and the calibrated
    out-of-fold log-odds, (n,).
    """
    z = out_of_fold(examples, score, settings)
    scale, shift = (1.0, 0.0) if settings.knots else platt(z, examples.truth, np.ones(len(z)))
    pipeline = calibrate(fit_pipeline(examples, score, settings), scale, shift)
    replicates = [calibrate(r, scale, shift) for r in _replicates(examples, score, settings)]
    usual = usual_of(examples) if settings.flat else _middle(examples, 0.1, 0.9)
    reference = _reference(examples, pipeline) if score == "reliability" else None
    return pipeline, to_arrays(examples.names, pipeline, usual, replicates, reference), z * scale + shift


def usual_of(examples: Examples) -> Floats:
    """(n_features, 2) the middle of each feature's values among articles of reliable outlets."""
    return _middle(examples, *USUAL)


def _reference(examples: Examples, pipeline: Pipeline) -> tuple[Floats, Floats]:
    """Percentiles of the log-odds of rated outlets' articles, each outlet weighing alike, and of their groups'."""
    known = np.flatnonzero(~np.isnan(examples.truth))
    ramps, regression = pipeline.named_steps["ramps"], pipeline.named_steps["regression"]
    basis = ramps.transform(examples.X[known]) - ramps.transform(ramps.reference_[None, :])
    parts = (basis * regression.coef_).reshape(len(known), len(examples.names), -1).sum(axis=2)
    sums = group_sums([group_of(name) for name in examples.names], parts)
    times = Counter(examples.groups[i] for i in known.tolist())
    weight = np.array([1.0 / times[examples.groups[i]] for i in known.tolist()])
    whole = pipeline.decision_function(examples.X[known])
    return _percentiles(whole, weight), np.stack([_percentiles(column, weight) for column in sums.T])


def _percentiles(values: Floats, weight: Floats) -> Floats:
    """(101,) weighted percentiles."""
    order = np.argsort(values, kind="stable")
    place = (np.cumsum(weight[order]) - weight[order] / 2) / weight.sum()
    return np.asarray(np.interp(np.linspace(0.0, 1.0, 101), place, values[order]))


def _replicates(examples: Examples, score: Score, settings: Settings) -> list[Pipeline]:
    """Refits on sources drawn with replacement, on the ramps of the full fit."""
    full = fit_pipeline(examples, score, settings)
    ramps = full.named_steps["ramps"]
    basis = ramps.transform(examples.X)
    groups = np.array(examples.groups)
    names = sorted(set(examples.groups))
    generator = np.random.default_rng(SEED)
    out = []
    for _ in range(N_REPLICATES):
        drawn = Counter(generator.choice(names, size=len(names)).tolist())
        times = np.array([drawn.get(group, 0) for group in groups], dtype=np.float64)
        at = np.flatnonzero(times)
        replica = make_pipeline(
            [0] * len(examples.names), settings.n_knots, settings.penalty, ramps.usual, settings.knots
        )
        replica.steps[0] = ("ramps", ramps)
        replica.named_steps["regression"].set_params(signs=full.named_steps["regression"].signs)
        _fit_regression(replica, basis[at], examples, at, (examples.weight * times)[at])
        out.append(replica)
    return out


def _middle(examples: Examples, low: float, high: float) -> Floats:
    """(n_features, 2) two quantiles of each feature's values among articles of reliable outlets (or clean texts)."""
    good = examples.X[examples.truth >= CLEAN_OR_RELIABLE]
    known = [column[~np.isnan(column)] for column in good.T]
    return np.array([np.quantile(v, (low, high)) if v.size else np.zeros(2) for v in known])


def columns(rows: Mapping[str, Floats], names: Sequence[str]) -> Floats:
    """(n, n_features) the named columns side by side."""
    return np.column_stack([rows[name] for name in names])
