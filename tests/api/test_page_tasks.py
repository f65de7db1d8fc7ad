"""What readers do on the page, in a real browser: take away, disagree, try a change, come back."""

from __future__ import annotations

import csv
import http.server
import io
import json
import math
import re
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from browser import Watched, chromium

PROGRAM = chromium()
pytestmark = pytest.mark.skipif(
    PROGRAM is None, reason="no Chromium here: install Debian's chromium, or name one in SCORER_CHROMIUM"
)
WITH_FAULTS = (
    "The glorious alliance will crush the cruel blockade, analysts say. "
    "It is believed that the traitors could lose everything next year. "
    + "The shocking bill is a disgrace, and everybody knows it was a disastrous mistake by the corrupt board. "
    * 8
)
GROUPS = ["sourcing", "wording", "weighing", "certainty", "headline", "presentation"]


def percent(log_odds: float) -> float:
    return 100 / (1 + math.exp(-log_odds))


def explained(report: dict[str, Any]) -> dict[str, Any]:
    """The report with groups, a place among others and a costly flag, whatever the model at hand says."""
    scores, made = report["scores"], report["contributions"]
    if scores is None:
        return report
    scores["reliability"] |= {"percentile": 18.0, "band": "below"}
    scores["quality"] |= {"percentile": None, "band": None}
    for name, part in made.items():
        for number, feature in enumerate(part["features"]):
            feature["group"] = GROUPS[number % 6] if name == "reliability" else "presentation"
    report["groups"] = {
        name: [
            {"group": group, "log_odds": value, "points": 10 * value, "standing": "below", "placed": None}
            for group in GROUPS
            if (value := sum(f["log_odds"] for f in part["features"] if f["group"] == group)) or True
        ]
        for name, part in made.items()
    }
    report["summary"] = "Below the middle half of articles, mostly because of wording. Start with the first mark."
    for number, flag in enumerate(report["flags"]):
        flag["log_odds"] = {"reliability": -0.05 * (1 + number % 3), "quality": -0.02 * (number % 2)}
    return report


@pytest.fixture
def full(watch: Any) -> Callable[..., Watched]:
    """Pages whose reports hold every field of the contract."""

    def new(path: str = "/", **options: Any) -> Watched:
        watched: Watched = watch("/docs", **options)

        def answer(route: Any) -> None:
            response = route.fetch()
            route.fulfill(response=response, json=explained(response.json()))

        watched.page.route("**/v1/score*", answer)
        watched.page.goto(watched.address + path)
        return watched

    return new


def test_the_first_screen_says_how_it_stands_why_and_where(full: Any) -> None:
    watched = full()
    report = watched.read(WITH_FAULTS)
    page = watched.page
    assert page.inner_text("#sentence") == report["summary"]
    assert page.inner_text("#scale .band") == "below the middle half of articles"
    assert page.locator("#scale .middle").get_attribute("width") == "50%"
    assert page.locator("#groups > li").count() == 6
    assert page.locator("#groups .worst button").count() >= 1
    assert page.locator("#top > li").count() == min(3, len({flag["id"] for flag in report["flags"]}))
    for part in ("#sentence", "#scale", "#groups", "#top", "#quality", "#no-verdict", "#text-title"):
        box = page.locator(part).bounding_box()
        assert box["y"] + box["height"] <= 900, f"{part} is not on the first screen"
    page.locator("#groups .worst button").first.click()
    assert page.locator("#card").is_visible()
    assert watched.faults() == []
    watched.assert_quiet()


def test_on_a_phone_two_screens_hold_the_answer(full: Any) -> None:
    watched = full(viewport={"width": 390, "height": 844}, has_touch=True)
    watched.read(WITH_FAULTS)
    for part in ("#sentence", "#scale", "#groups", "#top", "#quality"):
        box = watched.page.locator(part).bounding_box()
        assert box["y"] + box["height"] <= 2 * 844, f"{part} is not on the first two screens"
    assert watched.faults() == []


def test_findings_come_by_severity_and_those_without_cost_apart(watch: Any) -> None:
    watched = watch()
    report = watched.read((Path(__file__).parents[2] / "seeds" / "003_search_filler.txt").read_text(encoding="utf-8"))
    for section in ("moving", "looking"):
        for more in watched.page.locator(f"#{section} .more button").all():
            more.click()
        items = watched.page.locator(f"#{section} li.flag")
        grave = [
            ["high", "medium", "low"].index(items.nth(i).get_attribute("class").split()[1])
            for i in range(items.count())
        ]
        assert grave == sorted(grave)
        for i in range(items.count()):
            flags = [report["flags"][int(n)] for n in items.nth(i).get_attribute("data-flags").split()]
            assert len({flag["id"] for flag in flags}) == 1
            assert any(abs(v) >= 0.005 for f in flags for v in f["log_odds"].values()) == (section == "moving")
            if flags[0]["severity"] == "high":
                cost = items.nth(i).locator(".cost").inner_text()
                assert "does not change" not in cost and "less than" not in cost
    repeated = watched.page.locator("li.flag[data-id='junk.repeated_text'] .message").inner_text()
    assert re.search(r"appears (twice|\d+ times)$", repeated)
    assert "kinds of finding" in watched.page.inner_text("#not-found summary")
    watched.assert_quiet()


