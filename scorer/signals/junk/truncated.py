"""A section or the whole that stops in mid-sentence, or a "read more" stub."""

from __future__ import annotations

import re

from scorer.model.store import load_classes
from scorer.signals.base import FlagKind
from scorer.signals.junk.endings import (
    ENDED,
    NOTE,
    TERMINAL,
    ends,
    in_address,
    is_below_prose,
    is_cut_end,
    is_prose,
    is_spoken,
    whole_before,
)
from scorer.signals.junk.limits import CUT_LIMITS, ENDING_LIMITS, FURNITURE_LIMITS, STUB_LIMITS
from scorer.signals.junk.own_lines import formed_lines
from scorer.signals.junk.page import Hit, Page, Place
from scorer.signals.junk.page_furniture import CALL
from scorer.signals.junk.stub import find_stub
from scorer.signals.junk.truncated_examples import EXAMPLES
from scorer.signals.junk.vocabulary import FUNCTION, FURNITURE, WALL
from scorer.signals.junk.wall import find as find_wall
from scorer.text.late import late

__all__ = ["EXAMPLES", "KIND", "find"]

KIND = FlagKind(
    id="junk.truncated",
    severity="medium",
    shows="a section or the whole that stops in mid-sentence, a “read more” stub",
    why="A reader, or a model, that judges half an article judges something its writer never published.",
    source="C4 cleaning rules (Raffel et al. 2020, section 2.2): a line is kept only if it ends in a terminal mark",
)

#: A line that ends so is a posted message, a link or a reference.
_NOT_PROSE = late(
    r"[.!?][\"”’']?\s?[-–—(]{1,3}\s?[A-Z][\w ./]{1,30}\)?$|@\w|https?:|www\.|pic\.twitter|\s[—–-]\s?[A-Z]|\d{4}$"
)

#: The last word is a title or an abbreviation that wants a name or a number after it.
_TITLE_END = late(r"(?<![\w.])(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Rev|Hon|Pres|Messrs|vs|Adm)\.$")
_BARE_TITLE = late(r"[a-z,]\s(?:Mr|Mrs|Ms|Dr|Sir|Dame|Prof|Professor|Lord|Lady)$")
_CREDIT = late(
    r"\b(?:contribut(?:ed|ing)|correspondent|columnist|freelance|courtesy of|copyright|rights reserved"
    r"|on (?:twitter|facebook)"
    r"|newsletter|subscribe|reached at|getty images|associated press|click here)\b",
    re.I,
)
#: Names that begin with a small letter.
_LOWER_NAMES = frozenset(
    "iphone ipad ipod ios ebay von van de da di del della al el bin ibn le la du des ter ten by".split()
)

_STOPS = "The text stops in mid-sentence."
_LEADS_IN = load_classes("attribution_cues")["speech"] | {"instance", "example"}


def find(page: Page) -> list[Hit]:
    """Lines of prose that stop in mid-sentence where a paragraph, a section or the whole ends, and a first that begins
    in one. ``amount`` is the share of the article that is missing for it."""
    lines = page.lines
    last = _last_prose(page)
    stub = find_stub(page, last) or _at_wall(page, last)
    hits = [] if stub is None else [stub]
    for n in (page.line_words >= CUT_LIMITS.least_words).nonzero()[0].tolist():
        if stub is not None and n >= last:
            break
        hit = _broken_end(page, n) if n == last else None
        if hit is None and lines[n][-1] not in TERMINAL and lines[n][-1] != ":":
            hit = _open_end(page, n, n == last)
        if hit is not None:
            hits.append(hit)
    fragment = _fragment(page, last) if stub is None else None
    hits += [] if fragment is None else [fragment]
    if any(hit.amount == CUT_LIMITS.cut_inside or hit.severity == "low" for hit in hits):
        spoken = formed_lines(page)  # where people interrupt each other
        hits = [h for h in hits if h is stub or not spoken[_line_at(page, h.start)] or _line_at(page, h.start) == last]
    beginning = _open_beginning(page)
    if beginning is not None and beginning.start not in {hit.start for hit in hits}:
        hits.append(beginning)
    return hits


