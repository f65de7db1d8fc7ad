"""A section or the whole that stops in mid-sentence, or a "read more" stub."""

from __future__ import annotations

import re

from scorer.signals.base import Example, FlagKind
from scorer.signals.junk.page import FUNCTION, Hit, Page

KIND = FlagKind(
    id="junk.truncated",
    severity="medium",
    shows="a section or the whole that stops in mid-sentence, a “read more” stub",
    why="A reader, or a model, that judges half an article judges something its writer never published.",
    source="C4 cleaning rules (Raffel et al. 2020, section 2.2): a line is kept only if it ends in a terminal mark",
)

_TERMINAL = ".!?…\"”’'»)]*"
_STUB = re.compile(
    r"(?:[\[(]\s{0,2}(?:…|\.\.\.)\s{0,2}[\])]|(?:…|\.\.\.)\s{0,2}[\[(]?more[\])]?"
    r"|[\[(]?(?:read (?:more|on|the (?:full|rest)[\w ]{0,30})|continue reading|continued(?: on [\w ]{0,30})?)"
    r"[\])]?\s{0,2}(?:…|\.\.\.|»|>{1,2}|→)?)$",
    re.IGNORECASE,
)
#: Prose shorter than this may be a heading, a caption or a credit.
MIN_WORDS = 9
#: Words that leave a sentence open when it ends with them.
_OPEN_ENDS = frozenset(
    "the a an of and or but nor to in on at by for with from into onto than that which who whose whom because "
    "although though while since if as is are was were be been has have had will would can could may might must "
    "should its their his her our your my this these those very more most between among against during about "
    "also not no".split()
)


def find(page: Page) -> list[Hit]:
    """Lines of prose that stop in mid-sentence where a paragraph, a section or the whole ends."""
    lines = page.lines
    if not lines:
        return []
    last_prose = _last_prose(page)
    hits = []
    for n, line in enumerate(lines):
        if n != last_prose and line[-1] in _TERMINAL and line[-1] not in ".…":
            continue
        hit = _judge(page, n, line, n == last_prose)
        if hit is not None:
            hits.append(hit)
    return hits


def _last_prose(page: Page) -> int:
    """The last line long enough to be a sentence of the article."""
    for n in range(len(page.lines) - 1, -1, -1):
        if page.line_words[n] >= MIN_WORDS:
            return n
    return -1


def _judge(page: Page, n: int, line: str, final: bool) -> Hit | None:
    text = page.text
    words = int(page.line_words[n])
    sentence = int(page.text.token_sentence[int(page.line_token[n + 1]) - 1])
    start, end = int(text.sentence_start[sentence]), int(text.sentence_end[sentence])
    tail = line[-60:]
    if final or n == len(page.lines) - 1:
        stub = _STUB.search(tail)
        if (
            stub is not None
            and words >= MIN_WORDS
            and (
                "…" in stub.group()
                or "..." in stub.group()
                or "read" in stub.group().lower()
                or "continu" in stub.group().lower()
            )
        ):
            return Hit(end - len(stub.group()), end, 0.85, "The text breaks off and points elsewhere.", "medium")
        if line.endswith(("…", "...", "[…]", "[...]")) and words >= MIN_WORDS:
            return Hit(start, end, 0.75, "The text ends in dots, in mid-sentence.", "medium")
    if line[-1] in _TERMINAL or line[-1] == ":" or words < MIN_WORDS:
        return None
    in_sentence = int(page.sentence_words[sentence])
    last = text.lower[int(page.line_token[n + 1]) - 1]
    if _wrapped(page, n):
        return None
    confidence = 0.0
    if line[-1] in ",;" or last in ("-", "–", "—"):
        confidence = 0.85 if _prose(page, n) else 0.3
    elif last in _OPEN_ENDS and not page.text.is_capital[int(page.line_token[n + 1]) - 1]:
        confidence = 0.9 if _prose(page, n) else 0.4
    elif _prose(page, n) and (in_sentence < words or words >= 16):
        confidence = 0.7 if final else 0.55 if words >= 22 else 0.35
    if confidence == 0.0:
        return None
    severity = None if confidence >= 0.7 else "low"
    return Hit(start, end, confidence, "The text stops in mid-sentence.", severity, flagged=confidence >= 0.5)  # type: ignore[arg-type]


def _prose(page: Page, n: int) -> bool:
    """A line with the small words of a sentence, in a text whose paragraphs otherwise end properly."""
    first, last = int(page.line_token[n]), int(page.line_token[n + 1])
    small = int(((page.bits[first:last] & FUNCTION) > 0).sum())
    return small >= 0.2 * int(page.line_words[n]) and not page.text.quoted[last - 1]


def _wrapped(page: Page, n: int) -> bool:
    """The sentence goes on in the next line: a hard-wrapped text, or a list."""
    if n + 1 >= len(page.lines):
        return False
    following = page.lines[n + 1]
    first = page.text.tokens[int(page.line_token[n + 1])]
    return following[0].islower() or (not first[0].isalnum() and first not in "\"“‘'(")


EXAMPLES = (
    Example(
        KIND.id,
        "The council met on Monday to settle the budget for the coming year.\n\nCouncillors argued late into the night "
        "about the bus lines, the swimming pool and the\n\nWhat comes next\n\nA vote is due in March.",
        True,
        "the swimming pool and the",
    ),
    Example(
        KIND.id,
        "The ferry ran aground at dawn. All passengers are safe, the coast guard said.\n\nDivers went down twice and "
        "found a hole in the hull that engineers believe was caused by a",
        True,
        "caused by a",
    ),
    Example(
        KIND.id,
        "The minister resigned on Tuesday after a week of pressure from her own party. She had led the department "
        "for three years and [...] Read more",
        True,
        "Read more",
    ),
    Example(
        KIND.id,
        "The plan has three parts:\n- a new road\n- a bridge\n- and a tunnel under the bay\nWork begins in May.",
        False,
    ),
    Example(
        KIND.id,
        "Winners and losers\nFarmers gain most from the new rule, the ministry said.\nSource: Ministry of "
        "Agriculture and Fisheries",
        False,
    ),
    Example(
        KIND.id,
        "She ended with a line of verse:\n“and over the water the lamps go out”\nThe hall was silent. Then everybody "
        "stood.",
        False,
    ),
)
