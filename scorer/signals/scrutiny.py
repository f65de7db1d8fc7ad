"""Does the article weigh what it tells: limits, risks, comparisons, costs, other views, evidence, alternatives?

Reviewers of medical journalism ask of every story what the benefit costs, what speaks against it, what it was
compared with, and who else was asked (the ten criteria of HealthNewsReview.org; Schwitzer 2008, PLoS Med 5:e95).
The words by which an article answers are the same in other fields, so their rates stand for the habit.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

import numpy as np

from scorer.signals.base import Document, Feature, Finding, Signal
from scorer.weights import load_classes
from scorer.words import WordTable

#: Rates are drawn towards 0 as if so many more words had been read: a short text proves little.
_PRIOR_WORDS = 60

_CLASSES: Mapping[str, tuple[str, Literal[-1, 0, 1]]] = MappingProxyType(
    {
        "limits": ("words that limit a claim (however, unclear, preliminary)", 1),
        "risks": ("words of risk and harm", 0),
        "comparison": ("words that compare (than, average, control group)", 1),
        "costs": ("words of cost and price", 0),
        "independence": ("words of independent or opposing views (critics, disputed, not involved)", 1),
        "evidence": ("words of evidence (study, survey, data, percent)", 1),
        "alternatives": ("words of alternatives (other, instead, existing)", 0),
        "novelty": ("words that sell the new (breakthrough, promising, landmark)", -1),
    }
)

FEATURES = (
    *(
        Feature(f"scrutiny_{name}", f"{meaning}, per 100 words", direction=direction)
        for name, (meaning, direction) in _CLASSES.items()
    ),
    Feature("article_words", "length of the article (natural logarithm of its words)"),
)
_ABSENT: Mapping[str, float | None] = MappingProxyType({feature.name: None for feature in FEATURES})


@functools.cache
def _class_of() -> WordTable:
    """Lower-case word → 1 … n_classes, in the order of ``_CLASSES``, or 0."""
    listed = load_classes("scrutiny")
    classes = {word: i for i, name in enumerate(_CLASSES, 1) for word in listed[name]}
    return WordTable(classes.get)


def find(doc: Document) -> Finding:
    """Rates of each class over the article's body; quoted words count, since sources do the weighing too."""
    body = doc.body_token
    n_words = int(np.count_nonzero(body & doc.text.is_word))
    if n_words == 0:
        return Finding(features=_ABSENT)
    counts = np.bincount(doc.text.numbers(_class_of())[body], minlength=len(_CLASSES) + 1)[1:]
    rates = 100.0 * counts / (n_words + _PRIOR_WORDS)
    values: dict[str, float | None] = dict(zip((f.name for f in FEATURES), rates.tolist(), strict=False))
    values["article_words"] = math.log(n_words)
    return Finding(features=values)


SIGNAL = Signal(
    id="scrutiny",
    shows="Whether the article weighs what it tells: its limits, risks, costs, evidence, and who else was asked.",
    flags=(),
    features=FEATURES,
    find=find,
    examples=(),
)
