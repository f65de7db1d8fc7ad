"""A report for the terminal: the answer first, then the findings with their quotes, then the exact sums."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Styled

from scorer.export.findings import (
    Finding,
    costs,
    findings,
    group_lines,
    of_hundred,
    place_of,
    quote_line,
    sentence,
)
from scorer.report import NO_VERDICT, REASONS, ContributionReport, FlagReport, Report, ScoreReport

_BAR = 24
_SHOWN_CONTRIBUTIONS = 5
#: Places of one finding that are shown, and characters of text around each.
_PLACES = 5
_CONTEXT = 44
_LONGEST_QUOTE = 160
_COLOURS = {"high": "bold red", "medium": "yellow", "low": "cyan"}


def terminal(*, stderr: bool = False) -> Console:
    """The console that commands print on: what looks like rich's markup in a string is shown as it is."""
    return Console(stderr=stderr, markup=False, emoji=False, soft_wrap=False)


def flat(text: str) -> str:
    """A string from outside, on its way to a terminal: white space and control characters made harmless.

    Every title, byline, name of a file, quotation or label goes through here: no escape sequence gets past it.
    """
    return "".join(" " if c.isspace() else c if c.isprintable() else "\ufffd" for c in text)


def render(report: Report, text: str, console: Console) -> None:
    """Print ``report`` on ``console``. ``text`` is the judged text that the report's offsets speak of."""
    console.print(_heading(report))
    if report.scores is None or report.contributions is None:
        reason = REASONS[report.status_reason or "bad_input"]
        console.print(Padding(Styled(f"Not scored: {reason}", style="bold"), (1, 0)))
    else:
        console.print(Padding(Styled(flat(sentence(report)), style="bold"), (1, 0)))
        console.print(_scores(report))
        console.print(_groups(report, text))
        console.print(Padding(Styled(NO_VERDICT, style="italic"), (0, 0, 1, 0)))
    console.print(_findings(report, text))
    if report.contributions is not None:
        for name, part in (
            ("reliability", report.contributions.reliability),
            ("quality", report.contributions.quality),
        ):
            console.print(_contributions(name, part))


def render_table(rows: Sequence[tuple[str, Report]], console: Console) -> None:
    """Print one line per report: where it came from, its two scores and its flags."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("article", overflow="fold", ratio=3)
    table.add_column("reliability", justify="right", no_wrap=True)
    table.add_column("quality", justify="right", no_wrap=True)
    table.add_column("flags", ratio=4)
    for name, report in rows:
        shown = Styled(flat(name))
        if report.scores is None:
            table.add_row(shown, "–", "–", REASONS[report.status_reason or "bad_input"])
        else:
            table.add_row(
                shown, _short(report.scores.reliability), _short(report.scores.quality), _flag_counts(report.flags)
            )
    console.print(table)
    console.print(Padding(Styled(NO_VERDICT, style="italic"), (1, 0, 0, 0)))


def _short(score: ScoreReport) -> str:
    return f"{score.value:.0f} ({score.low:.0f}–{score.high:.0f})"


def _flag_counts(flags: Sequence[FlagReport]) -> str:
    counts: dict[str, int] = {}
    for flag in sorted(flags, key=lambda f: ("high", "medium", "low").index(f.severity)):
        counts[flag.id] = counts.get(flag.id, 0) + 1
    return ", ".join(name if n == 1 else f"{name} ×{n}" for name, n in counts.items()) or "none"


def _heading(report: Report) -> RenderableType:
    facts = [
        report.byline and f"by {report.byline}",
        report.published,
        report.language.code and f"language {report.language.code}",
        f"{report.counts.words:,} words",
    ]
    title = Styled(flat(report.title or report.id or "Untitled"), style="bold")
    return Group(title, Styled(flat(" · ".join(fact for fact in facts if fact)), style="dim"))


def _scores(report: Report) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    assert report.scores is not None
    for name, score in (("Reliability", report.scores.reliability), ("Text quality", report.scores.quality)):
        table.add_row(
            Styled(name, style="bold"),
            Styled(f"{of_hundred(score.value):>3}", style="bold"),
            _bar(score),
            Styled(place_of(score), style="dim"),
        )
    return Padding(table, (0, 0, 1, 0))


def _bar(score: ScoreReport) -> Styled:
    """The score on a scale of 0 to 100: filled up to its value, dotted over its interval."""
    bar = Styled()
    for cell in range(_BAR):
        middle = (cell + 0.5) * 100 / _BAR
        within = score.low <= middle <= score.high
        filled = middle <= score.value
        bar.append("█" if filled and not within else "▓" if filled else "▒" if within else "░")
    return bar


def _groups(report: Report, text: str) -> RenderableType:
    """A line per group of the reliability score: where it stands, its points, its worst place."""
    lines = group_lines(report)
    if not lines:
        return Group()
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    for line in lines:
        worst = "" if line.worst is None else f"“{quote_line(flat(text[slice(*line.worst)]), 60)}”"
        style = "red" if line.standing in ("below", "well_below") else "dim"
        table.add_row(line.group.capitalize(), Styled(line.words, style=style), Styled(worst))
    return Padding(table, (0, 0, 1, 0))


def plain(value: float) -> str:
    """A feature's value with three digits, without an exponent."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _contributions(name: str, part: ContributionReport) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(ratio=1)
    moved = [feature for feature in part.features if abs(feature.log_odds) >= 0.005]
    lowered = [f for f in moved if f.log_odds < 0][:_SHOWN_CONTRIBUTIONS]
    raised = [f for f in moved if f.log_odds > 0][:_SHOWN_CONTRIBUTIONS]
    shown = {f.feature for f in lowered + raised}
    for title, features in ((f"lowered {name} most", lowered), (f"raised {name} most", raised)):
        if features:
            table.add_row("", Styled(f"What {title} (log-odds)", style="bold"))
        for feature in features:
            value = "not available" if feature.value is None else plain(feature.value)
            low, high = feature.usual
            line = Styled(feature.meaning)
            line.append(f": {value}, usually {plain(low)} to {plain(high)}", style="dim")
            table.add_row(Styled(f"{feature.log_odds:+.2f}", style="red" if feature.log_odds < 0 else "green"), line)
    rest = sum(f.log_odds for f in part.features if f.feature not in shown)
    total = part.base + sum(f.log_odds for f in part.features)
    sums = f"total: baseline {part.base:+.2f}, the features above, other features {rest:+.2f}"
    table.add_row(Styled(f"{total:+.2f}", style="bold"), Styled(sums, style="dim"))
    return Padding(table, (0, 0, 1, 0))


