"""What quality learns from: clean articles, whole pasted pages and their bodies, and generated junk."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.special import expit

from scorer.article import read_text_article
from scorer.eval.training.articles import read_articles, read_rows
from scorer.eval.training.figures import auc, calibration_error
from scorer.eval.training.fitting import SEED, Examples, Settings, columns, feature_names, feature_rows
from scorer.eval.training.junk.generator import KINDS, damage
from scorer.pipeline import MIN_WORDS
from scorer.types import Floats

SETTINGS = Settings(n_knots=7, penalty=0.0005)
#: Of 100 readers, how many would still call an article whole and clean that has one piece of such junk (our own
#: judgement: no labels exist): damage in passing leaves an article, made-up parts leave none. Pieces multiply.
STILL_CLEAN = {
    "repeated_text": 0.8,
    "page_furniture": 0.85,
    "truncated": 0.8,
    "garbled_encoding": 0.7,
    "search_filler": 0.35,
    "machine_residue": 0.1,
    "placeholder_text": 0.1,
    "author_profile": 0.05,
}
#: A label above or below these counts for calibration.
SURELY_CLEAN, SURELY_DAMAGED = 0.9, 0.3
#: Corpora whose texts were extracted with some care; all hold a little furniture of their own.
CLEAN = ("allsides", "healthstory", "hyperpartisan-train", "polnear-train", "sites-2023")
#: Articles taken from each of them, and how many kinds of junk are put into one at most.
PER_CORPUS = 300
MOST_KINDS = 3


@dataclass(frozen=True, slots=True)
class Sample:
    """A text with its label: the share of readers who would call it clean, and what is wrong with it (``kind``)."""

    text: str
    clean: float
    kind: str
    group: str


def samples(data: Path) -> list[Sample]:
    """Every text that quality is fitted on: each clean article stands there whole and damaged."""
    return [s for s in _samples(data) if len(s.text.split()) >= MIN_WORDS]


def _samples(data: Path) -> Iterator[Sample]:
    chance = random.Random(SEED)
    articles = [a for a in read_articles(data) if a.corpus in CLEAN and len(a.text.split()) >= MIN_WORDS]
    titles = tuple(sorted({a.title for a in articles if a.title}))
    for corpus in CLEAN:
        drawn = [a for a in articles if a.corpus == corpus]
        for a in chance.sample(drawn, min(PER_CORPUS, len(drawn))):
            yield Sample(a.text, 1.0, "clean article", a.source)
            text, kinds = a.text, chance.sample(KINDS, chance.randint(1, MOST_KINDS))
            for kind in kinds:
                text = damage(text, kind, chance.randrange(2**31), titles).text
            yield Sample(text, math.prod(STILL_CLEAN[kind] for kind in kinds), " + ".join(kinds), a.source)
    for page in read_rows(data / "pages" / "pasted-pages.jsonl.gz"):
        yield Sample(page["body"], 1.0, "body of a page", page["domain"] or page["id"])
        yield Sample("\n".join(line for line, _ in page["lines"]), 0.0, "whole page", page["domain"] or page["id"])


def examples(data: Path) -> Examples:
    """Feature rows of :func:`samples`; untouched and damaged texts weigh the same in all."""
    drawn = samples(data)
    names = feature_names("quality")
    rows = feature_rows([read_text_article(s.text) for s in drawn])
    y = np.array([s.clean for s in drawn])
    untouched = y == 1
    return Examples(
        names=names,
        X=columns(rows, names),
        y=y,
        weight=np.where(untouched, 1 / untouched.sum(), 1 / (~untouched).sum()),
        groups=[s.group for s in drawn],
        truth=np.where(y >= SURELY_CLEAN, 1.0, np.where(y <= SURELY_DAMAGED, 0.0, np.nan)),
    )


def figures_of(data: Examples, z: Floats) -> dict[str, float]:
    """Out-of-fold figures: untouched texts against those that hardly a reader would call clean."""
    told = ~np.isnan(data.truth)
    y, z = data.truth[told] == 1, z[told]
    p = expit(z)
    return {
        "texts": len(y),
        "AUC": auc(y, z),
        "calibration error": calibration_error(y, p),
        "clean below 50": float((p[y] < 0.5).mean()),
        "damaged above 50": float((p[~y] > 0.5).mean()),
    }
