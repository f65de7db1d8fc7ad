"""Files to rows: JSON lines, CSV, parquet, web archives, folders of text and HTML. Readable or not, a row comes out."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from scorer.corpus.decoding import decoded
from scorer.corpus.files import HTML_ENDINGS, folder_files
from scorer.corpus.lines import MAX_LINE, LineError, Lines, Meter
from scorer.corpus.rows import InputError, Row, place_of_fault, row_of, unreadable
from scorer.corpus.schema import FIELDS
from scorer.corpus.tables import table_rows
from scorer.corpus.warc import read_warc

Reader = Callable[[Path, Meter], Iterator[Row]]

_HEAD_ID = re.compile(rb'\s*\{\s*"id"\s*:\s*("(?:[^"\\\x00-\x1f]|\\.){0,500}")\s*,')
_SURROGATE = re.compile("[\ud800-\udfff]")
_PARQUET_ROWS = 256


def read_rows(paths: Sequence[Path], meter: Meter) -> Iterator[Row]:
    """The rows of the inputs, one input after the other.

    Raises
    ------
    InputError : an input cannot be opened. :func:`check_inputs` finds most such faults beforehand.
    """
    for path in paths:
        try:
            yield from _reader(path)(path, meter)
        except InputError:
            raise
        except Exception as fault:  # a fault nobody foresaw costs the rest of its input, not the run
            yield unreadable(f"the rest of the input cannot be read: {place_of_fault(fault)}")
        meter.next_file(_size(path))


def check_inputs(paths: Sequence[Path]) -> int:
    """The size of the inputs in bytes.

    Raises
    ------
    InputError : there are none, or one is missing or of a kind that is not read.
    """
    if not paths:
        raise InputError("no input given")
    for path in paths:
        if not path.exists():
            raise InputError(f"no such file or folder: {path}")
        _reader(path)
    return sum(_size(path) for path in paths)


def input_files(path: Path) -> list[Path]:
    """The files that are read for an input: itself, or the articles in a folder, sorted by their path."""
    return folder_files(path).articles if path.is_dir() else [path]


def _reader(path: Path) -> Reader:
    if path.is_dir():
        return read_folder
    name = path.name.lower()
    for ending, reader in _READERS.items():
        if name.endswith(ending):
            return reader
    raise InputError(f"{path}: only {', '.join(_READERS)} and folders of .txt and .html can be read")


def _size(path: Path) -> int:
    return sum(file_size(file) for file in input_files(path))


def file_size(file: Path) -> int:
    """The size of a file in bytes; 0 where it is unknown (gone, a dead link, no right to look)."""
    try:
        return file.stat().st_size
    except OSError:
        return 0


def read_json_lines(path: Path, meter: Meter) -> Iterator[Row]:
    """One row for every line that is not blank."""
    lines = Lines(path, meter)
    while True:
        try:
            for line in lines:
                if not line.isspace():
                    yield json_row(line)
            return
        except LineError as error:
            yield unreadable(str(error), _id_in(error.head))


def json_row(line: bytes) -> Row:
    """The row of one line of JSON."""
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError:
        return unreadable("not JSON", _id_in(line[:4096]))
    return row_of(record) if isinstance(record, dict) else unreadable("not a JSON object")


def _id_in(head: bytes) -> str | None:
    """The id of a damaged JSON line where it stands first, as it mostly does."""
    found = _HEAD_ID.match(head)
    if found is None:
        return None
    try:
        return str(orjson.loads(found.group(1)))
    except orjson.JSONDecodeError:
        return None


class _Decoded(Iterator[str]):
    """Lines as text; bytes that are not UTF-8 become lone surrogates, for the row to be told by them."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines

    def __next__(self) -> str:
        return next(self._lines).decode("utf-8", "surrogateescape")


