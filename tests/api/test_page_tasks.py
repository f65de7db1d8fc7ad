"""What readers do on the page, in a real browser: read the answer, take away, disagree, try a change."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from pathlib import Path
from typing import Any

import pytest
from browser import WITH_FAULTS, WITH_RUMOURS, chromium, explained

PROGRAM = chromium()
pytestmark = pytest.mark.skipif(
    PROGRAM is None, reason="no Chromium here: install Debian's chromium, or name one in SCORER_CHROMIUM"
)


def percent(log_odds: float) -> float:
    return 100 / (1 + math.exp(-log_odds))


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


def test_an_article_full_of_rumours_is_shown_whole(watch: Any) -> None:
    watched = watch()
    report = watched.read(WITH_RUMOURS)
    assert {"attribution.anonymous", "craft.hidden_hands"} <= {flag["id"] for flag in report["flags"]}
    assert all("source" in one for one in report["signals"]["attribution"]["evidence"])
    assert watched.page.locator("#top > li").count() == 3
    assert watched.page.locator("#groups > li").count() == 6
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


def test_the_least_severity_can_be_chosen(watch: Any) -> None:
    watched = watch()
    report = watched.read((Path(__file__).parents[2] / "seeds" / "003_search_filler.txt").read_text(encoding="utf-8"))
    for least, kept in (("high", {"high"}), ("medium", {"high", "medium"}), ("low", {"high", "medium", "low"})):
        watched.page.select_option("#least", least)
        items = watched.page.locator("#findings li.flag").all()
        shown = {int(n) for item in items for n in item.get_attribute("data-flags").split()}
        assert shown == {i for i, flag in enumerate(report["flags"]) if flag["severity"] in kept}
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
    assert page.inner_text("#live").startswith(f"Reliability {round(changed['scores']['reliability']['value'])}")
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
    watched.page.focus(".skip")
    watched.page.keyboard.press("Enter")
    watched.page.wait_for_timeout(100)
    assert watched.page.locator("#result").is_visible()
    watched.page.go_back()
    watched.page.wait_for_timeout(100)
    assert watched.page.locator("#result").is_visible()


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
