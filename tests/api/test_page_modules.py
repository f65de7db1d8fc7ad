"""Modules of the page that make no element, run in a real browser and held against plain counts."""

from __future__ import annotations

import math
import random
from pathlib import Path
from typing import Any

import pytest
from browser import chromium, explained

import scorer
from scorer.export.findings import costs, findings, group_lines

PROGRAM = chromium()
pytestmark = pytest.mark.skipif(
    PROGRAM is None, reason="no Chromium here: install Debian's chromium, or name one in SCORER_CHROMIUM"
)


def test_pieces_are_exactly_the_text_and_carry_every_range(watch: Any) -> None:
    """Overlapping, nested, touching and empty ranges over text with surrogate pairs, against a plain count."""
    rng = random.Random(5)
    page = watch().page
    for _ in range(60):
        text = "".join(rng.choice("ab \n💥é𝔘") for _ in range(rng.randrange(0, 40)))
        ranges = []
        for name in range(rng.randrange(0, 8)):
            start, end = sorted(rng.choices(range(len(text) + 1), k=2))
            ranges.append({"start": start, "end": end, "name": name})
        lines = page.evaluate(
            """async ([text, ranges]) => {
              const { linesOfPieces } = await import("/static/segments.js");
              return linesOfPieces(text, ranges).map((line) => line.map((p) => [p.text, p.ranges.map((r) => r.name)]));
            }""",
            [text, ranges],
        )
        assert ["".join(piece for piece, _ in line) for line in lines] == text.splitlines(keepends=True)
        seen = [names for line in lines for piece, names in line for _ in piece]
        expected = [[r["name"] for r in ranges if r["start"] <= i < r["end"]] for i in range(len(text))]
        assert seen == expected


def test_sources_are_told_once_each(watch: Any) -> None:
    """The same name however written is one source; two who share a last name stay two."""
    names = [
        "Mayor Ida Lunde",
        "Lunde",
        "she",
        "IDA LUNDE",
        "The county",
        "the county",
        "Aas",
        "Tom Aas",
        "Pia Aas",
        "",
    ]
    text, evidence = "💥 ", []
    for name in names:
        start = len(text)
        text += f"{name}. "
        span = [[start, start + len(name)]] if name else []
        evidence.append({"source": span, "confidence": 0.9, "source_kind": "named" if name else "none"})
    evidence.append({"source": [[2, 7]], "confidence": 0.4, "source_kind": "vague"})
    found = watch().page.evaluate(
        """async ([report, text]) => {
          const { sourcesOf } = await import("/static/sources.js");
          return sourcesOf(report, text).map((s) => [s.name, s.kind, s.count, s.mentions.length]);
        }""",
        [{"signals": {"attribution": {"evidence": evidence}}}, text],
    )
    assert found[0] == ["Mayor Ida Lunde", "named", 3, 3]
    assert sorted(found[1:]) == sorted(
        [
            ["county", "named", 2, 2],
            ["Aas", "named", 1, 1],
            ["Tom Aas", "named", 1, 1],
            ["Pia Aas", "named", 1, 1],
            ["he, she, they", "referred", 1, 1],
            ["no source given", "none", 1, 0],
        ]
    )


def test_shown_numbers_always_add_up(watch: Any) -> None:
    rng = random.Random(9)
    cases = [[rng.gauss(0, 1) for _ in range(rng.randrange(1, 12))] for _ in range(300)]
    rounded = watch().page.evaluate(
        """async (cases) => {
          const { roundedToSum } = await import("/static/words.js");
          return cases.map((values) => roundedToSum(values));
        }""",
        cases,
    )
    for values, shown in zip(cases, rounded, strict=True):
        assert abs(round(100 * sum(shown)) - 100 * sum(values)) <= 0.5 + 1e-6
        assert all(abs(a - b) < 0.01 for a, b in zip(values, shown, strict=True))


def test_page_and_exports_list_the_same_findings_in_the_same_order(watch: Any) -> None:
    """Order, groups with their worst place and costs in words: declared twice, once in each language."""
    page = watch().page
    for seed in sorted((Path(__file__).parents[2] / "seeds").glob("*.txt")):
        report = scorer.score(seed.read_text(encoding="utf-8"))
        found = page.evaluate(
            """async (report) => {
              const { findingsOf, groupsOf } = await import("/static/findings.js");
              const { cost } = await import("/static/words.js");
              const { readSignals } = await import("/static/client.js");
              const { groupOf } = await readSignals();
              return {
                findings: findingsOf(report).map(
                  (f) => [f.number, f.id, f.severity, f.flags.length, f.moves, cost(f, report)]),
                groups: groupsOf(report, new Set(), groupOf).map(
                  (g) => [g.group, g.worst && [g.worst.start, g.worst.end]]),
              };
            }""",
            report.to_dict(),
        )
        assert found["findings"] == [
            [f.number, f.id, f.severity, len(f.flags), f.moves, costs(f, report)] for f in findings(report)
        ]
        assert found["groups"] == [[g.group, g.worst and list(g.worst)] for g in group_lines(report)]


def test_a_report_without_rejected_findings_adds_up_for_any_choice(watch: Any) -> None:
    rng = random.Random(4)
    page = watch().page
    text = (Path(__file__).parents[2] / "seeds" / "000_state_outlet.txt").read_text(encoding="utf-8")
    report = explained(scorer.score(text).to_dict())
    for _ in range(20):
        rejected = rng.sample(range(len(report["flags"])), k=rng.randrange(1, len(report["flags"])))
        left = page.evaluate(
            """async ([report, rejected]) => {
              const { without } = await import("/static/findings.js");
              const { readSignals } = await import("/static/client.js");
              const { groupOf } = await readSignals();
              return without(report, new Set(rejected), groupOf);
            }""",
            [report, rejected],
        )
        for name in ("reliability", "quality"):
            share = sum(report["flags"][i]["log_odds"][name] for i in rejected)
            score, made = left["scores"][name], left["contributions"][name]
            assert math.isclose(score["log_odds"], report["scores"][name]["log_odds"] - share, abs_tol=1e-9)
            assert math.isclose(
                made["base"] + sum(f["log_odds"] for f in made["features"]), score["log_odds"], abs_tol=1e-6
            )
            assert math.isclose(score["value"], 100 / (1 + math.exp(-score["log_odds"])), abs_tol=1e-6)
            assert score["low"] <= score["value"] <= score["high"]
        assert len(left["flags"]) == len(report["flags"]) - len(rejected)
