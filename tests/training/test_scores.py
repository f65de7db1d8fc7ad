"""Figures of a fit, and how far other sources could have moved them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scorer.eval.training.articles import Labelled
from scorer.eval.training.scores.fit import figures_of, intervals_of


def _articles() -> tuple[list[Labelled], NDArray[np.float64]]:
    """Forty sources of four articles each, the better ones scored higher, with noise; all rated by reviewers too."""
    generator = np.random.default_rng(0)
    made = []
    for i in range(160):
        quality = 0.7 + 0.2 * (i // 8) / 20 if i // 4 % 2 else 0.2 + 0.2 * (i // 8) / 20
        slant = ("left", "right")[i % 2]
        made.append(Labelled(str(i), "made", f"source {i // 4}", None, "", quality, 0.1 * (i % 10), i % 6, slant))
    z = np.array([4 * (a.quality or 0) - 2 for a in made]) + generator.normal(0, 1.5, len(made))
    return made, z


def test_an_interval_holds_its_figure_and_tells_nothing_of_counts() -> None:
    articles, z = _articles()
    told, between = figures_of(articles, z), intervals_of(articles, z, draws=60)
    assert set(between) == {name for name, value in told.items() if isinstance(value, float)} - {"calibration error"}
    assert all(low < told[name] < high for name, (low, high) in between.items())


def test_an_interval_is_the_same_each_time() -> None:
    articles, z = _articles()
    assert intervals_of(articles, z, draws=20) == intervals_of(articles, z, draws=20)
