"""What the attribution reader knows of words before it learns: its vocabulary, and vectors from unlabelled text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.utils.extmath import randomized_svd

from scorer.eval.training.articles import read_rows
from scorer.eval.training.attribution.distilled import Sample
from scorer.signals.attribution.network import Vocabulary, places
from scorer.text import Text, read_text
from scorer.types import Floats32

_PLAIN_CHARACTERS = 12_000
#: A word of the vocabulary comes this often, in this many articles: many a cue is a rare verb; what is rarer is hardly
#: learned.
_MIN_COUNT, _MIN_ARTICLES = 10, 6
#: Titles and pronouns of names, known although they are mostly written with a capital.
_TITLES = frozenset("mr mrs ms dr sen rep gov gop u.s i".split())


def sample(text: Text, vocabulary: Vocabulary, targets: Floats32) -> Sample:
    """An article to learn from; ``targets``: (n_tokens, N_OUTPUTS) in 0 … 1."""
    rows = vocabulary.rows(text)
    shapes = [vocabulary.shape_row(token) for token in text.tokens]
    marks = places(text, vocabulary.straight_marks(rows))
    return Sample(rows, marks, np.array(shapes, dtype=np.int64), targets)


def read_articles(data: Path, corpora: Sequence[str]) -> Iterator[Text]:
    """The beginnings of the articles of some corpora, none of them labelled here."""
    for corpus in corpora:
        for row in read_rows(data / "articles" / f"{corpus}.jsonl.gz"):
            yield read_text(row["text"][:_PLAIN_CHARACTERS])


def word_vectors(texts: Sequence[Text], vocabulary: Vocabulary, width: int) -> Floats32:
    """(n_rows, width) word vectors: a singular value decomposition of the positive mutual information of words and
    their neighbours (Levy & Goldberg 2014)."""
    rows = np.concatenate([np.append(vocabulary.rows(text), [-1, -1, -1]) for text in texts])
    counts = np.bincount(rows[rows >= 0], minlength=len(vocabulary))
    context = np.full(len(vocabulary) + 1, -1)
    frequent = np.argsort(-counts, kind="stable")[:2000]
    context[frequent] = np.arange(len(frequent))
    blocks = [_information(rows, context, len(vocabulary), offset) for offset in (-3, -2, -1, 1, 2, 3)]
    left, singular, _ = randomized_svd(sparse.hstack(blocks).tocsr(), width, random_state=0)
    vectors = left * np.sqrt(singular)
    return np.asarray(vectors - vectors.mean(axis=0), dtype=np.float32)


def find_words(texts: Sequence[Text]) -> tuple[list[str], list[str]]:
    """Words mostly written small, and endings of the words that are too rare."""
    inside: Counter[str] = Counter()
    small: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    for text in texts:
        first = np.zeros(len(text.tokens), dtype=np.bool_)
        first[text.sentence_token[:-1]] = True
        for word, capital, begins in zip(text.lower, text.is_capital.tolist(), first.tolist(), strict=True):
            if not begins:
                inside[word] += 1
                small[word] += not capital
        articles.update(set(text.lower))
    words = sorted(
        word
        for word, n in articles.items()
        if n >= _MIN_ARTICLES
        and inside[word] >= _MIN_COUNT
        and (2 * small[word] >= inside[word] or word in _TITLES)
        and not word[0].isdigit()
    )
    known = set(words)
    endings: Counter[str] = Counter()
    for text in texts:
        for word, capital in zip(text.lower, text.is_capital.tolist(), strict=True):
            if not capital and word[0].isalpha() and word not in known:
                endings[word[-3:]] += 1
    return words, sorted(ending for ending, n in endings.items() if n >= 30)


def _information(rows: NDArray[np.int64], context: NDArray[np.int64], n: int, offset: int) -> sparse.coo_matrix:
    """(n, 2000) positive mutual information of words with the frequent words ``offset`` places away."""
    low, high = max(0, -offset), max(0, offset)
    word, other = rows[low : len(rows) - high], context[rows[high : len(rows) - low]]
    met = (word >= 0) & (other >= 0) & (rows[high : len(rows) - low] >= 0)
    shape = (n, 2000)
    counts = sparse.coo_matrix((np.ones(int(met.sum())), (word[met], other[met])), shape=shape).tocsr()
    counts.sum_duplicates()
    total = counts.sum()
    by_word = np.asarray(counts.sum(axis=1)).ravel()
    by_context = np.asarray(counts.sum(axis=0)).ravel() ** 0.75
    by_context *= total / by_context.sum()
    found = counts.tocoo()
    value = np.log(found.data * total / (by_word[found.row] * by_context[found.col]))
    return sparse.coo_matrix((np.maximum(value, 0) / np.sqrt(abs(offset)), (found.row, found.col)), shape=shape)
