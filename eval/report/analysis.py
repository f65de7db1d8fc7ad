"""The sections of an evaluation: pure functions from scored examples to figures with their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scorer.eval import metrics
from scorer.eval.metrics import Bootstrap, Figure
from scorer.eval.scored import Scored
from scorer.types import Bools, Floats, Ints

#: Below this many articles of each class, a group's AUC says nothing.
_LEAST_OF_CLASS = 5
#: A source counts among sources from this many articles on, as in the figures published elsewhere.
LEAST_ARTICLES = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A named figure. ``better`` says which way is good; ``meaning`` is for a reader who knows no statistics."""

    id: str
    name: str
    meaning: str
    better: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class GroupRow:
    """Figures of a part of the data; AUC and calibration are None where one class is (nearly) missing."""

    name: str
    n: int
    sources: int
    reliable_share: float | None
    mean_score: Figure
    auc: Figure
    calibration_error: Figure


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source: mean score of its articles with a 95% interval, beside its labels."""

    name: str
    n: int
    reliable_share: float | None
    rating: float | None
    score: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Judged:
    """Labelled articles ready for figures: scores, their labels and the shared resamples of sources."""

    scored: Scored
    bootstrap: Bootstrap

    @property
    def labelled(self) -> Bools:
        return ~np.isnan(self.scored.label)


def judged(scored: Scored, samples: int) -> Judged:
    """Draw the resamples of sources that all figures of these articles share."""
    return Judged(scored, Bootstrap([e.source for e in scored.examples], samples))


def summary(data: Judged) -> list[Row]:
    """The figures of the whole set: order, calibration, and agreement with graded ratings."""
    scored, draw = data.scored, data.bootstrap
    mask = data.labelled
    y, p = scored.label[mask], scored.value[mask]
    rows = ranking(draw, mask, y, p)
    wide, mass = metrics.equal_width_bins(p), metrics.equal_mass_bins(p)
    for id, name, bins in (("ece", "ten bins of equal width", wide), ("ece_mass", "ten bins of equal size", mass)):
        rows.append(
            Row(
                id,
                f"Calibration error, {name}",
                "how far the claimed share of reliable articles lies from the observed, on average",
                "lower",
                draw.figure(metrics.calibration_error(y, p, bins), mask),
            )
        )
    rows += rank_rows(data, scored.value)
    rows += [
        Row(
            "base_rate", "Share labelled reliable", "what always guessing says", "", draw.figure(metrics.mean(y), mask)
        ),
        Row("mean_score", "Mean score", "to compare with that share", "", draw.figure(metrics.mean(p), mask)),
        Row(
            "auc_length",
            "AUC of the text's length alone",
            "what a count of words would reach: longer texts first",
            "",
            draw.figure(metrics.auc(y, scored.words[mask]), mask),
        ),
    ]
    return rows


def ranking(draw: Bootstrap, mask: Bools, y: Floats, p: Floats) -> list[Row]:
    """Figures of any probabilities ``p`` of the labelled articles ``mask`` with labels ``y``."""
    return [
        Row(
            "auc",
            "AUC",
            "the chance that a reliable article scores above an unreliable one; 0.5 is guessing",
            "higher",
            draw.figure(metrics.auc(y, p), mask),
        ),
        Row(
            "average_precision",
            "Average precision",
            "precision over all thresholds; guessing reaches the share of reliable articles",
            "higher",
            draw.figure(metrics.average_precision(y, p), mask),
        ),
        Row(
            "brier",
            "Brier score",
            "mean squared distance between probability and label",
            "lower",
            draw.figure(metrics.brier(y, p), mask),
        ),
    ]


def rank_rows(data: Judged, values: Floats) -> list[Row]:
    """Rank correlation of ``values`` (n,) with the ratings, by article and by source."""
    scored, draw = data.scored, data.bootstrap
    rating, rows = scored.rating, []
    for field in sorted({e.rating_field for e in scored.examples if e.rating_field is not None}):
        same = np.array([e.rating_field == field for e in scored.examples])
        name = "" if same.all() else f" ({field})"
        key = "" if same.all() else f":{field}"
        rated = same & ~np.isnan(rating)
        if len(np.unique(rating[rated])) <= 2:
            continue
        for mask, more, suffix in (
            (rated & data.labelled, "", ""),
            (rated, ", with the articles between the thresholds", "_all"),
        ):
            if suffix and not (mask & ~data.labelled).any():
                continue
            figure = draw.figure(metrics.spearman(rating[mask], values[mask]), mask)
            meaning = "does a better rated article score higher? 1 is the same order, 0 no relation"
            rows.append(
                Row(
                    f"spearman{suffix}{key}", f"Rank correlation with the rating{name}{more}", meaning, "higher", figure
                )
            )
        clusters, means = source_means(data, values, rated & data.labelled)
        if len(clusters) >= 5:
            _, ratings = source_means(data, rating, rated & data.labelled)
            figure = draw.cluster_figure(metrics.spearman(ratings, means), clusters)
            what = f"Rank correlation by source ({LEAST_ARTICLES} articles or more){name}"
            rows.append(
                Row(f"spearman_by_source{key}", what, "the same for the sources' mean scores", "higher", figure)
            )
    return rows


def source_means(data: Judged, values: Floats, mask: Bools) -> tuple[Ints, Floats]:
    """Numbers of the named sources with enough articles in ``mask``, and the mean of ``values`` for each."""
    named = mask & np.array([e.source is not None for e in data.scored.examples], dtype=np.bool_)
    cluster = data.bootstrap.cluster[named]
    held = np.bincount(cluster, minlength=data.bootstrap.n_clusters)
    chosen = np.flatnonzero(held >= LEAST_ARTICLES)
    sums = np.bincount(cluster, weights=values[named], minlength=len(held))
    return chosen, sums[chosen] / held[chosen]


def groups(data: Judged, names: Sequence[str | None]) -> list[GroupRow]:
    """Figures of each group, largest first; ``names`` gives each article's group."""
    scored, draw = data.scored, data.bootstrap
    column = np.array(["" if name is None else name for name in names], dtype=object)
    rows = []
    for name in sorted({name for name in names if name is not None}):
        here = column == name
        told = here & data.labelled
        y, p = scored.label[told], scored.value[told]
        both = min((y == 1).sum(), (y == 0).sum()) >= _LEAST_OF_CLASS
        nothing = Figure(None, None, None, len(y))
        error = metrics.calibration_error(y, p, metrics.equal_width_bins(p)) if len(y) else None
        rows.append(
            GroupRow(
                name=name,
                n=int(here.sum()),
                sources=len(np.unique(draw.cluster[here])),
                reliable_share=float(y.mean()) if len(y) else None,
                mean_score=draw.figure(metrics.mean(scored.value[here]), here),
                auc=draw.figure(metrics.auc(y, p), told) if both else nothing,
                calibration_error=draw.figure(error, told) if error is not None and len(y) >= 50 else nothing,
            )
        )
    return sorted(rows, key=lambda row: (-row.n, row.name))


