"""Anyone's labelled examples: every format, every kind of label, fields found or named."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from scorer.eval.datasets import DataError, Fields, domain_of, read_dataset
from scorer.eval.labels import LabelRule, read_labels

ROWS: list[dict[str, Any]] = [
    {"id": str(i), "title": f"Title {i}", "text": f"Text {i}\nof an article", "outlet": f"o{i % 3}", "label": i % 2}
    for i in range(12)
]


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    if path.name.endswith(".parquet"):
        pq.write_table(pa.Table.from_pylist(rows), path)
    elif ".csv" in path.name:
        with gzip.open(path, "wt", newline="") if path.name.endswith(".gz") else path.open("w", newline="") as handle:
            writer = csv.DictWriter(handle, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
    else:
        content = "".join(json.dumps(row) + "\n" for row in rows).encode()
        path.write_bytes(gzip.compress(content) if path.name.endswith(".gz") else content)
    return path


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.csv", "a.csv.gz", "a.parquet"])
def test_every_format_gives_the_same_examples(tmp_path: Path, name: str) -> None:
    data = read_dataset([write(tmp_path / name, ROWS)])
    assert [(e.id, e.record["text"], e.record["title"], e.source, e.label) for e in data.examples] == [
        (row["id"], row["text"], row["title"], row["outlet"], row["label"]) for row in ROWS
    ]


def test_a_folder_gives_all_its_files_and_each_is_told_with_its_hash(tmp_path: Path) -> None:
    write(tmp_path / "b.csv", ROWS[:6])
    write(tmp_path / "a.jsonl", ROWS[6:])
    (tmp_path / "notes.md").write_text("not data")
    data = read_dataset([tmp_path])
    assert [(file.name, file.used, len(file.sha256)) for file in data.files] == [("a.jsonl", 6, 64), ("b.csv", 6, 64)]


@pytest.mark.parametrize(
    ("values", "labels", "kind"),
    [
        ([0, 1, "1", 0.0, True, "1.0"], [0, 1, 1, 0, 1, 1], "binary"),
        (["fake", "Real", "REAL"], [0, 1, 1], "binary"),
        (["unreliable", "reliable", None], [0, 1, None], "binary"),
        ([0, 1, 2, 3, 4, 5], [0, 0, 0, 1, 1, 1], "graded"),
        ([1, 2, 3, 4, 5], [0, 0, None, 1, 1], "graded"),
        ([0.1, 0.5, 0.93], [0, None, 1], "scaled"),
        ([12, 50, 88.5], [0, None, 1], "scaled"),
        (["very-low", "low", "mixed", "Mostly Factual", "high", "very_high"], [0, 0, 0, 1, 1, 1], "graded"),
        (["pants-fire", "half-true", "true"], [0, 1, 1], "graded"),
    ],
)
def test_labels_are_read_by_their_scale(values: list[object], labels: list[int | None], kind: str) -> None:
    reading = read_labels("label", values, LabelRule())
    assert reading.kind == kind
    assert [reading.label(value) for value in values] == labels


def test_the_sources_rating_has_the_thresholds_of_the_score() -> None:
    reading = read_labels("labels.source_quality", [0.2, 0.45, 0.5, 0.7, 0.9], LabelRule())
    assert [reading.label(v) for v in (0.45, 0.46, 0.69, 0.7)] == [0, None, None, 1]


def test_the_users_rule_goes_before_what_is_found() -> None:
    words = read_labels("label", ["alpha", "beta", "gamma"], LabelRule(reliable=("Beta",)))
    assert [words.label(v) for v in ("alpha", "beta", "gamma")] == [0, 1, 0]
    turned = read_labels("label", [0, 1, 1], LabelRule(reliable=("0",)))
    assert [turned.label(v) for v in (0, 1)] == [1, 0]
    numbers = read_labels("label", [1, 2, 3, 4], LabelRule(reliable_from=4, unreliable_to=1))
    assert [numbers.label(v) for v in (1, 2, 3, 4)] == [0, None, None, 1]
    halves = read_labels("label", [0, 1], LabelRule(reliable_from=1))
    assert [halves.label(v) for v in (0, 1)] == [0, 1]


def test_labels_that_fit_no_scale_are_refused_with_what_to_do() -> None:
    with pytest.raises(ValueError, match="mean reliable"):
        read_labels("label", ["red", "green"], LabelRule())
    with pytest.raises(ValueError, match="there are: 'green', 'red'"):
        read_labels("label", ["red", "green"], LabelRule(reliable=("blue",)))
    with pytest.raises(ValueError, match="must lie below"):
        read_labels("label", [1, 2, 3], LabelRule(reliable_from=2, unreliable_to=3))


def test_rows_without_text_or_label_are_counted_not_lost_silently(tmp_path: Path) -> None:
    rows = [*ROWS, {**ROWS[0], "text": None}, {**ROWS[0], "label": None}, {**ROWS[0], "label": "who knows"}]
    file = read_dataset([write(tmp_path / "a.jsonl", rows)]).files[0]
    assert (file.rows, file.used, file.without_text, file.without_label) == (15, 12, 1, 2)


def test_fields_can_be_named_and_nested(tmp_path: Path) -> None:
    rows = [{"body": "B", "words": "W", "meta": {"score": i, "site": "s"}} for i in range(5)]
    path = write(tmp_path / "a.jsonl", rows)
    data = read_dataset([path], Fields(text="words", label="meta.score", source="meta.site"))
    assert (data.examples[0].record["text"], data.examples[0].source) == ("W", "s")
    with pytest.raises(DataError, match=r"no row has a field 'lable'; there are: body, words, meta\.score"):
        read_dataset([path], Fields(label="lable"))
    with pytest.raises(DataError, match="no label field was found"):
        read_dataset([path])


def test_source_falls_back_on_the_host_of_the_url(tmp_path: Path) -> None:
    rows = [{"text": "T", "label": i % 2, "url": "https://www.Example.org/a"} for i in range(4)]
    assert read_dataset([write(tmp_path / "a.jsonl", rows)]).examples[0].source == "example.org"


def test_metadata_is_judged_only_when_asked_for(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", [{**row, "author": "A", "published": "2020"} for row in ROWS])
    assert set(read_dataset([path]).examples[0].record) == {"id", "title", "text"}
    assert read_dataset([path], metadata=True).examples[0].record["author"] == "A"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.jsonl", b'{"text": "x"\n', "line 1"),
        ("a.jsonl", b"[1]\n", "must be an object"),
        ("a.jsonl", b"", "no rows"),
        ("a.jsonl", b'\xff\xfe{"a"', "decode"),
        ("a.jsonl.gz", b"not gzip", "gzip"),
        ("a.parquet", b"not parquet", "arquet"),
        ("a.xlsx", b"", "ending"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError, match=message):
        read_dataset([tmp_path / name])


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.example.com/a?b", "example.com"),
        ("Example.com", "example.com"),
        ("http://[bad", None),
        ("", None),
        (None, None),
        (3, None),
    ],
)
def test_domain_of_a_url(url: object, domain: str | None) -> None:
    assert domain_of(url) == domain


def test_the_shared_corpora_are_read_as_the_measurement_reads_them(shared: Path) -> None:
    import importlib.util

    spec = importlib.util.spec_from_file_location("measure", shared / "measure" / "measure.py")
    assert spec is not None and spec.loader is not None
    measure = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(measure)
    for name in ("allsides", "buzzfeed-2016", "fakenewsnet-buzzfeed", "sites-2023"):
        path = shared / "data" / "articles" / f"{name}.jsonl.gz"
        ours = {e.id: e.label for e in read_dataset([path]).examples if e.label is not None}
        theirs = {row["id"]: measure.reliable(row) for _, row in measure.rows("reliability", str(path))}
        assert ours == theirs
