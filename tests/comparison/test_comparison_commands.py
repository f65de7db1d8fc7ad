"""The commands ``scorer compare`` and ``scorer events``."""

from __future__ import annotations

import json
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from scorer.cli import main
from scorer.comparison import grouping
from scorer.comparison.limits import COMPARISON_LIMITS
from scorer.comparison.words import rarity, stemmed

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


def test_grouping_goes_on_where_it_stopped(tmp_path: Path) -> None:
    corpus = rows(
        tmp_path / "corpus.jsonl", (None, FIRST), (None, OTHER), (None, SECOND), (None, OTHER + " It rained.")
    )
    target = tmp_path / "events.jsonl"
    assert CliRunner().invoke(main, ["events", str(corpus), "--output", str(target)]).exit_code == 0
    whole = target.read_bytes()
    assert [json.loads(line)["event"] for line in whole.splitlines()] == ["e1", "e1", "e2", "e2"]
    for cut in (len(whole) - 30, whole.index(b"\n") + 1, 0):
        target.write_bytes(whole[:cut])
        assert CliRunner().invoke(main, ["events", str(corpus), "--output", str(target), "--resume"]).exit_code == 0
        assert target.read_bytes() == whole


def test_half_a_surrogate_pair_in_a_corpus_is_replaced(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("".join(json.dumps({"text": text, "id": "\ud800"}) + "\n" for text in (FIRST, SECOND)), "utf-8")
    target = tmp_path / "events.jsonl"
    assert CliRunner().invoke(main, ["events", str(corpus), "--output", str(target)]).exit_code == 0
    assert [json.loads(line)["id"] for line in target.read_text("utf-8").splitlines()] == ["\ufffd", "\ufffd"]


def test_grouping_keeps_so_many_events_open_and_hands_out_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "COMPARISON_LIMITS", replace(COMPARISON_LIMITS, open_events=2))
    third = "A ferry ran aground off Skerrin in thick fog, and the lifeboat crew took forty passengers to the pier."
    texts = [FIRST, SECOND, OTHER, OTHER + " It rained.", third, FIRST]
    groups = grouping.group_events({"text": text} for text in texts)
    assert next(groups) == [0, 1]  # closed by the third event, before the corpus ends
    assert list(groups) == [[2, 3]]


def test_memory_of_grouping_does_not_grow_with_the_corpus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "COMPARISON_LIMITS", replace(COMPARISON_LIMITS, open_events=50))

    def peak(n: int) -> int:
        tracemalloc.start()
        words = ({"text": " ".join(f"{chr(97 + k)}word{number}x{k}" for k in range(20))} for number in range(n))
        assert list(grouping.group_events(words)) == []
        stemmed.cache_clear()
        rarity.cache_clear()
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    peak(100)
    monkeypatch.setattr(grouping, "stemmed", str)
    monkeypatch.setattr(grouping, "rarity", len)
    assert peak(2_000) < 1.5 * peak(500)


def test_one_file_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FIRST, "utf-8")
    result = CliRunner().invoke(main, ["compare", str(tmp_path / "a.txt")])
    assert result.exit_code == 2
    assert "at least two articles" in result.output