def _fragment(page: Page, last: int) -> Hit | None:
    """A few words below the last line of prose that break off: a statement without an end."""
    n = _last_words(page, last)
    if (
        n <= last
        or not CUT_LIMITS.fragment <= page.line_words[n] < CUT_LIMITS.least_words
        or not whole_before(page, n)
        or _signed(page, n)
    ):
        return None
    line, stop = page.lines[n], int(page.line_token[n + 1])
    begins = int(page.text.sentence_token[page.text.token_sentence[stop - 1]])
    if _TITLE_END.search(line) or _BARE_TITLE.search(line):
        return _cut(page, n, 0.8, "The text stops before a name.", CUT_LIMITS.cut_end)
    if page.lines[n - 1][-1] in ",:;" or not (line[0].isupper() or line[0] in '"“‘'):
        return None
    word = page.text.lower[stop - 1]
    if word == "," or ends().get(word, 0.0) < ENDING_LIMITS.hardly:
        return _cut(page, n, 0.75, _STOPS, CUT_LIMITS.cut_end)
    if not is_below_prose(page, n) or not word[-1].isalnum() or in_address(page, stop - 1):
        return None
    if any(begins <= match.first <= begins + 2 for match in page.phrases(FURNITURE)):
        return None
    several = begins > int(page.line_token[n]) and not page.text.is_capital[stop - 1]
    return _cut(page, n, 0.75, _STOPS, CUT_LIMITS.cut_end) if several or is_spoken(page, begins, stop) else None


def _last_words(page: Page, last: int) -> int:
    """The last line below ``last`` that is more than a label, if only lines of the page follow it; -1 where there is
    none."""
    for n in range(len(page.lines) - 1, max(last, len(page.lines) - STUB_LIMITS.tail_lines), -1):
        if page.line_words[n] >= CUT_LIMITS.fragment and not NOTE.match(page.lines[n]) and not _is_of_page(page, n):
            return n
    return -1


def _line_at(page: Page, offset: int) -> int:
    """The line at an offset."""
    return int(page.text.line_start.searchsorted(offset, side="right")) - 1


def _at_wall(page: Page, last: int) -> Hit | None:
    """The last sentence before a wall, and the wall: the wall itself says how much is missing."""
    walls = find_wall(page)
    if not walls or last < 0:
        return None
    start, end = walls[-1].start, walls[-1].end
    if int(page.text.line_start[last]) < start and page.lines[last][-1] not in ENDED:
        start = int(page.text.sentence_start[page.text.token_sentence[int(page.line_token[last + 1]) - 1]])
    places = (Place(start, end, CUT_LIMITS.not_junk_itself),)
    return Hit(start, end, 0.85, "The text stops at a wall.", amount=CUT_LIMITS.cut_end, places=places)


def _last_prose(page: Page) -> int:
    """The last line that is long enough to be of the article, if only short lines or lines of its page follow it."""
    for n in range(len(page.lines) - 1, max(-1, len(page.lines) - STUB_LIMITS.tail_lines), -1):
        if page.line_words[n] < CUT_LIMITS.least_words or NOTE.match(page.lines[n]) or _is_of_page(page, n):
            continue
        return n
    return -1


def _is_of_page(page: Page, n: int) -> bool:
    """Whether a line opens with words of the page around an article."""
    first, words = int(page.line_token[n]), int(page.line_words[n])
    if words <= FURNITURE_LIMITS.short and CALL.match(page.lines[n]):
        return True
    return bool((page.opens[first : first + 2] & (FURNITURE | WALL)).any()) and words <= 30


def _cut(page: Page, n: int, confidence: float, message: str, missing: float) -> Hit:
    """A hit on the last sentence of a line."""
    sentence = int(page.text.token_sentence[int(page.line_token[n + 1]) - 1])
    start, end = int(page.text.sentence_start[sentence]), int(page.text.line_end[n])
    places = (Place(start, end, min(confidence, CUT_LIMITS.not_junk_itself)),)
    return Hit(start, end, confidence, message, "low" if confidence < 0.7 else None, amount=missing, places=places)


