"""Features to scores: two additive models, read from plain arrays.

Each feature has a piecewise-linear curve of log-odds over its value (the fitted linear spline of a
scikit-learn pipeline, see ``eval/training``), so a score is a base plus one contribution a feature and the
sum is exact. scikit-learn is not imported here; a test holds these numbers against the pipeline's own
``decision_function`` to 1e-9.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import field
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType

import numpy as np

from scorer.model.standing import GROUPS
from scorer.model.store import ModelError, read_arrays, reason_of, unpack_strings
from scorer.types import Floats, Ints, Score, record

SCORES: tuple[Score, Score] = ("reliability", "quality")
_ARRAYS = ("knots", "curve", "usual", "boot_base", "boot_curve")
#: Only a score that is compared with reference articles has these.
_REFERENCE = ("reference", "group_reference")


@record
class Scored:
    """One score and its parts: log-odds, 90% bounds in log-odds, and a contribution a feature."""

    log_odds: float
    low: float
    high: float
    contributions: Floats


@record
class AdditiveModel:
    """A base and one curve per feature, with bootstrap replicates of both.

    Attributes
    ----------
    features : names, in the order of every array below.
    base : log-odds where every feature is at its reference value.
    knots, curve : (n_features, n_knots) places and log-odds of each curve; linear between the knots,
        constant outside. Curves are zero at the reference value; so is what is unknown.
    usual : (n_features, 2) the middle of the values among reliable, clean articles; inside it a curve is flat where
        the fit was asked for that.
    reference : (101,) percentiles of the log-odds of the reference articles, rising; empty where none are known.
    group_reference : (n_groups, 101) the same of the log-odds of each of :data:`scorer.model.standing.GROUPS`.
    position : the place of each feature in that order.
    boot_base, boot_curve : the same for B models refitted on resampled sources, (B,), (B, n_features, n_knots).
    """

    features: tuple[str, ...]
    base: float
    knots: Floats
    curve: Floats
    usual: Floats
    boot_base: Floats
    boot_curve: Floats
    reference: Floats = field(default_factory=lambda: np.empty(0))
    group_reference: Floats = field(default_factory=lambda: np.empty((0, 101)))
    #: (n_features * n_knots, B) the replicates' curves: in this order an article needs a few whole rows.
    _boot: Floats = field(init=False, repr=False, compare=False)
    #: (n_features,) the place of each curve's first knot among all.
    _first_knot: Ints = field(init=False, repr=False, compare=False)
    position: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        rows = self.boot_curve.reshape(len(self.boot_curve), -1)
        object.__setattr__(self, "_first_knot", np.arange(len(self.features)) * self.knots.shape[1])
        object.__setattr__(self, "_boot", np.ascontiguousarray(rows.T))
        object.__setattr__(self, "position", MappingProxyType({name: i for i, name in enumerate(self.features)}))

    def row(self, values: Mapping[str, float | None]) -> Floats:
        """(n_features,) the values this model reads, NaN where they are unknown."""
        return np.array([np.nan if (v := values.get(f)) is None else v for f in self.features], dtype=np.float64)

    def contribution(self, feature: np.ndarray, value: Floats) -> Floats:
        """(m,) log-odds of features (m indices) at values (m,)."""
        return self._contribution(*self._place(feature, value))

    def score(self, values: Floats) -> Scored:
        """Score one article's row of feature values, (n_features,)."""
        place = self._place(slice(None), values)
        parts = self._contribution(*place)
        total = float(self.base + parts.sum())
        low, high = self._bounds(*place)
        return Scored(total, min(low, total), max(high, total), parts)

    def log_odds(self, values: Floats) -> float:
        """The log-odds of :meth:`score` alone."""
        return float(self.base + self._contribution(*self._place(slice(None), values)).sum())

    def _contribution(self, at: np.ndarray, weight: Floats, told: np.ndarray) -> Floats:
        left, right = self.curve.take(at), self.curve.take(at + 1)
        return np.where(told, left + weight * (right - left), 0.0)

    def _bounds(self, at: np.ndarray, weight: Floats, told: np.ndarray) -> tuple[float, float]:
        """The 5% and 95% quantiles of the replicates' log-odds, interpolated as np.quantile does."""
        below, above = np.where(told, 1.0 - weight, 0.0), np.where(told, weight, 0.0)
        boot = below @ self._boot.take(at, axis=0) + above @ self._boot.take(at + 1, axis=0)
        boot += self.boot_base
        boot.sort()
        low, high = (_between(boot, share * (len(boot) - 1)) for share in (0.05, 0.95))
        return low, high

    def _place(self, feature: np.ndarray | slice, value: Floats) -> tuple[np.ndarray, Floats, np.ndarray]:
        """Of each value the knot before it on its feature's curve, counted over all curves, how far it is from
        there to the next one, and whether it is known."""
        knots = self.knots[feature]
        told = ~np.isnan(value)
        known = np.where(told, value, knots[:, 0])
        at = self._first_knot[feature] + np.add.reduce(known[:, None] >= knots[:, 1:-1], axis=1)
        start, stop = self.knots.take(at), self.knots.take(at + 1)
        return at, np.minimum(np.maximum((known - start) / (stop - start), 0.0), 1.0), told


