"""Limits of the room ``craft``: what each counts and where its value comes from."""

from __future__ import annotations

from dataclasses import dataclass

from scorer.types import BY_HAND, Limits, limit


@dataclass(frozen=True, slots=True)
class CraftLimits(Limits):
    """Limits of the signal "craft"."""

    prior_words: int = limit(60, "words by which rates are drawn towards 0: a short text proves little", BY_HAND)
    fewest_words: int = limit(60, "words outside quotations from which the wording is weighed", BY_HAND)
    many: int = limit(3, "phrases of a flagged class from which a flag weighs more", BY_HAND)
    unlike_reporting_flag_at: float = limit(
        0.02,
        "share of articles of reliable outlets whose wording is as far from careful reporting",
        "chosen by looking at a sample of articles; no command measures it",
    )
    right: float = limit(
        0.8, "confidence of such a flag", "23 of 28 read by eye were right (eval/gate/verdicts.csv, the flags of craft)"
    )


CRAFT_LIMITS = CraftLimits()
