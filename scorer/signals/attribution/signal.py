"""Attribution: who says what, and how much of the article names where it comes from.

The tokens are read by a small network trained on PolNeAR (Newell, Margolin & Ruths 2018), runs of tokens are
linked to attributions, and each source is distinguished by its kind. Wishes and beliefs count as in PolNeAR:
"the mayor wants …" also shows whose content it is.
"""

from __future__ import annotations

import functools
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from scorer.model.odds import probabilities
from scorer.model.store import load_classes, load_weights
from scorer.signals.attribution.examples import EXAMPLES
from scorer.signals.attribution.features import FEATURES, Reading, Said, features
from scorer.signals.attribution.flags import FLAGS, flags
from scorer.signals.attribution.limits import ATTRIBUTION_LIMITS
from scorer.signals.attribution.network import CUE, N_PARTS, load_network
from scorer.signals.attribution.reported_speech import SELF
from scorer.signals.attribution.sourcing_forms import phrases_as_attributions, sourced_by_form, turns_as_attributions
from scorer.signals.attribution.spans import Link, Runs, link
from scorer.signals.attribution.speakers import NO_SOURCE, Source, Sources
from scorer.signals.base import Attribution, Document, Finding, Signal
from scorer.text import Text
from scorer.text.contractions import without_negations
from scorer.types import Span


def find(document: Document) -> Finding:
    """The attributions of ``document`` in the order of the text, its features and flags."""
    if not document.body.any():
        return Finding(features=dict.fromkeys((feature.name for feature in FEATURES), None))
    reading = read(document)
    values = features(reading)
    return Finding(
        confidence=max([one.confidence for one in reading.said], default=0.0),
        share=None,
        rate=values["attributed_sentence_share"],
        evidence=_in_order(_evidence(reading), document.text),
        flags=() if document.features_only else flags(reading),
        features=values,
    )


def read(document: Document) -> Reading:
    """The attributions of a document's body."""
    text = document.text
    affirmed, becomes = without_negations(text)
    raw = load_network().log_odds(affirmed)[becomes]
    raw[text.where(load_classes("attribution_cue_runs")["plain"]), CUE] += ATTRIBUTION_LIMITS.plain_cue
    log_odds = np.clip(raw, -ATTRIBUTION_LIMITS.most_log_odds, ATTRIBUTION_LIMITS.most_log_odds).astype(np.float64)
    if not document.body.all():
        log_odds[~document.body_token] = -ATTRIBUTION_LIMITS.most_log_odds
    links = link(text, probabilities(log_odds))
    runs = Runs.of(links, len(text.tokens))
    return Reading(document, _said(text, links, runs, log_odds), runs, sourced_by_form(text))


def _said(text: Text, links: list[Link], runs: Runs, log_odds: NDArray[np.float64]) -> list[Said]:
    classes = _cue_classes()
    lower, quoted = text.lower, text.quoted
    if not links:
        return []
    firsts = np.minimum.reduceat(runs.first, runs.at)
    places = zip(
        links,
        _sources(Sources(text), links),
        text.token_sentence[firsts].tolist(),
        probabilities(_inputs(runs, log_odds) @ _weights()).tolist(),
        _direct(text, runs),
        strict=True,
    )
    said = []
    for one, source, sentence, confidence, direct in places:
        run, cue = one.source, one.cue
        told = 0
        if cue is not None:
            for word in lower[cue.first : cue.last]:
                told |= classes.get(word, 0)
        anchor = run or cue
        if source.kind == "document":
            speech = direct or bool(told & (_FINDING | _SPEECH) and not told & _PERSONAL)
        else:
            speech = direct or bool(told & _SPEECH)
        tone = 1 if told & _NEUTRAL else -1 if told & _JUDGING else 0
        author = run is not None and not SELF.isdisjoint(lower[run.first : min(run.last, run.first + 3)])
        own_voice = anchor is None or not quoted[anchor.first]
        plain = bool(told & _SAID)
        said.append(Said(one, source, sentence, confidence, direct, speech, tone, plain, author, own_voice))
    return said


