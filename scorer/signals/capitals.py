"""Words shouted in capitals, told from acronyms and names: a shouted word is one that is mostly written without a
capital, by the vocabulary that loaded language was learned with ("FRAUD", not "NAFTA" or "VATICAN")."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from scorer.model.store import load_weights, unpack_strings


@functools.cache
def _ordinary() -> frozenset[str]:
    return frozenset(unpack_strings(load_weights("loaded_language")["words"]))


def is_shouted(word: str) -> bool:
    """Whether a word of letters is in capitals and mostly written without."""
    return word.isupper() and word.lower() in _ordinary()


def shouted_in_headline(words: Sequence[str]) -> list[str]:
    """The words in capitals, of a headline in which at least one of them is no acronym and no name: there, the names
    are shouted too ("OBAMA CAUGHT")."""
    return [word for word in words if word.isupper()] if any(map(is_shouted, words)) else []
