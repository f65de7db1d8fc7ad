"""What a reader is shown first: the sentence, the groups with their worst place, and the findings in their order.

The terminal, the note and the saved page share it; the web page follows the same rules in ``api/static/findings.js``.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Mapping, Sequence

from scorer.model.odds import probability
from scorer.report import EvidenceReport, FlagReport, Report, ScoreReport
from scorer.signals.registry import FLAG_KINDS, SIGNALS
from scorer.types import record

#: Log-odds below this are shown as nothing.
_NOTHING = 0.005
#: A kind said in that many characters is said in full; a longer one by its name.
_LONGEST_KIND = 60
_SEVERITIES = ("high", "medium", "low")

BANDS: Mapping[str, str] = {
    "well_below": "well below most articles",
    "below": "below the middle half of articles",
    "usual": "in the middle half of articles",
    "above": "above the middle half of articles",
    "well_above": "well above most articles",
}
STANDINGS: Mapping[str, str] = {
    "well_below": "well below usual",
    "below": "below usual",
    "usual": "as usual",
    "above": "above usual",
    "well_above": "well above usual",
}
_GROUPS = ("sourcing", "wording", "weighing", "certainty", "headline", "presentation")


@record
class Finding:
    """Flags of one kind. ``flags`` are the costliest first; ``moves`` says whether a score changes with them."""

    number: int
    id: str
    severity: str
    flags: tuple[FlagReport, ...]
    reliability: float
    quality: float

    @property
    def moves(self) -> bool:
        return any(_moves(flag) for flag in self.flags)

    @property
    def message(self) -> str:
        """What is said of it: the flags' own message where they share one."""
        first = self.flags[0].message
        if len(self.flags) == 1:
            return first
        if all(flag.message == first for flag in self.flags):
            count = len(self.flags)
            return f"{first.rstrip('.')}: appears {'twice' if count == 2 else f'{count} times'}"
        kind = FLAG_KINDS.get(self.id)
        name = self.id.partition(".")[2].replace("_", " ")
        shows = kind.shows if kind and len(kind.shows) <= _LONGEST_KIND else name
        return f"{shows[:1].upper()}{shows[1:]}: {len(self.flags)} places"


@record
class GroupLine:
    """One group of the reliability score; ``points`` is what it adds; ``worst`` is (start, end) of its worst place."""

    group: str
    log_odds: float
    points: float
    standing: str | None
    worst: tuple[int, int] | None

    @property
    def words(self) -> str:
        """Where the group stands, as far as that is known, and what it adds."""
        shown = f"{points(self.points)} {'point' if points(self.points)[1:] == '1' else 'points'}"
        return f"{STANDINGS[self.standing]} ({shown})" if self.standing else shown


def findings(report: Report) -> list[Finding]:
    """The report's flags by kind, the gravest first."""
    by_kind: dict[str, list[FlagReport]] = {}
    for flag in report.flags:
        by_kind.setdefault(flag.id, []).append(flag)
    place = {id(flag): number for number, flag in enumerate(report.flags)}

    def first(flags: Sequence[FlagReport]) -> tuple[int, float, int]:
        return min(map(_grave, flags)), sum(map(_total, flags)), min(place[id(flag)] for flag in flags)

    ordered = sorted(by_kind.items(), key=lambda item: first(item[1]))
    return [
        Finding(
            number=number,
            id=kind,
            severity=_SEVERITIES[min(map(_grave, flags))],
            flags=tuple(sorted(flags, key=lambda f: (_grave(f), _total(f), place[id(f)]))),
            reliability=sum(flag.log_odds.reliability for flag in flags),
            quality=sum(flag.log_odds.quality for flag in flags),
        )
        for number, (kind, flags) in enumerate(ordered, 1)
    ]


def _moves(flag: FlagReport) -> bool:
    return abs(flag.log_odds.reliability) >= _NOTHING or abs(flag.log_odds.quality) >= _NOTHING


def _grave(flag: FlagReport) -> int:
    return _SEVERITIES.index(flag.severity)


def _total(flag: FlagReport) -> float:
    return flag.log_odds.reliability + flag.log_odds.quality


def sentence(report: Report) -> str:
    """The answer in one sentence; "" where nothing was scored."""
    if report.scores is None:
        return ""
    if report.summary:
        return report.summary
    score = report.scores.reliability
    band = f", {BANDS[name]}" if (name := score.band) else ""
    quality = of_hundred(report.scores.quality.value)
    return f"Reliability {of_hundred(score.value)} of 100{band}; text quality {quality} of 100."


def group_lines(report: Report) -> list[GroupLine]:
    """The groups of the reliability score in the order of the page; empty where the report has none."""
    groups = report.groups.reliability if report.groups is not None else ()
    worst = _worst_places(report)
    lines = [GroupLine(g.group, g.log_odds, g.points, g.standing, worst.get(g.group)) for g in groups]
    return sorted(lines, key=lambda line: _GROUPS.index(line.group) if line.group in _GROUPS else len(_GROUPS))


