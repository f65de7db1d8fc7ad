"""Lines of a file of any size in bounded memory, whatever the file holds."""

from __future__ import annotations

import contextlib
import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Protocol, cast

import pyarrow as pa

from scorer.corpus.rows import InputError

#: A line longer than this is not read: twelve bytes a character (``\\ud83d\\ude00``) for the million
#: characters that an article may have, and some room.
MAX_LINE = 16 << 20
_CHUNK = 1 << 20
#: A zstandard stream is read in small steps: a step that meets the damage gives nothing of what it had decoded.
_ZST_CHUNK = 1 << 12
_BROKEN = (EOFError, OSError, zlib.error, pa.ArrowException)


class Meter:
    """How many bytes of the inputs have been read, for the progress bar."""

    def __init__(self) -> None:
        self.done = 0
        self._before = 0

    def at(self, position: int) -> None:
        """The file being read is at ``position`` bytes."""
        self.done = self._before + position

    def next_file(self, size: int) -> None:
        """A file of ``size`` bytes is read to its end."""
        self._before += size
        self.done = self._before


class LineError(Exception):
    """A line that cannot be had: too long, or in a stream that breaks off. ``head``: its first bytes."""

    def __init__(self, reason: str, head: bytes = b"") -> None:
        super().__init__(reason)
        self.head = head


class _Stream(Protocol):
    def read1(self, size: int, /) -> bytes: ...


class Lines(Iterator[bytes]):
    """Iterates over the lines of a file, endings kept. May raise :class:`LineError` and be continued.

    Raises
    ------
    InputError : the file cannot be opened.
    """

    def __init__(self, path: Path, meter: Meter) -> None:
        try:
            self._file = path.open("rb")
        except OSError as error:
            raise InputError(f"cannot read {path}: {error.strerror}") from None
        self._path = path
        self._stream = _stream(self._file, path)
        self._step = _ZST_CHUNK if path.suffix == ".zst" else _CHUNK
        self._seekable = self._file.seekable()  # a pipe is not
        self._meter = meter
        self._parts: list[bytes] = []  # the beginning of a line whose end is not yet read
        self._length = 0
        self._chunk = b""
        self._at = 0
        self._ended = self._broken = False
        self._decoded = 0
        self._first = True

    def __next__(self) -> bytes:
        while True:
            stop = self._chunk.find(b"\n", self._at) + 1
            if stop:
                piece, self._at = self._chunk[self._at : stop], stop
                return self._line(piece)
            self._keep(self._chunk[self._at :])
            self._chunk, self._at = b"", 0
            if self._ended:
                if self._length:
                    return self._line(b"")
                self._file.close()
                raise StopIteration
            self._read()

    def _keep(self, piece: bytes) -> None:
        if piece and self._length <= MAX_LINE:
            self._parts.append(piece)
        self._length += len(piece)

    def _read(self) -> None:
        try:
            self._chunk = b"" if self._broken else self._stream.read1(self._step)
            self._decoded += len(self._chunk)
        except _BROKEN:
            self._broken = True
            self._chunk = self._before_the_damage()
        if self._broken and not self._chunk:
            head = b"".join(self._parts)[:4096]
            self._ended = True
            self._parts, self._length = [], 0
            raise LineError("the file is truncated or damaged", head) from None
        if self._seekable:
            self._meter.at(self._file.tell())
        if not self._chunk:
            self._ended = True
        elif self._first:
            self._first = False
            self._chunk = self._chunk.removeprefix(b"\xef\xbb\xbf")

    def _before_the_damage(self) -> bytes:
        """What the step that met the damage had decoded: read again, byte by byte. Pyarrow's stream throws it away."""
        if self._step != _ZST_CHUNK or not self._seekable:
            return b""
        found = bytearray()
        with self._path.open("rb") as file:
            stream, left = _stream(file, self._path), self._decoded
            with contextlib.suppress(*_BROKEN):
                while left and (chunk := stream.read1(min(left, self._step))):
                    left -= len(chunk)
                while byte := stream.read1(1):
                    found += byte
        return bytes(found)

    def _line(self, end: bytes) -> bytes:
        self._keep(end)
        line, length = b"".join(self._parts), self._length
        self._parts, self._length = [], 0
        if length > MAX_LINE:
            raise LineError(f"a line of more than {MAX_LINE >> 20} MiB", line[:4096])
        return line


def _stream(file: IO[bytes], path: Path) -> _Stream:
    if path.suffix == ".gz":
        return cast(_Stream, gzip.GzipFile(fileobj=file, mode="rb"))
    if path.suffix == ".zst":
        return cast(_Stream, pa.CompressedInputStream(pa.PythonFile(file, mode="r"), "zstd"))
    return cast(_Stream, file)
