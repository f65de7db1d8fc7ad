"""Fits the learned wording of the craft signal: words and pairs by the ratings of the outlets that use them.

A word may enter that many outlets use, that is no name, no topic (``craft_topics.txt``), no negation, and not bursty
(Church and Gale 1995: a topic's words crowd in few articles, those of a practice fall at random). Articles,
prepositions, pronouns, conjunctions and auxiliaries enter beside another word alone: by themselves they tell houses
apart and explain nothing.

Its weight is kept if it holds its sign in every fit that leaves a corpus out. Outlets weigh alike whatever their number
of articles, and every corpus has an intercept of its own, so that no word is learned for the corpus it marks.
"""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from scorer.article import read_text_article
from scorer.eval.training.articles import RELIABLE, UNRELIABLE, Labelled, read_articles, usable
from scorer.eval.training.figures import auc
from scorer.eval.training.lexicons import LEXICONS
from scorer.eval.training.wording import Gram, both_apostrophes, plain
from scorer.model.store import load_lexicon, save_weights
from scorer.pipeline import examine_document
from scorer.signals.craft.signal import lower_case, own_tokens, wording_unit
from scorer.signals.ngrams import pack_ngrams
from scorer.types import Bools, Floats, Ints

#: Outlets that must use a word; and in how many articles it would be at most, of each that it stands in, if its
#: places fell at random. Among 1.25 and 1.6 and the means per article of 1.6 and 2.2, by corpora left out whole.
FEWEST_OUTLETS, MOST_BURSTY = 30, 1.25
#: Groups of articles of like length for that count.
_LENGTHS = 24
#: Strength of the fit, and what an outlet with n articles weighs in all: n ** OUTLET_EXPONENT.
STRENGTH, OUTLET_EXPONENT = 0.05, 0.4
#: A corpus left out must hold this many articles to say anything of a sign.
FEWEST_OF_A_CORPUS = 80
#: Weights smaller than this share of the largest are left out: they move nothing.
LEAST_WEIGHT = 0.01
#: Share of the articles of reliable outlets that may lie below the wording that is flagged.
FLAGGED_OF_RELIABLE = 0.01
_INTERCEPT_SCALE = 3.0
#: A reversed statement is no other practice.
_NO_WORDING = frozenset("not no never nor".split())
_NOT_ALONE = frozenset(
    "the a an of to in on at by for from with and or but as that this these those it its he she they his her their him "
    "them who which what when where while if than then so is are was were be been being am do does did has have had "
    "could would should will can may might must shall there here i we you me my your our us".split()
)


@dataclass(frozen=True, slots=True)
class Design:
    """Counts of words and pairs of each article's own voice, times :func:`wording_unit` of its length.

    Attributes
    ----------
    grams : the columns.
    X : (n, n_grams) sparse.
    """

    grams: tuple[Gram, ...]
    X: sparse.csr_matrix


def design(articles: Sequence[Labelled]) -> Design:
    """The columns that may enter, of all articles."""
    counted: list[Counter[Gram]] = []
    lengths: list[int] = []
    outlets: dict[Gram, set[str]] = defaultdict(set)
    for article in articles:
        counts, n = _counts(article)
        counted.append(counts)
        lengths.append(n)
        for gram in counts:
            outlets[gram].add(article.source)
    total: Counter[Gram] = Counter()
    within: Counter[Gram] = Counter()
    for counts in counted:
        total.update(counts)
        within.update(counts.keys())
    often = [gram for gram, names in outlets.items() if len(names) >= FEWEST_OUTLETS]
    at_random = _articles_at_random(np.array([total[gram] for gram in often]), np.array(lengths))
    kept = sorted(gram for gram, n in zip(often, at_random.tolist(), strict=True) if n < MOST_BURSTY * within[gram])
    unit = [wording_unit(n) for n in lengths]
    column = {gram: i for i, gram in enumerate(kept)}
    rows, columns, values = [], [], []
    for row, counts in enumerate(counted):
        for gram, n in counts.items():
            if gram in column:
                rows.append(row)
                columns.append(column[gram])
                values.append(n * unit[row])
    return Design(tuple(kept), sparse.csr_matrix((values, (rows, columns)), shape=(len(counted), len(kept))))


def _articles_at_random(total: Ints, lengths: Ints) -> Floats:
    """(n_grams,) in how many articles of ``lengths`` words grams that are in ``total`` places in all would occur, if
    those places fell at random (Poisson)."""
    order = np.sort(lengths[lengths > 0])
    expected = np.zeros(len(total))
    for group in np.array_split(order, _LENGTHS):
        if len(group):
            expected += len(group) * -np.expm1(-total / order.sum() * group.mean())
    return expected


