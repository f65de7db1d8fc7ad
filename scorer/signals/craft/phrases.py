"""Finds listed phrases in a text: one pass over its words, and no more steps a word than a phrase is long."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from scorer.model.store import load_lexicon
from scorer.text import Text
from scorer.text.contractions import spell_words
from scorer.text.word_classes import QUESTION_WORDS, SUBJECT_PRONOUNS, WEEKDAYS
from scorer.text.words import WordTable
from scorer.types import Bools

#: The class of phrases in which a listed word has another sense.
PLAIN = "plain"
#: What the lexicon says behind a class of phrases that count and are no flag.
_NOT_FLAGGED = "not flagged"
#: The class of verbs that count only where they say something: "claimed that", not "claimed the prize".
_OF_SAYING = "judging_cues"
#: What follows a verb that says something.
_SAID_NEXT = frozenset(("that", "there", "whether", ":", "“", '"')) | QUESTION_WORDS | SUBJECT_PRONOUNS | WEEKDAYS


class Phrase(NamedTuple):
    """A listed phrase where it stands: its class, its first and last token, and whether it is worth a flag."""

    kind: str
    first: int
    last: int
    flagged: bool = False


#: What a word may be in a phrase: its first word, its second, the whole of it.
_FIRST, _SECOND, _ALONE = 1, 2, 4


@functools.cache
def listed() -> Mapping[str, Sequence[tuple[list[str], str, bool]]]:
    """First word → the phrases that begin with it, the longest first, each with its class and whether it is flagged."""
    found: dict[str, list[tuple[list[str], str, bool]]] = {}
    for line in load_lexicon("craft_phrases"):
        head, _, phrase = line.partition(": ")
        kind, _, note = head.partition(", ")
        words = list(spell_words(phrase.split()))
        found.setdefault(words[0], []).append((words, kind, note != _NOT_FLAGGED))
    return MappingProxyType({word: tuple(sorted(entries, key=lambda e: -len(e[0]))) for word, entries in found.items()})


@functools.cache
def _parts() -> WordTable:
    parts: dict[str, int] = {}
    for entries in listed().values():
        for words, _, _ in entries:
            parts[words[0]] = parts.get(words[0], 0) | (_FIRST if len(words) > 1 else _ALONE)
            if len(words) > 1:
                parts[words[1]] = parts.get(words[1], 0) | _SECOND
    return WordTable(parts.get)


def phrases(text: Text, among: Bools) -> list[Phrase]:
    """The listed phrases of which every token is ``among`` (n_tokens,), none inside another of its class."""
    lower, out = text.lower, []
    done: dict[str, int] = {}
    parts = text.numbers(_parts())
    begins = (parts & _ALONE) > 0
    begins[:-1] |= ((parts[:-1] & _FIRST) > 0) & ((parts[1:] & _SECOND) > 0)
    for i in (among & begins).nonzero()[0].tolist():
        for words, kind, flagged in listed()[lower[i]]:
            end = i + len(words)
            if done.get(kind, -1) >= i or lower[i:end] != words:
                continue
            if kind == PLAIN:
                break  # the longest phrases come first
            if kind == _OF_SAYING and not _says(text, i):
                continue
            if among[i:end].all() and text.token_sentence[i] == text.token_sentence[end - 1]:
                done[kind] = end - 1
                out.append(Phrase(kind, i, end - 1, flagged))
    return out


def _says(text: Text, verb: int) -> bool:
    """Whether the token is a verb of saying here: a clause, a day or a quotation follows, or it closes what was quoted
    before it in its sentence."""
    following = text.lower[verb + 1] if verb + 1 < len(text.lower) else "."
    if following in _SAID_NEXT:
        return True
    first = int(text.sentence_token[text.token_sentence[verb]])
    return following in (".", ",") and bool(text.quoted[first:verb].any())
