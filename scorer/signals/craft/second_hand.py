"""Finds what other media reported: "CNN reported", "reported by the Gazette", "told the Daily Mail", "according to the
Evening Post". The SPJ Code of Ethics asks for original sources wherever they can be had.

A medium is known by a word of its name (Times, Post, News …), never by a list of names.
"""

from __future__ import annotations

from scorer.signals.craft.phrases import Phrase
from scorer.text import Text
from scorer.text.words import WordTable
from scorer.types import Bools

KIND = "second_hand"
#: Words that end the name of a medium.
_MEDIA = frozenset(
    "news times post journal herald tribune daily mail magazine gazette telegraph newspaper website blog tv radio "
    "press observer chronicle examiner".split()
)
#: Tokens of a name after "told" or "according to" among which such a word must be.
_NAME = 4
_CUES = WordTable({"reported": 1, "reports": 1, "told": 2, "according": 3}.get)


def second_hand(text: Text, among: Bools) -> list[Phrase]:
    """Where the article passes on what other media reported, of which the first token is ``among`` (n_tokens,)."""
    cues = text.numbers(_CUES)
    return [found for i in (among & (cues > 0)).nonzero()[0].tolist() if (found := _at(text, i, int(cues[i])))]


def _at(text: Text, i: int, cue: int) -> Phrase | None:
    lower, capital, sentence = text.lower, text.is_capital, text.token_sentence
    if cue == 1:
        if _same(text, i, i - 1) and capital[i - 1] and not _opens_alone(text, i - 1):
            return Phrase(KIND, i - 1, i)  # CNN reported
        end = i + 3 if lower[i + 2 : i + 3] == ["the"] else i + 2
        by = lower[i : i + 2] == ["reported", "by"] and _same(text, i, end) and capital[end]
        return Phrase(KIND, i, end) if by else None
    first = i + 1 if cue == 2 else i + 2
    if cue == 3 and not (_same(text, i, i + 1) and lower[i + 1] == "to"):
        return None
    for j in range(first, min(first + _NAME, len(lower))):
        if sentence[j] != sentence[i]:
            return None
        if capital[j] and lower[j] in _MEDIA:
            return Phrase(KIND, i, j)
    return None


def _same(text: Text, i: int, j: int) -> bool:
    """Whether token ``j`` exists and is in the sentence of token ``i``."""
    return 0 <= j < len(text.lower) and bool(text.token_sentence[i] == text.token_sentence[j])


def _opens_alone(text: Text, i: int) -> bool:
    """Whether the token opens its sentence, where every word has a capital ("They reported")."""
    return bool(text.sentence_token[text.token_sentence[i]] == i) and not text.tokens[i].isupper()
