"""Where nobody speaks: stretches of the body without a source, so that few attributions have a place in the text."""

from __future__ import annotations

import functools
from itertools import groupby

import numpy as np

from scorer.model.store import load_classes
from scorer.signals.base import Document, Example, Finding, Flag, FlagKind, Place, Signal
from scorer.text.words import WordTable
from scorer.types import BY_HAND, Bools, Limits, Span, limit


class UnsourcedLimits(Limits):
    """Limits of the longest stretch without a source."""

    fewest_sentences: int = limit(6, "sentences of a stretch from which it is flagged", BY_HAND)
    least_share: float = limit(0.35, "share of the body from which it is flagged", BY_HAND)
    fewest_words: int = limit(
        4, "words; shorter sentences are subheads or captions, which neither have nor break a source", BY_HAND
    )
    right: float = limit(
        0.5,
        "confidence of the flag",
        "three were read by eye (eval/gate/verdicts.csv), two of them arguable: too few to say more",
    )


UNSOURCED_LIMITS = UnsourcedLimits()


#: Features of attribution that lower a score by what is missing, and so by the sentences where it is missing.
_COUNTED = (
    "attributed_sentence_share",
    "speech_sentence_share",
    "longest_unsourced_run",
    "sourced_evenness",
    "attributed_quote_share",
)
#: Words by which a sentence cites or goes on with a study, a poll, figures or papers, whoever collected them.
_CITING = frozenset(
    "according per citing cited study studies researchers scientists survey surveys surveyed poll polls polled data "
    "statistics census analysis analyzed analysed findings participants respondents journal published report reports "
    "records filing filings lawsuit complaint indictment affidavit statement transcript documents memo".split()
)


@functools.cache
def _cues() -> WordTable:
    words = load_classes("attribution_cues")["speech"] | _CITING
    return WordTable(lambda word: int(word in words))


def unsourced(document: Document) -> Bools:
    """(n_sentences,) sentences of the body in which nobody speaks and nothing is cited."""
    text = document.text
    spoken = text.quoted | (text.numbers(_cues()) > 0)
    if document.reported is not None:
        spoken = spoken | document.reported
    sourced = np.bincount(text.token_sentence, weights=spoken, minlength=text.n_sentences) > 0
    words = np.bincount(text.token_sentence, weights=text.is_word, minlength=text.n_sentences)
    return document.body & ~sourced & (words >= UNSOURCED_LIMITS.fewest_words)


def find(document: Document) -> Finding:
    """Stretches without a source, as places for the features of attribution, and the longest one flagged."""
    text = document.text
    if document.features_only or not text.n_sentences:
        return Finding()
    bare = unsourced(document)
    body = document.body.nonzero()[0].tolist()
    stretches = [list(run) for is_bare, run in groupby(body, key=lambda s: bool(bare[s])) if is_bare]
    places = []
    for run in stretches:
        start, end = int(text.sentence_start[run[0]]), int(text.sentence_end[run[-1]])
        places += [Place(name, start, end, float(len(run)), "unsourced") for name in _COUNTED]
    flags = []
    if stretches:
        longest = max(stretches, key=len)
        share = len(longest) / len(body)
        if len(longest) >= UNSOURCED_LIMITS.fewest_sentences and share >= UNSOURCED_LIMITS.least_share:
            span = Span(int(text.sentence_start[longest[0]]), int(text.sentence_end[longest[-1]]))
            message = f"No source in {len(longest)} sentences in a row ({share:.0%} of the article)."
            flags.append(Flag("unsourced.stretch", span, UNSOURCED_LIMITS.right, message))
    return Finding(flags=flags, places=places)


_BARE = " ".join(
    f"The {thing} was built in a hurry and nobody has looked after it since the flood of that spring."
    for thing in ("bridge", "harbour", "mill", "school", "market hall", "tower", "station", "library", "theatre")
)
_SOURCED = " ".join(
    f"The {thing} was built in a hurry, according to the town's engineer, Marta Holm, who has the plans."
    for thing in ("bridge", "harbour", "mill", "school", "market hall", "tower", "station", "library", "theatre")
)

SIGNAL = Signal(
    id="unsourced",
    shows="stretches of the article without a source",
    flags=(
        FlagKind(
            "unsourced.stretch",
            "medium",
            "a long stretch without a source",
            "Nothing in this stretch can be traced to a source; the reader has to take the writer's word for it.",
            "SPJ Code of Ethics: identify sources clearly; BBC Editorial Guidelines: output must be well sourced",
            misses=("What the reporter saw needs no source; the flag does not know who was there.",),
        ),
    ),
    features=(),
    find=find,
    examples=(
        Example("unsourced.stretch", _BARE, True),
        Example("unsourced.stretch", _BARE.replace("hurry", "rush"), True),
        Example("unsourced.stretch", _SOURCED, False),
        Example("unsourced.stretch", "The bridge was built in a hurry. Nobody has looked after it.", False),
    ),
    group="sourcing",
)
