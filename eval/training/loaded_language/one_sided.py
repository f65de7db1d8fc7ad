"""The model of one-sided articles, fitted on the by-article part of SemEval-2019 task 4."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from scorer.article import Article
from scorer.eval.training.articles import read_rows
from scorer.eval.training.loaded_language.word_fit import Words
from scorer.eval.training.wording import plain
from scorer.signals.base import Document
from scorer.signals.loaded_language.judgement import LoadedModel, profile, read
from scorer.text import Text, read_text
from scorer.types import Bools, Floats

_C = 1.0
#: What the blocks weigh in the ridge, chosen by cross-validation over domains.
_WORDS, _SPELLING, _VECTORS, _WEAK, _PROFILE = 0.25, 0.5, 0.25, 0.2, 0.1
_MOST_RARE = 6.0  # a word's rarity counts up to this
_MOST_CHARACTERS = 20_000
_PARTISAN = frozenset(("fake-news", "conspiracy-pseudoscience", "left", "right", "extreme-left", "extreme-right"))
_MEASURED = frozenset(("left-center", "center", "right-center", "pro-science"))
_WEAK_CORPORA = (
    "allsides",
    "buzzfeed-2016",
    "fakenewscorpus-sample",
    "fakenewsnet-buzzfeed",
    "polnear-train",
    "sites-2023",
)
_MOST_A_SOURCE = 60


@dataclass(frozen=True, slots=True)
class Articles:
    """Labelled articles: own words, profile (n, n_columns), label, and group (domain)."""

    ids: list[str]
    tokens: list[list[str]]
    profile: Floats
    one_sided: NDArray[np.bool_]
    group: list[str]

    def __len__(self) -> int:
        return len(self.tokens)


def read_articles(data: Path, model: LoadedModel) -> Articles:
    """The hyperpartisan articles as the sentence model sees them."""
    rows = list(read_rows(data / "hyperpartisan" / "byarticle-train.jsonl.gz"))
    tokens, profiles = [], []
    for row in rows:
        text = read_text(row["text"][:_MOST_CHARACTERS])
        own = own_words(text)
        profiles.append(profile(text, read(text, own, model)))
        tokens.append(_plain_tokens(text, own))
    return Articles(
        ids=[row["id"] for row in rows],
        tokens=tokens,
        profile=np.array(profiles),
        one_sided=np.array([bool(row["labels"]["hyperpartisan"]) for row in rows]),
        group=[row["domain"] or row["id"] for row in rows],
    )


def own_words(text: Text) -> Bools:
    """(n_tokens,) what the writer says, with every sentence taken for the article's own."""
    return Document(Article(text.raw), text, np.ones(text.n_sentences, dtype=np.bool_)).own_wording


def _plain_tokens(text: Text, own: Bools) -> list[str]:
    return [plain(t) for t, o in zip(text.lower, own, strict=True) if o]


def weak_words(data: Path, words: Words, left_out: Collection[str] = ()) -> Floats:
    """(n_words,) what each word says for an article of a partisan source against one of a measured source.

    Sources in ``left_out`` are not read, so that what comes of it can be measured on them.

    Sources of the hyperpartisan articles' own file are not read, so its labels stay unseen. A source weighs
    the root of its number of articles, of which at most sixty are read.
    """
    taken: Counter[str] = Counter()
    texts, labels, sources = [], [], []
    for corpus in _WEAK_CORPORA:
        for row in read_rows(data / "articles" / f"{corpus}.jsonl.gz"):
            bias, quality = row["labels"].get("source_bias"), row["labels"].get("source_quality")
            partisan = bias in _PARTISAN and (quality is None or quality < 0.62)
            measured = bias in _MEASURED and (quality or 0.0) > 0.75
            source = row["domain"] or corpus
            if (partisan or measured) and taken[source] < _MOST_A_SOURCE and source not in left_out:
                taken[source] += 1
                text = read_text(row["text"][:_MOST_CHARACTERS])
                texts.append(_plain_tokens(text, own_words(text)))
                labels.append(partisan)
                sources.append(source)
    counts = words.counts(texts, log=True)
    rarity = _rarity(counts)
    model = LogisticRegression(C=3.0, max_iter=2000)
    model.fit(_unit(counts) @ sparse.diags(rarity), labels, sample_weight=[taken[s] ** -0.5 for s in sources])
    weight = model.coef_[0] * rarity
    return np.asarray(weight / (_unit(counts) @ weight).std())


def _rarity(counts: sparse.csr_matrix) -> Floats:
    texts_with = np.asarray((counts > 0).sum(axis=0)).ravel()
    return np.asarray(np.minimum(np.log((1 + counts.shape[0]) / (1 + texts_with)) + 1, _MOST_RARE))


def _unit(counts: sparse.csr_matrix) -> sparse.csr_matrix:
    norm = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
    return (sparse.diags(1 / np.maximum(norm, 1.0)) @ counts).tocsr()


class OneSidedFit:
    """Choice of words (each by itself, by spelling, by vector and as partisan sources use it) and profile.

    Both classes weigh the same in the fit, so a half means: as likely as not where as many articles argue
    for a side as do not.
    """

    def __init__(self, words: Words, weak: Floats) -> None:
        self.words, self.weak = words, weak
        self.rarity: Floats = np.zeros(0)
        self.mean: Floats = np.zeros(0)
        self.spread: Floats = np.zeros(0)
        self.model = LogisticRegression(C=_C, max_iter=3000, tol=1e-6, class_weight="balanced")

    def fit(self, texts: Sequence[Sequence[str]], profiles: Floats, one_sided: NDArray[np.bool_]) -> OneSidedFit:
        counts = self.words.counts(texts, log=True)
        self.rarity = _rarity(counts)
        self.mean, self.spread = profiles.mean(axis=0), np.maximum(profiles.std(axis=0), 1e-6)
        self.model.fit(self._matrix(counts, profiles), one_sided)
        return self

    def predict(self, texts: Sequence[Sequence[str]], profiles: Floats) -> Floats:
        return np.asarray(self.model.predict_proba(self._matrix(self.words.counts(texts, log=True), profiles))[:, 1])

    def word_weights(self) -> Floats:
        """(n_words,) what one word adds, before the division by the norm of the article's counts."""
        weights = self.model.coef_[0]
        n, n_pieces = len(self.words.words), self.words.spelling.shape[1]
        n_vector = self.words.vectors.shape[1]
        of_word = weights[:n] * _WORDS
        of_word = of_word + self.words.spelling @ weights[n : n + n_pieces] * _SPELLING
        of_word = of_word + self.words.vectors @ weights[n + n_pieces : n + n_pieces + n_vector] * _VECTORS
        return np.asarray(of_word * self.rarity + self.weak * (_WEAK * weights[n + n_pieces + n_vector]))

    def profile_weights(self) -> Floats:
        """(n_columns,) weights of the standardised profile."""
        return np.asarray(self.model.coef_[0][-len(self.mean) :] * _PROFILE)

    def _matrix(self, counts: sparse.csr_matrix, profiles: Floats) -> sparse.csr_matrix:
        unit = _unit(counts)
        weighed = unit @ sparse.diags(self.rarity)
        z = np.clip((profiles - self.mean) / self.spread, -3.0, 3.0)
        blocks = [
            weighed * _WORDS,
            (weighed @ self.words.spelling) * _SPELLING,
            (weighed @ self.words.vectors) * _VECTORS,
            (unit @ self.weak)[:, None] * _WEAK,
            z * _PROFILE,
        ]
        return sparse.hstack(blocks).tocsr()
