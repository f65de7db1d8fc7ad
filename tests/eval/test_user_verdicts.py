"""Readers' verdicts on findings, as the page saves them, counted by kind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from scorer.cli import main
from scorer.eval.datasets import DataError
from scorer.eval.report.user_verdicts import holds_verdicts, run

TEXT = "Analysts say the port might not recover. " + "The board approved the budget on Monday, its minutes show. " * 12


def verdict(flag: str, said: str, quote: str | None = None) -> dict[str, object]:
    start = None if quote is None else TEXT.index(quote)
    end = None if start is None or quote is None else start + len(quote)
    return {"flag": flag, "verdict": said, "start": start, "end": end, "quote": quote}


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    rows = [
        [
            verdict("hedging.vague_source", "wrong", "Analysts say"),
            verdict("hedging.speculation", "right", "might"),
            verdict("loaded_language.wording", "missed", "approved"),
            verdict("provenance.no_byline", "open"),
        ],
        [
            verdict("hedging.vague_source", "right", "Analysts say"),
            verdict("hedging.vague_source", "missed", "Analysts say"),
            verdict("provenance.no_byline", "wrong"),
        ],
    ]
    path = tmp_path / "labels.jsonl"
    path.write_text("".join(json.dumps({"text": TEXT, "verdicts": row}) + "\n" for row in rows))
    return path


def test_precision_counts_what_was_judged_alone(labels: Path) -> None:
    assert holds_verdicts([labels])
    found = run([labels])
    rows = {row.flag: row for row in found.kinds}
    assert found.articles == 2
    vague = rows["hedging.vague_source"]
    assert (vague.right, vague.wrong, vague.missed, vague.precision) == (1, 1, 1, 0.5)
    assert vague.low is not None and vague.high is not None and 0 < vague.low < 0.5 < vague.high < 1
    assert (vague.still_raised, vague.now_found) == (1, 1)
    assert rows["provenance.no_byline"].still_raised == 1
    assert rows["loaded_language.wording"].precision is None
    assert rows["loaded_language.wording"].now_found == 0
    assert rows["provenance.no_byline"].open == 1


def test_the_command_tells_them_from_labelled_articles(labels: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["eval", str(labels), "--output", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    assert "0.50" in done.output and "hedging.vague_source" in done.output
    written = json.loads((tmp_path / "out" / "verdicts.json").read_text())
    assert written["articles"] == 2
    examples = Path(__file__).parents[2] / "eval" / "examples" / "outlets.jsonl"
    assert not holds_verdicts([examples])


@pytest.mark.parametrize(
    "row",
    [
        {"text": TEXT, "verdicts": [{"flag": "x", "verdict": "perhaps"}]},
        {"text": TEXT, "verdicts": [{"verdict": "right"}]},
        {"text": TEXT, "verdicts": [{"flag": "x", "verdict": "right", "start": "1", "end": 2}]},
        {"verdicts": []},
        {"text": TEXT, "verdicts": ["right"]},
    ],
)
def test_a_row_that_is_no_verdict_is_said(tmp_path: Path, row: object) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(json.dumps(row) + "\n")
    with pytest.raises(DataError, match=r"bad.jsonl, row 1"):
        run([path])
