"""Limits of the room ``hedging``: what each counts and where its value comes from."""

from __future__ import annotations

from scorer.types import BY_HAND, Limits, limit


class HedgingLimits(Limits):
    """Limits of the signal "hedging"."""

    hedge_at: float = limit(
        0.5,
        "probability from which a sentence counts as hedged (features, rate)",
        "even odds; measured by `scorer train --only hedging`",
    )
    vague_flag_at: float = limit(0.5, "confidence from which a vague source is flagged", BY_HAND)
    evidence_at: float = limit(0.05, "probability; evidence below it is left out of a report", BY_HAND)
    many: float = limit(0.15, "share of speculating sentences from which a flag weighs more", BY_HAND)
    fewest_words: int = limit(80, "words of a text that can be called an article", BY_HAND)
    longest_clause: int = limit(12, "tokens shown after a cue", BY_HAND)


HEDGING_LIMITS = HedgingLimits()
