"""One sentence or two for a person: where the article stands, mostly because of what, and where to start reading."""

from __future__ import annotations

from collections.abc import Sequence

from scorer.report import FlagReport, GroupReport, KindReport, ScoreReport
from scorer.types import Band, Group, TextKind

_STANDS: dict[Band, str] = {
    "well_below": "Well below most reference articles in how it is sourced and written",
    "below": "Below most reference articles in how it is sourced and written",
    "usual": "Within the middle half of the reference articles in how it is sourced and written",
    "above": "Above most reference articles in how it is sourced and written",
    "well_above": "Well above most reference articles in how it is sourced and written",
}
_PRACTICE: dict[Group, str] = {
    "sourcing": "its sourcing",
    "wording": "its wording",
    "weighing": "how little it weighs other views and limits",
    "certainty": "speculation",
    "headline": "its headline",
    "presentation": "its presentation",
}
#: What a reader should know of a kind of text before taking its score for that of a report.
_KINDS: dict[TextKind, str] = {
    "opinion": "It reads like an opinion piece, where few attributions and one side are usual",
    "analysis": "It is labelled as analysis, which explains more than it reports",
    "interview": "It is a conversation, so most of it is what one source says",
    "live": "It is a live blog, whose entries are seldom complete",
    "list": "It is mostly a list, which needs few sources",
    "press_release": "It is a press release, written for the one that issued it",
    "satire": "It is labelled as satire",
}
_CELEBRITY = "It reads like celebrity or entertainment news, where this score is little better than chance"
#: How sure the kind of text must be before it is said.
_SURE_OF_KIND = 0.7
#: Log-odds from which a group is worth naming.
_WORTH_NAMING = 0.1
_LONGEST_QUOTE = 120
#: Log-odds of quality from which damage alone is worth starting at.
_WORTH_STARTING = 0.5
#: Below this value a score is low where there are no reference articles to compare it with.
_MIDDLE = 50


def summary(
    score: ScoreReport, groups: Sequence[GroupReport], flags: Sequence[FlagReport], quality: ScoreReport
) -> str:
    """The summary of a scored article."""
    where = _STANDS.get(score.band) if score.band is not None else None
    sentences = [where or f"Reliability {score.value:.0f} of 100"]
    if score.percentile is not None:
        sentences[0] += f" (it scores higher than {round(score.percentile)} of 100)"
    low = sorted((g for g in groups if g.log_odds <= -_WORTH_NAMING), key=lambda g: g.log_odds)[:2]
    below = score.band in ("below", "well_below") if score.band is not None else score.value < _MIDDLE
    if low and below:
        sentences[0] += ", mostly because of " + " and ".join(_PRACTICE[group.group] for group in low)
    if quality.value < 60:
        sentences.append("The text itself looks damaged, incomplete or padded")
    start = _start(flags)
    if start is not None:
        sentences.append(f"Start reading at “{start}”")
    return ". ".join(sentences) + "."


def with_kind(words: str, kind: KindReport, celebrity: bool) -> str:
    """A summary with what should be known of the kind of text, where it is no report, and of its subject, where it is
    one that the score cannot judge (:mod:`scorer.scoring.subject`)."""
    if kind.code in _KINDS and (kind.confidence or 0.0) >= _SURE_OF_KIND:
        words += f" {_KINDS[kind.code]}."
    return f"{words} {_CELEBRITY}." if celebrity else words


def _start(flags: Sequence[FlagReport]) -> str | None:
    """The place that costs reliability most; what costs quality alone counts only where no place costs reliability."""
    placed = [flag for flag in flags if flag.quote]
    costly = [flag for flag in placed if flag.log_odds.reliability < 0]
    costly = costly or [flag for flag in placed if flag.log_odds.quality < -_WORTH_STARTING]
    if not costly:
        return None
    worst = min(costly, key=lambda flag: (flag.log_odds.reliability, flag.log_odds.quality, flag.start or 0))
    quote = " ".join((worst.quote or "").split())
    return quote if len(quote) <= _LONGEST_QUOTE else quote[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
