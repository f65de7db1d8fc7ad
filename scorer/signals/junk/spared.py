"""Lines that look like furniture to the model of lines and are the article's: headings, announced lists, short answers,
sentences that report what a page says. Used by :mod:`.page_furniture`.
"""

from __future__ import annotations

import re

import numpy as np

from scorer.article.bylines import is_person
from scorer.signals.junk.limits import FURNITURE_LIMITS
from scorer.signals.junk.own_lines import formed_lines, shown_posts
from scorer.signals.junk.page import Page
from scorer.signals.junk.told import tells
from scorer.signals.junk.vocabulary import FURNITURE
from scorer.text.late import late
from scorer.types import Bools, Floats

#: Phrases before which a name or a kind may stand: "File photo:", "AP Images".
_LABELS = frozenset("photo image picture photos images video credit getty newsletter comments © copyright".split())
_REFERENCE = late(r"\bdoi\s?[:.]|\bdoi\.org/|\bet al\b[.,]|\bvol\. ?\d|\bno\. ?\d", re.I)
_ADDRESS = late(r"@|www\.|https?:|\.com\b|©|\b(?:copyright|reserved|subscri|sign up|newsletter)", re.I)


def reporting_lines(page: Page, cues: Floats) -> Bools:
    """Lines that begin with a phrase of furniture and go on to report something with it."""
    out = np.zeros(len(page.lines), dtype=np.bool_)
    if cues.max() < FURNITURE_LIMITS.flag_at:
        return out
    for match in page.phrases(FURNITURE):
        line = int(page.line_token.searchsorted(match.first, side="right")) - 1
        if match.first - int(page.line_token[line]) <= 2 and cues[line] >= FURNITURE_LIMITS.flag_at:
            out[line] = tells(page, int(page.text.token_sentence[match.first]), match.last)
    return out


def formed_on_page(page: Page, chance: Floats) -> Bools:
    """Lines of a form that the article has, unless a whole page stands around it: menus are lists as well, and the
    times of other stories look like a live blog."""
    formed = formed_lines(page) | shown_posts(page)
    outside = ~formed
    around = int((chance[outside] >= FURNITURE_LIMITS.flag_at).sum())
    if around > max(FURNITURE_LIMITS.few_around, FURNITURE_LIMITS.most_around * int(outside.sum())):
        return np.zeros(len(page.lines), dtype=np.bool_)
    return formed


def section_headings(page: Page, chance: Floats, cues: Floats) -> Bools:
    """Short lines that stand alone between two paragraphs of the article, as the headings of its sections do."""
    out = np.zeros(len(page.lines), dtype=np.bool_)
    prose = (page.line_words >= FURNITURE_LIMITS.headed) & (chance < FURNITURE_LIMITS.flag_at)
    short = (
        (page.line_words >= 2)
        & (page.line_words <= FURNITURE_LIMITS.longest_heading)
        & (cues < FURNITURE_LIMITS.telling)
    )
    out[1:-1] = prose[:-2] & short[1:-1] & prose[2:]
    return out


def ended_lines(page: Page, chance: Floats, cues: Floats) -> Bools:
    """Of the lines that may be furniture those without a word of it that end as sentences do: short paragraphs,
    questions and answers."""
    out = np.zeros(len(page.lines), dtype=np.bool_)
    for n in ((chance >= FURNITURE_LIMITS.flag_at - 0.05) & (cues == 0.0)).nonzero()[0].tolist():
        line = page.lines[n]
        ended = line[-1] in '.?!"”’' and (line[0].isupper() or page.line_words[n] == 0 or line[0] in '"“‘')
        goes_on = n + 1 < len(out) and page.lines[n + 1][0].islower() and page.line_words[n] >= 5
        out[n] = (ended or goes_on) and not _ADDRESS.search(line)
    return out


def taken_up(page: Page, chance: Floats, cues: Floats) -> Bools:
    """Short lines whose words the paragraph below takes up: headings, be they a single name."""
    text = page.text
    out = np.zeros(len(page.lines), dtype=np.bool_)
    short = (
        (page.line_words[:-1] >= 1) & (page.line_words[:-1] <= FURNITURE_LIMITS.longest_heading) & (cues[:-1] == 0.0)
    )
    for n in (
        (short & (page.line_words[1:] >= FURNITURE_LIMITS.headed) & (chance[1:] < FURNITURE_LIMITS.flag_at))
        .nonzero()[0]
        .tolist()
    ):
        a, b, c = page.line_token[n : n + 3].tolist()
        words = {text.lower[t] for t in range(a, b) if len(text.tokens[t]) >= 4 and text.is_word[t]}
        alone = page.line_words[n] == 1 and n > 0 and (page.line_words[n - 1] >= FURNITURE_LIMITS.headed or n == 1)
        if alone and chance[n - 1] < FURNITURE_LIMITS.flag_at and page.lines[n].isalpha():
            out[n] = True  # a heading of one word between two paragraphs
            continue
        out[n] = bool(words) and 2 * len(words.intersection(text.lower[b:c])) >= len(words)
    return out


def credited(page: Page, cues: Floats) -> Bools:
    """Lines below a quotation that say whose it is, and references to studies."""
    out = np.zeros(len(page.lines), dtype=np.bool_)
    for n in ((page.line_words >= 1) & (cues == 0.0)).nonzero()[0].tolist():
        line = page.lines[n]
        if "doi" in line or " no. " in line or "et al" in line:
            out[n] = _REFERENCE.search(line) is not None
        elif n and page.lines[n - 1][-1] in '”"' and page.line_words[n - 1] >= FURNITURE_LIMITS.headed:
            named = page.line_words[n] <= FURNITURE_LIMITS.credit and ("," in line or is_person(line))
            out[n] = named and page.lines[n - 1][0] in '“"' and line[0].isupper() and line[-1].isalpha()
    return out


def led_lines(page: Page) -> Bools:
    """Lines whose phrase has a word of something else before it: "Way to jump to conclusions"."""
    text = page.text
    out = np.zeros(len(page.lines), dtype=np.bool_)
    seen: set[int] = set()
    for match in page.phrases(FURNITURE):
        line = int(page.line_token.searchsorted(match.first, side="right")) - 1
        if line not in seen:
            seen.add(line)
            before = text.is_word[int(page.line_token[line]) : match.first].any()
            out[line] = bool(before) and text.lower[match.first] not in _LABELS
    return out


def announced_lines(page: Page, chance: Floats, cues: Floats) -> Bools:
    """Lines of a list that a sentence of the article announces, up to its next paragraph or its end. On the labelled
    pages half the furniture wrongly found in such places was the article's."""
    text = page.text
    out = np.zeros(len(page.lines), dtype=np.bool_)
    body = chance < FURNITURE_LIMITS.flag_at
    paragraph = body & (page.line_words >= FURNITURE_LIMITS.headed)
    ends = np.append(paragraph | (cues >= FURNITURE_LIMITS.telling), True)
    last = np.append(text.sentence_line[1:] != text.sentence_line[:-1], True)  # the sentence that ends its line
    goes_on = body.copy()
    goes_on[1:] |= body[:-1]  # a line below the article's own may announce, whatever it looks like alone
    announcing = (
        goes_on & (cues < FURNITURE_LIMITS.flag_at) & (page.sentence_words[last] >= FURNITURE_LIMITS.announcing)
    )
    for n in announcing.nonzero()[0].tolist():
        if page.lines[n][-1] == ":":
            end = n + 1 + int(ends[n + 1 :].argmax())
            if end - n <= FURNITURE_LIMITS.longest_list and (end == len(out) or paragraph[end]):
                out[n:end] = True
    return out