def _broken_end(page: Page, n: int) -> Hit | None:
    """The end of the whole text: dots, a title without its name, a dash, an open quotation mark or bracket."""
    text, line = page.text, page.lines[n]
    first, stop = int(page.line_token[n]), int(page.line_token[n + 1])
    if not is_prose(page, first, stop) or _signed(page, n) or in_address(page, stop - 1):
        return None
    if line.endswith(("…", "...")):
        if text.quoted[stop - 1] or _is_dotted(page, n):
            return None
        word = re.findall(r"\w+", line[-40:])[-1:]
        short = int(page.line_words[: n + 1].sum()) < CUT_LIMITS.short
        open_end = short or bool(word and ends().get(word[0].lower(), 0.0) < ENDING_LIMITS.seldom)
        # At the end of a long text writers set dots themselves.
        message, missing = "The text ends in dots, in mid-sentence.", CUT_LIMITS.cut_end
        return (
            _cut(page, n, 0.75, message, missing) if open_end else _cut(page, n, 0.6, message, CUT_LIMITS.doubtful_cut)
        )
    if _TITLE_END.search(line):
        return _cut(page, n, 0.85, "The text stops before a name.", CUT_LIMITS.cut_end)
    if line[-1] in "-–—([{“‘,;/&" and line[-2:] not in ("--",) and len(line) > 40:
        if line[-1] in "“‘" and line[:-1].rstrip()[-1:] in ENDED:
            return None  # a closing mark that was set the wrong way round
        if line[-1] in ",;" and _leads_in(page, n) and n + 1 < len(page.lines):
            return None
        return _cut(page, n, 0.85, _STOPS, CUT_LIMITS.cut_end)
    if line[-1] not in "\"”»’')]":
        tail = line[-400:]
        opened = tail.rfind("“")
        if opened >= 0 and tail.find("”", opened) < 0 and line[-1] not in ".!?" and len(tail) - opened > 3:
            return _cut(page, n, 0.85, "The text stops inside a quotation.", CUT_LIMITS.cut_end)
        if tail.rfind("(") > tail.rfind(")") and len(tail) - tail.rfind("(") < 200 and line[-1] not in ".!?:":
            return _cut(page, n, 0.8, "The text stops inside a bracket.", CUT_LIMITS.cut_end)
        near = len(line) - line.rfind('"') < 400
        if near and line.count('"') % 2 and line.count('"') < 12 and line[-1] not in ".!?:" and "”" not in line:
            return _cut(page, n, 0.8, "The text stops inside a quotation.", CUT_LIMITS.cut_end)
    return None


def _signed(page: Page, n: int) -> bool:
    """A credit, a posted message or a note: what has no full stop all the same."""
    line = page.lines[n]
    return bool(_NOT_PROSE.search(line, max(0, len(line) - 90)) or NOTE.match(line) or _CREDIT.search(line))


def _open_beginning(page: Page) -> Hit | None:
    """The first paragraph begins in mid-sentence."""
    text = page.text
    above = range(min(8, len(page.lines)))
    ended = (n for n in above if page.line_words[n] >= CUT_LIMITS.beginning and page.lines[n][-1] in TERMINAL)
    first = next(ended, -1)
    if first < 0 or any(page.lines[n][-1] in ",:;-–—" or page.lines[n][0].islower() for n in range(first)):
        return None
    line = page.lines[first]
    dotted = line.startswith(("…", "...", "[…", "[..."))
    bare = line.lstrip("….[]() ")
    word = bare.split(None, 1)[0] if bare else ""
    lower = word[:1].islower() and word.isalpha() and bare[0] == (line[0] if not dotted else bare[0])
    if not (lower or (dotted and word[:1].islower())) or len(page.lines) < 2:
        return None
    if first and len(page.lines[first - 1]) <= 2:
        return None  # a large first letter, on a line of its own
    lowered = sum(
        other[0].islower() for n, other in enumerate(page.lines) if page.line_words[n] >= CUT_LIMITS.least_words
    )
    if lowered > 2 or word in _LOWER_NAMES:
        return None  # a writer who begins so throughout
    if not is_prose(page, int(page.line_token[first]), int(page.line_token[first + 1])):
        return None
    sentence = int(text.token_sentence[int(page.line_token[first])])
    start, end = int(text.line_start[first]), int(text.sentence_end[sentence])
    places = (Place(start, end, CUT_LIMITS.not_junk_itself),)
    return Hit(start, end, 0.75, "The text begins in mid-sentence.", amount=CUT_LIMITS.cut_end, places=places)


def _is_dotted(page: Page, n: int) -> bool:
    """Whether the dots belong to an address, or end other lines too: then they are the writer's way."""
    if "/" in page.lines[n].rsplit(None, 1)[-1]:
        return True
    return any(line.endswith(("…", "...")) for i, line in enumerate(page.lines) if i != n and page.line_words[i] > 1)


