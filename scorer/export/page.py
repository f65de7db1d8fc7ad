"""A report as one HTML file that stands alone: no script, no font, no image, no address is loaded.

It holds the report as JSON too, so that the web page can open it again.
"""

from __future__ import annotations

import functools
from dataclasses import replace
from importlib.resources import files

import jinja2
from markupsafe import Markup

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
from scorer.export.marks import Piece, pieces
from scorer.report import NO_VERDICT, REASONS, ContributionReport, Report
from scorer.signals.registry import FLAG_KINDS
from scorer.types import record


@record
class Listed:
    """A finding as the template shows it."""

    finding: Finding
    name: str
    quotes: list[str]
    more: int
    why: str
    source: str
    costs: list[str]


_PLACES = 5


def page(report: Report, text: str) -> str:
    """The file: the answer and the numbered findings with their reasons first, then the text with the numbers."""
    found = findings(report)
    listed = [_listed(finding, report) for finding in found]
    return _template().render(
        report=report,
        sentence=sentence(report),
        groups=group_lines(report),
        excerpt=lambda span: quote_line(text[span[0] : span[1]], 80),
        moving=[one for one in listed if one.finding.moves],
        looking=[one for one in listed if not one.finding.moves],
        lines=_lines(text, found),
        tables=_tables(report),
        no_verdict=NO_VERDICT,
        reason=REASONS.get(report.status_reason) if report.status_reason is not None else None,
        json=_json(report, text),
    )


@functools.cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    environment.filters |= {"hundred": of_hundred, "place": place_of, "kind": kind_name}
    return environment.from_string((files("scorer.export") / "templates" / "report.html").read_text("utf-8"))


def _listed(finding: Finding, report: Report) -> Listed:
    kind = FLAG_KINDS.get(finding.id)
    quotes = [quote_line(flag.quote) for flag in finding.flags if flag.quote]
    return Listed(
        finding=finding,
        name=kind_name(finding.id),
        quotes=quotes[:_PLACES],
        more=max(0, len(quotes) - _PLACES),
        why=kind.why if kind else "",
        source=kind.source if kind else "",
        costs=costs(finding, report),
    )


def _lines(text: str, found: list[Finding]) -> list[list[Piece[Finding]]]:
    """The text's lines as marked pieces."""
    spans = [
        (flag.start, flag.end, finding)
        for finding in found
        for flag in finding.flags
        if flag.start is not None and flag.end is not None
    ]
    lines: list[list[Piece[Finding]]] = [[]]
    for piece in pieces(text, spans):
        for number, part in enumerate(piece.text.split("\n")):
            if number:
                lines.append([])
            if part:
                lines[-1].append(Piece(part, piece.marks, piece.opens if number == 0 else ()))
    return lines


def _tables(report: Report) -> list[tuple[str, ContributionReport]]:
    made = report.contributions
    return [] if made is None else [("reliability", made.reliability), ("quality", made.quality)]


def _json(report: Report, text: str) -> Markup:
    """The report with its text, as JSON in which no tag can end the element that holds it."""
    whole = report if report.text is not None else replace(report, text=text)
    return Markup(whole.to_json().decode().replace("<", "\\u003c"))  # noqa: S704 - JSON without "<" is data here
