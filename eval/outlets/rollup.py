"""``scorer sources``: a corpus rolled up to its outlets, so that an outlet is told from its articles.

An outlet's score is the mean of its articles' scores. Its 90% interval has two parts, taken as independent:
which articles happened to be there (Student's t), and how sure the model is (the mean half-width of the
articles' own intervals, which all lean the same way at once and so do not shrink with more articles).
"""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from rich.console import Console
from rich.table import Table
from scipy.stats import t as student

from scorer.eval import metrics
from scorer.eval.datasets import DataError, Row, domain_of, lookup, read_rows
from scorer.eval.metrics import Figure
from scorer.eval.outlets.ratings import Ratings, normal_domain, read_ratings
from scorer.eval.scored import Judge
from scorer.render import flat
from scorer.report import NO_VERDICT
from scorer.scoring import Scorer
from scorer.types import Score

_SOURCE_COLUMNS = ("domain", "source", "outlet", "publisher")
#: Enough sources, of enough articles, for a rank correlation with others' ratings to say something.
_LEAST_SOURCES, _LEAST_ARTICLES = 10, 3


@dataclass(frozen=True, slots=True)
class SourcesOptions:
    """How to roll up.

    Attributes
    ----------
    by : the column that names the outlet; None: ``domain``, ``source``, ``outlet`` or ``publisher``, else the
        host of ``url``.
    corpus : files whose columns are joined on by ``id``, for a scored corpus that lost them.
    ratings : CSV files of others' ratings, each shown in a column of its own.
    least : outlets with fewer scored articles are left out.
    weakest : how many groups to name that lower an outlet's articles most.
    """

    by: str | None = None
    corpus: tuple[Path, ...] = ()
    ratings: tuple[Path, ...] = ()
    score: Score = "reliability"
    least: int = 1
    weakest: int = 3
    model: Path | None = None


@dataclass(frozen=True, slots=True)
class Weakness:
    """A group of features (a practice) in which an outlet's articles are below usual.

    ``log_odds``: its mean part of their log-odds, below zero. ``below``: the share of the articles in which it is
    below the middle half of reference articles, None where the scored corpus does not say.
    """

    group: str
    log_odds: float
    below: float | None


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet. ``score`` and its 90% interval are on the scale of 0 to 100; None where nothing was scored.

    ``ratings`` holds others' ratings by the name of their file, on their own scale, None where they have none.
    ``weakest`` is empty where nothing is below usual, or the scored corpus holds no contributions
    (``--detail full`` has them).
    """

    source: str
    articles: int
    scored: int
    score: float | None
    low: float | None
    high: float | None
    weakest: Sequence[Weakness]
    ratings: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Rank correlation of our scores with others' ratings, over outlets of three scored articles or more."""

    name: str
    rated: int
    spearman: Figure


@dataclass(frozen=True, slots=True)
class Rollup:
    """Outlets, the best first, and how our scores agree with each file of ratings.

    ``unnamed`` articles told no outlet and are in none.
    """

    outlets: Sequence[Outlet]
    agreements: Sequence[Agreement]
    unnamed: int


@dataclass(slots=True)
class _Gathered:
    """What is known of one outlet while rows come in."""

    articles: int = 0
    value: list[float] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    parts: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    explained: int = 0
    below: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    standing: int = 0


def run(paths: Sequence[Path], options: SourcesOptions, judge: Judge | None = None) -> Rollup:
    """Roll a corpus up to its outlets. Rows that carry scores are taken as they are; others are scored now.

    Raises
    ------
    scorer.eval.datasets.DataError : a file cannot be read, or no row names an outlet.
    """
    joined = {str(row["id"]): row for path in options.corpus for row in read_rows(path) if row.get("id") is not None}
    ratings = [read_ratings(path) for path in options.ratings]
    gathered: dict[str, _Gathered] = defaultdict(_Gathered)
    unnamed = 0
    scorer = judge
    for path in paths:
        for row in read_rows(path):
            name = _source(row, options.by) or _source(joined.get(str(row.get("id")), {}), options.by)
            if name is None:
                unnamed += 1
                continue
            if not _is_scored(row):
                scorer = scorer or Scorer(options.model)
                row = scorer.score_record(row).to_dict()
            _gather(gathered[name], row, options.score)
    if not gathered:
        column = options.by or ", ".join((*_SOURCE_COLUMNS, "url"))
        raise DataError(f"no row names an outlet (looked for {column}); name its column, or give the corpus to join")
    outlets = [_outlet(name, seen, options, ratings) for name, seen in gathered.items()]
    outlets = [outlet for outlet in outlets if outlet.scored >= options.least]
    outlets.sort(key=lambda outlet: (outlet.score is None, -(outlet.score or 0.0), outlet.source))
    return Rollup(outlets, [_agreement(outlets, other) for other in ratings], unnamed)


def write(rollup: Rollup, path: Path) -> None:
    """Write the outlets to ``path``, by its ending: .json, .jsonl or .csv.

    Raises
    ------
    DataError : the ending is another one.
    """
    name = path.name.lower()
    if name.endswith(".jsonl"):
        path.write_bytes(b"".join(orjson.dumps(outlet) + b"\n" for outlet in rollup.outlets))
    elif name.endswith(".json"):
        path.write_bytes(orjson.dumps(rollup, option=orjson.OPT_INDENT_2) + b"\n")
    elif name.endswith(".csv"):
        with path.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.writer(handle)
            others = [agreement.name for agreement in rollup.agreements]
            plain = [f.name for f in fields(Outlet) if f.name not in ("weakest", "ratings")]
            writer.writerow([*plain, "weakest", *others])
            for outlet in rollup.outlets:
                weakest = "; ".join(f"{weakness.group} {weakness.log_odds:+.2f}" for weakness in outlet.weakest)
                writer.writerow(
                    [*(getattr(outlet, f) for f in plain), weakest, *(outlet.ratings[other] for other in others)]
                )
    else:
        raise DataError(f"{path}: the ending must be .json, .jsonl or .csv")


