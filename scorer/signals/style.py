"""Reporting: how concretely the article is written, outside quotations.

Shares of small, topic-free things: who is spoken of, when, with how many numbers, names and titles, how it
asks, shouts and argues. Function words and punctuation tell styles of writing apart without knowing the
topic, and hold on sources never seen better than word counts do.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

import numpy as np

from scorer.model.store import load_lexicon, load_weights, unpack_strings
from scorer.signals.base import Document, Evidence, Feature, Finding, Place, Signal
from scorer.signals.capitals import is_shouted
from scorer.text import Text
from scorer.text.word_classes import ARTICLES, TENSED_BE
from scorer.text.words import WordTable
from scorer.types import BY_HAND, Bools, Ints, Limits, limit


class StyleLimits(Limits):
    """Limits of the signal "style"."""

    least_words: int = limit(40, "words from which rates are given", BY_HAND)
    drawn_by: int = limit(
        100,
        "words by which each rate is drawn towards the usual one, so that a short article's rates are not all noise",
        BY_HAND,
    )
    most_evidence: int = limit(50, "places reported of one kind", BY_HAND)


STYLE_LIMITS = StyleLimits()


#: Word groups of lexicons/style_groups.txt and what each rate means. All are per 100 words of the
#: article's words outside quotations.
_GROUPS: dict[str, str] = {
    "first_singular": "the author speaks of himself or herself (I, my)",
    "first_plural": "the author speaks as we",
    "second_person": "the reader is addressed (you, your)",
    "third_person": "he, she, his, her",
    "they": "they, them, their",
    "article": "a, an, the",
    "preposition": "prepositions",
    "subordination": "because, although, if",
    "connective": "essay connectives (however, moreover, therefore)",
    "wh_question": "what, why, how, where",
    "present_be": "is, are",
    "past_be": "was, were, had, did",
    "have": "have, has, had",
    "modal_certain": "will, must, cannot",
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
#: Single marks and shapes, per 100 words of the article's words outside quotations.
_SHAPES: dict[str, str] = {
    "exclamation": "exclamation marks",
    "question": "sentences that ask",
    "shouting": "words shouted in capitals, without acronyms and names",
    "number": "numbers",
    "comma": "commas",
    "colon": "colons",
    "contraction": "contractions (don't, it's)",
    "adverb": "words in -ly",
    "past_verb": "words in -ed",
    "passive": "passives (was found)",
    "name": "capitalised words inside sentences",
    "initial": "middle initials (John Q. Public)",
    "apposition": "an apposition after a name (X, a professor at)",
    "scare_quote": "one or two words in quotation marks",
}
_WHOLE: dict[str, str] = {
    "quoted_share": "share of words inside quotation marks",
    "sentence_words": "words in the mean sentence",
    "paragraph_words": "words in the median paragraph",
    "letters_per_word": "letters in the mean word",
    "short_sentence_share": "share of sentences with fewer than six words",
}
#: Everything that is counted, per 100 words.
RATES = (*_GROUPS, *_SHAPES)
#: What journalism standards say of more of it. 1: it says who, when and how many (the five Ws; BBC Editorial Guidelines
#: on accuracy). -1: the author presses, judges or takes part (AP Stylebook on adverbs, scare quotes and opinion; SPJ
#: Code of Ethics: label advocacy). What has no direction is reported and enters no score.
_DIRECTION: dict[str, Literal[-1, 1]] = {
    **dict.fromkeys(("apposition", "number", "unit", "day", "month", "title", "initial", "name", "quoted_share"), 1),
    **dict.fromkeys(("exclamation", "shouting", "intensifier", "absolute", "filler", "scare_quote", "adverb"), -1),
    **dict.fromkeys(("first_singular", "first_plural", "second_person"), -1),
    **dict.fromkeys(("question", "wh_question", "modal_certain"), -1),
}
_PER_100 = ", per 100 words outside quotations"
FEATURES = tuple(
    Feature(f"style_{name}", shown + ("" if name in _WHOLE else _PER_100), direction=_DIRECTION.get(name, 0))
    for name, shown in (_GROUPS | _SHAPES | _WHOLE).items()
)
_ABSENT: Mapping[str, float | None] = {feature.name: None for feature in FEATURES}

_BE = TENSED_BE | {"be", "been", "being", "get", "gets", "got"}
_DETERMINERS = ARTICLES | {"who", "whose"}
_NOT_PAST = frozenset(
    "need indeed speed feed seed bed red shed hundred united breed greed embed exceed proceed sacred".split()
)
_NOT_LY = frozenset(
    "only family early july italy rally reply supply apply ally assembly daily weekly monthly likely".split()
)
_CONTRACTED = ("n't", "'re", "'ve", "'ll", "'d", "'m")
_IT_IS = frozenset("it's that's there's he's she's what's here's let's who's".split())
_MARKS = {"!": "exclamation", "?": "_question_mark", ",": "comma", ":": "colon", ".": "_stop"}
#: What is known of a token without its neighbours, a bit each. The last ones only help to find the others.
_FACTS = (
    *_GROUPS, "contraction", "adverb", "past_verb", "exclamation", "comma", "colon", "number", "shouting",
    "_question_mark", "_be", "_determiner", "_letter", "_stop",
)  # fmt: skip
_BIT = {name: 1 << i for i, name in enumerate(_FACTS)}


@functools.cache
def _usual_rates() -> Mapping[str, float]:
    """Median rate of each thing counted, per 100 words, over rated sources."""
    arrays = load_weights("reporting")
    return dict(zip(unpack_strings(arrays["names"]), arrays["usual"].tolist(), strict=True))


@functools.cache
def _group_bits() -> Mapping[str, int]:
    """Lower-case word → bits of the groups that hold it."""
    bits: dict[str, int] = {}
    for line in load_lexicon("style_groups"):
        name, words = line.split(":")
        for word in words.split():
            bits[word] = bits.get(word, 0) | _BIT[name]
    return bits


@functools.lru_cache(maxsize=1 << 16)
def word_bits(word: str) -> int:
    """What is known of a lower-case token without its neighbours, whether it is written with capitals apart."""
    if not word[0].isalnum():
        return _BIT.get(_MARKS.get(word, ""), 0)
    if word[0].isdigit():
        return _BIT["number"]
    word = word.replace("’", "'")
    bits = _group_bits().get(word, 0)
    for fact, holds in (
        ("contraction", word.endswith(_CONTRACTED) or word in _IT_IS),
        ("adverb", len(word) > 4 and word.endswith("ly") and word not in _NOT_LY),
        ("past_verb", len(word) > 4 and word.endswith("ed") and word not in _NOT_PAST),
        ("_be", word in _BE),
        ("_determiner", word in _DETERMINERS),
    ):
        if holds:
            bits |= _BIT[fact]
    return bits


@functools.cache
def _bit_table() -> WordTable:
    return WordTable(word_bits)


def token_bits(text: Text) -> Ints:
    """(n_tokens,) all that is known of each token without its neighbours."""
    bits = text.numbers(_bit_table())
    length = text.token_end - text.token_start
    bits[text.is_capital & (length == 1)] |= _BIT["_letter"]
    tokens, capitals = text.tokens, (text.is_capital & (length > 4)).nonzero()[0].tolist()
    bits[[i for i in capitals if tokens[i].isalpha() and is_shouted(tokens[i])]] |= _BIT["shouting"]
    return bits


class Counted(NamedTuple):
    """What is in an article's own voice: ``n_words`` of it, and how often each thing. ``own`` and ``bits``
    are (n_tokens,)."""

    n_words: int
    counts: Mapping[str, int]
    own: Bools
    bits: Ints


def count(document: Document) -> Counted | None:
    """Count over the article's own voice, that is, its body outside quotation marks; None where it is short."""
    text = document.text
    own = document.own_voice
    n_words = int(np.count_nonzero(own & text.is_word))
    if n_words < STYLE_LIMITS.least_words:
        return None
    bits = token_bits(text)
    return Counted(n_words, _count_bits(bits[own]) | _count_neighbours(text, own, bits), own, bits)