def _between(values: Floats, place: float) -> float:
    """The value at a place between two of the sorted values."""
    below = int(place)
    above = min(below + 1, len(values) - 1)
    return float(values[below] + (place - below) * (values[above] - values[below]))


@record
class Models:
    """The two score models with their name, version and training data."""

    reliability: AdditiveModel
    quality: AdditiveModel
    name: str
    version: str
    trained_on: str

    def __getitem__(self, score: Score) -> AdditiveModel:
        return self.reliability if score == "reliability" else self.quality


@functools.lru_cache(maxsize=4)
def load_models(folder: Path | None = None) -> Models:
    """The models in ``folder``, or those that ship with the package. Read once per process.

    Raises
    ------
    ModelError : a file of the model folder is missing or damaged, or was written by another version of scorer.
    """
    place: Traversable = files("scorer.models") if folder is None else folder
    try:
        about = json.loads((place / "about.json").read_text(encoding="utf-8"))
        named = [about[name] for name in ("name", "version", "trained_on")]
    except Exception as error:
        raise ModelError(f"{place / 'about.json'} cannot be read: {reason_of(error)}") from None
    if not all(isinstance(value, str) for value in named):
        raise ModelError(f"{place / 'about.json'} is damaged: name, version and trained_on must be strings")
    return Models(_load(place / "reliability.npz"), _load(place / "quality.npz"), *named)


def _load(path: Traversable) -> AdditiveModel:
    stored = read_arrays(path)
    if set(stored) - {*_REFERENCE} != {"features", "base", *_ARRAYS}:
        raise ModelError(f"{path} was fitted by another version of scorer; fit it again")
    try:
        features = tuple(unpack_strings(stored["features"]))
        arrays = {name: stored[name].astype(np.float64) for name in ("base", *_ARRAYS, *_REFERENCE) if name in stored}
    except ValueError as error:
        raise ModelError(f"{path} is damaged: {reason_of(error)}") from None
    n, knots, replicates = len(features), arrays["knots"].shape[-1:], arrays["boot_base"].shape
    shapes = {
        "base": (),
        "knots": (n, *knots),
        "curve": (n, *knots),
        "usual": (n, 2),
        "boot_base": replicates[:1] or (1,),
        "boot_curve": (*replicates, n, *knots),
        "reference": (101,),
        "group_reference": (len(GROUPS), 101),
    }
    for name in arrays:
        shape = shapes[name]
        if arrays[name].shape != shape or not all(shape):
            raise ModelError(f"{path} is damaged: {name} has the shape {arrays[name].shape} instead of {shape}")
        if not np.isfinite(arrays[name]).all():
            raise ModelError(f"{path} is damaged: {name} holds a number that is not finite")
    return AdditiveModel(features=features, base=float(arrays.pop("base")), **arrays)
