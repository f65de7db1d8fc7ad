"""Inputs of every format that ``scorer batch`` reads, and random damage to bytes."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from articles import article
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

FORMATS = (
    "in.jsonl", "in.jsonl.gz", "in.jsonl.zst", "in.csv", "in.csv.gz", "in.tsv", "in.parquet", "in.warc", "in.warc.gz",
)  # fmt: skip
ROWS = 300
_AWKWARD = [
    b"\0", b"\r", b"\n", b'"', b"\\", b"\xff\xfe", b"\\ud800", b"\xed\xa0\x80", b"{", b"[" * 2000, b"}", b",", b"\t",
    b"charset=undefined", b"WARC/1.0\r\n", b"\x1f\x8b\x08", b"\x1b[2J", b"1e999", b"null", b"<" * 500, b"\xe2\x80\xae",
]  # fmt: skip


def damaged(content: bytes, rng: random.Random) -> bytes:
    """The content with random changes: bytes flipped, inserted, cut out, doubled, or, seldom, the end cut off.

    One to five changes, and as many again for every 16 KiB.
    """
    changed = bytearray(content)
    for _ in range(rng.randrange(1, 6) * (1 + len(content) // 16_384)):
        at = rng.randrange(len(changed) + 1)
        stop = min(len(changed), at + rng.choice([1, 2, 10, 200]))
        match rng.randrange(6):
            case 0:
                changed[at:stop] = rng.randbytes(stop - at)
            case 1 | 2:
                changed[at:at] = rng.choice(_AWKWARD)
            case 3:
                del changed[at:stop]
            case 4:
                changed[at:at] = changed[at:stop]
            case _:
                if rng.random() < 0.02:
                    del changed[at:]
    return bytes(changed)


def damaged_file(path: Path, rng: random.Random) -> bytes:
    """The file's bytes, damaged; those of a compressed one as often before as after they were compressed."""
    content = path.read_bytes()
    if rng.random() < 0.3:
        return damaged(content, rng)
    match path.suffix:
        case ".gz":
            return gzip.compress(damaged(gzip.decompress(content), rng), 1)
        case ".zst":
            inside = pa.input_stream(pa.py_buffer(content), compression="zstd").read()
            return bytes(pa.Codec("zstd").compress(damaged(inside, rng), asbytes=True))
        case _:
            return damaged(content, rng)


def expected_rows(path: Path) -> int:
    """How many rows the input has, whatever they hold; 0 where only its reader could say."""
    if path.suffix == ".jsonl":
        return sum(1 for line in path.read_bytes().split(b"\n") if line.strip(b" \t\r\n\x0b\x0c"))
    if path.suffix == ".parquet":
        try:
            return int(pq.ParquetFile(path).metadata.num_rows)
        except Exception:
            return 0
    return 0


def write_inputs(place: Path, rng: random.Random) -> None:
    """One small file of each format, of short articles, some of them pages."""
    records = [article(rng.randrange(100_000), rng.choice([10, 10, 10, 90])) for _ in range(ROWS)]
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()
    (place / "in.jsonl").write_bytes(lines)
    (place / "in.jsonl.gz").write_bytes(gzip.compress(lines))
    (place / "in.jsonl.zst").write_bytes(pa.Codec("zstd").compress(lines, asbytes=True))
    for name, separator in (("in.csv", ","), ("in.tsv", "\t")):
        cells = io.StringIO()
        writer = csv.DictWriter(cells, list(records[0]), delimiter=separator)
        writer.writeheader()
        writer.writerows(records)
        (place / name).write_text(cells.getvalue(), encoding="utf-8")
    (place / "in.csv.gz").write_bytes(gzip.compress((place / "in.csv").read_bytes()))
    pq.write_table(pa.Table.from_pylist(records), place / "in.parquet", row_group_size=20)
    for name in ("in.warc", "in.warc.gz"):
        with (place / name).open("wb") as file:
            archive = WARCWriter(file, gzip=name.endswith(".gz"))
            for record in records:
                page = f"<html><body><p>{record['text']}</p></body></html>".encode()
                http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
                made = archive.create_warc_record(record["url"], "response", io.BytesIO(page), http_headers=http)
                archive.write_record(made)
