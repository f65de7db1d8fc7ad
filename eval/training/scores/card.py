"""The model card: written by the fit itself, so that no figure in it can be older than the models."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from scorer.eval.training.articles import NOT_ARTICLES_OF_PRACTICE, RELIABLE, UNRELIABLE
from scorer.eval.training.fitting import N_FOLDS, N_REPLICATES
from scorer.eval.training.scores import quality, reliability
from scorer.model.additive import AdditiveModel
from scorer.render import plain
from scorer.signals.registry import FEATURES


class Told(NamedTuple):
    """What a fit reaches: figures by name, and of some the interval that they would stay in."""

    figures: Mapping[str, Any]
    intervals: Mapping[str, tuple[float, float]]


def write_card(models: Path, about: Mapping[str, str], told: Told, fitted: Mapping[str, AdditiveModel]) -> None:
    """Write ``models/CARD.md`` from the constants of the fit and its figures."""
    rows = "\n".join(
        f"| {name} | {round(value, 4):.3f} | {_between(told.intervals.get(name))} |"
        if isinstance(value, float)
        else f"| {name} | {value:,} | |"
        for name, value in told.figures.items()
    )
    held = [f"`{name}`" for name in fitted["reliability"].features if FEATURES[name][1].direction]
    (models / "CARD.md").write_text(
        (files("scorer.eval") / "templates" / "card.md")
        .read_text(encoding="utf-8")
        .format(
            name=about["name"],
            version=about["version"],
            knots=reliability.SETTINGS.n_knots,
            quality_knots=quality.SETTINGS.n_knots,
            replicates=N_REPLICATES,
            left_out=", ".join(NOT_ARTICLES_OF_PRACTICE),
            unreliable=UNRELIABLE,
            reliable=RELIABLE,
            exponent=reliability.SOURCE_EXPONENT,
            review=reliability.REVIEW_WEIGHT,
            generated=", ".join(reliability.NEVER_IN_A_NEWSROOM),
            generated_weight=reliability.GENERATED_WEIGHT,
            per_corpus=quality.PER_CORPUS,
            clean=", ".join(quality.CLEAN),
            most=quality.MOST_KINDS,
            n_folds=N_FOLDS,
            figures="| figure | value | 95% interval |\n|---|---|---|\n" + rows,
            held=", ".join(held),
            curves=_curves(fitted["reliability"]),
        ),
        encoding="utf-8",
    )


def _between(bounds: tuple[float, float] | None) -> str:
    return "" if bounds is None else f"{bounds[0]:.3f} to {bounds[1]:.3f}"


def _curves(model: AdditiveModel) -> str:
    """What each feature of a score can do, as the rows of a table: the widest first."""
    rows = []
    for name, knots, curve, usual in zip(model.features, model.knots, model.curve, model.usual, strict=True):
        low, high = np.interp(usual, knots, curve)
        direction = {1: "may only rise", -1: "may only fall", 0: ""}[FEATURES[name][1].direction]
        span = float(curve.max() - curve.min())
        row = f"| `{name}` | {direction} | {plain(usual[0])} to {plain(usual[1])} | {high - low:+.3f} | {span:.3f} |"
        rows.append((span, row))
    return "\n".join(row for _, row in sorted(rows, key=lambda pair: -pair[0]))
