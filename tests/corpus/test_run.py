"""A whole run: the same bytes for any workers and batches, every row in its place, whole or not at all."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq
import pytest

from scorer.corpus.run import INPUT, BatchOptions, InputError, RunState, output_schema, run, score_batch
from scorer.scoring import Scorer
from scorer.selection import Detail

ENDINGS = [".jsonl", ".jsonl.gz", ".csv", ".csv.gz", ".parquet"]


def records(path: Path) -> list[dict[str, object]]:
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in content.splitlines()]


@pytest.fixture(scope="module")
def reports(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus scored in the plainest way."""
    output = tmp_path_factory.mktemp("reports") / "out.jsonl"
    run([corpus], output)
    return output


def test_every_row_comes_out_in_its_place(corpus: Path, reports: Path) -> None:
    given = corpus.read_bytes().splitlines()
    found = records(reports)
    assert len(found) == len(given)
    for line, report in zip(given, found, strict=True):
        try:
            assert report["id"] == json.loads(line)["id"]
        except json.JSONDecodeError:
            assert (report["id"], report["status"], report["status_reason"]) == ("broken", "not_scored", "bad_input")


def test_full_detail_is_the_contract_itself(corpus: Path, reports: Path) -> None:
    scorer = Scorer()
    lines = corpus.read_bytes().splitlines()
    for number in (0, 7, 33, 159):
        assert reports.read_bytes().splitlines()[number] == scorer.score_record(json.loads(lines[number])).to_json()


@pytest.mark.parametrize("ending", ENDINGS)
def test_workers_and_batch_size_change_no_byte(corpus: Path, tmp_path: Path, ending: str) -> None:
    one, other = tmp_path / f"one{ending}", tmp_path / f"other{ending}"
    run([corpus], one, BatchOptions(detail="flags"))
    run([corpus], other, BatchOptions(detail="flags", workers=2, batch_size=37))
    assert one.read_bytes() == other.read_bytes()


def test_gzip_holds_the_same_lines(corpus: Path, reports: Path, tmp_path: Path) -> None:
    run([corpus], tmp_path / "out.jsonl.gz")
    assert gzip.decompress((tmp_path / "out.jsonl.gz").read_bytes()) == reports.read_bytes()


@pytest.mark.parametrize("detail", ["full", "flags", "scores"])
def test_the_table_says_what_the_json_says(corpus: Path, tmp_path: Path, detail: str) -> None:
    run([corpus], tmp_path / "out.jsonl", BatchOptions(detail=detail))
    run([corpus], tmp_path / "out.parquet", BatchOptions(detail=detail))
    table = pq.read_table(tmp_path / "out.parquet")
    assert table.schema.equals(output_schema(detail))
    for row, report in zip(table.to_pylist(), records(tmp_path / "out.jsonl"), strict=True):
        assert _within(report, row), report["id"]


