"""The rest of the article is behind a subscription, a login or a limit."""

from __future__ import annotations

import re

from scorer.signals.base import Example, FlagKind
from scorer.signals.junk.limits import WALL_LIMITS
from scorer.signals.junk.page import Hit, Page, once_per_page
from scorer.signals.junk.vocabulary import WALL
from scorer.text.late import late
from scorer.types import Span

KIND = FlagKind(
    id="junk.wall",
    severity="high",
    shows="the rest is behind a subscription, login or limit",
    why="Only the free part of the article is here; the rest was published but is not shown.",
    source="schema.org isAccessibleForFree and hasPart: how publishers mark up what stands behind a wall",
    misses=("walls in words that are in no list", "a wall that leaves no words behind"),
)

#: What a wall asks for, what it promises, and a promise that may also be an advertisement's.
_PAY = late(
    r"\b(?:subscri(?:be|ption|ber)s?|sign(?:ing)?\s(?:in|up)|log(?:ging)?\s?in|register(?:ed|ing)?|join"
    r"|become\sa\s(?:[\w’'-]+\s){0,4}(?:member|supporter|subscriber)|upgrade|purchase|buy|verify"
    r"|(?:free|paid|your|a|an|day)\s(?:[\w’'-]+\s){0,3}(?:account|trial)\b(?!\sfor\b)|\d+\s?(?:c|p|cents|pence)\b|pass|membership|members|(?:a|your)\splan)\b|[$£€]\s?\d",
    re.I,
)
_READ = late(
    r"\b(?:(?:continue|keep|go\son|finish)\s(?:reading|on|going)|(?:any|see|read)\smore\sof\b|beyond\sthis\b|quota"
    r"|(?:is|are|remains?)\shidden|(?:the|this)\sremainder\b|remaining\s(?:paragraphs?|text|words|pages?|part)|read\s(?:on\b|(?:the\s|this\s)?(?:full|whole|entire|rest"
    r"|complete|story|article)|it\sin\sfull)|the\s(?:full|whole|entire|complete)\s(?:story|article|report|text|piece"
    r"|interview)|the\srest\sof\s|full\s(?:text|story|article)|free\s(?:articles?|stories|preview|reads)"
    r"|to\scontinue\b|unlock|(?:view|see|access|get|read)\s(?:the|this)\s(?:rest|full|whole|entire|complete|remain\w+)"
    r"|this\s(?:[\w-]+\s)?(?:article|story|content|piece|report|page|feature|column)\s(?:is|requires|needs|can\sonly)\b)",
    re.I,
)
_ACCESS = late(
    r"\b(?:(?:full|unlimited|complete|digital)\s(?:digital\s)?(?:access|stories|articles)|cancel\s(?:any\s?time|at\sany)"
    r"|(?:existing|current|already\s(?:a|an))\s(?:print\s|digital\s)?(?:subscriber|member|customer|reader|user)s?)",
    re.I,
)
#: What a page offers besides, below whole articles too.
_OFFER = late(r"\b(?:newsletters?|e-?mails?|podcasts?|apps?|twitter|facebook|alerts?|briefing|channel)\b", re.I)
_PAYING = frozenset(
    "subscribe subscription subscriptions subscriber subscribers sign log login register registered join member "
    "members supporter upgrade purchase buy verify trial account pass membership plan signing logging registering "
    "c p cents pence 99c 50c $ £ €".split()
)
#: Who reports walls in an article; at a wall the site itself speaks to its reader.
_REPORTING = frozenset("said says told reported announced wrote argued asked added study survey percent".split())
_ADDRESS = frozenset("you your you're you've us our we subscribe register join login unlock become please".split())


@once_per_page
def find(page: Page) -> list[Hit]:
    """One hit: the neighbouring sentences that say that the rest costs something."""
    sentences = _sentences(page)
    if not sentences:
        return []
    text = page.text
    first, last = min(sentences), max(sentences)
    confidence = max(sentences.values())
    if last - first > 12:
        first = last  # a banner at the top, and the wall itself
    following = page.line_words[int(text.sentence_line[last]) + 1 :]
    if int(following[following >= WALL_LIMITS.prose].sum()) >= WALL_LIMITS.goes_on:
        return []
    span = Span(int(text.sentence_start[first]), int(text.sentence_end[last]))
    missing = missing_share(int(page.sentence_words[:first].sum()))
    return [Hit(*span, confidence, "The rest of the article is behind a wall.", amount=missing)]


