"""An output that appears whole or not at all, and can be taken up again after a kill at any moment.

Rows are gathered into blocks whose bounds depend on the rows alone, never on batches or workers. A block
is encoded as bytes that stand for themselves (lines, a gzip member, an Arrow stream), appended to
``OUT.partial`` and then entered in ``OUT.partial.journal``. What stands past the journal's last entry is
cut off when a run is resumed. At the end the partial file becomes the output in one rename.
"""

from __future__ import annotations

import contextlib
import gzip
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import IO

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from scorer.corpus.lock import OutputLock
from scorer.corpus.rows import InputError
from scorer.corpus.tally import Tally
from scorer.corpus.work import Form

#: A block ends at this many rows, or at this many characters of input.
BLOCK_ROWS = 1024
BLOCK_CHARACTERS = 16_000_000
#: A parquet row group takes whole blocks until it holds this many bytes of Arrow data.
_ROW_GROUP_BYTES = 64 << 20


class Begin(Enum):
    """What a run does with an interrupted run of the same output."""

    NEW = "refuse it"
    RESUME = "continue it"
    RESTART = "throw it away"


Encode = Callable[[list[pa.RecordBatch]], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of output: the form its rows come in, how a block is encoded, how the whole is finished."""

    form: Form
    encode: Encode
    finish: Callable[[Path, Path, pa.Schema], None] | None = None


def output_format(output: Path) -> Format:
    """The format of an output, by the ending of its name.

    Raises
    ------
    InputError : no such format is written.
    """
    name = output.name.lower()
    for ending, written in _FORMATS.items():
        if name.endswith(ending):
            return written
    raise InputError(f"{output}: only {', '.join(_FORMATS)} can be written")


class Output:
    """The output of one run. Use as a context manager; without :meth:`finish` only the partial file stays.

    Parameters
    ----------
    output : where the whole output is to stand.
    run : what makes a run the same run: inputs, options, models. A resumed run must have the same.
    header : bytes that stand first, in a text format.
    begin : what becomes of an interrupted run of this output: it is taken up (RESUME), thrown away (RESTART), or
        left as it is, and this run refused (NEW).

    Raises
    ------
    InputError : there is an interrupted run and it was another one or was not to be touched, another run writes
        this output now, or it cannot be written.
    """

    def __init__(self, output: Path, run: dict[str, object], header: bytes, begin: Begin = Begin.NEW) -> None:
        self.output = output
        self.tally = Tally()
        self._format = output_format(output)
        self._run = run
        self._header = header
        self._partial = output.with_name(output.name + ".partial")
        self._journal = output.with_name(output.name + ".partial.journal")
        # A table's partial file is a chain of Arrow streams, made into the whole file only at the end.
        self._whole = self._partial if self._format.finish is None else output.with_name(output.name + ".partial.whole")
        self._finished = False
        self._held: list[pa.RecordBatch] = []
        self._held_rows = self._held_characters = 0
        self._file: IO[bytes] | None = None
        self._lock = OutputLock(output)
        try:
            length = 0 if begin is Begin.RESTART else self._taken_up(resume=begin is Begin.RESUME)
            if not self._finished:
                self._file = self._partial.open("r+b" if length else "wb")
                self._file.truncate(length)
                self._file.seek(length)
                self._enter()
        except BaseException:
            self.__exit__()
            raise
        self.resumed = self.tally.rows

    def __enter__(self) -> Output:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            with contextlib.suppress(OSError):  # a full disk is reported once, by the write that met it
                self._file.close()
        self._lock.release()

    @property
    def finished(self) -> bool:
        """Nothing is left to do: the interrupted run had come to its end."""
        return self._finished

    def write(self, batch: pa.RecordBatch) -> None:
        """Append the rows of a worked-off batch (:func:`scorer.corpus.work.outcome_schema`)."""
        begin = 0
        for row, size in enumerate(batch.column("size").to_pylist(), 1):
            self._held_rows += 1
            self._held_characters += size
            if self._held_rows >= BLOCK_ROWS or self._held_characters >= BLOCK_CHARACTERS:
                self._held.append(batch.slice(begin, row - begin))
                self._flush()
                begin = row
        if begin < batch.num_rows:
            self._held.append(batch.slice(begin))

    def finish(self, schema: pa.Schema) -> None:
        """Write what is held and put the whole output in its place. ``schema``: the columns of a table."""
        if self._finished:
            self._journal.unlink(missing_ok=True)
            return
        assert self._file is not None
        if self._held or (self._header and not self.tally.rows):
            self._flush()
        self._file.close()
        if self._format.finish is not None:
            self._format.finish(self._partial, self._whole, schema)
        self._enter(done=True)
        self._put_in_place()
        self._journal.unlink()

    def _put_in_place(self) -> None:
        if self._whole.exists():
            self._whole.replace(self.output)
        self._partial.unlink(missing_ok=True)
        self._finished = True

    def _flush(self) -> None:
        assert self._file is not None
        first = self._file.tell() == 0
        block = self._format.encode(self._held)
        if first and self._header:
            block = self._format.encode([_header_batch(self._header)]) + block
        self._file.write(block)
        self._file.flush()
        os.fsync(self._file.fileno())
        for batch in self._held:
            self.tally.add(batch)
        self._held, self._held_rows, self._held_characters = [], 0, 0
        self._enter()

    def _enter(self, *, done: bool = False) -> None:
        entry = {"run": self._run, "tally": self.tally.to_dict(), "done": done}
        entry["bytes"] = 0 if done or self._file is None else self._file.tell()
        written = self._journal.with_name(self._journal.name + ".new")
        written.write_bytes(orjson.dumps(entry))
        written.replace(self._journal)

    def _taken_up(self, *, resume: bool) -> int:
        """The length of the partial file that an interrupted run vouches for."""
        entry = self._entry()
        if entry is None:
            return 0
        if not resume:
            if not entry.tally.rows:
                return 0
            raise InputError(
                f"{self._partial} holds {entry.tally.rows:,} rows of an interrupted run. Continue it with --resume, "
                "or throw it away with --restart."
            )
        differing = [name for name in {**self._run, **entry.run} if self._run.get(name) != entry.run.get(name)]
        if differing:
            raise InputError(
                f"{self._partial} was begun with other {' and '.join(differing)}. Continue it with the same command "
                "and --resume, or throw it away with --restart."
            )
        if entry.done:
            self._put_in_place()
        elif not self._partial.exists() or self._partial.stat().st_size < entry.bytes:
            return 0
        self.tally = entry.tally
        return entry.bytes

    def _entry(self) -> _Entry | None:
        """The journal's entry; None where there is none that can be read."""
        try:
            stored = orjson.loads(self._journal.read_bytes())
            return _Entry(dict(stored["run"]), Tally.from_dict(stored["tally"]), bool(stored["done"]), stored["bytes"])
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the journal says: whose run it is, what was counted, whether the output is whole, the bytes written."""

    run: dict[str, object]
    tally: Tally
    done: bool
    bytes: int


def _header_batch(header: bytes) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([pa.array([header], pa.large_binary())], names=["row"])


def _lines(batches: list[pa.RecordBatch]) -> bytes:
    return b"".join(line for batch in batches for line in batch.column("row").to_pylist())


def _gzip_member(batches: list[pa.RecordBatch]) -> bytes:
    return gzip.compress(_lines(batches), compresslevel=6, mtime=0)


def _arrow_stream(batches: list[pa.RecordBatch]) -> bytes:
    sink = pa.BufferOutputStream()
    rows = [pa.RecordBatch.from_struct_array(batch.column("row")) for batch in batches]
    with pa.ipc.new_stream(sink, rows[0].schema) as stream:
        for batch in rows:
            stream.write_batch(batch)
    return bytes(sink.getvalue())


def _finish_parquet(partial: Path, whole: Path, schema: pa.Schema) -> None:
    with pq.ParquetWriter(whole, schema, compression="zstd") as writer:
        group: list[pa.RecordBatch] = []
        for block in _blocks(partial):
            group += block
            if sum(batch.nbytes for batch in group) >= _ROW_GROUP_BYTES:
                _write_group(writer, group)
                group = []
        if group:
            _write_group(writer, group)


def _write_group(writer: pq.ParquetWriter, group: list[pa.RecordBatch]) -> None:
    table = pa.Table.from_batches(group)
    writer.write_table(table, row_group_size=table.num_rows)


def _blocks(partial: Path) -> Iterator[list[pa.RecordBatch]]:
    length = partial.stat().st_size
    with pa.OSFile(str(partial)) as file:
        while file.tell() < length:
            with pa.ipc.open_stream(file) as stream:
                yield list(stream)


_FORMATS = {
    ".jsonl": Format("json", _lines),
    ".jsonl.gz": Format("json", _gzip_member),
    ".csv": Format("csv", _lines),
    ".csv.gz": Format("csv", _gzip_member),
    ".parquet": Format("table", _arrow_stream, _finish_parquet),
}
