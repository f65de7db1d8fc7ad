"""Holds a report against the expectations that stand beside a folder of seed articles."""

from __future__ import annotations

from typing import Any

from scorer.report import FlagReport, Report


def unmet(report: Report, text: str, expected: dict[str, Any]) -> list[str]:
    """What ``expected`` asks of ``report`` and does not find; empty where all is there."""
    missing = []
    for wanted in expected.get("flags", ()):
        found = [f for f in report.flags if f.id == wanted["id"] and _covers(f, text, wanted)]
        if len(found) < wanted.get("times", 1):
            missing.append(f"{wanted}: found {len(found)}")
    forbidden = [f for f in report.flags if f.id in expected.get("no_flags", ())]
    missing += [f"unwanted {f.id}: {f.quote!r}" for f in forbidden]
    return missing


def _covers(flag: FlagReport, text: str, wanted: dict[str, Any]) -> bool:
    """Does the flag's place overlap the words asked for, and cover enough of the block asked for?"""
    if "quote_has" not in wanted:
        return True
    if flag.start is None or flag.end is None or wanted["quote_has"] not in (flag.quote or ""):
        return False
    if "of" in wanted:
        first, last = wanted["of"]
        start = text.index(first)
        end = text.index(last, start) + len(last)
        covered = max(0, min(flag.end, end) - max(flag.start, start))
        return covered >= wanted["covers_at_least"] * (end - start)
    return True
