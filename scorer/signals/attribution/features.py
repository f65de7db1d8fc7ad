"""What was read of an article's attributions, and the numbers made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import compress, pairwise
from typing import NamedTuple

import numpy as np

from scorer.signals.attribution.limits import ATTRIBUTION_LIMITS
from scorer.signals.attribution.spans import Link, Runs
from scorer.signals.attribution.speakers import Source
from scorer.signals.base import Document, Feature, rate
from scorer.types import Bools, Ints

#: Kinds of sources that a reader can ask or look up.
CHECKABLE = ("named", "organisation", "document")
_SOMEBODY = (*CHECKABLE, "anonymous")

FEATURES = (
    Feature("attributed_sentence_share", "share of attributed sentences: words, wishes or beliefs", direction=1),
    Feature("speech_sentence_share", "share of sentences that pass on what somebody said or wrote", direction=1),
    Feature("longest_unsourced_run", "longest stretch without a source, share of sentences", direction=-1),
    Feature("sourced_evenness", "share of attributed sentences in the third with the fewest", direction=1),
    Feature("attributed_quote_share", "share of words that are a source's own, in quotation marks", direction=1),
    Feature("distinct_sources", "sources that can be checked", direction=1),
    Feature("largest_source_share", "share of attributed statements from the most quoted source", direction=-1),
    Feature("described_source_share", "share of named sources given with a role or an affiliation", direction=1),
    Feature("checkable_source_share", "share of attributions to a name, an organisation or a document", direction=1),
    Feature("document_source_share", "share of attributions to a document: a report, a study, a record", direction=1),
    Feature("anonymous_source_share", "share of attributions to anonymous sources", direction=-1),
    Feature("self_source_share", "share of attributions to the author or the reader (I, we, you)", direction=-1),
    Feature("said_share", "share of attributions by the plain word said", direction=1),
    # the score reads the verbs that judge where they stand: craft_judging_cues
    Feature("neutral_cue_share", "share of saying verbs that do not judge (said, not claimed)"),
    Feature("attribution_plainness", "how plainly attributions are worded: their mean probability", direction=1),
)  # fmt: skip
_NAMES_OF_FEATURES = tuple(feature.name for feature in FEATURES)


class Said(NamedTuple):
    """One attribution as the features and flags see it.

    Attributes
    ----------
    link : its tokens.
    source : whose words.
    sentence : the sentence it begins in.
    confidence : the probability that it is an attribution.
    direct : most of its content is in quotation marks.
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
    """All attributions of a document, and the sentences of the body that they cover.

    Attributes
    ----------
    said : the attributions, n_said of them.
    own_voice, passes_on_words : (n_said,) which of them are such, see :class:`Said`.
    runs : their runs.
    by_form : (n_sentences,) sentences whose origin the form of the text shows: turns of a conversation, block
        quotations, results of a named poll, numbered references.
    words : (n_tokens,) the words of the body.
    sentence_words : (n_sentences,) how many of them each sentence has.
    """

    def __init__(self, document: Document, said: Sequence[Said], runs: Runs, by_form: Bools) -> None:
        self.document, self.said, self.runs, self.by_form = document, said, runs, by_form
        text = document.text
        self.own_voice: Bools = np.array([one.own_voice for one in said], dtype=np.bool_)
        self.passes_on_words: Bools = np.array([one.passes_on_words for one in said], dtype=np.bool_)
        self.words: Bools = text.is_word & document.body_token
        self.sentence_words: Ints = np.bincount(text.token_sentence[self.words], minlength=text.n_sentences)
        self._enough = ATTRIBUTION_LIMITS.covered * np.maximum(self.sentence_words, 1)

    def covered(self, kept: Bools) -> tuple[Bools, Bools]:
        """(n_sentences,) the sentences attributed by those attributions of which ``kept``, (n_said,), is True;
        (n_tokens,) the words of such attributions."""
        runs, n = self.runs, len(self.words) + 1
        held = kept[runs.link]
        depth = np.bincount(runs.first[held], minlength=n) - np.bincount(runs.last[held], minlength=n)
        tokens: Bools = (np.cumsum(depth)[:-1] > 0) & self.words
        text = self.document.text
        return np.bincount(text.token_sentence[tokens], minlength=text.n_sentences) > self._enough, tokens

    def sourced(self) -> Bools:
        """(n_sentences,) the sentences that pass on the words of somebody who is not just "analysts"."""
        somebody = [one.source.kind in _SOMEBODY for one in self.said]
        return self.covered(self.passes_on_words & np.array(somebody, dtype=np.bool_))[0] | self.by_form

    def passed_on(self) -> Bools:
        """(n_sentences,) the sentences that pass on anybody's words, those of "analysts" too."""
        return self.covered(self.passes_on_words)[0] | self.by_form

    def attributed(self) -> Bools:
        """(n_sentences,) the sentences that report anybody's words, wishes or beliefs."""
        return self.covered(self.own_voice)[0] | self.by_form

    def without(self, dropped: Collection[int] = (), sentences: Bools | None = None) -> dict[str, float | None]:
        """The features if some attributions (by number) or sentences (by mask) were not there."""
        kept = np.ones(len(self.said), dtype=np.bool_)
        kept[list(dropped)] = False
        body = self.document.body
        if sentences is not None:
            body = body & ~sentences
            kept &= ~sentences[[one.sentence for one in self.said]]
        return _features(self, kept, body)


