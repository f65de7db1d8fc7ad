"""Loaded language: loaded wording, and articles that argue for one side.

Three small linear models over words. One reads a sentence (word lists of our own; weights learned from the BABE
sentences, Spinde et al. 2021) and one the whole article (learned from SemEval-2019 task 4, Kiesel et al. 2019), see
:mod:`scorer.signals.loaded_language.judgement`. One reads single words (learned from the spans that experts marked in
SemEval-2020 task 11 and SemEval-2023 task 3), see :mod:`scorer.signals.loaded_language.spans`, and decides what is
flagged. Names carry no weight in any. Quoted speech counts for neither features nor flags, save for quotations of up
to three words; its wording is evidence of the kind "quoted".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from scorer.model.odds import probabilities
from scorer.signals.attribution.sourcing_forms import is_speech, is_statute, says_it_is_opinion, speakers
from scorer.signals.base import Document, Evidence, Feature, Finding, Flag, FlagKind, Place, Signal, rate
from scorer.signals.loaded_language.examples import EXAMPLES
from scorer.signals.loaded_language.flags import LoadedPlace, confidence, loaded_places, message
from scorer.signals.loaded_language.judgement import (
    CHANCE,
    LoadedModel,
    Reading,
    load_model,
    one_sidedness,
    read,
    sentence_log_odds,
)
from scorer.signals.loaded_language.limits import LOADED_LIMITS
from scorer.signals.loaded_language.manner import sentence_chances
from scorer.signals.loaded_language.spans import Marked, SpanModel, load_span_model, mark
from scorer.signals.sentences import left_beside, strongest
from scorer.text import Text
from scorer.types import Floats, Ints, Severity, Span


def _places(text: Text, reading: Reading) -> tuple[Ints, Ints]:
    """(n_sentences,) first and last token of each sentence's most loaded words and the loaded ones next to them."""
    starts, ends = text.sentence_token[:-1], text.sentence_token[1:]
    best = strongest(text, reading.strength)
    joins = (reading.weights[:, CHANCE] >= LOADED_LIMITS.word_at) & ~text.quoted
    stops = np.concatenate(([-1], (~joins).nonzero()[0], [len(joins)]))
    first = np.maximum(starts, stops[stops.searchsorted(best) - 1] + 1)
    last = np.minimum(ends, stops[stops.searchsorted(best, side="right")]) - 1
    return first, last


def _without(
    text: Text,
    reading: Reading,
    places: Sequence[LoadedPlace],
    model: LoadedModel,
    features: Mapping[str, tuple[int, int]],
) -> list[dict[str, float | None]]:
    """What the features (count, of how many) would be without the words of each place: is its sentence still loaded?"""
    if not places:
        return []
    kept = left_beside(text, ((s, range(first, last + 1)) for s, first, last, *_ in places))
    at, own = text.token_sentence[kept], reading.own[kept]
    _, log_odds = sentence_log_odds(reading.weights[kept], own, at, text.n_sentences, model)
    loaded = probabilities(log_odds) >= LOADED_LIMITS.sentence_at
    words = np.bincount(at, weights=own & text.is_word[kept], minlength=text.n_sentences)
    (n_loaded, n), (n_loaded_words, n_words) = features["loaded_sentence_share"], features["loaded_word_rate"]
    out: list[dict[str, float | None]] = []
    for s, first, last, *_ in places:
        wordless = words[s] == 0
        gone = int((reading.weights[first : last + 1, CHANCE] >= LOADED_LIMITS.word_at).sum())
        out.append(
            {
                "loaded_sentence_share": rate(n_loaded - int(wordless or not loaded[s]), n - int(wordless)),
                "loaded_word_rate": rate(n_loaded_words - gone, n_words - int(reading.words[s] - words[s])),
            }
        )
    return out


def _without_each(
    text: Text,
    reading: Reading,
    places: Sequence[LoadedPlace],
    model: LoadedModel,
    features: Mapping[str, tuple[int, int]],
) -> list[dict[str, float | None]]:
    """As :func:`_without`, where a sentence may hold several places: each is taken away by itself."""
    out: list[dict[str, float | None]] = [{} for _ in places]
    nth: list[int] = []
    for i, place in enumerate(places):
        nth.append(nth[-1] + 1 if i and places[i - 1].sentence == place.sentence else 0)
    for k in range(max(nth, default=-1) + 1):
        at = [i for i, number in enumerate(nth) if number == k]
        for i, without in zip(at, _without(text, reading, [places[i] for i in at], model, features), strict=True):
            out[i] = without
    return out


