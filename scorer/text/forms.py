"""Forms a text may have that are no damage: conversations, live blogs, lists, verse.

Each function looks at the lines of a :class:`~scorer.text.Text` and returns places, in order; an empty list where
the text has no such form. A form is recognised by what repeats: one line that opens with a name and a colon is no
conversation, and one clock time is no live blog.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from scorer.text import Text
from scorer.text.late import late
from scorer.text.once import once
from scorer.text.word_classes import WEEKDAYS
from scorer.types import Span

_LEAST_TURNS = 4  # fewer are no conversation
_LEAST_ENTRIES = 3  # fewer time stamps are no live blog
_LEAST_ITEMS = 3
_LONGEST_TURN = 25  # lines from a turn to the next
_NEAR_LINES = 3  # a label met once is a speaker this near a known one
_LEAST_VERSES = 4  # consecutive lines of a stanza
_LONGEST_LABEL = 60  # characters before the colon
_LONGEST_VERSE = 70

#: A label at the start of a line: "Q:", "A.", "MS. VOSS:", "Ray Costigan (chair):", "@ray_c:", "Interviewer –".
_LABEL = late(
    r"(?:\[?\d{1,2}:\d{2}(?::\d{2})?\]?:?\s)?[*_>\-–—•\s]{0,4}(?P<name>"
    r"@\w{2,30}"
    r"|[^\W\d_a-z][^\n:;!?“”\"]{0,58}?)"
    r"[*_]{0,2}\s?(?:\([^()\n]{1,40}\)\s?)?(?P<mark>:|\s[–—-]|(?<=\b[QA])[.)])[*_]{0,2}(?:\s+(?=\S)|$)"
)
#: What every label holds near the beginning of its line.
_MARK = late(r"[:–—-]|[QA][.)]")
_FARTHEST_MARK = 120
_ASKED = frozenset(("q", "a"))
#: Small words that a label may hold between its names.
_SMALL = frozenset("of the and for de la von van der den bin al el y e da di mr mrs ms dr".split())
#: Last words of a clause that brings in speech, not of a label.
_SPEAKING = frozenset(
    "said says wrote writes added asked tweeted told explained continued replied answered is was".split()
)
#: Labels that name no speaker.
_NO_SPEAKER = WEEKDAYS | frozenset(
    "note update updated correction corrections clarification photo photos image images video caption "
    "source sources credit related more watch read listen see also location when where what who why how "
    "time date price cost tickets ingredients method directions instructions serves weather traffic "
    "address phone email website contact tags topics category filed summary background context key "
    "takeaways bottom line step part chapter section rule figure table example tip warning answer "
    "breaking developing live fact myth claim verdict rating pros cons total score result results "
    "advertisement translation headline headlines file facts challenge solution wearing classification "
    "first second third finally today tomorrow yesterday".split()
)

_ZONE = r"(?:\s?\(?(?:GMT|UTC|BST|CET|CEST|IST|AEST|AEDT|SGT|HKT|JST|PKT|SAST|[ECMP][SD]?T|local(?:\stime)?)\)?)?"
_CLOCK = rf"(?:[01]?\d|2[0-3])(?:[:.h][0-5]\d(?::[0-5]\d)?(?:\s?[ap]\.?m\b\.?)?|\s?[ap]\.?m\b\.?){_ZONE}"
_AGO = (
    r"(?:an?|\d{1,3})\s?(?:h|hrs?|hours?|m|mins?|minutes?|s|secs?|seconds?|d|days?)\.?\s(?:and\s\d{1,2}\s\w+\s)?ago\b"
)
_DAYS = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)(?:day)?|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sept?\w*"
    r"|oct\w*|nov\w*|dec\w*|\d{1,4}(?:st|nd|rd|th)?)"
)
#: A time stamp that opens a line, and is the line or is set off from what follows.
_STAMP = late(
    rf"[\[(*_>•\-–—|\s]{{0,4}}(?P<time>(?:(?:posted|updated|published|at|just\snow)\s)?(?:at\s)?"
    rf"(?:{_DAYS}[\s,./-]{{1,3}}){{0,4}}(?:{_CLOCK}|{_AGO})(?:\s?(?:on\s)?(?:{_DAYS}[\s,./-]{{0,3}}){{1,3}}$)?)"
    r"[\])*_]{0,3}(?P<mark>\s{0,2}(?:[:|•·–—-]|\s)\s?|$)",
    re.I,
)
_LONGEST_STAMP_LINE = 60  # characters of a line that is a stamp with a name or a heading next to it
_ITEM = late(r"(?P<mark>(?:[-–—*•‣▪●◦·✓➤→]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])(?=\s))", re.I)
_NUMBER_SIGN = late(r"(?P<mark>#\d{1,3}\b|\d{1,3}(?=\s+[A-Z]))")


class Turn(NamedTuple):
    """A turn of a conversation. ``line`` is the index of its first line; ``said`` is empty where only the label
    is there. ``speaker`` holds the label without the colon."""

    line: int
    speaker: Span
    said: Span


class Entry(NamedTuple):
    """An entry of a live blog. ``line`` is the index of the line with the time; ``whole`` runs up to the next."""

    line: int
    time: Span
    whole: Span


class Item(NamedTuple):
    """An item of a list: the index of its line, its bullet or number."""

    line: int
    mark: Span


class _Opening(NamedTuple):
    """A line that opens like a turn: its label's place, where what is said begins, the label in lower case."""

    line: int
    speaker: Span
    begin: int
    label: str


