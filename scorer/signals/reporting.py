"""Reporting: how concretely the article is written, in its own voice.

Shares of small, topic-free things: who is spoken of, when, with how many numbers, names and titles, how it
asks, shouts and argues. Function words and punctuation tell styles of writing apart without knowing the
topic, and hold on sources never seen better than word counts do.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from itertools import repeat

import numpy as np

from scorer.signals.base import Document, Evidence, Example, Feature, Finding, Signal
from scorer.text import Bools, Ints, Text
from scorer.weights import load_lexicon

_MIN_WORDS = 40
_VARIETY_WORDS = 300

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
    [Feature(f"style_{name}", f"{shown}, per 100 words of the article's own voice") for name, shown in _GROUPS.items()]
    + [
        Feature(f"style_{name}", f"{shown}, per 100 words of the article's own voice")
        for name, shown in _SHAPES.items()
    ]
    + [Feature(f"style_{name}", shown) for name, shown in _WHOLE.items()]
)
_ABSENT: Mapping[str, float | None] = {feature.name: None for feature in FEATURES}

_BE = frozenset("is are was were be been being get got gets".split())
_NOT_PAST = frozenset(
    "need indeed speed feed seed bed red shed hundred united breed greed embed exceed proceed sacred".split()
)
_NOT_LY = frozenset(
    "only family early july italy rally reply supply apply fly ally assembly daily weekly monthly likely".split()
)
_NOT_ING = frozenset(
    "thing something nothing everything anything king ring spring string bring during morning evening being".split()
)
_DASHES = frozenset("—–")
_CONTRACTED = ("n't", "n’t", "'re", "’re", "'ve", "’ve", "'ll", "’ll", "'d", "’d", "'m", "’m")
_IT_IS = frozenset(
    "it's that's there's he's she's what's here's let's it’s that’s there’s he’s she’s what’s here’s let’s".split()
)
# Facts about a token that do not depend on its neighbours, as bits above those of the word groups.
_SUFFIX_BITS = ("contraction", "adverb", "past_verb", "ing_verb")


@functools.cache
def _group_bits() -> Mapping[str, int]:
    """Word → bits of the groups that hold it, in the order of ``_GROUPS``."""
    bits: dict[str, int] = {}
    order = {name: i for i, name in enumerate(_GROUPS)}
    for line in load_lexicon("reporting_words"):
        name, words = line.split(":")
        if name in order:
            for word in words.split():
                for form in {word, word.replace("'", "’")}:
                    bits[form] = bits.get(form, 0) | 1 << order[name]
    return bits


@functools.lru_cache(maxsize=1 << 16)
def _token_bits(word: str) -> int:
    """Groups and endings of a lower-case token as bits."""
    bits = _group_bits().get(word, 0)
    first = len(_GROUPS)
    if word.endswith(_CONTRACTED) or word in _IT_IS:
        bits |= 1 << first
    if word.isalpha() and len(word) > 4:
        if word.endswith("ly") and word not in _NOT_LY:
            bits |= 2 << first
        elif word.endswith("ed") and word not in _NOT_PAST:
            bits |= 4 << first
        elif word.endswith("ing") and word not in _NOT_ING:
            bits |= 8 << first
    return bits


def find(document: Document) -> Finding:
    """Count over the article's own voice, that is, its body outside quotation marks."""
    text = document.text
    body = document.body_token
    own = body & ~text.quoted
    own_word = own & text.is_word
    n_own = int(own_word.sum())
    if n_own < _MIN_WORDS:
        return Finding(features=_ABSENT)
    bits = np.fromiter(map(_token_bits, text.lower), dtype=np.int64, count=len(text.lower))
    own_bits = bits[own_word]
    counts = _count_bits(own_bits)
    counts.update(_shapes(text, own, own_word, bits))
    features: dict[str, float | None] = {f"style_{name}": 100.0 * count / n_own for name, count in counts.items()}
    features.update({f"style_{name}": value for name, value in _whole(document, body).items()})
    return Finding(features=features, evidence=_evidence(text, own, bits))


def _count_bits(bits: Ints) -> dict[str, float]:
    names = [*_GROUPS, *_SUFFIX_BITS]
    present = bits[bits > 0]
    table = (present[:, None] >> np.arange(len(names))) & 1
    return dict(zip(names, table.sum(axis=0).astype(float).tolist(), strict=True))


def _evidence(text: Text, own: Bools, bits: Ints) -> list[Evidence]:
    """Places where the author speaks as I or to the reader, shouts or exclaims."""
    order = {name: 1 << i for i, name in enumerate(_GROUPS)}
    out = []
    for kind, mask in (("first_person", order["first_singular"]), ("reader", order["second_person"])):
        for i in np.flatnonzero(own & ((bits & mask) > 0)).tolist()[:50]:
            out.append(Evidence(int(text.token_start[i]), int(text.token_end[i]), 0.9, kind))
    return out


