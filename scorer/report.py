"""The report: what every face of the product returns for one article. Version 1 of the contract.

The dataclasses here are the only declaration of the report's shape: JSON, the HTTP schema and the typed
table of ``scorer batch`` are all made from them. Absent is None, never 0. They have no slots: orjson writes them
four times as fast.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from scorer.types import Band, Group, Severity, TextKind, record

SCHEMA_VERSION = "1"

#: Shown wherever a score is shown.
NO_VERDICT = (
    "This judges how the article is sourced, written and presented. "
    "It does not say whether any statement in it is true."
)

Status = Literal["scored", "not_scored"]
StatusReason = Literal["too_short", "unsupported_language", "no_text", "too_long", "bad_input", "too_slow"]

#: What each reason says to a person.
REASONS: Mapping[StatusReason, str] = {
    "too_short": "The text is too short to score: at least 80 words are needed.",
    "unsupported_language": "The text is not in English, the only language read so far.",
    "no_text": "There is no text to read.",
    "too_long": "The text is longer than the limit of one million characters or 50,000 lines.",
    "bad_input": "The input could not be read as an article.",
    "too_slow": "Reading the text took longer than the time limit.",
}


@record
class LanguageReport:
    code: str | None
    confidence: float | None


@record
class Counts:
    characters: int
    words: int
    sentences: int


@record
class ScoreReport:
    """``value = 100 / (1 + exp(-log_odds))``; ``low`` and ``high`` bound a 90% interval.

    ``percentile``: of 100 reference articles (the model card names them), how many score lower; ``band`` says the same
    in words. Both are None where the model holds no reference.
    """

    value: float
    low: float
    high: float
    log_odds: float
    percentile: float | None = None
    band: Band | None = None


@record
class ScoresReport:
    reliability: ScoreReport
    quality: ScoreReport


@record
class FeatureReport:
    """One feature's part of a score. ``usual`` is the middle 80% among reliable, clean articles."""

    signal: str
    group: Group
    feature: str
    value: float | None
    usual: tuple[float, float]
    log_odds: float
    meaning: str


@record
class ContributionReport:
    """``log_odds = base + sum of features' log_odds``, to 1e-6. Largest contribution first."""

    base: float
    features: Sequence[FeatureReport]


@record
class ContributionsReport:
    reliability: ContributionReport
    quality: ContributionReport


@record
class GroupReport:
    """One practice's part of a score.

    ``log_odds`` of all groups sum to the score's without the base. ``points`` is what the score would gain or lose
    without the group. ``placed`` is the share of the group's lowering that is marked in the text, None where nothing
    lowers.
    """

    group: Group
    log_odds: float
    points: float
    standing: Band | None
    placed: float | None


@record
class GroupsReport:
    reliability: Sequence[GroupReport]
    quality: Sequence[GroupReport]


@record
class KindReport:
    """What kind of text the article is, with a confidence; ``code`` None where it is unknown."""

    code: TextKind | None
    confidence: float | None


@record
class FlagLogOdds:
    reliability: float
    quality: float


@record
class FlagReport:
    """``text[start:end] == quote``. All three are None where the flag is about what is absent."""

    id: str
    signal: str
    severity: Severity
    confidence: float
    start: int | None
    end: int | None
    quote: str | None
    message: str
    log_odds: FlagLogOdds


@record
class EvidenceReport:
    start: int
    end: int
    confidence: float
    kind: str | None
    log_odds: FlagLogOdds | None = None


@record
class AttributionReport:
    """Spans are [start, end) pairs; a part may be in several pieces, or be absent (empty)."""

    source: Sequence[tuple[int, int]]
    cue: Sequence[tuple[int, int]]
    content: Sequence[tuple[int, int]]
    kind: Literal["direct", "indirect"]
    source_kind: Literal["named", "organisation", "document", "vague", "anonymous", "none"]
    confidence: float


@record
class SignalReport:
    """``evidence_left_out``: places that a bounded answer had no room for."""

    confidence: float | None
    share: float | None
    rate: float | None
    evidence: Sequence[EvidenceReport | AttributionReport]
    evidence_left_out: int = 0


@record
class ModelReport:
    name: str
    version: str
    trained_on: str


@record
class Report:
    """All that is said of one article; the fields are those of the contract.

    ``flags_left_out``: flags that were not selected, or that a bounded answer had no room for.
    """

    schema_version: str
    id: str | None
    status: Status
    status_reason: StatusReason | None
    kind: KindReport
    text: str | None
    title: str | None
    byline: str | None
    published: str | None
    url: str | None
    language: LanguageReport
    counts: Counts
    scores: ScoresReport | None
    contributions: ContributionsReport | None
    groups: GroupsReport | None
    summary: str | None
    flags: Sequence[FlagReport]
    signals: Mapping[str, SignalReport]
    model: ModelReport
    flags_left_out: int = 0

    def to_json(self) -> bytes:
        """The report as one line of UTF-8 JSON."""
        import orjson

        return orjson.dumps(self)

    def to_dict(self) -> dict[str, Any]:
        """The report as plain dictionaries, lists and numbers."""
        import orjson

        return dict(orjson.loads(self.to_json()))
