"""Limits of the room ``comparison``: what each counts and where its value comes from."""

from __future__ import annotations

from scorer.types import BY_HAND, Limits, limit


class ComparisonLimits(Limits):
    """Limits of the comparison of articles."""

    quote_run: int = limit(4, "words that two quotations share to be one", BY_HAND)
    agree: float = limit(2.2, "log-odds that equality itself adds: two values are seldom equal by chance", BY_HAND)
    years_alike: float = limit(0.3, "cosine of the sentences of two years", BY_HAND)
    dates_alike: float = limit(0.2, "cosine of the words close to two dates, or of their sentences", BY_HAND)
    contradicting_factor: float = limit(2.2, "ratio of two figures; a contradiction needs less", BY_HAND)
    most_rivals: float = limit(2.9, "log of how many like figures both articles hold", BY_HAND)
    sentence_alike: float = limit(0.45, "cosine of the sentences of two figures that contradict each other", BY_HAND)
    sentence_named: float = limit(0.25, "the same where the sentences share a name", BY_HAND)
    sentence_same: float = limit(0.6, "cosine of two sentences that another event word does not tell apart", BY_HAND)
    sentence_firm: float = limit(0.5, "cosine of two sentences with a name in common that are about one thing", BY_HAND)
    bare_alike: float = limit(0.4, "cosine of the sentences of two figures without a unit", BY_HAND)
    articles_alike: float = limit(0.25, "likeness of two articles that can contradict each other", BY_HAND)
    least_aged: float = limit(0.1, "probability of one slot for two ages of one person", BY_HAND)
    sure: float = limit(0.3, "probability of one slot at which two values tell whether articles agree", BY_HAND)
    least_contradicted: float = limit(0.4, "confidence below which a contradiction is shown as a difference", BY_HAND)
    later: int = limit(1, "days between two articles after which one is a later report", BY_HAND)
    later_alike: int = limit(14, "the same where the words before and after the values are the same", BY_HAND)
    poll_reach: int = limit(3, "sentences around a share in which a poll is looked for", BY_HAND)
    long_ago: int = limit(45, "days from the article's own date from which a sentence is about another time", BY_HAND)
    birthday: int = limit(30, "days after which an age may have changed", BY_HAND)
    same_event: float = limit(0.13, "cosine of word rarities from which articles report on one event", BY_HAND)
    read_tokens: int = limit(3000, "tokens read of each article for that", BY_HAND)
    likeness: float = limit(0.33, "cosine of rare words from which an article joins an event", BY_HAND)
    days: int = limit(
        7, "days between an article and the last one of its event; what is later is another story", BY_HAND
    )
    kept_words: int = limit(60, "words kept of each article", BY_HAND)
    least_shared: int = limit(4, "words shared with an event before it is asked", BY_HAND)
    grouped_characters: int = limit(20_000, "characters read of each article", BY_HAND)
    most_articles: int = limit(20, "articles of an event, as many as are compared at once", BY_HAND)
    open_events: int = limit(10_000, "events that wait for another article at once", BY_HAND)
    decay: float = limit(5.0, "tokens over which an event word's weight falls to a third", BY_HAND)
    reach_before: int = limit(13, "tokens before a value in which an event word is looked for", BY_HAND)
    reach_after: int = limit(8, "tokens after it", BY_HAND)
    most_pairs: int = limit(
        2500, "pairs of values compared at once; more are cut to the first ones of each article", BY_HAND
    )
    least_words: int = limit(12, "words; fewer hold no report that could be compared", BY_HAND)
    most_characters: int = limit(1_000_000, "characters; longer texts are not compared", BY_HAND)
    least_aside: int = limit(10, "tokens of a line outside the body that can agree with another article", BY_HAND)
    most_values: int = limit(300, "values of a kind compared in one article, the first in its body", BY_HAND)
    days_apart: int = limit(45, "days; further apart is about something else", BY_HAND)
    months_apart: int = limit(4, "months; the same", BY_HAND)
    years_apart: int = limit(2, "years; the same", BY_HAND)
    factor: float = limit(5.0, "ratio of two figures; further apart is about something else", BY_HAND)
    most_rounded: float = limit(0.15, "relative difference between a figure and its rounding", BY_HAND)
    converted: float = limit(0.04, "relative difference that converting a distance explains", BY_HAND)
    cut_off: float = limit(0.05, "relative difference that leaving out the last digits explains", BY_HAND)
    rounded: float = limit(0.06, "relative difference that rounding of a hedged figure explains", BY_HAND)
    seed: int = limit(5, "words of a run in common with which shared text is looked for", BY_HAND)
    gap: int = limit(3, "words between two runs that are joined", BY_HAND)
    shared_words: int = limit(12, "words of a shared text", BY_HAND)
    shared_content: int = limit(4, "lower-case content words of it", BY_HAND)
    shared_own: int = limit(8, "words of it outside quotation marks, else it is a quotation", BY_HAND)
    most_places: int = limit(4, "places of a run in one article; commoner ones are set phrases", BY_HAND)
    family_share: float = limit(0.3, "share of the shorter article from which two are a family", BY_HAND)
    carried: float = limit(
        0.4, "ratio; an article that gives the other value too, so nearly as surely, does not contradict it", BY_HAND
    )
    window: int = limit(6, "tokens that two words of one statement may stand apart", BY_HAND)
    least_rarity: float = limit(7.0, "rarity (−log share) of the words that two statements share", BY_HAND)
    least_word: float = limit(1.8, "rarity of each", BY_HAND)
    rare: float = limit(4.5, "rarity of a word that makes a statement of one with the event's subject", BY_HAND)
    most_mentions: int = limit(4, "sentences of an article in which one statement is shown", BY_HAND)
    more_articles: float = limit(1.2, "rarity less that is asked for each further article", BY_HAND)
    topic_share: float = limit(0.07, "share of an event's sentences; words in more of them are its subject", BY_HAND)
    denial_covered: float = limit(0.5, "share of the rarity of the denied clause that a statement must cover", BY_HAND)
    denial_words: int = limit(4, "words of it in common", BY_HAND)
    denial_plain: int = limit(2, "of these no names", BY_HAND)
    most_denials: int = limit(20, "denials of an article", BY_HAND)
    clause: int = limit(16, "tokens of a clause", BY_HAND)
    most_statements: int = limit(80, "statements of a comparison", BY_HAND)


COMPARISON_LIMITS = ComparisonLimits()
