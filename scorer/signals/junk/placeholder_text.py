"""Placeholder text: lorem-ipsum Latin, template fields, test text."""

from __future__ import annotations

import re
from bisect import bisect_right

import numpy as np

from scorer.signals.base import Example, FlagKind
from scorer.signals.junk.limits import PLACEHOLDER_LIMITS
from scorer.signals.junk.page import Hit, Page
from scorer.signals.junk.phrases import Match
from scorer.signals.junk.vocabulary import FUNCTION, LATIN, PLACEHOLDER
from scorer.text.late import late
from scorer.types import Span

KIND = FlagKind(
    id="junk.placeholder_text",
    severity="high",
    shows="lorem-ipsum Latin, template fields, test text",
    why="Placeholder text shows that nobody read the page before it went out.",
    source="C4 cleaning rules (Raffel et al. 2020, section 2.2): pages with lorem ipsum or curly brackets are dropped",
)


_TEMPLATE = late(
    r"\{\{[^{}\n]{1,60}\}\}|\{%[^%\n]{1,60}%\}|\$\{\w[^{}\n]{0,40}\}|<%[^%\n]{1,60}%>|%%\w{2,30}%%"
    r"|\[\[\w[\w.-]{0,20}(?: [\w.-]{1,20})?\]\]"  # longer ones are links of a wiki
    r"|\[(?:INSERT|ADD|ENTER|YOUR|TODO|TBD|TK|PLACEHOLDER|FILL|REPLACE|NAME|DATE|LINK|QUOTE|SOURCE|LOCATION"
    r"|COMPANY|TITLE"
    r"|HEADLINE|IMAGE|PHOTO|CAPTION|AUTHOR|CITY|STATE|NUMBER|URL)\b[^\[\]\n]{0,60}\]"
    r"|\[(?:[Ii]nsert|[Aa]dd|[Ee]nter|[Yy]our|[Pp]laceholder|[Ff]ill in|[Rr]eplace)\s[^\[\]\n]{1,60}\]"
    r"|\[(?:City|State|Town|Country|Date|Day|Month|Year|Time|Name|First Name|Last Name|Company"
    r"|Company Name|Location|Source|Quote|Link|Author|Title|Number|Amount|Percentage|Product|Venue|Organization|Outlet)"
    r"(?:,? (?:City|State|Country|Name|Date))?\]"
    r"|\{(?:[a-z]+_[a-z_]+|first_?name|last_?name|name|date|title|author|city|company|keyword|location)\}"
)


#: A blank that a writer was to fill in: "[name of outlet]", "[number]", "[X]". One alone may be an editor's note.
_BLANK = late(
    r"\[(?:(?:the |a |an |your |local |exact |specific |relevant |full |current |some |another |official |random )?"
    r"(?:[\w’'-]+ ){0,3}"
    r"(?:names?|dates?|numbers?|amounts?|titles?|places?|locations?|outlets?|quotes?|sources?|figures?"
    r"|percentages?|links?|cit(?:y|ies)"
    r"|towns?|officials?|spokesperson|experts?|organi[sz]ations?|compan(?:y|ies)|agenc(?:y|ies)|times?|months?"
    r"|years?|days?|details|url|position|job title"
    r"|headline|product|event|country|state|county|department|venue|statistics?|candidate|school|team|score)"
    r"(?: (?:of|for|to|from|about|here|and) [^\[\]\n]{1,50})?|X{1,4}|\d?[Xx]{2,4}%?|_{2,12}|\.{3,12} ?name)\]",
    re.I,
)
#: What is in brackets in honest texts: what an editor put in for a pronoun, or took out.
_EDITORS = late(
    r"withheld|redacted|omitted|unknown|sic\b|inaudible|changed|removed|deleted|\bthe\b|\bhis\b|\bher\b"
    r"|\btheir\b|\bthis\b|\bof birth|\d",
    re.I,
)


_TOPIC_NEAR = 240  # characters on both sides of a field
#: What a report on templates speaks of.
_TOPIC = late(
    r"\b(?:templates?|placeholders?|mail[\s-]merges?|(?:curly\s)?(?:braces?|brackets?)|form\sletters?|syntax|merge\sfields?)\b",
    re.I,
)


def find(page: Page) -> list[Hit]:
    latin = _latin(page)
    inside = [(hit.start, hit.end) for hit in latin]
    told = [hit for hit in _phrases(page) if not any(s <= hit.start and hit.end <= e for s, e in inside)]
    return [*latin, *_templates(page), *told]


def _latin(page: Page) -> list[Hit]:
    """Runs of neighbouring sentences that are Latin word by word."""
    text = page.text
    is_latin = page.bits & LATIN
    if np.count_nonzero(is_latin) < PLACEHOLDER_LIMITS.latin_words:
        return []
    count = np.bincount(text.token_sentence[is_latin > 0], minlength=text.n_sentences)
    english = np.bincount(text.token_sentence[(page.bits & FUNCTION) > 0], minlength=text.n_sentences)
    words = np.maximum(page.sentence_words, 1)
    latin = (
        (count >= PLACEHOLDER_LIMITS.latin_words)
        & (count >= PLACEHOLDER_LIMITS.latin_share * words)
        & (english <= np.maximum(1.0, 0.1 * words))
    )
    hits: list[Hit] = []
    previous = -2
    start = end = 0
    amount = 0.0
    for n in [*np.flatnonzero(latin).tolist(), -2]:
        joined = n >= 0 and previous >= 0 and n - previous <= 3 and _short_between(page, previous, n)
        if not joined:
            if previous >= 0:
                hits.append(Hit(start, end, 0.97, "Placeholder text (lorem ipsum).", amount=amount))
            if n < 0:
                break
            start, amount = _latin_start(page, n), 0.0
        end = int(text.sentence_end[n])
        amount += float(words[n])
        previous = n
    return hits


