"""Reporting: how concretely the article is written, in its own voice.

Shares of small, topic-free things: who is spoken of, when, with how many numbers, names and titles, how it
asks, shouts and argues. Function words and punctuation tell styles of writing apart without knowing the
topic, and hold on sources never seen better than word counts do.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping

import numpy as np

from scorer.signals.base import Document, Evidence, Feature, Finding, Signal
from scorer.text import Bools, Ints, Text
from scorer.weights import load_lexicon

_MIN_WORDS = 40
_VARIETY_WORDS = 300
_MOST_EVIDENCE = 50  # places a kind

#: Word groups of lexicons/reporting_words.txt and what each rate means. All are per 100 words of the
#: article's own voice.
_GROUPS: dict[str, str] = {
    "first_singular": "the author speaks of himself or herself (I, my)",
    "first_plural": "the author speaks as we",
    "second_person": "the reader is addressed (you, your)",
    "third_person": "he, she, his, her",
    "they": "they, them, their",
    "article": "a, an, the",
    "preposition": "prepositions",
    "conjunction": "and, or, but",
    "subordination": "because, although, if",
    "time_order": "words that order events (after, before, when, while)",
    "connective": "essay connectives (however, moreover, therefore)",
    "relative": "who, whom, whose, which",
    "wh_question": "what, why, how, where",
    "present_be": "is, are",
    "past_be": "was, were, had, did",
    "have": "have, has, had",
    "modal_certain": "will, must, cannot",
    "modal_open": "would, could, may, might, should",
    "negation": "not, no, never",
    "intensifier": "very, really, totally",
    "absolute": "all, every, always, everyone",
    "quantifier": "some, many, several, most",
    "demonstrative": "this, that, these, those",
    "there": "there, here, now",
    "day": "days of the week",
    "month": "months",
    "title": "titles and offices (Mr., Sen., director, spokesman)",
    "unit": "percent, million, billion",
    "filler": "chatty words (just, actually, lots)",
}
#: Single marks and shapes, per 100 words of the article's own voice.
_SHAPES: dict[str, str] = {
    "exclamation": "exclamation marks",
    "question": "question marks",
    "shouting": "words in capitals, acronyms apart",
    "number": "numbers",
    "dollar_percent": "amounts of money and percentages",
    "comma": "commas",
    "colon": "colons",
    "semicolon": "semicolons",
    "dash": "dashes",
    "parenthesis": "parentheses",
    "contraction": "contractions (don't, it's)",
    "adverb": "words in -ly",
    "past_verb": "words in -ed",
    "ing_verb": "words in -ing",
    "passive": "passives (was found)",
    "name": "capitalised words inside sentences",
    "initial": "middle initials (John Q. Public)",
    "apposition": "who somebody is, told after the name (X, a professor at)",
    "link": "links, handles and hashtags left in the text",
    "scare_quote": "one or two words in quotation marks",
    "typing_slip": "slips of typing (space before a comma, double marks)",
}
_WHOLE: dict[str, str] = {
    "quoted_share": "share of words inside quotation marks",
    "sentence_words": "words in the mean sentence",
    "sentence_variation": "how much sentences differ in length (deviation over mean)",
    "paragraph_words": "words in the median paragraph",
    "variety": "share of different words among the first 300",
    "letters_per_word": "letters in the mean word",
    "short_sentence_share": "share of sentences with fewer than six words",
}
FEATURES = tuple(
    [
        Feature(f"style_{name}", f"{shown}, per 100 words of the article's own voice")
        for name, shown in (_GROUPS | _SHAPES).items()
    ]
    + [
        Feature(f"style_{name}", f"{shown}, per 100 words of the article's own voice")
        for name, shown in _SHAPES.items()
    ]
    + [Feature(f"style_{name}", shown) for name, shown in _WHOLE.items()]
)
_ABSENT: Mapping[str, float | None] = {feature.name: None for feature in FEATURES}

_BE = frozenset("is are was were be been being get gets got".split())
_DETERMINERS = frozenset("a an the who whose".split())
_NOT_PAST = frozenset(
    "need indeed speed feed seed bed red shed hundred united breed greed embed exceed proceed sacred".split()
)
_NOT_LY = frozenset(
    "only family early july italy rally reply supply apply ally assembly daily weekly monthly likely".split()
)
_NOT_ING = frozenset(
    "thing something nothing everything anything king ring spring string bring during morning evening being".split()
)
_CONTRACTED = ("n't", "'re", "'ve", "'ll", "'d", "'m")
_IT_IS = frozenset("it's that's there's he's she's what's here's let's who's".split())
_LINKS = frozenset("http https www @ #".split())
_MARKS = {
    "!": "exclamation", "?": "question", ",": "comma", ":": "colon", ";": "semicolon", "—": "dash", "–": "dash",
    "(": "parenthesis", "$": "dollar_percent", "£": "dollar_percent", "€": "dollar_percent",
}  # fmt: skip
#: What is known of a token without its neighbours, a bit each. The last ones only help to find the others.
_FACTS = (
    *_GROUPS, "contraction", "adverb", "past_verb", "ing_verb", "exclamation", "question", "comma", "colon",
    "semicolon", "dash", "parenthesis", "dollar_percent", "number", "link", "shouting", "_be", "_determiner",
    "_letter", "_stop",
)  # fmt: skip
_BIT = {name: 1 << i for i, name in enumerate(_FACTS)}


@functools.cache
def _group_bits() -> Mapping[str, int]:
    """Lower-case word → bits of the groups that hold it."""
    bits: dict[str, int] = {}
    for line in load_lexicon("reporting_words"):
        name, words = line.split(":")
        for word in words.split():
            bits[word] = bits.get(word, 0) | _BIT[name]
    return bits


@functools.lru_cache(maxsize=1 << 16)
def word_bits(written: str) -> int:
    """All that is known of a token, as written, without its neighbours."""
    if not written[0].isalnum():
        return (
            _BIT.get(_MARKS.get(written, ""), 0)
            | (_BIT["link"] if written in _LINKS else 0)
            | (written == ".") * _BIT["_stop"]
        )
    if written[0].isdigit():
        return _BIT["number"] | (_BIT["dollar_percent"] if written[-1] == "%" else 0)
    word = written.lower().replace("’", "'")
    bits = _group_bits().get(word, 0)
    for fact, holds in (
        ("contraction", word.endswith(_CONTRACTED) or word in _IT_IS),
        ("adverb", len(word) > 4 and word.endswith("ly") and word not in _NOT_LY),
        ("past_verb", len(word) > 4 and word.endswith("ed") and word not in _NOT_PAST),
        ("ing_verb", len(word) > 4 and word.endswith("ing") and word not in _NOT_ING),
        ("link", word in _LINKS),
        ("shouting", len(written) > 4 and written.isupper() and written.isalpha()),
        ("_be", word in _BE),
        ("_determiner", word in _DETERMINERS),
        ("_letter", len(written) == 1 and written.isupper()),
    ):
        if holds:
            bits |= _BIT[fact]
    return bits


def find(document: Document) -> Finding:
    """Count over the article's own voice, that is, its body outside quotation marks."""
    text = document.text
    body = document.body_token
    own = body & ~text.quoted
    n_own = int((own & text.is_word).sum())
    if n_own < _MIN_WORDS:
        return Finding(features=_ABSENT)
    bits = np.fromiter(map(word_bits, text.tokens), dtype=np.int64, count=len(text.tokens))
    counts = _count_bits(bits[own])
    counts.update(_count_neighbours(text, own, bits))
    features: dict[str, float | None] = {f"style_{name}": 100.0 * counts[name] / n_own for name in (*_GROUPS, *_SHAPES)}
    features.update({f"style_{name}": value for name, value in _whole(text, body).items()})
    return Finding(features=features, evidence=_evidence(text, own, bits))


