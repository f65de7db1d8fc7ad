"""Bytes of a file or a page to text: UTF-8, or the encoding that it declares."""

from __future__ import annotations

import re

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)


def decoded(content: bytes, charset: str | None = None, *, html: bool) -> str | None:
    """``content`` as text; None where no known encoding reads it.

    ``charset`` is what its server said; a page of HTML may also declare one in its first 2,048 bytes.
    """
    found = _CHARSET.search(content[:2048]) if html else None
    for encoding in ("utf-8-sig", charset, found.group(1).decode() if found else None):
        try:
            if encoding is not None:
                return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return None
