"""Holds a report against what a careful reader expects of a case.

A case's ``check`` may hold: ``must_flags`` and ``must_not_flags`` (lists of ``id``, a name or several, with
``quote_has`` and ``min_severity``), ``status``, ``status_reason``, ``language``, ``min_quality``, ``max_quality``,
``min_reliability``, ``title``, ``byline``, ``published`` (also with ``_has`` and ``_lacks``), ``text_has``,
``text_lacks``, ``words`` and ``sentences`` (lowest and highest count), ``min_attribution_rate``, and ``any_of`` (lists
of checks, of each of which one must hold).
"""

from __future__ import annotations

from typing import Any

from scorer.report import FlagReport, Report

SEVERITIES = ("low", "medium", "high")
Check = dict[str, Any]


def unheld(report: Report, text: str, check: Check) -> list[str]:
    """What of ``check`` the report does not hold; empty where it holds all. ``text`` is what flags are counted in."""
    out = [f"offsets of {f.id}" for f in report.flags if f.start is not None and text[f.start : f.end] != f.quote]
    out += _status(report, check)
    for spec in check.get("must_flags", ()):
        if not any(_fits(flag, spec) for flag in report.flags):
            out.append(f"no flag {spec}")
    for spec in check.get("must_not_flags", ()):
        out += [f"flag {f.id} {f.severity} {(f.quote or '')[:60]!r}" for f in report.flags if _fits(f, spec)]
    if report.scores is not None:
        quality, reliability = report.scores.quality.value, report.scores.reliability.value
        if not check.get("min_quality", 0) <= quality <= check.get("max_quality", 100):
            out.append(f"quality {quality:.1f}")
        if reliability < check.get("min_reliability", 0):
            out.append(f"reliability {reliability:.1f}")
    for name in ("title", "byline", "published"):
        out += _field(name, getattr(report, name), check)
    body = report.text or ""
    out += [f"text lacks {part!r}" for part in check.get("text_has", ()) if part not in body]
    out += [f"text has {part!r}" for part in check.get("text_lacks", ()) if part in body]
    for name in ("words", "sentences"):
        low, high = check.get(name, (0, 10**9))
        if report.counts is not None and not low <= getattr(report.counts, name) <= high:
            out.append(f"{name} {getattr(report.counts, name)}")
    if (report.signals["attribution"].rate or 0.0 if report.signals else 0.0) < check.get("min_attribution_rate", 0.0):
        out.append("attribution rate")
    for choices in check.get("any_of", ()):
        if all(unheld(report, text, choice) for choice in choices):
            out.append(f"none of {choices}")
    return out


def _status(report: Report, check: Check) -> list[str]:
    out = []
    if report.status != check.get("status", "scored"):
        out.append(f"status {report.status}: {report.status_reason}")
    if report.status_reason != check.get("status_reason", report.status_reason):
        out.append(f"reason {report.status_reason}")
    if "language" in check and report.language.code != check["language"]:
        out.append(f"language {report.language.code}")
    return out


def _fits(flag: FlagReport, spec: dict[str, Any]) -> bool:
    ids = [spec["id"]] if isinstance(spec["id"], str) else spec["id"]
    quote = (flag.quote or "").lower()
    return (
        flag.id in ids
        and SEVERITIES.index(flag.severity) >= SEVERITIES.index(spec.get("min_severity", "low"))
        and ("quote_has" not in spec or any(part.lower() in quote for part in spec["quote_has"]))
    )


def _field(name: str, value: str | None, check: Check) -> list[str]:
    found = value or ""
    out = [f"{name} {value!r}"] if name in check and value != check[name] else []
    out += [f"{name} {value!r} lacks {part!r}" for part in check.get(f"{name}_has", ()) if part not in found]
    out += [f"{name} {value!r} has {part!r}" for part in check.get(f"{name}_lacks", ()) if part in found]
    return out
