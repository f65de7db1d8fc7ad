"""Loaded language: words that judge instead of reporting, and articles that argue for a side.

Two small linear models over words (see :mod:`scorer.signals.loaded_language.judgement`): one reads a sentence
(word lists of our own; weights learned from the BABE sentences, Spinde et al. 2021), one the whole article
(learned from SemEval-2019 task 4, Kiesel et al. 2019). Names carry no weight in either, and quoted speech
does not count, save for quotations of up to three words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from scorer.model.store import load_lexicon
from scorer.signals.attribution.reported_speech import gives_voice
from scorer.signals.base import Document, Evidence, Feature, Finding, Flag, FlagKind, Place, Signal, rate
from scorer.signals.loaded_language.examples import EXAMPLES
from scorer.signals.loaded_language.judgement import (
    CHANCE,
    LISTS,
    LOADED_WORD,
    LoadedModel,
    Reading,
    load_model,
    one_sidedness,
    read,
    sentence_log_odds,
)
from scorer.signals.ngrams import sigmoid
from scorer.signals.sentences import left_beside, strongest
from scorer.text import Text
from scorer.types import Ints, Span

SENTENCE_THRESHOLD = 0.5  # from which a sentence counts as loaded, and its wording may be told
_SURE_SENTENCE = 0.9  # of one whose loaded word may be meant literally
#: How often readers found flags on real articles right (docs/measured.md, "Read by eye").
_RIGHT = 0.74
ONE_SIDED_THRESHOLD = 0.9  # of the article
_SURELY_LOADED = 0.7  # chance from which a word on no list of judgements or camps is told, in a sure sentence
_REPORTED = 0.05  # evidence below this confidence is left out
_FEWEST_WORDS = 80  # of an article that can be called one-sided

_DENIED = frozenset("not never n't isn't isn’t wasn't wasn’t aren't aren’t hardly without less nor".split())
_LITERAL = frozenset(load_lexicon("loaded_literal"))
#: Set phrases with a loaded word in them that nobody means by it.
_TERMS = tuple(frozenset(term.split()) for term in load_lexicon("loaded_terms"))


class _Place(NamedTuple):
    """The most loaded words of a sentence: tokens first … last."""

    sentence: int
    first: int
    last: int


def _places(text: Text, reading: Reading) -> tuple[Ints, Ints]:
    """(n_sentences,) first and last token of each sentence's most loaded words and the loaded ones beside them."""
    starts, ends = text.sentence_token[:-1], text.sentence_token[1:]
    best = strongest(text, reading.strength)
    joins = (reading.weights[:, CHANCE] >= LOADED_WORD) & ~text.quoted
    stops = np.concatenate(([-1], (~joins).nonzero()[0], [len(joins)]))
    first = np.maximum(starts, stops[stops.searchsorted(best) - 1] + 1)
    last = np.minimum(ends, stops[stops.searchsorted(best, side="right")]) - 1
    return first, last


def _worth_telling(document: Document, reading: Reading, place: _Place, p: float) -> bool:
    """Whether the place shows the writer's own judgement: unquoted, not reported, and surely a loaded word.

    ``p`` is the probability that its sentence is loaded.
    """
    text = document.text
    begin, end = text.sentence_token[place.sentence : place.sentence + 2].tolist()
    if document.is_reported(place.first) or gives_voice(text.lower[begin:end]):
        return False  # what a source says or calls somebody is the source's wording
    words = slice(place.first, place.last + 1)
    if text.quoted[words].any() or (text.is_capital[words] & (np.arange(place.first, place.last + 1) > begin)).all():
        return False  # somebody's words, or a name
    if text.lower[place.first - 1] in _DENIED and place.first > begin:
        return False  # "a leader who is not divisive"
    if p < _SURE_SENTENCE and not _LITERAL.isdisjoint(text.lower[words]):
        return False
    around = set(text.lower[max(begin, place.first - 2) : place.last + 3])
    if any(term <= around for term in _TERMS):
        return False  # a set phrase
    chance = reading.weights[words, CHANCE]
    lists = reading.weights[words, LISTS]
    listed = lists[:, :2].any(axis=1)
    if lists[:, -1].any() and not listed.any():
        return False  # how somebody said it, not what the writer thinks of it
    return bool(((listed & (chance >= LOADED_WORD)) | ((chance >= _SURELY_LOADED) & (p >= _SURE_SENTENCE))).any())


def _without(
    text: Text, reading: Reading, places: Sequence[_Place], model: LoadedModel, features: Mapping[str, tuple[int, int]]
) -> list[dict[str, float | None]]:
    """What the features (count, of how many) would be without the words of each place: is its sentence still loaded?"""
    if not places:
        return []
    kept = left_beside(text, ((s, range(first, last + 1)) for s, first, last in places))
    at, own = text.token_sentence[kept], reading.own[kept]
    _, log_odds = sentence_log_odds(reading.weights[kept], own, at, text.n_sentences, model)
    loaded = sigmoid(log_odds) >= SENTENCE_THRESHOLD
    words = np.bincount(at, weights=own & text.is_word[kept], minlength=text.n_sentences)
    (n_loaded, n), (n_loaded_words, n_words) = features["loaded_sentence_share"], features["loaded_word_rate"]
    out: list[dict[str, float | None]] = []
    for s, first, last in places:
        wordless = words[s] == 0
        gone = int((reading.weights[first : last + 1, CHANCE] >= LOADED_WORD).sum())
        out.append(
            {
                "loaded_sentence_share": rate(n_loaded - int(wordless or not loaded[s]), n - int(wordless)),
                "loaded_word_rate": rate(n_loaded_words - gone, n_words - int(reading.words[s] - words[s])),
            }
        )
    return out