def _open_end(page: Page, n: int, final: bool) -> Hit | None:
    """A line of prose whose last sentence has no end."""
    text = page.text
    first, stop = int(page.line_token[n]), int(page.line_token[n + 1])
    words = int(page.line_words[n])
    if not is_prose(page, first, stop) or _goes_on(page, n):
        return None
    sentence = int(text.token_sentence[stop - 1])
    begins = int(text.sentence_token[sentence])
    several = begins > first
    in_sentence = int(page.sentence_words[sentence])
    last = text.lower[stop - 1]
    cue = several and bool((page.opens[begins : begins + 2] & FURNITURE).any())
    if cue or _NOT_PROSE.search(page.lines[n], max(0, len(page.lines[n]) - 90)):
        return None  # a credit, a link or a posted message after the last sentence
    if text.lower[stop - 1] in ("or", "and") and text.lower[stop - 2] in ";,":
        return None  # an item of an enumeration
    if text.lower[begins] == "by" and text.is_capital[begins + 1 : begins + 2].any():
        return None  # a byline
    capital = bool(text.is_capital[stop - 1])
    if final and not cue and not _signed(page, n) and is_cut_end(page, n, several, in_sentence):
        return _cut(page, n, 0.85 if several else 0.8, _STOPS, CUT_LIMITS.cut_end)
    if last == ",":
        if _leads_in(page, n) or not text.lower[stop - 2].isalpha() or text.is_capital[stop - 2]:
            return None
        confidence = 0.9 if final else 0.75
    elif not last.isalpha() or in_address(page, stop - 1):
        return None  # dashes, figures, marks, an address: lists, transcripts, signatures, disclaimers
    elif capital:
        return None  # a name, a headline
    elif ends().get(last, 0.0) < ENDING_LIMITS.hardly:
        confidence = 0.93 if final or several or words >= ENDING_LIMITS.long else 0.6
    elif in_sentence < 5 or len(last) == 1 or not (page.bits[begins:stop] & FUNCTION).any():
        return None  # a name, a label or a stray letter after the last sentence
    elif (page.opens[begins:stop] & FURNITURE).any():
        return None  # "click here", "featured image": words of the page
    elif (
        n + 1 == len(page.lines)
        and (several or words >= ENDING_LIMITS.long)
        and ends().get(last, 0.0) < ENDING_LIMITS.seldom
    ) or (
        _between_paragraphs(page, n) and is_spoken(page, begins, stop) and ends().get(last, 0.0) < ENDING_LIMITS.seldom
    ):
        confidence = 0.75
    else:
        return None  # of such lines hardly one in fifty is cut off: headings, captions, credits, a lost full stop
    start, end = int(text.sentence_start[sentence]), int(text.sentence_end[sentence])
    return Hit(
        start,
        end,
        confidence,
        _STOPS,
        None if confidence >= 0.75 else "low",
        CUT_LIMITS.cut_end if final else CUT_LIMITS.cut_inside if confidence >= 0.75 else CUT_LIMITS.doubtful_cut,
        places=(Place(start, end, min(confidence, CUT_LIMITS.not_junk_itself)),),
    )


def _between_paragraphs(page: Page, n: int) -> bool:
    """Whether a line that has no end stands between whole paragraphs of a text whose paragraphs have one."""
    return (
        is_below_prose(page, n)
        and n + 1 < len(page.lines)
        and page.line_words[n + 1] >= ENDING_LIMITS.paragraph
        and page.lines[n + 1][-1] in TERMINAL
        and whole_before(page, n)
    )


def _leads_in(page: Page, n: int) -> bool:
    """A comma after which the article goes on: "As the paper reports," "For instance,", or a slip of the pen."""
    before = page.text.lower[int(page.line_token[n + 1]) - 2]
    following = page.lines[n + 1] if n + 1 < len(page.lines) else ""
    prose = bool(following) and page.line_words[n + 1] > CUT_LIMITS.least_words // 2 and following[-1] in TERMINAL
    return before in _LEADS_IN or prose or (bool(following) and not following[0].isalnum())


def _goes_on(page: Page, n: int) -> bool:
    """The sentence goes on in the next line, or the line is one of a list of such lines."""
    line = page.lines[n]
    if not line[0].isalnum() and line[1:2].isspace():
        return True  # a bullet
    if n + 1 >= len(page.lines):
        return n > 0 and page.lines[n - 1][-1] == ":"
    following = page.lines[n + 1]
    if following[0].islower():
        return True
    if page.line_words[n + 1] >= CUT_LIMITS.least_words and following[-1] == line[-1] and line[-1] in ",;":
        return True
    return n > 0 and page.lines[n - 1][-1] in ":,;"
