"""What is learned of single words: which are loaded, and what makes words alike.

Annotators marked words in 1,700 sentences; an article holds thousands of words that nobody marked. So a word
is known by its vector, its spelling and the lists it stands on, never by itself, and what the marks teach of
one word carries over to words like it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer

from scorer.eval.training.vectors import Vectors
from scorer.eval.training.wording import Gram, is_common
from scorer.model.odds import probabilities
from scorer.types import Floats

_RIDGE = 1.0
_FEWEST_ELSEWHERE, _MOST_ELSEWHERE = 8, 1.0
_ENDINGS = (("ly",), ("less", "eful", "tful"), ("ist", "ism", "ists"))


class Words:
    """Every common word of the articles, with what is known of it.

    Attributes
    ----------
    words, row : the vocabulary and each word's row.
    vectors : (n_words, 300) unit vectors.
    common_elsewhere : (n_words,) weight of a word as a plain one: how often it comes in ``plain_texts``, which
        are far from politics. Without them every word that politics seldom uses would seem loaded.
    spelling : (n_words, n_pieces) runs of two to four letters, unit rows; rare pieces weigh more.
    """

    def __init__(self, space: Vectors, lists: Sequence[frozenset[Gram]], plain_texts: Sequence[Sequence[str]]) -> None:
        self.words = sorted(w for w in space.number if is_common(w, space.low))
        self.row = {word: i for i, word in enumerate(self.words)}
        self.vectors = space.matrix[[space.number[w] for w in self.words]]
        pieces = CountVectorizer(analyzer="char_wb", ngram_range=(2, 4), min_df=8, binary=True)
        counts = pieces.fit_transform(self.words).astype(np.float64)
        rarity = np.log((1 + counts.shape[0]) / (1 + np.asarray(counts.sum(axis=0)).ravel())) + 1
        weighed = counts @ sparse.diags(rarity)
        norm = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel()) + 1e-9
        self.spelling = (sparse.diags(1 / norm) @ weighed).tocsr()
        often = np.asarray(self.counts(plain_texts).sum(axis=0)).ravel()
        self.common_elsewhere = np.where(often >= _FEWEST_ELSEWHERE, np.minimum(often / 10, _MOST_ELSEWHERE), 0.0)
        shape = [
            [
                *((w,) in entries for entries in lists),
                *(w.endswith(endings) for endings in _ENDINGS),
                "-" in w,
                w.startswith("un"),
                1.0,
            ]
            for w in self.words
        ]
        self._features = np.hstack([3.0 * self.vectors, np.array(shape, dtype=np.float64)])

    def counts(self, texts: Sequence[Sequence[str]], log: bool = False) -> sparse.csr_matrix:
        """(n_texts, n_words) how often each word comes, or one more than the log of it."""
        found = [Counter(self.row[w] for w in tokens if w in self.row) for tokens in texts]
        values = [float(n) for c in found for n in c.values()]
        cells = ([i for i, c in enumerate(found) for _ in c], [w for c in found for w in c])
        return sparse.csr_matrix(
            (1 + np.log(values) if log else values, cells), shape=(len(texts), len(self.words)), dtype=np.float64
        )

    def chance(self, texts: Sequence[Sequence[str]], marked: Sequence[frozenset[str]]) -> Floats:
        """(n_words,) probability of being marked as loaded: ridge logistic regression by Newton's method.

        ``marked`` holds the words that annotators marked in each text.
        """
        seen: Counter[str] = Counter()
        hits: Counter[str] = Counter()
        for tokens, loaded in zip(texts, marked, strict=True):
            for word in set(tokens):
                if word in self.row and word[0].isalpha():
                    seen[word] += 1
                    hits[word] += word in loaded
        weight = self.common_elsewhere.copy()
        share = np.zeros(len(weight))
        for word, n in seen.items():
            i, labelled = self.row[word], min(n, 5)
            share[i] = hits[word] / n * labelled / (labelled + weight[i])
            weight[i] += labelled
        X = self._features[weight > 0]
        share, weight = share[weight > 0], weight[weight > 0]
        ridge = np.full(X.shape[1], _RIDGE)
        ridge[-1] = 1e-6  # the constant
        beta = np.zeros(X.shape[1])
        for _ in range(8):
            p = probabilities(X @ beta)
            curve = weight * np.maximum(p * (1 - p), 1e-6)
            gradient = X.T @ (weight * (share - p)) - ridge * beta
            beta = beta + np.linalg.solve((X * curve[:, None]).T @ X + np.diag(ridge), gradient)
        return np.asarray(probabilities(self._features @ beta))