def find(document: Document) -> Finding:
    """The rates of everything counted, each drawn a little towards the usual one."""
    counted = count(document)
    if counted is None:
        return Finding(features=_ABSENT)
    features = features_of(document, counted, _usual_rates())
    if document.features_only:
        return Finding(features=features)
    evidence = _evidence(document.text, counted.own, counted.bits)
    return Finding(features=features, evidence=evidence, places=_places(document.text, counted.own, counted.bits))


def features_of(document: Document, counted: Counted, usual: Mapping[str, float]) -> dict[str, float | None]:
    """Every feature by its name. ``usual`` holds the rate per 100 words that each rate is drawn to."""
    features: dict[str, float | None] = {
        f"style_{name}": (100.0 * counted.counts[name] + STYLE_LIMITS.drawn_by * usual[name])
        / (counted.n_words + STYLE_LIMITS.drawn_by)
        for name in RATES
    }
    return features | {f"style_{name}": value for name, value in _whole(document.text, document.body_token).items()}


def _count_bits(bits: Ints) -> dict[str, int]:
    """How many tokens hold each fact."""
    octets = bits[bits != 0].astype("<i8").view(np.uint8).reshape(-1, 8)
    totals = np.unpackbits(octets, axis=1, bitorder="little").sum(axis=0, dtype=np.int64)
    return dict(zip(_FACTS, totals[: len(_FACTS)].tolist(), strict=True))


