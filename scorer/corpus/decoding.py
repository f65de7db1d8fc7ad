"""Bytes of a file or a page to text: UTF-8, or the encoding that it declares."""

from __future__ import annotations

import re
from collections.abc import Callable

import webencodings

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)


def decoded(content: bytes, charset: str | None = None, *, html: bool) -> str | None:
    """``content`` as text; None where no known encoding reads it.

    ``charset`` is what its server said; a page of HTML may also declare one in its first 2,048 bytes. Only labels
    that browsers know count (WHATWG, Encoding Standard): Python has codecs that are no encoding of a page.
    """
    found = _CHARSET.search(content[:2048]) if html else None
    declared = (charset, found.group(1).decode("ascii") if found else None)
    for decode in (_utf8, *(_decoder(label) for label in declared if label is not None)):
        try:
            if decode is not None:
                return decode(content)
        except ValueError:
            continue
    return None


def _utf8(content: bytes) -> str:
    return content.decode("utf-8-sig")


def _decoder(label: str) -> Callable[[bytes], str] | None:
    """The decoder that a label names; None where browsers know no such label, or never decode by it."""
    encoding = webencodings.lookup(label)
    if encoding is None or encoding.name in ("replacement", "x-user-defined"):
        return None
    return lambda content: str(encoding.codec_info.decode(content, "strict")[0])
