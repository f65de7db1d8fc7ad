"""Limits of the room ``provenance``: what each counts and where its value comes from."""

from __future__ import annotations

from scorer.types import BY_HAND, Limits, limit


class ProvenanceLimits(Limits):
    """Limits of the signal "provenance"."""

    least_words: int = limit(80, "words; in a shorter text nothing is missing", BY_HAND)
    most_notes: int = limit(3, "flags for corrections, and for labels, in one article", BY_HAND)
    first_lines: int = limit(8, "lines from the start in which a label is looked for", BY_HAND)
    last_lines: int = limit(5, "lines from the end in which it is", BY_HAND)
    most_dates: int = limit(20, "flags for impossible dates in one article", BY_HAND)
    most_read: int = limit(1000, "dates read in one article", BY_HAND)
    full_name_sure: float = limit(0.95, "confidence that a byline of two names or more names its author", BY_HAND)
    single_name_sure: float = limit(0.55, "the same for a single name", BY_HAND)


PROVENANCE_LIMITS = ProvenanceLimits()
