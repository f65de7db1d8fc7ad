"""The model card: written by the fit itself, so that no figure in it can be older than the models."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scorer.eval.training import quality, reliability
from scorer.eval.training.articles import NOT_ARTICLES_OF_PRACTICE, RELIABLE, UNRELIABLE
from scorer.eval.training.fitting import N_FOLDS, N_REPLICATES
from scorer.model import AdditiveModel
from scorer.signals.registry import FEATURES

_TEXT = """# Model card
{name}, version {version} (a fingerprint of the weights). Written by `scorer train --data ../shared/data`; every figure below is out of fold, by source.

## What they are
Two additive models over named features. The log-odds of a score are a base plus one piecewise-linear curve a feature ({knots} knots for reliability, {quality_knots} for quality), fitted as a ridge logistic regression on ramps (`eval/training/additive.py`), calibrated by Platt scaling on out-of-fold log-odds, with {replicates} refits on sources drawn with replacement for the interval. No outlet's name, no topic and no bag of words is read.

- **reliability**: of 100 articles with these signals, how many come from sources that expert raters judge reliable. It speaks of how an article is sourced and written. It is no verdict on truth.
- **quality**: of 100 texts with these signals, half of them clean, how many are a clean, whole article.

## What they were fitted on
- Reliability, by source: the articles of `articles/` whose source has a rating (first component of the pooled expert ratings of Lin et al. 2023, PNAS Nexus), except {left_out}. The label is the rating itself, cut to a share between {unreliable} and {reliable} and beyond; a source with n articles weighs n to the power {exponent} in all.
- Reliability, by article: reviewers' ratings of `articles/healthstory` (criteria met), which weigh {review} of the sources' ratings in all and have an intercept of their own, so that they teach what makes one article better than another.
- Reliability, by construction: articles of reliable sources with junk that no careful newsroom publishes put in ({generated}), at {generated_weight} of the weight, as not reliable.
- Quality: {per_corpus} articles from each of {clean}; each stands there whole (clean) and with one to {most} kinds of generated junk (damaged); the bodies of `pages/pasted-pages` (clean) and the whole pages (damaged). Both sides weigh the same.

Signals with weights of their own (hedging, loaded language, headline, attribution, junk) are fitted first, each on its own labelled data; what they say of articles that they were fitted on enters here out of fold where the label is close (one-sidedness).

## What they reach
{n_folds} folds; no source stands on both sides of a split.

{figures}

## What they must not be used for
- To say that a statement, or an article, is true or false.
- To decide alone about a person, an outlet, or what may be published or seen. A score is a reason to look, not to act.
- On anything that is not a news-like article in English: fiction, chat, law, code, poetry, transcripts.
- To compare two articles whose intervals overlap.

## What to know
- A source's rating is a label of the source: many careful articles stand in poor outlets and the other way round, and the model learns from both.
- The corpora are mostly American, about politics (2015 to 2020) and health (2005 to 2018).
- Whoever writes to please the score can: it rewards attribution, not truth.

## Where each feature may push
Held to the sign that journalism standards give: {held}. All other curves are free; where one of them rewards something odd it stands in the table of `docs/method.md`.
"""


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
        _TEXT.format(
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
