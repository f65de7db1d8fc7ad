"""Whatever an input holds, the run ends with a row for every row; what keeps it from running is one clear error."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq
import pytest

from scorer.corpus import time_limit as limits
from scorer.corpus import workers
from scorer.corpus.decoding import decoded
from scorer.corpus.lines import Meter
from scorer.corpus.readers import read_rows
from scorer.corpus.rows import InputError, Row, batch_of, batches
from scorer.corpus.run import BatchOptions, run
from scorer.corpus.time_limit import TooSlowError, time_limit
from scorer.corpus.work import Work
from scorer.corpus.workers import map_batches
from scorer.scoring import Scorer

TEXT = "The council met on Tuesday."


def rows(path: Path) -> list[Row]:
    return list(read_rows([path], Meter()))


def reasons(path: Path) -> list[str | None]:
    return [json.loads(line)["status_reason"] for line in path.read_bytes().splitlines()]


@pytest.mark.parametrize("given", ["[" * 1000 + "]" * 1000, '{"a":' * 1000 + "1" + "}" * 1000, "[]", '{"a": 1}'])
def test_an_id_that_is_a_container_costs_its_row(tmp_path: Path, given: str) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(f'{{"id": {given}, "text": "x"}}\n{{"id": "b", "text": "{TEXT}"}}\n')
    assert run([source], tmp_path / "out.jsonl").bad_rows == 1
    assert reasons(tmp_path / "out.jsonl") == ["bad_input", "too_short"]
    assert Scorer().score_record({"id": [[]], "text": TEXT}).status_reason == "bad_input"


@pytest.mark.parametrize(
    "label", ["undefined", "unicode_escape", "raw_unicode_escape", "idna", "punycode", "utf-7", "rot13", "a\0b", "mbcs"]
)
def test_only_encodings_that_a_page_may_name_are_used(tmp_path: Path, label: str) -> None:
    content = b"<p>\\ud800 caf\xe9</p>"
    assert decoded(content, label, html=True) is None
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.html").write_bytes(b"<meta charset=%s>" % label.encode() + content)
    (tmp_path / "pages" / "b.html").write_text(f"<p>{TEXT}</p>")
    run([tmp_path / "pages"], tmp_path / "out.jsonl")
    assert reasons(tmp_path / "out.jsonl")[0] == "bad_input"
    assert len(reasons(tmp_path / "out.jsonl")) == 2


@pytest.mark.parametrize(("label", "codec"), [("latin1", "cp1252"), ("shift_jis", "cp932"), ("windows-1251", "cp1251")])
def test_declared_encodings_are_read(label: str, codec: str) -> None:
    word = {"cp1252": "café", "cp932": "日本", "cp1251": "Москва"}[codec]
    assert decoded(word.encode(codec), label, html=False) == word


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (pa.timestamp("ns"), 1),
        (pa.timestamp("us"), 2**62),
        (pa.timestamp("s"), 2**52),
        (pa.timestamp("us", "Mars/Olympus"), 1),
        (pa.date32(), 2**30),
        (pa.date64(), 2**60),
        (pa.duration("ns"), 1),
        (pa.duration("s"), 2**60),
        (pa.time64("ns"), 1),
    ],
)
@pytest.mark.parametrize("field", ["id", "published"])
def test_a_temporal_value_that_python_cannot_hold_costs_at_most_its_row(
    tmp_path: Path, kind: pa.DataType, value: int, field: str
) -> None:
    table = pa.table({field: pa.array([0, value, 0], kind), "text": [TEXT] * 3})
    pq.write_table(table, tmp_path / "in.parquet")
    if table.schema.field(field).type == pa.duration("s") and field == "published":
        pytest.skip("no kind of published date")
    found = rows(tmp_path / "in.parquet")
    assert len(found) == 3
    if field == "id":
        assert [row.error for row in (found[0], found[2])] == [None, None]


def test_nanoseconds_are_read_as_a_date(tmp_path: Path) -> None:
    stamps = pa.array([1_700_000_000_123_456_789], pa.timestamp("ns"))
    pq.write_table(pa.table({"published": stamps, "text": [TEXT]}), tmp_path / "in.parquet")
    assert rows(tmp_path / "in.parquet")[0].published == "2023-11-14T22:13:20.123456"


def test_one_value_that_is_not_utf8_costs_one_row_of_a_table(tmp_path: Path) -> None:
    ids = [str(number) for number in range(1000)]
    texts = pa.array([b"\xff\xfe" if number == 500 else TEXT.encode() for number in range(1000)], pa.binary())
    pq.write_table(pa.table({"id": ids, "text": texts.view(pa.string())}), tmp_path / "in.parquet")
    found = rows(tmp_path / "in.parquet")
    assert [row.id for row in found] == ids
    assert [number for number, row in enumerate(found) if row.error is not None] == [500]


@pytest.mark.parametrize("damage", ["half", "trailing"])
def test_lines_before_the_damage_of_a_zstandard_file_are_read(tmp_path: Path, damage: str) -> None:
    lines = b"".join(b'{"id": "%d", "text": "%s"}\n' % (i, os.urandom(200).hex().encode()) for i in range(2000))
    whole = pa.Codec("zstd").compress(lines, asbytes=True)
    (tmp_path / "in.jsonl.zst").write_bytes(whole[: len(whole) // 2] if damage == "half" else whole + b"rubbish" * 9)
    found = rows(tmp_path / "in.jsonl.zst")
    whole_rows = [row.id for row in found if row.error is None]
    assert whole_rows == [str(number) for number in range(len(whole_rows))]
    assert len(whole_rows) >= (600 if damage == "half" else 2000)
    assert sum(row.error is not None for row in found) <= 1


def test_a_fault_that_nobody_foresaw_costs_the_rest_of_its_input_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.jsonl", "b.csv"):
        (tmp_path / name).write_text(f'{{"text": "{TEXT}"}}\n' * 2 if name == "a.jsonl" else f"text\n{TEXT}\n")
    monkeypatch.setattr("scorer.corpus.readers.json_row", lambda line: 1 // 0)
    run([tmp_path / "a.jsonl", tmp_path / "b.csv"], tmp_path / "out.jsonl")
    assert reasons(tmp_path / "out.jsonl") == ["bad_input", "too_short"]


def test_a_lone_surrogate_costs_its_row() -> None:
    batch = batch_of([Row(id="a", text="fine"), Row(id="b", text="\ud800"), Row(id="\udfff", text="fine")])
    assert batch.column("error").to_pylist() == [None, "not Unicode text", "not Unicode text"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "in.jsonl"
    os.mkfifo(pipe)
    threading.Thread(target=lambda: pipe.write_text(f'{{"text": "{TEXT}"}}\n'), daemon=True).start()
    assert [row.text for row in rows(pipe)] == [TEXT]


def test_csv_with_carriage_returns_alone_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_bytes(b"id,text\r1,a\r2,b\r")
    with pytest.raises(InputError, match="LF or CRLF, not in CR alone"):
        rows(tmp_path / "in.csv")


AWKWARD = ["a\rb", "a\nb", "a\r\nb", 'a"b', "a,b", "a\0b", "", " x ", "=1+1", "\u2028"]


def test_csv_reads_the_same_everywhere(tmp_path: Path) -> None:
    source, output = tmp_path / "in.jsonl", tmp_path / "out.csv"
    source.write_text("".join(json.dumps({"id": text, "title": text, "text": TEXT}) + "\n" for text in AWKWARD))
    run([source], output)
    with output.open(encoding="utf-8", newline="") as file:
        by_python = [row["id"] for row in csv.DictReader(file)]
    table = pc.read_csv(output, parse_options=pc.ParseOptions(newlines_in_values=True))
    expected = [text.replace("\0", "\ufffd") for text in AWKWARD]
    assert by_python == expected
    assert [value or "" for value in table.column("id").to_pylist()] == expected
    duckdb = pytest.importorskip("duckdb")
    read = f"select id from read_csv('{output}', all_varchar = true, header = true, quote = '\"')"  # noqa: S608
    assert [row[0] or "" for row in duckdb.sql(read).fetchall()] == expected


def test_formulas_are_escaped_where_asked(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    formulas = ["=cmd()", "+1", "-1", "@x", "plain"]
    source.write_text("".join(json.dumps({"id": text, "text": TEXT}) + "\n" for text in formulas))
    for escaped in (False, True):
        output = tmp_path / f"{escaped}.csv"
        run([source], output, BatchOptions("scores", escape_formulas=escaped))
        with output.open(encoding="utf-8", newline="") as file:
            found = [row["id"] for row in csv.DictReader(file)]
        assert found == [f"'{text}" if escaped and text != "plain" else text for text in formulas]


def test_a_row_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps({"id": str(i), "text": TEXT}) + "\n" for i in range(3)))
    whole = Scorer.examine_record

    def slow(self: Scorer, record: dict[str, object], *given: object, **options: bool) -> object:
        if record["id"] == "1":
            try:
                re.match(r"(a+)+b", "a" * 60)
            except Exception:
                pytest.fail("no Exception may catch the limit")
        return whole(self, record)

    monkeypatch.setattr(Scorer, "examine_record", slow)
    summary = run([source], tmp_path / "out.jsonl", BatchOptions(row_seconds=0.3))
    assert reasons(tmp_path / "out.jsonl") == ["too_short", "too_slow", "too_short"]
    assert summary.not_scored["too_slow"] == 1
    assert summary.bad_rows == 0


def test_the_limit_ends_with_its_row() -> None:
    with pytest.raises(TooSlowError), time_limit(0.05):
        while True:
            pass
    with time_limit(0.05):
        pass
    begun = time.process_time()
    while time.process_time() - begun < 0.2:
        pass


@dataclass(frozen=True, slots=True)
class Stuck(Work):
    """Hangs where no signal of Python's reaches it on a row with the text "stuck"."""

    def __call__(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        if "stuck" in batch.column("text").to_pylist():
            with limits.exit_when_stuck(self.row_seconds):
                threading.Event().wait()
        return Work.__call__(self, batch)


def test_a_worker_that_is_stuck_is_ended_and_costs_its_row() -> None:
    given = batches((Row(id=str(i), text="stuck" if i == 2 else TEXT) for i in range(4)), 2)
    found = [
        row for batch in map_batches(Stuck("scores", "table", row_seconds=0.2), given, 2) for row in batch.to_pylist()
    ]
    assert [row["row"]["status_reason"] for row in found] == ["too_short", "too_short", "too_slow", "too_short"]


def test_workers_that_cannot_start_stop_the_run_and_cost_no_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(f'{{"text": "{TEXT}"}}\n' * 3)
    with monkeypatch.context() as patched:
        patched.setattr(workers, "_start", os._exit)
        with pytest.raises(InputError, match="could not start"):
            run([source], output, BatchOptions(workers=2))
    assert not output.exists()
    assert run([source], output, BatchOptions(workers=2, resume=True)).bad_rows == 0


_NAMES = """json orjson numpy pickle socket struct types threading signal multiprocessing bisect csv gzip zlib pyarrow
    faulthandler scorer random string dataclasses""".split()


def test_nothing_in_the_working_directory_is_run(tmp_path: Path, article: Callable[[int, int], dict[str, str]]) -> None:
    for name in _NAMES:
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'RUN')!r}, 'a').write({name!r} + '\\n')\n")
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(article(i, 90)) + "\n" for i in range(4)))
    scorer = Path(sys.executable).parent / "scorer"
    arguments = ["batch", "in.jsonl", "--output", "out.jsonl", "--workers", "2"]
    done = subprocess.run([scorer, *arguments], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "RUN").exists(), (tmp_path / "RUN").read_text()
