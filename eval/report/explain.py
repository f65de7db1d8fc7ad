"""What the scores are made of: what each signal adds, which flags are raised where, and the slant's part."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scorer.eval import metrics
from scorer.eval.metrics import Figure
from scorer.eval.report.analysis import LEAST_ARTICLES, Judged
from scorer.eval.scored import Scored
from scorer.types import Floats


@dataclass(frozen=True, slots=True)
class SignalRow:
    """What a signal adds.

    ``auc_gain`` and ``rank_gain``: figure with the signal minus figure without its contributions.
    ``gap``: its mean contribution among reliable articles minus that among unreliable, in log-odds.
    """

    signal: str
    features: int
    auc_gain: Figure
    rank_gain: Figure
    gap: Figure


@dataclass(frozen=True, slots=True)
class FlagRow:
    """How often a flag is raised: shares of reliable and unreliable articles that carry it."""

    flag: str
    n: int
    reliable: Figure
    unreliable: Figure


@dataclass(frozen=True, slots=True)
class SlantRow:
    """Left minus right among reliable articles: the score in points, or one signal's part in log-odds."""

    name: str
    gap: Figure


def signals(data: Judged) -> list[SignalRow]:
    """What each signal adds, by leaving its contributions out of the log-odds."""
    scored, draw, mask = data.scored, data.bootstrap, data.labelled
    y, rating = scored.label[mask], scored.rating
    rated = mask & ~np.isnan(rating)
    graded = len(np.unique(rating[rated])) > 2 and len({e.rating_field for e in scored.examples}) == 1
    rows = []
    for signal in sorted(set(scored.signals)):
        part = _part(scored, signal)
        rest = scored.log_odds - part
        gain = metrics.difference(metrics.auc(y, scored.log_odds[mask]), metrics.auc(y, rest[mask]))
        rank = Figure(None, None, None, int(rated.sum()))
        if graded:
            whole = metrics.spearman(rating[rated], scored.log_odds[rated])
            rank = draw.figure(metrics.difference(whole, metrics.spearman(rating[rated], rest[rated])), rated)
        gap = metrics.mean_gap(part[mask], y == 1, y == 0)
        rows.append(
            SignalRow(signal, scored.signals.count(signal), draw.figure(gain, mask), rank, draw.figure(gap, mask))
        )
    return sorted(rows, key=lambda row: -(row.auc_gain.value or 0.0))


def flags(data: Judged) -> list[FlagRow]:
    """Shares of reliable and of unreliable articles that carry each flag."""
    scored, draw, label = data.scored, data.bootstrap, data.scored.label
    rows = []
    for flag, counts in scored.flags.items():
        raised = (counts > 0).astype(np.float64)
        good, bad = label == 1, label == 0
        shares = [draw.figure(metrics.mean(raised[mask]), mask) for mask in (good, bad)]
        rows.append(FlagRow(flag, int((raised > 0).sum()), *shares))
    return sorted(rows, key=lambda row: -row.n)


def slant(data: Judged) -> list[SlantRow]:
    """Left minus right among reliable articles; empty where the data do not say which is which."""
    scored, draw = data.scored, data.bootstrap
    side = np.array([e.slant or "" for e in scored.examples], dtype=object)
    good = scored.label == 1
    left, right = good & (side == "left"), good & (side == "right")
    mask = left | right
    if left.sum() < LEAST_ARTICLES or right.sum() < LEAST_ARTICLES:
        return []

    def gap(values: Floats) -> Figure:
        return draw.figure(metrics.mean_gap(values[mask], left[mask], right[mask]), mask)

    rows = [SlantRow(f"{signal}, in log-odds", gap(_part(scored, signal))) for signal in sorted(set(scored.signals))]
    rows.sort(key=lambda row: -abs(row.gap.value or 0.0))
    return [SlantRow("score, in points", gap(100 * scored.value)), *rows]


def _part(scored: Scored, signal: str) -> Floats:
    """(n,) a signal's part of each article's log-odds."""
    return np.asarray(scored.contributions[:, [s == signal for s in scored.signals]].sum(axis=1))
