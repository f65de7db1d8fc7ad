"""The view of several articles on one event, in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browser import chromium

PROGRAM = chromium()
pytestmark = pytest.mark.skipif(
    PROGRAM is None, reason="no Chromium here: install Debian's chromium, or name one in SCORER_CHROMIUM"
)
SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def compared(watched: Any) -> dict[str, Any]:
    """The comparison of the example articles, opened as files together."""
    page = watched.page
    page.set_input_files("#files", SEEDS)
    page.locator(f"#text-{len(SEEDS) + 1}").wait_for()
    with page.expect_response("**/v1/compare") as answered:
        page.click("#go")
    page.wait_for_selector("#result:not([hidden])")
    return dict(answered.value.json())


def test_a_box_in_use_brings_the_next(watch: Any) -> None:
    page = watch("/compare").page
    assert page.locator("#boxes textarea").count() == 2
    page.fill("#text-1", "One.")
    page.fill("#text-2", "Two.")
    assert page.locator("#boxes textarea").count() == 3


def test_contradictions_come_first_with_a_column_for_every_article(watch: Any) -> None:
    watched = watch("/compare")
    told = compared(watched)
    page = watched.page
    assert page.inner_text("#result-title") == told["summary"]
    assert not page.locator("#form").is_visible()
    groups = page.locator("#claims > details").evaluate_all("(all) => all.map((one) => one.className)")
    assert groups[0] == "claims contradicted"
    assert page.locator("#claims details").first.locator("thead th").count() == 1 + len(SEEDS)
    n = sum(claim["state"] == "contradicted" for claim in told["claims"])
    assert n and page.locator(".contradicted tbody tr").count() == n
    assert watched.faults() == []
    page.evaluate("document.querySelectorAll('#result details').forEach((one) => { one.open = true; })")
    assert watched.faults() == []
    watched.assert_quiet()


def test_the_articles_stand_side_by_side_with_their_places_marked(watch: Any) -> None:
    watched = watch("/compare")
    told = compared(watched)
    page = watched.page
    claim = next(claim for claim in told["claims"] if claim["state"] == "contradicted")
    opener = page.locator(".contradicted tbody tr button").first
    opener.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "beside-title"
    marked = page.locator("#columns article").evaluate_all(
        "(all) => all.map((one) => [Number(one.dataset.article), one.querySelector('mark').textContent])"
    )
    quotes = {(value["article"], value["quote"]) for value in claim["values"]}
    assert marked and {tuple(pair) for pair in marked} <= quotes
    assert len(marked) == len({value["article"] for value in claim["values"]})
    assert watched.faults() == []
    page.keyboard.press("Escape")
    assert not page.locator("#beside").is_visible()
    assert opener.evaluate("(one) => one === document.activeElement")


def test_the_full_report_of_an_article_is_one_click_away(watch: Any) -> None:
    watched = watch("/compare")
    compared(watched)
    with watched.page.expect_popup() as opened:
        watched.page.locator("#articles li button").first.click()
    page = opened.value
    page.wait_for_selector("#result:not([hidden])")
    assert page.inner_text("#article").strip()[:40] in SEEDS[0].read_text(encoding="utf-8")
    assert page.evaluate("location.hash") == ""


def test_fewer_than_two_articles_are_refused_in_words(watch: Any) -> None:
    watched = watch("/compare")
    watched.page.fill("#text-1", "One.")
    watched.page.click("#go")
    assert watched.page.inner_text("#status") == "Paste at least two articles."
    watched.assert_quiet()
