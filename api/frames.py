"""The bytes between the service and its scoring processes: a head and a body, each with its length."""

from __future__ import annotations

import struct
from typing import BinaryIO

#: Lengths of head and body, in bytes.
LENGTHS = struct.Struct(">II")


def pack(head: bytes, body: bytes) -> bytes:
    """One frame."""
    return LENGTHS.pack(len(head), len(body)) + head + body


def read(stream: BinaryIO) -> tuple[bytes, bytes] | None:
    """The next frame's head and body, or None where the stream ends."""
    lengths = stream.read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    head, body = LENGTHS.unpack(lengths)
    return stream.read(head), stream.read(body)