def _flag(
    text: Text, place: LoadedPlace, without: Mapping[str, float | None], model: SpanModel, severity: Severity
) -> Flag:
    span = Span(int(text.token_start[place.first]), int(text.token_end[place.last]))
    return Flag(
        "loaded_language.wording",
        span,
        confidence(place, model.right),
        message(place, text.raw[span.start : span.end]),
        severity,
        without,
    )


def _evidence(text: Text, reading: Reading, chance: Floats) -> list[Evidence]:
    """The most loaded words of each sentence, with the chance (n_sentences,) that the sentence is loaded."""
    first, last = _places(text, reading)
    start, end = text.token_start[first].tolist(), text.token_end[last].tolist()
    return [
        Evidence(start[s], end[s], float(chance[s]), None)
        for s in (chance >= LOADED_LIMITS.evidence_at).nonzero()[0].tolist()
    ]


def _quoted(document: Document, marked: Marked) -> list[Evidence]:
    """The most loaded word of each sentence's quotations: a source's wording, and evidence of the kind "quoted"."""
    text = document.text
    inside = document.body_token & ~document.own_wording & text.is_word
    if not inside.any():
        return []
    log_odds = np.where(inside, marked.log_odds, -60.0)
    best = strongest(text, log_odds)
    p = probabilities(log_odds[best] + LOADED_LIMITS.quoted)
    return [
        Evidence(int(text.token_start[i]), int(text.token_end[i]), round(chance, 4), "quoted")
        for i, chance in zip(best.tolist(), p.tolist(), strict=True)
        if chance >= LOADED_LIMITS.evidence_at
    ]


