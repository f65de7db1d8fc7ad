"""The baselines that the scorer is compared with: bags of words and of characters, and boosted trees.

What turns texts into numbers here never looks at a label; everything that does is fitted on training folds alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

SEED = 0
#: Longer texts add little to a bag of characters and much to its cost.
_CHARACTERS = 6000


def word_counts(texts: Sequence[str]) -> Any:
    """(n_texts, n_columns) counts of words and pairs of words, sparse; columns by hash."""
    hashed = HashingVectorizer(ngram_range=(1, 2), n_features=2**20, alternate_sign=False, norm=None)
    return _shared_columns(hashed.transform(texts))


def character_counts(texts: Sequence[str]) -> Any:
    """(n_texts, n_columns) counts of runs of 2 to 5 characters in the first 6,000 of each text, sparse, by hash."""
    hashed = HashingVectorizer(
        analyzer="char", ngram_range=(2, 5), n_features=2**18, alternate_sign=False, norm=None, dtype=np.float32
    )
    return _shared_columns(hashed.transform([text[:_CHARACTERS] for text in texts]))


def _shared_columns(rows: Any) -> Any:
    """The columns that at least two texts use: the others say nothing and cost most of the time."""
    return rows[:, np.flatnonzero(np.bincount(rows.indices, minlength=rows.shape[1]) >= 2)]


def tf_idf() -> Any:
    """Logistic regression on counts weighed by rarity."""
    return make_pipeline(TfidfTransformer(sublinear_tf=True), LogisticRegression(C=10, solver="liblinear"))


def boosting() -> Any:
    """Gradient-boosted trees; a value that is not known is reported as such."""
    return make_pipeline(
        SimpleImputer(strategy="median", keep_empty_features=True, add_indicator=True),
        HistGradientBoostingClassifier(
            learning_rate=0.05, max_iter=200, max_leaf_nodes=15, l2_regularization=1.0, random_state=SEED
        ),
    )
