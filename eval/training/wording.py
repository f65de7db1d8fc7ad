"""What the fits of hedging and loaded language share: n-gram designs, names left out, honest folds.

A design turns tokens into counts of words and pairs, weighed by how rare they are and divided by the square
root of the number of tokens, so that its weights fold into one number per gram for
:class:`scorer.signals.ngrams.NgramModel`. Names are topics, not wording: a word that is mostly written with a capital
never enters a vocabulary.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from scorer.eval.training.lexicons import LEXICONS
from scorer.model.store import load_lexicon
from scorer.text import Text
from scorer.types import Floats

Gram = tuple[str, ...]


def plain(token: str) -> str:
    """A token with its typographic apostrophes made straight."""
    return token.replace("’", "'")


def lexicon(name: str) -> frozenset[Gram]:
    """The entries of a word list of training, as tuples of words."""
    return frozenset(tuple(plain(entry).split()) for entry in load_lexicon(name, LEXICONS))


def grams(tokens: Sequence[str], longest: int) -> list[Gram]:
    """Every run of 1 … ``longest`` tokens."""
    return [tuple(tokens[i : i + n]) for n in range(1, longest + 1) for i in range(len(tokens) - n + 1)]


def written_low(texts: Iterable[Text]) -> dict[str, float]:
    """How large a share of each word's places, sentence beginnings left out, writes it without a capital."""
    seen: Counter[str] = Counter()
    low: Counter[str] = Counter()
    for text in texts:
        inside = text.is_word.copy()
        inside[text.sentence_token[:-1][np.diff(text.sentence_token) > 0]] = False
        for i in np.flatnonzero(inside).tolist():
            word = plain(text.lower[i])
            seen[word] += 1
            low[word] += not text.is_capital[i]
    return {word: low[word] / n for word, n in seen.items()}


def is_common(word: str, low: Mapping[str, float]) -> bool:
    """Whether a word may enter a vocabulary: no name, no number."""
    return not word[0].isdigit() and low.get(word, 0.0 if word[0].isalpha() else 1.0) >= 0.5


class GramDesign:
    """Counts of common words and pairs, weighed by rarity, over the root of the number of tokens.

    Parameters
    ----------
    low : as :func:`written_low` gives it.
    scale : what the block weighs against the other columns of a ridge fit.
    min_texts : texts that must hold a gram.
    """

    def __init__(self, low: Mapping[str, float], scale: float, min_texts: int = 2, longest: int = 2) -> None:
        self.low, self.scale, self.min_texts, self.longest = low, scale, min_texts, longest
        self.columns: dict[Gram, int] = {}
        self.factor: Floats = np.zeros(0)

    def grams(self, tokens: Sequence[str]) -> list[Gram]:
        return [g for g in grams(tokens, self.longest) if all(is_common(w, self.low) for w in g)]

    def fit(self, texts: Sequence[Sequence[str]]) -> GramDesign:
        seen = Counter(gram for tokens in texts for gram in set(self.grams(tokens)))
        kept = sorted(gram for gram, n in seen.items() if n >= self.min_texts)
        self.columns = {gram: i for i, gram in enumerate(kept)}
        self.factor = np.array([np.log((1 + len(texts)) / (1 + seen[g])) + 1 for g in kept]) * self.scale
        return self

    def transform(self, texts: Sequence[Sequence[str]]) -> sparse.csr_matrix:
        rows, columns, values = [], [], []
        for row, tokens in enumerate(texts):
            norm = max(len(tokens), 1) ** -0.5
            for gram, n in Counter(self.grams(tokens)).items():
                if gram in self.columns:
                    rows.append(row)
                    columns.append(self.columns[gram])
                    values.append(n * norm * self.factor[self.columns[gram]])
        return sparse.csr_matrix((values, (rows, columns)), shape=(len(texts), len(self.columns)))

    def folded(self, weights: Floats) -> dict[Gram, float]:
        """The weight of one occurrence of each gram, before the division by the root of the length."""
        return {gram: float(weights[i] * self.factor[i]) for gram, i in self.columns.items()}


def count_design(texts: Sequence[Sequence[str]], columns: Mapping[Gram, int]) -> sparse.csr_matrix:
    """(n_texts, n_grams) how often each listed run of up to three words is in each text."""
    found = [Counter(columns[g] for g in grams(tokens, 3) if g in columns) for tokens in texts]
    rows = [row for row, counts in enumerate(found) for _ in counts]
    return sparse.csr_matrix(
        ([n for counts in found for n in counts.values()], (rows, [c for counts in found for c in counts])),
        shape=(len(texts), len(columns)),
        dtype=np.float64,
    )


def both_apostrophes(weights: Mapping[Gram, Sequence[float]]) -> dict[Gram, Sequence[float]]:
    """The same weights for the typographic spelling of every gram that holds an apostrophe."""
    curly = {tuple(w.replace("'", "’") for w in gram): value for gram, value in weights.items()}
    return {**curly, **weights}


def logistic(C: float) -> LogisticRegression:
    """The ridge logistic regression of every fit here: deterministic, no penalty on a dense column alone."""
    return LogisticRegression(C=C, max_iter=2000, tol=1e-4)


def fit_chances(model: LogisticRegression, X: sparse.csr_matrix, chance: Floats) -> None:
    """Fit to chances (n,) of being true instead of labels: each row counts as true by its chance, else as false."""
    label = np.repeat([True, False], len(chance))
    model.fit(sparse.vstack([X, X]), label, sample_weight=np.concatenate([chance, 1 - chance]))


def calibration_error(y: NDArray[np.bool_], p: Floats, weight: Floats | None = None, bins: int = 10) -> float:
    """Expected calibration error over bins of equal width; ``weight`` (n,) is what each row counts for."""
    w = np.ones(len(p)) if weight is None else weight
    bin_of = np.minimum((p * bins).astype(int), bins - 1)
    gap = np.bincount(bin_of, weights=w * (y - p), minlength=bins)
    return float(np.abs(gap).sum() / w.sum())
