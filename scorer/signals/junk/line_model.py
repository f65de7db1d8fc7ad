"""The fitted model of lines: trees for a first guess, a logistic regression over the guesses around a line.

Fitted by :mod:`scorer.eval.training.junk.fit`, evaluated here in numpy for all lines of a page at once.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping

import numpy as np

from scorer.model.odds import probabilities
from scorer.model.store import load_weights
from scorer.signals.junk.line_features import LINE_FEATURES, context_features, line_features
from scorer.signals.junk.page import Page
from scorer.types import Floats

#: Lines looked at together: what they need then stays in the cache.
_CHUNK = 512


def guess(arrays: Mapping[str, np.ndarray], features: Floats) -> Floats:
    """(n_lines,) log-odds of the trees that a line is furniture.

    All trees are full binary trees of one depth: node k has the children 2k + 1 and 2k + 2, and a line goes to the
    second one where its feature lies above the node's threshold.
    """
    feature, threshold, leaf = (arrays[f"tree_{name}"] for name in ("feature", "threshold", "leaf"))
    trees, nodes = feature.shape
    roots = np.arange(0, trees * nodes, nodes)
    first = feature[:, 0], threshold[:, 0]
    feature = feature.ravel().astype(np.intp, copy=False)  # small integers would overflow below
    threshold, leaf = threshold.ravel(), leaf.ravel()
    # Of the node k of a tree whose root has the number r among all nodes, r + k, the first child is 2(r + k) + 1 - r.
    child = 1 - roots
    leaf_of = np.arange(trees) - nodes  # a tree has one leaf more than it has nodes
    odds = np.empty(len(features))
    for begin in range(0, len(features), _CHUNK):
        part = features[begin : begin + _CHUNK]
        flat = part.ravel()
        line = np.arange(0, len(flat), part.shape[1])[:, None]
        node = roots + 1 + (part.take(first[0], axis=1) > first[1])
        for _ in range(int(nodes + 1).bit_length() - 2):
            looked_at = feature.take(node)
            looked_at += line
            above = flat.take(looked_at) > threshold.take(node)
            node += node
            node += child + above
        node += leaf_of
        odds[begin : begin + _CHUNK] = leaf.take(node).sum(axis=1)
    return odds + float(arrays["tree_base"][0])


def settle(arrays: Mapping[str, np.ndarray], first: Floats, features: Floats) -> Floats:
    """(n_lines,) the probability that a line is furniture, from the first guesses around it."""
    context = (context_features(first, features) - arrays["context_mean"]) / arrays["context_scale"]
    # Multiplied out and summed, since a matrix product may round differently for other numbers of rows.
    odds = (context * arrays["context_weight"]).sum(axis=1) + float(arrays["context_base"][0])
    return probabilities(odds)


def read_lines(page: Page) -> tuple[Floats, Floats, Floats]:
    """(n_lines,) each: the first guess in log-odds, the probability of being furniture, and the phrases' weights."""
    arrays = _arrays()
    features = line_features(page)
    first = guess(arrays, features)
    return first, settle(arrays, first, features), features[:, LINE_FEATURES.index("cue")]


def headline_chance(features: Floats) -> Floats:
    """(n,) the probability that a line between paragraphs is another story's headline."""
    arrays = _arrays()
    odds = (features * arrays["headline_weight"]).sum(axis=1) + float(arrays["headline_base"][0])
    return probabilities(odds)


@functools.cache
def _arrays() -> Mapping[str, np.ndarray]:
    stored = load_weights("junk")
    return {
        key: stored[key].astype(np.int64 if key == "tree_feature" else np.float64)
        for key in stored
        if key.startswith(("tree_", "context_", "headline_"))
    }
