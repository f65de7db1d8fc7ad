"""The words that show what kind of source a phrase is: classes of ``lexicons/sources.txt``, and small closed lists."""

from __future__ import annotations

import functools
from typing import NamedTuple

from scorer.model.store import load_classes, load_lexicon
from scorer.text.word_classes import (
    ARTICLES,
    COORDINATORS,
    DEMONSTRATIVES,
    POSSESSIVES,
    PREPOSITIONS,
    RELATIVE_PRONOUNS,
    SUBJECT_PRONOUNS,
)

STOPS = (
    PREPOSITIONS
    | RELATIVE_PRONOUNS
    | frozenset("that about among near inside while close familiar briefed involved".split())
)
NOT_NAMES = (
    SUBJECT_PRONOUNS
    | POSSESSIVES
    | DEMONSTRATIVES
    | ARTICLES
    | COORDINATORS
    | frozenset("one another some many most several two three other both all no every each few any who what".split())
)

#: The classes of ``lexicons/sources.txt`` as bits, so that one look-up tells all classes of a word.
_CLASSES = (
    "organisation document title nameless vague_writing vague people some place region person pointing modifier"
).split()
(
    ORGANISATION, DOCUMENT, TITLE, NAMELESS, VAGUE_WRITING, VAGUE, PEOPLE, SOME, PLACE, REGION, PERSON,
    POINTING, MODIFIER,
) = (1 << i for i in range(len(_CLASSES)))  # fmt: skip
HEAD = ORGANISATION | DOCUMENT
WRITING = DOCUMENT | VAGUE_WRITING
GROUP = VAGUE | PEOPLE | SOME
#: Capitalised only since a sentence begins with it.
NO_FIRST_NAME = GROUP | NAMELESS | MODIFIER
#: The last word of an organisation's name.
CORPORATE = ORGANISATION | DOCUMENT | PLACE | REGION
#: A source apart from its owner, as "her critics" are.
OF_ITS_OWN = VAGUE | ORGANISATION | DOCUMENT | NAMELESS | PERSON | TITLE


class SourceWords(NamedTuple):
    """What the word classes say about a word."""

    classes: dict[str, int]
    secretive: frozenset[str]
    no_name: frozenset[str]  # capitalised, but no part of a name
    after_article: frozenset[str]  # ends a noun phrase that a run has cut off after its article
    function: frozenset[str]  # capitalised only since a sentence begins with it, and no name


@functools.cache
def source_words() -> SourceWords:
    """The word classes of ``lexicons/sources.txt`` and of the cues, read once."""
    words = load_classes("sources")
    classes: dict[str, int] = {}
    for i, name in enumerate(_CLASSES):
        for word in words[name]:
            classes[word] = classes.get(word, 0) | 1 << i
    return SourceWords(
        classes,
        words["secretive"] | {"familiar"},
        words["calendar"] | NOT_NAMES,
        STOPS | load_classes("attribution_cues")["speech"],
        frozenset(load_lexicon("junk_function_words")),
    )