@once
def speaker_turns(text: Text) -> list[Turn]:
    """The turns of an interview, a hearing, a debate, a chat or questions and answers.

    A label counts as a speaker where it comes back, or where it answers one that does; at least four turns, two of
    them by one speaker, make a conversation. A turn's ``said`` runs to the end of the last line before the next turn.
    """
    found = _labels(text)
    counts = Counter(turn.label for turn in found)
    again = {label for label, n in counts.items() if n > 1}
    # A label met once is a speaker only among turns, as a caller between a host's questions.
    kept = [
        turn
        for before, turn, after in zip([None, *found], found, [*found[1:], None], strict=False)
        if turn.label in again
        or any(near and near.label in again and abs(near.line - turn.line) <= _NEAR_LINES for near in (before, after))
    ]
    kept = _near_each_other(kept)
    if len(kept) < _LEAST_TURNS or len({turn.label for turn in kept}) < 2 or sum(counts[label] for label in again) < 3:
        return []
    longest = max(after.line - turn.line for turn, after in pairwise(kept))
    # Nothing ends the last turn, which is taken to be no longer than the longest of the others.
    end = min(kept[-1].line + longest, len(text.line_start))
    turns = []
    for turn, following in zip(kept, [*(turn.line for turn in kept[1:]), end], strict=True):
        stop = int(text.line_end[following - 1])
        turns.append(Turn(turn.line, turn.speaker, Span(min(turn.begin, stop), stop)))
    return turns


def _near_each_other(found: list[_Opening]) -> list[_Opening]:
    """The longest run of openings of which none stands too far from the next: the same label in a page's head and foot
    ("Search for:") makes no conversation of what is between."""
    runs: list[list[_Opening]] = []
    for opening in found:
        if not runs or opening.line - runs[-1][-1].line > _LONGEST_TURN:
            runs.append([])
        runs[-1].append(opening)
    return max(runs, key=len, default=[])


def _labels(text: Text) -> list[_Opening]:
    found = []
    for i, line in enumerate(text.lines()):
        match = _LABEL.match(line) if _MARK.search(line, 0, _FARTHEST_MARK) else None
        label = _label(match["name"], match["mark"]) if match and match.end("name") <= _LONGEST_LABEL else None
        if match and label:
            at = int(text.line_start[i])
            speaker = Span(at + match.start("name"), at + match.end("name"))
            found.append(_Opening(i, speaker, at + match.end(), label))
    return found


