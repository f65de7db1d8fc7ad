"""What every report must keep, whatever the text: true places, exact sums, the same answer every time."""

from __future__ import annotations

import json
import math
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_limits

from scorer import Scorer
from scorer.report import SCHEMA_VERSION, Report
from scorer.scoring import LEAST_CHECKED
from scorer.signals.registry import FLAG_KINDS

SEEDS = sorted((Path(__file__).resolve().parents[1] / "seeds").glob("*.txt"))
TEXTS = [path.read_text(encoding="utf-8") for path in SEEDS]
ODD = [
    "😀",
    "👩‍👩‍👧",
    "\r\n",
    "\r",
    "\x00",
    "\ufeff",
    "\u202e",
    "\u200f",
    "e\u0301",
    "İ",
    "ß",
    "\u2028",
    "\t",
    "«",
    "ﬁ",
    "\x85",
]
SCORER = Scorer()


def check(report: Report, text: str) -> int:
    """Hold one report against the contract; returns the number of places that were compared."""
    places = 0
    for flag in report.flags:
        if flag.start is None or flag.end is None:
            assert flag.start is flag.end is flag.quote is None
            continue
        assert 0 <= flag.start < flag.end <= len(text)
        assert text[flag.start : flag.end] == flag.quote
        places += 1
        assert 0 <= flag.confidence <= 1
        assert flag.severity in ("high", "medium", "low")
    for name, signal in json.loads(report.to_json())["signals"].items():
        assert signal["confidence"] is None or 0 <= signal["confidence"] <= 1, name
        for found in signal["evidence"]:
            spans = [s for part in ("source", "cue", "content") for s in found.get(part) or []]
            spans += [[found["start"], found["end"]]] if "start" in found else []
            assert spans
            assert all(0 <= start < end <= len(text) for start, end in spans), name
            assert 0 <= found["confidence"] <= 1
            places += len(spans)
    check_sums(report)
    return places


def check_sums(report: Report) -> None:
    if report.scores is None or report.contributions is None:
        assert report.status == "not_scored"
        assert report.status_reason
        return
    assert report.status == "scored"
    assert report.status_reason is None
    for name in ("reliability", "quality"):
        score = getattr(report.scores, name)
        part = getattr(report.contributions, name)
        assert math.isclose(score.log_odds, part.base + sum(f.log_odds for f in part.features), abs_tol=1e-6)
        assert math.isclose(score.value, 100 / (1 + math.exp(-score.log_odds)), abs_tol=1e-6)
        assert 0 <= score.low <= score.value <= score.high <= 100
        for sign in (-1, 1):
            for signal in {flag.signal for flag in report.flags}:
                claimed = sum(
                    v for f in report.flags if f.signal == signal and (v := getattr(f.log_odds, name)) * sign > 0
                )
                given_ = sum(f.log_odds for f in part.features if f.signal == signal and f.log_odds * sign > 0)
                assert abs(claimed) <= abs(given_) + 1e-6


def test_the_most_costly_flag_costs_no_more_than_reading_without_its_text_gives_back() -> None:
    checked = 0
    for text in TEXTS:
        report = SCORER.score_text(text)
        flag = min(report.flags, key=lambda flag: flag.log_odds.reliability)
        if not FLAG_KINDS[flag.id].carries_more or flag.log_odds.reliability >= 0 or flag.start is None:
            continue
        rest = SCORER.score_text(text[: flag.start] + text[flag.end :])
        assert rest.scores is not None and report.scores is not None
        gain = rest.scores.reliability.log_odds - report.scores.reliability.log_odds
        assert gain > 0
        assert -flag.log_odds.reliability <= gain + (
            1e-9 if -flag.log_odds.reliability >= LEAST_CHECKED else LEAST_CHECKED / 2
        )
        checked += 1
    assert checked


