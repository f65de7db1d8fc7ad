"""What gets onto the page and stays there: files, addresses, bookmarks, long texts, reload and Back."""

from __future__ import annotations

import http.server
import io
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from browser import WITH_FAULTS, chromium

PROGRAM = chromium()
pytestmark = pytest.mark.skipif(
    PROGRAM is None, reason="no Chromium here: install Debian's chromium, or name one in SCORER_CHROMIUM"
)


def test_the_text_survives_reload_back_and_undo(watch: Any, article: str) -> None:
    watched = watch()
    page = watched.page
    watched.paste(article)
    assert page.input_value("#text") == article
    page.reload()
    page.wait_for_selector("#result:not([hidden])")
    assert page.evaluate("document.getElementById('article').textContent") == article
    page.go_back()
    page.wait_for_selector("#ask:not([hidden])")
    assert page.input_value("#text") == article
    page.go_forward()
    page.wait_for_selector("#result:not([hidden])")
    page.go_back()
    page.wait_for_selector("#ask:not([hidden])")
    page.reload()
    assert page.input_value("#text") == article
    page.focus("#text")
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.evaluate("navigator.clipboard.writeText('Another text. Another text.')")
    with page.expect_response("**/v1/score"):
        page.keyboard.press("Control+V")
    page.wait_for_selector("#result:not([hidden])")
    page.go_back()
    page.wait_for_selector("#ask:not([hidden])")
    page.focus("#text")
    for _ in range(4):
        page.keyboard.press("Control+Z")
        if page.input_value("#text") == article:
            break
    assert page.input_value("#text") != "Another text. Another text."
    watched.assert_quiet()


def test_a_verdict_survives_reload(full: Any) -> None:
    watched = full()
    watched.read(WITH_FAULTS)
    watched.page.locator("#moving li.flag button", has_text="Not so").first.click()
    score = watched.page.inner_text("#scale strong")
    count = watched.page.locator("#verdicts li").count()
    watched.page.reload()
    watched.page.wait_for_selector("#result:not([hidden])")
    assert watched.page.inner_text("#scale strong") == score
    assert watched.page.locator("#verdicts li").count() == count


def test_headline_author_and_date_go_with_their_article(watch: Any, article: str) -> None:
    watched = watch()
    page = watched.page
    page.click(".more summary")
    page.fill("#title", "Volcano erupts")
    page.fill("#author", "A. Lind")
    page.fill("#published", "2024-05-31")
    assert watched.read(article)["title"] == "Volcano erupts"
    page.click("#again")
    assert [page.input_value(f"#{id}") for id in ("title", "author", "published", "text")] == [""] * 4
    assert watched.paste(article)["title"] != "Volcano erupts"
    page.go_back()
    page.go_back()
    page.wait_for_selector("#result:not([hidden])")
    assert page.inner_text("#result-title") == "Volcano erupts"


def docx(paragraphs: list[str]) -> bytes:
    """A Word file as Word writes it, as far as its text goes."""
    body = "".join(f'<w:p w:rsidR="1"><w:r><w:t xml:space="preserve">{p}</w:t></w:r></w:p>' for p in paragraphs)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f'<?xml version="1.0"?><w:document><w:body>{body}</w:body></w:document>')
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_text_file_is_read_in_any_common_encoding(watch: Any, tmp_path: Path, article: str, encoding: str) -> None:
    text = article.replace("💶", "€ “caffè”")
    (tmp_path / "article.bin").write_bytes(text.encode(encoding))
    watched = watch()
    with watched.page.expect_response("**/v1/score") as answered:
        watched.page.set_input_files("#file", tmp_path / "article.bin")
    assert watched.shown(answered.value)["text"] == text
    watched.assert_quiet()


