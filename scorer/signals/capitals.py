"""Words shouted in capitals, told from acronyms and names: a shouted word is one that is mostly written without a
capital, by the vocabulary that loaded language was learned with ("FRAUD", not "NAFTA" or "VATICAN")."""

from __future__ import annotations

from collections.abc import Sequence

from scorer.signals.loaded_language.judgement import load_model


def is_shouted(word: str) -> bool:
    """Whether a word of letters is in capitals and mostly written without."""
    return word.isupper() and word.lower() in load_model().grams.word_id


def shouted_in_headline(words: Sequence[str]) -> list[str]:
    """The words in capitals, of a headline in which at least one of them is no acronym and no name: there, the names
    are shouted too ("OBAMA CAUGHT")."""
    return [word for word in words if word.isupper()] if any(map(is_shouted, words)) else []
