"""Lines that are in many documents of one site are furniture, even where they read like prose.

Lines are counted by a 64-bit hash, in a table of bounded size: when it is full, lines seen only once are
forgotten (lossy counting, Manku & Motwani 2002), so memory is flat and a line may be missed, never invented.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from scorer.corpus.rows import Row

#: A line is furniture from this many documents of the site on, and from this share of them.
MIN_DOCUMENTS = 5
MIN_SHARE = 0.02
#: A text that is mostly such lines is a copy of another text, and no line of it is marked.
MAX_MARKED = 0.6
_TABLE = 4_000_000
_PENDING = 1_000_000
_LINE_BITS = 40

Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Furniture:
    """The furniture of a corpus: sorted hashes of (site, line)."""

    hashes: Hashes

    def lines_of(self, row: Row) -> list[str]:
        """The lines of a text row that are furniture; none for HTML, whose text is not yet known."""
        site = _site(row)
        if site is None or not len(self.hashes):
            return []
        lines = _lines(row)
        hashes = np.array([_hash(site, line) for line in lines], dtype=np.uint64)
        places = np.minimum(np.searchsorted(self.hashes, hashes), len(self.hashes) - 1)
        known = [line for line, is_known in zip(lines, self.hashes[places] == hashes, strict=True) if is_known]
        return known if sum(map(len, known)) <= MAX_MARKED * sum(map(len, lines)) else []


def learn_furniture(rows: Iterable[Row]) -> Furniture:
    """Read a corpus once and learn its furniture."""
    documents: Counter[int] = Counter()
    table = _Table()
    for row in rows:
        site = _site(row)
        if site is not None:
            documents[_hash(site, "") >> _LINE_BITS] += 1
            table.add([_hash(site, line) for line in _lines(row)])
    hashes, counts = table.counted()
    of_site = np.array([documents[number] for number in (hashes >> np.uint64(_LINE_BITS)).tolist()], dtype=np.float64)
    return Furniture(hashes[(counts >= MIN_DOCUMENTS) & (counts >= MIN_SHARE * of_site)])


class _Table:
    """How many documents hold each line."""

    def __init__(self) -> None:
        self._hashes = np.empty(0, dtype=np.uint64)
        self._counts = np.empty(0, dtype=np.int64)
        self._pending: list[int] = []

    def add(self, hashes: list[int]) -> None:
        self._pending += hashes
        if len(self._pending) >= _PENDING:
            self._merge()

    def counted(self) -> tuple[Hashes, NDArray[np.int64]]:
        self._merge()
        return self._hashes, self._counts

    def _merge(self) -> None:
        new, added = np.unique(np.array(self._pending, dtype=np.uint64), return_counts=True)
        self._pending = []
        self._hashes, places = np.unique(np.concatenate([self._hashes, new]), return_inverse=True)
        counts = np.concatenate([self._counts, added])
        self._counts = np.bincount(places, weights=counts, minlength=len(self._hashes)).astype(np.int64)
        seldom = 0
        while len(self._hashes) > _TABLE:
            seldom += 1
            kept = self._counts > seldom
            self._hashes, self._counts = self._hashes[kept], self._counts[kept]


def _site(row: Row) -> str | None:
    if row.url is None or row.text is None:
        return None
    try:
        host = urlsplit(row.url if "//" in row.url else "//" + row.url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _lines(row: Row) -> list[str]:
    """The distinct lines of a text, as they are in it."""
    return [line for line in dict.fromkeys(map(str.strip, (row.text or "").splitlines())) if line]


def _hash(site: str, line: str) -> int:
    """24 bits of the site and 40 of the line: lines of one site can be distinguished by their upper bits."""
    upper = hashlib.blake2b(site.encode("utf-8", "replace"), digest_size=8).digest()[:3]
    return int.from_bytes(upper + hashlib.blake2b(line.encode("utf-8", "replace"), digest_size=5).digest())
