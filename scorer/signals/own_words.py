"""What a writer says in the writer's own words, and what is somebody else's."""

from __future__ import annotations

import re

import numpy as np

from scorer.signals.base import Attribution, Document, Finding
from scorer.text import Bools, Text

#: A quotation of up to this many words sits in the writer's own sentence and is the writer's choice of words.
_SCARE_QUOTE = 3
#: From this probability on an attribution takes its content out of the writer's voice.
_SURELY_SAID = 0.6
#: So many turns of speakers make a transcript.
_TRANSCRIPT = 4
#: The signature under a message posted elsewhere: a dash, a name, the account.
_SIGNED = re.compile(r"[—–-]{1,2}\s?[^@\n]{1,60}\(@\w")
_WRITER = frozenset("i we me us my our i'm i’m i've i’ve we're we’re we've we’ve you".split())


def own_wording(document: Document) -> Bools:
    """(n_tokens,) tokens of the body that are not quoted, or stand in quotations of up to three words."""
    text = document.text
    own = document.own_voice
    words_before = np.concatenate([[0], np.cumsum(text.is_word)])
    bounds = np.array(text.quotes, dtype=np.int64).reshape(-1, 2)
    first, last = np.searchsorted(text.token_start, bounds[:, 0]), np.searchsorted(text.token_start, bounds[:, 1])
    short = words_before[last] - words_before[first] <= _SCARE_QUOTE
    for a, b in zip(first[short].tolist(), last[short].tolist(), strict=True):
        own[a:b] = document.body[text.token_sentence[a:b]]
    return own


def reported_tokens(text: Text, attributions: Finding) -> Bools:
    """(n_tokens,) tokens of what somebody is said to say or think who is neither the writer nor the reader: the
    content of attributions, posted messages, and the turns of a transcript, each to the end of its line."""
    depth = np.zeros(len(text.tokens) + 1, dtype=np.int64)
    for one in attributions.evidence:
        if not isinstance(one, Attribution) or one.confidence < _SURELY_SAID or not one.source:
            continue
        first, last = one.source[0]
        if text.raw[first:last].partition(" ")[0].lower() in _WRITER:
            continue
        for start, end in one.content:
            tokens = text.token_range(start, end)
            depth[tokens.start] += 1
            depth[tokens.stop] -= 1
    reported: Bools = np.cumsum(depth[:-1]) > 0
    turns = _turns(text)
    if len(turns) >= _TRANSCRIPT:
        line = text.sentence_line[text.token_sentence]
        for i in turns:
            reported[i : int(np.searchsorted(line, line[i], side="right"))] = True
    for n in _posts(text):
        tokens = text.token_range(int(text.line_start[max(0, n - 1)]), int(text.line_end[n]))
        reported[tokens.start : tokens.stop] = True
    return reported


def _posts(text: Text) -> list[int]:
    """The lines that sign a posted message; the message is the line before."""
    if "(@" not in text.raw:
        return []
    return [n for n, line in enumerate(text.lines()) if _SIGNED.match(line)]


def _turns(text: Text) -> list[int]:
    """The tokens at which somebody begins to speak in a transcript: a name in capitals before a colon."""
    colons = text.where((":",))
    return [i - 1 for i in colons if i and len(text.tokens[i - 1]) > 1 and text.tokens[i - 1].isupper()]
