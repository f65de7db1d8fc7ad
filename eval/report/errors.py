"""The articles that the score gets most wrong, with what the report says of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scorer.eval.report.analysis import Judged
from scorer.eval.scored import Judge, Scored
from scorer.report import FeatureReport, Report
from scorer.types import Score

_EXCERPT = 360
#: Characters of a text that are shown with their marks.
_SHOWN = 8000
#: Flags that say nothing of an article whose author and date were withheld from the scorer.
_WITHHELD = frozenset(("provenance.no_byline", "provenance.no_date"))
_MOVED = 4


@dataclass(frozen=True, slots=True)
class Moved:
    """A feature that moved an article's score."""

    meaning: str
    value: float | None
    usual: tuple[float, float]
    log_odds: float


@dataclass(frozen=True, slots=True)
class ErrorFlag:
    id: str
    severity: str
    message: str
    quote: str | None
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class ErrorCase:
    """An article that the score got wrong, with what the report says of it. Its text is the user's own."""

    id: str
    source: str | None
    title: str | None
    rating: float | None
    value: float
    low: float
    high: float
    words: int
    excerpt: str
    text: str
    lowered: list[Moved]
    raised: list[Moved]
    flags: list[ErrorFlag]


def worst(
    data: Judged, scorer: Judge, score: Score, count: int, metadata: bool
) -> tuple[list[ErrorCase], list[ErrorCase]]:
    """The reliable articles that score lowest, and the unreliable that score highest, at most ``count`` each.

    ``metadata``: author and date were judged; where they were not, their absence is no finding.
    """
    scored = data.scored
    order = np.argsort(scored.value, kind="stable")
    label, value = scored.label[order], scored.value[order]
    low = order[(label == 1) & (value < 0.5)].tolist()
    high = order[(label == 0) & (value >= 0.5)].tolist()[::-1]
    return (
        [_error(scored, place, scorer, score, metadata) for place in low[:count]],
        [_error(scored, place, scorer, score, metadata) for place in high[:count]],
    )


def _error(scored: Scored, place: int, scorer: Judge, score: Score, metadata: bool) -> ErrorCase:
    example = scored.examples[place]
    report = scorer.score_record(example.record)
    text = report.text if report.text is not None else example.record.get("text") or ""
    parts = _parts(report, score)
    return ErrorCase(
        id=example.id,
        source=example.source,
        title=example.record.get("title"),
        rating=example.rating,
        value=float(scored.value[place]),
        low=float(scored.low[place]),
        high=float(scored.high[place]),
        words=int(scored.words[place]),
        excerpt=" ".join(text[: 2 * _EXCERPT].split())[:_EXCERPT],
        text=text[:_SHOWN],
        lowered=[_moved(part) for part in parts if part.log_odds < -0.005][:_MOVED],
        raised=[_moved(part) for part in parts if part.log_odds > 0.005][:_MOVED],
        flags=[
            ErrorFlag(f.id, f.severity, f.message, f.quote, f.start, f.end)
            for f in report.flags
            if metadata or f.id not in _WITHHELD
        ],
    )


def _parts(report: Report, score: Score) -> Sequence[FeatureReport]:
    made = report.contributions
    if made is None:
        return ()
    return made.reliability.features if score == "reliability" else made.quality.features


def _moved(part: FeatureReport) -> Moved:
    return Moved(part.meaning, part.value, part.usual, part.log_odds)
