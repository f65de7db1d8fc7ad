"""Fits both scores over all signals' features and writes them with their figures."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.special import expit

from scorer.eval.datasets import sha256
from scorer.eval.training import craft
from scorer.eval.training.articles import RELIABLE, UNRELIABLE, Labelled, read_articles, usable
from scorer.eval.training.figures import auc, calibration_error, spearman
from scorer.eval.training.fitting import SEED, Examples, Settings, fit_score
from scorer.eval.training.scores import quality, reliability
from scorer.eval.training.scores.card import Told, write_card
from scorer.eval.training.scores.unseen import unseen
from scorer.eval.training.store import save_pipeline
from scorer.model.additive import SCORES, load_models
from scorer.model.store import save_weights
from scorer.types import Floats, Score

#: Draws of sources behind an interval.
DRAWS = 200

NAME = "scorer-additive"
TRAINED_ON = (
    "articles/ rated by source (Lin et al. 2023) and by reviewers (healthstory); quality: clean articles, pasted pages "
    "and generated junk; see models/CARD.md"
)


def fit(data: Path, models: Path) -> dict[str, Any]:
    """Fit reliability and quality on the labelled data below ``data`` and write them to ``models``.

    The figures lead with corpora and outlets left out whole; those within the corpora come second.
    """
    articles = usable(read_articles(data))
    articles += reliability.with_junk(articles)
    wording = craft.design(articles)
    rows = reliability.rows_of(data, articles, wording)
    figures, intervals = unseen(articles, rows, wording)
    z = _fit_one(reliability.examples(articles, rows), "reliability", reliability.SETTINGS, models)
    of_article = np.zeros(len(articles))
    of_article[reliability.articles_of_rows(articles)] = z
    real = [i for i, a in enumerate(articles) if a.corpus != reliability.GENERATED_CORPUS]
    told = figures_of([articles[i] for i in real], of_article[real])
    figures |= {f"reliability {name}": value for name, value in told.items()}
    between = intervals_of([articles[i] for i in real], of_article[real])
    intervals |= {f"reliability {name}": bounds for name, bounds in between.items()}
    pages = quality.examples(data)
    z = _fit_one(pages, "quality", quality.SETTINGS, models)
    figures |= {f"quality {name}": value for name, value in quality.figures_of(pages, z).items()}
    about = _write_about(models, data)
    load_models.cache_clear()
    fitted = load_models(models)
    write_card(models, about, Told(figures, intervals), {score: fitted[score] for score in SCORES})
    return {"figures": figures}


def _fit_one(examples: Examples, score: Score, settings: Settings, models: Path) -> Floats:
    pipeline, arrays, z = fit_score(examples, score, settings)
    save_pipeline(pipeline, models / f"{score}.skops")
    save_weights(models, score, arrays)
    return z


def figures_of(articles: list[Labelled], z: Floats) -> dict[str, float]:
    """Out-of-fold figures of reliability: over all articles, by corpus, against reviewers, and by slant."""
    quality_of = np.array([np.nan if a.quality is None else a.quality for a in articles])
    told = (quality_of >= RELIABLE) | (quality_of <= UNRELIABLE)
    y = quality_of >= RELIABLE
    p = expit(z)
    corpus = np.array([a.corpus for a in articles])
    out: dict[str, float] = {"articles": int(told.sum()), "AUC": auc(y[told], z[told])}
    rated = ~np.isnan(quality_of)
    out["rank correlation by article"] = spearman(quality_of[rated], z[rated])
    by_source: dict[str, list[int]] = {}
    for i in np.flatnonzero(told):
        by_source.setdefault(articles[i].source, []).append(int(i))
    large = [at for at in by_source.values() if len(at) >= 3]
    out["rank correlation by source, 3 articles or more"] = spearman(
        np.array([quality_of[at[0]] for at in large]), np.array([p[at].mean() for at in large])
    )
    out["calibration error"] = calibration_error(y[told], p[told])
    for name in sorted(set(corpus)):
        at = told & (corpus == name)
        if 0 < y[at].sum() < at.sum():
            out[f"AUC {name}"] = auc(y[at], z[at])
    reviewed = np.array([a.rating is not None for a in articles])
    ratings = np.array([-1.0 if a.rating is None else a.rating for a in articles])
    criteria = np.array([-1.0 if a.criteria is None else a.criteria for a in articles])
    out["reviewers: AUC at rating 3"] = auc(ratings[reviewed] >= 3, z[reviewed])
    out["reviewers: rank correlation with criteria"] = spearman(criteria[reviewed], z[reviewed])
    slant = np.array([a.slant or "" for a in articles])
    left, right = p[y & told & (slant == "left")], p[y & told & (slant == "right")]
    out["slant gap in points"] = 100 * float(left.mean() - right.mean())
    return out


def intervals_of(articles: list[Labelled], z: Floats, draws: int = DRAWS) -> dict[str, tuple[float, float]]:
    """The middle 95% of each of :func:`figures_of` over sources drawn with replacement (Efron 1979): how far another
    set of sources of this kind could have moved it. The fits stay as they are. The calibration error has none: it
    cannot fall below zero, so that drawing adds to it whatever is drawn."""
    of_source: dict[str, list[int]] = {}
    for i, article in enumerate(articles):
        of_source.setdefault(article.source, []).append(i)
    sources = sorted(of_source)
    generator = np.random.default_rng(SEED)
    drawn: dict[str, list[float]] = {}
    for _ in range(draws):
        chosen: list[Labelled] = []
        at: list[int] = []
        for k, source in enumerate(generator.choice(sources, size=len(sources)).tolist()):
            at += of_source[source]
            chosen += [replace(articles[i], source=f"{source} {k}") for i in of_source[source]]
        for name, value in figures_of(chosen, z[at]).items():
            if isinstance(value, float) and name != "calibration error":
                drawn.setdefault(name, []).append(value)
    return {name: tuple(np.quantile(values, (0.025, 0.975)).tolist()) for name, values in drawn.items()}


def _write_about(models: Path, data: Path) -> dict[str, str]:
    """Name, version and the files that were fitted on, so that an evaluation can tell when it looks at the same.

    The version is a fingerprint of the weights, so it changes with them and only then.
    """
    digest = hashlib.sha256()
    for path in sorted(models.glob("*.npz")):
        digest.update(path.read_bytes())
    about = {"name": NAME, "version": digest.hexdigest()[:12], "trained_on": TRAINED_ON}
    read = {path.name: sha256(path) for path in sorted((data / "articles").glob("*.jsonl.gz"))}
    (models / "about.json").write_text(json.dumps({**about, "data": read}, indent=1) + "\n", encoding="utf-8")
    return about