@st.composite
def disturbed(draw: st.DrawFn) -> str:
    """A seed article with odd characters put in at any place, and parts of it doubled or dropped."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 12))):
        place = draw(st.integers(0, len(text)))
        text = text[:place] + draw(st.sampled_from(ODD)) + text[place:]
    if draw(st.booleans()):
        start = draw(st.integers(0, len(text)))
        stop = draw(st.integers(start, len(text)))
        text = text[:start] + draw(st.sampled_from(["", text[start:stop] * 2])) + text[stop:]
    return text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(disturbed())
def test_places_and_sums_hold_on_disturbed_articles(text: str) -> None:
    check(SCORER.score_text(text), text)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_any_text_gives_a_report(text: str) -> None:
    check(SCORER.score_text(text), text)


def test_places_hold_on_thousands_of_flags_of_real_articles(real_articles: list[dict[str, Any]]) -> None:
    chance = random.Random(7)
    places = 0
    for row in real_articles:
        text = row["text"]
        for _ in range(8):
            place = chance.randrange(len(text) + 1)
            text = text[:place] + chance.choice(ODD) + text[place:]
        places += check(SCORER.score_text(text, title=row["title"]), text)
    assert places > 5000


@pytest.mark.parametrize("text", TEXTS, ids=[path.stem for path in SEEDS])
def test_the_same_text_gives_the_same_bytes(text: str) -> None:
    assert SCORER.score_text(text).to_json() == Scorer().score_text(text).to_json()


def test_how_many_threads_multiply_matrices_changes_no_byte() -> None:
    answers = []
    for threads in (1, 2):
        with threadpool_limits(threads, user_api="blas"):
            answers.append([SCORER.score_text(text[:n]).to_json() for text in TEXTS for n in (900, 1500, None)])
    assert answers[0] == answers[1]


def test_the_report_has_the_contracts_fields() -> None:
    report = SCORER.score_record({"id": "a", "text": TEXTS[4], "url": "https://example.com/x"}).to_dict()
    assert report["schema_version"] == SCHEMA_VERSION == "1"
    assert (
        list(report)
        == (
            "schema_version id status status_reason kind text title byline published url language counts scores "
            "contributions groups summary flags signals model flags_left_out"
        ).split()
    )
    assert set(report["scores"]["quality"]) == {"value", "low", "high", "log_odds", "percentile", "band"}
    assert set(report["contributions"]["quality"]["features"][0]) == {
        "signal", "group", "feature", "value", "usual", "log_odds", "meaning",
    }  # fmt: skip
    assert set(report["flags"][0]) == {
        "id", "signal", "severity", "confidence", "start", "end", "quote", "message", "log_odds",
    }  # fmt: skip
    assert {"junk", "hedging", "attribution", "loaded_language", "headline", "provenance", "readability"} <= set(
        report["signals"]
    )
    assert report["id"] == "a"
    assert report["url"] == "https://example.com/x"
    assert report["text"] is None
    assert report["model"]["trained_on"]


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"text": ""}, "no_text"),
        ({"text": " \n\t "}, "no_text"),
        ({"text": "☃ … !!!"}, "no_text"),
        ({"text": "Hello"}, "too_short"),
        ({"text": "The mayor may resign, analysts say."}, "too_short"),
        ({"text": "这是一个关于城市预算的新闻报道。" * 40}, "unsupported_language"),
        ({"text": "Der Rat hat am Dienstag über den Haushalt beraten und vertagt. " * 12}, "unsupported_language"),
        ({"text": "word " * 10_000_000}, "too_long"),
        ({"text": "The council met on Tuesday and approved the bridge.\n" * 30 + "a\n" * 50_001}, "too_long"),
        ({"text": 5}, "bad_input"),
        ({"text": "a", "html": "b"}, "bad_input"),
        ({}, "bad_input"),
        ([1, 2], "bad_input"),
        (None, "bad_input"),
        ({"text": "a", "title": ["x"]}, "bad_input"),
        ({"html": "<html><body></body></html>"}, "no_text"),
        ({"html": "<<<>>>" * 1000}, "no_text"),
        ({"text": bytes(range(256)).decode("latin-1") * 40}, "bad_input"),
    ],
)  # fmt: skip
def test_what_cannot_be_scored_says_why(record: object, reason: str) -> None:
    report = SCORER.score_record(record)
    assert (report.status, report.status_reason) == ("not_scored", reason)
    assert report.scores is None
    assert report.contributions is None


@pytest.mark.parametrize("text", ["Le maire a dit que la ville était belle et que les gens pourraient venir. ", "mot/"])
def test_a_long_text_that_is_not_scored_is_not_read_by_the_signals(text: str) -> None:
    short, long = SCORER.score_text(text * 128), SCORER.score_text(text * 12_800)
    assert (short.status_reason, long.status_reason) == ("unsupported_language",) * 2
    assert any(signal.evidence for signal in short.signals.values())
    assert not any(signal.evidence for signal in long.signals.values())
    assert (long.language.code, long.counts.words) == (short.language.code, 100 * short.counts.words)


def test_a_single_sentence_still_shows_its_hedges() -> None:
    report = SCORER.score_text("The mayor may resign, analysts say.")
    assert report.signals["hedging"].evidence


def test_a_title_alone_still_has_its_headline_signal() -> None:
    report = SCORER.score_record({"title": "21 Things Only Sailors Will Understand", "text": ""})
    assert (report.signals["headline"].confidence or 0) > 0.5


def test_html_is_judged_by_the_text_that_it_returns() -> None:
    body = "".join(f"<p>{line}</p>" for line in TEXTS[4].split("\n") if line)
    report = SCORER.score_html(
        f"<html><head><title>Energy union</title></head><body><article>{body}</article></body></html>"
    )
    assert report.text
    assert "310 megawatts" in report.text
    check(report, report.text)
