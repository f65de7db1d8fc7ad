"""Sourcing that has the form of the text and not of a sentence, and texts that need no sources.

A transcript says who speaks by a name and a colon; a block quotation by the line that introduces it; a report on a
survey by naming it once; an encyclopaedic text by numbered references. A speech, a letter, a price list or a statute
rests on nobody else's word.
"""

from __future__ import annotations

import re

import numpy as np

from scorer.model.store import load_classes
from scorer.signals.attribution.limits import ATTRIBUTION_LIMITS
from scorer.signals.base import Attribution, Document
from scorer.text import Text
from scorer.text.forms import Turn, speaker_turns
from scorer.text.late import late
from scorer.text.once import once
from scorer.types import AttributionKind, Bools, Span

_NAME = r"(?:[A-Z][\w.'’-]{0,30}\s(?:(?:of|the|for|and|de|van)\s){0,2}){0,4}[A-Z][\w-]{1,30}"
#: A quotation signed with a dash and a name at the end of its line: "“We fled.” — Ana Ruiz, nurse".
_SIGNED = late(rf"[”\"]\s?(?P<cue>[—–]|--)\s?(?P<source>{_NAME})(?P<rest>,[^\n]{{0,80}})?$", re.M)
#: Phrases that attribute a sentence without a verb of saying.
_PHRASES = late(
    rf"(?P<cue>\b[Ii]n the words of|,\sper(?=\s[A-Z]|\sthe\s[A-Z]))\s(?P<source>(?:the\s)?{_NAME})"
    rf"|\b(?P<by>[Bb]y)\s(?P<owner>(?:the\s)?{_NAME})['’]s?\s(?:own\s)?(?P<count>count|estimate|account|reckoning|tally)\b"
)
#: One of these stands wherever such a phrase does, and is found far sooner.
_PHRASE_CUES = late(r"[,'’](?:(?<=,)\sper\s|(?<=['’])s?\s(?:own\s)?(?:count|estimate|account|reckoning|tally)\b)")
_WORDS_OF = "n the words of"
_DASHES = ("—", "–", "--")
#: A numbered reference at the end of a statement: "[3]", "(12)", "[4, 5]".
_REFERENCE = late(r"(?:\[\d{1,3}(?:[,–-]\s?\d{1,3})*\]|\(\d{1,2}\))(?=[\s.,;]|$)")
#: A line that credits what follows or is before it.
_CREDIT = late(
    r"[\s*_>(\[]{0,4}(?:from|via|source|sources|reprinted from|excerpted from)\b[^\n]{0,4}[\s:]\s?[“\"]?[A-Z]", re.I
)
#: The line before a block quotation names who is quoted and how.
_INTRODUCES = frozenset(
    "said says say wrote writes write stated states reads read statement comment comments following added explained "
    "tweeted posted replied responded told letter memo email bill law text report passage excerpt quote according "
    "announced noted asked answered declared concluded continued filed".split()
)
_POLL = frozenset("poll polls polling survey surveys surveyed polled respondents pollster".split())
_SHARES = frozenset(("%", "percent", "pct", "majority", "half", "third", "quarter", "thirds"))
_I = frozenset("i me my mine myself i'm i’m i've i’ve i'd i’d i'll i’ll".split())
_WE = frozenset("we us our ours ourselves we're we’re we've we’ve we'll we’ll let's let’s".split())
_APPLAUSE = late(r"(?i)\((?:sustained |loud )?(?:applause|laughter|cheers)[^)\n]{0,30}\)")


def turns_as_attributions(text: Text) -> list[Attribution]:
    """The turns of a conversation, each with its speaker as the source."""
    return [
        Attribution((turn.speaker,), (), (turn.said,), "direct", "named", ATTRIBUTION_LIMITS.turn_sure)
        for turn in speaker_turns(text)
        if turn.said.end > turn.said.start
    ]


