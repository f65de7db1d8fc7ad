"""Fits the regression that tells another story's headline from a section heading (part of ``models/junk.npz``)."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from scorer.eval.training.junk.samples import Sample, sample
from scorer.model.odds import probabilities
from scorer.signals.junk.headlines import candidates, headline_features
from scorer.signals.junk.line_features import line_features
from scorer.signals.junk.line_model import guess
from scorer.signals.junk.page import read_page
from scorer.signals.junk.vocabulary import Vocabulary
from scorer.types import Floats

SEED = 11
#: Headlines put into each clean article, one at a time.
PUT_IN = 2
FOLDS = 5


def headline_samples(clean: Sequence[Sample], titles: Sequence[str]) -> list[Sample]:
    """Clean articles, each with the title of another article put between two of its paragraphs."""
    chance = random.Random(SEED)
    out = []
    for article in clean:
        lines = article.document.text.lines()
        for _ in range(PUT_IN if len(lines) >= 5 else 0):
            n = chance.randrange(2, len(lines) - 1)
            title = chance.choice(titles)
            before = "\n".join(lines[:n]) + "\n"
            marks = [(0, -1), (len(before), 1), (len(before) + len(title), -1)]
            out.append(sample("headline", article.site, before + title + "\n" + "\n".join(lines[n:]), marks))
    return out


def fit_headlines(
    samples: Sequence[Sample], vocabulary: Vocabulary, trees: Mapping[str, np.ndarray]
) -> tuple[dict[str, np.ndarray], dict[str, float]]:
    """The regression, and its figures on sites that it was not fitted on.

    Headings of clean articles count as headings, although some are furniture that the corpus left in: the figures
    for wrongly taken headings are upper bounds.
    """
    tables, labels, sites, kinds = [], [], [], []
    for one in samples:
        page = read_page(one.document, vocabulary)
        at = candidates(page)
        at = at[one.label[at] >= 0]
        if len(at):
            tables.append(headline_features(page, at, guess(trees, line_features(page))))
            labels.append(one.label[at])
            sites += [one.site] * len(at)
            kinds += [one.kind] * len(at)
    x, y = np.concatenate(tables), np.concatenate(labels)
    order = sorted(set(sites))
    random.Random(SEED).shuffle(order)
    place = {site: n % FOLDS for n, site in enumerate(order)}
    fold = np.array([place[site] for site in sites])
    p = np.empty(len(y))
    for k in range(FOLDS):
        weight, base = _regress(x[fold != k], y[fold != k])
        p[fold == k] = probabilities(x[fold == k] @ weight + base)
    of_articles = np.array([kind in ("clean", "headline") for kind in kinds])
    weight, base = _regress(x, y)
    return {"headline_weight": weight, "headline_base": np.array([base])}, {
        "headlines_put_in_found": float((p[of_articles & (y == 1)] >= 0.6).mean()),
        "headings_of_clean_articles_taken_for_headlines_at_most": float((p[of_articles & (y == 0)] >= 0.8).mean()),
    }


def _regress(x: Floats, y: np.ndarray) -> tuple[Floats, float]:
    mean, scale = x.mean(axis=0), np.maximum(x.std(axis=0), 1e-9)
    model = LogisticRegression(C=1.0, max_iter=1000).fit((x - mean) / scale, y)
    weight = model.coef_[0] / scale
    return weight, float(model.intercept_[0] - (weight * mean).sum())
