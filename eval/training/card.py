"""The model card: written by the fit itself, so that no figure in it can be older than the models."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from scorer.eval.training import quality, reliability
from scorer.eval.training.articles import NOT_ARTICLES_OF_PRACTICE, RELIABLE, UNRELIABLE
from scorer.eval.training.fitting import N_FOLDS, N_REPLICATES
from scorer.model import AdditiveModel
from scorer.signals.registry import FEATURES


def write_card(
    models: Path, about: Mapping[str, str], figures: Mapping[str, Any], fitted: Mapping[str, AdditiveModel]
) -> None:
    """Write ``models/CARD.md`` from the constants of the fit and its figures."""
    rows = "\n".join(
        f"| {name} | {value:.3f} |" if isinstance(value, float) else f"| {name} | {value:,} |"
        for name, value in figures.items()
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
            figures="| figure | value |\n|---|---|\n" + rows,
            held=", ".join(held),
        ),
        encoding="utf-8",
    )
