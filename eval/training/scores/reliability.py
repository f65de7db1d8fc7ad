"""What reliability learns from: ratings of the source, and reviewers' ratings of the article itself."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from scorer.article import read_text_article
from scorer.eval.training import craft
from scorer.eval.training.articles import RELIABLE, UNRELIABLE, Labelled
from scorer.eval.training.fitting import SEED, Examples, Settings, columns, feature_names, feature_rows, folds
from scorer.eval.training.junk.generator import damage
from scorer.eval.training.loaded_language import fit as loaded_language
from scorer.pipeline import MIN_WORDS
from scorer.types import Floats

#: Chosen by cross-validation over sources: see docs/method.md.
SETTINGS = Settings(n_knots=6, penalty=0.01, flat=True)
#: What reviewers' ratings of articles weigh next to the ratings of sources, taken together.
REVIEW_WEIGHT = 0.7
#: Junk that speaks against the sourcing wherever it stands; how many articles get some, and what they weigh.
NEVER_IN_A_NEWSROOM = ("author_profile", "placeholder_text", "machine_residue", "search_filler")
GENERATED = 400
GENERATED_WEIGHT = 0.02
GENERATED_CORPUS = "generated junk"
#: A source with n articles weighs n ** SOURCE_EXPONENT in all.
SOURCE_EXPONENT = 0.3


def rows_of(data: Path, articles: Sequence[Labelled], wording: craft.Design | None = None) -> dict[str, Floats]:
    """Every feature of every article by name; what a signal learned from an outlet, out of fold.

    ``wording``: the design of the learned wording of these articles, where it is at hand.
    """
    rows = feature_rows([read_text_article(a.text, title=a.title) for a in articles])
    sources = [a.source for a in articles]
    held = loaded_language.out_of_fold(data, [a.text for a in articles], sources, folds(sources))
    told = ~np.isnan(rows["one_sidedness"])
    rows["one_sidedness"][told] = held[told]
    learned = craft.out_of_fold(articles, folds(sources), wording)
    known = ~np.isnan(rows["craft_wording"])
    rows["craft_wording"][known] = learned[known]
    return rows


def with_junk(articles: Sequence[Labelled]) -> list[Labelled]:
    """Articles of reliable sources with one piece of junk put in that no careful newsroom publishes."""
    chance = random.Random(SEED)
    good = [a for a in articles if a.quality is not None and a.quality >= RELIABLE and len(a.text.split()) >= MIN_WORDS]
    titles = tuple(sorted({a.title for a in good if a.title}))
    made = []
    for a in chance.sample(good, min(GENERATED, len(good))):
        kind = chance.choice(NEVER_IN_A_NEWSROOM)
        text = damage(a.text, kind, chance.randrange(2**31), titles).text
        made.append(replace(a, text=text, quality=0.0, criteria=None, rating=None, corpus=GENERATED_CORPUS))
    return made


def articles_of_rows(articles: Sequence[Labelled]) -> list[int]:
    """Which article stands behind each row of :func:`examples`: first the ratings of sources, then reviewers'."""
    by_source = [i for i, a in enumerate(articles) if a.quality is not None]
    return by_source + [i for i, a in enumerate(articles) if a.criteria is not None]


def examples(articles: Sequence[Labelled], rows: Mapping[str, Floats]) -> Examples:
    """Rows for :func:`usable` articles; an article with both kinds of label gives a row for each."""
    names = feature_names("reliability")
    X = columns(rows, names)
    by_source = [a for a in articles if a.quality is not None]
    per_source = Counter(a.source for a in by_source if a.corpus != GENERATED_CORPUS)
    quality = np.array([a.quality for a in by_source], dtype=np.float64)
    made = np.array([a.corpus == GENERATED_CORPUS for a in by_source])
    weight = np.array([per_source[a.source] ** (SOURCE_EXPONENT - 1) for a in by_source])
    total = float(weight[~made].sum())
    if made.any():
        weight[made] = GENERATED_WEIGHT * total / made.sum()
    known = ~made & ((quality >= RELIABLE) | (quality <= UNRELIABLE))
    met = np.array([a.criteria for a in articles if a.criteria is not None], dtype=np.float64)
    n_met = len(met)
    at = articles_of_rows(articles)
    return Examples(
        names=names,
        X=X[at],
        y=np.concatenate([np.clip((quality - 0.3) / 0.5, 0.02, 0.98), np.clip((met - 0.1) / 0.8, 0.02, 0.98)]),
        weight=np.concatenate([weight, np.full(n_met, REVIEW_WEIGHT * total / max(1, n_met))]),
        groups=[articles[i].source for i in at],
        truth=np.concatenate([np.where(known, quality >= RELIABLE, np.nan), np.full(n_met, np.nan)]),
        apart=_apart([*(a.corpus for a in by_source), *(["reviewers"] * n_met)]),
    )


def _apart(kinds: Sequence[str]) -> Floats:
    """(n, n_kinds) a column for each corpus and one for reviewers' ratings. Generated junk is damage to articles of the
    other corpora, so it shares the intercept that the score keeps."""
    names = sorted(set(kinds) - {GENERATED_CORPUS})
    return np.array([[float(kind == name) for name in names] for kind in kinds])