def test_not_so_moves_the_score_by_exactly_its_share_and_can_be_undone(full: Any) -> None:
    watched = full()
    report = watched.read(WITH_FAULTS)
    page = watched.page
    finding = page.locator("#moving li.flag").first
    flags = [report["flags"][int(n)] for n in finding.get_attribute("data-flags").split()]
    share = sum(flag["log_odds"]["reliability"] for flag in flags)
    before = page.inner_text("#scale strong")
    finding.locator(".acts button", has_text="Not so").click()
    page.evaluate("document.getElementById('exact').open = true")
    shown = float(page.locator(".score.reliability tfoot tr").get_attribute("data-value"))
    assert math.isclose(shown, report["scores"]["reliability"]["log_odds"] - share, abs_tol=1e-9)
    more = page.locator(".score.reliability .more-steps")
    if more.count():
        more.click()
    rows = page.locator(".score.reliability tbody tr").all()
    assert math.isclose(sum(float(row.get_attribute("data-value")) for row in rows), shown, abs_tol=1e-6)
    bars = sum(float(bar.get_attribute("data-value")) for bar in page.locator("#groups > li").all())
    assert math.isclose(bars + report["contributions"]["reliability"]["base"], shown, abs_tol=1e-6)
    assert page.inner_text("#scale strong") == str(round(percent(shown)))
    assert "by your changes" in page.inner_text("#scale")
    assert watched.faults() == []
    for undo in page.locator("#verdicts button", has_text="Undo").all():
        page.locator("#verdicts button", has_text="Undo").first.click()
        del undo
    assert page.inner_text("#scale strong") == before
    watched.assert_quiet()


def test_verdicts_and_added_places_are_saved_as_labels(full: Any) -> None:
    watched = full()
    report = watched.read(WITH_FAULTS)
    page = watched.page
    items = page.locator("#moving li.flag")
    rejected = {int(n) for n in items.nth(0).get_attribute("data-flags").split()}
    items.nth(0).locator("button", has_text="Not so").click()
    agreed = {int(n) for n in items.nth(0).get_attribute("data-flags").split()}
    items.nth(0).locator("button", has_text="Right").click()
    page.evaluate(
        """() => {
          const range = document.createRange();
          const text = document.querySelector("#article .line").firstChild;
          range.setStart(text, 0);
          range.setEnd(text, 3);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }"""
    )
    page.locator("#adding").wait_for(state="visible")
    page.select_option("#adding select", "hedging.speculation")
    assert watched.faults() == []
    page.click("#adding button")
    row = json.loads(watched.saved("labels"))
    assert row["text"] == report["text"]
    by = {verdict: [v for v in row["verdicts"] if v["verdict"] == verdict] for verdict in ("wrong", "right", "missed")}
    assert [(v["start"], v["quote"]) for v in by["wrong"]] == [
        (report["flags"][i]["start"], report["flags"][i]["quote"]) for i in sorted(rejected)
    ]
    assert len(by["right"]) == len(agreed)
    (missed,) = by["missed"]
    assert missed["flag"] == "hedging.speculation"
    assert row["text"][missed["start"] : missed["end"]] == missed["quote"] == "The"
    watched.assert_quiet()


def test_a_change_in_place_moves_score_and_groups_with_the_difference(full: Any) -> None:
    watched = full()
    watched.read(WITH_FAULTS)
    page = watched.page
    page.click("#edit")
    with page.expect_response("**/v1/score") as answered:
        page.fill("#draft", "According to the county's report of May 3, 214 boats called last year. " + WITH_FAULTS)
    page.locator("#status", has_text="changed text").wait_for(state="attached")
    changed = explained(answered.value.json())
    assert page.inner_text("#scale strong") == str(round(changed["scores"]["reliability"]["value"]))
    assert page.locator("#editing").is_visible()
    assert watched.faults() == []
    page.click("#done")
    assert page.evaluate("document.getElementById('article').textContent") == page.input_value("#draft")
    page.click("#edit")
    page.click("#undo-edit")
    page.locator("#status", has_text="original").wait_for(state="attached")
    assert page.evaluate("document.getElementById('article').textContent") == WITH_FAULTS
    watched.assert_quiet()


def test_the_report_is_taken_away_in_every_form(full: Any) -> None:
    watched = full()
    report = watched.read(WITH_FAULTS)
    page = watched.page
    watched.take("note")
    note = watched.clipboard()
    assert report["flags"][0]["message"].rstrip(".") in note
    assert note.count("   > ") >= 1
    rows = list(csv.DictReader(io.StringIO(watched.saved("csv"))))
    assert len(rows) == len(report["flags"])
    found = json.loads(watched.saved("annotations"))
    assert found["type"] == "AnnotationCollection" and found["total"] == len(report["flags"])
    for item in found["first"]["items"]:
        if isinstance(item["target"], dict):
            quote, place = item["target"]["selector"]
            assert report["text"][place["start"] : place["end"]] == quote["exact"]
    page.locator("#findings li.flag button", has_text="Copy").first.click()
    assert "Why it matters" in watched.clipboard()
    watched.assert_quiet()


