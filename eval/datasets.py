"""Labelled examples, anyone's: JSON lines (gzipped or not), CSV or Parquet.

Every file is read by its own layout: which field holds the text, the label, the source and the rest is found
from the names below, or said by the user with a :class:`Fields`. A dotted name reaches into a nested object
(``labels.source_quality``).
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scorer.eval.labels import LabelReading, LabelRule, as_number, read_labels

Row = Mapping[str, Any]

#: Names looked for, in this order, where the user names no field.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "html", "body", "content", "article", "article_text", "full_text"),
    "title": ("title", "headline"),
    "id": ("id", "uid", "article_id", "doc_id"),
    "source": ("domain", "source", "outlet", "publisher", "site", "source_name", "labels.outlet"),
    "label": (
        "labels.reliable",
        "labels.expert_rating",
        "labels.veracity",
        "labels.source_quality",
        "labels.credible",
        "label",
        "reliable",
        "credible",
        "veracity",
        "reliability",
        "credibility",
        "source_quality",
        "rating",
        "class",
        "target",
    ),
    "rating": ("labels.criteria_met", "labels.source_quality", "source_quality", "rating"),
    "group": ("corpus", "group", "dataset", "genre", "labels.genre", "topic", "category", "section", "labels.topic"),
    "slant": ("labels.slant", "slant", "leaning"),
}
#: Graded by fact checkers in more than two steps, veracity says little of practice: the source's rating goes first.
_BINARY_ONLY = ("labels.veracity",)
_LOOK_AT = 2000
_ENDINGS = (".jsonl", ".jsonl.gz", ".ndjson", ".csv", ".csv.gz", ".parquet")


@dataclass(frozen=True, slots=True)
class Fields:
    """Which field of a row holds what. None: found from its name."""

    text: str | None = None
    title: str | None = None
    id: str | None = None
    source: str | None = None
    label: str | None = None
    rating: str | None = None
    group: str | None = None
    slant: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled article.

    ``record`` is what the scorer is given; ``label`` 1 reliable, 0 unreliable, None between the thresholds;
    ``rating`` a number that rises with reliability, on the scale of ``rating_field``.
    """

    id: str
    record: Mapping[str, str | None]
    label: int | None
    rating: float | None
    rating_field: str | None
    source: str | None
    group: str | None
    slant: str | None


@dataclass(frozen=True, slots=True)
class FileRead:
    """What was read from one file, for the report."""

    name: str
    sha256: str
    rows: int
    used: int
    without_text: int
    without_label: int
    between: int
    fields: Fields
    labels: str


@dataclass(frozen=True, slots=True)
class Dataset:
    examples: tuple[Example, ...]
    files: tuple[FileRead, ...]


class DataError(ValueError):
    """The data cannot be read as labelled examples; the message says why and what to do."""


def read_dataset(
    paths: Sequence[Path], fields: Fields | None = None, rule: LabelRule | None = None, metadata: bool = False
) -> Dataset:
    """Read labelled examples from files and folders of files.

    Parameters
    ----------
    metadata : give the scorer author and date too. By default it judges title and text alone, since whether
        a corpus kept its bylines is a trait of the corpus.

    Raises
    ------
    DataError : a file cannot be read, or no text or label is found in it.
    """
    chosen, how = fields or Fields(), rule or LabelRule()
    examples: list[Example] = []
    files = []
    for path in files_of(paths):
        read, found = _read_file(path, chosen, how, metadata)
        files.append(read)
        examples.extend(found)
    if not examples:
        raise DataError("no labelled example was found in " + ", ".join(str(path) for path in paths))
    return Dataset(tuple(examples), tuple(files))


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of a JSON lines, CSV or Parquet file, by its ending.

    Raises
    ------
    DataError : the ending is not known, or the content is not what the ending says.
    """
    name = path.name.lower()
    try:
        if name.endswith(".parquet"):
            import pyarrow.parquet as parquet

            with parquet.ParquetFile(path) as file:
                for batch in file.iter_batches(batch_size=512):
                    yield from batch.to_pylist()
            return
        if not name.endswith(_ENDINGS):
            raise DataError(f"{path}: the ending must be one of {', '.join(_ENDINGS)}")
        with gzip.open(path) if name.endswith(".gz") else path.open("rb") as raw:
            text = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
            yield from _csv_rows(text) if ".csv" in name else _json_rows(path, text)
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path}: {error}") from error
    except ValueError as error:
        if isinstance(error, DataError) or not name.endswith(".parquet"):
            raise
        raise DataError(f"{path}: {error}") from error  # Arrow's own errors are ValueErrors


def lookup(row: Row, name: str | None) -> Any:
    """The value of a field, by its own name or down a dotted path; None where there is none or it is empty."""
    if name is None:
        return None
    value: Any = row.get(name)
    if value is None and "." in name:
        value = row
        for part in name.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
    return None if value == "" else value


def domain_of(url: object) -> str | None:
    """The host of a URL without www., in lower case; a bare domain gives itself; None where there is none."""
    if not isinstance(url, str) or not url.strip():
        return None
    text = url.strip().lower()
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def sha256(path: Path) -> str:
    """The file's SHA-256, in hexadecimal."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def files_of(paths: Iterable[Path]) -> list[Path]:
    """The files given, and those of each folder given.

    Raises
    ------
    DataError : a folder holds no file that could be read.
    """
    out: list[Path] = []
    for path in paths:
        if path.is_dir():
            found = sorted(p for p in path.iterdir() if p.name.lower().endswith(_ENDINGS))
            if not found:
                raise DataError(f"{path}: no file ends in {', '.join(_ENDINGS)}")
            out.extend(found)
        else:
            out.append(path)
    return out


