"""Limits of the room ``readability``: what each counts and where its value comes from."""

from __future__ import annotations

from scorer.types import BY_HAND, Limits, limit


class ReadabilityLimits(Limits):
    """Limits of the signal "readability"."""

    least_words: int = limit(80, "words from which indices are given", BY_HAND)
    variety_words: int = limit(200, "words of a window in which lexical variety is counted", BY_HAND)
    hard_grade: float = limit(
        21.0,
        "Automated Readability Index from which a text is flagged as hard",
        "far outside of what reliable outlets write; shares in docs/measured.md",
    )
    hard_ease: float = limit(
        15.0,
        "Flesch Reading Ease up to which it is",
        "far outside of what reliable outlets write; shares in docs/measured.md",
    )
    thin_variety: float = limit(
        0.45,
        "lexical variety (0 to 1) up to which a text is flagged as thin",
        "far outside of what reliable outlets write; shares in docs/measured.md",
    )
    thin_sentence: float = limit(
        8.0,
        "words per sentence up to which it is",
        "far outside of what reliable outlets write; shares in docs/measured.md",
    )
    thin_paragraph: float = limit(
        9.0,
        "words per paragraph up to which it is",
        "far outside of what reliable outlets write; shares in docs/measured.md",
    )


READABILITY_LIMITS = ReadabilityLimits()
