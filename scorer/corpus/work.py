"""Record batches to reports: the one place where a corpus meets the scorer."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import orjson
import pyarrow as pa

from scorer.corpus.formulas import without_formula
from scorer.corpus.rows import place_of_fault
from scorer.corpus.schema import CLUSTER_COLUMNS, FIELDS, FURNITURE_COLUMN, output_schema
from scorer.corpus.time_limit import TooSlowError, exit_when_stuck, time_limit
from scorer.report import Report, StatusReason
from scorer.scoring import Scorer
from scorer.selection import Detail, Selection, json_line

#: The error of a row whose worker process had to be ended.
STUCK = "its worker process was stuck on it"

#: How a scored row leaves: as a line of JSON, a line of CSV, or a struct with the typed columns.
Form = Literal["json", "csv", "table"]

#: What is counted of every row, next to the row itself. ``size``: characters read; ``failure``: why a row
#: could not be read or scored.
COUNTED = pa.schema(
    [
        pa.field("size", pa.int64()),
        pa.field("status_reason", pa.string()),
        pa.field("reliability", pa.float64()),
        pa.field("quality", pa.float64()),
        pa.field("flags", pa.list_(pa.string())),
        pa.field("failure", pa.string()),
    ]
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The report of one row, and why it could not be read or scored, if so."""

    report: Report
    size: int
    failure: str | None


@dataclass(frozen=True, slots=True)
class Work:
    """The function that every engine runs: an input batch in, a batch of :func:`outcome_schema` out.

    It travels to other processes as it is; each reads the models once (:func:`scorer.model.additive.load_models`).
    """

    detail: Detail
    form: Form
    model: Path | None = None
    clusters: bool = False
    row_seconds: float | None = None
    escape_formulas: bool = False
    selection: Selection | None = None

    def __call__(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        lines, counted = [], []
        # no report is kept longer than it takes to write it
        for outcome in score_rows(batch, Scorer(self.model), self.detail, self.row_seconds):
            report = outcome.report if self.selection is None else self.selection.apply(outcome.report)
            lines.append(json_line(report, self.detail))
            counted.append(_counts(outcome))
        columns = [
            pa.array(values, kind.type) for values, kind in zip(zip(*counted, strict=True), COUNTED, strict=True)
        ]
        rows = self._rows(lines, batch.select(CLUSTER_COLUMNS.names) if self.clusters else None)
        return pa.RecordBatch.from_arrays([rows, *columns], schema=outcome_schema(self))

    def _rows(self, lines: list[bytes], clusters: pa.RecordBatch | None) -> pa.Array:
        if self.form == "table":
            table = table_batch(lines, self.detail)
            added = [] if clusters is None else clusters.columns
            return pa.RecordBatch.from_arrays([*table.columns, *added], schema=self.schema).to_struct_array()
        if clusters is not None:  # a further field is no other contract: spliced in before the closing brace
            added = [orjson.dumps(record)[1:] for record in clusters.to_pylist()]
            lines = [line[:-1] + b"," + fields for line, fields in zip(lines, added, strict=True)]
        if self.form == "csv":
            rows = [_csv_line(line, self.schema, escaped=self.escape_formulas) for line in lines]
        else:
            rows = [line + b"\n" for line in lines]
        return pa.array(rows, pa.large_binary())

    @property
    def schema(self) -> pa.Schema:
        """The columns of the output as a table."""
        return pa.schema([*output_schema(self.detail), *(CLUSTER_COLUMNS if self.clusters else ())])


def outcome_schema(work: Work) -> pa.Schema:
    """The row itself in the work's form, then the columns of :data:`COUNTED`."""
    kind = pa.struct(list(work.schema)) if work.form == "table" else pa.large_binary()
    return pa.schema([pa.field("row", kind), *COUNTED])


def warm_up(model: Path | None) -> None:
    """Read every file that scoring needs, once per process: outside any time limit, which must not interrupt that."""
    Scorer(model).score_text("The council met on Tuesday.")


def score_rows(
    batch: pa.RecordBatch, scorer: Scorer, detail: Detail, seconds: float | None = None
) -> Iterator[Outcome]:
    """One outcome per row, with as much of its report as ``detail`` shows. A fault of the scorer's own costs its
    row and nothing else, and so does a row that takes more than ``seconds`` of processor time."""
    names = [name for name in (*FIELDS, "error", FURNITURE_COLUMN.name) if name in batch.schema.names]
    for record in batch.select(names).to_pylist():
        error, row_id = record.pop("error", None), record.get("id")
        furniture = record.pop(FURNITURE_COLUMN.name, None) or ()
        size = len(record.get("text") or record.get("html") or "")
        if error is not None:
            reason: StatusReason = "too_slow" if error == STUCK else "bad_input"
            yield Outcome(scorer.not_scored(reason, row_id), size, error)
            continue
        try:
            with exit_when_stuck(seconds), time_limit(seconds):
                report = scorer.score_record(record, furniture, detail=detail)
        except TooSlowError:
            yield Outcome(scorer.not_scored("too_slow", row_id), size, f"took more than {seconds:g} seconds")
        except Exception as fault:
            yield Outcome(scorer.not_scored("bad_input", row_id), size, place_of_fault(fault))
        else:
            failure = "not a record" if report.status_reason == "bad_input" else None
            yield Outcome(report, size, failure)


def table_batch(lines: list[bytes], detail: Detail) -> pa.RecordBatch:
    """Reports, given as lines of JSON, as one record batch with the columns of the detail."""
    return pa.RecordBatch.from_pylist([orjson.loads(line) for line in lines], schema=output_schema(detail))


def csv_header(schema: pa.Schema) -> bytes:
    """The names of the CSV columns: nested fields by their path, ``scores.reliability.value``."""
    return _csv([name for column in schema for name in _leaf_names(column, column.name)])


def _csv_line(line: bytes, schema: pa.Schema, *, escaped: bool) -> bytes:
    record = orjson.loads(line)
    values = [value for column in schema for value in _leaves(column.type, record[column.name])]
    if escaped:
        values = [without_formula(value) if isinstance(value, str) else value for value in values]
    return _csv(values)


def _leaf_names(column: pa.Field, name: str) -> Iterator[str]:
    if pa.types.is_struct(column.type):
        for inner in column.type:
            yield from _leaf_names(inner, f"{name}.{inner.name}")
    else:
        yield name


def _leaves(kind: pa.DataType, value: Any) -> Iterator[object]:
    """The cells of a column: a struct's leaves, a list as JSON, nothing where there is none."""
    if pa.types.is_struct(kind):
        for inner in kind:
            yield from _leaves(inner.type, None if value is None else value.get(inner.name))
    elif isinstance(value, bool):
        yield str(value).lower()
    elif pa.types.is_list(kind):
        yield None if value is None else orjson.dumps(value).decode()
    else:
        yield value


def _csv(values: list[object]) -> bytes:
    line = io.StringIO()
    # Python 3.11 quotes a carriage return only where its line ends have one; NUL ends a line for some readers.
    csv.writer(line, lineterminator="\r\n").writerow(
        value.replace("\0", "\ufffd") if isinstance(value, str) else value for value in values
    )
    return line.getvalue()[:-2].encode("utf-8") + b"\n"


def _counts(outcome: Outcome) -> tuple[int, str | None, float | None, float | None, Sequence[str], str | None]:
    report, scores = outcome.report, outcome.report.scores
    return (
        outcome.size,
        report.status_reason,
        None if scores is None else scores.reliability.value,
        None if scores is None else scores.quality.value,
        [flag.id for flag in report.flags],
        outcome.failure,
    )
