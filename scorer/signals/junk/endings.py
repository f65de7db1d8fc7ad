"""Whether a line of prose ends as a sentence does. Used by :mod:`.truncated`."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from scorer.model.store import load_weights, unpack_strings
from scorer.signals.junk.limits import ENDING_LIMITS
from scorer.signals.junk.page import Page
from scorer.signals.junk.vocabulary import FUNCTION, FURNITURE
from scorer.text.late import late

ENDED = ".!?\"”’'»)]"
TERMINAL = ".!?…\"”’'»)]*■▪●◆□▲♦\ufffd"
#: What is below an article: who wrote it, for whom, and who may use it.
NOTE = late(
    r"[\s(\[*_—–-]{0,4}©|"
    r"[\s(\[*_—–-]{0,4}(?:(?:additional |with )?(?:reporting|writing|editing|research|story|text|photos?|words"
    r"|graphics?|edited"
    r"|written|translated|compiled)(?: and \w+)? by|by [A-Z]|copyright|all rights"
    r"|(?:the )?(?:views|opinions|(?:writer|author|columnist)s? (?:is|was|are|has|lives|works|teaches))"
    r"|with (?:files|inputs?|material|agency|additional|reports?) "
    r"|correction|editor['’]s note|about the author|filed under)\b"
    r"|[\s(\[*_—–-]{0,4}(?:source|watch|more|photo|credit|follow|contact|email|updated|published|tags?|related|share|read)\b"
    r"(?:\s?[:|–—]|\s(?:on|from|at|by|also|this|us|our)\b|(?=[^\n]{0,45}(?:\n|$)))",
    re.I,
)


_SET_OFF = frozenset(":|/")


@functools.cache
def ends() -> Mapping[str, float]:
    """How seldom words end sentences, of those that seldom do (``scorer.eval.training.junk.ends``)."""
    stored = load_weights("junk")
    return dict(zip(unpack_strings(stored["end_words"]), stored["end_odds"].tolist(), strict=True))


def whole_before(page: Page, n: int) -> bool:
    """Whether the paragraphs before a line end as sentences do: then the writer, and what cut the text out,
    kept them."""
    before = [i for i in range(n) if page.line_words[i] >= ENDING_LIMITS.paragraph]
    ended = sum(page.lines[i][-1] in TERMINAL for i in before)
    return ended >= ENDING_LIMITS.whole * len(before)


def is_spoken(page: Page, begins: int, stop: int) -> bool:
    """Whether words are a statement rather than a headline, a label or a credit: function words among them, hardly a
    capital after the first word, nothing set off by a colon or a bar."""
    text = page.text
    words = int(text.words_before[stop] - text.words_before[begins])
    small = int(((page.bits[begins:stop] & FUNCTION) > 0).sum())
    capitals = int((text.is_capital[begins + 1 : stop] & text.is_word[begins + 1 : stop]).sum())
    return (
        small >= ENDING_LIMITS.small * words
        and capitals <= ENDING_LIMITS.capitals * words
        and _SET_OFF.isdisjoint(text.lower[begins:stop])
    )


def is_cut_end(page: Page, n: int, several: bool, in_sentence: int) -> bool:
    """Whether the last line of prose, which has no full stop, is a sentence that was cut off: not a headline of another
    story, a caption or a lost full stop."""
    text = page.text
    stop = int(page.line_token[n + 1])
    begins = int(text.sentence_token[int(text.token_sentence[stop - 1])])
    if any(begins <= match.first < (stop if several else begins + 3) for match in page.phrases(FURNITURE)):
        return False
    if not text.lower[stop - 1][-1].isalnum() or (text.lower[stop - 1].isdigit() and several and in_sentence < 3):
        return False
    if NOTE.match(text.raw, int(text.token_start[begins])) or in_address(page, stop - 1):
        return False
    if several and in_sentence < 2 and text.is_capital[stop - 1]:
        return False  # a label
    small = bool((page.bits[begins:stop] & FUNCTION).any())
    seldom = ends().get(text.lower[stop - 1], 0.0) < ENDING_LIMITS.seldom
    whole = whole_before(page, n)
    words = int(page.sentence_words[int(text.token_sentence[stop - 1])])
    if (
        words >= ENDING_LIMITS.long
        and int((text.is_capital[begins:stop] & text.is_word[begins:stop]).sum()) > ENDING_LIMITS.capitals * words
    ):
        return False  # headlines and labels that run on below the article
    if several:
        return (seldom and small) or (whole and (small or (in_sentence >= 2 and not text.is_capital[stop - 1])))
    below = (i for i in range(n + 1, len(page.lines)) if page.line_words[i] >= 4 and page.lines[i][-1] in ENDED)
    if any(NOTE.match(page.lines[i]) is None for i in below):
        return False  # the article goes on
    if not whole or not small or (words < ENDING_LIMITS.long and not is_below_prose(page, n)):
        return False
    return is_spoken(page, begins, stop) or (words >= ENDING_LIMITS.long and seldom)


def is_below_prose(page: Page, n: int) -> bool:
    """Whether the line above is a whole paragraph."""
    return n > 0 and bool(page.line_words[n - 1] >= ENDING_LIMITS.paragraph) and page.lines[n - 1][-1] in TERMINAL


def is_prose(page: Page, first: int, stop: int) -> bool:
    """Whether as many of the words are function words as in sentences."""
    words = int(page.text.words_before[stop] - page.text.words_before[first])
    return int(((page.bits[first:stop] & FUNCTION) > 0).sum()) >= 0.18 * words


def in_address(page: Page, token: int) -> bool:
    """A token right after a full stop: the end of example.com."""
    text = page.text
    return token > 0 and text.tokens[token - 1] == "." and bool(text.token_end[token - 1] == text.token_start[token])
