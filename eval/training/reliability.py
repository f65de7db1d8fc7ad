"""What reliability learns from: ratings of the source, and reviewers' ratings of the article itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scorer.eval.training import loaded_language
from scorer.eval.training.articles import NOT_ARTICLES_OF_PRACTICE, RELIABLE, UNRELIABLE, Labelled
from scorer.eval.training.fitting import Examples, Settings, columns, feature_names

Floats = NDArray[np.float64]

#: Chosen by cross-validation over sources: see docs/method.md.
SETTINGS = Settings(n_knots=5, penalty=0.04)
#: What reviewers' ratings of articles weigh beside the ratings of sources, taken together.
REVIEW_WEIGHT = 0.6
#: A source with n articles weighs n ** SOURCE_EXPONENT in all.
SOURCE_EXPONENT = 0.4


def usable(articles: Sequence[Labelled]) -> list[Labelled]:
    """Articles with a label of practice: their source's rating, or a reviewer's."""
    return [
        a
        for a in articles
        if a.corpus not in NOT_ARTICLES_OF_PRACTICE and (a.quality is not None or a.criteria is not None)
    ]


def out_of_fold_signals(data: Path, articles: Sequence[Labelled], rows: Mapping[str, Floats]) -> None:
    """Replace, in place, what a signal says of articles that it was fitted on by what it says out of fold."""
    held = loaded_language.out_of_fold(data)
    for i, a in enumerate(articles):
        if a.id in held:
            rows["one_sidedness"][i] = held[a.id]


def articles_of_rows(articles: Sequence[Labelled]) -> list[int]:
    """Which article stands behind each row of :func:`examples`: first the ratings of sources, then reviewers'."""
    by_source = [i for i, a in enumerate(articles) if a.quality is not None]
    return by_source + [i for i, a in enumerate(articles) if a.criteria is not None]


def examples(articles: Sequence[Labelled], rows: Mapping[str, Floats]) -> Examples:
    """Rows for :func:`usable` articles; an article with both kinds of label gives a row for each."""
    names = feature_names("reliability")
    X = columns(rows, names)
    per_source = Counter(a.source for a in articles)
    y: list[float] = []
    weight: list[float] = []
    truth: list[float] = []
    for a in articles:
        if a.quality is not None:
            y.append(float(np.clip((a.quality - 0.3) / 0.5, 0.02, 0.98)))
            weight.append(per_source[a.source] ** (SOURCE_EXPONENT - 1))
            truth.append(1.0 if a.quality >= RELIABLE else 0.0 if a.quality <= UNRELIABLE else np.nan)
    met = [a.criteria for a in articles if a.criteria is not None]
    y += [float(np.clip((criteria - 0.1) / 0.8, 0.02, 0.98)) for criteria in met]
    weight += [REVIEW_WEIGHT * sum(weight) / len(met)] * len(met)
    truth += [np.nan] * len(met)
    at = articles_of_rows(articles)
    return Examples(
        names=names,
        X=X[at],
        y=np.array(y),
        weight=np.array(weight),
        groups=[articles[i].source for i in at],
        truth=np.array(truth),
        apart=np.array([0.0] * (len(y) - len(met)) + [1.0] * len(met)),
    )
