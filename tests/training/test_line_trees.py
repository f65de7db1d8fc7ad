"""Trees written out as arrays give what walking them gives, whatever numbers the arrays are kept in."""

from __future__ import annotations

import numpy as np
import pytest

from scorer.signals.junk.line_model import guess


@pytest.mark.parametrize("kept_in", [np.int8, np.int64])
def test_trees_are_read_as_they_are_walked(kept_in: type) -> None:
    chance = np.random.default_rng(2)
    depth, trees, n_features = 3, 4, 24
    inner = 2**depth - 1
    arrays = {
        "tree_feature": chance.integers(0, n_features, (trees, inner)).astype(kept_in),
        "tree_threshold": chance.normal(size=(trees, inner)),
        "tree_leaf": chance.normal(size=(trees, inner + 1)),
        "tree_base": np.array([0.5]),
    }
    rows = chance.normal(size=(300, n_features))  # more columns in all than a byte can count

    def walk(row: np.ndarray, tree: int) -> float:
        node = 0
        while node < inner:
            above = row[arrays["tree_feature"][tree, node]] > arrays["tree_threshold"][tree, node]
            node = 2 * node + 1 + int(above)
        return float(arrays["tree_leaf"][tree, node - inner])

    expected = [0.5 + sum(walk(row, tree) for tree in range(trees)) for row in rows]
    assert guess(arrays, rows) == pytest.approx(expected)