def _label(name: str, mark: str) -> str | None:
    """The label in lower case, or None where it names no speaker."""
    words = name.replace(".", " ").replace("(", " ").split()
    if not words or len(words) > 7:
        return None
    label = " ".join(words).lower()
    if label in _ASKED:
        return label
    if label.split()[0] in _NO_SPEAKER or label.split()[-1] in _NO_SPEAKER | _SPEAKING:
        return None
    if any(word[0].islower() and word.strip(",") not in _SMALL for word in words) and len(words) > 3:
        return None
    if any(word[0].isdigit() for word in words):
        return None
    return label if mark == ":" or all(not word[0].islower() for word in words) else None


@once
def timed_entries(text: Text) -> list[Entry]:
    """The entries of a live blog or a timeline: lines that are a time of day or an age ("14:05 BST", "2h ago"), or open
    with one that is set off from the entry. At least three make a live blog."""
    found: list[tuple[int, Span]] = []
    for i, line in enumerate(text.lines()):
        match = _STAMP.match(line[:120]) if any(map(str.isdigit, line[:40])) else None
        if match is None:
            continue
        rest = line[match.end() :]
        set_off = match["mark"].strip() or not rest or len(line) <= _LONGEST_STAMP_LINE
        if set_off and not (match["mark"].strip() == "-" and rest[:1].isdigit()):
            at = int(text.line_start[i])
            found.append((i, Span(at + match.start("time"), at + match.end("time"))))
    if len(found) < _LEAST_ENTRIES:
        return []
    entries = []
    for (begun, time), after in zip(found, [*(line for line, _ in found[1:]), len(text.line_start)], strict=True):
        entries.append(Entry(begun, time, Span(int(text.line_start[begun]), int(text.line_end[after - 1]))))
    return entries


@once
def list_items(text: Text) -> list[Item]:
    """Lines that open with a bullet or a number, where at least three of them do so in the same way."""
    found: dict[str, list[Item]] = {}
    for i, line in enumerate(text.lines()):
        match = _ITEM.match(line) or _NUMBER_SIGN.match(line)
        if match is None:
            continue
        mark = match["mark"]
        style = re.sub(r"\d+", "1", mark) if any(map(str.isdigit, mark)) else re.sub(r"[a-z]+", "a", mark.lower())
        at = int(text.line_start[i])
        found.setdefault(style, []).append(Item(i, Span(at + match.start("mark"), at + match.end("mark"))))
    return sorted(item for items in found.values() if len(items) >= _LEAST_ITEMS for item in items)


@once
def verse_lines(text: Text) -> list[int]:
    """Indices of the lines of verse: at least four short lines one after another that begin with a capital, of which
    most end in a comma, in no mark at all, or in the rhyme of another."""
    lines = text.lines()
    out: list[int] = []
    run: list[int] = []
    for i in range(len(lines) + 1):
        if i < len(lines) and _may_be_verse(lines[i]):
            run.append(i)
            continue
        if len(run) >= _LEAST_VERSES and _is_verse([lines[j] for j in run]):
            out.extend(run)
        run = []
    return out


def _may_be_verse(line: str) -> bool:
    return len(line) <= _LONGEST_VERSE and 3 <= len(line.split()) <= 12 and not line[0].isdigit() and ":" not in line


def _is_verse(lines: list[str]) -> bool:
    running = sum(line.rstrip("\"”’'")[-1:] in ",;" for line in lines)
    ends = Counter(line.rstrip(".,;:!?\"”’'—– ").lower()[-2:] for line in lines)
    rhymed = sum(n for n in ends.values() if n > 1)
    return running >= 0.25 * len(lines) and running + rhymed >= 0.5 * len(lines)
