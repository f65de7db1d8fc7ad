"""What a page appends to an article: readers' comments, and the next story of an endless page."""

from __future__ import annotations

import re

import numpy as np

from scorer.signals.junk.limits import APPENDED_LIMITS
from scorer.signals.junk.page import Page
from scorer.text.late import late
from scorer.types import Floats

_HEADING = late(
    r"(?:(?:top|best|latest|newest|all|most liked|reader|readers['’]?|user|your|recent|featured|selected|show"
    r"|view|see|load)\s)*"
    r"(?:\(?\d[\d,]*\)?\s)?(?:comments?|responses|replies|thoughts(?=\son\b)|discussion"
    r"|reactions)\b(?:\sare\s(?:moderated|open|closed)\.?)?(?:\s?\(?\d[\d,]*\)?)?"
    r"(?:\s(?:to|on)\s[“\"‘'][^\n]{3,160}|[^.!?]{0,30}:?)$"
    r"|(?:what do you think\? )?(?:join|start|leave|post|add|write|have)\b.{0,20}"
    r"\b(?:conversation|discussion|comment|reply|say)\b.{0,20}$"
    r"|what (?:our )?readers (?:say|said|think|are saying)\b.{0,20}$|from the comments\b.{0,20}$"
    r"|letters? and comments?$",
    re.I,
)
#: What only readers' comments show.
_SIGN = late(
    r"(?:[^\n]{0,40}\b(?:\d+|an?|one|two|few)\s?(?:s|m|h|d|w|min|sec|secs|mins|minutes?|hours?|hrs?|days?|weeks?"
    r"|months?|years?) ago\b"
    r"|(?:[\w.’' -]{2,30} )?(?:wrote|writes|says|commented|replied|posted)\s?(?:[:,]|on\s)|reply\b|report\b"
    r"|share\b|\W{0,2}like\b|recommend\b|u/\w|from:\s"
    r"|upvote|[▲▼👍↑↓♥★]|[^\n]{1,30}\s[·•|]\s\d{1,2}\s?[smhdw]\b"
    r"|[^\n]{1,24}\s\(\d{1,4}\)$|\d+ (?:likes?|replies|points|upvotes|thumbs)"
    r"|(?:view|show|load|see|read) (?:all|more)\b"
    r"|edited\b|flag\b"
    r"|@[\w.]{3,}|[\w.]{3,20}\d{1,4}$|[a-z]+[_.][a-z_.]+\d*$|anonymous$|guest$|log in to|sign in to|in reply to"
    r"|permalink|leave a |your email address)",
    re.I,
)
_BYLINE = late(
    r"(?:by|words by|written by|posted by|story by)\s[A-ZÀ-Þ][\w.’'-]+(?:\s(?:and\s)?[\w.’'-]+){0,6}\W{0,3}[^.]{0,40}$",
    re.I,
)
_DATED = late(
    r"(?:published|posted|updated|on)?:?\s?(?:\w{3,9},?\s)?(?:\d{1,2}(?:st|nd|rd|th)?\s\w{3,9}\.?,?\s\d{4}"
    r"|\w{3,9}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s"
    r"\d{4}|\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})[\s,|·–-]{0,4}(?:(?:at\s)?\d{1,2}[:.]\d{2}.{0,20})?"
    r"(?:\s?[|·–—-]\s?[A-ZÀ-Þ][\w.'’-]+(?:\s[\w.'’-]+){1,3})?$",
    re.I,
)
_NAME = late(r"[A-ZÀ-Þ][\w.’'-]+(?:\s[A-ZÀ-Þ][\w.’'-]*){1,3}")
_NEXT = late(
    r"(?:(?:up|read|coming up) next|next (?:article|story|post|up|in \w+)|(?:more|another|other) (?:from"
    r"|stor(?:y|ies)|news)[\w\s’'&]{0,30}|also (?:on|in|from) [\w\s’']{2,30}"
    r"|you (?:may|might) also like|keep reading|continue to the next (?:story|article)|more (?:top )?(?:stories"
    r"|news|headlines))\W{0,4}$",
    re.I,
)


def appended(page: Page, around: Floats) -> Floats:
    """(n_lines,) the chance that each line is a reader's comment or belongs to the next story; ``around`` (n_lines,)
    are the chances that the lines belong to the page."""
    chance = np.zeros(len(page.lines))
    for n, line in enumerate(page.lines):
        short = (page.line_words[n] <= 9 and len(line) <= 60) or (
            line[0].isdigit() and len(line) <= APPENDED_LIMITS.longest_count
        )
        if n >= 2 and short and _HEADING.match(line):
            following = page.lines[n + 1 : n + 40]
            signs = sum(bool(_SIGN.match(other)) for other in following)
            counted = any(map(str.isdigit, line))
            if signs >= (1 if counted else 2) and signs >= 0.2 * len(following):
                chance[n:] = APPENDED_LIMITS.thread
                break
    start = _next_story(page, around)
    if start is not None:
        chance[start:] = APPENDED_LIMITS.sure
    return chance


def _next_story(page: Page, around: Floats) -> int | None:
    """The line at which another story begins: a headline with a byline or date below it, or a word that says so above
    it, and then paragraphs that share few words with those before."""
    prose = page.line_words >= APPENDED_LIMITS.prose_words
    own = prose & (around < APPENDED_LIMITS.own_below)
    before, words = np.cumsum(own), np.cumsum(np.where(own, page.line_words, 0))
    title = page.document.article.title_span
    first = APPENDED_LIMITS.opening_lines if title is None else int(page.text.line_start.searchsorted(title.end))
    looks = 0
    for n in range(max(first, APPENDED_LIMITS.opening_lines), len(page.lines) - 1):
        if before[n - 1] < APPENDED_LIMITS.opening_lines or words[n - 1] < APPENDED_LIMITS.article_words or prose[n]:
            continue
        line = page.lines[n]
        announced = bool(len(line) <= 60 and _NEXT.match(line)) and page.lines[n + 1][0].isalnum()
        dated = not announced and len(line) <= 100 and bool(_DATED.match(line))
        above = n - 2 if dated and _NAME.fullmatch(page.lines[n - 1]) else n - 1  # a headline, a bare name and a date
        headed = (
            not announced
            and len(line) <= 100
            and (dated or bool(_BYLINE.match(line)))
            and 3 <= page.line_words[above] < 22
            and page.lines[above][-1] not in ".,;:"
            and not _BYLINE.match(page.lines[above])
        )
        if not (announced or headed):
            continue
        start = n if announced else above
        told = prose[n + 1 : n + 1 + APPENDED_LIMITS.story_lines]
        if len(told) and told.mean() >= APPENDED_LIMITS.story_prose and page.lines[start][0].isalnum():
            if _is_foreign(page, start):
                return start
            looks += 1
            if looks == APPENDED_LIMITS.most_looks:
                return None
    return None


def _is_foreign(page: Page, start: int) -> bool:
    """Whether the text from a line on shares few of its words with the text before."""
    text = page.text
    sentence = int(text.sentence_start.searchsorted(int(text.line_start[start])))
    at = page.content_bounds[sentence]
    first, second = set(page.content[:at]), set(page.content[at:])
    return len(second) >= APPENDED_LIMITS.least_words and len(first & second) < APPENDED_LIMITS.most_shared * min(
        len(first), len(second)
    )
