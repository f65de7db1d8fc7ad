"""Web archives: a row for every page or text, in order, and one that says so where the archive is damaged."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from scorer.corpus.lines import Meter
from scorer.corpus.readers import read_rows
from scorer.corpus.rows import Row

pytest.importorskip("warcio", reason="needs the extra scorer[warc]")

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

PAGE = "<html><body><p>The ferry to Søvik sails again.</p></body></html>"


def archive(path: Path, pages: int = 1) -> Path:
    """Pages with their requests, a picture, a redirect, a page that was not found, and a text."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=path.suffix == ".gz")

        def add(kind: str, url: str, content: bytes, said: str = "text/html", status: str = "200 OK") -> None:
            http = StatusAndHeaders(status, [("Content-Type", said)], protocol="HTTP/1.1")
            headers = http if kind in ("response", "request") else None
            writer.write_record(
                writer.create_warc_record(
                    url,
                    kind,
                    payload=io.BytesIO(content),
                    http_headers=headers,
                    warc_content_type="" if headers else said,
                )
            )

        for number in range(pages):
            url = f"https://ferry.example/{number}"
            add("request", url, b"", status="GET / HTTP/1.1")
            add("response", url, PAGE.encode("iso-8859-1"), "text/html; charset=ISO-8859-1")
            add("response", url + "/photo", b"\x89PNG", "image/png")
            add("response", url + "/old", b"", status="301 Moved Permanently")
            add("response", url + "/none", PAGE.encode(), status="404 Not Found")
            add("conversion", url, b"The ferry sails.", "text/plain")
    return path


def rows(path: Path) -> list[Row]:
    return list(read_rows([path], Meter()))


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.wet.gz"])
def test_pages_and_texts_are_rows_and_nothing_else_is(tmp_path: Path, name: str) -> None:
    page, text = rows(archive(tmp_path / name))
    assert (page.html, page.text, page.url) == (PAGE, None, "https://ferry.example/0")
    assert (text.html, text.text, text.url) == (None, "The ferry sails.", "https://ferry.example/0")
    assert page.id != text.id and page.id and page.id.startswith("<urn:uuid:")


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_an_archive_that_breaks_off_gives_no_cut_page_as_a_whole_one(tmp_path: Path, name: str) -> None:
    path = archive(tmp_path / name, 10)
    whole = path.read_bytes()
    for size in range(len(whole) // 2, len(whole) // 2 + 1500, 7):
        path.write_bytes(whole[:size])
        found = rows(path)
        assert len(found) >= 8
        assert all(
            (row.html or PAGE) == PAGE and (row.text or "The ferry sails.") == "The ferry sails." for row in found
        )
        assert all(row.error is None for row in found[:-1])


def test_a_damaged_archive_gives_its_rows_and_one_that_says_so(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.warc.gz", 30)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] + b"\x00rubbish\xff" * 50 + whole[len(whole) // 2 :])
    found = rows(path)
    assert len(found) > 20
    broken = [number for number, row in enumerate(found) if row.error is not None]
    assert len(broken) == 1 and found[broken[0]].error == "the archive is damaged"
    assert len(found) >= 59, "reading goes on at the next record"


def test_something_else_named_warc_gives_one_bad_row(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(b"no archive at all\n" * 3)
    assert [row.error for row in rows(path)] == ["the archive is damaged"]


def _plain_records(path: Path) -> list[bytes]:
    whole = archive(path, 5).read_bytes()
    return [b"WARC/" + part for part in whole.split(b"WARC/1.0")[1:]]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"HTTP/1.1 200 OK", b"HTTP/9 what 200"),
        (b"Content-Length: ", b"Content-Length: x"),
        (b"Content-Length: ", b"Content-Length: 9"),
        (b"Content-Type: text/html; charset=ISO-8859-1", b"Content-Type: text/html; charset=undefined "),
        (b"Content-Type: text/html; charset=ISO-8859-1", b"Content-Type: text/html; charset=unicode_escape"),
        (b"WARC-Type: response", b"\xff\xfe\x00 garbage \x00"),
    ],
)
def test_one_garbled_record_costs_one_row(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], old: bytes, new: bytes
) -> None:
    path = archive(tmp_path / "a.warc", 5)
    whole = path.read_bytes()
    third = whole.index(b"https://ferry.example/2\r")
    at = whole.index(b"https://ferry.example/2\r", third + 30)  # the page, after its request
    begin = whole.rindex(b"WARC/1.0", 0, at)
    at = whole.index(old, begin)
    path.write_bytes(whole[:at] + new + whole[at + len(old) :])
    found = rows(path)
    whole_rows = [row.url for row in found if row.error is None]
    expected = [f"https://ferry.example/{number}" for number in range(5) for _ in ("page", "text")]
    for url in ("https://ferry.example/2",):
        expected.remove(url)
    assert [url for url in whole_rows if not url.endswith("/2")] == [url for url in expected if not url.endswith("/2")]
    assert sum(row.error is not None for row in found) in (1, 2)
    printed = capfd.readouterr()
    assert printed.out == printed.err == ""
