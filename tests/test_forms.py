"""Forms that are no damage: conversations, live blogs, lists and verse are recognised by what repeats."""

from __future__ import annotations

import pytest

from scorer.text import read_text
from scorer.text.forms import list_items, speaker_turns, timed_entries, verse_lines

INTERVIEW = (
    "The engineer spoke at his office.\n\n"
    "ECHO: How long will it take?\n\n"
    "MARSH: Nine weeks, if the river stays low.\n\nWe have the parts.\n\n"
    "ECHO: And if it rises?\n\n"
    "MARSH: Then we stop."
)


def speakers(raw: str) -> list[str]:
    text = read_text(raw)
    return [text.raw[turn.speaker.start : turn.speaker.end] for turn in speaker_turns(text)]


def test_turns_of_an_interview() -> None:
    text = read_text(INTERVIEW)
    turns = speaker_turns(text)
    assert speakers(INTERVIEW) == ["ECHO", "MARSH", "ECHO", "MARSH"]
    assert [text.raw[t.said.start : t.said.end] for t in turns] == [
        "How long will it take?",
        "Nine weeks, if the river stays low.\n\nWe have the parts.",
        "And if it rises?",
        "Then we stop.",
    ]
    assert [turn.line for turn in turns] == [1, 2, 4, 5]


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("Q: Why?\nA: No money.\nQ: And now?\nA: We wait.", ["Q", "A", "Q", "A"]),
        ("Q. Why?\nA. No money.\nQ. And now?\nA. We wait.", ["Q", "A", "Q", "A"]),
        ("Interviewer: Why?\nMs. Holt: No.\nInterviewer: Now?\nMs. Holt: Yes.", ["Interviewer", "Ms. Holt"] * 2),
        ("@ann_k: hi\n@bo77: hello\n@ann_k: late?\n@bo77: no", ["@ann_k", "@bo77"] * 2),
        ("SEN. VOSS (D-Ohio): Why?\nMR. LEM: No.\nSEN. VOSS (D-Ohio): So?\nMR. LEM: No.", ["SEN. VOSS", "MR. LEM"] * 2),
        ("[00:01] HOLT: Why?\n[00:09] LEM: No.\n[00:12] HOLT: So?\n[00:20] LEM: No.", ["HOLT", "LEM"] * 2),
        ("**Holt:** Why?\n**Lem:** No.\n**Holt:** So?\n**Lem:** No.", ["Holt", "Lem"] * 2),
        ("HOLT:\nWhy?\nLEM:\nNo.\nHOLT:\nSo?\nLEM:\nNo.", ["HOLT", "LEM"] * 2),
        ("Note: wet.\nPhoto: Holt.\nNote: dry.\nPhoto: Lem.", []),
        ("Date: 3 May\nTime: 9 am\nDate: 4 May\nTime: 10 am", []),
        ("One thing: it rained.\nHolt said: we wait.\nNothing else happened.", []),
        ("Advertisement:\nIt rained.\nAdvertisement:\nIt poured.\nAdvertisement:\nSun.\nAdvertisement:\nWind.", []),
    ],
)
def test_who_speaks(raw: str, wanted: list[str]) -> None:
    assert speakers(raw) == wanted


@pytest.mark.parametrize(
    ("raw", "times"),
    [
        (
            "Live\n14:32 BST\nIt is out.\n14:05 BST\nIt burns.\n13:41 BST\nAlarm.",
            ["14:32 BST", "14:05 BST", "13:41 BST"],
        ),
        ("1h ago\nOut.\n2h ago\nBurns.\n45 minutes ago\nAlarm.", ["1h ago", "2h ago", "45 minutes ago"]),
        ("9.05am: Out.\n9.10am: Burns.\n9.15am: Alarm.", ["9.05am", "9.10am", "9.15am"]),
        ("[10:01] Out.\n[10:02] Burns.\n[10:03] Alarm.", ["10:01", "10:02", "10:03"]),
        (
            "2:45 p.m. ET – Out.\n2 p.m. ET – Burns.\n1:30 p.m. ET – Fire.",
            ["2:45 p.m. ET", "2 p.m. ET", "1:30 p.m. ET"],
        ),
        (
            "At 14:32 the fire was out, and by 15:10 all had gone home, the chief said.\nNobody was hurt.",
            [],
        ),
        ("14:32 BST\nIt is out.", []),
    ],
)
def test_time_stamped_entries(raw: str, times: list[str]) -> None:
    text = read_text(raw)
    assert [text.raw[e.time.start : e.time.end] for e in timed_entries(text)] == times


def test_an_entry_runs_up_to_the_next() -> None:
    text = read_text("Live\n14:32\nOut.\nAll well.\n14:05\nBurns.\n13:41\nAlarm.")
    wholes = [text.raw[e.whole.start : e.whole.end] for e in timed_entries(text)]
    assert wholes == ["14:32\nOut.\nAll well.", "14:05\nBurns.", "13:41\nAlarm."]


def test_list_items() -> None:
    text = read_text("Rules\n1. Lawns\nNo water.\n2. Cars\nNo hose.\n3. Pools\nStay full.\n- one bullet")
    assert [text.line(item.line) for item in list_items(text)] == ["1. Lawns", "2. Cars", "3. Pools"]
    assert list_items(read_text("- one\n- two")) == []


def test_verse() -> None:
    verse = "The lamp was lit, the bell was rung,\nThe baker baked his bread,\nAnd thirty chairs and one more chair\n"
    before = "It was read on Monday at the stone that marks the sinking of the ferry in 1921, where 31 died."
    after = "About 400 came to the reading of the poem on Thursday, according to the county police."
    text = read_text(f"{before}\n\n{verse}Stood empty for the dead\n\n{after}")
    assert verse_lines(text) == [1, 2, 3, 4]
    prose = "The council met on Monday.\nIt voted for the wall.\nNobody spoke against it.\nThe work begins in May.\n"
    assert verse_lines(read_text(prose)) == []