def _csv_rows(text: io.TextIOWrapper) -> Iterator[Row]:
    csv.field_size_limit(2**31 - 1)
    for row in csv.DictReader(text):
        yield {key: value for key, value in row.items() if key is not None}


def _json_rows(path: Path, text: io.TextIOWrapper) -> Iterator[Row]:
    for number, line in enumerate(text, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise DataError(f"{path}, line {number}: {error}") from error
        if not isinstance(row, dict):
            raise DataError(f"{path}, line {number}: a row must be an object")
        yield row


def _read_file(path: Path, chosen: Fields, rule: LabelRule, metadata: bool) -> tuple[FileRead, list[Example]]:
    rows = list(read_rows(path))
    if not rows:
        raise DataError(f"{path}: there are no rows")
    names = _find_fields(path, rows, chosen)
    try:
        reading = read_labels(names.label or "", [lookup(row, names.label) for row in rows], rule)
    except ValueError as error:
        raise DataError(f"{path}: {error}") from error
    examples = []
    without_text = without_label = between = 0
    for number, row in enumerate(rows, 1):
        value = lookup(row, names.label)
        if reading.number(value) is None:
            without_label += 1
            continue
        text = lookup(row, names.text)
        if not isinstance(text, str):
            without_text += 1
            continue
        example = _example(row, names, reading, metadata, f"{path.name}:{number}")
        between += example.label is None
        examples.append(example)
    read = FileRead(
        path.name,
        sha256(path),
        len(rows),
        len(examples),
        without_text,
        without_label,
        between,
        names,
        reading.in_words,
    )
    return read, examples


def _example(row: Row, names: Fields, reading: LabelReading, metadata: bool, place: str) -> Example:
    value = lookup(row, names.label)
    rating = reading.number(value) if names.rating == names.label else as_number(lookup(row, names.rating))
    source = _text(lookup(row, names.source)) or domain_of(lookup(row, "url"))
    record = {
        "id": _text(lookup(row, names.id)) or place,
        "html" if names.text == "html" else "text": lookup(row, names.text),
        "title": _text(lookup(row, names.title)),
    }
    if metadata:
        record |= {key: _text(lookup(row, key)) for key in ("author", "published")}
    return Example(
        id=record["id"],
        record=record,
        label=reading.label(value),
        rating=rating,
        rating_field=names.rating if rating is not None else None,
        source=source,
        group=_text(lookup(row, names.group)),
        slant=(_text(lookup(row, names.slant)) or "").lower() or None,
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _find_fields(path: Path, rows: Sequence[Row], chosen: Fields) -> Fields:
    look = rows[:: max(1, len(rows) // _LOOK_AT)]
    found: dict[str, str | None] = {}
    for field in fields(Fields):
        named = getattr(chosen, field.name)
        if named is not None and all(lookup(row, named) is None for row in rows):
            raise DataError(f"{path}: no row has a field {named!r}; there are: {_field_names(rows[0])}")
        found[field.name] = named or _find(field.name, look)
    for needed in ("text", "label"):
        if found[needed] is None:
            raise DataError(f"{path}: no {needed} field was found; name one of: {_field_names(rows[0])}")
    if chosen.rating is None and found["label"] != "labels.expert_rating" and found["rating"] == "labels.criteria_met":
        found["rating"] = next((n for n in _NAMES["rating"][1:] if _share(look, n) > 0), None)
    if chosen.rating is None and found["rating"] is None:
        found["rating"] = found["label"]
    return Fields(**found)


def _find(what: str, rows: Sequence[Row]) -> str | None:
    """The first known name that at least half of the rows fill (any row, for what is not needed)."""
    least = 0.5 if what in ("text", "label") else 0.0
    for name in _NAMES[what]:
        if _share(rows, name) > least or (least and _share(rows, name) == least):
            if name in _BINARY_ONLY and not _is_binary(rows, name):
                continue
            return name
    if what == "label":  # a sparse label is better than none
        return next((name for name in _NAMES[what] if _share(rows, name) > 0), None)
    return None


def _is_binary(rows: Sequence[Row], name: str) -> bool:
    try:
        return read_labels(name, [lookup(row, name) for row in rows], LabelRule()).kind == "binary"
    except ValueError:
        return False


def _share(rows: Sequence[Row], name: str) -> float:
    return sum(lookup(row, name) is not None for row in rows) / max(1, len(rows))


def _field_names(row: Row) -> str:
    names = []
    for key, value in row.items():
        names += [f"{key}.{inner}" for inner in value] if isinstance(value, Mapping) else [key]
    return ", ".join(names)
