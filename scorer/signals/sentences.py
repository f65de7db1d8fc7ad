"""What the models of single sentences share: the strongest token of each, and a sentence without some of its words."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from scorer.text import Text
from scorer.types import Bools, Floats, Ints


def strongest(text: Text, strength: Floats) -> Ints:
    """(n_sentences,) the first token of each sentence that reaches the highest ``strength`` (n_tokens,) in it."""
    at = text.token_sentence
    most = (strength == np.maximum.reduceat(strength, text.sentence_token[:-1])[at]).nonzero()[0]
    return np.asarray(most[at[most].searchsorted(np.arange(text.n_sentences))])


def left_beside(text: Text, places: Iterable[tuple[int, range]]) -> Bools:
    """(n_tokens,) the tokens of the places' sentences, those of the places (sentence, tokens) themselves left out."""
    places = list(places)
    chosen = np.zeros(text.n_sentences, dtype=np.bool_)
    chosen[[sentence for sentence, _ in places]] = True
    kept: Bools = chosen[text.token_sentence]
    for _, tokens in places:
        kept[tokens.start : tokens.stop] = False
    return kept