def _count_bits(bits: Ints) -> dict[str, int]:
    """How many tokens hold each fact."""
    octets = bits.astype("<i8").view(np.uint8).reshape(-1, 8)
    totals = np.unpackbits(octets, axis=1, bitorder="little").sum(axis=0, dtype=np.int64)
    return dict(zip(_FACTS, totals[: len(_FACTS)].tolist(), strict=True))


def _has(bits: Ints, fact: str) -> Bools:
    held: Bools = (bits & _BIT[fact]) != 0
    return held


def _next(values: Bools, steps: int = 1) -> Bools:
    """What the token ``steps`` later holds."""
    return np.concatenate([values[steps:], np.zeros(min(steps, len(values)), dtype=np.bool_)])


def _count_neighbours(text: Text, own: Bools, bits: Ints) -> dict[str, int]:
    """Facts that need a token's neighbours."""
    opens = np.zeros(len(own), dtype=np.bool_)
    opens[text.sentence_token[:-1][text.sentence_token[:-1] < len(own)]] = True
    capital = text.is_capital & own
    name = capital & ~opens
    comma, stop, past = _has(bits, "comma"), _has(bits, "_stop"), _has(bits, "past_verb")
    initial = capital & _next(_has(bits, "_letter")) & _next(stop, 2) & _next(capital, 3)
    apposed = name & _next(comma) & _next(_has(bits, "_determiner"), 2)
    passive = own & _has(bits, "_be") & (_next(past) | _next(past, 2))
    gap = np.zeros(len(own), dtype=np.bool_)
    gap[1:] = text.token_start[1:] > text.token_end[:-1]
    inside = np.diff(np.searchsorted(text.token_start, np.array(text.quotes, dtype=np.int64).reshape(-1, 2)), axis=1)
    return {
        "name": int(name.sum()),
        "initial": int(initial.sum()),
        "apposition": int(apposed.sum()),
        "passive": int(passive.sum()),
        "typing_slip": int((own & comma & gap).sum()),
        "scare_quote": int(((inside >= 3) & (inside <= 4)).sum()),  # one or two words and their marks,
    }


