"""Near-duplicate articles of a corpus: copies that were syndicated, scraped or lightly edited.

MinHash signatures (Broder 1997; datasketch) over runs of five words, compared band by band. Signatures and
bands wait in a temporary file, 640 bytes a row, and one band of eight bytes a row is in memory at a time.
"""

from __future__ import annotations

import re
import tempfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
from datasketch import MinHash
from numpy.typing import NDArray

from scorer.corpus.rows import Row
from scorer.text.date_forms import day_of

#: Articles are near-duplicates from this share of common word runs (Jaccard, estimated) on.
THRESHOLD = 0.7
_PERMUTATIONS = 128
_BANDS, _BAND_ROWS = 16, 8  # pairs at 0.7 are compared with probability 0.61, at 0.8 0.95, at 0.9 more than 0.999
_RUN = 5
_MIN_RUNS = 30  # shorter texts are alike by chance
_NO_DATE = np.iinfo(np.int32).max
_WORD = re.compile(r"[^\W_]+")
_MAX_CHARACTERS = 200_000  # read of each text, so that one giant cannot stop the pass

Longs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Clusters:
    """The cluster of every row, in input order.

    Attributes
    ----------
    first_row : (n,) number, from 0, of the first row of the input in the same cluster.
    size : (n,) rows in the cluster.
    earliest : (n,) the row has the cluster's earliest date; of several the first in the input.
    dated : (n,) any row of the cluster has a date that can be read.
    """

    first_row: Longs
    size: Longs
    earliest: NDArray[np.bool_]
    dated: NDArray[np.bool_]

    def columns(self, begin: int, end: int) -> list[pa.Array]:
        """The columns of :data:`scorer.corpus.schema.CLUSTER_COLUMNS` for rows [begin, end)."""
        part = slice(begin, end)
        first = pa.array(self.earliest[part], mask=~self.dated[part])
        return [pa.array(self.first_row[part]), pa.array(self.size[part]), first]


def find_clusters(rows: Iterable[Row]) -> Clusters:
    """Group the rows of a corpus; a row like no other is a cluster of its own."""
    days: list[int] = []
    with tempfile.TemporaryFile() as file:
        blank = MinHash(_PERMUTATIONS, seed=1, hashfunc=int)
        for row in rows:
            signature = _signature(row.text or row.html or "", blank)
            file.write(signature.tobytes())
            file.write(_bands(signature, len(days)).tobytes())
            days.append(_day(row.published))
        file.flush()
        n = len(days)
        kind = np.dtype([("signature", np.uint32, _PERMUTATIONS), ("band", np.uint64, _BANDS)])
        stored = np.memmap(file, dtype=kind, mode="r", shape=(n,)) if n else np.empty(0, dtype=kind)
        parent = np.arange(n)
        for band in range(_BANDS):
            for one, other in _pairs(stored, band):
                _join(parent, int(one), int(other))
        del stored
    roots = np.array([_root(parent, i) for i in range(n)], dtype=np.int64)
    return _clusters(roots, np.array(days, dtype=np.int32))


def _signature(text: str, blank: MinHash) -> NDArray[np.uint32]:
    """(128,) MinHash of the text's word runs; all ones where it is too short to compare."""
    words = _WORD.findall(text[:_MAX_CHARACTERS].lower())
    if len(words) < _MIN_RUNS + _RUN - 1:
        return np.full(_PERMUTATIONS, 0xFFFFFFFF, dtype=np.uint32)
    codes = np.fromiter((zlib.crc32(word.encode("utf-8", "replace")) for word in words), np.uint64, len(words))
    runs = np.zeros(len(codes) - _RUN + 1, dtype=np.uint64)
    for offset in range(_RUN):
        runs = runs * np.uint64(0x9E3779B97F4A7C15) + codes[offset : offset + len(runs)]
    made = blank.copy()
    made.update_batch(np.unique(runs >> np.uint64(32)).tolist())
    return np.asarray(made.hashvalues, dtype=np.uint32)


def _bands(signature: NDArray[np.uint32], row: int) -> NDArray[np.uint64]:
    """(16,) one number a band; a text that cannot be compared gets numbers of its own."""
    if (signature == 0xFFFFFFFF).all():
        return np.full(_BANDS, row, dtype=np.uint64)
    mixed = np.zeros(_BANDS, dtype=np.uint64)
    for column in signature.reshape(_BANDS, _BAND_ROWS).T.astype(np.uint64):
        mixed = (mixed ^ column) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return mixed | np.uint64(1 << 63)


def _pairs(stored: NDArray[np.void], band: int) -> Longs:
    """(m, 2) rows that agree in this band and in enough of their signatures: each with the first and with
    the one before it among those that agree."""
    numbers = np.array(stored["band"][:, band])
    order = np.argsort(numbers, kind="stable")
    alike = numbers[order[1:]] == numbers[order[:-1]]
    starts = np.maximum.accumulate(np.where(np.concatenate(([False], alike)), 0, np.arange(len(order))))
    later = np.flatnonzero(alike) + 1
    rows = order[later]
    pairs = np.concatenate([np.stack([order[starts[later]], rows], axis=1), np.stack([order[later - 1], rows], axis=1)])
    same = np.empty(len(pairs), dtype=np.bool_)
    for begin in range(0, len(pairs), 4096):
        part = pairs[begin : begin + 4096]
        common = stored["signature"][part[:, 0]] == stored["signature"][part[:, 1]]
        same[begin : begin + 4096] = common.mean(axis=1) >= THRESHOLD
    return np.asarray(pairs[same])


def _root(parent: Longs, row: int) -> int:
    while parent[row] != row:
        parent[row] = parent[parent[row]]
        row = int(parent[row])
    return row


def _join(parent: Longs, one: int, other: int) -> None:
    """The root of a cluster is always its first row."""
    a, b = _root(parent, one), _root(parent, other)
    parent[max(a, b)] = min(a, b)


def _clusters(roots: Longs, days: NDArray[np.int32]) -> Clusters:
    n = len(roots)
    rows = np.arange(n)
    size = np.bincount(roots, minlength=n)[roots] if n else roots
    order = np.lexsort((rows, days, roots))
    first = np.ones(n, dtype=np.bool_)
    first[1:] = roots[order[1:]] != roots[order[:-1]]
    earliest = np.zeros(n, dtype=np.bool_)
    earliest[order[first]] = days[order[first]] != _NO_DATE
    dated = np.zeros(n, dtype=np.bool_)
    dated[roots[earliest]] = True
    return Clusters(roots, size, earliest, dated[roots])


def _day(published: str | None) -> int:
    day = None if published is None else day_of(published[:100])
    return _NO_DATE if day is None else (day - date(1, 1, 1)).days