def find(document: Document) -> Finding:
    """Loaded sentences of the article's own voice, and whether the whole argues for a side.

    The finding's confidence is that the article argues for a side; its rate is the share of loaded sentences.
    """
    text = document.text
    model = load_model()
    reading = read(text, document.own_wording, model)
    worded = reading.words > 0
    n = int(np.count_nonzero(worded))
    if not n:
        return Finding(features=dict.fromkeys(_FEATURE_NAMES))
    p = np.where(worded, sigmoid(reading.log_odds), 0.0)
    loaded = reading.weights[:, CHANCE] >= LOADED_WORD
    n_words, n_loaded_words = int(reading.words.sum()), int(np.count_nonzero(loaded))
    all_loaded = int(np.count_nonzero((reading.quoted_chance >= LOADED_WORD) & document.body_token))
    one_sided = one_sidedness(text, reading, model)
    counts = {
        "loaded_sentence_share": (int(np.count_nonzero(p >= SENTENCE_THRESHOLD)), n),
        "loaded_word_rate": (n_loaded_words, n_words),
        "quoted_loaded_share": (all_loaded - n_loaded_words, all_loaded),
    }
    features = {
        **{name: rate(*count) for name, count in counts.items()},
        "one_sidedness": one_sided if n_words >= _FEWEST_WORDS else None,
    }
    if document.features_only:
        return Finding(features=features)
    first, last = _places(text, reading)
    start, end = text.token_start[first].tolist(), text.token_end[last].tolist()
    confidence = p.round(4).tolist()
    reported = (p >= _REPORTED).nonzero()[0].tolist()
    told = [_Place(s, int(first[s]), int(last[s])) for s in reported if confidence[s] >= SENTENCE_THRESHOLD]
    told = [place for place in told if _worth_telling(document, reading, place, confidence[place.sentence])]
    flags = [
        Flag(
            "loaded_language.wording",
            Span(start[s], end[s]),
            _RIGHT,
            f"Judges instead of reporting: “{text.raw[start[s] : end[s]]}”.",
            None,
            without,
        )
        for (s, _, _), without in zip(told, _without(text, reading, told, model, counts), strict=True)
    ]
    if one_sided >= ONE_SIDED_THRESHOLD and n_words >= _FEWEST_WORDS:
        telling = int(np.where(reading.words >= 4, reading.log_odds, -99.0).argmax())
        rest = read(text, reading.own & (text.token_sentence != telling), model)
        flags.append(
            Flag(
                "loaded_language.one_sided",
                Span(int(text.sentence_start[telling]), int(text.sentence_end[telling])),
                round(one_sided, 4),
                "The article as a whole argues for a side; this sentence tells it most.",
                None,
                {"one_sidedness": one_sidedness(text, rest, model)},
            )
        )
    loaded_at = (p >= SENTENCE_THRESHOLD).nonzero()[0].tolist()
    judging = (loaded & reading.own).nonzero()[0].tolist()
    most = np.argsort(-np.where(reading.words >= 4, p, 0.0), kind="stable")[: max(1, n // 4)]
    places = [
        Place(name, int(text.sentence_start[s]), int(text.sentence_end[s]), float(p[s]), "loaded")
        for name, sentences in (("loaded_sentence_share", loaded_at), ("one_sidedness", most[p[most] > 0.2].tolist()))
        for s in sentences
    ]
    places += [
        Place("loaded_word_rate", int(text.token_start[i]), int(text.token_end[i]), 1.0, "loaded_word") for i in judging
    ]
    return Finding(
        confidence=one_sided,
        rate=rate(*counts["loaded_sentence_share"]),
        evidence=[Evidence(start[s], end[s], confidence[s], None) for s in reported],
        flags=flags,
        features=features,
        places=places,
    )


_FEATURES = (
    Feature(
        "loaded_sentence_share", "sentences in the article's own words that judge instead of reporting", direction=-1
    ),
    Feature("loaded_word_rate", "loaded words, of the article's own words", direction=-1),
    Feature("one_sidedness", "how likely it is that the article as a whole argues for a side", direction=-1),
    Feature("quoted_loaded_share", "loaded words that stand in quotations, of all loaded words"),
)
_FEATURE_NAMES = tuple(feature.name for feature in _FEATURES)

SIGNAL = Signal(
    id="loaded_language",
    shows="words that judge instead of reporting, and articles that argue for a side",
    flags=(
        FlagKind(
            "loaded_language.wording",
            "low",
            "words that judge instead of reporting",
            "A report that judges in its own voice tells the reader what to think before what happened.",
            "Spinde et al. 2021, Neural Media Bias Detection Using Distant Supervision With BABE",
        ),
        FlagKind(
            "loaded_language.one_sided",
            "medium",
            "the article as a whole argues for a side",
            "Opinion is legitimate when it is labelled; read as news, one side's case misleads.",
            "Kiesel et al. 2019, SemEval-2019 Task 4: Hyperpartisan News Detection; SPJ Code of Ethics: label advocacy",
        ),
    ),
    features=_FEATURES,
    find=find,
    examples=EXAMPLES,
    group="wording",
)
