"""Reliability on corpora and outlets that a fit has not seen: the figure that holds outside.

Each corpus is left out whole, with every article of its outlets in other corpora; the score and the learned wording are
fitted on the rest and judge it. Word tf-idf with a logistic regression is fitted and judged on the same rows.

Every corpus is judged by another fit, and a fit's intercept says how many of its outlets are reliable: without a corpus
of good outlets it falls, and just that corpus would be judged by it. So log-odds are taken from where every feature has
its usual value, and tf-idf is fitted with both classes weighing alike; neither reads a label of the corpus left out. A
single model, as it ships, has one intercept and no such difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from scorer.eval.training import craft
from scorer.eval.training.articles import RELIABLE, UNRELIABLE, Labelled
from scorer.eval.training.figures import auc, spearman
from scorer.eval.training.fitting import SEED, fit_pipeline
from scorer.eval.training.scores import reliability
from scorer.types import Floats, Ints

#: A corpus with fewer rated articles says too little alone; it stays among those that are fitted on.
FEWEST = 30
DRAWS = 200


def unseen(
    articles: Sequence[Labelled], rows: Mapping[str, Floats], wording: craft.Design
) -> tuple[dict[str, float], dict[str, tuple[float, float]]]:
    """Figures over all corpora left out, and the middle 95% of some over outlets drawn with replacement.

    Parameters
    ----------
    articles, rows : as :func:`scorer.eval.training.scores.reliability.examples` takes them.
    wording : the design of the learned wording for the same articles.
    """
    corpus = np.array([a.corpus for a in articles])
    outlet = np.array([a.source for a in articles])
    quality = np.array([np.nan if a.quality is None else a.quality for a in articles])
    rated = ~np.isnan(quality) & (corpus != reliability.GENERATED_CORPUS)
    texts = [a.text for a in articles]
    usual = {name: float(np.nanmedian(column[rated])) for name, column in rows.items() if not np.isnan(column).all()}
    ours, theirs = np.full(len(articles), np.nan), np.full(len(articles), np.nan)
    figures: dict[str, float] = {}
    for name in sorted(set(corpus[rated].tolist())):
        held = np.flatnonzero(rated & (corpus == name))
        if len(held) < FEWEST:
            continue
        kept = np.flatnonzero((corpus != name) & ~np.isin(outlet, np.unique(outlet[held])))
        ours[held] = _score(articles, rows, wording, kept, held, usual)
        theirs[held] = _tfidf(texts, quality, outlet, kept, held)
        known = held[(quality[held] >= RELIABLE) | (quality[held] <= UNRELIABLE)]
        y = quality[known] >= RELIABLE
        if 0 < y.sum() < len(y):
            figures[f"unseen corpus {name}: AUC"] = auc(y, ours[known])
            figures[f"unseen corpus {name}: tf-idf AUC"] = auc(y, theirs[known])
    judged = np.flatnonzero(~np.isnan(ours))
    whole = _figures(quality[judged], ours[judged], theirs[judged])
    return {**whole, **figures}, _intervals(outlet[judged], quality[judged], ours[judged], theirs[judged])


def _figures(quality: Floats, ours: Floats, theirs: Floats) -> dict[str, float]:
    known = (quality >= RELIABLE) | (quality <= UNRELIABLE)
    y = quality[known] >= RELIABLE
    return {
        "unseen corpora and outlets: AUC": auc(y, ours[known]),
        "unseen corpora and outlets: tf-idf AUC": auc(y, theirs[known]),
        "unseen corpora and outlets: rank correlation": spearman(quality, ours),
        "unseen corpora and outlets: tf-idf rank correlation": spearman(quality, theirs),
        "unseen corpora and outlets: articles": float(len(y)),
    }


def _intervals(outlet: np.ndarray, quality: Floats, ours: Floats, theirs: Floats) -> dict[str, tuple[float, float]]:
    names, at = np.unique(outlet, return_inverse=True)
    generator = np.random.default_rng(SEED)
    drawn: dict[str, list[float]] = {}
    for _ in range(DRAWS):
        times = np.bincount(generator.integers(len(names), size=len(names)), minlength=len(names))[at]
        rows = np.repeat(np.arange(len(at)), times)
        for name, value in _figures(quality[rows], ours[rows], theirs[rows]).items():
            drawn.setdefault(name, []).append(value)
    return {
        name: tuple(np.quantile(values, (0.025, 0.975)).tolist())
        for name, values in drawn.items()
        if not name.endswith("articles")
    }


def _score(
    articles: Sequence[Labelled],
    rows: Mapping[str, Floats],
    wording: craft.Design,
    kept: Ints,
    held: Ints,
    usual: Mapping[str, float],
) -> Floats:
    """(n_held,) log-odds over those of ``usual`` values, by a score and wording that were fitted on ``kept`` alone."""
    rated = kept[[articles[i].quality is not None for i in kept.tolist()]]
    weights = craft.weights(wording, articles, rated)
    own = dict(rows)
    own["craft_wording"] = rows["craft_wording"].copy()
    known = held[~np.isnan(rows["craft_wording"][held])]
    own["craft_wording"][known] = wording.X[known] @ weights
    some = [articles[i] for i in kept.tolist()]
    data = reliability.examples(some, {name: column[kept] for name, column in own.items()})
    pipeline = fit_pipeline(data, "reliability", reliability.SETTINGS)
    X = np.column_stack([own[name][held] for name in data.names])
    reference = np.array([[usual.get(name, np.nan) for name in data.names]])
    return np.asarray(pipeline.decision_function(X) - pipeline.decision_function(reference), dtype=np.float64)


def _tfidf(texts: Sequence[str], quality: Floats, outlet: np.ndarray, kept: Ints, held: Ints) -> Floats:
    rows = kept[(quality[kept] >= RELIABLE) | (quality[kept] <= UNRELIABLE)]
    words = TfidfVectorizer(sublinear_tf=True, min_df=5, ngram_range=(1, 2), max_features=60_000)
    times = Counter(outlet[rows].tolist())
    weight = np.array([times[name] ** (reliability.SOURCE_EXPONENT - 1) for name in outlet[rows].tolist()])
    model = LogisticRegression(C=10.0, max_iter=300)
    reliable = quality[rows] >= RELIABLE
    alike = np.where(reliable, weight / weight[reliable].sum(), weight / weight[~reliable].sum())
    X = words.fit_transform([texts[i] for i in rows.tolist()])
    model.fit(X, reliable, sample_weight=alike * len(rows) / 2)
    return np.asarray(model.decision_function(words.transform([texts[i] for i in held.tolist()])), dtype=np.float64)
