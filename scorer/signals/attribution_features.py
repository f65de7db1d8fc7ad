"""What was read of an article's attributions, and the numbers made of it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from scorer.signals.attribution_spans import Link
from scorer.signals.base import Document, Feature, rate
from scorer.sources import Source
from scorer.text import Bools, Ints

#: A sentence is attributed when more than this share of its words belongs to a source, a cue or a content.
COVERED = 0.3
#: Shares are told from this many attributions on: a share of two is no share.
_ENOUGH, _NAMES, _SENTENCES = 3, 2, 6
#: Kinds of sources that a reader can ask or look up.
CHECKABLE = ("named", "organisation", "document")
_SOMEBODY = (*CHECKABLE, "anonymous")

FEATURES = (
    Feature("attributed_sentence_share", "share of sentences that say whose words or wish they tell", direction=1),
    Feature("speech_sentence_share", "share of sentences that pass on what somebody said or wrote", direction=1),
    Feature("longest_unsourced_run", "longest stretch in which nobody speaks, share of sentences", direction=-1),
    Feature("sourced_evenness", "share of sentences passing on words in the third that has fewest", direction=1),
    Feature("attributed_quote_share", "share of words that are a source's own, in quotation marks", direction=1),
    Feature("distinct_sources", "sources that can be checked (logarithm of 1 + their number)", direction=1),
    Feature("largest_source_share", "share of what is said that the most cited source says", direction=-1),
    Feature("described_source_share", "share of named sources given with a role or an affiliation", direction=1),
    Feature("checkable_source_share", "share of attributions to a name, an organisation or a writing", direction=1),
    Feature("document_source_share", "share of attributions to a report, a study or another writing", direction=1),
    Feature("anonymous_source_share", "share of attributions to people whom the article keeps nameless"),
    Feature("self_source_share", "share of attributions to the author or the reader (I, we, you)", direction=-1),
    Feature("said_share", "share of attributions by the plain word said", direction=1),
    Feature("neutral_cue_share", "share of saying verbs that do not judge (said, not claimed)", direction=1),
    Feature("attribution_plainness", "how plainly attributions are worded: their mean probability", direction=1),
)  # fmt: skip


class Said(NamedTuple):
    """One attribution as the features and flags see it.

    Attributes
    ----------
    link : its tokens.
    source : whose words.
    sentence : the sentence it begins in.
    confidence : the probability that it is an attribution.
    direct : most of its content stands in quotation marks.
    speech : its cue passes on words ("said"), not a state of mind ("wants").
    tone : 1 for a neutral cue of saying, -1 for a judging one, 0 for others.
    said : its cue is the plain word.
    self : its source is the author or the reader.
    own_voice : the article itself attributes; False inside somebody's quoted words.
    """

    link: Link
    source: Source
    sentence: int
    confidence: float
    direct: bool
    speech: bool
    tone: int
    said: bool
    self: bool
    own_voice: bool

    @property
    def passes_on_words(self) -> bool:
        return self.speech and self.own_voice


class Reading:
    """All attributions of a document, and the sentences of the body that they cover."""

    def __init__(self, document: Document, said: Sequence[Said]) -> None:
        self.document, self.said = document, said
        text = document.text
        self.words: Bools = text.is_word & document.body_token
        self.sentence_words: Ints = np.bincount(text.token_sentence[self.words], minlength=text.n_sentences)

    def covered(self, said: Sequence[Said]) -> tuple[Bools, Bools]:
        """(n_sentences,) the sentences that are attributed by ``said``; (n_tokens,) the tokens that are."""
        text = self.document.text
        tokens: Bools = np.zeros(len(text.tokens), dtype=np.bool_)
        for one in said:
            for first, last in one.link.runs:
                tokens[first:last] = True
        tokens &= self.words
        held = np.bincount(text.token_sentence[tokens], minlength=text.n_sentences)
        return held > COVERED * np.maximum(self.sentence_words, 1), tokens

    def sourced(self) -> Bools:
        """(n_sentences,) the sentences that pass on the words of somebody who is not just "analysts"."""
        return self.covered([one for one in self.said if one.passes_on_words and one.source.kind in _SOMEBODY])[0]

    def without(self, dropped: Collection[int] = (), sentences: Bools | None = None) -> dict[str, float | None]:
        """The features if some attributions (by number) or sentences (by mask) were not there."""
        said = [one for i, one in enumerate(self.said) if i not in dropped]
        body = self.document.body
        if sentences is not None:
            body = body & ~sentences
            said = [one for one in said if not sentences[one.sentence]]
        return _features(self, said, body)


def features(reading: Reading) -> dict[str, float | None]:
    """All features of :data:`FEATURES`; None where the article is too short to tell."""
    return _features(reading, reading.said, reading.document.body)


def _features(reading: Reading, said: Sequence[Said], body: Bools) -> dict[str, float | None]:
    text = reading.document.text
    values: dict[str, float | None] = dict.fromkeys((feature.name for feature in FEATURES), None)
    n_sentences = int(body.sum())
    if not n_sentences:
        return values
    attributed, tokens = reading.covered(said)
    values["attributed_sentence_share"] = int(attributed[body].sum()) / n_sentences
    n_words = int(reading.sentence_words[body].sum())
    values["attributed_quote_share"] = rate(float((tokens & text.quoted).sum()), n_words)
    own = [one for one in said if one.own_voice]
    speech = [one for one in own if one.passes_on_words]
    spoken = reading.covered(speech)[0][body]
    values["speech_sentence_share"] = int(spoken.sum()) / n_sentences
    if n_sentences >= _SENTENCES:
        values["longest_unsourced_run"] = longest_run(~spoken)[1] / n_sentences
        before = [0, *np.cumsum(spoken).tolist()]
        cuts = [0, n_sentences // 3, 2 * n_sentences // 3, n_sentences]
        values["sourced_evenness"] = min((before[j] - before[i]) / (j - i) for i, j in pairwise(cuts))
    values |= _source_shares(own, speech)
    return values


def _source_shares(own: Sequence[Said], speech: Sequence[Said]) -> dict[str, float | None]:
    """What the sources are; only shares that enough attributions allow."""
    keys = Counter(one.source.key for one in speech if one.source.key and one.source.kind in CHECKABLE)
    values: dict[str, float | None] = {"distinct_sources": math.log1p(len(keys))}
    n = len(own)
    if n >= _ENOUGH:
        values["checkable_source_share"] = sum(one.source.kind in CHECKABLE for one in own) / n
        values["document_source_share"] = sum(one.source.kind == "document" for one in own) / n
        values["anonymous_source_share"] = sum(one.source.kind == "anonymous" for one in own) / n
        values["self_source_share"] = sum(one.self for one in own) / n
        values["said_share"] = sum(one.said for one in own) / n
        values["attribution_plainness"] = sum(one.confidence for one in own) / n
    total = sum(keys.values())
    if total >= _ENOUGH:
        values["largest_source_share"] = max(keys.values()) / total
    neutral, judging = sum(one.tone > 0 for one in own), sum(one.tone < 0 for one in own)
    if neutral + judging >= _ENOUGH:
        values["neutral_cue_share"] = neutral / (neutral + judging)
    named = {one.source.key for one in speech if one.source.kind == "named"}
    if len(named) >= _NAMES:
        described = {one.source.key for one in speech if one.source.kind == "named" and one.source.described}
        values["described_source_share"] = len(described) / len(named)
    return values


def longest_run(wanted: Bools) -> tuple[int, int]:
    """Where the longest run of True begins, and its length (0 where there is none)."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], wanted, [0]))))
    if not len(edges):
        return 0, 0
    starts, lengths = edges[::2], edges[1::2] - edges[::2]
    longest = int(np.argmax(lengths))
    return int(starts[longest]), int(lengths[longest])
