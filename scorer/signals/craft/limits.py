"""Limits of the room ``craft``: what each counts and where its value comes from."""

from __future__ import annotations

from scorer.types import BY_HAND, Limits, limit


class CraftLimits(Limits):
    """Limits of the signal "craft"."""

    prior_words: int = limit(60, "words by which rates are drawn towards 0: a short text proves little", BY_HAND)
    prior_words_plain: int = limit(
        150,
        "the same for labels, motives and verbs that judge",
        "of 60, 150 and 250, with 60 the highest AUC on corpora left out whole; one word moves less",
    )
    fewest_words: int = limit(60, "words outside quotations from which the wording is weighed", BY_HAND)
    wording_prior: int = limit(
        50,
        "words by which the learned wording is drawn towards 0",
        "of 50, 150, 400 and the root of the length, the one with the highest AUC on corpora left out whole",
    )
    wording_per: int = limit(20, "words that the learned wording is told per", BY_HAND)
    many: int = limit(2, "phrases of a flagged class from which a flag weighs more", BY_HAND)
    together: int = limit(2, "labels from which one flag names them all, however long the article", BY_HAND)
    dense: float = limit(
        0.45,
        "labels per 100 words from which the flag weighs more, even for one label",
        "labels are as dense in 1 of 100 articles of reliable outlets and 4 of unreliable ones",
    )
    shown: int = limit(4, "different labels that such a flag names", BY_HAND)
    unlike_reporting_flag_at: float = limit(
        0.0,
        "the feature craft_wording at or below which the wording is flagged",
        "2 of 100 articles of reliable outlets and 11 of unreliable ones lie below, by weights that never saw their "
        "outlet (craft fit)",
    )
    far_from_reporting: float = limit(
        -0.06,
        "the feature craft_wording at or below which one listed phrase agrees with it enough for a flag",
        "of 23 flags read by eye, 7 of the 8 that phrases agree with in this way were right or arguable, and 5 of the "
        "other 15 right",
    )
    agreeing_phrases: int = limit(2, "listed phrases that agree enough above that", "the same flags")
    right: float = limit(
        0.8, "confidence of such a flag", "23 of 28 read by eye were right (eval/gate/verdicts.csv, the flags of craft)"
    )


CRAFT_LIMITS = CraftLimits()
