"""Fits the headline signal: teasing headlines on labelled ones, and the body's support on headlines paired with the
bodies of other stories (the Fake News Challenge) and on titles of articles swapped."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold

from scorer.eval.training.articles import read_articles, read_rows
from scorer.model.store import save_weights
from scorer.signals.headline import signal
from scorer.signals.headline.limits import HEADLINE_LIMITS
from scorer.signals.headline.support import Support, support
from scorer.signals.ngrams import pack_ngrams
from scorer.text import Text, read_text

MIN_HEADLINES = 3  # in which a word or pair must stand
C = 60.0
FOLDS = 5
PER_CORPUS = 400  # articles a corpus for the swaps
MIN_BODY = 80  # words of a body

Gram = tuple[str, ...]


def fit(data: Path, models: Path) -> dict[str, Any]:
    """Cross-validate, fit on all, write ``headline.npz``, and return the figures measured out of fold."""
    rows = [row for path in sorted((data / "headlines").glob("*.jsonl.gz")) for row in read_rows(path)]
    y = np.array([bool(row["clickbait"]) for row in rows])
    grams = [grams_of(row["text"]) for row in rows]
    held = np.zeros(len(y))
    for train, test in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(grams, y):
        vocabulary, idf = vocabulary_of([grams[i] for i in train])
        model = _logistic().fit(matrix([grams[i] for i in train], vocabulary, idf), y[train])
        held[test] = model.predict_proba(matrix([grams[i] for i in test], vocabulary, idf))[:, 1]
    vocabulary, idf = vocabulary_of(grams)
    model = _logistic().fit(matrix(grams, vocabulary, idf), y)
    folded = {gram: (float(model.coef_[0][i] * idf[i]), float(idf[i] ** 2)) for gram, i in vocabulary.items()}
    swaps = _swapped(data)
    unsupported, swap_held = _fit_unsupported(swaps)
    save_weights(
        models,
        "headline",
        {
            **pack_ngrams(
                {gram[0]: weight for gram, weight in folded.items() if len(gram) == 1},
                {gram: weight for gram, weight in folded.items() if len(gram) > 1},
            ),
            "intercept": np.array([model.intercept_[0]], dtype=np.float64),
            "unsupported": unsupported,
        },
    )
    return _figures(rows, y, held, swaps, swap_held)


def grams_of(headline: str) -> list[Gram]:
    """Words and neighbouring pairs of a headline."""
    tokens = signal.tokens_of(headline)
    return [(token,) for token in tokens] + list(pairwise(tokens))


def vocabulary_of(headlines: list[list[Gram]]) -> tuple[dict[Gram, int], np.ndarray]:
    """Columns of the words and pairs that are in enough headlines, and their smoothed idf.

    The words of a kept pair are kept too, since the reader of the model knows pairs by their words.
    """
    seen = Counter(gram for grams in headlines for gram in set(grams))
    kept = {gram for gram, n in seen.items() if n >= MIN_HEADLINES}
    vocabulary = {gram: i for i, gram in enumerate(sorted(kept))}
    frequency = np.array([seen[gram] for gram in vocabulary], dtype=np.float64)
    return vocabulary, np.log((1 + len(headlines)) / (1 + frequency)) + 1


def matrix(headlines: list[list[Gram]], vocabulary: dict[Gram, int], idf: np.ndarray) -> sparse.csr_matrix:
    """(n_headlines, n_grams) counts times idf, over the root of the sum of counts times squared idf."""
    values, columns, ends = [], [], [0]
    for grams in headlines:
        known = [vocabulary[gram] for gram in grams if gram in vocabulary]
        norm = math.sqrt(max(float((idf[known] ** 2).sum()), 1e-6))
        values.extend((idf[known] / norm).tolist())
        columns.extend(known)
        ends.append(len(columns))
    return sparse.csr_matrix((values, columns, ends), shape=(len(headlines), len(vocabulary)))


def _logistic() -> LogisticRegression:
    return LogisticRegression(C=C, max_iter=400, solver="liblinear", random_state=0)


def _swapped(data: Path) -> dict[str, Any]:
    """Own titles and those of other stories: supports, labels, corpora and lengths of the bodies."""
    pairs = [*_swapped_titles(data), *_challenge(data)]
    supports, labels, corpora, lengths = map(list, zip(*pairs, strict=True))
    return {
        "supports": supports,
        "swapped": np.array(labels),
        "corpus": np.array(corpora),
        "x": np.array([[s.share, s.weight, math.log(n)] for s, n in zip(supports, lengths, strict=True)]),
    }


def _swapped_titles(data: Path) -> Iterator[tuple[Support, bool, str, int]]:
    """Each article of a sample with its own title, and with that of another of its corpus."""
    by_corpus: dict[str, list[Any]] = {}
    for article in read_articles(data):
        if article.title and article.corpus != "nela-sample" and len(article.text.split()) >= MIN_BODY:
            by_corpus.setdefault(article.corpus, []).append(article)
    for corpus, articles in sorted(by_corpus.items()):
        articles = random.Random(0).sample(articles, min(PER_CORPUS, len(articles)))
        others = [*articles[1:], articles[0]]
        for article, other in zip(articles, others, strict=True):
            text = read_text(article.text)
            for title, swapped in ((article.title, False), (other.title, True)):
                found = support(title, text)
                if found is not None and other.title != article.title:
                    yield found, swapped, corpus, text.n_words


def _challenge(data: Path) -> Iterator[tuple[Support, bool, str, int]]:
    """The headlines of the Fake News Challenge: of another story, or discussed or agreed with by the body. A body that
    disagrees with its headline is left out: it speaks of what the headline says."""
    texts: dict[str, Text] = {}
    for row in read_rows(data / "headline-body" / "fnc-1.jsonl.gz"):
        if row["stance"] == "disagree" or len(row["text"].split()) < MIN_BODY:
            continue
        text = texts.get(row["body"])
        if text is None:
            text = texts[row["body"]] = read_text(row["text"])
        found = support(row["title"], text)
        if found is not None:
            yield found, row["stance"] == "unrelated", "fnc-1", text.n_words


def _fit_unsupported(swaps: dict[str, Any]) -> tuple[np.ndarray, np.ndarray]:
    """Weights of the logistic regression over a headline's support, and its probabilities by corpus held out."""
    x, y, corpus = swaps["x"], swaps["swapped"], swaps["corpus"]
    held = np.zeros(len(y))
    for name in np.unique(corpus):
        test = corpus == name
        held[test] = LogisticRegression(C=100.0).fit(x[~test], y[~test]).predict_proba(x[test])[:, 1]
    model = LogisticRegression(C=100.0).fit(x, y)
    return np.concatenate([model.intercept_, model.coef_[0]]), held