def length_groups(words: Ints) -> list[str]:
    """Each article's quarter of the length of all articles, shortest first, with its range in words."""
    if len(words) == 0:
        return []
    edges = np.quantile(words, (0.25, 0.5, 0.75)).astype(int)
    bounds = [int(words.min()), *edges.tolist(), int(words.max()) + 1]
    quarter = np.searchsorted(edges, words, side="right")
    return [f"{q + 1}. {bounds[q]:,}–{bounds[q + 1] - 1:,} words" for q in quarter.tolist()]


def sources(data: Judged) -> list[SourceRow]:
    """Named sources, those with most articles first."""
    scored = data.scored
    names = np.array([e.source or "" for e in scored.examples], dtype=object)
    rows = []
    for name in sorted(set(names) - {""}):
        here = names == name
        value, y, rating = scored.value[here], scored.label[here], scored.rating[here]
        half = 1.96 * float(value.std(ddof=1)) / np.sqrt(len(value)) if len(value) > 1 else np.nan
        rows.append(
            SourceRow(
                name=str(name),
                n=int(here.sum()),
                reliable_share=_mean(y),
                rating=_mean(rating),
                score=float(value.mean()),
                low=float(max(0.0, value.mean() - half)) if len(value) > 1 else float(scored.low[here][0]),
                high=float(min(1.0, value.mean() + half)) if len(value) > 1 else float(scored.high[here][0]),
            )
        )
    return sorted(rows, key=lambda row: (-row.n, row.name))


def _mean(values: Floats) -> float | None:
    told = values[~np.isnan(values)]
    return float(told.mean()) if len(told) else None