def find(document: Document) -> Finding:
    """Loaded sentences of the article's own voice, and whether the whole argues for a side.

    The finding's confidence is that the article argues for a side; its rate is the share of loaded sentences.
    """
    text = document.text
    model = load_model()
    reading = read(text, document.own_wording, model, document.body_token)
    worded = reading.words > 0
    n = int(np.count_nonzero(worded))
    if not n:
        return Finding(features=dict.fromkeys(_FEATURE_NAMES))
    p = np.where(worded, probabilities(reading.log_odds), 0.0)
    loaded = reading.weights[:, CHANCE] >= LOADED_LIMITS.word_at
    n_words, n_loaded_words = int(reading.words.sum()), int(np.count_nonzero(loaded))
    all_loaded = int(np.count_nonzero(reading.quoted_weights[:, CHANCE] >= LOADED_LIMITS.word_at))
    one_sided = one_sidedness(text, reading, model)
    counts = {
        "loaded_sentence_share": (int(np.count_nonzero(p >= LOADED_LIMITS.sentence_at)), n),
        "loaded_word_rate": (n_loaded_words, n_words),
        "quoted_loaded_share": (all_loaded - n_loaded_words, all_loaded),
    }
    features = {
        **{name: rate(*count) for name, count in counts.items()},
        "one_sidedness": one_sided if n_words >= LOADED_LIMITS.fewest_words else None,
    }
    if document.features_only:
        return Finding(features=features)
    span_model = load_span_model()
    marked = mark(document, reading, model, span_model)
    chance = sentence_chances(document, reading, marked)
    told = [] if is_speech(text) else loaded_places(document, reading, marked)
    severity: Severity = "medium" if counts["loaded_sentence_share"][0] >= LOADED_LIMITS.many * n else "low"
    flags = [
        _flag(text, place, without, span_model, severity)
        for place, without in zip(told, _without_each(text, reading, told, model, counts), strict=True)
    ]
    long_enough = n_words >= LOADED_LIMITS.fewest_words
    if one_sided >= LOADED_LIMITS.one_sided_flag_at and long_enough and _speaks_itself(document):
        telling = _most_telling(document, reading)
        rest = read(text, reading.own & (text.token_sentence != telling), model)
        flags.append(
            Flag(
                "loaded_language.one_sided",
                Span(int(text.sentence_start[telling]), int(text.sentence_end[telling])),
                round(one_sided, 4),
                "The article argues for one side; this is its most loaded sentence.",
                "low" if says_it_is_opinion(document) else None,
                {"one_sidedness": one_sidedness(text, rest, model)},
            )
        )
    loaded_at = (p >= LOADED_LIMITS.sentence_at).nonzero()[0].tolist()
    judging = (loaded & reading.own).nonzero()[0].tolist()
    most = np.argsort(-np.where(reading.words >= 4, p, 0.0), kind="stable")[: max(1, n // 4)]
    places = [
        Place(name, int(text.sentence_start[s]), int(text.sentence_end[s]), float(p[s]), "loaded", float(chance[s]))
        for name, sentences in (("loaded_sentence_share", loaded_at), ("one_sidedness", most[p[most] > 0.2].tolist()))
        for s in sentences
    ]
    places += [
        Place("loaded_word_rate", start, end, 1.0, "loaded_word", float(chance[s]))
        for start, end, s in zip(
            text.token_start[judging].tolist(),
            text.token_end[judging].tolist(),
            text.token_sentence[judging].tolist(),
            strict=True,
        )
    ]
    return Finding(
        confidence=one_sided,
        rate=rate(*counts["loaded_sentence_share"]),
        evidence=[*_evidence(text, reading, chance), *_quoted(document, marked)],
        flags=flags,
        features=features,
        places=places,
    )


def _most_telling(document: Document, reading: Reading) -> int:
    """The most loaded sentence that is the article's own and long enough to argue; any, where there is none."""
    text = document.text
    fit = reading.words >= LOADED_LIMITS.telling_words
    if document.reported is not None:
        told = np.bincount(text.token_sentence, weights=document.reported, minlength=text.n_sentences)
        fit = np.where((fit & (told == 0)).any(), fit & (told == 0), fit)
    return int(np.where(fit if fit.any() else reading.words > 0, reading.log_odds, -np.inf).argmax())


def _speaks_itself(document: Document) -> bool:
    """Whether enough of the article is its own voice for it to argue: the side of a transcript or of a speech with
    applause is its speakers'."""
    if is_speech(document.text) or is_statute(document) or speakers(document.text):
        return False
    words = document.text.is_word & document.body_token
    own = words & document.own_voice
    if document.reported is not None:
        own &= ~document.reported
    return int(np.count_nonzero(own)) >= LOADED_LIMITS.own_voice * int(np.count_nonzero(words))


_FEATURES = (
    Feature("loaded_sentence_share", "share of sentences with loaded wording, outside quotations", direction=-1),
    Feature("loaded_word_rate", "share of loaded words, outside quotations", direction=-1),
    Feature("one_sidedness", "how likely it is that the article as a whole argues for one side", direction=-1),
    Feature("quoted_loaded_share", "share of the loaded words that are in quotations"),
)
_FEATURE_NAMES = tuple(feature.name for feature in _FEATURES)

SIGNAL = Signal(
    id="loaded_language",
    shows="loaded wording, and articles that argue for one side",
    flags=(
        FlagKind(
            "loaded_language.wording",
            "low",
            "loaded wording and name-calling",
            "A report that judges in its own voice tells the reader what to think before what happened.",
            "Da San Martino et al. 2020, SemEval-2020 Task 11: Detection of Propaganda Techniques in News Articles; "
            "Spinde et al. 2021, Neural Media Bias Detection Using Distant Supervision With BABE",
            misses=(
                "Sport and accidents in the strong words usual there (“a brutal stretch”, “a freak accident”).",
                "A source's words where the quotation marks were lost and nothing says who speaks.",
            ),
        ),
        FlagKind(
            "loaded_language.one_sided",
            "medium",
            "the article as a whole argues for one side",
            "Opinion is legitimate when it is labelled; read as news, one side's case misleads.",
            "Kiesel et al. 2019, SemEval-2019 Task 4: Hyperpartisan News Detection; SPJ Code of Ethics: label advocacy",
        ),
    ),
    features=_FEATURES,
    find=find,
    examples=EXAMPLES,
    group="wording",
)