def _figures(rows: list[Any], y: np.ndarray, p: np.ndarray, swaps: dict[str, Any], q: np.ndarray) -> dict[str, Any]:
    flagged = np.array(
        [signal.is_clickbait(signal.teases_of(row["text"]), value) for row, value in zip(rows, p.tolist(), strict=True)]
    )
    alarm = (q >= HEADLINE_LIMITS.unsupported_flag_at) & np.array([found.is_gap for found in swaps["supports"]])
    swapped = swaps["swapped"]
    bins = np.minimum((p * 10).astype(int), 9)
    ece = sum(abs(y[bins == b].mean() - p[bins == b].mean()) * (bins == b).mean() for b in np.unique(bins))
    return {
        "figures": {
            "accuracy": float(((p > 0.5) == y).mean()),
            "auc": float(roc_auc_score(y, p)),
            "calibration_error": float(ece),
            "unsupported_auc": float(roc_auc_score(swapped, q)),
            "unsupported_on_own_titles": float(alarm[~swapped].mean()),
            "unsupported_on_swapped_titles": float(alarm[swapped].mean()),
        },
        "flags": {
            "headline.clickbait": {
                "precision": float(y[flagged].mean()),
                "recall": float(flagged[y].mean()),
                "n": len(y),
                "data": "headlines/clickbait-2016",
                "how": f"{FOLDS}-fold cross-validation by headline",
            },
            "headline.unsupported": {
                "precision": float(swapped[alarm].mean()),
                "recall": float(alarm[swapped].mean()),
                "n": len(swapped),
                "data": "headline-body/fnc-1, and articles/ with every title swapped",
                "how": "each corpus held out in turn",
            },
        },
    }
