"""Web archives to rows: WARC files of pages, WET files of their text (ISO 28500), by warcio (``scorer[warc]``).

An HTML page that was fetched (a ``response`` or ``resource``) and a text that was made of one (a ``conversion``)
are a row each; requests, metadata, pictures and redirects hold no article and give none.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import IO, Any

from scorer.corpus.decoding import decoded
from scorer.corpus.lines import MAX_LINE, Meter
from scorer.corpus.rows import InputError, Row, unreadable

_PAGES = ("text/html", "application/xhtml+xml")
#: What a record begins with: a gzip member, or a line of its own.
_GZIP, _WARC = b"\x1f\x8b\x08", b"\nWARC/"
_STEP = 1 << 20
#: After this many damaged places the rest of an archive is not searched for further records.
MOST_DAMAGE = 1000


def read_warc(path: Path, meter: Meter) -> Iterator[Row]:
    """One row for every page or text of the archive: its record's id, its address, and what it holds.

    A damaged record costs a row, and reading goes on at the next record (the next gzip member, or the next line
    that begins one).

    Raises
    ------
    InputError : warcio is not installed, or the file cannot be opened.
    """
    try:
        import warcio.archiveiterator  # noqa: F401
    except ImportError:
        raise InputError(f"{path}: web archives need warcio: pip install 'scorer[warc]'") from None
    try:
        file = path.open("rb")
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from None
    with file:
        mark = _GZIP if file.peek(3).startswith(_GZIP) else _WARC
        begin: int | None = 0
        for _ in range(MOST_DAMAGE):
            if begin is None:
                return
            file.seek(begin)
            reached = yield from _records(file, meter)
            begin = None if reached is None else _next_mark(file, mark, reached + 1)


def _records(file: IO[bytes], meter: Meter) -> Generator[Row, None, int | None]:
    """The rows from here to the end, or up to a damaged record: then returns where that one begins.

    A row is held until the record after it was found: a wrong length shows only there.
    """
    from warcio.archiveiterator import ArchiveIterator

    records = ArchiveIterator(file, no_record_parse=True)
    record: Any = None
    held: Row | None = None
    while True:
        begin, strays = records.offset, records.err_count
        try:
            with _quiet():
                following = next(records, None)
        except Exception:  # warcio trips over damaged headers in many ways
            own = record is not None and records.offset == begin
            if held is not None and not own:
                yield held
            yield unreadable("the archive is damaged", held.id if held is not None and own else None)
            return int(records.offset)
        if record is not None and records.err_count > strays:
            yield unreadable("the record's length is wrong", held.id if held is not None else None)
            return int(begin)
        breaks_off = following is None and record is not None and record.raw_stream.limit > 0
        if breaks_off and (held is None or held.error is None):
            held = unreadable("the archive breaks off", held.id if held is not None else None)
        if held is not None:
            yield held
        meter.at(file.tell())
        if following is None:
            return int(begin) if breaks_off else None
        record = following
        held = _row(record)


def _row(record: Any) -> Row | None:
    """The row of a record; None where it holds neither a page nor its text."""
    row_id = record.rec_headers.get_header("WARC-Record-ID")
    try:
        with _quiet():
            return _readable_row(record, row_id)
    except Exception:
        return unreadable("the record is damaged", row_id)


def _readable_row(record: Any, row_id: str | None) -> Row | None:
    kind, headers = record.rec_type, record.rec_headers
    url = headers.get_header("WARC-Target-URI")
    if kind is None:
        return unreadable("the record is damaged", row_id)
    if kind not in ("response", "resource", "conversion"):
        return None
    http = None
    if kind == "response" and (url or "").startswith(("http:", "https:")):
        http = record.http_headers = _http_parser().parse(record.raw_stream)
    said = ((http or headers).get_header("Content-Type") or "").lower()
    page = kind != "conversion"
    if page and (not said.startswith(_PAGES) or (http is not None and http.get_statuscode() != "200")):
        return None
    content = record.content_stream().read(MAX_LINE + 1)
    if not record.raw_stream.read(1) and record.raw_stream.limit > 0:
        return unreadable("the archive breaks off", row_id)
    if len(content) > MAX_LINE:
        return unreadable(f"a page of more than {MAX_LINE >> 20} MiB", row_id)
    charset = said.partition("charset=")[2].partition(";")[0].strip(" \"'") or None
    text = decoded(content, charset, html=page)
    if text is None:
        return unreadable("not UTF-8", row_id)
    return Row(id=row_id, html=text, url=url) if page else Row(id=row_id, text=text, url=url)


def _http_parser() -> Any:
    from warcio.statusandheaders import StatusAndHeadersParser

    return StatusAndHeadersParser(["HTTP/1.0", "HTTP/1.1"], verify=True)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep to itself what warcio prints: where it stumbles, that is up to a page of the article."""
    with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
        yield


def _next_mark(file: IO[bytes], mark: bytes, begin: int) -> int | None:
    """Where the next record may begin, at or after ``begin``; None where the file ends first."""
    file.seek(begin)
    tail = b""
    while chunk := file.read(_STEP):
        at = (tail + chunk).find(mark)
        if at >= 0:
            found = file.tell() - len(chunk) - len(tail) + at
            return found + 1 if mark == _WARC else found
        tail = (tail + chunk)[-len(mark) + 1 :]
    return None