def features(reading: Reading) -> dict[str, float | None]:
    """All features of :data:`FEATURES`; None where the article is too short for it."""
    return reading.without()


def _features(reading: Reading, kept: Bools, body: Bools) -> dict[str, float | None]:
    values: dict[str, float | None] = dict.fromkeys(_NAMES_OF_FEATURES)
    n_sentences = int(np.count_nonzero(body))
    if not n_sentences:
        return values
    attributed, tokens = reading.covered(kept)
    attributed = attributed | reading.by_form
    values["attributed_sentence_share"] = int(np.count_nonzero(attributed & body)) / n_sentences
    n_words = int(reading.sentence_words[body].sum())
    values["attributed_quote_share"] = rate(int(np.count_nonzero(tokens & reading.document.text.quoted)), n_words)
    own = kept & reading.own_voice
    speech = kept & reading.passes_on_words
    spoken = (reading.covered(speech)[0] | reading.by_form)[body].tolist()
    values["speech_sentence_share"] = sum(spoken) / n_sentences
    if n_sentences >= ATTRIBUTION_LIMITS.least_sentences:
        values["longest_unsourced_run"] = longest_run(spoken, False)[1] / n_sentences
        cuts = [0, n_sentences // 3, 2 * n_sentences // 3, n_sentences]
        values["sourced_evenness"] = min(sum(spoken[i:j]) / (j - i) for i, j in pairwise(cuts))
    values |= _source_shares(list(compress(reading.said, own.tolist())), list(compress(reading.said, speech.tolist())))
    return values


def _source_shares(own: Sequence[Said], speech: Sequence[Said]) -> dict[str, float | None]:
    """What the sources are; only shares that enough attributions allow."""
    kinds = [one.source.kind for one in own]
    keys = Counter([one.source.key for one in speech if one.source.key and one.source.kind in CHECKABLE])
    values: dict[str, float | None] = {"distinct_sources": float(len(keys))}
    n = len(own)
    if n >= ATTRIBUTION_LIMITS.least_attributions:
        values["checkable_source_share"] = sum([kind in CHECKABLE for kind in kinds]) / n
        values["document_source_share"] = kinds.count("document") / n
        values["anonymous_source_share"] = kinds.count("anonymous") / n
        values["self_source_share"] = [one.self for one in own].count(True) / n
        values["said_share"] = [one.said for one in own].count(True) / n
        values["attribution_plainness"] = sum([one.confidence for one in own]) / n
    total = sum(keys.values())
    if total >= ATTRIBUTION_LIMITS.least_attributions:
        values["largest_source_share"] = max(keys.values()) / total
    tones = [one.tone for one in own]
    neutral, judging = tones.count(1), tones.count(-1)
    if neutral + judging >= ATTRIBUTION_LIMITS.least_attributions:
        values["neutral_cue_share"] = neutral / (neutral + judging)
    named = {one.source.key for one in speech if one.source.kind == "named"}
    if len(named) >= ATTRIBUTION_LIMITS.least_names:
        described = {one.source.key for one in speech if one.source.kind == "named" and one.source.described}
        values["described_source_share"] = len(described) / len(named)
    return values


def longest_run(values: Sequence[bool], wanted: bool) -> tuple[int, int]:
    """Where the longest run of ``wanted`` begins, and its length (0 where there is none)."""
    longest = begin = length = 0
    for i, value in enumerate(values):
        if value != wanted:
            length = 0
            continue
        length += 1
        if length > longest:
            begin, longest = i + 1 - length, length
    return begin, longest