def _within(part: object, whole: object) -> bool:
    """Everything JSON says stands in the table's row, whose structs may hold further empty fields."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(_within(value, whole[name]) for name, value in part.items())
    if isinstance(part, list):
        return isinstance(whole, list) and len(part) == len(whole) and all(map(_within, part, whole))
    return part == whole


def test_csv_has_a_column_for_every_leaf(corpus: Path, tmp_path: Path) -> None:
    run([corpus], tmp_path / "out.jsonl", BatchOptions(detail="flags"))
    run([corpus], tmp_path / "out.csv", BatchOptions(detail="flags"))
    table = pc.read_csv(tmp_path / "out.csv", parse_options=pc.ParseOptions(newlines_in_values=True))
    expected = records(tmp_path / "out.jsonl")
    assert table.num_rows == len(expected)
    for row, report in zip(table.to_pylist(), expected, strict=True):
        assert row["status"] == report["status"]
        assert json.loads(row["flags"]) == report["flags"]
        scores = report["scores"]
        assert row["scores.reliability.value"] == (scores["reliability"]["value"] if scores else None)


def test_score_batch_is_one_row_for_every_row() -> None:
    scorer = Scorer()
    batch = pa.RecordBatch.from_pylist(
        [{"id": "a", "text": "Short."}, {"id": "b", "text": None}, {"id": None, "error": "not JSON"}], schema=INPUT
    )
    scored = score_batch(batch, scorer, "scores")
    assert scored.schema.equals(output_schema("scores"))
    assert scored.column("id").to_pylist() == ["a", "b", None]
    assert scored.column("status_reason").to_pylist() == ["too_short", "bad_input", "bad_input"]
    only_text = score_batch(pa.RecordBatch.from_pydict({"text": ["Short."]}), scorer)
    assert only_text.column("status_reason").to_pylist() == ["too_short"]
    assert score_batch(batch.slice(0, 0), scorer).num_rows == 0


def test_an_empty_input_gives_an_empty_output(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(b"")
    for ending in ENDINGS:
        output = tmp_path / f"out{ending}"
        assert run([tmp_path / "in.jsonl"], output).rows == 0
    assert (tmp_path / "out.jsonl").read_bytes() == b""
    assert (tmp_path / "out.csv").read_text().startswith("schema_version,id,status,")
    assert pq.read_table(tmp_path / "out.parquet").schema.equals(output_schema("full"))


def test_the_summary_counts_what_was_written(corpus: Path, reports: Path, tmp_path: Path) -> None:
    states: list[RunState] = []
    summary = run([corpus], tmp_path / "out.jsonl", BatchOptions(progress=states.append))
    found = records(reports)
    assert summary.rows == len(found) == 160
    assert summary.scored == sum(report["status"] == "scored" for report in found) > 100
    assert summary.bad_rows == summary.failures["not JSON"] == 3
    for reason, count in summary.not_scored.items():
        assert count == sum(report["status_reason"] == reason for report in found)
    values = [report["scores"]["reliability"]["value"] for report in found if report["scores"]]
    assert summary.reliability == tuple(sum(min(v // 10, 9) == low for v in values) for low in range(10))
    for flag, count in summary.flags.items():
        assert count == sum(flag in {f["id"] for f in report["flags"]} for report in found)
    assert list(summary.flags.values()) == sorted(summary.flags.values(), reverse=True)
    assert states[-1].rows <= 160
    assert states[-1].bytes_total == corpus.stat().st_size


@pytest.mark.parametrize("detail", ["flags", "scores"])
def test_a_smaller_detail_is_a_part_of_the_whole(corpus: Path, reports: Path, tmp_path: Path, detail: Detail) -> None:
    summary = run([corpus], tmp_path / "out.jsonl", BatchOptions(detail=detail))
    parts = records(tmp_path / "out.jsonl")
    assert ("flags" in parts[0]) is (detail == "flags")
    assert parts == [{name: whole[name] for name in parts[0]} for whole in records(reports)]
    whole = run([corpus], tmp_path / "whole.jsonl")
    assert whole.flags and summary.flags == ({} if detail == "scores" else whole.flags)


def test_a_fault_in_a_signal_costs_its_row_alone(
    article: Callable[[int, int], dict[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(article(number, 90)) + "\n" for number in range(5)))
    whole = Scorer.examine_record

    def faulty(self: Scorer, record: object, *given: object, **options: bool) -> object:
        if isinstance(record, dict) and record["id"] == "article-3":
            raise ZeroDivisionError("the text itself may stand here")
        return whole(self, record)

    monkeypatch.setattr(Scorer, "examine_record", faulty)
    summary = run([tmp_path / "in.jsonl"], tmp_path / "out.jsonl")
    assert [report["status_reason"] for report in records(tmp_path / "out.jsonl")] == [None] * 3 + ["bad_input", None]
    (failure,) = summary.failures
    assert failure.startswith("ZeroDivisionError in test_run.py:")


@pytest.mark.parametrize(
    ("inputs", "output", "said"),
    [
        ([], "out.jsonl", "no input"),
        (["missing.jsonl"], "out.jsonl", "no such file"),
        (["in.jsonl"], "out.xlsx", "can be written"),
        (["in.jsonl"], "in.jsonl", "is an input too"),
        (["in.jsonl"], "no/such/folder/out.jsonl", "cannot write"),
        (["in.jsonl"], "folder.jsonl", "is a folder"),
    ],
)
def test_what_cannot_run_is_said_and_leaves_nothing(tmp_path: Path, inputs: list[str], output: str, said: str) -> None:
    (tmp_path / "in.jsonl").write_text('{"text": "x"}\n')
    (tmp_path / "folder.jsonl").mkdir()
    with pytest.raises(InputError, match=said):
        run([tmp_path / name for name in inputs], tmp_path / output)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder.jsonl", "in.jsonl"]


def test_a_missing_model_is_an_input_error(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"text": "x"}\n')
    with pytest.raises(InputError, match="cannot load the models"):
        run([tmp_path / "in.jsonl"], tmp_path / "out.jsonl", BatchOptions(model=tmp_path / "nothing"))
