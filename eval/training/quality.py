"""What quality learns from: clean articles, whole pasted pages and their bodies, and generated junk."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from scorer.article import read_text_article
from scorer.eval.junk_generator import KINDS, damage
from scorer.eval.training.articles import read_articles, read_rows
from scorer.eval.training.figures import auc, calibration_error
from scorer.eval.training.fitting import SEED, Examples, Settings, columns, feature_names, feature_rows
from scorer.pipeline import MIN_WORDS

Floats = NDArray[np.float64]

SETTINGS = Settings(n_knots=4, penalty=0.002)
#: Corpora whose texts were extracted with some care; all hold a little furniture of their own.
CLEAN = ("allsides", "healthstory", "hyperpartisan-train", "polnear-train", "sites-2023")
#: Articles taken from each of them, and how many kinds of junk are put into one at most.
PER_CORPUS = 300
MOST_KINDS = 3


@dataclass(frozen=True, slots=True)
class Sample:
    """A text with its label: clean, or what is wrong with it (``kind``)."""

    text: str
    clean: bool
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
            yield Sample(a.text, True, "clean article", a.source)
            text, kinds = a.text, chance.sample(KINDS, chance.randint(1, MOST_KINDS))
            for kind in kinds:
                text = damage(text, kind, chance.randrange(2**31), titles).text
            yield Sample(text, False, " + ".join(kinds), a.source)
    for page in read_rows(data / "pages" / "pasted-pages.jsonl.gz"):
        yield Sample(page["body"], True, "body of a page", page["domain"] or page["id"])
        yield Sample("\n".join(line for line, _ in page["lines"]), False, "whole page", page["domain"] or page["id"])


def examples(data: Path) -> Examples:
    """Feature rows of :func:`samples`; clean and damaged weigh the same in all."""
    drawn = samples(data)
    names = feature_names("quality")
    rows = feature_rows([read_text_article(s.text) for s in drawn])
    y = np.array([float(s.clean) for s in drawn])
    return Examples(
        names=names,
        X=columns(rows, names),
        y=y,
        weight=np.where(y == 1, 1 / y.sum(), 1 / (1 - y).sum()),
        groups=[s.group for s in drawn],
        truth=y,
    )


def figures_of(data: Examples, z: Floats) -> dict[str, float]:
    """Out-of-fold figures: clean against damaged."""
    y, p = data.y == 1, expit(z)
    return {
        "texts": len(y),
        "AUC": auc(y, z),
        "calibration error": calibration_error(y, p),
        "clean below 50": float((p[y] < 0.5).mean()),
        "damaged above 50": float((p[~y] > 0.5).mean()),
    }