def _shapes(text: Text, own: Bools, own_word: Bools, bits: Ints) -> dict[str, float]:
    tokens, lower = text.tokens, text.lower
    n = len(tokens)
    marks = [tokens[i] for i in np.flatnonzero(own & ~text.is_word).tolist()]
    tally = {mark: marks.count(mark) for mark in ("!", "?", ",", ":", ";", "—", "–", "(", "$", "£", "€", "@", "#", "…")}
    capital = text.is_capital & own_word
    chosen = np.flatnonzero(capital).tolist()
    shouted = sum(len(tokens[i]) > 4 and tokens[i].isupper() and tokens[i].isalpha() for i in chosen)
    begins = np.zeros(n + 1, dtype=np.bool_)
    begins[text.sentence_token[:-1]] = True
    inside = capital & ~begins[:n]
    is_digit = np.fromiter((t[0].isdigit() for t in tokens), dtype=np.bool_, count=n)
    single = np.fromiter(map(len, tokens), dtype=np.int64, count=n) == 1
    following = np.append(capital[1:], False)
    is_stop = np.fromiter((t == "." for t in tokens), dtype=np.bool_, count=n)
    after_stop = np.append(is_stop[1:], False)
    third = np.append(capital[2:], [False, False])[:n]
    initial = capital & single & after_stop & third & np.append(False, capital[:-1])[:n]
    is_comma = np.fromiter((t == "," for t in tokens), dtype=np.bool_, count=n)
    determiner = np.fromiter((t in ("a", "an", "the", "who", "whose") for t in lower), dtype=np.bool_, count=n)
    apposed = inside & np.append(is_comma[1:], False) & np.append(determiner[2:], [False, False])[:n]
    past = (bits >> (len(_GROUPS) + _SUFFIX_BITS.index("past_verb"))) & 1 > 0
    is_be = np.fromiter((t in _BE for t in lower), dtype=np.bool_, count=n)
    passive = own_word & is_be & (np.append(past[1:], False) | np.append(past[2:], [False, False])[:n])
    percent = sum(t[-1] == "%" for t in (tokens[i] for i in np.flatnonzero(own & is_digit).tolist()))
    short_quotes = sum(1 for q in text.quotes if 0 < len(text.token_range(q.start, q.end)) - 2 <= 2)
    gap = text.token_start[1:] > text.token_end[:-1] if n > 1 else np.zeros(0, dtype=np.bool_)
    slips = int((own[1:] & is_comma[1:] & gap).sum()) if n > 1 else 0
    del following
    return {
        "exclamation": tally["!"],
        "question": tally["?"],
        "shouting": shouted,
        "number": float((is_digit & own).sum()),
        "dollar_percent": tally["$"] + tally["£"] + tally["€"] + percent,
        "comma": tally[","],
        "colon": tally[":"],
        "semicolon": tally[";"],
        "dash": tally["—"] + tally["–"],
        "parenthesis": tally["("],
        "passive": float(passive.sum()),
        "name": float(inside.sum()),
        "initial": float(initial.sum()),
        "apposition": float(apposed.sum()),
        "link": tally["@"] + tally["#"] + sum(t in ("http", "https", "www") for t in lower),
        "scare_quote": short_quotes,
        "typing_slip": slips,
    }


def _whole(document: Document, body: Bools) -> dict[str, float | None]:
    text = document.text
    chosen = np.flatnonzero(text.is_word & body)
    sentence = text.token_sentence[chosen]
    per_sentence = np.bincount(sentence, minlength=text.n_sentences)
    per_sentence = per_sentence[per_sentence > 0]
    per_line = np.bincount(text.sentence_line[sentence])
    per_line = per_line[per_line > 0]
    mean = float(per_sentence.mean())
    opening = [text.lower[i] for i in chosen[:_VARIETY_WORDS].tolist()]
    return {
        "quoted_share": float((text.quoted[chosen]).mean()),
        "sentence_words": min(80.0, mean),
        "sentence_variation": float(per_sentence.std()) / mean if len(per_sentence) >= 4 else None,
        "paragraph_words": min(300.0, float(np.median(per_line))) if len(per_line) >= 3 else None,
        "variety": len(set(opening)) / len(opening) if len(opening) == _VARIETY_WORDS else None,
        "letters_per_word": float((text.token_end[chosen] - text.token_start[chosen]).mean()),
        "short_sentence_share": float((per_sentence < 6).mean()) if len(per_sentence) >= 4 else None,
    }


SIGNAL = Signal(
    id="reporting",
    shows="how concretely the article is written, in its own voice",
    flags=(),
    features=FEATURES,
    find=find,
    examples=(),
)
