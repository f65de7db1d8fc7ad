"""``--fit``: the score refitted on the user's own labels, and an honest answer to whether that helped.

The answer comes from a nested split: the articles that a refit is judged on belong to sources that neither
its curves nor its calibration have seen. The model that is written is then fitted on everything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.special import expit
from threadpoolctl import threadpool_limits

from scorer.eval import metrics
from scorer.eval.baselines import Folds
from scorer.eval.metrics import Figure
from scorer.eval.report.analysis import Judged, Row, rank_rows, ranking
from scorer.eval.training import fitting
from scorer.eval.training.additive import calibrate
from scorer.eval.training.fitting import Examples, Settings
from scorer.eval.training.scores.reliability import SOURCE_EXPONENT
from scorer.types import Bools, Floats, Ints, Score

#: Fewer articles than this give no fit worth having.
LEAST_ARTICLES = 200


@dataclass(frozen=True, slots=True)
class RefitRow:
    """One split: figures of the refit out of fold, and refit minus shipped on the same articles."""

    split: str
    figures: list[Row]
    auc_change: Figure
    brier_change: Figure


@dataclass(frozen=True, slots=True)
class RefitSignal:
    """What a signal adds to the refit: AUC out of fold with all signals minus AUC refitted without it."""

    signal: str
    auc_gain: Figure


@dataclass(frozen=True, slots=True)
class Refit:
    """The answer. ``verdict`` is for the reader; ``folder`` is the model folder, None where none was fitted."""

    verdict: str
    rows: list[RefitRow]
    signals: list[RefitSignal]
    folder: str | None


def refit(
    data: Judged, splits: Sequence[Folds], score: Score, folder: Path, advance: Callable[[], None] = lambda: None
) -> tuple[Refit, dict[str, np.ndarray]]:
    """Judge a refit by nested cross-validation, then fit on everything.

    ``splits`` are the outer folds, by source first. Returns the answer and the arrays of the fitted model,
    empty where the labels are too few. ``advance`` is called :func:`steps` times.
    """
    n = int(data.labelled.sum())
    sound = splits[0].pairs
    if n < LEAST_ARTICLES or not sound:
        why = splits[0].reason or f"there are {n} labelled articles, {LEAST_ARTICLES} are needed"
        return Refit(f"Not refitted: {why}.", [], [], None), {}
    examples = _examples(data)
    rows = []
    with threadpool_limits(limits=1):  # the sums then do not depend on the machine's cores
        for split in splits:
            if split.pairs:
                rows.append(_row(data, split, _nested(examples, split, score, advance)))
        gains = _signals(data, examples, splits[0], score, advance)
        _, arrays, _ = fitting.fit_score(examples, score, Settings())
    advance()
    return Refit(_verdict(rows[0], n, len(set(examples.groups))), rows, gains, str(folder)), arrays


def steps(data: Judged, splits: Sequence[Folds]) -> int:
    """How often :func:`refit` calls ``advance``."""
    folds = sum(len(split.pairs) for split in splits)
    return folds + len(splits[0].pairs) * (len(set(data.scored.signals)) + 1) + 1


def _examples(data: Judged) -> Examples:
    """The labelled articles as rows to fit; a source with n articles weighs n ** SOURCE_EXPONENT in all."""
    mask = data.labelled
    y = data.scored.label[mask]
    groups = [str(cluster) for cluster in data.bootstrap.cluster[mask]]
    held = Counter(groups)
    weight = np.array([held[group] ** (SOURCE_EXPONENT - 1) for group in groups])
    return Examples(data.scored.names, data.scored.features[mask], y, weight, groups, y)


def _part(examples: Examples, rows: Ints) -> Examples:
    return Examples(
        examples.names,
        examples.X[rows],
        examples.y[rows],
        examples.weight[rows],
        [examples.groups[i] for i in rows],
        examples.truth[rows],
    )


def _nested(examples: Examples, split: Folds, score: Score, advance: Callable[[], None]) -> Floats:
    """(n,) log-odds of every row from a fit, calibrated by inner folds, that never saw its outer fold."""
    out = np.zeros(len(examples.y))
    for train, test in split.pairs:
        inner = _part(examples, train)
        z = fitting.out_of_fold(inner, score, Settings())
        scale, shift = fitting.platt(z, inner.truth, np.ones(len(z)))
        pipeline = calibrate(fitting.fit_pipeline(inner, score, Settings()), scale, shift)
        out[test] = pipeline.decision_function(examples.X[test])
        advance()
    return out


def _row(data: Judged, split: Folds, z: Floats) -> RefitRow:
    mask, draw = data.labelled, data.bootstrap
    y, ours, theirs = data.scored.label[mask], data.scored.value[mask], expit(z)
    figures = ranking(draw, mask, y, theirs)
    error = metrics.calibration_error(y, theirs, metrics.equal_width_bins(theirs))
    figures.append(Row("ece", "Calibration error, ten bins of equal width", "", "lower", draw.figure(error, mask)))
    values = np.full(len(mask), np.nan)
    values[mask] = theirs
    figures += [row for row in rank_rows(data, values) if "_all" not in row.id]
    return RefitRow(
        split.name,
        figures,
        draw.figure(metrics.difference(metrics.auc(y, theirs), metrics.auc(y, ours)), mask),
        draw.figure(metrics.difference(metrics.brier(y, theirs), metrics.brier(y, ours)), mask),
    )


def _signals(
    data: Judged, examples: Examples, split: Folds, score: Score, advance: Callable[[], None]
) -> list[RefitSignal]:
    """Refit without each signal's features, on the folds by source."""
    signal_of = np.array(data.scored.signals)

    def out_of_fold(columns: Bools) -> Floats:
        names = tuple(name for name, kept in zip(examples.names, columns, strict=True) if kept)
        kept = Examples(names, examples.X[:, columns], examples.y, examples.weight, examples.groups, examples.truth)
        out = np.zeros(len(examples.y))
        for train, test in split.pairs:
            if names:  # without any feature all articles score the same
                out[test] = fitting.fit_pipeline(kept, score, Settings(), train).decision_function(kept.X[test])
            advance()
        return out

    y, mask = examples.y, data.labelled
    whole = metrics.auc(y, out_of_fold(np.ones(len(signal_of), dtype=np.bool_)))
    rows = []
    for signal in sorted(set(data.scored.signals)):
        rest = metrics.auc(y, out_of_fold(signal_of != signal))
        rows.append(RefitSignal(signal, data.bootstrap.figure(metrics.difference(whole, rest), mask)))
    return sorted(rows, key=lambda row: -(row.auc_gain.value or 0.0))


def _verdict(row: RefitRow, n: int, sources: int) -> str:
    """What the split by source says, in words; a change counts where its interval leaves zero out."""
    order, error = row.auc_change, row.brier_change
    if order.value is None or order.low is None or order.high is None or error.low is None or error.high is None:
        return f"The {n} articles from {sources} sources are too few to say whether refitting helped."
    change = f"AUC {order.value:+.3f} ({order.low:+.3f} to {order.high:+.3f}), Brier {error.value:+.3f}"
    where = f"on sources that the refit had not seen ({n} articles, {sources} sources): {change}"
    if order.high < 0:
        return f"Refitting hurt, {where}. Keep the shipped model."
    if order.low > 0:
        return f"Refitting helped, {where}."
    if error.high < 0:
        return f"Refitting helped calibration but not the order of articles, {where}."
    if error.low > 0:
        return f"Refitting hurt calibration and did not change the order of articles, {where}. Keep the shipped model."
    return f"Refitting made no difference that these data can show, {where}. Prefer the shipped model."
