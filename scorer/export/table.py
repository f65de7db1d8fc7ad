"""Findings as CSV, one row per flag, for a spreadsheet."""

from __future__ import annotations

import csv
import io

from scorer.corpus.formulas import without_formula
from scorer.export.findings import findings
from scorer.report import Report

COLUMNS = (
    "number",
    "flag",
    "severity",
    "confidence",
    "start",
    "end",
    "quote",
    "message",
    "reliability_log_odds",
    "quality_log_odds",
    "title",
    "url",
    "reliability",
    "quality",
)


def table(report: Report, text: str) -> str:
    """The rows in the order of the findings; the scores are in every row. A leading ' keeps formulas from running."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    scores = report.scores
    values = ("", "") if scores is None else (f"{scores.reliability.value:.1f}", f"{scores.quality.value:.1f}")
    for finding in findings(report):
        for flag in finding.flags:
            writer.writerow(
                (
                    finding.number,
                    flag.id,
                    flag.severity,
                    f"{flag.confidence:.3f}",
                    flag.start,
                    flag.end,
                    _cell(flag.quote),
                    _cell(flag.message),
                    f"{flag.log_odds.reliability:.4f}",
                    f"{flag.log_odds.quality:.4f}",
                    _cell(report.title),
                    _cell(report.url),
                    *values,
                )
            )
    return out.getvalue()


def _cell(value: str | None) -> str:
    return without_formula(value) if value else ""
