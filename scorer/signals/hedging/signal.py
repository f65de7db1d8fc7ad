"""Hedging: claims put forward as possible or likely, and vague sources.

A small linear model reads every sentence of the article's own voice: what its words, pairs of words and
listed cues say, with no account of names or topics. Its word lists are ours; their weights are learned from
the Wikipedia sentences of the CoNLL-2010 shared task (Farkas et al. 2010). Quoted speech is somebody else's
hedge and is left out, save for quotations of up to three words, which are the writer's own wording.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from scorer.model.odds import probabilities
from scorer.model.store import load_classes, load_weights
from scorer.signals.attribution.speakers import VagueSource, vague_sources
from scorer.signals.base import Document, Evidence, Feature, Finding, Flag, FlagKind, Place, Signal, rate
from scorer.signals.hedging.examples import EXAMPLES
from scorer.signals.hedging.limits import HEDGING_LIMITS
from scorer.signals.hedging.speculation import clause, speculations, worth_flagging
from scorer.signals.ngrams import NgramModel, sum_sentences, sums_by_group
from scorer.signals.sentences import left_beside, strongest
from scorer.text import Text
from scorer.types import Bools, Floats, Ints, Severity, Span, record

#: The word lists of the fit, hedging_<name>.txt, in the order of the model's outputs, and the kind of evidence
#: that a sentence is when its strongest cue is on the list.
CATEGORIES = ("speculation", "amount", "frequency", "view", "standing")
#: The model's outputs: see :class:`HedgeModel`.
FIRST, LISTS = 2, 3
_KINDS = ("speculation", "approximation", "approximation", "view", "standing")


@record
class HedgeModel:
    """The fitted weights.

    Attributes
    ----------
    grams : outputs are the word weight (over the root of the sentence's length), the listed cue's own
        weight, what the word adds where a sentence begins with it, and 1 for each category of ``CATEGORIES``
        whose list holds the gram.
    dense : weights of :func:`cue_counts`' columns.
    intercept : log-odds of a sentence without words.
    """

    grams: NgramModel
    dense: Floats
    intercept: float


@functools.cache
def _model() -> HedgeModel:
    arrays = load_weights("hedging")
    return HedgeModel(NgramModel.read(arrays), arrays["dense"].astype(np.float64), float(arrays["intercept"][0]))


def cue_counts(counts: Floats) -> Floats:
    """(n, 3 + 2 * n_categories) saturating features of the (n, n_categories) counts of listed cues.

    The first hedge of a sentence says much, the fourth nothing more: a plain sum cannot tell so.
    """
    n, width = counts.shape
    table = np.empty((n, 3 + 2 * width))
    np.minimum(counts, 3.0, out=table[:, :width])
    any_of = table[:, width : 2 * width]
    any_of[:] = counts > 0.5
    total = counts.sum(axis=1)
    np.minimum(total, 6.0, out=table[:, -3])
    table[:, -2] = total > 0.5
    any_of.sum(axis=1, out=table[:, -1])
    return table


class Reading(NamedTuple):
    """One pass of the model over a text.

    Attributes
    ----------
    own : (n_tokens,) tokens that count.
    weights : (n_tokens, 3 + n_categories) the model's outputs for those tokens, zero elsewhere; a listed
        gram's 1 is shared out over its tokens.
    token : (n_tokens,) what each does for its sentence.
    log_odds : (n_sentences,) that the sentence hedges.
    """

    own: Bools
    weights: Floats
    token: Floats
    log_odds: Floats

    @property
    def member(self) -> Floats:
        """(n_tokens, n_categories) membership of the lists."""
        return self.weights[:, LISTS:]


def read(text: Text, own: Bools, model: HedgeModel) -> Reading:
    """Read every sentence's own words."""
    weights = model.grams.id_weights(text.numbers(model.grams.id_table), text.token_sentence)
    weights[~own] = 0.0
    return Reading(
        own, weights, *_sentences(weights, own, own & text.is_word, text.token_sentence, text.n_sentences, model)
    )


def _sentences(weights: Floats, own: Bools, words: Bools, at: Ints, n: int, model: HedgeModel) -> tuple[Floats, Floats]:
    """(n_tokens,) what each token does for its sentence ``at``, (n,) log-odds that each sentence hedges.

    ``words``: (n_tokens,) the ``own`` tokens that are words; the first of a sentence's adds its weight as such.
    """
    found = sum_sentences(weights, own, at, n, spread=0, whole=1)
    word = words.nonzero()[0]
    opens = np.ones(len(word), dtype=np.bool_)
    np.not_equal(at[word[1:]], at[word[:-1]], out=opens[1:])
    first = word[opens]
    opening, total = weights[first, FIRST], found.total
    found.token[first] += opening
    total[at[first]] += opening
    return found.token, model.intercept + total + cue_counts(found.sums[:, LISTS:]) @ model.dense


def _sentence_of(text: Text, source: VagueSource) -> int:
    return int(text.sentence_start.searchsorted(source.start, side="right")) - 1


def _evidence(text: Text, probability: Floats, reading: Reading, vague: list[VagueSource]) -> list[Evidence]:
    """One place a sentence: its vague source, else its strongest cue."""
    vague_in = {_sentence_of(text, v): v for v in reversed(vague)}
    member = reading.member
    listed = np.zeros(len(member), dtype=np.bool_)
    listed[member.nonzero()[0]] = True
    strength = reading.token + np.where(listed, 10.0, 0.0)  # a listed cue is before any other word
    best_of = strongest(text, strength).tolist()
    bounds, start, end_of = text.sentence_token.tolist(), text.token_start.tolist(), text.token_end.tolist()
    is_listed, list_of = listed.tolist(), member.argmax(axis=1).tolist()
    chance = probability.tolist()
    out = []
    for s in (probability >= HEDGING_LIMITS.evidence_at).nonzero()[0].tolist():
        confidence = round(chance[s], 4)
        source = vague_in.get(s)
        if source is not None:
            out.append(Evidence(source.start, source.end, confidence, "vague_source"))
            continue
        first, end = bounds[s], bounds[s + 1]
        best = last = best_of[s]
        kind: str | None = None
        if is_listed[best]:
            while best > first and is_listed[best - 1]:
                best -= 1
            while last + 1 < end and is_listed[last + 1]:
                last += 1
            kind = _KINDS[list_of[best] if best == last else int(member[best : last + 1].sum(axis=0).argmax())]
        out.append(Evidence(start[best], end_of[last], confidence, kind))
    return out


def _without(
    text: Text, reading: Reading, places: Sequence[tuple[int, Span]], model: HedgeModel
) -> tuple[Bools, Bools]:
    """(n_places,) whether each place's sentence would still hedge, and still have words, without the place."""
    kept = left_beside(text, ((s, text.token_range(place.start, place.end)) for s, place in places))
    at, own = text.token_sentence[kept], reading.own[kept]
    words = own & text.is_word[kept]
    _, log_odds = _sentences(reading.weights[kept], own, words, at, text.n_sentences, model)
    worded = np.bincount(at, weights=words, minlength=text.n_sentences) > 0
    of = [s for s, _ in places]
    return (worded & (probabilities(log_odds) >= HEDGING_LIMITS.hedge_at))[of], worded[of]


def find(document: Document) -> Finding:
    """Hedges of the article's own voice, sentence by sentence.

    The finding's confidence is the chance that a sentence of the article, picked at random, hedges; its rate
    is the share of sentences that more likely hedge than not.
    """
    text, model = document.text, _model()
    if not text.n_sentences:
        return Finding(features=dict.fromkeys(_FEATURE_NAMES))
    own = document.own_wording
    if document.features_only and not document.wants("hedged_sentence_share", "approximation_rate"):
        return Finding(features=_found_by_rule(document, own))
    # In a line or two, it is unclear whose voice a quotation is against: all of it is read, none of it flagged.
    reading = read(text, own if text.n_words >= HEDGING_LIMITS.fewest_words else document.body_token, model)
    own_words = reading.own & text.is_word
    worded = np.bincount(text.token_sentence[own_words], minlength=text.n_sentences) > 0
    probability = np.where(worded, probabilities(reading.log_odds), 0.0)
    vague = vague_sources(document)
    told = speculations(document, own)
    n = int(np.count_nonzero(worded))
    hedges = probability >= HEDGING_LIMITS.hedge_at
    hedged = int(np.count_nonzero(hedges))
    counts = {
        "speculation_rate": (len(told), n),
        "hedged_sentence_share": (hedged, n),
        "vague_source_rate": (len(vague), n),
        "approximation_rate": (float(reading.member[:, 1:3].sum()), int(np.count_nonzero(own_words))),
    }
    features = {name: rate(*value) for name, value in counts.items()}
    if document.features_only:
        return Finding(features=features)
    severity: Severity = "medium" if n and len(told) / n >= HEDGING_LIMITS.many else "low"
    places = [(s, clause(text, i)) for s, i, _ in told]
    places += [(_sentence_of(text, v), Span(v.start, v.end)) for v in vague]
    still, worded_still = _without(text, reading, places, model)
    speculates = {one.sentence for one in told}

    def without(place: int, *, speculation: bool) -> dict[str, float | None]:
        """The features without one place; a sentence that is left without words counts no more."""
        sentence, left = places[place][0], int(worded_still[place])
        fewer = {
            "speculation_rate": int(speculation or not (left or sentence not in speculates)),
            "hedged_sentence_share": int(hedges[sentence] and not still[place]),
            "vague_source_rate": int(not speculation),
        }
        return {name: rate(counts[name][0] - less, n - 1 + left) for name, less in fewer.items()}

    shown = set(worth_flagging(document, told))
    flags = [
        Flag(
            "hedging.speculation",
            places[k][1],
            one.confidence,
            f"Speculation: “{text.tokens[one.token]}”",
            severity,
            without(k, speculation=True),
        )
        for k, one in enumerate(told)
        if one in shown
    ]
    flags += [
        Flag(
            "hedging.vague_source",
            Span(v.start, v.end),
            v.confidence,
            _vague_message(text, v),
            None,
            without(k, speculation=False),
        )
        for k, v in enumerate(vague, len(told))
        if v.confidence >= HEDGING_LIMITS.vague_flag_at
    ]
    return Finding(
        confidence=rate(float(probability.sum()), n),
        rate=rate(hedged, n),
        evidence=_evidence(text, probability, reading, vague),
        flags=sorted(flags, key=lambda flag: flag.span or Span(0, 0)),
        features=features,
        places=[
            Place("speculation_rate", span.start, span.end, 1.0, "speculation", one.confidence)
            for one, (_, span) in zip(told, places, strict=False)
        ],
    )


def _found_by_rule(document: Document, own: Bools) -> dict[str, float | None]:
    """The features for which no model is asked."""
    text = document.text
    counted = (own if text.n_words >= HEDGING_LIMITS.fewest_words else document.body_token) & text.is_word
    n = len(set(text.token_sentence[counted].tolist()))
    return {
        "speculation_rate": rate(len(speculations(document, own)), n),
        "vague_source_rate": rate(len(vague_sources(document)), n),
    }


def _vague_message(text: Text, source: VagueSource) -> str:
    """Asks for the group that is spoken of: "Vague source: which analysts?"."""
    vague = load_classes("sources")
    for i in text.token_range(source.start, source.end):
        if text.lower[i] in vague["vague"] or text.lower[i] in vague["vague_writing"]:
            return f"Vague source: which {text.lower[i]}?"
    return "Vague source: who?"


def weigh(document: Document) -> list[tuple[int, int, float]]:
    """(start, end, log-odds) of every word that counts for or against its sentence being a hedge."""
    text = document.text
    model = _model()
    reading = read(text, document.own_wording, model)
    listed = reading.member.any(axis=1)
    counts = sums_by_group(reading.member, text.token_sentence, text.n_sentences)
    n_listed = np.maximum(np.bincount(text.token_sentence[listed], minlength=text.n_sentences), 1)
    shares = (cue_counts(counts) @ model.dense / n_listed)[text.token_sentence]  # of a sentence's listed words alike
    weights = reading.token + np.where(listed, shares, 0.0)
    places = zip(text.token_start.tolist(), text.token_end.tolist(), weights.tolist(), strict=True)
    return [(start, end, weight) for start, end, weight in places if weight]


_FEATURES = (
    Feature(
        "speculation_rate",
        "share of sentences with speculation, outside quotations",
        direction=-1,
    ),
    Feature("hedged_sentence_share", "share of hedged sentences, outside quotations"),
    Feature("vague_source_rate", "vague sources per sentence", direction=-1, group="sourcing"),
    Feature("approximation_rate", "share of words for vague amounts and frequencies, outside quotations"),
)
_FEATURE_NAMES = tuple(feature.name for feature in _FEATURES)

SIGNAL = Signal(
    id="hedging",
    shows="speculation, vague amounts and frequencies, and vague sources",
    flags=(
        FlagKind(
            "hedging.speculation",
            "low",
            "speculation: a claim presented as possible, likely or potential",
            "A reader should be able to tell what is known from what is guessed; many guesses and few facts make "
            "an article hard to check.",
            "Farkas et al. 2010, The CoNLL-2010 Shared Task: Learning to Detect Hedges and their Scope",
            carries_more=True,
        ),
        FlagKind(
            "hedging.vague_source",
            "medium",
            "a vague source, such as “analysts say” or “it is believed”",
            "A source without a name, an office or a document gives the reader nowhere to ask.",
            "SPJ Code of Ethics: identify sources clearly; Wikipedia Manual of Style: unsupported attributions",
            carries_more=True,
        ),
    ),
    features=_FEATURES,
    find=find,
    examples=EXAMPLES,
    group="certainty",
    weigh=weigh,
)
