"""The noun phrase of a source without a name: where it begins, and whether somebody could be asked after all."""

from __future__ import annotations

import functools

from scorer.model.store import load_classes
from scorer.signals.base import Document
from scorer.text.word_classes import (
    ARTICLES,
    COORDINATORS,
    DEMONSTRATIVES,
    DO,
    HAVE,
    POSSESSIVES,
    PREPOSITIONS,
    QUESTION_WORDS,
    SUBJECT_PRONOUNS,
    TENSED_BE,
    THIRD_PERSON_POSSESSIVES,
)

PLACED = frozenset(("at", "from", "with", "for", "of", "like", "including", "in"))
PRONOUNS = SUBJECT_PRONOUNS | {"what"}
#: Once one of these has been spoken of, "researchers say" means those who wrote it.
STUDY = frozenset("study trial research findings paper experiment experiments".split())
_POLLED = frozenset("polled surveyed interviewed contacted quoted consulted cited named".split())
_ADJECTIVE = ("al", "ic", "ive", "ous", "ary", "ian", "ern", "ese", "ish", "ean", "-based")
_STOP_LEFT = (
    PREPOSITIONS
    | SUBJECT_PRONOUNS
    | QUESTION_WORDS
    | DEMONSTRATIVES
    | TENSED_BE
    | ARTICLES
    | HAVE
    | DO
    | COORDINATORS
    | frozenset(
        "nor as than whom whose if while though although because since so yet be been will would could should "
        "can may might must not no into over under about after before between against during through there "
        "here say says said argue believe think".split()
    )
)
_CHECKABLE_LEFT = POSSESSIVES | frozenset(
    "both two three four five six seven eight nine ten eleven twelve dozen fifteen twenty thirty forty "
    "fifty hundred these those".split()
)


@functools.cache
def _modifiers() -> frozenset[str]:
    heads = load_classes("sources")
    return heads["modifier"] | heads["some"]


class Phrase:
    """The noun phrase whose last word is token ``at``, and the words around it, within its sentence.

    ``after_study``: a study has been spoken of before.
    """

    __slots__ = ("after_study", "at", "first", "head", "last", "text", "words")

    def __init__(self, document: Document, at: int, after_study: bool) -> None:
        self.text = document.text
        self.after_study = after_study
        self.at = at
        sentence = int(self.text.token_sentence[at])
        self.first = int(self.text.sentence_token[sentence])
        self.last = int(self.text.sentence_token[sentence + 1])
        self.words = self.text.lower
        self.head = self.words[at]

    def word(self, offset: int) -> str:
        at = self.at + offset
        return self.words[at] if self.first <= at < self.last else ""

    def before(self, i: int) -> str:
        """The word before token ``i``, empty where the sentence begins with it."""
        return self.words[i - 1] if i > self.first else ""

    def left(self, head: int) -> int:
        """The first token of the noun phrase that ends with ``head``: at most three modifiers."""
        modifiers, region = _modifiers(), load_classes("sources")["region"]
        start = head
        while start > self.first and head - start < 3:
            word = self.words[start - 1]
            known = word in modifiers or word in region
            if not known and (word in _STOP_LEFT or not word.endswith(_ADJECTIVE)) and not self._is_name(start - 1):
                break
            start -= 1
        return start

    def is_beside_a_name(self, start: int) -> bool:
        """ "Ada Marsh and other doctors", "Marsh and her supporters", "you and others": the first of them is known."""
        owned = self.words[max(self.first, start - 2) : start]
        if len(owned) == 2 and owned[0] == "and" and owned[1] in THIRD_PERSON_POSSESSIVES and start - 3 >= self.first:
            return bool(self.text.is_capital[start - 3])
        at = start - (self.words[start - 1] == "other" and start > self.first)
        if self.words[at] not in ("other", "others") or at - 2 < self.first or self.words[at - 1] not in ("and", "or"):
            return False
        beside = self.words[at - 2]
        return beside in PRONOUNS or beside in STUDY or bool(self.text.is_capital[at - 2])

    def _is_name(self, i: int) -> bool:
        return bool(self.text.is_capital[i]) and i > self.first

    def can_be_checked(self, start: int) -> bool:
        """Does the phrase give a number of persons, an owner, a place of work or a name?"""
        heads = load_classes("sources")
        region, profession = heads["region"], heads["profession"]
        modifiers = _modifiers()
        if self.before(start) == "whose":
            return True
        for i in range(max(self.first, min(start - 2, self.at - 4)), self.at):
            word = self.words[i]
            if word in ("both", "two", "three") or (i >= start - 1 and (word in _CHECKABLE_LEFT or word[0].isdigit())):
                if word in THIRD_PERSON_POSSESSIVES and self.head not in profession:
                    continue  # "her critics"
                return True
            named = i > self.first or (self.head in profession and word not in modifiers)
            if i >= start and self.text.is_capital[i] and named and not _regional(word, region):
                return True
            if i >= start and word.endswith(("'s", "’s", "s'", "s’")) and self.head in profession:
                return True
        following = self.at + 1
        if following >= self.last:
            return False
        if self.text.is_capital[following] or self.words[following] in _POLLED or self.word(-1) in _POLLED:
            return True
        if self.head == "lawyers" and self.words[following] == "for":
            return True  # of one side of a case
        if self.words[following] == "," and self.word(2) in ("including", "such", "like", "led", "among"):
            return True
        if self.words[following] in PLACED:
            for i in range(following + 1, min(following + 4, self.last)):
                if self.text.is_capital[i] and self.words[following] not in ("of", "in", "for"):
                    return True
                if self.text.is_capital[i] and self.head in profession and not _regional(self.words[i], region):
                    return True
        return self.words[following] == "who" and self.word(2) in ("spoke", "studied", "reviewed", "signed", "treated")


def _regional(word: str, region: frozenset[str]) -> bool:
    return word in region or word.endswith(("ian", "ese", "ish", "ern", "ean", "can"))