def missing_share(words: int) -> float:
    """The share of an article that is likely missing where this many words of it are here."""
    return min(WALL_LIMITS.most_missing, max(WALL_LIMITS.least_missing, 1.0 - words / WALL_LIMITS.usual_words))


def _sentences(page: Page) -> dict[int, float]:
    """Sentences in which a site asks its reader to pay, register or come back, with how sure that is."""
    text = page.text
    left: dict[int, float] = {}
    for match in page.phrases(WALL):
        if page.quoted[match.first]:
            continue
        n = int(text.token_sentence[match.first])
        left[n] = left.get(n, 1.0) * (1.0 - match.weight)
    found = {}
    for n, innocent in left.items():
        words = text.lower[int(text.sentence_token[n]) : int(text.sentence_token[n + 1])]
        tells = not _REPORTING.isdisjoint(words) or page.sentence_words[n] > WALL_LIMITS.longest
        asked = not _ADDRESS.isdisjoint(words) or page.sentence_words[n] <= 12
        near = min(left.get(n - 1, 1.0), left.get(n + 1, 1.0))  # "Want to read on? Become a member."
        confidence = 1.0 - innocent * near
        if confidence >= WALL_LIMITS.flag_at and asked and not tells:
            found[n] = confidence
    for n, confidence in _calls(page).items():
        found[n] = max(found.get(n, 0.0), confidence)
    return found


def _calls(page: Page) -> dict[int, float]:
    """Sentences of the last lines that ask the reader to pay or register and, there or next to it, promise the rest."""
    text = page.text
    first = (
        int(page.line_token[max(1, len(page.lines) - WALL_LIMITS.last_lines)])
        if len(page.lines) > 1
        else len(text.tokens)
    )
    if first >= len(text.tokens):
        return {}
    if _PAYING.isdisjoint(text.lower[first:]):
        return {}
    begin = int(text.token_sentence[first])
    spoken: dict[int, str] = {}  # sentences in which the site may speak to its reader
    for n in range(begin, text.n_sentences):
        words = text.lower[int(text.sentence_token[n]) : int(text.sentence_token[n + 1])]
        if (
            page.sentence_words[n] <= WALL_LIMITS.call_words
            and _REPORTING.isdisjoint(words)
            and not page.quoted[text.sentence_token[n]]
        ):
            spoken[n] = text.sentence(n)
    found = {}
    for n in [n for n, sentence in spoken.items() if _PAY.search(sentence) and not _OFFER.search(sentence)]:
        near = [i for i in (n, n - 1, n + 1) if i in spoken and not _OFFER.search(spoken[i])]
        for promise, confidence in ((_READ, WALL_LIMITS.asked), (_ACCESS, WALL_LIMITS.hinted)):
            promised = [i for i in near if promise.search(spoken[i])]
            if promised:
                found[n] = found[promised[0]] = confidence
                break
    return found


EXAMPLES = (
    Example(
        KIND.id,
        "The treasurer admitted on Tuesday that he had taken the money over six years.\n\nThe club found out in May."
        "\n\nThis article is for subscribers only. Subscribe now to read on.",
        True,
        "for subscribers only",
    ),
    Example(
        KIND.id,
        "The treasurer admitted on Tuesday that he had taken the money.\n\nYou have read all your free articles this "
        "month. Log in or start a trial to keep reading.",
        True,
        "free articles",
    ),
    Example(
        KIND.id,
        "The paper lifted its paywall in June. Readers who had reached their limit of free articles were asked to "
        "subscribe to continue reading, its publisher said, and one in nine did.",
        False,
    ),
    Example(
        KIND.id,
        "Members of the club voted to close the pool. Only members may use the sauna, and guests pay four dollars.",
        False,
    ),
)