def _worst_places(report: Report) -> dict[str, tuple[int, int]]:
    """For each group the place whose share lowers the reliability most."""
    found: dict[str, tuple[float, int, int]] = {}
    for group, share, start, end in _shares(report):
        if share <= -_NOTHING and (group not in found or share < found[group][0]):
            found[group] = (share, start, end)
    return {group: (start, end) for group, (_, start, end) in found.items()}


def _shares(report: Report) -> Iterable[tuple[str, float, int, int]]:
    for flag in report.flags:
        if flag.start is not None and flag.end is not None:
            group = group_of_kind(flag.signal, flag.id.partition(".")[2])
            yield group, flag.log_odds.reliability, flag.start, flag.end
    for signal, seen in report.signals.items():
        for found in seen.evidence:
            if isinstance(found, EvidenceReport) and found.log_odds is not None:
                yield group_of_kind(signal, found.kind), found.log_odds.reliability, found.start, found.end


@functools.cache
def group_of_kind(signal_id: str, kind: str | None) -> str:
    """The practice of a kind of flag or evidence: that of the feature which counts it, else its signal's."""
    signal = next((one for one in SIGNALS if one.id == signal_id), None)
    if signal is None:
        return ""
    counted = next((f.group for f in signal.features if kind and kind in f.name), None)
    return counted or signal.group


def costs(finding: Finding | FlagReport, report: Report) -> list[str]:
    """What a finding does to the scores, in words; what it would do alone where the score has nothing left to lose."""
    if report.scores is None or report.contributions is None:
        return []
    shares = finding if isinstance(finding, Finding) else finding.log_odds
    words = []
    for name, share, score, part in (
        ("reliability", shares.reliability, report.scores.reliability, report.contributions.reliability),
        ("quality", shares.quality, report.scores.quality, report.contributions.quality),
    ):
        if abs(share) < _NOTHING:
            continue
        here = score.value - percent(score.log_odds - share)
        alone = percent(part.base + share) - percent(part.base)
        if abs(alone) >= 1 and abs(here) < 1:
            words.append(f"{name} {points(alone)} points on its own; other findings already take it here")
        elif points(here) != "0":
            words.append(f"{name} {points(here)} {'point' if points(here)[1:] == '1' else 'points'}")
        elif finding.severity != "high":
            words.append(f"{name} by less than 0.1 points")
    if not words and isinstance(finding, Finding):
        words = _together(finding, report, report.scores.reliability)
    if words or finding.severity != "high":
        return words
    name, score = (
        ("quality", report.scores.quality)
        if finding.id.startswith("junk.")
        else ("reliability", report.scores.reliability)
    )
    if score.value < 10:
        return [f"serious; other findings already bring {name} down to {of_hundred(score.value)}"]
    return ["serious, but not part of the score: judge it yourself"]


def _together(finding: Finding, report: Report, score: ScoreReport) -> list[str]:
    """What flags cost of which none costs anything by itself: the score would be no higher without one of them, and yet
    they are why it is low. Their places bear that share as evidence."""
    signal, _, kind = finding.id.partition(".")
    seen = report.signals.get(signal)
    spans = {(flag.start, flag.end) for flag in finding.flags}
    share = math.fsum(
        one.log_odds.reliability
        for one in (seen.evidence if seen is not None else ())
        if isinstance(one, EvidenceReport) and one.log_odds and one.kind == kind and (one.start, one.end) in spans
    )
    lost = points(score.value - percent(score.log_odds - share))
    if len(finding.flags) < 2 or lost == "0":
        return []
    return [f"reliability {lost} {'point' if lost[1:] == '1' else 'points'} together, none alone"]


def place_of(score: ScoreReport) -> str:
    """Where a score stands: its band, its rank and its interval, as far as they are known."""
    parts = [BANDS[score.band]] if score.band else []
    if score.percentile is not None:
        parts.append(f"{score.percentile:.0f} of 100 reference articles score lower")
    return "; ".join([*parts, f"90% interval: {of_hundred(score.low)} to {of_hundred(score.high)}"])


def kind_name(flag_id: str) -> str:
    """ "loaded_language.wording" as "Loaded language: wording"."""
    words = flag_id.replace(".", ": ").replace("_", " ")
    return words[:1].upper() + words[1:]


def percent(log_odds: float) -> float:
    """100 times the logistic function, without overflow."""
    return 100.0 * probability(log_odds)


def of_hundred(value: float) -> str:
    """Whole points; never a bare 0 or 100, which would claim certainty."""
    return "<1" if value < 0.5 else ">99" if value >= 99.5 else str(math.floor(value + 0.5))


def points(value: float) -> str:
    """A difference in points: "+3", "−0.4" or "0"."""
    shown = f"{abs(value):.0f}" if abs(value) >= 0.95 else f"{abs(value):.1f}"
    return "0" if float(shown) == 0 else f"{'−' if value < 0 else '+'}{shown}"


def quote_line(text: str, most: int = 200) -> str:
    """A quote on one line, cut in its middle where it is longer than ``most`` characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most // 2].rstrip()} […] {flat[-most // 2 :].lstrip()}"