def _evidence(text: Text, own: Bools, bits: Ints) -> list[Evidence]:
    """Places where the author speaks as I, speaks to the reader, shouts or exclaims."""
    out = []
    for kind in ("first_singular", "second_person", "shouting", "exclamation"):
        for i in np.flatnonzero(own & _has(bits, kind)).tolist()[:_MOST_EVIDENCE]:
            out.append(Evidence(int(text.token_start[i]), int(text.token_end[i]), 0.9, kind))
    return out


def _whole(text: Text, body: Bools) -> dict[str, float | None]:
    """Lengths and variety, quotations included."""
    chosen = np.flatnonzero(text.is_word & body)
    sentence = text.token_sentence[chosen]
    per_sentence = np.bincount(sentence)
    per_sentence = per_sentence[per_sentence > 0]
    per_line = np.bincount(text.sentence_line[sentence])
    per_line = per_line[per_line > 0]
    mean = float(per_sentence.mean())
    opening = [text.lower[i] for i in chosen[:_VARIETY_WORDS].tolist()]
    enough = len(per_sentence) >= 4
    return {
        "quoted_share": float(text.quoted[chosen].mean()),
        "sentence_words": min(80.0, mean),
        "sentence_variation": float(per_sentence.std()) / mean if enough else None,
        "paragraph_words": min(300.0, float(np.median(per_line))) if len(per_line) >= 3 else None,
        "variety": len(set(opening)) / len(opening) if len(opening) == _VARIETY_WORDS else None,
        "letters_per_word": float((text.token_end[chosen] - text.token_start[chosen]).mean()),
        "short_sentence_share": float((per_sentence < 6).mean()) if enough else None,
    }


SIGNAL = Signal(
    id="reporting",
    shows="how concretely the article is written, in its own voice",
    flags=(),
    features=FEATURES,
    find=find,
    examples=(),
)
