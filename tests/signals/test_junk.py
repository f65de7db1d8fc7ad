"""Junk: what is found, where, how surely, and what is left for the other signals to read."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from scorer.article import Article
from scorer.eval.training.junk.generator import KINDS, damage
from scorer.signals.base import Document, Evidence, Finding
from scorer.signals.junk import garbled_encoding
from scorer.signals.junk import signal as junk
from scorer.text import read_text

CLEAN = (
    "The harbour council voted on Monday to rebuild the old pier, which a storm broke in two last winter.\n"
    "Work is to begin in April and will cost about nine million crowns, the council's treasurer, Ida Holm, said. Half "
    "of the money comes from the state.\n"
    "“We have waited long enough,” she told the meeting. “People here live from this pier.”\n"
    "Three members voted against the plan. They had asked for a smaller pier and a second ferry, which would have cost "
    "less in the first years and more later, according to the town's engineers.\n"
    "The storm tore away forty metres of planks and sank two boats. Nobody was hurt, but the ferry to the islands has "
    "landed at the fish market since then.\n"
    "A builder will be chosen in February. The pier should be open again in the autumn of next year."
)


def look(text: str, title: str | None = None) -> tuple[Document, Finding]:
    read = read_text(text)
    document = Document(Article(text, title=title), read, np.ones(read.n_sentences, dtype=np.bool_))
    return document, junk.find(document)


def quotes(text: str, flag: str) -> list[str]:
    return [text[f.span.start : f.span.end] for f in look(text)[1].flags if f.id == flag and f.span]


def test_a_clean_article_has_no_junk() -> None:
    document, finding = look(CLEAN)
    assert not finding.flags
    assert finding.share == 0
    assert all(value == 0 for value in finding.features.values())
    assert junk.body_sentences(document, finding).all()


@pytest.mark.parametrize("kind", KINDS)
def test_junk_put_in_is_found_at_its_place(kind: str) -> None:
    found = 0
    for seed in range(25):
        damaged = damage(CLEAN, kind, seed)
        flags = [f for f in look(damaged.text)[1].flags if f.span]
        found += any(f.span and f.span.start < e and f.span.end > s for f in flags for s, e in damaged.places)
    assert found >= 22


@pytest.mark.parametrize("kind", KINDS)
def test_more_junk_never_lowers_a_feature(kind: str) -> None:
    def features(text: str) -> dict[str, float]:
        return {name: value or 0.0 for name, value in look(text)[1].features.items()}

    def weight(text: str) -> float:
        found = features(text)
        # A cut-off line that comes again is told as a repeat.
        return sum(found.values()) if kind == "truncated" else found[own]

    own = {k.name: k.feature.name for k in junk.KINDS}[kind]
    lines = {
        "repeated_text": "The same long sentence stands here again and says nothing that is new to anyone.",
        "author_profile": "Author:\nName: Jo Vale\nUsername: jvale\nEmail: jvale@example.org\nBirthdate: 1980-01-01\n"
        "Phone: 555-010-2000\nFollowers: 12",
        "placeholder_text": "Nemo dolorum quia omnis sequi voluptas. Et natus rerum quis sed velit.",
        "page_furniture": "Subscribe to our newsletter and follow us on Facebook.",
        "truncated": "The council will meet again next week to talk about the lamps, the benches and the",
        "machine_residue": "As an AI language model, I cannot browse the internet.",
        "search_filler": "In this comprehensive guide, we will explore everything you need to know about piers.",
        "wall": "Subscribe now to continue reading this article.",
        "garbled_encoding": "It wasnâ€™t the mayorâ€™s idea, â€œnot at allâ€\x9d.",
    }
    before = 0.0
    for amount in (1, 2, 4):
        value = weight(CLEAN + "\n" + "\n".join([lines[kind]] * (amount + (kind == "repeated_text"))))
        assert value >= before
        before = value
    assert before > 0


def test_without_says_what_is_left_when_a_flag_is_gone() -> None:
    _, finding = look(CLEAN + "\nSubscribe to our newsletter for more stories like this.")
    (flag,) = finding.flags
    assert flag.without["page_furniture_weight"] == 0
    assert (finding.features["page_furniture_weight"] or 0) > 0


def test_six_same_lines_are_five_repeats() -> None:
    line = "Minister says the bridge will open before the summer"
    text = CLEAN + "\n\n" + "\n\n".join([line] * 6)
    _, finding = look(text)
    flags = [f for f in finding.flags if f.id == "junk.repeated_text"]
    assert [f.message for f in flags] == ["The same text appears six times."] * 5
    assert {text[f.span.start : f.span.end] for f in flags if f.span} == {line}
    places = [e for e in finding.evidence if isinstance(e, Evidence) and e.kind == "repeated_text"]
    assert len(places) == 5
    assert {text[e.start : e.end] for e in places} == {line}


def test_an_author_card_is_one_flag_from_heading_to_end() -> None:
    card = (
        "Detail Author:\n\n  • Name : Orla Quennell\n  • Username : orlaq\n  • Email : orlaq@example.org\n"
        "  • Birthdate : 1991-07-30\n  • Phone : 555-987-1200\n  • Company : Quennell Inc\n  • Job : Florist\n\n"
        "Socials\n\ntiktok:\n\ninstagram:\n\n"
        "  • url : https://instagram.com/orlaq\n  • followers : 66\n  • following : 12"
    )
    assert quotes(CLEAN + "\n\n" + card, "junk.author_profile") == [card]


def test_a_related_list_is_left_out_of_the_body() -> None:
    text = CLEAN + "\nRelated stories:\nFerry fares rise again in the new year\nTwo boats found near the islands"
    document, finding = look(text)
    body = junk.body_sentences(document, finding)
    left = [document.text.sentence(n) for n in np.flatnonzero(~body)]
    assert left == ["Related stories:", "Ferry fares rise again in the new year", "Two boats found near the islands"]


def test_a_whole_page_is_ranked_line_by_line() -> None:
    menu = ["Home", "News", "* Sport", "* Weather", "+ Local", "Sign in", "Subscribe"]
    foot = ["Share this article", "Most read", "* Fish prices fall", "About us", "Privacy policy", "© Harbour Post"]
    text = "\n".join([*menu * 3, *CLEAN.split("\n"), *foot * 3])
    document, finding = look(text)
    p = np.zeros(len(text))
    for e in finding.evidence:
        assert isinstance(e, Evidence)
        p[e.start : e.end] = np.maximum(p[e.start : e.end], e.confidence)
    value = {document.text.line(n): p[document.text.line_start[n]] for n in range(len(document.text.line_start))}
    assert max(value[line] for line in CLEAN.split("\n")) < 0.5
    assert min(value[line] for line in menu + foot) > 0.5
    assert (finding.share or 0) > 0.2


@pytest.mark.parametrize(
    "line",
    [
        "Why it matters",
        "What the engineers found",
        "A second ferry, and who pays for it",
        "Source: Harbour Council",
        "* * *",
    ],
)
def test_headings_and_credits_are_no_sure_junk(line: str) -> None:
    paragraphs = CLEAN.split("\n")
    text = "\n".join([*paragraphs[:3], line, *paragraphs[3:]])
    assert not [f for f in look(text)[1].flags if f.severity != "low"]


@pytest.mark.parametrize("text", ["", " \n\t ", "\x00", "Hi", "​", "١٢٣", "\n" * 50, "a\u2028b", "?" * 40, "-\n" * 30])
def test_odd_texts_are_read(text: str) -> None:
    document, finding = look(text)
    assert len(junk.body_sentences(document, finding)) == document.text.n_sentences
    if not document.text.n_words:
        assert all(value is None for value in finding.features.values())


def test_places_are_true_in_damaged_texts() -> None:
    rng = random.Random(3)
    for seed in range(40):
        text = damage(CLEAN, rng.choice(KINDS), seed).text
        for odd in "\r\n", "🤖", "é", "\ufeff", "‏", "\x00":
            at = rng.randrange(len(text))
            text = text[:at] + odd + text[at:]
        _, finding = look(text)
        for flag in finding.flags:
            assert flag.span and 0 <= flag.span.start < flag.span.end <= len(text)
        for e in finding.evidence:
            assert isinstance(e, Evidence) and 0 <= e.start < e.end <= len(text) and 0 <= e.confidence <= 1


def test_the_same_in_every_process() -> None:
    code = (
        "import json,sys;sys.path.insert(0,'tests/signals');from test_junk import *;"
        "f=look(damage(CLEAN,'page_furniture',5).text+CLEAN)[1];"
        "print(json.dumps([[e.start,e.end,e.confidence] for e in f.evidence]))"
    )
    root = Path(__file__).resolve().parents[2]
    seen = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=root, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1


def test_what_the_seeds_hold(shared: Path) -> None:
    expected = json.loads((shared / "seeds" / "expected.json").read_text(encoding="utf-8"))
    for name, wanted in expected.items():
        if name == "order":
            continue
        text = (shared / "seeds" / name).read_bytes().decode("utf-8")
        finding = look(text)[1]
        for want in wanted["flags"]:
            if not want["id"].startswith("junk."):
                continue
            spans = [f.span for f in finding.flags if f.id == want["id"] and f.span]
            assert any(want.get("quote_has", "") in text[s.start : s.end] for s in spans), want
            if "times" in want:
                kind = want["id"].partition(".")[2]
                places = [e for e in finding.evidence if isinstance(e, Evidence) and e.kind == kind]
                assert sum(want["quote_has"] in text[e.start : e.end] for e in places) >= want["times"]
            if "covers_at_least" in want:
                start, end = text.index(want["of"][0]), text.index(want["of"][1]) + len(want["of"][1])
                covered = max(min(end, s.end) - max(start, s.start) for s in spans)
                assert covered >= want["covers_at_least"] * (end - start)
        for unwanted in wanted.get("no_flags", []):
            assert not [f for f in finding.flags if f.id == unwanted], (name, unwanted)


def test_damage_is_found_near_foreign_characters_as_it_is_anywhere():
    draw = random.Random(3)
    patterns = ((garbled_encoding._SINGLE, 0), (garbled_encoding._MACINTOSH, 0), (garbled_encoding._bad_pairs(), 2))
    foreign = [c for pattern, _ in patterns for c in pattern.pattern if not c.isascii()]
    for _ in range(3000):
        found = "".join(
            draw.choice((*draw.choices(foreign, k=2), *"aet .A\nâÃÅ€œ™")) for _ in range(draw.randrange(30))
        )
        raw = ("plain words " * draw.randrange(30)).join((found[:7], found[7:15], found[15:]))
        places = [m.start() for m in garbled_encoding._OTHER.finditer(raw)]
        for pattern, before in patterns:
            near = garbled_encoding._matches_near(pattern, raw, places, before)
            assert [m.span() for m in near] == [m.span() for m in pattern.finditer(raw)], raw
