"""Attribution: who is said to have said what, and how much of the article says where it comes from.

The tokens are read by a small network trained on PolNeAR (Newell, Margolin & Ruths 2018), runs of tokens are
linked to attributions, and each source is told apart by its kind. Wishes and beliefs count as in PolNeAR:
"the mayor wants …" also tells whose content it is.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from scorer.signals.attribution_examples import EXAMPLES
from scorer.signals.attribution_features import FEATURES, Reading, Said, features
from scorer.signals.attribution_flags import FLAGS, flags
from scorer.signals.attribution_reader import CONTENT, CUE, SOURCE, load_network, probabilities
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
    text = document.text
    if not document.body.any():
        return Finding(features=dict.fromkeys((feature.name for feature in FEATURES), None))
    reading = read(document)
    values = features(reading)
    return Finding(
        confidence=max((one.confidence for one in reading.said), default=0.0),
        share=None,
        rate=values["attributed_sentence_share"],
        evidence=_evidence(text, reading.said),
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
    cues = load_classes("attribution_cues")
    neutral, judging, speech, finding = cues["neutral"], cues["judging"], cues["speech"], cues["finding"]
    people = Sources(text)
    known = _sources(people, links)
    quoted = np.concatenate(([0], np.cumsum(text.quoted))).tolist()
    sure = confidences(links, log_odds)
    sentence, inside = text.token_sentence.tolist(), text.quoted.tolist()
    said = []
    for one, confidence, source in zip(links, sure, known, strict=True):
        words = text.lower[one.cue.first : one.cue.last] if one.cue else []
        length = sum(run.last - run.first for run in one.content)
        direct = 2 * sum(quoted[run.last] - quoted[run.first] for run in one.content) > length > 0
        anchor = one.source or one.cue or one.content[0]
        said.append(
            Said(
                link=one,
                source=source,
                sentence=sentence[one.first],
                confidence=confidence,
                direct=direct,
                speech=direct
                or not speech.isdisjoint(words)
                or (source.kind == "document" and not finding.isdisjoint(words)),
                tone=1 if not neutral.isdisjoint(words) else -1 if not judging.isdisjoint(words) else 0,
                said="said" in words,
                self=one.source is not None
                and not _SELF.isdisjoint(text.lower[one.source.first : min(one.source.last, one.source.first + 3)]),
                own_voice=not inside[anchor.first] or (one.source is None and one.cue is None),
            )
        )
    return said


def _sources(people: Sources, links: list[Link]) -> list[Source]:
    """Each attribution's source; a source is read where it stands, since pronouns look back."""
    known = [NO_SOURCE] * len(links)
    order = sorted((one.source, i) for i, one in enumerate(links) if one.source is not None)
    for run, i in order:
        known[i] = people.read(run.first, run.last)
    return known


@functools.cache
def _weights() -> NDArray[np.float64]:
    return np.asarray(load_weights("attribution")["confidence"], dtype=np.float64)


def confidence_inputs(links: list[Link], log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n_links, 7) what the calibration of an attribution's confidence reads: the mean log-odds of its cue,
    source and content, each 0 where there is none, and whether there is one; then a constant."""
    sums = np.concatenate((np.zeros((1, 3)), np.cumsum(log_odds, axis=0)))
    rows = np.zeros((len(links), 7))
    rows[:, 6] = 1.0
    for k in (SOURCE, CUE, CONTENT):
        runs = [(one.source, one.cue, one.content[0] if one.content else None)[k] or _NO_RUN for one in links]
        first, last = np.array(runs, dtype=np.int64).reshape(-1, 2).T
        rows[:, k] = (sums[last, k] - sums[first, k]) / np.maximum(last - first, 1)
        rows[:, k + 3] = last > first
    return rows


_NO_RUN = Run(0, 0)


def confidences(links: list[Link], log_odds: NDArray[np.float64]) -> list[float]:
    """The calibrated probability that each link is an attribution (fitted by the training command)."""
    sure: list[float] = probabilities(confidence_inputs(links, log_odds) @ _weights()).tolist()
    return sure


def _evidence(text: Text, said: Sequence[Said]) -> list[Attribution]:
    start, end = text.token_start.tolist(), text.token_end.tolist()

    def span(run: Run) -> Span:
        return Span(start[run.first], end[run.last - 1])

    return [
        Attribution(
            source=(span(one.link.source),) if one.link.source else (),
            cue=(span(one.link.cue),) if one.link.cue else (),
            content=tuple(span(run) for run in sorted(one.link.content)),
            kind="direct" if one.direct else "indirect",
            source_kind=one.source.kind,
            confidence=one.confidence,
        )
        for one in said
    ]


SIGNAL = Signal(
    id="attribution",
    shows="who is said to have said what, and how much of the article says where it comes from",
    flags=FLAGS,
    features=FEATURES,
    find=find,
    examples=EXAMPLES,
)
