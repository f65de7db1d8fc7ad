"""What was read of an article's attributions, and the numbers made of it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from scorer.signals.attribution_spans import Link
from scorer.signals.base import Document, Feature, rate
from scorer.sources import Source
from scorer.text import Bools, Ints

#: A sentence is attributed when more than this share of its words belongs to a source, a cue or a content.
COVERED = 0.3
#: Shares are told from this many attributions on: a share of two is no share.
_ENOUGH = 3

FEATURES = (
    Feature("attributed_sentence_share", "share of sentences that say where their content comes from", direction=1),
    Feature("attributed_quote_share", "share of words that are a named or nameless source's own, in quotation marks"),
    Feature("checkable_source_share", "share of attributions to a name, an organisation or a writing", direction=1),
    Feature("organisation_source_share", "share of attributions to an organisation"),
    Feature("document_source_share", "share of attributions to a report, a study or another writing", direction=1),
    Feature("anonymous_source_share", "share of attributions to people whom the article keeps nameless"),
    Feature("distinct_sources", "sources that can be checked (logarithm of 1 + their number)", direction=1),
    Feature("largest_source_share", "share of attributions that the most cited source has", direction=-1),
    Feature("speech_share", "share of attributions that pass on words, not wishes, thoughts or feelings", direction=1),
    Feature("neutral_cue_share", "share of saying verbs that do not judge (said, not claimed)", direction=1),
    Feature("described_source_share", "share of named sources given with a role or an affiliation", direction=1),
    Feature("sourced_evenness", "how evenly attributed sentences are spread over the article", direction=1),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
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
    own_voice : the article itself attributes; False inside somebody's quoted words.
    """

    link: Link
    source: Source
    sentence: int
    confidence: float
    direct: bool
    speech: bool
    tone: int
    own_voice: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """All attributions of a document and which tokens they cover.

    ``cover`` counts, for each token, the attributions that hold it. ``words`` marks the body's words, and
    ``n_sentences`` counts the sentences of the body.
    """

    document: Document
    said: Sequence[Said]
    cover: Ints
    words: Bools

    def attributed(self, cover: Ints | None = None) -> Bools:
        """(n_sentences,) body sentences that are attributed."""
        text = self.document.text
        words = np.bincount(text.token_sentence[self.words], minlength=text.n_sentences)
        held = self.words & ((self.cover if cover is None else cover) > 0)
        covered = np.bincount(text.token_sentence[held], minlength=text.n_sentences)
        result: Bools = covered > COVERED * np.maximum(words, 1)
        return result

    def without(self, dropped: Collection[int] = (), sentences: Bools | None = None) -> dict[str, float | None]:
        """The features if some attributions (by number) or sentences (by mask) were not there."""
        cover = self.cover
        body = self.document.body
        said = [one for i, one in enumerate(self.said) if i not in dropped]
        if dropped:
            cover = cover.copy()
            for i in dropped:
                for first, last in self.said[i].link.runs:
                    cover[first:last] -= 1
        if sentences is not None:
            body = body & ~sentences
            said = [one for one in said if not sentences[one.sentence]]
        return _features(self, said, cover, body)


def features(reading: Reading) -> dict[str, float | None]:
    """All features of :data:`FEATURES`; None where the article is too short to tell."""
    return _features(reading, reading.said, reading.cover, reading.document.body)


def _features(reading: Reading, said: Sequence[Said], cover: Ints, body: Bools) -> dict[str, float | None]:
    text = reading.document.text
    values: dict[str, float | None] = dict.fromkeys((feature.name for feature in FEATURES), None)
    n_sentences = int(body.sum())
    if not n_sentences:
        return values
    words = reading.words & body[text.token_sentence]
    n_words = int(words.sum())
    attributed = reading.attributed(cover)[body]
    values["attributed_sentence_share"] = float(attributed.mean())
    values["attributed_quote_share"] = rate(float((words & text.quoted & (cover > 0)).sum()), n_words)
    if n_sentences >= 6:
        thirds = [float(part.mean()) for part in np.array_split(attributed, 3)]
        values["sourced_evenness"] = min(thirds)
    told = [one for one in said if one.own_voice and one.source.kind != "none"]
    kinds = Counter(one.source.kind for one in told)
    n = len(told)
    keys = Counter(one.source.key for one in told if one.source.key and one.source.kind in _CHECKABLE)
    values["distinct_sources"] = math.log1p(len(keys))
    if n >= _ENOUGH:
        values["checkable_source_share"] = _share(sum(one.source.kind in _CHECKABLE for one in told), n)
        values["organisation_source_share"] = _share(kinds["organisation"], n)
        values["document_source_share"] = _share(kinds["document"], n)
        values["anonymous_source_share"] = _share(kinds["anonymous"], n)
        values["speech_share"] = _share(sum(one.speech for one in told), n)
    if sum(keys.values()) >= _ENOUGH:
        values["largest_source_share"] = _share(max(keys.values()), sum(keys.values()))
    tones = Counter(one.tone for one in told)
    if tones[1] + tones[-1] >= _ENOUGH:
        values["neutral_cue_share"] = _share(tones[1], tones[1] + tones[-1])
    named = {one.source.key for one in told if one.source.kind == "named"}
    described = {one.source.key for one in told if one.source.kind == "named" and one.source.described}
    if len(named) >= 2:
        values["described_source_share"] = _share(len(described), len(named))
    return values


_CHECKABLE = ("named", "organisation", "document")


def _share(part: int, whole: int) -> float:
    return part / whole
