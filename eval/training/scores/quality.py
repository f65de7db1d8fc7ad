"""What quality learns from: clean articles, whole pasted pages and their bodies, and generated junk.

No labels of quality exist, so the scale is set by hand: :data:`COSTS` says what damage of so much weight should cost.
Every text's damage is known (it was put in, or its lines are labelled); its label is what such damage should leave.
The fit learns how the features, which see some of the damage and a little that is none, come nearest to those labels.
It is anchored: :func:`anchors` are rows of one feature at one weight each, which hold every curve near :data:`COSTS`,
so that a kind which is seen badly does not make clean texts pay. Damage that leaves no trace in the features is left
out of the fit and counted in the figures.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.special import expit

from scorer.article import Article, read_text_article
from scorer.eval.training.articles import read_articles, read_rows
from scorer.eval.training.figures import auc
from scorer.eval.training.fitting import SEED, Examples, Settings, columns, feature_names
from scorer.eval.training.junk.generator import KINDS, Damage, damage
from scorer.eval.training.junk.samples import PAGES
from scorer.pipeline import MIN_WORDS
from scorer.signals.base import Document
from scorer.signals.junk.signal import KINDS as JUNK_KINDS
from scorer.signals.registry import JUNK
from scorer.text import read_text
from scorer.types import Floats

#: The log-odds of a clean article: 98.5 of 100.
CLEAN_LOG_ODDS = 4.2
#: What damage of a weight costs, in log-odds, linear between; weights and gravities are those of the junk signal.
#: 2% of residue leaves 95, a fifth of the text foreign or repeated 75, half 43, nine tenths 8; one sure AI leftover or
#: author card 25; a cut-off end 90, a stub of a quarter 15.
COSTS = (
    (0.0, 0.0), (0.02, 1.2), (0.05, 1.8), (0.1, 2.3), (0.2, 3.1), (0.35, 3.9), (0.5, 4.5), (0.65, 5.3), (0.9, 6.6),
    (1.3, 8.0),
)  # fmt: skip
#: A stub whose rest is far away is worth less than its length says, but a beginning is still an article's.
MISSING_END = 0.06
#: What the anchors weigh beside all texts, and how many copies of them are drawn from.
ANCHORED, ANCHOR_COPIES = 6.0, 8
SETTINGS = Settings(penalty=0.00002, knots=tuple(weight for weight, _ in COSTS))
#: Figures speak of texts above the first and below the second.
SURELY_CLEAN, SURELY_DAMAGED = 0.9, 0.3
#: Corpora whose texts were extracted with some care; all hold a little furniture of their own.
CLEAN = ("allsides", "healthstory", "hyperpartisan-train", "polnear-train", "sites-2023")
#: Articles taken from each of them, damaged texts made of each, and how many kinds of junk are put into one at most.
PER_CORPUS, DAMAGED, MOST_KINDS = 240, 3, 3


@dataclass(frozen=True, slots=True)
class Sample:
    """A text with its label: what should be left of its score, in log-odds, and what is wrong with it (``kind``)."""

    text: str
    log_odds: float
    kind: str
    group: str
    origin: int  # the clean text that it was made of


def cost(weight: float) -> float:
    """What damage of a weight should cost, in log-odds."""
    return float(np.interp(weight, [w for w, _ in COSTS], [c for _, c in COSTS]))


def weight_of(damage: Damage) -> float:
    """The true weight of one piece of damage, as the junk signal would weigh it if it saw it whole."""
    kind = next(k for k in JUNK_KINDS if k.name == damage.kind)
    if kind.is_missing:
        return 0.04 if damage.variant == "section" else max(MISSING_END, damage.missing)
    share = damage.share * kind.gravity[kind.flag.severity]
    return share + kind.presence


def samples(data: Path) -> list[Sample]:
    """Every text that quality is fitted on: each clean article whole and damaged."""
    return [s for s in _samples(data) if len(s.text.split()) >= MIN_WORDS]


def _samples(data: Path) -> Iterator[Sample]:
    chance = random.Random(SEED)
    articles = [a for a in read_articles(data) if a.corpus in CLEAN and len(a.text.split()) >= MIN_WORDS]
    titles = tuple(sorted({a.title for a in articles if a.title}))
    origin = 0
    for corpus in CLEAN:
        drawn = [a for a in articles if a.corpus == corpus]
        for a in chance.sample(drawn, min(PER_CORPUS, len(drawn))):
            origin += 1
            yield Sample(a.text, CLEAN_LOG_ODDS, "clean article", a.source, origin)
            for n in range(DAMAGED):
                text, left = a.text, CLEAN_LOG_ODDS
                kinds = chance.sample(KINDS, 1 if n == 0 else chance.randint(1, MOST_KINDS))
                for kind in sorted(kinds, key=("truncated", "wall").__contains__):
                    made = damage(text, kind, chance.randrange(2**31), titles)
                    text, left = made.text, left - cost(weight_of(made))
                yield Sample(text, left, " + ".join(kinds), a.source, origin)
    for name in PAGES:
        for page in read_rows(data / "pages" / f"{name}.jsonl.gz"):
            origin += 1
            group = page.get("domain") or page["id"]
            size = sum(len(line) for line, _ in page["lines"])
            around = sum(len(line) for line, label in page["lines"] if label == "boilerplate")
            body = page.get("body") or "\n".join(line for line, label in page["lines"] if label == "body")
            yield Sample(body, CLEAN_LOG_ODDS, "body of a page", group, origin)
            left = CLEAN_LOG_ODDS - cost(around / max(1, size))
            yield Sample("\n".join(line for line, _ in page["lines"]), left, "whole page", group, origin)


def examples(data: Path) -> Examples:
    """Feature rows of :func:`samples`; untouched and damaged texts weigh the same in all."""
    drawn = samples(data)
    names = feature_names("quality")
    X = _features([read_text_article(s.text) for s in drawn], names)
    y = expit(np.array([s.log_odds for s in drawn]))
    untouched = np.array([s.log_odds == CLEAN_LOG_ODDS for s in drawn])
    clean = {s.origin: X[n] for n, s in enumerate(drawn) if untouched[n]}
    seen = np.array([u or s.origin not in clean or (X[n] > clean[s.origin] + 1e-9).any()
                     for n, (s, u) in enumerate(zip(drawn, untouched, strict=True))])  # fmt: skip
    weight = np.where(untouched, 1 / untouched.sum(), 1 / (~untouched).sum()) * seen
    at, left = anchors(len(names))
    each = np.where(left == CLEAN_LOG_ODDS, 0.5, 0.5 / (len(left) - 1)) * ANCHORED * weight.sum() / ANCHOR_COPIES
    copies = [f"anchors {n}" for n in range(ANCHOR_COPIES) for _ in left]
    y = np.concatenate([y, np.tile(expit(left), ANCHOR_COPIES)])
    return Examples(
        names=names,
        X=np.concatenate([X, np.tile(at, (ANCHOR_COPIES, 1))]),
        y=y,
        weight=np.concatenate([weight, np.tile(each, ANCHOR_COPIES)]),
        groups=[*(s.group for s in drawn), *copies],
        truth=y,
    )


def anchors(n_features: int) -> tuple[Floats, Floats]:
    """Rows (n, n_features) of no damage and of every weight of :data:`COSTS` in each feature alone, and what is left of
    the log-odds then, (n,)."""
    rows, left = [np.zeros(n_features)], [CLEAN_LOG_ODDS]
    for n in range(n_features):
        for weight, price in COSTS[1:]:
            row = np.zeros(n_features)
            row[n] = weight
            rows.append(row)
            left.append(CLEAN_LOG_ODDS - price)
    return np.array(rows), np.array(left)


def _features(articles: list[Article], names: tuple[str, ...]) -> Floats:
    """(n, n_features) what the junk signal alone measures: quality reads no other."""
    rows = {name: np.full(len(articles), np.nan) for name in names}
    for i, article in enumerate(articles):
        read = article.as_read()
        text = read_text(read.text)
        document = Document(read, text, np.ones(text.n_sentences, dtype=np.bool_), features_only=True)
        found = JUNK.find(document).features
        for name in names:
            value = found[name]
            rows[name][i] = np.nan if value is None else value
    return columns(rows, names)


def figures_of(data: Examples, z: Floats) -> dict[str, float]:
    """Out-of-fold figures: untouched texts against those whose damage should leave less than 30, and how far scores
    are from what the damage should leave."""
    real = np.array([not group.startswith("anchors ") for group in data.groups])
    data, z = replace(data, y=data.y[real], weight=data.weight[real]), z[real]
    clean, damaged = data.y >= SURELY_CLEAN, data.y <= SURELY_DAMAGED
    p = expit(z)
    told = clean | damaged
    return {
        "texts": len(z),
        "damaged texts of which nothing is seen": float((data.weight == 0).mean()),
        "AUC": auc(clean[told], z[told]),
        "mean distance from the label in points": 100 * float(np.abs(p - data.y).mean()),
        "untouched below 93": float((p[data.y > 0.98] < 0.93).mean()),
        "clean below 50": float((p[clean] < 0.5).mean()),
        "damaged above 50": float((p[damaged] > 0.5).mean()),
    }
