"""Limits of the room ``headline``: what each counts and where its value comes from."""

from __future__ import annotations

from scorer.types import BY_HAND, Limits, limit


class HeadlineLimits(Limits):
    """Limits of the signal "headline"."""

    shouted_words: int = limit(
        2, "longer words in capitals from which a headline shouts: one may be the name of a law", BY_HAND
    )
    shouted_share: float = limit(0.2, "their share of the longer words", BY_HAND)
    teases_flag_at: float = limit(
        0.9,
        "probability from which a teasing headline is flagged",
        "precision at it in docs/measured.md, out of fold; `scorer train --only headline`",
    )
    faint_flag_at: float = limit(
        0.97,
        "the same probability where only weaker reasons can be shown",
        "precision at it in docs/measured.md, out of fold; `scorer train --only headline`",
    )
    unsupported_flag_at: float = limit(
        0.93,
        "probability from which a headline of another story is flagged",
        "precision at it in docs/measured.md, out of fold; `scorer train --only headline`",
    )
    teases_right: float = limit(
        0.79,
        "share of such flags that readers found right on real articles; scales their confidence",
        "docs/measured.md, 'Read by eye'",
    )
    other_story_odds: float = limit(
        0.05,
        "odds that a real article carries another story's headline, against the even odds of the fit",
        "brings the confidence to what readers found: 12 of 19 right",
    )
    longest_headline: int = limit(400, "characters of a headline that are looked at", BY_HAND)
    telling_missing: int = limit(
        3,
        "telling words that a headline of another story lacks at least",
        "chosen on headlines with their own and with other bodies (headline-body/fnc-1)",
    )
    missing: int = limit(
        4,
        "words in all that it lacks at least",
        "chosen on headlines with their own and with other bodies (headline-body/fnc-1)",
    )
    most_telling_found: int = limit(
        1,
        "telling words that it shares with the body at most",
        "chosen on headlines with their own and with other bodies (headline-body/fnc-1)",
    )
    most_shared: float = limit(
        0.2,
        "share of its words that the body has at most",
        "chosen on headlines with their own and with other bodies (headline-body/fnc-1)",
    )
    least_body_words: int = limit(60, "words of a body that can be held against a headline", BY_HAND)
    least_content_words: int = limit(3, "content words of a headline that can be held against a body", BY_HAND)
    common_weight: float = limit(0.35, "weight of an easy word that is no name, where a rarer one weighs 1", BY_HAND)


HEADLINE_LIMITS = HeadlineLimits()
