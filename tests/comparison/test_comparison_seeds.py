"""Our five seeds and the five shared ones against the table of what they share and where they differ."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scorer.comparison.compare import compare


@pytest.fixture(scope="module")
def expected(shared: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((shared / "seeds" / "compare-expected.json").read_text(encoding="utf-8"))
    return read


@pytest.fixture(scope="module")
def found(shared: Path) -> tuple[dict[str, int], dict[str, Any]]:
    paths = sorted((shared / "seeds").glob("*.txt"))
    records = [{"id": path.name, "text": path.open(encoding="utf-8", newline="").read()} for path in paths]
    return {path.name: n for n, path in enumerate(paths)}, dict(compare(records).data)


def touched(claim: dict[str, Any], places: list[tuple[int, int, int]]) -> int:
    return sum(
        any(v["article"] == i and v["start"] < e and v["end"] > s for v in claim["values"]) for i, s, e in places
    )


def places(entry: dict[str, Any], at: dict[str, int]) -> list[tuple[int, int, int]]:
    return [(at[value["seed"]], value["start"], value["end"]) for value in entry["values"]]


def test_hard_contradictions_are_found(expected: dict[str, Any], found: Any) -> None:
    at, data = found
    told = [claim for claim in data["claims"] if claim["state"] in ("contradicted", "differs")]
    hard = [entry for entry in expected["contradictions"] if entry["strength"] == "hard"]
    assert sum(any(touched(claim, places(entry, at)) >= 2 for claim in told) for entry in hard) >= 2


def test_no_trap_is_taken_for_a_contradiction_and_nothing_else_is_alleged(expected: dict[str, Any], found: Any) -> None:
    at, data = found
    bad = [claim for claim in data["claims"] if claim["state"] == "contradicted"]
    assert bad
    assert not any(touched(claim, places(trap, at)) >= 2 for claim in bad for trap in expected["not_contradictions"])
    assert all(any(touched(claim, places(entry, at)) >= 2 for entry in expected["contradictions"]) for claim in bad)


def test_dates_and_figures_that_agree_are_found(expected: dict[str, Any], found: Any) -> None:
    at, data = found
    shared_values = [claim for claim in data["claims"] if claim["state"] != "only_one"]
    wanted = [entry for entry in expected["agreements"] if entry["kind"] in ("date", "figure")]
    missed = [e["about"] for e in wanted if not any(touched(c, places(e, at)) >= 2 for c in shared_values)]
    assert missed == []


def test_nothing_is_called_a_copy(found: Any) -> None:
    assert [text for text in found[1]["shared_text"] if text["kind"] != "quotation"] == []


OURS = Path(__file__).resolve().parents[2] / "seeds"


def test_our_own_seeds_agree_and_differ_as_their_table_says() -> None:
    table = json.loads((OURS / "compare-expected.json").read_text(encoding="utf-8"))
    paths = sorted(OURS.glob("*.txt"))
    at = {path.name: n for n, path in enumerate(paths)}
    data = dict(compare([{"text": path.open(encoding="utf-8", newline="").read()} for path in paths]).data)
    bad = [claim for claim in data["claims"] if claim["state"] == "contradicted"]
    told = [claim for claim in data["claims"] if claim["state"] != "only_one"]
    assert all(any(touched(claim, places(entry, at)) >= 2 for claim in bad) for entry in table["contradictions"])
    assert not any(touched(claim, places(trap, at)) >= 2 for claim in bad for trap in table["not_contradictions"])
    assert all(any(touched(claim, places(entry, at)) >= 2 for claim in told) for entry in table["agreements"])