@functools.cache
def _topics() -> frozenset[str]:
    return frozenset(word for line in load_lexicon("craft_topics", LEXICONS) for word in line.split())


def _counts(article: Labelled) -> tuple[Counter[Gram], int]:
    document = examine_document(read_text_article(article.text, title=article.title))
    text = document.text
    own = own_tokens(document)
    low = lower_case(text, own)
    topics = _topics()
    counts: Counter[Gram] = Counter()
    before = -2
    words = [plain(word) for word in text.lower]
    for i in low.nonzero()[0].tolist():
        word = words[i]
        if not word[0].isalpha() or word in _NO_WORDING or "'" in word or word in topics:
            continue
        if word not in _NOT_ALONE:
            counts[(word,)] += 1
        together = before == i - 1 and text.token_sentence[i] == text.token_sentence[i - 1]
        if together and not (words[before] in _NOT_ALONE and word in _NOT_ALONE):
            counts[(words[before], word)] += 1
        before = i
    return counts, int(np.count_nonzero(own & text.is_word))


def weights(data: Design, articles: Sequence[Labelled], rows: Ints) -> Floats:
    """(n_grams,) what one occurrence weighs, learned on ``rows`` of rated outlets; 0 where a sign does not hold."""
    quality = np.array([np.nan if a.quality is None else a.quality for a in articles])
    known = rows[(quality[rows] >= RELIABLE) | (quality[rows] <= UNRELIABLE)]
    corpus = np.array([a.corpus for a in articles])
    y = quality >= RELIABLE
    found = _fit(data, articles, corpus, y, known)
    holds: Bools = np.abs(found) >= LEAST_WEIGHT * np.abs(found).max()
    for name, n in sorted(Counter(corpus[known].tolist()).items()):
        if n >= FEWEST_OF_A_CORPUS:
            holds &= np.sign(_fit(data, articles, corpus, y, known[corpus[known] != name])) == np.sign(found)
    return np.where(holds, found, 0.0)


def _fit(data: Design, articles: Sequence[Labelled], corpus: NDArray[Any], y: Bools, rows: Ints) -> Floats:
    names = sorted(set(corpus[rows].tolist()))
    intercepts = _INTERCEPT_SCALE * (corpus[rows][:, None] == np.array(names)[None, :])
    times = Counter(articles[i].source for i in rows.tolist())
    weight = np.array([times[articles[i].source] ** (OUTLET_EXPONENT - 1) for i in rows.tolist()])
    model = LogisticRegression(C=STRENGTH, max_iter=400, tol=1e-4)
    X = sparse.hstack([data.X[rows], sparse.csr_matrix(intercepts)]).tocsr()
    model.fit(X, y[rows], sample_weight=weight * len(rows) / weight.sum())
    return np.asarray(model.coef_[0][: len(data.grams)], dtype=np.float64)


def out_of_fold(articles: Sequence[Labelled], fold: Ints, data: Design | None = None) -> Floats:
    """(n,) the feature ``craft_wording`` of every article, by weights that never saw its outlet."""
    made = design(articles) if data is None else data
    rated = np.array([a.quality is not None for a in articles])
    out = np.zeros(len(articles))
    for k in sorted(set(fold.tolist())):
        held = fold == k
        out[held] = made.X[held] @ weights(made, articles, np.flatnonzero(rated & ~held))
    return out


def fit(data: Path, models: Path) -> dict[str, Any]:
    """Learn from all rated outlets and write ``craft.npz``."""
    from scorer.eval.training.fitting import folds

    articles = [a for a in usable(read_articles(data)) if a.quality is not None]
    made = design(articles)
    found = weights(made, articles, np.arange(len(articles)))
    kept: dict[Gram, Sequence[float]] = {g: [float(w)] for g, w in zip(made.grams, found, strict=True) if w}
    both = both_apostrophes(kept)
    words = {gram[0]: w for gram, w in both.items() if len(gram) == 1}
    pairs: dict[Gram, Sequence[float]] = {gram: w for gram, w in both.items() if len(gram) == 2}
    save_weights(models, "craft", pack_ngrams(words, pairs))
    held = out_of_fold(articles, folds([a.source for a in articles]), made)
    quality = np.array([a.quality for a in articles], dtype=np.float64)
    known = (quality >= RELIABLE) | (quality <= UNRELIABLE)
    reliable = held[known & (quality >= RELIABLE)]
    figures = {
        "low_of_reliable": float(np.quantile(reliable, FLAGGED_OF_RELIABLE)),
        "auc_by_outlet": auc(quality[known] >= RELIABLE, held[known]),
        "words": len(words),
        "pairs": len(pairs),
        "articles": int(known.sum()),
    }
    return {"figures": figures}