#: What a word says about the attribution whose cue it is part of.
_NEUTRAL, _JUDGING, _SPEECH, _FINDING, _SAID, _PERSONAL = 1, 2, 4, 8, 16, 32


@functools.cache
def _cue_classes() -> dict[str, int]:
    """The sum of what each word says."""
    cues = load_classes("attribution_cues")
    told = {"said": _SAID}
    values = {"neutral": _NEUTRAL, "judging": _JUDGING, "speech": _SPEECH, "finding": _FINDING, "personal": _PERSONAL}
    for name, value in values.items():
        for word in cues[name]:
            told[word] = told.get(word, 0) | value
    return told


def _direct(text: Text, runs: Runs) -> list[bool]:
    """(n_links,) whether most tokens of an attribution's content are quoted."""
    quoted = np.concatenate(([0], np.cumsum(text.quoted)))
    more = 2 * (quoted[runs.last] - quoted[runs.first]) - (runs.last - runs.first)
    more[runs.at] = 0
    more[runs.at + 1] = 0
    direct: list[bool] = (np.add.reduceat(more, runs.at) > 0).tolist()
    return direct


def _sources(people: Sources, links: list[Link]) -> list[Source]:
    """Each attribution's source; a source is read where it stands, since pronouns look back."""
    known = [NO_SOURCE] * len(links)
    order = sorted([(one.source, i) for i, one in enumerate(links) if one.source is not None])
    before = None
    for run, i in order:  # a source of several attributions is read once
        if run != before:
            before, source = run, people.read(run.first, run.last)
        known[i] = source
    return known


@functools.cache
def _weights() -> NDArray[np.float64]:
    return np.asarray(load_weights("attribution")["confidence"], dtype=np.float64)


def confidence_inputs(links: list[Link], log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n_links, 7) what the calibration of an attribution's confidence reads: the mean log-odds of its cue,
    source and content, each 0 where there is none, and whether there is one; then a constant."""
    return _inputs(Runs.of(links, len(log_odds)), log_odds)


def _inputs(runs: Runs, log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
    parts = np.arange(N_PARTS)
    at = runs.at[:, None] + parts
    first, last = runs.first[at], runs.last[at]
    sums = np.zeros((N_PARTS, len(log_odds) + 1))
    np.cumsum(log_odds.T, axis=1, out=sums[:, 1:])
    rows = np.ones((len(at), 2 * N_PARTS + 1))
    rows[:, :N_PARTS] = (sums[parts, last] - sums[parts, first]) / np.maximum(last - first, 1)
    rows[:, N_PARTS:-1] = last > first
    return rows


def _evidence(reading: Reading) -> list[Attribution]:
    text, runs = reading.document.text, reading.runs
    there = runs.last > runs.first
    start, end = text.token_start[runs.first[there]], text.token_end[runs.last[there] - 1]
    spans = map(Span, start.tolist(), end.tolist())
    return [
        Attribution(
            (next(spans),) if one.link.source else (),
            (next(spans),) if one.link.cue else (),
            tuple(sorted(islice(spans, len(one.link.content)))),
            "direct" if one.direct else "indirect",
            one.source.kind,
            one.confidence,
        )
        for one in reading.said
    ]


def _in_order(found: list[Attribution], text: Text) -> list[Attribution]:
    """What the network found and what the form of the text shows, in the order of the text. Where both name one source,
    the network's stands."""
    known = [span for one in found for span in one.source]
    phrases = [
        one
        for one in phrases_as_attributions(text)
        if not any(span.start < one.source[0].end and one.source[0].start < span.end for span in known)
    ]
    return sorted(
        [*found, *phrases, *turns_as_attributions(text)],
        key=lambda one: min(span.start for span in (*one.source, *one.cue, *one.content)),
    )


SIGNAL = Signal(
    id="attribution",
    shows="who says what, and how much of the article names where it comes from",
    flags=FLAGS,
    features=FEATURES,
    find=find,
    examples=EXAMPLES,
    group="sourcing",
)
