"""How rare words are: inverse document frequencies over the articles that the model was fitted on."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping

from scorer.model.store import load_weights, unpack_strings
from scorer.text.word_classes import (
    ARTICLES,
    BE,
    COORDINATORS,
    DEMONSTRATIVES,
    DO,
    HAVE,
    MODALS,
    POSSESSIVES,
    PREPOSITIONS,
    QUESTION_WORDS,
    SUBJECT_PRONOUNS,
)
from scorer.values.figures import stem

#: Words that say nothing of what a sentence is about.
STOPS = (
    MODALS
    | PREPOSITIONS
    | BE
    | SUBJECT_PRONOUNS
    | POSSESSIVES
    | QUESTION_WORDS
    | DEMONSTRATIVES
    | ARTICLES
    | HAVE
    | DO
    | COORDINATORS
    | frozenset(
        "nor so yet if then than as into onto over under about after before between through during against "
        "not no him hers them theirs us me whom whose all any both each few more most other some such only "
        "own same too very just also said says say there here out up down off again once because while until "
        "mr mrs ms".split()
    )
)


@functools.cache
def _frequencies() -> tuple[Mapping[str, float], float]:
    weights = load_weights("compare")
    words = unpack_strings(weights["words"])
    idf = dict(zip(words, weights["idf"].astype(float).tolist(), strict=True))
    return idf, float(weights["idf_unseen"])


@functools.lru_cache(maxsize=100_000)
def stemmed(word: str) -> str:
    """The stem of a lower-case word; empty for a stop word and for what begins with no letter."""
    return "" if word in STOPS or not word[:1].isalpha() else stem(word)


@functools.lru_cache(maxsize=100_000)
def rarity(stem_: str) -> float:
    """The inverse document frequency of a stem; 0 for the empty one."""
    if not stem_:
        return 0.0
    idf, unseen = _frequencies()
    return idf.get(stem_, unseen)


def inverse_frequency(n_articles: int, n_with: int) -> float:
    """log of the share of articles that hold a word, smoothed."""
    return math.log((1 + n_articles) / (1 + n_with))
