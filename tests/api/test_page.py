"""The page in a real browser: what is shown is what was found, and the page keeps to itself."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
from browser import Watched, chromium
from service_process import running

from scorer.report import NO_VERDICT, REASONS

PROGRAM = chromium()
pytestmark = pytest.mark.skipif(
    PROGRAM is None, reason="no Chromium here: install Debian's chromium, or name one in SCORER_CHROMIUM"
)

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
HOSTILE = (Path(__file__).parent / "hostile.txt").read_text(encoding="utf-8")


def assert_true_to(watched: Watched, report: dict[str, Any]) -> None:
    """The text, every mark, every sum and the sentence under the scores are those of the report."""
    page = watched.page
    assert page.evaluate("document.getElementById('article').textContent") == report["text"]
    marked = page.evaluate(
        """() => {
          const found = {};
          for (const mark of document.querySelectorAll("#article mark"))
            for (const i of mark.dataset.flags.split(" ")) found[i] = (found[i] ?? "") + mark.textContent;
          return found;
        }"""
    )
    expected = {str(i): flag["quote"] for i, flag in enumerate(report["flags"]) if flag["start"] is not None}
    assert marked == expected
    assert listed(page) == set(range(len(report["flags"])))
    attributions = report["signals"].get("attribution", {"evidence": []})["evidence"]
    times = sum(int(cell) for cell in page.locator("#sources tbody .number").all_text_contents())
    assert times == sum(one["confidence"] >= 0.5 for one in attributions)
    if report["scores"]:
        assert page.inner_text("#no-verdict") == NO_VERDICT
        for name in ("reliability", "quality"):
            assert_adds_up(page, name, report)


def listed(page: Any) -> set[int]:
    """Places in the report of all flags that the two lists hold, with every item shown."""
    for more in page.locator("#findings .more button").all():
        more.click()
    found = page.evaluate("() => [...document.querySelectorAll('#findings li.flag')].map((li) => li.dataset.flags)")
    return {int(index) for flags in found for index in flags.split(" ")}


def assert_adds_up(page: Any, name: str, report: dict[str, Any]) -> None:
    """The steps add up exactly as they are, and to the eye as they are shown; also with every step open."""
    score = report["scores"][name]
    page.evaluate("document.getElementById('exact').open = true")
    card = page.locator(f".score.{name}")
    assert card.locator(".value strong").inner_text() == of_hundred(score["value"])
    for _ in range(2):
        exact = [float(row.get_attribute("data-value")) for row in card.locator("tbody tr").all()]
        assert math.isclose(sum(exact), score["log_odds"], abs_tol=1e-6)
        shown = [cents(text) for text in card.locator("tbody .number").all_text_contents()]
        total = cents(card.locator("tfoot .number").text_content())
        assert sum(shown) == total
        assert abs(total - 100 * score["log_odds"]) <= 0.51
        more = card.locator(".more-steps")
        if not more.count():
            break
        more.click()
    if card.locator(".more-steps").count():
        card.locator(".more-steps").click()


def cents(shown: str | None) -> int:
    """ "= −0.39" as -39."""
    assert shown
    return round(100 * float(shown.replace("=", "").replace("\u2212", "-").strip()))


def of_hundred(value: float) -> str:
    """Whole points, and never a bare 0 or 100."""
    return "<1" if value < 0.5 else ">99" if value >= 99.5 else str(math.floor(value + 0.5))


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_example_article_is_shown_as_it_was_found(watch: Any, seed: Path, scheme: str) -> None:
    watched = watch(color_scheme=scheme)
    text = seed.read_text(encoding="utf-8")
    report = watched.paste(text)
    assert report["text"] == text
    assert report["flags"]
    assert_true_to(watched, report)
    assert watched.faults() == []
    watched.assert_quiet()


@pytest.mark.parametrize("number", range(5))
def test_each_shared_seed_is_shown_as_it_was_found(watch: Any, shared: Path, number: int) -> None:
    watched = watch()
    text = sorted((shared / "seeds").glob("*.txt"))[number].read_text(encoding="utf-8")
    report = watched.paste(text)
    assert_true_to(watched, report)
    watched.assert_quiet()


def test_a_hostile_article_is_shown_as_text(watch: Any) -> None:
    watched = watch()
    report = watched.read(HOSTILE)
    assert report["text"] == HOSTILE
    assert report["flags"]
    assert_true_to(watched, report)
    page = watched.page
    assert page.evaluate("window.hit") is None
    assert page.locator("#result :is(script, img, iframe, style, a, object)").count() == 0
    assert page.locator("#article *:not(div, p, mark, span, button.no)").count() == 0
    watched.page.wait_for_timeout(200)
    watched.assert_quiet()


def test_hostile_html_from_the_clipboard_is_never_run(watch: Any) -> None:
    watched = watch()
    html = f"<article><h1>Vote</h1><p>{HOSTILE}</p><img src='{watched.address}/x' onerror='window.hit=4'></article>"
    with watched.page.expect_response("**/v1/score"):
        watched.page.evaluate(
            """([text, html]) => {
              const data = new DataTransfer();
              data.setData("text/plain", text);
              data.setData("text/html", html);
              const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
              document.getElementById("text").dispatchEvent(event);
            }""",
            [HOSTILE, html],
        )
    watched.page.wait_for_selector("#result:not([hidden])")
    assert watched.page.evaluate("window.hit") is None
    assert [url for url in watched.asked if url.endswith("/x")] == []
    watched.assert_quiet()


def test_rich_text_is_sent_as_html_and_the_picked_text_is_shown(watch: Any, article: str) -> None:
    watched = watch()
    sentences = article.rstrip(".").split(". ")
    menu = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/s'>Sport</a></li></ul></nav>"
    html = f"{menu}<article><h1>Pier to be rebuilt</h1>{''.join(f'<p>{one}.</p>' for one in sentences)}</article>"
    report = watched.paste("\n".join(["Home", "Sport", "Pier to be rebuilt", article]), html)
    assert "Sport" not in report["text"]
    assert_true_to(watched, report)
    assert "picked out of the page" in watched.page.inner_text("#read-as")
    with watched.page.expect_response("**/v1/score") as answered:
        watched.page.click("#read-as button")
    assert answered.value.json()["text"].startswith("Home\nSport")
    watched.assert_quiet()


@pytest.mark.parametrize("name", ["article.txt", "article.html"])
def test_a_file_is_read(watch: Any, tmp_path: Path, article: str, name: str) -> None:
    content = article if name.endswith("txt") else f"<html><body><article><p>{article}</p></article></body></html>"
    (tmp_path / name).write_text(content, encoding="utf-8")
    watched = watch()
    with watched.page.expect_response("**/v1/score") as answered:
        watched.page.set_input_files("#file", tmp_path / name)
    assert_true_to(watched, watched.shown(answered.value))
    watched.assert_quiet()


def test_it_works_by_keyboard_alone(watch: Any, article: str) -> None:
    watched = watch()
    page, press = watched.page, watched.page.keyboard.press
    for _ in range(10):
        press("Tab")
        if focused(page) == "text":
            break
    page.keyboard.insert_text(article)
    with page.expect_response("**/v1/score"):
        press("Control+Enter")
    page.wait_for_selector("#result:not([hidden])")
    assert focused(page) == "result-title"
    placed = page.locator("#findings .place").first
    for _ in range(120):
        press("Tab")
        if placed.evaluate("(button) => button === document.activeElement"):
            break
    index = placed.get_attribute("data-index")
    press("Enter")
    assert index in page.evaluate("document.activeElement.dataset.opens").split(" ")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("Finding ")
    assert page.locator("#card").is_visible()
    assert page.locator("#card .message").first.inner_text()
    press("Escape")
    assert page.locator("#card").is_hidden()
    page.locator("#switches input").first.focus()
    before = listed(page)
    press("Space")
    assert listed(page) < before
    watched.assert_quiet()


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.id"))


def test_pointing_at_a_mark_tells_what_why_and_how_much(watch: Any, article: str) -> None:
    watched = watch()
    report = watched.read(article)
    mark = watched.page.locator("#article mark").first
    mark.hover()
    card = watched.page.locator("#card")
    assert card.is_visible()
    number = int(mark.get_attribute("data-flags").split(" ")[0])
    told = card.inner_text()
    assert report["flags"][number]["message"] in told
    assert "point" in told or "does not change the score" in told or "serious" in told
    assert watched.page.locator("#card .why").first.inner_text()
    watched.assert_quiet()


def test_a_switch_takes_a_signals_marks_and_flags_away_and_back(watch: Any, article: str) -> None:
    watched = watch()
    report = watched.read(article)
    page = watched.page
    placed = {flag["signal"] for flag in report["flags"] if flag["start"] is not None}
    assert placed
    for signal in placed:
        of_signal = [i for i, flag in enumerate(report["flags"]) if flag["signal"] == signal]
        box = page.locator(f"#switches input[value={signal}]")
        box.uncheck()
        assert listed(page) == set(range(len(report["flags"]))) - set(of_signal)
        still = page.evaluate(
            "() => [...document.querySelectorAll('#article mark:not(.off)')].flatMap((m) => m.dataset.flags.split(' '))"
        )
        on = {str(i) for i, f in enumerate(report["flags"]) if f["signal"] != signal and f["start"] is not None}
        assert on <= set(still)
        box.check()
    assert_true_to(watched, report)
    watched.assert_quiet()


def test_what_is_not_scored_is_told_in_plain_words(watch: Any) -> None:
    watched = watch()
    watched.read("The plan could fail, analysts say.")
    assert REASONS["too_short"] in watched.page.inner_text("#not-scored")
    assert watched.page.locator(".score").count() == 0
    assert watched.page.locator("#no-verdict").is_hidden()
    assert watched.faults() == []
    watched.assert_quiet()


def test_the_json_can_be_copied(watch: Any, article: str) -> None:
    watched = watch()
    report = watched.read(article)
    watched.take("json")
    # a function to wait for would be compiled in the page, which its policy forbids
    watched.page.locator("#status", has_text="copied").wait_for(state="attached")
    assert json.loads(watched.page.evaluate("navigator.clipboard.readText()")) == report
    watched.assert_quiet()


def test_without_a_clipboard_the_json_is_shown_to_be_copied_by_hand(watch: Any, article: str) -> None:
    watched = watch()
    report = watched.read(article)
    watched.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    watched.take("json")
    assert json.loads(watched.page.input_value("#by-hand-text")) == report
    watched.page.keyboard.press("Escape")
    assert watched.page.locator("#by-hand").is_hidden()
    watched.assert_quiet()


def test_a_file_dropped_anywhere_is_read(watch: Any, article: str) -> None:
    watched = watch()
    with watched.page.expect_response("**/v1/score") as answered:
        watched.page.evaluate(
            """(text) => {
              const data = new DataTransfer();
              data.items.add(new File([text], "article.txt", {type: "text/plain"}));
              const how = {dataTransfer: data, bubbles: true, cancelable: true};
              document.querySelector("header").dispatchEvent(new DragEvent("drop", how));
            }""",
            article,
        )
    assert_true_to(watched, watched.shown(answered.value))
    watched.assert_quiet()


def test_on_paper_only_the_report_is_left(watch: Any, article: str) -> None:
    watched = watch()
    watched.read(article)
    watched.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    watched.page.emulate_media(media="print")
    for hidden in ("#again", "#edit", "#take", "#switches", "#status", ".acts >> nth=0"):
        assert watched.page.locator(hidden).is_hidden()
    for kept in ("#article", "#findings", "#no-verdict", "#sentence", ".because .why >> nth=0"):
        assert watched.page.locator(kept).is_visible()


@pytest.mark.parametrize("width", [320, 390, 800])
def test_nothing_sticks_out_on_a_small_screen(watch: Any, article: str, width: int) -> None:
    watched = watch(viewport={"width": width, "height": 800}, has_touch=True)
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert watched.page.evaluate(wide) == 0
    report = watched.read(article + " " + "x" * 400)
    watched.page.evaluate("document.querySelectorAll('details').forEach((steps) => { steps.open = true; })")
    assert watched.page.evaluate(wide) == 0
    assert_true_to(watched, report)
    assert watched.faults() == []
    watched.assert_quiet()


def test_it_takes_less_than_a_second(watch: Any) -> None:
    watched = watch()
    text = SEEDS[-1].read_text(encoding="utf-8")
    seconds = []
    for _ in range(3):
        watched.read(text)
        seconds.append(float(watched.page.inner_text("#status").split()[2]))
        watched.page.click("#again")
    assert min(seconds) < 1.0


def test_the_interface_is_described_without_asking_elsewhere(watch: Any) -> None:
    watched = watch("/docs")
    watched.page.wait_for_selector(".endpoint")
    assert "POST /v1/score" in watched.page.inner_text("#paths")
    assert watched.faults() == []
    watched.assert_quiet()


def test_a_key_is_asked_for_where_one_is_needed(opened: Any, tmp_path: Path, article: str) -> None:
    with running(tmp_path / "log", api_keys="open-sesame") as (address, _):
        page = opened.new_page()
        page.goto(address)
        page.fill("#text", article)
        page.click("#go")
        page.wait_for_selector("#key-field:not([hidden])")
        page.fill("#key", "open-sesame")
        page.keyboard.press("Enter")
        page.wait_for_selector("#result:not([hidden])")
        page.close()