def _findings(report: Report, text: str) -> RenderableType:
    found = findings(report)
    if not found:
        return Padding(Styled("No findings.", style="bold"), (0, 0, 1, 0))
    lines: list[RenderableType] = []
    for title, part in (
        ("Findings that move a score", [f for f in found if f.moves]),
        ("Worth a look", [f for f in found if not f.moves]),
    ):
        if part:
            lines.append(Styled(f"{title} ({len(part)})", style="bold"))
        for finding in part:
            lines += _finding(finding, report, text)
        if part:
            lines.append(Styled())
    return Group(*lines)


def _finding(finding: Finding, report: Report, text: str) -> list[RenderableType]:
    head = Styled()
    head.append(f"{finding.number:>3}  {finding.severity:<6} ", style=_COLOURS[finding.severity])
    head.append(flat(finding.message), style="bold")
    head.append(f"  {'; '.join([finding.id, *costs(finding, report)])}", style="dim")
    lines: list[RenderableType] = [head]
    placed = [flag for flag in finding.flags if flag.start is not None and flag.end is not None]
    for flag in placed[:_PLACES]:
        assert flag.start is not None and flag.end is not None
        lines.append(Padding(_quote(text, flag.start, flag.end, _COLOURS[flag.severity]), (0, 0, 0, 12)))
    if len(placed) > _PLACES:
        lines.append(Padding(Styled(f"… and {len(placed) - _PLACES} more places", style="dim"), (0, 0, 0, 12)))
    return lines


def _quote(text: str, start: int, end: int, style: str) -> Styled:
    """The quote with a little of the text around it, on one line."""
    line_start = max(text.rfind("\n", 0, start) + 1, start - _CONTEXT)
    line_end = text.find("\n", end)
    line_end = min(line_end if line_end >= 0 else len(text), end + _CONTEXT)
    quote = flat(text[start:end])
    if len(quote) > _LONGEST_QUOTE:
        quote = f"{quote[: _LONGEST_QUOTE // 2]} […] {quote[-_LONGEST_QUOTE // 2 :]}"
    out = Styled(style="dim")
    out.append(("…" if line_start > 0 and text[line_start - 1] != "\n" else "") + flat(text[line_start:start]))
    out.append(quote, style=f"not dim {style}")
    out.append(flat(text[end:line_end]) + ("…" if line_end < len(text) and text[line_end] != "\n" else ""))
    return out
