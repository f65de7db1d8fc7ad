"""A scorer that stands in for the real one: three features that need no model, so that these tests test eval."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

from scorer.report import (
    ContributionReport,
    ContributionsReport,
    Counts,
    FeatureReport,
    FlagLogOdds,
    FlagReport,
    KindReport,
    LanguageReport,
    ModelReport,
    Report,
    ScoreReport,
    ScoresReport,
)
from scorer.types import Group

GROUPS: dict[str, Group] = {"attribution": "sourcing", "loaded_language": "wording", "headline": "headline"}
EXAMPLES = Path(__file__).parents[2] / "eval" / "examples" / "outlets.jsonl"


class StandIn:
    """Counts "said", exclamation marks and vague sources in 100 words; scores nothing under 80 words."""

    def score_record(self, record: object) -> Report:
        assert isinstance(record, Mapping)
        text = record.get("text") or ""
        words = len(text.split())
        lower = text.lower()
        values: dict[str, tuple[str, float | None, float]] = {
            "said_rate": ("attribution", 100 * lower.count(" said") / max(1, words), 0.9),
            "exclamation_rate": ("loaded_language", 100 * text.count("!") / max(1, words), -0.8),
            "title_question": ("headline", None if not record.get("title") else float("?" in record["title"]), -0.5),
        }
        parts = [
            FeatureReport(
                signal=signal,
                group=GROUPS[signal],
                feature=name,
                value=value,
                usual=(0.0, 1.0),
                log_odds=0.0 if value is None else weight * value,
                meaning=f"how much {name}",
            )
            for name, (signal, value, weight) in values.items()
        ]
        flags = []
        if (place := lower.find("some say")) >= 0:
            shares = FlagLogOdds(-0.1, 0.0)
            quote = text[place : place + 8]
            flags.append(
                FlagReport("hedging.vague_source", "hedging", "medium", 0.9, place, place + 8, quote, "Who?", shares)
            )
        scored = words >= 80
        return Report(
            schema_version="1",
            id=record.get("id"),
            status="scored" if scored else "not_scored",
            status_reason=None if scored else "too_short",
            kind=KindReport(None, None),
            text=None,
            title=record.get("title"),
            byline=None,
            published=None,
            url=None,
            language=LanguageReport("en", 1.0),
            counts=Counts(len(text), words, 1),
            scores=ScoresReport(_score(-0.5, parts), _score(2.0, [])) if scored else None,
            contributions=ContributionsReport(ContributionReport(-0.5, parts), ContributionReport(2.0, []))
            if scored
            else None,
            groups=None,
            summary=None,
            flags=flags,
            signals={},
            model=ModelReport("stand-in", "0", "nothing"),
        )


def _score(base: float, parts: list[FeatureReport]) -> ScoreReport:
    z = base + sum(part.log_odds for part in parts)

    def percent(x: float) -> float:
        return 100 / (1 + math.exp(-x))

    return ScoreReport(percent(z), percent(z - 0.5), percent(z + 0.5), z)
