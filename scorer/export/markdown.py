"""A report as a note in Markdown (CommonMark), to be pasted into a document, a mail or an issue."""

from __future__ import annotations

import re

from scorer.export.findings import (
    Finding,
    costs,
    findings,
    group_lines,
    kind_name,
    of_hundred,
    place_of,
    quote_line,
    sentence,
)
from scorer.report import NO_VERDICT, REASONS, Report
from scorer.signals.registry import FLAG_KINDS

#: Places of one finding that are quoted.
_PLACES = 5
#: What CommonMark, or HTML inside it, could take for markup: anywhere, and at the start of a line.
_MARKUP = re.compile(r"([\\`*_\[\]<>&~|])")
_START = re.compile(r"^(\d*)([-+#=.)])")


def note(report: Report, text: str) -> str:
    """The note: the answer, the groups, the findings with their quotes and reasons."""
    lines = [f"# {_safe(report.title or 'Article')}", ""]
    about = [report.byline and f"by {report.byline}", report.published, report.url]
    lines += [" · ".join(_safe(fact) for fact in about if fact), ""] if any(about) else []
    if report.scores is None:
        lines += [f"**Not scored.** {REASONS[report.status_reason or 'bad_input']}", ""]
    else:
        reliability, quality = report.scores.reliability, report.scores.quality
        lines += [
            f"**{_safe(sentence(report))}**",
            "",
            f"- Reliability: {of_hundred(reliability.value)} of 100 ({place_of(reliability)})",
            f"- Text quality: {of_hundred(quality.value)} of 100 ({place_of(quality)})",
        ]
        for line in group_lines(report):
            worst = "" if line.worst is None else f": “{_safe(quote_line(text[slice(*line.worst)], 80))}”"
            lines.append(f"- {line.group.capitalize()}: {line.words}{worst}")
        lines += ["", f"*{NO_VERDICT}*", ""]
    found = findings(report)
    moving, looking = [f for f in found if f.moves], [f for f in found if not f.moves]
    for title, part in (("Findings that move a score", moving), ("Worth a look", looking)):
        if part:
            lines += [f"## {title}", ""]
            for finding in part:
                lines += _finding(finding, report)
    if not found:
        lines += ["No findings.", ""]
    model = report.model
    lines.append(f"Made with scorer, model {_safe(model.name)} {_safe(model.version)}.")
    return "\n".join(lines) + "\n"


def _finding(finding: Finding, report: Report) -> list[str]:
    lines = [f"{finding.number}. **{_safe(finding.message)}** ({kind_name(finding.id)}, {finding.severity})"]
    placed = [flag for flag in finding.flags if flag.quote]
    for flag in placed[:_PLACES]:
        lines += ["", f"   > {_safe(quote_line(flag.quote or ''))}"]
    if len(placed) > _PLACES:
        lines += ["", f"   … and {len(placed) - _PLACES} more places"]
    kind = FLAG_KINDS.get(finding.id)
    if kind is not None:
        lines += ["", f"   {_safe(kind.why)} ({_safe(kind.source)})"]
    if found := costs(finding, report):
        lines += ["", f"   {'; '.join(found)}"]
    return [*lines, ""]


def _safe(text: str) -> str:
    """On one line, with nothing in it that Markdown could read as markup."""
    return _START.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", " ".join(text.split())))
