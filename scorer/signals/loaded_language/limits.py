"""Limits of the room ``loaded_language``: what each counts and where its value comes from."""

from __future__ import annotations

from scorer.types import BY_HAND, Limits, limit

_FOLDS = (
    "chosen on BABE and CheckThat sentences: six tenths of what a logistic regression gives them out of fold, which "
    "serves both, and so that a half keeps its meaning there"
)


class LoadedLimits(Limits):
    """Limits of the signal "loaded_language"."""

    sentence_at: float = limit(
        0.5,
        "probability from which a sentence counts as loaded (features, evidence)",
        "even odds; measured by `scorer train --only loaded_language`",
    )
    one_sided_flag_at: float = limit(
        0.9,
        "probability from which an article is flagged as one-sided",
        "measured out of fold by `scorer train --only loaded_language` (hyperpartisan/byarticle-train)",
    )
    evidence_at: float = limit(0.03, "probability; evidence below it is left out of a report", BY_HAND)
    fewest_words: int = limit(80, "words of an article that can be called one-sided", BY_HAND)
    many: float = limit(
        0.3,
        "share of loaded sentences from which each loaded word weighs more",
        "about twice what is usual in reliable outlets",
    )
    of_word: float = limit(
        0.5, "weight of a sentence's most loaded word (by the experts' spans) in its log-odds", _FOLDS
    )
    zero: float = limit(-1.2, "log-odds of that word which add nothing", _FOLDS)
    of_number: float = limit(
        -0.5, "log-odds added by each of up to two numbers: a sentence with figures reports", _FOLDS
    )
    of_report: float = limit(-0.9, "log-odds added by each of up to two words of reporting (said, according)", _FOLDS)
    of_reported: float = limit(
        -0.9, "log-odds added where all of a sentence's words are reported from a source", _FOLDS
    )
    of_denial: float = limit(0.3, "log-odds added by each of up to two words of denial (not, never)", _FOLDS)
    of_being: float = limit(0.2, "log-odds added by each of up to two forms of to be in the present", _FOLDS)
    of_duty: float = limit(0.6, "log-odds added by each of up to two words of duty (must, ought)", _FOLDS)
    of_compound: float = limit(0.5, "log-odds added by a word with a hyphen", _FOLDS)
    least_word: float = limit(-4.0, "log-odds that a sentence's most loaded word counts at least", BY_HAND)
    quoted: float = limit(-0.2, "log-odds added in quoted wording, which is a source's and is never flagged", BY_HAND)
    word_at: float = limit(0.3, "probability from which a word counts as loaded (features, evidence)", BY_HAND)
    flag_at: float = limit(
        1.3,
        "log-odds from which a word is flagged",
        "chosen by folds over articles that experts marked: 49 of 100 flags are on a span of loaded language there, 70 "
        "on one of any technique, and 12 of 100 spans are found (40, 63 and 18 at 0.35)",
    )
    nearest_flag_at: float = limit(
        -0.2, "log-odds from which the nearest word is flagged where nothing else is", BY_HAND
    )
    many_loaded: float = limit(
        0.2, "share of loaded sentences from which the nearest word in one is flagged where nothing else is", BY_HAND
    )
    extent: float = limit(
        1.0,
        "log-odds below the flagged word within which a word beside it belongs to the place",
        "chosen by folds over articles that experts marked: 46 of 100 flags are on a span there",
    )
    farthest: int = limit(3, "words to either side of the most loaded one that a place reaches at most", BY_HAND)
    surer: float = limit(0.4, "log-odds more asked of what may be meant literally or is only reported", BY_HAND)
    subject: int = limit(
        5, "places of a word in an article from which it is its subject and not its wording (chaos theory)", BY_HAND
    )
    own_voice: float = limit(0.3, "share of an article's words that are its own, for it to argue for a side", BY_HAND)
    least_chance: float = limit(
        0.2,
        "probability by the model of sentences that an unlisted word must have: one model alone may find a topic",
        BY_HAND,
    )
    judged_sentence_at: float = limit(0.5, "probability from which a sentence is loaded for the gain below", BY_HAND)
    both: float = limit(
        1.0, "log-odds that a listed judgement gains where the model of sentences finds its sentence loaded", BY_HAND
    )
    likely: float = limit(
        0.4, "probability that the word is loaded by the model of sentences, asked for that gain", BY_HAND
    )
    name_calling_at: float = limit(
        0.3,
        "log-odds from which a loaded word counts as name-calling",
        "9 of 14 were right out of fold: too few to say more",
    )
    unknown: float = limit(-9.0, "log-odds of a word that the model of spans does not know", BY_HAND)
    floor_chance: float = limit(0.002, "probability that a word has at least, before log-odds are taken", BY_HAND)


LOADED_LIMITS = LoadedLimits()
