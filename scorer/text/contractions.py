"""A text with its contractions spelled out: "isn't" read as "is" and "not", each at its own place.

How a sentence is contracted is a habit of a house's style and says nothing of an article's sourcing. The signals that
weigh words, count rates or read attributions therefore see the same words in "it isn't" and "it is not". Nothing is
rewritten: the two words share the characters of the contraction between them, so every place is still in the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import repeat

import numpy as np

from scorer.text.reader import Text, number_words
from scorer.types import Ints

_NOT = {
    "can": "ca", "do": "do", "does": "does", "did": "did", "is": "is", "are": "are", "was": "was", "were": "were",
    "has": "has", "have": "have", "had": "had", "will": "wo", "would": "would", "could": "could", "should": "should",
    "must": "must", "need": "need", "might": "might",
}  # fmt: skip
#: The second word by its short form, and the words that it follows. "'d" is left: it stands for had and for would.
_ENDINGS = {
    "'s": ("is", "it he she that there here what who where how"),
    "'re": ("are", "we you they"),
    "'ve": ("have", "i we you they would could should might must"),
    "'ll": ("will", "i we you they he she it that"),
    "'m": ("am", "i"),
}
#: A contraction in lower case: its two words, and how many characters the first one takes.
SPELLED_OUT: dict[str, tuple[str, str, int]] = {
    "cannot": ("can", "not", 3),
    **{f"{short}n't": (word, "not", len(short)) for word, short in _NOT.items()},
    **{
        word + ending: (word, second, len(word))
        for ending, (second, words) in _ENDINGS.items()
        for word in words.split()
    },
}


_AUXILIARIES = frozenset(_NOT)


def spell_words(words: Sequence[str]) -> list[str]:
    """Lower-case words with their contractions spelled out, as a list is read that must meet a spelled-out text."""
    return [part for word in words for part in SPELLED_OUT.get(word.replace("’", "'"), (word,))[:2]]


def spelled_out(text: Text) -> Text:
    """The text with two tokens for every contraction of ``SPELLED_OUT``; itself where it has none."""
    found = text.where(SPELLED_OUT)
    if not found:
        return text
    lengths = np.ones(len(text.tokens), dtype=np.int64)
    lengths[found] = 2
    origin = np.arange(len(lengths)).repeat(lengths)
    first = lengths.cumsum()[found] - 2
    parts = [SPELLED_OUT[text.lower[i]] for i in found]
    written = [(text.tokens[i][:size], text.tokens[i][size:]) for i, (*_, size) in zip(found, parts, strict=True)]
    lower = _replaced(text.lower, found, [part[:2] for part in parts])
    split = _with_tokens(text, origin, _replaced(text.tokens, found, written), lower)
    for i, (_, _, size), (_, second) in zip(first.tolist(), parts, written, strict=True):
        split.token_end[i] = split.token_start[i + 1] = split.token_start[i] + size
        split.token_first[i + 1] = ord(second[0])
        split.is_capital[i + 1] = second[0].isupper()
    place, number, common = number_words(lower)
    return replace(split, distinct=list(place), place=place, number=number, common=common)


def without_negations(text: Text) -> tuple[Text, Ints]:
    """A spelled-out text without each "not" that follows an auxiliary, and (n_tokens,) the token of it that each token
    of ``text`` becomes: the "not" becomes its auxiliary.

    Who says what does not depend on whether it is affirmed or denied.
    """
    lower, at = text.lower, text.token_sentence
    dropped = [i for i in text.where(("not",)) if i and lower[i - 1] in _AUXILIARIES and at[i] == at[i - 1]]
    kept = np.ones(len(lower), dtype=np.bool_)
    kept[dropped] = False
    becomes = kept.cumsum() - 1
    if not dropped:
        return text, becomes
    tokens, lower = (_replaced(words, dropped, repeat(())) for words in (text.tokens, text.lower))
    left = _with_tokens(text, kept.nonzero()[0], tokens, lower)
    return replace(left, number=text.number[kept]), becomes  # no word is new


def _replaced(words: Sequence[str], at: Sequence[int], by: Iterable[Sequence[str]]) -> list[str]:
    """The words, with others instead of those at the rising places ``at``."""
    out: list[str] = []
    done = 0
    for i, others in zip(at, by, strict=False):
        out += words[done:i]
        out += others
        done = i + 1
    out += words[done:]
    return out


def _with_tokens(text: Text, origin: Ints, tokens: list[str], lower: list[str]) -> Text:
    """The text with ``tokens``, which stand where the tokens ``origin`` of its own do, rising; the words are not
    numbered anew."""
    return replace(
        text,
        sentence_token=origin.searchsorted(text.sentence_token),
        tokens=tokens,
        lower=lower,
        token_start=text.token_start[origin],
        token_end=text.token_end[origin],
        token_first=text.token_first[origin],
        token_sentence=text.token_sentence[origin],
        is_word=text.is_word[origin],
        is_capital=text.is_capital[origin],
        quoted=text.quoted[origin],
        quote_token=origin.searchsorted(text.quote_token),
    )
