"""What somebody is said to say or think: it is not the writer's own."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from scorer.model.store import load_lexicon
from scorer.signals.attribution.limits import ATTRIBUTION_LIMITS
from scorer.signals.base import Attribution, Finding
from scorer.text import Text
from scorer.text.late import late
from scorer.types import Bools, Span

#: The signature under a message posted elsewhere: a dash, a name, the account.
SIGNED = late(r"[—–-]{1,2}\s?[^@\n]{1,60}\(@\w")
#: The account and the day, where the signature is in the line of the message; the dash is looked for before it.
_ACCOUNT = late(r"\(@\w{1,30}\)\s{0,3}(?:[A-Z][a-z]{2,8}\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8}),?\s\d{4}")
#: Words by which a writer speaks of himself or to the reader.
SELF = frozenset("i we me us you my our i'm i’m i've i’ve we're we’re we've we’ve".split())
_VOICE_OF_OTHERS = frozenset(load_lexicon("voice_of_others"))


def gives_voice(sentence: Iterable[str]) -> bool:
    """Whether a sentence (its lower-case tokens) has a word by which somebody else is given a voice: the doubts and
    judgements in it may then be theirs."""
    return not _VOICE_OF_OTHERS.isdisjoint(sentence)


def reported_tokens(text: Text, attributions: Finding) -> Bools:
    """(n_tokens,) tokens of what somebody is said to say or think who is neither the writer nor the reader: the
    content of attributions, posted messages, and the turns of a transcript, each to the end of its line."""
    spans: list[Span] = []
    for one in attributions.evidence:
        if not isinstance(one, Attribution) or one.confidence < ATTRIBUTION_LIMITS.surely_said or not one.source:
            continue
        first, last = one.source[0]
        if text.raw[first:last].partition(" ")[0].lower() in SELF:
            continue
        spans += one.content
    spans += _turns(text) + _posts(text)
    n = len(text.tokens)
    places = text.token_start.searchsorted(np.array(spans, dtype=np.int64).reshape(-1, 2))
    depth = np.bincount(places[:, 0], minlength=n + 1) - np.bincount(places[:, 1], minlength=n + 1)
    reported: Bools = np.cumsum(depth[:n]) > 0
    return reported


def _posts(text: Text) -> list[Span]:
    """Messages posted elsewhere: the line that signs one and the line before, or the line that ends with its signature,
    or the sentence before a signature that more follows in the same line."""
    raw = text.raw
    if "(@" not in raw:
        return []
    starts, ends = text.line_start.tolist(), text.line_end.tolist()
    posts = []
    for n, line in enumerate(text.lines()):
        if "(@" not in line:
            continue
        if SIGNED.match(line):
            posts.append(Span(starts[max(0, n - 1)], ends[n]))
            continue
        for account in _ACCOUNT.finditer(raw, starts[n], ends[n]):
            before = raw[max(starts[n], account.start() - ATTRIBUTION_LIMITS.longest_label) : account.start()]
            dash = max(before.rfind(mark) for mark in "—–-")
            if dash < 0:
                continue
            if account.end() == ends[n]:
                posts.append(Span(starts[n], ends[n]))
            else:
                signed = account.start() - len(before) + dash
                sentence = max(0, int(text.sentence_start.searchsorted(signed)) - 1)
                posts.append(Span(int(text.sentence_start[sentence]), account.end()))
    return posts


def _turns(text: Text) -> list[Span]:
    """What is said in a transcript: each line from the first name in capitals before a colon on."""
    colons = text.where((":",))
    turns = [i - 1 for i in colons if i and len(text.tokens[i - 1]) > 1 and text.tokens[i - 1].isupper()]
    if len(turns) < ATTRIBUTION_LIMITS.transcript_turns:
        return []
    lines = text.sentence_line[text.token_sentence[turns]]
    begins = {line: turn for turn, line in zip(reversed(turns), reversed(lines.tolist()), strict=True)}
    return [Span(int(text.token_start[turn]), int(text.line_end[line])) for line, turn in begins.items()]
