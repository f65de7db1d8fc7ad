"""Fits the model of lines (``models/junk.npz``) and measures every kind of junk.

Three kinds of text teach it: 389 whole pages as a person would paste them, each line labelled body or boilerplate;
crops of them, as somebody pastes who marked the article by hand and a little more; and clean articles, whole and
with page furniture of our own put in, whose places are known. The trees see pages alone, the regression sees all
and learns how a short clean text differs. All folds are cut by site. Word weights, trees and regression are each
fitted on guesses made out of fold, so that none reads its own answers.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from threadpoolctl import threadpool_limits

from scorer.eval.training.figures import auc, calibration_error
from scorer.eval.training.junk.ends import fit_ends
from scorer.eval.training.junk.headline_lines import fit_headlines, headline_samples
from scorer.eval.training.junk.measures import flagged_as_they_are, measure_flags
from scorer.eval.training.junk.samples import Sample, article_samples, page_samples
from scorer.model.store import pack_strings, save_weights, unpack_strings
from scorer.signals.base import Document
from scorer.signals.junk.line_features import context_features, line_features
from scorer.signals.junk.line_model import guess, settle
from scorer.signals.junk.page import read_page
from scorer.signals.junk.vocabulary import make_vocabulary
from scorer.types import Floats

FOLDS = 5
SEED = 7
TREES, DEPTH, RATE, LEAST = 80, 4, 0.1, 100
#: Lines further than this from any body line are drawn at this rate, and weigh so much more.
NEAR, RATE_FAR = 8, 0.25
#: A word must be on this many sites to be weighed, and this far from neither here nor there.
MIN_SITES, MIN_WEIGHT = 5, 0.2
PENALTY = 0.1


def fit(data: Path, models: Path) -> dict[str, Any]:
    """Write ``models/junk.npz``; return figures measured on sites that the fit has not seen."""
    with threadpool_limits(1):  # sums over several threads need not come out the same
        articles, titles = article_samples(data)
        samples = [*page_samples(data), *articles]
        fold = folds([s.site for s in samples])
        arrays, p = fit_lines(samples, fold)
        vocabulary = make_vocabulary(unpack_strings(arrays["words"]), arrays["word_weights"].tolist())
        alone = [s for s in samples if s.kind in ("clean", "crop")]
        clean = [s for s in samples if s.kind == "clean"]
        headlines, headline_figures = fit_headlines([*alone, *headline_samples(clean, titles)], vocabulary, arrays)
    models.mkdir(parents=True, exist_ok=True)
    save_weights(models, "junk", {**arrays, **headlines, **fit_ends(data)})
    as_they_are = {f"articles_flagged_as_they_are:{name}": share for name, share in flagged_as_they_are(data).items()}
    return {"figures": {**line_figures(samples, p), **headline_figures, **as_they_are}, "flags": measure_flags(data)}


def folds(sites: Iterable[str]) -> np.ndarray:
    """(n,) the fold of each sample; a site is never in two."""
    sites = list(sites)
    order = sorted(set(sites))
    random.Random(SEED).shuffle(order)
    place = {site: n % FOLDS for n, site in enumerate(order)}
    return np.array([place[site] for site in sites])


def fit_lines(samples: Sequence[Sample], fold: np.ndarray) -> tuple[dict[str, np.ndarray], list[Floats]]:
    """The arrays of the model, and each line's probability out of fold."""
    counts = [_word_counts(s) for s in samples]
    tables: list[Floats] = [np.empty(0)] * len(samples)
    for k in range(FOLDS):
        vocabulary = make_vocabulary(*word_weights(samples, counts, fold != k))
        for n in np.flatnonzero(fold == k).tolist():
            tables[n] = line_features(read_page(samples[n].document, vocabulary))
    kept = [_drawn(s, n) for n, s in enumerate(samples)]
    is_page = np.array([s.kind == "page" for s in samples])
    first: list[Floats] = [np.empty(0)] * len(samples)
    for k in range(FOLDS):
        trees = fit_trees(samples, tables, kept, (fold != k) & is_page)
        for n in np.flatnonzero(fold == k).tolist():
            first[n] = guess(trees, tables[n])
    around = [context_features(f, t) for f, t in zip(first, tables, strict=True)]
    p: list[Floats] = [np.empty(0)] * len(samples)
    for k in range(FOLDS):
        regression = fit_regression(samples, around, kept, fold != k)
        for n in np.flatnonzero(fold == k).tolist():
            p[n] = settle(regression, first[n], tables[n])
    everything = np.ones(len(samples), dtype=bool)
    words, weights = word_weights(samples, counts, everything)
    vocabulary = make_vocabulary(words, weights)
    tables = [line_features(read_page(s.document, vocabulary)) for s in samples]
    arrays = {
        "words": pack_strings(words),
        "word_weights": np.array(weights, dtype=np.float16),
        **fit_trees(samples, tables, kept, is_page),
        **fit_regression(samples, around, kept, everything),
    }
    return arrays, p