@once
def phrases_as_attributions(text: Text) -> list[Attribution]:
    """Quotations signed with a dash, and sentences attributed by "per", "in the words of" or "by …'s count"."""
    raw, found = text.raw, []
    for match in _SIGNED.finditer(raw) if any(dash in raw for dash in _DASHES) else ():
        line = int(text.line_start.searchsorted(match.start(), side="right")) - 1
        said = Span(int(text.line_start[line]), match.start() + 1)
        if said.end - said.start > 1:
            found.append(_attributed(match.span("source"), match.span("cue"), (said,), "direct"))
    for match in _PHRASES.finditer(raw) if _WORDS_OF in raw or _PHRASE_CUES.search(raw) else ():
        sentence = int(text.sentence_start.searchsorted(match.start(), side="right")) - 1
        first, last = int(text.sentence_start[sentence]), int(text.sentence_end[sentence])
        source, cue = ("source", "cue") if match["source"] else ("owner", "by")
        parts = [Span(first, match.start()), Span(match.end(), last)]
        content = tuple(part for part in parts if part.end - part.start > 1)
        if content:
            found.append(_attributed(match.span(source), match.span(cue), content, "indirect"))
    return found


def _attributed(
    source: tuple[int, int], cue: tuple[int, int], content: tuple[Span, ...], kind: AttributionKind
) -> Attribution:
    return Attribution((Span(*source),), (Span(*cue),), content, kind, "named", ATTRIBUTION_LIMITS.phrase_sure)


def speakers(text: Text, turns: list[Turn] | None = None) -> set[str]:
    """The labels of those who speak in a conversation, in lower case."""
    found = speaker_turns(text) if turns is None else turns
    return {text.raw[turn.speaker.start : turn.speaker.end].lower() for turn in found}


def sourced_by_form(text: Text) -> Bools:
    """(n_sentences,) the sentences whose origin the form of the text shows."""
    sourced = np.zeros(text.n_sentences, dtype=np.bool_)
    for turn in speaker_turns(text):
        sourced |= _within(text, turn.said)
    for block in _block_quotations(text):
        sourced |= _within(text, block)
    for one in phrases_as_attributions(text):
        for part in one.content:
            sourced |= _within(text, part)
    sourced |= _referenced(text) | _polled(text)
    return sourced


def _within(text: Text, span: Span) -> Bools:
    return np.asarray((text.sentence_start < span.end) & (text.sentence_end > span.start))


def _block_quotations(text: Text) -> list[Span]:
    """Lines that a line ending in a colon introduces as somebody's words, and lines under a credit."""
    lines = text.lines()
    found = []
    for i in range(len(lines) - 1):
        line = lines[i].rstrip()
        credit = len(line) <= ATTRIBUTION_LIMITS.longest_credit and line.endswith(":") and _CREDIT.match(line)
        if not credit and not (line.endswith(":") and _introduces(line)):
            continue
        last = i + 1
        if len(lines[last].split()) < ATTRIBUTION_LIMITS.shortest_block:
            continue  # a list
        while last + 1 < len(lines) and lines[last + 1].lstrip()[:1] in ("“", '"', "…", ">"):
            last += 1
        found.append(Span(int(text.line_start[i + 1]), int(text.line_end[last])))
    return found


def _introduces(line: str) -> bool:
    words = line.lower().rstrip(":").replace(",", " ").split()
    return not _INTRODUCES.isdisjoint(words[-12:])


def _referenced(text: Text) -> Bools:
    """(n_sentences,) those that end with the number of a reference, where there are several."""
    found = np.zeros(text.n_sentences, dtype=np.bool_)
    marks = [match.start() for match in _REFERENCE.finditer(text.raw)]
    if len(marks) >= ATTRIBUTION_LIMITS.least_references:
        at = text.sentence_start.searchsorted(np.array(marks), side="right") - 1
        found[at[at >= 0]] = True
    return found


def _polled(text: Text) -> Bools:
    """(n_sentences,) those that give shares, in or soon after a sentence that names a poll."""
    found = np.zeros(text.n_sentences, dtype=np.bool_)
    polls = text.where(_POLL)
    if not polls:
        return found
    named = set(text.token_sentence[polls].tolist())
    for sentence in dict.fromkeys(text.token_sentence[text.where(_SHARES)].tolist()):
        if not named.isdisjoint(range(sentence - ATTRIBUTION_LIMITS.poll_reaches, sentence + 1)):
            found[sentence] = True
            named.add(sentence)  # results go on from sentence to sentence
    return found


@once
def is_speech(text: Text) -> bool:
    """Whether the text is a speech as it was given: its applause and laughter are noted, or its head says so."""
    head = text.raw[: ATTRIBUTION_LIMITS.speech_head]
    return len(_APPLAUSE.findall(text.raw)) > 1 or bool(_SPEECH_HEAD.search(head))


