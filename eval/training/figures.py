"""Single figures of merit for training: the metrics of :mod:`scorer.eval.metrics` without their intervals."""

from __future__ import annotations

from typing import Any

import numpy as np

from scorer.eval import metrics
from scorer.types import Floats


def auc(label: Any, score: Floats) -> float:
    """Area under the ROC curve."""
    return float(metrics.auc(label, score)(np.ones((1, len(score))))[0])


def spearman(first: Floats, second: Floats) -> float:
    """Rank correlation."""
    return float(metrics.spearman(first, second)(np.ones((1, len(first))))[0])


def calibration_error(label: Any, p: Floats) -> float:
    """Expected calibration error over ten bins of equal width."""
    return float(metrics.calibration_error(label, p, metrics.equal_width_bins(p))(np.ones((1, len(p))))[0])
