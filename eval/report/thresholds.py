"""What a reader gets who acts on the score at a threshold: what is caught, and who is wrongly warned of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scorer.eval import metrics
from scorer.eval.metrics import Figure
from scorer.eval.report.analysis import Judged
from scorer.eval.scored import Scored

#: Scores at and under which a reader might look closer.
THRESHOLDS = (10, 20, 30, 40, 50, 60, 70, 80, 90)
#: The threshold of the verdict.
MIDDLE = 50


@dataclass(frozen=True, slots=True)
class ThresholdRow:
    """Counts where every article that scores under ``threshold`` is warned of.

    ``caught`` of ``unreliable`` articles are warned of rightly, ``wrong`` of ``reliable`` wrongly. ``precision`` is
    the share of warnings that are right; None where nobody is warned.
    """

    threshold: int
    caught: int
    unreliable: int
    wrong: int
    reliable: int
    precision: float | None


def thresholds(scored: Scored) -> list[ThresholdRow]:
    """A row for each threshold, over the labelled articles."""
    label, value = scored.label, 100 * scored.value
    bad, good = label == 0, label == 1
    rows = []
    for threshold in THRESHOLDS:
        warned = value < threshold
        caught, wrong = int((warned & bad).sum()), int((warned & good).sum())
        precision = caught / (caught + wrong) if caught + wrong else None
        rows.append(ThresholdRow(threshold, caught, int(bad.sum()), wrong, int(good.sum()), precision))
    return rows


def verdict(scored: Scored) -> str:
    """The evaluation in one sentence."""
    row = next(row for row in thresholds(scored) if row.threshold == MIDDLE)
    if not row.unreliable or not row.reliable:
        return "All labels are the same, so nothing can be caught or missed."
    return (
        f"At {row.threshold}: catches {row.caught} of {row.unreliable} unreliable articles, "
        f"wrongly warns of {row.wrong} of {row.reliable} reliable ones."
    )


@dataclass(frozen=True, slots=True)
class PracticeRow:
    """One group of features. ``auc``: how well its part of the score alone orders the articles.

    ``share``: its part of all movement in log-odds.
    """

    group: str
    features: int
    auc: Figure
    share: float


def practices(data: Judged) -> list[PracticeRow]:
    """The groups of the score, the one that moves most first. Empty where the features name no group."""
    scored, told = data.scored, data.labelled
    y = scored.label[told]
    size = np.abs(scored.contributions)
    moved = float(size.sum()) or 1.0
    rows = []
    for group in sorted({group for group in scored.groups if group}):
        own = np.array([name == group for name in scored.groups], dtype=np.bool_)
        part = scored.contributions[:, own].sum(axis=1)
        figure = data.bootstrap.figure(metrics.auc(y, part[told]), told)
        rows.append(PracticeRow(group, int(own.sum()), figure, float(size[:, own].sum()) / moved))
    return sorted(rows, key=lambda row: -row.share)