_SPEECH_HEAD = late(
    r"\b(?:transcript|full text|text) of [^\n]{0,100}\b(?:remarks|speech|address|testimony|statement)\b"
    r"|\b(?:prepared (?:text|remarks)|as prepared for delivery|rush transcript|remarks (?:by|of) (?:the )?[A-Z])",
    re.I,
)


def passes_on_an_article(text: Text) -> bool:
    """Whether a line of its own says that what follows is another outlet's article: "The Harrow Post reports:"."""
    return bool(_PASSED_ON.search(text.raw))


_PASSED_ON = late(
    r"^[ \t]{0,4}(?:from |via )?[A-Z][\w.'’& -]{2,40}(?:reports|reported|writes|wrote|continues)\s?:[ \t]{0,4}$"
    r"|^[ \t]{0,4}(?:from|via|according to) [A-Z][\w.'’& -]{2,40}:[ \t]{0,4}$",
    re.I | re.M,
)


def is_statute(document: Document) -> bool:
    """Whether the text lays down rules: a statute, a bill, a contract."""
    text = document.text
    shall = text.where(("shall",))
    n = int(np.count_nonzero(document.body))
    return len(set(text.token_sentence[shall].tolist())) >= ATTRIBUTION_LIMITS.statute_share * n > 0


def is_review(document: Document) -> bool:
    """Whether the headline or the first line calls the text a review, a guide to products, a recap or spoilers."""
    first = document.text.raw[: ATTRIBUTION_LIMITS.review_head]
    return bool(_REVIEW.search(document.article.title or "") or _REVIEW.search(first.split("\n", 1)[0]))


_REVIEW = late(
    r"\b(?:reviews?|reviewed|recaps?|spoilers?|buying (?:guide|advice)|horoscopes?|recipes?)\b"
    r"|\b(?:best|top \d{1,3})\b[^\n]{0,80}\b20\d\d\b|^\W{0,3}(?:the )?(?:\d{1,3} )?best\b",
    re.I,
)


def says_it_is_opinion(document: Document) -> bool:
    """Whether the article itself says that it is an opinion piece: a label above it or a notice below it."""
    raw, title = document.text.raw, document.article.title or ""
    return bool(_OPINION_LABEL.match(raw) or _OPINION_LABEL.match(title) or _OPINION_NOTICE.search(raw))


_OPINION_LABEL = late(r"\W{0,3}(?:opinions?|op-?ed|editorial|commentary|letters? to the editor)\s?(?:[:|–—]|\n)", re.I)
_OPINION_NOTICE = late(
    r"\b(?:opinions?|views?) (?:expressed|represented|contained|stated) (?:in|by|here|on|above|are)\b"
    r"|\bthis (?:is an? )?(?:opinion|guest) (?:piece|column|article|commentary|essay)\b",
    re.I,
)


def needs_no_sources(document: Document) -> bool:
    """Whether the text is of a kind that rests on its writer's or speaker's own word (a speech, a first-person account
    or appeal, a review, a statute, a list, prices), or attributes in a way that cannot be read."""
    text = document.text
    body = document.body
    n = int(np.count_nonzero(body))
    if not n:
        return False

    sentence, own = text.token_sentence.tolist(), document.own_voice.tolist()

    def share(tokens: list[int]) -> float:
        return len({sentence[i] for i in tokens if own[i]}) / n

    if (
        share(text.where(_I)) >= ATTRIBUTION_LIMITS.first_person_share
        or share(text.where(_I | _WE)) >= ATTRIBUTION_LIMITS.speech_share
    ):
        return True
    if is_speech(text) or is_review(document) or says_it_is_opinion(document) or passes_on_an_article(text):
        return True
    if share(text.where(("shall",))) >= ATTRIBUTION_LIMITS.statute_share:
        return True
    if share(text.where(load_classes("attribution_cue_runs")["plain"])) >= ATTRIBUTION_LIMITS.said_share:
        return True
    if int(np.count_nonzero(text.is_word & document.body_token)) < ATTRIBUTION_LIMITS.list_words * n:
        return True
    prices = [i for i, token in enumerate(text.tokens) if token[0] in "$£€"]
    return share(prices) >= ATTRIBUTION_LIMITS.prices_share
