"""A section or the whole that stops in mid-sentence, or a "read more" stub."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from scorer.model.store import load_classes, load_weights, unpack_strings
from scorer.signals.base import Example, FlagKind
from scorer.signals.junk.page import Hit, Page, Place
from scorer.signals.junk.vocabulary import FUNCTION, FURNITURE

KIND = FlagKind(
    id="junk.truncated",
    severity="medium",
    shows="a section or the whole that stops in mid-sentence, a “read more” stub",
    why="A reader, or a model, that judges half an article judges something its writer never published.",
    source="C4 cleaning rules (Raffel et al. 2020, section 2.2): a line is kept only if it ends in a terminal mark",
)

_TERMINAL = ".!?…\"”’'»)]*"
_STUB = re.compile(
    r"(?:[\[(]\s{0,2}(?:…|\.\.\.)\s{0,2}[\])]\s{0,2}|(?:…|\.\.\.)\s{0,2})?"
    r"(?:(?:(?<!\w)|(?=(?-i:[RCM])))[\[(]?"  # or right after a word, with a capital: "the councilRead more"
    r"(?:read (?:more|on|the (?:full|rest)[\w ]{0,30})|continue reading|continued(?: on [\w ]{0,30})?|more)"
    r"[\])]?\s{0,2}(?:…|\.\.\.|»|>{1,2}|→)?)?$",
    re.IGNORECASE,
)
#: Without one of these in its last characters no line ends so.
_STUB_CUES = ("…", "...", "more", "read", "cont")
#: A line that ends so is a posted message, a link or a reference.
_NOT_PROSE = re.compile(r"@\w|https?:|www\.|pic\.twitter|\s[—–-]\s?[A-Z]|\d{4}$")
#: What is left of a sentence is still the article's: as evidence of junk it stays below one half.
NOT_JUNK_ITSELF = 0.4
#: Prose shorter than this may be a heading, a caption or a credit.
MIN_WORDS = 9
#: A line of this many words is hardly a heading.
LONG = 16
#: So many tokens before a link to the rest must read like prose.
_BEFORE_A_LINK = 16
#: Log-odds, beside the average word, below which a word hardly ends a sentence, or seldom does. The second is asked at
#: the end of the text alone: too many captions inside an article, which have no full stop, end with such a word.
_HARDLY, _SELDOM = -3.6, -1.2

_LEADS_IN = load_classes("attribution_cues")["speech"] | {"instance", "example"}


@functools.cache
def _ends() -> Mapping[str, float]:
    """How seldom words end sentences, of those that seldom do (``scorer.eval.training.junk.ends``)."""
    stored = load_weights("junk")
    return dict(zip(unpack_strings(stored["end_words"]), stored["end_odds"].tolist(), strict=True))


def find(page: Page) -> list[Hit]:
    """Lines of prose that stop in mid-sentence where a paragraph, a section or the whole ends."""
    lines = page.lines
    last = _last_prose(page)
    hits = []
    for n in (page.line_words >= MIN_WORDS).nonzero()[0].tolist():
        line = lines[n]
        hit = _stub(page, n, line) if n == last else None
        if hit is None and line[-1] not in _TERMINAL and line[-1] != ":":
            hit = _open_end(page, n, n == last)
        if hit is not None:
            hits.append(hit)
    return hits


def _last_prose(page: Page) -> int:
    """The last line that is long enough to be of the article, if only a few short lines follow it."""
    for n in range(len(page.lines) - 1, max(-1, len(page.lines) - 6), -1):
        if page.line_words[n] >= MIN_WORDS:
            return n
    return -1


def _stub(page: Page, n: int, line: str) -> Hit | None:
    """Dots, or a link to the rest, at the end of the last line."""
    ending = line[-60:].lower()
    if not any(cue in ending for cue in _STUB_CUES):
        return None
    found = _STUB.search(line, max(0, len(line) - 60))
    if found is None or not found.group():
        return None
    text = page.text
    first, stop = int(page.line_token[n]), int(page.line_token[n + 1])
    sentence = int(text.token_sentence[stop - 1])
    end = int(text.line_end[n])
    rest = line[: found.start()].rstrip()
    if rest and rest[-1] in _TERMINAL and not found.group().startswith(("…", "...", "[")):
        return None  # a whole sentence and then a link, or dots that say that something was left out
    start = min(int(text.sentence_start[sentence]), end - len(found.group()))
    if found.group().lower() == "more" and not found.group()[0].isupper():
        return None  # the sentence's own last word
    linked = found.group().rstrip(".…)] ").lstrip(".…([ ") != ""
    if linked:
        if not _is_prose(page, max(first, stop - _BEFORE_A_LINK), stop):
            return None  # a table, or a posted message, and a link to more of them
        return Hit(start, end, 0.9, "The text breaks off and points elsewhere.")
    if text.quoted[stop - 1] or _is_dotted(page, n):
        return None
    return Hit(start, end, 0.75, "The text ends in dots, in mid-sentence.")


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
    if not _is_prose(page, first, stop) or _goes_on(page, n):
        return None
    sentence = int(text.token_sentence[stop - 1])
    begins = int(text.sentence_token[sentence])
    several = begins > first
    in_sentence = int(page.sentence_words[sentence])
    last = text.lower[stop - 1]
    cue = several and bool((page.opens[begins : begins + 2] & FURNITURE).any())
    if cue or _NOT_PROSE.search(page.lines[n], max(0, len(page.lines[n]) - 90)):
        return None  # a credit, a link or a posted message after the last sentence
    capital = bool(text.is_capital[stop - 1])
    if last == ",":
        if _leads_in(page, n) or not text.lower[stop - 2].isalpha() or text.is_capital[stop - 2]:
            return None
        confidence = 0.9 if final else 0.75
    elif not last.isalpha() or _in_address(page, stop - 1):
        return None  # dashes, figures, marks, an address: lists, transcripts, signatures, disclaimers
    elif capital:
        return None  # a name, a headline
    elif _ends().get(last, 0.0) < _HARDLY:
        confidence = 0.93 if final or several or words >= LONG else 0.6
    elif in_sentence < 5 or len(last) == 1 or not (page.bits[begins:stop] & FUNCTION).any():
        return None  # a name, a label or a stray letter after the last sentence
    elif (page.opens[begins:stop] & FURNITURE).any():
        return None  # "click here", "featured image": words of the page
    elif n + 1 == len(page.lines) and (several or words >= LONG) and _ends().get(last, 0.0) < _SELDOM:
        confidence = 0.75
    else:
        return None  # of such lines hardly one in fifty is cut off: headings, captions, credits, a lost full stop
    start, end = int(text.sentence_start[sentence]), int(text.sentence_end[sentence])
    return Hit(
        start,
        end,
        confidence,
        "The text stops in mid-sentence.",
        None if confidence >= 0.75 else "low",
        places=(Place(start, end, min(confidence, NOT_JUNK_ITSELF)),),
    )


def _is_prose(page: Page, first: int, stop: int) -> bool:
    """Whether as many of the words are function words as in sentences."""
    words = int(page.text.words_before[stop] - page.text.words_before[first])
    return int(((page.bits[first:stop] & FUNCTION) > 0).sum()) >= 0.18 * words


def _in_address(page: Page, token: int) -> bool:
    """A token right after a full stop: the end of example.com."""
    text = page.text
    return token > 0 and text.tokens[token - 1] == "." and bool(text.token_end[token - 1] == text.token_start[token])


def _leads_in(page: Page, n: int) -> bool:
    """A comma after which the article goes on: "As the paper reports," "For instance,", or a slip of the pen."""
    before = page.text.lower[int(page.line_token[n + 1]) - 2]
    following = page.lines[n + 1] if n + 1 < len(page.lines) else ""
    prose = bool(following) and page.line_words[n + 1] > MIN_WORDS // 2 and following[-1] in _TERMINAL
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
    if page.line_words[n + 1] >= MIN_WORDS and following[-1] == line[-1] and line[-1] in ",;":
        return True
    return n > 0 and page.lines[n - 1][-1] in ":,;"


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
        "The minister resigned on Tuesday after a week of pressure from her own party. She had led the departmentRead "
        "more",
        True,
        "Read more",
    ),
    Example(
        KIND.id,
        "The ferry ran aground at dawn. All passengers are safe, the coast guard said.\n\nDivers went down twice and "
        "found a hole in the hull that engineers now link to a previous",
        True,
        "a previous",
    ),
    Example(
        KIND.id,
        "The ferry ran aground at dawn. All passengers are safe, the coast guard said.\n\nJana Holt and Piotr Lem in "
        "the office at the harbour of Lower Sedge contributed to this report",
        False,
    ),
    Example(
        KIND.id,
        "The ferry ran aground at dawn.\n\nThe captain's wife told the crowd on the quay that she would not give in\n\n"
        "All passengers are safe, the coast guard said.",
        False,
    ),
    Example(
        KIND.id,
        "The mill closed in May. In her diary the owner wrote of the day,\n\nThe wheel stood still for the first time "
        "since I was born, and nobody spoke of it.\n\nThe shop sells bread, flour, cakes, jam and much more",
        False,
    ),
    Example(
        KIND.id,
        "The mill closed in May, and nobody has bought it since then. To see it once more click here This film has two "
        "votes",
        False,
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
