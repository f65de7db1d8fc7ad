"""A row of a corpus on its way into a record batch."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from scorer.corpus.schema import INPUT

#: A batch closes at this many characters even when it is short of rows, so that memory stays bounded.
BATCH_CHARACTERS = 4_000_000


class Row(NamedTuple):
    """The fields of :data:`scorer.corpus.schema.INPUT`. A row with an ``error`` could not be read."""

    id: str | None = None
    text: str | None = None
    html: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    author: str | None = None
    error: str | None = None


class InputError(Exception):
    """An input that cannot be opened or understood at all; its message is for the user."""


def unreadable(reason: str, row_id: str | None = None) -> Row:
    """A row that holds nothing but why it could not be read. ``reason`` never quotes the row."""
    return Row(id=row_id, error=reason)


def row_of(record: Mapping[str, object]) -> Row:
    """The row of a record as JSON or a table holds it: ids become strings, dates ISO strings."""
    given = record.get("id")
    if isinstance(given, (Mapping, list, tuple, set)):
        return unreadable("the id is a list or an object")
    row_id = given if given is None or isinstance(given, str) else str(given)
    values: dict[str, str | None] = {}
    for name in ("text", "html", "title", "url", "published", "author"):
        value = record.get(name)
        if name == "published" and isinstance(value, date):
            value = value.isoformat()
        if value is not None and not isinstance(value, str):
            return unreadable(f"the field {name} is not a string", row_id)
        values[name] = value
    if values["text"] is None and values["html"] is None:
        return unreadable("neither text nor html", row_id)
    if values["text"] is not None and values["html"] is not None:
        return unreadable("both text and html", row_id)
    return Row(row_id, **values)


def row_batches(rows: Iterable[Row], batch_size: int) -> Iterator[list[Row]]:
    """Lists of at most ``batch_size`` rows and about :data:`BATCH_CHARACTERS` characters."""
    held: list[Row] = []
    characters = 0
    for row in rows:
        held.append(row)
        characters += len(row.text or row.html or "")
        if len(held) >= batch_size or characters >= BATCH_CHARACTERS:
            yield held
            held, characters = [], 0
    if held:
        yield held


def batches(rows: Iterable[Row], batch_size: int) -> Iterator[pa.RecordBatch]:
    """The rows as record batches, see :func:`row_batches`."""
    return map(batch_of, row_batches(rows, batch_size))


def batch_of(rows: list[Row]) -> pa.RecordBatch:
    """The rows as one record batch with the schema :data:`scorer.corpus.schema.INPUT`.

    Whatever Arrow cannot hold (a lone surrogate is no Unicode text) costs its own row.
    """
    try:
        return _record_batch(rows)
    except (ValueError, pa.ArrowException):
        return _record_batch([row if _holds(row) else unreadable("not Unicode text") for row in rows])


def _record_batch(rows: list[Row]) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays(
        [pa.array(column, pa.string()) for column in zip(*rows, strict=True)], schema=INPUT
    )


def _holds(row: Row) -> bool:
    try:
        _record_batch([row])
    except (ValueError, pa.ArrowException):
        return False
    return True


def place_of_fault(fault: BaseException) -> str:
    """Which error was raised where, without its message, which may quote the article."""
    last = traceback.extract_tb(fault.__traceback__)[-1]
    return f"{type(fault).__name__} in {Path(last.filename).name}:{last.lineno}"