def test_a_saved_report_opened_again_is_equal(full: Any, tmp_path: Path) -> None:
    watched = full()
    report = watched.read(WITH_FAULTS)
    shown = (
        watched.page.inner_text("#answer"),
        watched.page.inner_text("#findings"),
        watched.page.inner_text("#sources"),
    )
    (tmp_path / "saved.html").write_text(watched.saved("html"), encoding="utf-8")
    (tmp_path / "saved.json").write_text(json.dumps(report), encoding="utf-8")
    for name in ("saved.html", "saved.json"):
        again = full()
        asked = len(again.asked)
        again.page.set_input_files("#file", tmp_path / name)
        again.page.wait_for_selector("#result:not([hidden])")
        if name == "saved.json":
            assert again.page.inner_text("#answer") == shown[0]
        assert again.page.inner_text("#findings") == shown[1]
        assert again.page.inner_text("#sources") == shown[2]
        assert [url for url in again.asked[asked:] if "/v1/score" in url] == []
        again.assert_quiet()


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


def test_n_and_p_step_through_the_findings_in_the_texts_order(watch: Any) -> None:
    watched = watch()
    report = watched.read(WITH_FAULTS)
    page = watched.page
    placed = [i for i, flag in enumerate(report["flags"]) if flag["start"] is not None]
    for index in (placed[0], placed[1], placed[2 % len(placed)]):
        page.keyboard.press("n")
        assert str(index) in page.evaluate("document.querySelector('#article .lit').dataset.flags").split(" ")
    page.keyboard.press("p")
    assert str(placed[1]) in page.evaluate("document.querySelector('#article .lit').dataset.flags").split(" ")
    assert page.locator("#card").is_visible()
    assert watched.faults() == []
    names = page.evaluate("() => [...document.querySelectorAll('#article .no')].map((n) => n.ariaLabel)")
    assert all(re.fullmatch(r"Finding \d+, [\w: ]+(; \d+, [\w: ]+)*", name) for name in names)
    watched.assert_quiet()


def test_the_skip_link_leads_to_the_findings(watch: Any, article: str) -> None:
    watched = watch()
    watched.read(article)
    watched.page.focus("#skip-findings")
    watched.page.keyboard.press("Enter")
    assert watched.page.evaluate("document.activeElement.id") == "findings"


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
    last = max(i for i, flag in enumerate(report["flags"]) if flag["start"] is not None)
    page.keyboard.press("p")
    marked = page.evaluate(
        "(n) => [...document.querySelectorAll(`#article mark[data-flags~='${n}']`)].map((m) => m.textContent).join('')",
        str(last),
    )
    assert marked == report["flags"][last]["quote"]
    watched.assert_quiet()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(full: Any, scheme: str) -> None:
    watched = full(color_scheme=scheme)
    page = watched.page
    assert watched.faults() == []
    page.evaluate("document.querySelectorAll('#ask details').forEach((one) => { one.open = true; })")
    page.click("#go")
    assert watched.faults() == []
    page.evaluate("document.getElementById('dropping').hidden = false")
    assert watched.faults() == []
    page.evaluate("document.getElementById('dropping').hidden = true")
    watched.read(WITH_FAULTS)
    page.evaluate("document.querySelectorAll('#result details').forEach((one) => { one.open = true; })")
    assert watched.faults() == []
    page.evaluate("document.getElementById('take').open = false")
    page.locator("#article mark").first.hover()
    assert page.locator("#card").is_visible()
    assert watched.faults() == []
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    watched.take("json")
    page.wait_for_selector("#by-hand[open]")
    assert watched.faults() == []
    page.keyboard.press("Escape")
    page.locator("#moving li.flag button", has_text="Not so").first.click()
    assert watched.faults() == []
    page.locator("#switches input").first.uncheck()
    assert watched.faults() == []
    watched.assert_quiet()


def test_on_paper_the_answer_and_the_reasons_come_before_the_text(full: Any) -> None:
    watched = full()
    watched.read(WITH_FAULTS)
    page = watched.page
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    top = {
        part: page.locator(part).first.bounding_box()["y"] for part in ("#sentence", "#groups", "#moving", "#article")
    }
    assert top["#sentence"] < top["#groups"] < top["#moving"] < top["#article"]
    assert page.locator("#moving .because .why").first.is_visible()
    assert page.locator("#moving .badge").first.is_visible()
    assert page.locator("#article .no").first.is_visible()
    assert page.locator("#moving .acts").first.is_hidden()
    assert page.pdf()[:5] == b"%PDF-"
