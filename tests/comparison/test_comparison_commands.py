"""The commands ``scorer compare`` and ``scorer events``."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from scorer.cli import main

FIRST = (
    "The bridge over the Lenne was opened on 3 May 2021 by Mayor Ida Lunde. It cost 42 million euros, the works "
    "department said, and carries about 9,000 cars a day between the two halves of the town of Halden."
)
SECOND = FIRST.replace("3 May 2021", "4 May 2021")
OTHER = (
    "The cheese market of Odenvik sold out within an hour on Saturday. Farmers brought goat cheese, honey and cider, "
    "and a brass band played until noon on the old square beside the chapel."
)


def rows(path: Path, *articles: tuple[str | None, str]) -> Path:
    path.write_text("".join(json.dumps({"event": event, "text": text}) + "\n" for event, text in articles), "utf-8")
    return path


def test_files_give_a_table_and_json(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FIRST, "utf-8")
    (tmp_path / "b.txt").write_text(SECOND, "utf-8")
    files = [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]
    shown = CliRunner().invoke(main, ["compare", *files])
    assert shown.exit_code == 0
    assert "Contradictions (1)" in shown.output
    told = json.loads(CliRunner().invoke(main, ["compare", *files, "--json"]).output)
    assert told["kind"] == "comparison"


def test_one_line_per_event_and_a_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    source = rows(tmp_path / "in.jsonl", ("x", FIRST), ("x", SECOND), ("y", FIRST), ("y", OTHER), ("z", FIRST))
    target = tmp_path / "out.jsonl"
    assert CliRunner().invoke(main, ["compare", str(source), "--output", str(target)]).exit_code == 0
    whole = target.read_bytes()
    lines = [json.loads(line) for line in whole.splitlines()]
    assert [line["event"] for line in lines] == ["x", "y", "z"]
    assert "error" in lines[2]
    target.write_bytes(whole[: whole.index(b"\n") + 40])
    assert CliRunner().invoke(main, ["compare", str(source), "--output", str(target), "--resume"]).exit_code == 0
    assert target.read_bytes() == whole


def test_a_corpus_is_grouped_into_events(tmp_path: Path) -> None:
    corpus = rows(tmp_path / "corpus.jsonl", (None, FIRST), (None, OTHER), (None, SECOND))
    target = tmp_path / "events.jsonl"
    assert CliRunner().invoke(main, ["events", str(corpus), "--output", str(target)]).exit_code == 0
    found = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [(row["event"], row["text"]) for row in found] == [("e1", FIRST), ("e1", SECOND)]


def test_one_file_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FIRST, "utf-8")
    result = CliRunner().invoke(main, ["compare", str(tmp_path / "a.txt")])
    assert result.exit_code == 2
    assert "at least 2 articles" in result.output
