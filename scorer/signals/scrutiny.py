"""Does the article weigh what it reports: limits, risks, comparisons, costs, other views, evidence, alternatives?

Reviewers of medical journalism ask of every story what the benefit costs, what speaks against it, what it was
compared with, and who else was asked (the ten criteria of HealthNewsReview.org; Schwitzer 2008, PLoS Med 5:e95).
The words by which an article answers are the same in other fields, so their rates stand for the habit.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

import numpy as np

from scorer.model.store import load_classes
from scorer.signals.base import Document, Feature, Finding, Signal
from scorer.text import Text
from scorer.text.words import WordTable
from scorer.types import BY_HAND, Bools, Ints, Limits, limit


class ScrutinyLimits(Limits):
    """Limits of the signal "scrutiny"."""

    prior_words: int = limit(60, "words by which rates are drawn towards 0: a short text proves little", BY_HAND)
    answered_by: int = limit(3, "mentions that answer a question in full: more of one kind answers no other", BY_HAND)


SCRUTINY_LIMITS = ScrutinyLimits()


_Meaning = tuple[str, Literal[-1, 0, 1]]
_CLASSES: dict[str, _Meaning] = {
    "limits": ("words that limit a claim (however, unclear, preliminary)", 1),
    "risks": ("words of risk and harm", 1),
    "comparison": ("words that compare (than, average, control group)", 1),
    "costs": ("words of cost and price", 1),
    "independence": ("words of independent or opposing views (critics, disputed, not involved)", 1),
    "evidence": ("words of evidence (study, survey, data, percent)", 1),
    "alternatives": ("words of alternatives (other, instead, existing)", 1),
    "novelty": ("words that sell the new (breakthrough, promising, landmark)", -1),
}
#: What single words do not tell: see :func:`_practice`.
_PRACTICE: dict[str, _Meaning] = {
    "outside_view": ("mentions of somebody who was not involved, or of independent experts", 1),
    "sums": ("sums of money", 1),
    "turns": ("sentences that begin by turning (but, however, still)", 0),
    "handed_out": ("mentions of press releases and statements", -1),
    "asked": ("mentions of an interview, or of what somebody told a person by name", 1),
    "left_open": ("what is not clear or proven, and more work that is needed", 1),
    "laboratory": ("words of the laboratory (mice, cells)", 0),
    "method": ("how something was found out (randomly assigned, surveyed, a sample of)", 0),
}
#: The questions that reviewers ask of a story; how many of them it answers is a feature of its own.
_QUESTIONS = (
    "limits", "risks", "comparison", "costs", "independence", "evidence", "alternatives", "outside_view", "sums",
    "asked", "left_open", "method",
)  # fmt: skip

FEATURES = (
    *(
        Feature(f"scrutiny_{name}", f"{meaning}, per 100 words", direction=direction)
        for name, (meaning, direction) in (_CLASSES | _PRACTICE).items()
    ),
    Feature("article_words", "length of the article's body in words"),
    Feature(
        "scrutiny_breadth",
        f"how many of {len(_QUESTIONS)} questions it answers (costs, harms, limits, evidence, who else was asked …)",
        direction=1,
    ),
)
_ABSENT: Mapping[str, float | None] = MappingProxyType({feature.name: None for feature in FEATURES})


@functools.cache
def _class_of() -> WordTable:
    """Lower-case word → 1 … n_classes, in the order of ``_CLASSES``, or 0."""
    listed = load_classes("scrutiny")
    classes = {word: i for i, name in enumerate(_CLASSES, 1) for word in listed[name]}
    return WordTable(classes.get)


@functools.cache
def _bits_of() -> WordTable:
    """Lower-case word → the sum of the bits of its classes, one bit per class in the order of the file."""
    bits: dict[str, int] = {}
    for i, words in enumerate(load_classes("scrutiny_practice").values()):
        for word in words:
            bits[word] = bits.get(word, 0) | 1 << i
    return WordTable(lambda word: bits.get(word, 0))


@functools.cache
def _bit(name: str) -> int:
    return 1 << list(load_classes("scrutiny_practice")).index(name)


def _practice(text: Text, body: Bools) -> Ints:
    """(n_practice,) how often each of ``_PRACTICE`` is met in the body."""
    bits = text.numbers(_bits_of()) * body
    before, earlier = np.zeros_like(bits), np.zeros_like(bits)
    before[1:], earlier[2:] = bits[:-1], bits[:-2]
    denied = (before | earlier) & _bit("not") != 0
    paid = (before & _bit("money")).nonzero()[0].tolist()
    met = {
        "outside_view": (bits & _bit("apart") != 0) & denied | _pair(before, "outside", bits, "judge"),
        "sums": [text.lower[i][0].isdigit() for i in paid],
        "turns": bits[text.sentence_token[:-1]] & _bit("turn"),
        "handed_out": (bits & _bit("issued") != 0) | _pair(before, "press", bits, "release"),
        "asked": (before & _bit("told") != 0) & text.is_capital | _pair(before, "talked", bits, "talk"),
        "left_open": (bits & _bit("open") != 0) & denied | _pair(before, "more", bits, "work"),
        "laboratory": bits & _bit("laboratory"),
        "method": (bits & _bit("method") != 0) | _pair(before, "drawn", bits, "of_what"),
    }
    return np.array([np.count_nonzero(met[name]) for name in _PRACTICE])


def _pair(before: Ints, first: str, bits: Ints, second: str) -> Bools:
    """(n_tokens,) whether the token is of the second class, and the one before it of the first."""
    both: Bools = (before & _bit(first) != 0) & (bits & _bit(second) != 0)
    return both


def find(doc: Document) -> Finding:
    """Rates of each class over the article's body; quoted words count, since sources do the weighing too."""
    body = doc.body_token
    n_words = int(np.count_nonzero(body & doc.text.is_word))
    if n_words == 0:
        return Finding(features=_ABSENT)
    counts = np.bincount(doc.text.numbers(_class_of())[body], minlength=len(_CLASSES) + 1)[1:]
    counts = np.concatenate([counts, _practice(doc.text, body)])
    rates = 100.0 * counts / (n_words + SCRUTINY_LIMITS.prior_words)
    values: dict[str, float | None] = dict(zip((f.name for f in FEATURES), rates.tolist(), strict=False))
    values["article_words"] = float(n_words)
    full = SCRUTINY_LIMITS.answered_by
    asked = dict(zip((*_CLASSES, *_PRACTICE), counts.tolist(), strict=True))
    values["scrutiny_breadth"] = sum(min(asked[name], full) for name in _QUESTIONS) / full
    return Finding(features=values)


SIGNAL = Signal(
    id="scrutiny",
    shows="whether the article weighs what it reports: limits, risks, costs, evidence, and who else was asked",
    flags=(),
    features=FEATURES,
    find=find,
    examples=(),
    group="weighing",
)
