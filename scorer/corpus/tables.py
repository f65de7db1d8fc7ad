"""Record batches of somebody else's table to rows: a value that Python cannot hold costs its own row."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from scorer.corpus.rows import Row, row_of, unreadable


def table_rows(batch: pa.RecordBatch) -> Iterator[Row]:
    """The rows of a batch with any of the columns of :data:`scorer.corpus.schema.FIELDS`, of any type."""
    columns = [_in_microseconds(column) for column in batch.columns]
    batch = pa.RecordBatch.from_arrays(columns, batch.schema.names)
    try:
        records = batch.to_pylist()
    except Exception:  # bytes that are no UTF-8, a year past 9999: read again, value by value
        yield from (_row(batch, number) for number in range(batch.num_rows))
    else:
        yield from (row_of(record) for record in records)


def _row(batch: pa.RecordBatch, number: int) -> Row:
    record: dict[str, object] = {}
    lost = None
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        try:
            record[name] = column[number].as_py()
        except Exception:
            lost = lost or name
    row = row_of(record)
    return row if lost is None else unreadable(f"the field {lost} cannot be read", row.id)


def _in_microseconds(column: pa.Array) -> pa.Array:
    """Nanoseconds cut to the microseconds that Python's datetime holds; UTC where the time zone is not known here."""
    kind = column.type
    if pa.types.is_timestamp(kind):
        wanted = pa.timestamp(_unit(kind), kind.tz if _is_known(kind.tz) else "UTC")
    elif pa.types.is_duration(kind):
        wanted = pa.duration(_unit(kind))
    elif pa.types.is_time64(kind):
        wanted = pa.time64("us")
    else:
        return column
    return column if wanted == kind else column.cast(wanted, safe=False)


def _unit(kind: pa.DataType) -> str:
    return "us" if kind.unit == "ns" else str(kind.unit)


def _is_known(zone: str | None) -> bool:
    try:
        pa.scalar(0, pa.timestamp("us", zone)).as_py()
    except Exception:
        return False
    return True
