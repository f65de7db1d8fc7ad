"""Fits nothing but the usual rates of writing, and measures what the features tell on sources never seen."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from scorer.article import Article
from scorer.eval.training.articles import (
    NOT_ARTICLES_OF_PRACTICE,
    RELIABLE,
    UNRELIABLE,
    Labelled,
    read_articles,
)
from scorer.model.store import pack_strings, save_weights
from scorer.signals import style as signal
from scorer.signals.base import Document
from scorer.text import read_text

MIN_WORDS = 80
FOLDS = 5


def fit(data: Path, models: Path) -> dict[str, Any]:
    """Write ``reporting.npz`` (mean rates over rated sources, each source counting once) and return the figures."""
    rated = [
        article
        for article in read_articles(data)
        if article.quality is not None
        and article.corpus not in NOT_ARTICLES_OF_PRACTICE
        and len(article.text.split()) >= MIN_WORDS
    ]
    documents = [_document(article) for article in rated]
    counted = [signal.count(document) for document in documents]
    kept = [i for i, found in enumerate(counted) if found is not None]
    sources = Counter(rated[i].source for i in kept)
    weight = np.array([1 / sources[rated[i].source] for i in kept])
    rates = np.array(
        [[100 * found.counts[name] / found.n_words for name in signal.RATES] for found in counted if found is not None]
    )
    # The median, not the mean: a short text without an exclamation mark must not be given a share of other texts'.
    usual = np.array([_weighted_median(column, weight) for column in rates.T])
    save_weights(models, "reporting", {"names": pack_strings(signal.RATES), "usual": usual})
    features = [
        signal.features_of(documents[i], found, dict(zip(signal.RATES, usual.tolist(), strict=True)))
        for i, found in enumerate(counted)
        if found is not None
    ]
    return {"figures": _separation([rated[i] for i in kept], features), "flags": {}}


def _weighted_median(values: np.ndarray, weight: np.ndarray) -> float:
    order = np.argsort(values, kind="stable")
    return float(values[order][np.searchsorted(np.cumsum(weight[order]), weight.sum() / 2)])


def _document(article: Labelled) -> Document:
    text = read_text(article.text)
    return Document(Article(article.text), text, np.ones(text.n_sentences, dtype=np.bool_))


def _separation(articles: list[Labelled], features: list[dict[str, float | None]]) -> dict[str, float]:
    """AUC of a plain logistic regression over the features, cross-validated by source: reliable or unreliable."""
    chosen = [i for i, a in enumerate(articles) if a.quality is not None and not UNRELIABLE < a.quality < RELIABLE]
    y = np.array([(articles[i].quality or 0) >= RELIABLE for i in chosen])
    source = np.array([articles[i].source for i in chosen])
    corpus = np.array([articles[i].corpus for i in chosen])
    names = [feature.name for feature in signal.FEATURES]
    found = [features[i] for i in chosen]
    x = np.array([[np.nan if f[name] is None else f[name] for name in names] for f in found], dtype=np.float64)
    held = np.zeros(len(y))
    size = Counter(source.tolist())
    once = np.array([1 / size[name] for name in source.tolist()])
    for train, test in GroupKFold(FOLDS, shuffle=True, random_state=0).split(x, y, source):
        low, middle, high = np.nanpercentile(x[train], [1, 50, 99], axis=0)
        filled = np.clip(np.where(np.isnan(x), middle, x), low, high)
        scale = StandardScaler().fit(filled[train])
        weight = np.sqrt(once[train])
        model = LogisticRegression(C=0.02, max_iter=500)
        model.fit(scale.transform(filled[train]), y[train], sample_weight=weight / weight.mean())
        held[test] = model.decision_function(scale.transform(filled[test]))
    out = {
        "auc_by_source": float(roc_auc_score(y, held)),
        "auc_each_source_once": float(roc_auc_score(y, held, sample_weight=once)),
        "articles": float(len(y)),
        "sources": float(len(size)),
    }
    for name in np.unique(corpus):
        part = corpus == name
        if 10 <= y[part].sum() <= part.sum() - 10:
            out[f"auc:{name}"] = float(roc_auc_score(y[part], held[part]))
    return out