def read_csv(path: Path, meter: Meter) -> Iterator[Row]:
    """One row for every CSV record after the header. An empty cell is an absent value.

    Raises
    ------
    InputError : there is no header, or it names neither text nor html.
    """
    csv.field_size_limit(MAX_LINE)  # the module has no other way to allow a field of more than 131,072 characters
    separator = "\t" if ".tsv" in path.suffixes else ","
    records = csv.reader(_Decoded(Lines(path, meter)), delimiter=separator)
    try:
        header = [name.strip().lower() for name in next(records, [])]
    except csv.Error:
        raise InputError(
            f"{path}: the header cannot be read as CSV. Lines must end in LF or CRLF, not in CR alone, "
            "and quotes must be closed."
        ) from None
    except LineError as error:
        raise InputError(f"{path}: the header cannot be read: {error}") from None
    if "text" not in header and "html" not in header:
        raise InputError(f"{path}: the first line must name the columns, text or html among them")
    places = {name: header.index(name) for name in FIELDS if name in header}
    while True:
        try:
            for values in records:
                if values:
                    yield _csv_row(values, len(header), places)
            return
        except csv.Error as error:
            yield unreadable(f"not CSV: {error}")
        except LineError as error:
            yield unreadable(str(error))


def _csv_row(values: list[str], width: int, places: dict[str, int]) -> Row:
    # With too many or too few fields only what is before the text is sure to be in its place.
    sure_id = values[0] if places.get("id") == 0 and not _SURROGATE.search(values[0]) else None
    if len(values) != width:
        return unreadable(f"{'more' if len(values) > width else 'fewer'} fields than the header has", sure_id)
    record: dict[str, object] = {name: values[place] or None for name, place in places.items()}
    if any(isinstance(value, str) and _SURROGATE.search(value) for value in record.values()):
        given = record.get("id")
        return unreadable("not UTF-8", given if isinstance(given, str) and not _SURROGATE.search(given) else None)
    if record.get("text") is None and record.get("html") is None:
        record["text"] = ""
    return row_of(record)


def read_parquet(path: Path, meter: Meter) -> Iterator[Row]:
    """The rows of a parquet file; those of a damaged row group come out unreadable.

    Raises
    ------
    InputError : it is no parquet file, or has neither a text nor an html column.
    """
    try:
        file = pq.ParquetFile(path, memory_map=True)
    except (OSError, pa.ArrowException) as error:
        raise InputError(f"cannot read {path}: {str(error).splitlines()[0]}") from None
    columns = [name for name in FIELDS if name in file.schema_arrow.names]
    if "text" not in columns and "html" not in columns:
        raise InputError(f"{path}: there is no column named text or html")
    size, rows, done = file_size(path), file.metadata.num_rows, 0
    for group in range(file.num_row_groups):
        left = file.metadata.row_group(group).num_rows
        try:
            for batch in file.iter_batches(_PARQUET_ROWS, [group], columns, use_threads=False):
                yield from table_rows(batch)
                left -= batch.num_rows
                done += batch.num_rows
                meter.at(size * done // rows)
        except Exception:  # damage shows in many ways: OSError, ArrowException, ValueError
            done += left
            yield from (unreadable("the file is damaged") for _ in range(left))


def read_folder(path: Path, meter: Meter) -> Iterator[Row]:
    """One row for every text and HTML file below, by its path, which is the row's id.

    Raises
    ------
    InputError : there is no such file.
    """
    files = input_files(path)
    if not files:
        raise InputError(f"{path}: no text or HTML file in this folder")
    done = 0
    for file in files:
        row_id = file.relative_to(path).as_posix().encode("utf-8", "replace").decode()
        try:
            with file.open("rb") as handle:
                content = handle.read(MAX_LINE + 1)
        except OSError:
            yield unreadable("the file cannot be opened", row_id)
            continue
        done += len(content)
        meter.at(done)
        yield _file_row(content, row_id, html=file.suffix.lower() in HTML_ENDINGS)


def _file_row(content: bytes, row_id: str, *, html: bool) -> Row:
    if len(content) > MAX_LINE:
        return unreadable(f"a file of more than {MAX_LINE >> 20} MiB", row_id)
    text = decoded(content, html=html)
    if text is None:
        return unreadable("not UTF-8", row_id)
    return Row(id=row_id, html=text) if html else Row(id=row_id, text=text)


_READERS: dict[str, Reader] = {
    ".jsonl": read_json_lines,
    ".jsonl.gz": read_json_lines,
    ".jsonl.zst": read_json_lines,
    ".csv": read_csv,
    ".csv.gz": read_csv,
    ".csv.zst": read_csv,
    ".tsv": read_csv,
    ".tsv.gz": read_csv,
    ".parquet": read_parquet,
    **dict.fromkeys((".warc", ".warc.gz", ".wet", ".wet.gz"), read_warc),
}