def _short_between(page: Page, first: int, second: int) -> bool:
    """Only short Latin is between two Latin sentences of one line."""
    between = page.sentence_words[first + 1 : second]
    same_line = page.text.sentence_line[first] == page.text.sentence_line[second]
    return bool(same_line and (between <= 8).all()) or second == first + 1


def _latin_start(page: Page, sentence: int) -> int:
    """Where the Latin begins in its first sentence: "bio : Et natus" begins at "Et"."""
    text = page.text
    first, last = int(text.sentence_token[sentence]), int(text.sentence_token[sentence + 1])
    for n in range(first, last):
        if page.bits[n] & LATIN:
            return int(text.token_start[n])
    return int(text.sentence_start[sentence])


def _templates(page: Page) -> list[Hit]:
    raw = page.text.raw
    if not ("{" in raw or "[" in raw or ("%" in raw and ("<%" in raw or "%%" in raw))):
        return []
    found = [
        m.span() for m in _TEMPLATE.finditer(raw) if not (_is_quoted(page, m.start()) or _is_topic(page, m.start()))
    ]
    blanks = [
        m.span() for m in _BLANK.finditer(raw) if not _is_quoted(page, m.start()) and not _EDITORS.search(m.group())
    ]
    if len(blanks) > 1 or found:
        ends = [end for _, end in found]  # in order, none inside another
        free = [b for b in blanks if (n := bisect_right(ends, b[0])) == len(found) or found[n][0] >= b[1]]
        found = sorted({*found, *free})
    return [Hit(*span, 0.9, "A template field that was never filled in.") for span in found]


def _is_quoted(page: Page, offset: int) -> bool:
    """Whether what is at an offset is quoted, or shown as an example: braces in a letter that is cited."""
    token = int(page.text.token_start.searchsorted(offset))
    return token < len(page.quoted) and bool(page.quoted[token])


def _is_topic(page: Page, offset: int) -> bool:
    """Whether the sentence around a field speaks of such fields."""
    token = min(int(page.text.token_start.searchsorted(offset)), len(page.text.tokens) - 1)
    sentence = page.sentence_of(token)
    near = max(sentence.start, offset - _TOPIC_NEAR), min(sentence.end, offset + _TOPIC_NEAR)
    return _TOPIC.search(page.text.raw, *near) is not None


def _phrases(page: Page) -> list[Hit]:
    hits = []
    for match in page.phrases(PLACEHOLDER):
        if match.weight < 0.8 and page.quoted[match.first : match.last].all():
            continue
        if page.quoted[match.first] and page.sentence_words[page.text.token_sentence[match.first]] > 8:
            continue  # a report that quotes placeholder text
        if page.text.tokens[match.first] == "lorem" or _discussed(page, match):
            continue  # a report on placeholder text; what is Latin all through is reported as such
        span = page.token_span(match.first, match.last)
        sentence = page.sentence_of(match.first)
        if sentence.end - sentence.start < 2 * (span.end - span.start):
            span = Span(*sentence)
        confidence = match.weight
        hits.append(Hit(span.start, span.end, confidence, "Placeholder text.", flagged=confidence >= 0.5))
    return hits


def _discussed(page: Page, match: Match) -> bool:
    """Whether a phrase is a part of a sentence that goes on about it, not a line or a sentence of its own."""
    text = page.text
    sentence = int(text.token_sentence[match.first])
    others = int(page.sentence_words[sentence]) - (match.last - match.first)
    first, last = int(text.sentence_token[sentence]), int(text.sentence_token[sentence + 1])
    small = int(((page.bits[first:last] & FUNCTION) > 0).sum())
    return match.weight < PLACEHOLDER_LIMITS.sure and others >= 4 and small >= 2


EXAMPLES = (
    Example(
        KIND.id,
        "The library opens on Saturdays again.\n\nAlias rerum quisquam et voluptas. Nemo dolorum quia omnis sequi.\n\n"
        "Readers had asked for it.",
        True,
        "Nemo dolorum quia omnis sequi",
    ),
    Example(
        KIND.id,
        "Dear {{first_name}}, the museum in [INSERT CITY] opens a new wing this spring, its director said.",
        True,
        "{{first_name}}",
    ),
    Example(
        KIND.id, "Storm closes the coast road.\n\nYour text goes here.\n\nTraffic is led inland.", True, "text goes"
    ),
    Example(KIND.id, "Dear [[first name]], the museum opens a new wing this spring.", True, "[[first name]]"),
    Example(KIND.id, "The county, one of nine [[Counties on the Northern Border]], voted on Monday.", False),
    Example(
        KIND.id,
        "The lawyer filed a writ of habeas corpus and spoke of mens rea. “Et tu, Brute?” he asked his partner, who "
        "had a status quo to defend.",
        False,
    ),
    Example(
        KIND.id,
        "The motto over the gate reads “Fluctuat nec mergitur”, and the mayor quoted it to the crowd, then added: "
        "“Si vis pacem, para bellum.”",
        False,
    ),
    Example(
        KIND.id,
        "The witness said: “He [the driver] did not stop.” The court [sic] adjourned. Engineers run a test, test it "
        "again and publish the result.",
        False,
    ),
)
