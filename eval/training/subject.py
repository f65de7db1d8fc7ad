"""Fits the words that tell the celebrity press from other articles, so that a report can say what it cannot judge.

Names weigh nothing (words with a capital are left out), nor do function words. Every figure is by outlets left out.
The outlets of other corpora write of celebrities now and then, so the share of their articles that is found is no rate
of errors: it bounds one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from scorer.eval.training.articles import Labelled, read_articles
from scorer.eval.training.figures import auc
from scorer.eval.training.wording import Gram, both_apostrophes, plain
from scorer.model.store import load_lexicon, save_weights
from scorer.signals.craft.signal import lower_case, wording_unit
from scorer.signals.ngrams import pack_ngrams
from scorer.text.reader import read_text
from scorer.types import Bools

CELEBRITY_PRESS = "gossipcop-2018"
#: Masked or made up texts, and single sentences, are no articles to tell a subject by.
_LEFT_OUT = ("nela-sample", "snopes-312", "fa-kes")
#: Outlets that must use a word, articles that are read of a corpus, and the strength of the fit: among 0.3, 1 and 3,
#: by outlets left out (AUC 0.959 to 0.965).
FEWEST_OUTLETS, MOST_OF_A_CORPUS, STRENGTH = 25, 800, 1.0
#: Share of other outlets' articles that may be found. Of the 60 highest of these, read by their headlines, about three
#: in four are about celebrities or entertainment, the rest mostly of human interest.
FOUND_OF_OTHERS = 0.01
_FOLDS = 5


def fit(data: Path, models: Path) -> dict[str, Any]:
    """Measure by outlets left out, fit on all, and write ``subject.npz``."""
    articles = _articles(data)
    celebrity: Bools = np.array([a.corpus == CELEBRITY_PRESS for a in articles])
    words, X = _design(articles)
    held = np.zeros(len(articles))
    for train, test in GroupKFold(_FOLDS).split(X, celebrity, [a.source for a in articles]):
        held[test] = _fit(X[train], celebrity[train]).decision_function(X[test])
    say_at = float(np.quantile(held[~celebrity], 1 - FOUND_OF_OTHERS))
    fitted = _fit(X, celebrity)
    kept: dict[Gram, Sequence[float]] = {
        (word,): [float(weight)] for word, weight in zip(words, fitted.coef_[0], strict=True)
    }
    both = {gram[0]: weight for gram, weight in both_apostrophes(kept).items()}
    arrays = {"intercept": np.array(fitted.intercept_), "say_at": np.array([say_at])}
    save_weights(models, "subject", pack_ngrams(both, {}) | arrays)
    return {
        "figures": {
            "articles of the celebrity press, of others": f"{int(celebrity.sum())}, {int((~celebrity).sum())}",
            "celebrity press against others, by outlet: AUC": auc(celebrity, held),
            "share found of the celebrity press": float((held[celebrity] >= say_at).mean()),
            "share found of others": float((held[~celebrity] >= say_at).mean()),
        },
        "flags": {},
    }


def _articles(data: Path) -> list[Labelled]:
    """Up to MOST_OF_A_CORPUS articles of each corpus, spread over its file."""
    by_corpus: dict[str, list[Labelled]] = defaultdict(list)
    for article in read_articles(data):
        if article.corpus not in _LEFT_OUT:
            by_corpus[article.corpus].append(article)
    spread = (
        (found, np.linspace(0, len(found) - 1, min(len(found), MOST_OF_A_CORPUS))) for found in by_corpus.values()
    )
    return [found[i] for found, at in spread for i in at.astype(int).tolist()]


def _design(articles: Sequence[Labelled]) -> tuple[list[str], sparse.csr_matrix]:
    """The words, and (n_articles, n_words) their counts in each article times :func:`wording_unit` of its length."""
    counts: list[Counter[str]] = []
    lengths: list[int] = []
    outlets: dict[str, set[str]] = defaultdict(set)
    for article in articles:
        text = read_text(article.text)
        own = lower_case(text, text.is_word).nonzero()[0].tolist()
        counts.append(Counter(plain(text.lower[i]) for i in own))
        lengths.append(len(own))
        for word in counts[-1]:
            outlets[word].add(article.source)
    left_out = set(load_lexicon("junk_function_words"))
    words = sorted(w for w, names in outlets.items() if len(names) >= FEWEST_OUTLETS and w not in left_out)
    column = {word: i for i, word in enumerate(words)}
    entries = [
        (row, column[word], n * wording_unit(length))
        for row, (found, length) in enumerate(zip(counts, lengths, strict=True))
        for word, n in found.items()
        if word in column
    ]
    rows, columns, values = zip(*entries, strict=True)
    return words, sparse.csr_matrix((values, (rows, columns)), shape=(len(articles), len(words)))


def _fit(X: sparse.csr_matrix, celebrity: Bools) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=400, class_weight="balanced").fit(X, celebrity)
