"""Whatever a file holds, each of its rows comes out, in order."""

from __future__ import annotations

import gzip
import tracemalloc
from pathlib import Path

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from scorer.corpus.lines import MAX_LINE, Meter
from scorer.corpus.readers import check_inputs, read_rows
from scorer.corpus.rows import InputError, Row, batches


def rows(*paths: Path) -> list[Row]:
    return list(read_rows(paths, Meter()))


def told(path: Path) -> list[tuple[str | None, str | None]]:
    """(id, error) of every row."""
    return [(row.id, row.error) for row in rows(path)]


@pytest.fixture
def write(tmp_path: Path):
    def _write(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return _write


JSON_LINES = [
    (b'{"id": "a", "text": "x"}', ("a", None)),
    (b'{"id": 7, "text": "x"}', ("7", None)),
    (b'{"text": "x"}', (None, None)),
    (b'{"id": "h", "html": "<p>x</p>", "text": null}', ("h", None)),
    (b'{"id": "cut", "text": "x', ("cut", "not JSON")),
    (b"nonsense", (None, "not JSON")),
    (b'["a"]', (None, "not a JSON object")),
    (b'"a"', (None, "not a JSON object")),
    (b'{"id": "t", "text": 5}', ("t", "the field text is not a string")),
    (b'{"id": "u", "text": "x", "url": []}', ("u", "the field url is not a string")),
    (b'{"id": "n"}', ("n", "neither text nor html")),
    (b'{"id": "b", "text": "x", "html": "x"}', ("b", "both text and html")),
    (b'{"id": "bytes", "text": "\xff\xfe"}', ("bytes", "not JSON")),
    (b'{"id": "nul", "text": "a\x00b"}', ("nul", "not JSON")),
    (b'{"id": "nul-escape", "text": "a\\u0000b"}', ("nul-escape", None)),
    (b'{"id": "half", "text": "\\ud83d"}', ("half", "not JSON")),
    (b'{"id": "deep", "text": ' + b"[" * 5000 + b"]" * 5000 + b"}", ("deep", "not JSON")),
    (b'{"id": "wide", "text": "x", "extra": {"a": [1, 2.5, null]}}\r', ("wide", None)),
]


@pytest.mark.parametrize("name", ["in.jsonl", "in.jsonl.gz", "in.jsonl.zst"])
def test_each_json_line_gives_one_row_in_order(write, name: str) -> None:
    content = b"\xef\xbb\xbf" + b"\n".join(line for line, _ in JSON_LINES) + b"\n\n  \n"
    if name.endswith(".gz"):
        content = gzip.compress(content)
    if name.endswith(".zst"):
        content = pa.compress(content, "zstd", asbytes=True)
    assert told(write(name, content)) == [expected for _, expected in JSON_LINES]


def test_a_last_line_without_its_ending_is_a_row(write) -> None:
    assert told(write("in.jsonl", '{"id": "1", "text": ""}\n{"id": "2", "text": ""}')) == [("1", None), ("2", None)]


def test_a_very_long_line_costs_one_row_and_little_memory(write) -> None:
    long = b'{"id": "long", "text": "' + b"a" * (50 << 20) + b'"}\n'
    path = write("in.jsonl", b'{"id": "1", "text": "x"}\n' + long + b'{"id": "2", "text": "x"}\n')
    del long
    tracemalloc.start()
    try:
        found = told(path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found == [("1", None), ("long", "a line of more than 16 MiB"), ("2", None)]
    assert peak < 3 * MAX_LINE


def test_a_cut_off_gzip_stream_gives_its_rows_and_one_that_says_so(write) -> None:
    lines = b"".join(b'{"id": "%d", "text": "%s"}\n' % (i, str(i * 7919).encode() * 9) for i in range(5000))
    whole = gzip.compress(lines)
    found = told(write("in.jsonl.gz", whole[: len(whole) // 2]))
    assert found[:100] == [(str(i), None) for i in range(100)]
    assert found[-1][1] == "the file is truncated or damaged"
    assert sum(error is not None for _, error in found) == 1


def test_something_else_named_gz_gives_one_bad_row(write) -> None:
    assert told(write("in.jsonl.gz", b"no gzip at all")) == [(None, "the file is truncated or damaged")]
    assert told(write("in2.jsonl.zst", b"no zstd at all")) == [(None, "the file is truncated or damaged")]


def test_csv_rows_with_the_wrong_fields_or_bytes_are_told(write) -> None:
    content = (
        b"id,title,text,url\n"
        b'1,T,"two\nlines, and ""quotes""",\n'
        b"2,T\n"
        b"3,T,x,u,more\n"
        b"4,T,\xff,u\n"
        b"5,,,\n"
        b"6,T,nul\x00inside,u\n"
    )
    path = write("in.csv", content)
    assert told(path) == [
        ("1", None),
        ("2", "fewer fields than the header has"),
        ("3", "more fields than the header has"),
        ("4", "not UTF-8"),
        ("5", None),
        ("6", None),
    ]
    first, empty = rows(path)[0], rows(path)[4]
    assert first.text == 'two\nlines, and "quotes"'
    assert first.url is None
    assert empty.text == ""


def test_a_csv_field_longer_than_the_modules_own_limit_is_read(write) -> None:
    assert len(rows(write("in.csv", "id,text\n1," + "a" * 300_000 + "\n"))[0].text or "") == 300_000


def test_an_over_long_csv_line_costs_one_row(write) -> None:
    path = write("in.csv", b"id,text\n1,a\n2," + b"a" * (MAX_LINE + 5) + b"\n3,a\n")
    assert [error is None for _, error in told(path)] == [True, False, True]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("in.csv", "id,headline\n1,x\n"),
        ("in.csv", ""),
        ("in.parquet", "no parquet"),
        ("in.docx", "x"),
        ("folder/readme.md", "x"),
    ],
)
def test_what_cannot_be_read_at_all_is_an_input_error(write, name: str, content: str) -> None:
    path = write(name, content)
    with pytest.raises(InputError, match=path.name.split(".")[0] if "folder" not in name else "folder"):
        check = path.parent if "folder" in name else path
        check_inputs([check])
        rows(check)


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        check_inputs([tmp_path / "nothing.jsonl"])


def test_parquet_rows_of_any_type(tmp_path: Path) -> None:
    import datetime

    path = tmp_path / "in.parquet"
    pq.write_table(
        pa.table(
            {
                "id": [1, 2, None],
                "text": pa.array(["a", None, "c"], pa.large_string()),
                "published": [datetime.date(2020, 1, 2), None, None],
                "other": [1.0, 2.0, 3.0],
            }
        ),
        path,
        row_group_size=2,
    )
    found = rows(path)
    assert [(row.id, row.error) for row in found] == [("1", None), ("2", "neither text nor html"), (None, None)]
    assert found[0].published == "2020-01-02"


def test_a_parquet_column_of_the_wrong_type_gives_bad_rows(tmp_path: Path) -> None:
    path = tmp_path / "in.parquet"
    pq.write_table(pa.table({"id": ["a", "b"], "text": [1, 2]}), path)
    assert told(path) == [("a", "the field text is not a string"), ("b", "the field text is not a string")]


def test_a_damaged_parquet_row_group_gives_all_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "in.parquet"
    table = pa.table({"id": [str(i) for i in range(300)], "text": [f"text {i * 7919}" for i in range(300)]})
    pq.write_table(table, path, row_group_size=100, compression="zstd", use_dictionary=False)
    content = bytearray(path.read_bytes())
    column = pq.ParquetFile(path).metadata.row_group(1).column(1)
    for i in range(column.data_page_offset + 40, column.data_page_offset + 200):
        content[i] ^= 0xFF
    path.write_bytes(content)
    found = told(path)
    assert len(found) == 300
    assert [error for _, error in found[:100] + found[200:]] == [None] * 200
    assert {error for _, error in found[100:200]} == {"the file is damaged"}


def test_a_folder_is_read_by_path_and_by_its_encodings(write, tmp_path: Path) -> None:
    write("in/b.txt", "Grüße")
    write("in/a/page.html", '<meta charset="iso-8859-1"><p>Gr\xfc\xdfe</p>'.encode("latin-1"))
    write("in/c.txt", b"\xff\xfe\xff")
    write("in/d.HTM", "<p>x</p>")
    write("in/e.pdf", "left alone")
    found = rows(tmp_path / "in")
    assert [(row.id, row.error) for row in found] == [
        ("a/page.html", None),
        ("b.txt", None),
        ("c.txt", "not UTF-8"),
        ("d.HTM", None),
    ]
    assert found[0].html is not None
    assert "Grüße" in found[0].html


def test_inputs_come_one_after_the_other(write) -> None:
    one, two = write("1.jsonl", '{"id": "1", "text": ""}\n'), write("2.csv", "id,text\n2,x\n")
    assert [row.id for row in rows(two, one, two)] == ["2", "1", "2"]


def test_batches_keep_order_and_bounds() -> None:
    given = [Row(id=str(i), text="x" * (3_000_000 if i == 3 else 10)) for i in range(10)]
    made = list(batches(given, 4))
    assert [i for batch in made for i in batch.column("id").to_pylist()] == [str(i) for i in range(10)]
    assert all(batch.num_rows <= 4 for batch in made)


def test_the_meter_ends_at_the_size_of_the_inputs(write) -> None:
    one = write("1.jsonl", orjson.dumps({"id": "1", "text": "x"}) + b"\n")
    meter = Meter()
    list(read_rows([one, one], meter))
    assert meter.done == check_inputs([one, one])
