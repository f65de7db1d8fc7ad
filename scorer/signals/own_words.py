"""What a writer says in the writer's own words."""

from __future__ import annotations

import numpy as np

from scorer.signals.base import Document
from scorer.text import Bools

#: A quotation of up to this many words sits in the writer's own sentence and is the writer's choice of words.
_SCARE_QUOTE = 3


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