def _drawn(sample: Sample, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Which lines are learned from, and what each weighs: all near the body, some of the menus far from it."""
    label = sample.label
    place = np.arange(len(label))
    body = np.flatnonzero(label == 0)
    if len(body):
        following = np.clip(np.searchsorted(body, place), 0, len(body) - 1)
        gap = np.minimum(np.abs(body[following] - place), np.abs(body[np.maximum(following - 1, 0)] - place))
        near = gap <= NEAR
    else:
        near = np.zeros(len(label), dtype=bool)
    far = np.random.default_rng(SEED + n).random(len(label)) < RATE_FAR
    return (near | far) & (label >= 0), np.where(near, 1.0, 1 / RATE_FAR) * sample.weight


def _word_counts(sample: Sample) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """In how many body lines and in how many furniture lines of a page each word stands."""
    if sample.kind != "page":
        return {}, {}
    text = sample.document.text
    counts: tuple[defaultdict[str, int], defaultdict[str, int]] = (defaultdict(int), defaultdict(int))
    bounds = np.append(np.searchsorted(text.token_start, text.line_start), len(text.tokens)).tolist()
    for label, begin, end in zip(sample.label.tolist(), bounds, bounds[1:], strict=False):
        if label >= 0:
            for word in {
                w for w, is_word in zip(text.lower[begin:end], text.is_word[begin:end], strict=True) if is_word
            }:
                counts[label][word] += 1
    return counts


def word_weights(
    samples: Sequence[Sample], counts: Sequence[tuple[Mapping[str, int], Mapping[str, int]]], chosen: np.ndarray
) -> tuple[list[str], list[float]]:
    """How much rather each word is in furniture than in a body: a log ratio of how many pages have it there.

    A page adds at most one, and less where only few of its lines have the word, so that one site's menu does
    not teach the model its topics.
    """
    amount: defaultdict[str, list[float]] = defaultdict(lambda: [0.5, 0.5])
    sites: defaultdict[str, set[str]] = defaultdict(set)
    pages = 0
    for n in np.flatnonzero(chosen).tolist():
        if samples[n].kind == "page":
            pages += 1
            for side in (0, 1):
                lines = max(1, int((samples[n].label == side).sum()))
                for word, times in counts[n][side].items():
                    amount[word][side] += min(1.0, 20 * times / lines)
                    sites[word].add(samples[n].site)
    weights = {
        word: float(np.float16(np.log(furniture / body)))
        for word, (body, furniture) in amount.items()
        if len(sites[word]) >= MIN_SITES
    }
    words = sorted(word for word, weight in weights.items() if abs(weight) >= MIN_WEIGHT)
    return words, [weights[word] for word in words]


Drawn = Sequence[tuple[np.ndarray, np.ndarray]]


def _stacked(
    samples: Sequence[Sample], tables: Sequence[Floats], kept: Drawn, chosen: np.ndarray
) -> tuple[Floats, np.ndarray, Floats]:
    at = np.flatnonzero(chosen).tolist()
    x = np.concatenate([tables[n][kept[n][0]] for n in at])
    y = np.concatenate([samples[n].label[kept[n][0]] for n in at])
    weight = np.concatenate([kept[n][1][kept[n][0]] for n in at])
    return x, y, weight / weight.mean()


def fit_trees(
    samples: Sequence[Sample], tables: Sequence[Floats], kept: Drawn, chosen: np.ndarray
) -> dict[str, np.ndarray]:
    """Boosted trees over a line's own looks, written out as full binary trees."""
    x, y, weight = _stacked(samples, tables, kept, chosen)
    model = HistGradientBoostingClassifier(
        max_iter=TREES,
        max_depth=DEPTH,
        max_leaf_nodes=2**DEPTH,
        learning_rate=RATE,
        min_samples_leaf=LEAST,
        l2_regularization=5.0,
        max_features=0.5,
        early_stopping=False,
        random_state=SEED,
    ).fit(x, y, sample_weight=weight)
    inner = 2**DEPTH - 1
    feature = np.zeros((TREES, inner), dtype=np.int8)
    threshold = np.full((TREES, inner), np.inf)
    leaf = np.zeros((TREES, inner + 1))
    for n, (tree,) in enumerate(model._predictors):
        _write(tree.nodes, 0, 0, (feature[n], threshold[n], leaf[n]))
    return {
        "tree_feature": feature,
        "tree_threshold": threshold,
        "tree_leaf": leaf.astype(np.float32),
        "tree_base": np.asarray(model._baseline_prediction, dtype=np.float64).reshape(1),
    }


def _write(nodes: np.ndarray, index: int, place: int, tree: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    """Write a fitted node at its place in the full tree; a leaf higher up is at all places below it."""
    feature, threshold, leaf = tree
    node = nodes[index]
    if place >= len(feature):
        leaf[place - len(feature)] = node["value"]
    elif node["is_leaf"]:
        _write(nodes, index, 2 * place + 1, tree)
        _write(nodes, index, 2 * place + 2, tree)
    else:
        feature[place] = node["feature_idx"]
        threshold[place] = node["num_threshold"]
        _write(nodes, int(node["left"]), 2 * place + 1, tree)
        _write(nodes, int(node["right"]), 2 * place + 2, tree)


def fit_regression(
    samples: Sequence[Sample], around: Sequence[Floats], kept: Drawn, chosen: np.ndarray
) -> dict[str, np.ndarray]:
    """A logistic regression over the first guesses around a line."""
    x, y, weight = _stacked(samples, around, kept, chosen)
    mean, scale = x.mean(axis=0), np.maximum(x.std(axis=0), 1e-9)
    model = LogisticRegression(C=PENALTY, max_iter=1000).fit((x - mean) / scale, y, sample_weight=weight)
    return {
        "context_mean": mean,
        "context_scale": scale,
        "context_weight": model.coef_[0],
        "context_base": model.intercept_,
    }


def line_figures(samples: Sequence[Sample], p: Sequence[Floats]) -> dict[str, float]:
    """Out of fold: the figures of the lines task on pages, and how often a clean article's line is taken for junk."""
    figures: dict[str, float] = {}
    pages = [n for n, s in enumerate(samples) if s.kind == "page"]
    y = np.concatenate([samples[n].label for n in pages])
    q = np.concatenate([p[n] for n in pages])
    size = np.concatenate([_sizes(samples[n].document) for n in pages])
    judged = y >= 0
    y, q, size = y[judged], q[judged], size[judged]
    figures["lines_auc"] = auc(y, q)
    figures["lines_body_f1"] = float(f1_score(1 - y, q < 0.5))
    figures["lines_body_f1_characters"] = float(f1_score(1 - y, q < 0.5, sample_weight=size))
    figures["lines_calibration_error"] = calibration_error(y, q)
    clean = [p[n] for n, s in enumerate(samples) if s.kind == "clean"]
    figures["clean_article_lines_taken_for_furniture"] = float(np.mean(np.concatenate(clean) >= 0.5))
    furnished = [n for n, s in enumerate(samples) if s.kind == "furnished"]
    figures["put_in_lines_found"] = float(
        np.mean(np.concatenate([p[n][samples[n].label == 1] for n in furnished]) >= 0.5)
    )
    return figures


def _sizes(document: Document) -> np.ndarray:
    return document.text.line_end - document.text.line_start
