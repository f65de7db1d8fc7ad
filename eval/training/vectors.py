"""Word vectors from the labelled articles' own text: what a word is like, told by the company it keeps.

Positive pointwise mutual information of a word with its neighbours, reduced by a truncated singular value
decomposition (Levy & Goldberg 2014; Levy, Goldberg & Dagan 2015). No label is read. The vectors are used in
training only: every fit folds them into one number a word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from sklearn.utils.extmath import randomized_svd

from scorer.eval.training.wording import plain, written_low
from scorer.text import Text
from scorer.types import Floats

_MIN_COUNT = 6
_N_CONTEXTS = 8000
_DIMENSIONS = 300
#: Offset of a neighbour, its weight, and the group of columns it counts in: next to the word, or near it.
_WINDOW = ((1, 1.0, 0), (2, 1.0, 1), (3, 0.7, 1), (4, 0.5, 1), (-1, 1.0, 2), (-2, 1.0, 3), (-3, 0.7, 3), (-4, 0.5, 3))


@dataclass(frozen=True, slots=True)
class Vectors:
    """Unit vectors of words.

    Attributes
    ----------
    number : word → 1 … n_words; 0 is any other.
    matrix : (n_words + 1, 300) unit rows; row 0 is zero.
    low : share of a word's places that write it without a capital, sentence beginnings left out.
    """

    number: dict[str, int]
    matrix: Floats
    low: dict[str, float]


def learn(texts: Sequence[Text]) -> Vectors:
    """Vectors of every word that is in the texts at least six times."""
    lower = [[plain(token) for token in text.lower] for text in texts]
    counts = Counter(token for tokens in lower for token in tokens)
    words = [w for w, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])) if n >= _MIN_COUNT]
    words = [w for w in words if not any(c.isdigit() for c in w)]
    number = {word: i + 1 for i, word in enumerate(words)}
    ids = np.fromiter((number.get(t, 0) for tokens in lower for t in tokens), dtype=np.int64)
    shift = np.cumsum([0] + [text.n_sentences for text in texts])
    sentence = np.concatenate([text.token_sentence + s for text, s in zip(texts, shift, strict=False)])
    near = sparse.csr_matrix((len(words) + 1, 4 * _N_CONTEXTS), dtype=np.float32)
    for offset, weight, group in _WINDOW:
        k = abs(offset)
        word, other = (ids[:-k], ids[k:]) if offset > 0 else (ids[k:], ids[:-k])
        pair = (sentence[:-k] == sentence[k:]) & (word > 0) & (other > 0) & (other <= _N_CONTEXTS)
        columns = other[pair] - 1 + group * _N_CONTEXTS
        ones = np.full(int(pair.sum()), weight, dtype=np.float32)
        near = near + sparse.coo_matrix((ones, (word[pair], columns)), shape=near.shape).tocsr()
    left, values, _ = randomized_svd(_positive_information(near), n_components=_DIMENSIONS, n_iter=3, random_state=0)
    matrix = left * np.sqrt(values)
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True) + 1e-9
    matrix[0] = 0.0
    return Vectors(number, matrix.astype(np.float64), written_low(texts))


def _positive_information(near: sparse.csr_matrix) -> sparse.csr_matrix:
    """log(p(word, neighbour) / p(word) p(neighbour)^0.75), where above zero."""
    of_word = np.asarray(near.sum(axis=1)).ravel() + 1e-9
    of_context = np.asarray(near.sum(axis=0)).ravel() ** 0.75
    of_context /= of_context.sum()
    cells = near.tocoo()
    value = np.log(cells.data / (of_word[cells.row] * of_context[cells.col] + 1e-12))
    kept = value > 0
    return sparse.csr_matrix((value[kept], (cells.row[kept], cells.col[kept])), shape=near.shape)