def test_a_word_file_is_read_and_others_are_refused_in_words(watch: Any, tmp_path: Path, article: str) -> None:
    watched = watch()
    page = watched.page
    refused = {
        "a.txt": (b"%PDF-1.7\n1 0 obj", "a PDF"),
        "b.txt": (b"\x89PNG\r\n\x1a\n", "an image"),
        "c.docx": (b"PK\x03\x04 nothing", "without a Word document"),
        "d.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word file"),
        "e.txt": (bytes(range(256)) * 20, "not text"),
        "f.rtf": (b"{\\rtf1 x}", "Rich Text"),
    }
    for name, (content, words) in refused.items():
        (tmp_path / name).write_bytes(content)
        page.set_input_files("#file", tmp_path / name)
        page.locator("#status.error", has_text=words).wait_for(state="attached")
        assert page.locator("#result").is_hidden()
    (tmp_path / "word.docx").write_bytes(docx([*article.replace("&", "&amp;").split(". "), "Q&amp;A &#8212; end"]))
    with page.expect_response("**/v1/score") as answered:
        page.set_input_files("#file", tmp_path / "word.docx")
    report = watched.shown(answered.value)
    assert report["text"].splitlines()[0] == article.split(". ")[0]
    assert report["text"].endswith("Q&A — end")
    watched.assert_quiet()


def test_an_address_is_explained_and_never_fetched(watch: Any) -> None:
    watched = watch()
    asked = len(watched.asked)
    watched.page.fill("#text", "https://news.example.org/2024/05/story?x=1")
    watched.page.click("#go")
    assert "never opens addresses" in watched.page.inner_text("#status")
    assert [url for url in watched.asked[asked:] if not url.endswith("icon.svg")] == []
    watched.assert_quiet()


@pytest.fixture
def elsewhere(article: str) -> Iterator[str]:
    """A news site on another origin, with a policy of its own."""
    page = f"<title>T</title><nav>Menu</nav><article><h1>Pier to be rebuilt</h1><p>{article}</p></article>".encode()

    class Site(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", "default-src 'none'")
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/story"
    server.shutdown()


def test_the_bookmark_opens_the_page_with_the_other_tabs_article(watch: Any, elsewhere: str, article: str) -> None:
    watched = watch()
    code = watched.page.get_attribute("#bookmarklet", "href")
    assert code.startswith("javascript:")
    watched.assert_quiet()
    page = watched.page
    page.goto(elsewhere)
    for select, expected in ((False, article), (True, "Pier to be rebuilt")):
        if select:
            page.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
        with page.context.expect_page() as opened:
            # A browser runs a bookmark whatever the page's policy says; so does this.
            page.evaluate(f"() => {{ {unquote(code.removeprefix('javascript:'))} }}")
        other = opened.value
        other.wait_for_selector("#result:not([hidden])")
        assert expected in other.evaluate("document.getElementById('article').textContent")
        assert "Menu" not in other.evaluate("document.getElementById('article').textContent")
        assert "#" not in other.url
        other.close()


def test_nearly_a_megabyte_is_shown_in_three_seconds_after_its_report(watch: Any, tmp_path: Path, article: str) -> None:
    watched = watch()
    page = watched.page
    text = "\n\n".join(f"{number}. {article}" for number in range(1 + 900_000 // len(article)))[:900_000]
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    with page.expect_response("**/v1/score", timeout=120_000) as answered:
        page.set_input_files("#file", tmp_path / "long.txt")
    report = answered.value.json()
    begun = time.perf_counter()
    page.wait_for_selector("#result:not([hidden])", timeout=120_000)
    page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))")
    assert time.perf_counter() - begun < 3.0
    assert page.evaluate("document.getElementById('article').textContent") == text
    left_out = page.inner_text("#left-out") if report["flags_left_out"] else ""
    assert f"{report['flags_left_out']:,} less severe" in left_out or not report["flags_left_out"]
    last = max(i for i, flag in enumerate(report["flags"]) if flag["start"] is not None)
    page.keyboard.press("p")
    marked = page.evaluate(
        "(n) => [...document.querySelectorAll(`#article mark[data-flags~='${n}']`)].map((m) => m.textContent).join('')",
        str(last),
    )
    assert marked == report["flags"][last]["quote"]
    watched.assert_quiet()