def render(rollup: Rollup, console: Console) -> None:
    """Print one line per outlet on a console of :func:`scorer.render.terminal`."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("outlet", overflow="fold")
    table.add_column("articles", justify="right")
    table.add_column("score", justify="right", no_wrap=True)
    for agreement in rollup.agreements:
        table.add_column(flat(f"rated by {agreement.name}"), justify="right")
    table.add_column("weakest on", ratio=1)
    for outlet in rollup.outlets:
        score = "–" if outlet.score is None else f"{outlet.score:.0f} ({outlet.low:.0f}–{outlet.high:.0f})"
        others = [outlet.ratings[agreement.name] for agreement in rollup.agreements]
        counted = str(outlet.articles) if outlet.scored == outlet.articles else f"{outlet.scored} of {outlet.articles}"
        table.add_row(
            flat(outlet.source),
            counted,
            score,
            *("–" if rating is None else f"{rating:.3g}" for rating in others),
            flat(", ".join(map(_weakness, outlet.weakest)) or "–"),
        )
    console.print(table)
    for agreement in rollup.agreements:
        figure = agreement.spearman
        said = "too few rated outlets with three scored articles to compare the order"
        if figure.value is not None and figure.low is not None and figure.high is not None:
            said = (
                f"rank correlation {figure.value:.2f} ({figure.low:.2f} to {figure.high:.2f}) over {figure.n} outlets"
            )
        console.print(flat(f"{agreement.name}: {agreement.rated} outlets rated; {said}. It changes no score of ours."))
    if rollup.unnamed:
        console.print(f"{rollup.unnamed} articles name no outlet and stand in none.")
    console.print(NO_VERDICT, style="italic")


def _source(row: Row, by: str | None) -> str | None:
    if by is not None:
        value = lookup(row, by)
        return None if value is None else str(value)
    named = next((value for name in _SOURCE_COLUMNS if (value := lookup(row, name)) is not None), None)
    return str(named) if named is not None else domain_of(lookup(row, "url"))


def _is_scored(row: Row) -> bool:
    return row.get("status") in ("scored", "not_scored")


def _weakness(weakness: Weakness) -> str:
    often = "" if weakness.below is None else f"below usual in {weakness.below:.0%}, "
    return f"{weakness.group} ({often}{weakness.log_odds:+.2f})"


def _gather(seen: _Gathered, row: Row, score: Score) -> None:
    seen.articles += 1
    value, low, high = (_float(lookup(row, f"scores.{score}.{part}")) for part in ("value", "low", "high"))
    if value is None or low is None or high is None:
        return
    seen.value.append(value)
    seen.low.append(low)
    seen.high.append(high)
    groups = _list(lookup(row, f"groups.{score}"))
    parts = groups or _list(lookup(row, f"contributions.{score}.features"))
    seen.explained += bool(parts)
    for part in parts:
        seen.parts[part.get("group") or part["signal"]] += part["log_odds"]
    seen.standing += any(part.get("standing") for part in groups)
    for part in groups:
        seen.below[part["group"]] += part.get("standing") in ("below", "well_below")


def _list(value: Any) -> list[Any]:
    """A list as it is, or as the JSON that a CSV holds."""
    return orjson.loads(value) if isinstance(value, str) and value else list(value or ())


def _outlet(name: str, seen: _Gathered, options: SourcesOptions, ratings: Iterable[Ratings]) -> Outlet:
    n = len(seen.value)
    score = low = high = None
    if n:
        values = np.array(seen.value)
        score = float(values.mean())
        chance = float(student.ppf(0.95, n - 1) * values.std(ddof=1) / math.sqrt(n)) if n > 1 else 0.0
        low = max(0.0, score - math.hypot(chance, score - float(np.mean(seen.low))))
        high = min(100.0, score + math.hypot(chance, float(np.mean(seen.high)) - score))
    means = sorted((total / seen.explained, group) for group, total in seen.parts.items())
    weakest = []
    for mean, group in means:
        below = seen.below[group] / seen.standing if seen.standing else None
        if mean < -0.005 and (below is None or below >= 0.5):
            weakest.append(Weakness(group, mean, below))
    domain = normal_domain(name)
    return Outlet(
        name,
        seen.articles,
        n,
        score,
        low,
        high,
        weakest[: options.weakest],
        {r.name: r.of.get(domain) for r in ratings},
    )


def _agreement(outlets: Sequence[Outlet], ratings: Ratings) -> Agreement:
    pairs = [
        (outlet.score, rating)
        for outlet in outlets
        if outlet.scored >= _LEAST_ARTICLES and (rating := outlet.ratings[ratings.name]) is not None
    ]
    rated = sum(outlet.ratings[ratings.name] is not None for outlet in outlets)
    if len(pairs) < _LEAST_SOURCES:
        return Agreement(ratings.name, rated, Figure(None, None, None, len(pairs)))
    ours, theirs = zip(*pairs, strict=True)
    figure = metrics.Bootstrap([None] * len(pairs)).figure(metrics.spearman(ours, theirs))
    return Agreement(ratings.name, rated, figure)


def _float(value: Any) -> float | None:
    return None if value is None else float(value)