def _has(bits: Ints, fact: str) -> Bools:
    held: Bools = (bits & _BIT[fact]) != 0
    return held


def _count_neighbours(text: Text, own: Bools, bits: Ints) -> dict[str, int]:
    """Facts that need a token's neighbours."""
    n = len(own)
    opens = np.zeros(n + 1, dtype=np.bool_)  # and after the last token
    opens[text.sentence_token] = True
    capital = text.is_capital & own
    name = capital & ~opens[:-1]
    after = np.zeros(n + 2, dtype=np.int64)  # nothing after the last token
    after[:n] = bits
    one_on, two_on = after[1 : n + 1], after[2:]
    initial = capital[:-3] & _has(one_on[:-3], "_letter") & _has(two_on[:-3], "_stop") & capital[3:]
    apposed = name & _has(one_on, "comma") & _has(two_on, "_determiner")
    passive = own & _has(bits, "_be") & _has(one_on | two_on, "past_verb")
    question = own[1:] & _has(bits[1:], "_question_mark") & opens[2:] & text.is_word[:-1]
    inside = text.quote_token[:, 1] - text.quote_token[:, 0]
    found = {
        "name": name,
        "initial": initial,
        "apposition": apposed,
        "passive": passive,
        "question": question,
        "scare_quote": (inside >= 3) & (inside <= 4),  # one or two words and their marks
    }
    return {fact: int(np.count_nonzero(held)) for fact, held in found.items()}


def _evidence(text: Text, own: Bools, bits: Ints) -> list[Evidence]:
    """Places where the author speaks as I, speaks to the reader, shouts or exclaims."""
    return [
        Evidence(start, end, 0.9, kind)
        for kind in ("first_singular", "second_person", "shouting", "exclamation")
        for start, end in _spans(text, (own & _has(bits, kind)).nonzero()[0][: STYLE_LIMITS.most_evidence])
    ]


def _spans(text: Text, tokens: Ints) -> Iterator[tuple[int, int]]:
    """The places of some tokens."""
    return zip(text.token_start[tokens].tolist(), text.token_end[tokens].tolist(), strict=True)


#: What lowers a score where it stands: the rate's name and the fact that marks the token.
_PLACED = {
    name: name
    for name in (
        "exclamation", "shouting", "intensifier", "absolute", "filler", "adverb", "first_singular", "first_plural",
        "second_person", "wh_question", "modal_certain",
    )
} | {"question": "_question_mark"}  # fmt: skip
_PLACED_BITS = sum(_BIT[fact] for fact in _PLACED.values())


def _places(text: Text, own: Bools, bits: Ints) -> list[Place]:
    """The tokens that the rates with a bad direction count; scare quotes with their marks."""
    at = (own & (bits & _PLACED_BITS != 0)).nonzero()[0]
    placed = list(zip(bits[at].tolist(), text.token_start[at].tolist(), text.token_end[at].tolist(), strict=True))
    there = int(np.bitwise_or.reduce(bits[at]))
    out = [
        Place(f"style_{name}", start, end, 1.0, name)
        for name, bit in ((name, _BIT[fact]) for name, fact in _PLACED.items())
        if there & bit
        for held, start, end in placed
        if held & bit
    ]
    inside = text.quote_token[:, 1] - text.quote_token[:, 0]
    for first, end in text.quote_token[(inside >= 3) & (inside <= 4)].tolist():
        start, stop = int(text.token_start[first]), int(text.token_end[end - 1])
        out.append(Place("style_scare_quote", start, stop, 1.0, "scare_quote"))
    return out


def _whole(text: Text, body: Bools) -> dict[str, float | None]:
    """Lengths and variety, quotations included."""
    chosen = (text.is_word & body).nonzero()[0]
    n = len(chosen)
    sentence = text.token_sentence[chosen]
    per_sentence = np.bincount(sentence)
    per_sentence = per_sentence[per_sentence > 0]
    per_line = np.bincount(text.sentence_line[sentence])
    per_line = np.sort(per_line[per_line > 0])
    middle = int(per_line[(len(per_line) - 1) // 2] + per_line[len(per_line) // 2]) / 2
    letters = int(np.add.reduce(text.token_end[chosen] - text.token_start[chosen]))
    short = int(np.count_nonzero(per_sentence < 6))
    return {
        "quoted_share": int(np.count_nonzero(text.quoted[chosen])) / n,
        "sentence_words": min(80.0, n / len(per_sentence)),
        "paragraph_words": min(300.0, middle) if len(per_line) >= 3 else None,
        "letters_per_word": letters / n,
        "short_sentence_share": short / len(per_sentence) if len(per_sentence) >= 4 else None,
    }


SIGNAL = Signal(
    id="reporting",
    shows="how concretely the article is written, outside quotations",
    flags=(),
    features=FEATURES,
    find=find,
    examples=(),
    group="wording",
)
