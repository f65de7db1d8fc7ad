"""Selections choose what is shown; the nearest configuration gives what the command line does not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import scorer
from scorer.cli import main
from scorer.report import Report
from scorer.selection import Selection, SelectionError, bounded, configured

SEED = Path(__file__).resolve().parents[1] / "seeds" / "003_search_filler.txt"


@pytest.fixture(scope="module")
def report() -> Report:
    return scorer.score(SEED.read_text(encoding="utf-8"))


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def shown(*arguments: str | Path) -> dict[str, Any]:
    result = run("score", SEED, "--json", *arguments)
    assert result.exit_code == 0, result.output
    return dict(json.loads(result.stdout_bytes))


def test_nothing_selected_is_everything(report: Report) -> None:
    assert Selection().apply(report) is report
    assert bounded(report).to_json() == report.to_json()


def test_ids_and_beginnings_of_ids_choose(report: Report) -> None:
    every = {flag.id for flag in report.flags}
    one = sorted(every)[0]
    signal = one.partition(".")[0]
    assert {flag.id for flag in Selection(select=(one,)).apply(report).flags} == {one}
    assert {flag.id for flag in Selection(select=(signal,), ignore=(one,)).apply(report).flags} == {
        name for name in every if name.startswith(signal) and name != one
    }


def test_grave_and_sure_flags_choose(report: Report) -> None:
    grave = Selection(min_severity="medium").apply(report)
    assert {flag.severity for flag in grave.flags} <= {"high", "medium"}
    sure = Selection(min_confidence=0.9).apply(report)
    assert all(flag.confidence >= 0.9 for flag in sure.flags)
    assert sure.flags_left_out == len(report.flags) - len(sure.flags)


def test_scores_and_signals_stay(report: Report) -> None:
    chosen = Selection(ignore=("junk", "hedging")).apply(report)
    assert chosen.flags_left_out
    assert (chosen.scores, chosen.contributions, chosen.signals) == (
        report.scores,
        report.contributions,
        report.signals,
    )


@pytest.mark.parametrize(
    "values",
    [
        {"select": ["junck"]},
        {"ignore": [""]},
        {"min-severity": "grave"},
        {"min-confidence": 1.5},
        {"min-confidence": "0.5"},
        {"min-confidence": True},
        {"select": [1]},
        {"selekt": ["junk"]},
    ],
)
def test_what_cannot_be_meant_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(SelectionError):
        Selection.of(values)


def test_the_command_line_shows_what_is_selected() -> None:
    full = shown()
    chosen = shown("--select", "junk,hedging", "--ignore", "hedging", "--min-severity", "low")
    assert chosen["flags"] == [flag for flag in full["flags"] if flag["id"].startswith("junk")]
    assert {**chosen, "flags": [], "flags_left_out": 0} == {**full, "flags": []}
    for wrong in (["--select", "junck"], ["--min-severity", "grave"], ["--min-confidence", "2"]):
        assert run("score", SEED, *wrong).exit_code == 2


def test_a_corpus_is_written_with_what_is_selected(tmp_path: Path) -> None:
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps({"text": SEED.read_text(encoding="utf-8")}) + "\n", encoding="utf-8")
    assert run("batch", source, "--output", output, "--ignore", "junk").exit_code == 0
    row = json.loads(output.read_text(encoding="utf-8"))
    full = shown()
    assert [flag["id"] for flag in row["flags"]] == [
        flag["id"] for flag in full["flags"] if not flag["id"].startswith("junk")
    ]
    assert row["scores"] == full["scores"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("scorer.toml", 'ignore = ["junk"]\nmin-confidence = 0.2\n'),
        ("pyproject.toml", '[tool.scorer]\nignore = ["junk"]\nmin-confidence = 0.2\n'),
    ],
)
def test_the_nearest_configuration_gives_the_defaults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: str
) -> None:
    (tmp_path / name).write_text(content)
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert configured(Path.cwd())["ignore"] == ("junk",)
    assert not any(flag["id"].startswith("junk") for flag in shown()["flags"])
    # What is given on the command line takes the place of the same key, and of no other.
    assert any(flag["id"].startswith("junk") for flag in shown("--ignore", "provenance")["flags"])


@pytest.mark.parametrize("content", ["ignore = [", 'selekt = ["junk"]', 'select = ["junck"]', "min-confidence = 7"])
def test_a_configuration_that_cannot_be_used_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str
) -> None:
    (tmp_path / "scorer.toml").write_text(content)
    monkeypatch.chdir(tmp_path)
    result = run("score", SEED)
    assert result.exit_code == 2
    assert "scorer.toml" in "".join(result.output.split())
    assert "Traceback" not in result.output


def test_a_pyproject_without_the_section_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "scorer.toml").write_text('ignore = ["junk"]')
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.ruff]\nline-length = 100\n")
    assert configured(tmp_path / "a")["ignore"] == ("junk",)
