"""Where nobody speaks: stretches of the body without a source, so that few attributions have a place in the text."""

from __future__ import annotations

import functools
from itertools import groupby

import numpy as np

from scorer.model.store import load_classes
from scorer.signals.base import Document, Example, Finding, Flag, FlagKind, Place, Signal
from scorer.text.words import WordTable
from scorer.types import Bools, Span

#: A stretch of so many sentences and so large a share of the body is worth a flag.
_FEWEST_SENTENCES = 6
_LEAST_SHARE = 0.35
#: Shorter sentences are subheads and captions: they neither have nor break a source.
_FEWEST_WORDS = 4
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
#: Our own guess of how often the flag is right: nobody has counted yet.
_CONFIDENCE = 0.8


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
    return document.body & ~sourced & (words >= _FEWEST_WORDS)


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
        if len(longest) >= _FEWEST_SENTENCES and share >= _LEAST_SHARE:
            span = Span(int(text.sentence_start[longest[0]]), int(text.sentence_end[longest[-1]]))
            message = f"No source in {len(longest)} sentences in a row ({share:.0%} of the article)."
            flags.append(Flag("unsourced.stretch", span, _CONFIDENCE, message))
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
    shows="stretches of the article in which nobody speaks and nothing is cited",
    flags=(
        FlagKind(
            "unsourced.stretch",
            "medium",
            "a long stretch without a source",
            "What stands there cannot be traced to anybody; a reader has to take the writer's word for it.",
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
