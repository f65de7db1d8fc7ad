"""Web archives to rows: WARC files of pages, WET files of their text (ISO 28500), by warcio (``scorer[warc]``).

An HTML page that was fetched (a ``response`` or ``resource``) and a text that was made of one (a ``conversion``)
is a row each; requests, metadata, pictures and redirects hold no article and are none.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scorer.corpus.decoding import decoded
from scorer.corpus.lines import MAX_LINE, Meter
from scorer.corpus.rows import InputError, Row, unreadable

_PAGES = ("text/html", "application/xhtml+xml")


def read_warc(path: Path, meter: Meter) -> Iterator[Row]:
    """One row for every page or text of the archive: its record's id, its address, and what it holds.

    Raises
    ------
    InputError : warcio is not installed, or the file cannot be opened.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError:
        raise InputError(f"{path}: web archives need warcio: pip install 'scorer[warc]'") from None
    try:
        file = path.open("rb")
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from None
    with file:
        try:
            for record in ArchiveIterator(file):
                if (row := _row(record)) is not None:
                    yield row
                meter.at(file.tell())
        except Exception:  # warcio trips over damaged headers in many ways
            yield unreadable("the archive is damaged")


def _row(record: Any) -> Row | None:
    """The row of a record; None where it holds neither a page nor its text."""
    kind = record.rec_type
    http = record.http_headers
    said = (http.get_header("Content-Type") if http else record.rec_headers.get_header("Content-Type")) or ""
    said = said.lower()
    page = kind in ("response", "resource") and said.startswith(_PAGES)
    if page and http is not None and http.get_statuscode() != "200":
        return None
    if not page and kind != "conversion":
        return None
    row_id = record.rec_headers.get_header("WARC-Record-ID")
    content = record.content_stream().read(MAX_LINE + 1)
    if not record.raw_stream.read(1) and record.raw_stream.limit > 0:
        return unreadable("the archive breaks off", row_id)
    if len(content) > MAX_LINE:
        return unreadable(f"a page of more than {MAX_LINE >> 20} MiB", row_id)
    charset = said.partition("charset=")[2].partition(";")[0].strip(" \"'") or None
    text = decoded(content, charset, html=page)
    if text is None:
        return unreadable("not UTF-8", row_id)
    url = record.rec_headers.get_header("WARC-Target-URI")
    return Row(id=row_id, html=text, url=url) if page else Row(id=row_id, text=text, url=url)
