"""Limits of the room ``values``: what each counts and where its value comes from."""

from __future__ import annotations

from scorer.types import BY_HAND, Limits, limit


class ValueLimits(Limits):
    """Limits of the readers of dates, figures and quotations."""

    short_line: int = limit(44, "characters of a line that holds little but a date", BY_HAND)
    head: int = limit(400, "characters from the start in which a dateline is looked for", BY_HAND)
    date_lead: int = limit(40, "characters read before a date", BY_HAND)
    figure_lead: int = limit(48, "characters read before a figure", BY_HAND)
    highest_number: int = limit(10_000, "a number that names a thing is below it", BY_HAND)
    least_words: int = limit(2, "words of a quotation", BY_HAND)


VALUE_LIMITS = ValueLimits()
