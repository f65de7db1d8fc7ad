"""Limits of the room ``attribution``: what each counts and where its value comes from."""

from __future__ import annotations

from scorer.types import BY_HAND, Limits, limit


class AttributionLimits(Limits):
    """Limits of the signal "attribution"."""

    covered: float = limit(
        0.3,
        "share of a sentence's words in a source, cue or content from which it counts as attributed (features)",
        BY_HAND,
    )
    least_attributions: int = limit(3, "attributions from which shares of them are given", BY_HAND)
    least_names: int = limit(2, "named sources from which their variety is given", BY_HAND)
    least_sentences: int = limit(6, "sentences from which rates per sentence are given", BY_HAND)
    sparse_flag_at: float = limit(
        0.05,
        "share of body sentences with an attribution below which sourcing is flagged as sparse",
        "measured by `scorer train --only attribution` (PolNeAR)",
    )
    sparse_passed_on: float = limit(
        0.12, "share of sentences that pass on anybody's words from which it is not", BY_HAND
    )
    sparse_attributed: float = limit(
        0.35, "share of sentences that report words or wishes from which it is not", BY_HAND
    )
    sparse_sentences: int = limit(8, "sentences of an article that can be flagged as sparse", BY_HAND)
    sparse_words: int = limit(120, "words of such an article", BY_HAND)
    single_words: int = limit(250, "words of an article in which one attribution is a single source", BY_HAND)
    single_sure: float = limit(
        0.78, "probability of its two surest attributions: nearly all false alarms are misread ones", BY_HAND
    )
    none_missed: float = limit(
        0.8,
        "share by which the confidence is lowered, since another source may have been missed",
        "brings the mean confidence to what readers found right (docs/measured.md, 'Read by eye')",
    )
    anonymous_flag_at: float = limit(0.5, "confidence from which an anonymous source is flagged", BY_HAND)
    most_anonymous: int = limit(12, "flags for anonymous sources in one article", BY_HAND)
    longest_phrase: int = limit(5, "tokens before the head of a phrase for an anonymous source", BY_HAND)
    merged_within: int = limit(30, "tokens between two descriptions of one source", BY_HAND)
    surely_said: float = limit(
        0.6, "probability from which an attribution takes its content out of the writer's voice", BY_HAND
    )
    transcript_turns: int = limit(4, "turns of speakers that make a transcript", BY_HAND)
    longest_label: int = limit(64, "characters of a speaker's name before a colon", BY_HAND)
    most_log_odds: float = limit(4.6, "log-odds beyond which more is not believed", BY_HAND)
    plain_cue: float = limit(
        0.7,
        "log-odds that the plainest verbs of saying gain as cues",
        "recall of speech events on MPQA 0.694 without, 0.702 with; PolNeAR keeps its F1",
    )
    turn_sure: float = limit(
        0.9, "confidence that a line opening with a speaker's name passes on that speaker's words", BY_HAND
    )
    phrase_sure: float = limit(0.85, "confidence that a sourcing phrase attributes", BY_HAND)
    least_references: int = limit(3, "reference marks that make a text with references", BY_HAND)
    longest_credit: int = limit(120, "characters of a line that credits the text below it", BY_HAND)
    shortest_block: int = limit(8, "words of the last line of a quoted block", BY_HAND)
    poll_reaches: int = limit(3, "sentences after a poll is named that give its figures", BY_HAND)
    first_person_share: float = limit(
        0.2,
        "share of sentences from which a text is a first-person account",
        "set on articles in which readers found the flag of sparse sourcing wrong",
    )
    speech_share: float = limit(
        0.4,
        "share of sentences from which it is a speech or an appeal",
        "set on articles in which readers found the flag of sparse sourcing wrong",
    )
    statute_share: float = limit(
        0.15,
        "share of sentences from which it is a statute",
        "set on articles in which readers found the flag of sparse sourcing wrong",
    )
    prices_share: float = limit(
        0.25,
        "share of sentences from which it is a list of prices",
        "set on articles in which readers found the flag of sparse sourcing wrong",
    )
    said_share: float = limit(
        0.12,
        "share of sentences with a plain verb of saying from which a text does attribute, in a way that is not read",
        BY_HAND,
    )
    list_words: int = limit(8, "words per sentence below which sentences are lines of a list", BY_HAND)
    longest_source: int = limit(14, "tokens of a source", BY_HAND)
    alone_tokens: int = limit(6, "tokens of a content that may stand without a cue", BY_HAND)
    alone_likely: float = limit(0.6, "probability of such a content", BY_HAND)
    unlikely: int = limit(
        20, "tokens by which a source of probability 0 must be nearer than one of probability 1", BY_HAND
    )
    speech_between: int = limit(5, "sentences of speech between a person and the pronoun for them", BY_HAND)
    longest_name: int = limit(4, "words of a name", BY_HAND)
    vague_lead: int = limit(2, "sentences at the start that may leave it to later ones to name the source", BY_HAND)
    vague_lead_reach: int = limit(4, "sentences after such a lead that may name it", BY_HAND)
    vague_name_reach: int = limit(12, "tokens between a name and its verb of saying", BY_HAND)
    vague_sure: float = limit(
        0.95,
        "share of matches of the surest patterns that readers found right",
        "read by eye: 200 flags on articles of seven corpora, fewer of the weak pattern (docs/measured.md)",
    )
    vague_likely: float = limit(
        0.86,
        "the same for likely patterns",
        "read by eye: 200 flags on articles of seven corpora, fewer of the weak pattern (docs/measured.md)",
    )
    vague_even: float = limit(
        0.8,
        "the same for middling patterns",
        "read by eye: 200 flags on articles of seven corpora, fewer of the weak pattern (docs/measured.md)",
    )
    vague_weak: float = limit(
        0.25,
        "the same for the weak pattern",
        "read by eye: 200 flags on articles of seven corpora, fewer of the weak pattern (docs/measured.md)",
    )


ATTRIBUTION_LIMITS = AttributionLimits()
