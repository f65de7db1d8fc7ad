"""The slot model: hide two values and predict from their contexts whether they are equal.

Values that fill the same slot are mostly equal, so equality is a label that needs no annotator. What disagrees in
spite of a high probability is a contradiction, or a wrong match.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from scorer.comparison.match import FEATURES, Pairs, pairs_of
from scorer.comparison.reading import ReadArticle
from scorer.comparison.relation import equal

KINDS = ("date", "figure")
#: Strength of the ridge, as scikit-learn has it.
_C = 0.3


def fit_slots(events: Iterable[Sequence[ReadArticle]]) -> tuple[dict[str, np.ndarray], dict[str, float]]:
    """The arrays ``date_weights`` and ``figure_weights`` (n_features + 1,), the intercept last; and AUCs by event."""
    events = list(events)
    arrays: dict[str, np.ndarray] = {}
    figures: dict[str, float] = {}
    for kind in KINDS:
        rows = [pairs_of(articles, kind) for articles in events]
        x = np.concatenate([one.x for one in rows])
        y = np.concatenate([_labels(one) for one in rows])
        group = np.concatenate([np.full(len(one.x), i) for i, one in enumerate(rows)])
        out_of_fold = np.zeros(len(y))
        for train, test in GroupKFold(5).split(x, y, group):
            out_of_fold[test] = _fit(x[train], y[train]).predict_proba(x[test])[:, 1]
        figures[f"{kind}_auc"] = float(roc_auc_score(y, out_of_fold))
        figures[f"{kind}_pairs"] = len(y)
        model = _fit(x, y)
        arrays[f"{kind}_weights"] = np.append(model.coef_[0], model.intercept_[0])
    return arrays, figures


def _fit(x: np.ndarray, y: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=_C, max_iter=2000).fit(x, y)


def _labels(pairs: Pairs) -> np.ndarray:
    values = pairs.values
    return np.array(
        [equal(values[i], values[j]) for i, j in zip(pairs.a.tolist(), pairs.b.tolist(), strict=True)], bool
    )


def describe(arrays: dict[str, np.ndarray]) -> str:
    """The weights by name, for a reader."""
    lines = []
    for kind in KINDS:
        weights = arrays[f"{kind}_weights"]
        lines.append(kind + ": " + ", ".join(f"{n} {w:+.2f}" for n, w in zip([*FEATURES, "1"], weights, strict=True)))
    return "\n".join(lines)
