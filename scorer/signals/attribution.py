"""Attribution: who is said to have said what, and how much of the article says where it comes from.

The tokens are read by a small network trained on PolNeAR (Newell, Margolin & Ruths 2018), runs of tokens are
linked to attributions, and each source is told apart by its kind. Wishes and beliefs count as in PolNeAR:
"the mayor wants …" also tells whose content it is.
"""

from __future__ import annotations

import functools
from itertools import chain, islice

import numpy as np
from numpy.typing import NDArray

from scorer.signals.attribution_examples import EXAMPLES
from scorer.signals.attribution_features import FEATURES, Reading, Said, features
from scorer.signals.attribution_flags import FLAGS, flags
from scorer.signals.attribution_reader import N_PARTS, load_network, probabilities
from scorer.signals.attribution_spans import Link, Run, link
from scorer.signals.base import Attribution, Document, Finding, Signal
from scorer.sources import NO_SOURCE, Source, Sources
from scorer.text import Span, Text
from scorer.weights import load_classes, load_weights

_SELF = frozenset("i we me us you my our i'm i’m i've i’ve we're we’re we've we’ve".split())
#: Log-odds beyond this tell nothing more.
SURE = 4.6


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
        evidence=_evidence(reading),
        flags=flags(reading),
        features=values,
    )


def read(document: Document) -> Reading:
    """The attributions of a document's body."""
    text = document.text
    log_odds = np.clip(load_network().log_odds(text), -SURE, SURE).astype(np.float64)
    log_odds[~document.body_token] = -SURE
    links = link(text, probabilities(log_odds))
    return Reading(document, _said(text, links, log_odds))


def _said(text: Text, links: list[Link], log_odds: NDArray[np.float64]) -> list[Said]:
    classes = _cue_classes()
    lower, quoted = text.lower, text.quoted
    firsts = [one.first for one in links]
    places = zip(
        links,
        _sources(Sources(text), links),
        text.token_sentence[firsts].tolist() if links else (),
        confidences(links, log_odds),
        _direct(text, links),
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
        said.append(
            Said(
                one,
                source,
                sentence,
                confidence,
                direct,
                speech=direct or bool(told & _SPEECH or (told & _FINDING and source.kind == "document")),
                tone=1 if told & _NEUTRAL else -1 if told & _JUDGING else 0,
                said=bool(told & _SAID),
                self=run is not None and not _SELF.isdisjoint(lower[run.first : min(run.last, run.first + 3)]),
                own_voice=anchor is None or not quoted[anchor.first],
            )
        )
    return said


#: What a word tells of the attribution whose cue it is part of.
_NEUTRAL, _JUDGING, _SPEECH, _FINDING, _SAID = 1, 2, 4, 8, 16


@functools.cache
def _cue_classes() -> dict[str, int]:
    """The sum of what each word tells."""
    cues = load_classes("attribution_cues")
    told = {"said": _SAID}
    for name, value in (("neutral", _NEUTRAL), ("judging", _JUDGING), ("speech", _SPEECH), ("finding", _FINDING)):
        for word in cues[name]:
            told[word] = told.get(word, 0) | value
    return told


def _direct(text: Text, links: list[Link]) -> list[bool]:
    """(n_links,) whether most tokens of an attribution's content are quoted."""
    bounds = np.array(list(chain.from_iterable(chain.from_iterable([one.content for one in links]))), dtype=np.int64)
    first, last = bounds[::2], bounds[1::2]
    quoted = np.concatenate(([0], np.cumsum(text.quoted)))
    owner = np.repeat(np.arange(len(links)), [len(one.content) for one in links])
    more = np.bincount(owner, weights=2 * (quoted[last] - quoted[first]) - (last - first), minlength=len(links))
    direct: list[bool] = (more > 0).tolist()
    return direct


def _sources(people: Sources, links: list[Link]) -> list[Source]:
    """Each attribution's source; a source is read where it stands, since pronouns look back."""
    known = [NO_SOURCE] * len(links)
    order = sorted([(*one.source, i) for i, one in enumerate(links) if one.source is not None])
    for first, last, i in order:
        known[i] = people.read(first, last)
    return known


@functools.cache
def _weights() -> NDArray[np.float64]:
    return np.asarray(load_weights("attribution")["confidence"], dtype=np.float64)


def confidence_inputs(links: list[Link], log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n_links, 7) what the calibration of an attribution's confidence reads: the mean log-odds of its cue,
    source and content, each 0 where there is none, and whether there is one; then a constant."""
    runs: list[int] = []
    for one in links:
        runs += one.source or _NO_RUN
        runs += one.cue or _NO_RUN
        runs += one.content[0] if one.content else _NO_RUN
    bounds = np.array(runs, dtype=np.int64).reshape(-1, N_PARTS, 2)
    first, last = bounds[:, :, 0], bounds[:, :, 1]
    sums = np.concatenate((np.zeros((1, N_PARTS)), np.cumsum(log_odds, axis=0)))
    parts = np.arange(N_PARTS)
    rows = np.ones((len(links), 2 * N_PARTS + 1))
    rows[:, :N_PARTS] = (sums[last, parts] - sums[first, parts]) / np.maximum(last - first, 1)
    rows[:, N_PARTS:-1] = last > first
    return rows


_NO_RUN = Run(0, 0)


def confidences(links: list[Link], log_odds: NDArray[np.float64]) -> list[float]:
    """The calibrated probability that each link is an attribution (fitted by the training command)."""
    sure: list[float] = probabilities(confidence_inputs(links, log_odds) @ _weights()).tolist()
    return sure


def _evidence(reading: Reading) -> list[Attribution]:
    text = reading.document.text
    start, end = text.token_start[reading.run_first].tolist(), text.token_end[reading.run_last - 1].tolist()
    spans = map(Span, start, end)
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


SIGNAL = Signal(
    id="attribution",
    shows="who is said to have said what, and how much of the article says where it comes from",
    flags=FLAGS,
    features=FEATURES,
    find=find,
    examples=EXAMPLES,
)
