"""What a signal is: the shapes that every file in this folder fills in.

A signal looks once at a :class:`Document` and returns a :class:`Finding`: places in the text (evidence),
places or absences worth showing to a reader (flags), and named numbers (features) that the model reads. It
never sees a score, and nothing calls back into it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import field
from types import MappingProxyType
from typing import Literal, NamedTuple

from scorer.article import Article
from scorer.report import EvidenceReport
from scorer.text import Text
from scorer.types import Bools, Group, Score, Severity, Span, record

#: A quotation of up to this many words sits in the writer's own sentence and is the writer's choice of words.
_SCARE_QUOTE = 3


@record
class Document:
    """An article with its text read, and which part of it is the article's own body.

    Attributes
    ----------
    article : title, byline, date and the judged text.
    text : the shared pass over the judged text.
    body : (n_sentences,) sentences that belong to the article proper. The junk signal sees all of them;
        every later signal sees those that junk left, so that a cookie notice is never a hedge.
    reported : (n_tokens,) tokens of what somebody is said to say or think, quoted or not; None before the
        attributions are read. A source's doubt or insult is not the writer's.
    features_only : nobody will look at evidence and flags, so a signal may leave them out (attribution alone keeps its
        evidence, which tells what is reported). Its features are the same.
    wanted : the features that somebody will look at; None: all. A signal may leave out others that cost much.
    """

    article: Article
    text: Text
    body: Bools
    reported: Bools | None = None
    features_only: bool = False
    wanted: Container[str] | None = None

    def wants(self, *features: str) -> bool:
        """Whether somebody will look at one of these features."""
        return self.wanted is None or any(name in self.wanted for name in features)

    @functools.cached_property
    def body_token(self) -> Bools:
        """(n_tokens,) tokens of body sentences."""
        return _kept(self.body[self.text.token_sentence])

    @functools.cached_property
    def own_voice(self) -> Bools:
        """(n_tokens,) tokens of body sentences outside quotation marks: the article's own wording."""
        return _kept(self.body_token & ~self.text.quoted)

    @functools.cached_property
    def own_wording(self) -> Bools:
        """(n_tokens,) tokens of the body that are not quoted, or are in quotations of up to three words."""
        text = self.text
        own = self.own_voice.copy()
        inside, words = text.quote_token, text.words_before
        for a, b in inside[words[inside[:, 1]] - words[inside[:, 0]] <= _SCARE_QUOTE].tolist():
            own[a:b] = self.body_token[a:b]
        return _kept(own)

    def is_reported(self, token: int) -> bool:
        """Whether the token is in what somebody is said to say or think."""
        return self.reported is not None and bool(self.reported[token])


def _kept(array: Bools) -> Bools:
    """The array, shared by several signals and so not to be written to."""
    array.flags.writeable = False
    return array


#: A place where the signal was seen, as the report gives it. ``confidence`` is a calibrated probability.
Evidence = EvidenceReport


@record
class Attribution:
    """One attribution: whose words, by which cue, and what is said."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: Literal["direct", "indirect"]
    source_kind: Literal["named", "organisation", "document", "vague", "anonymous", "none"]
    confidence: float


@record
class Flag:
    """Something that the reader should know. ``span`` is None where the flag is about what is absent.

    ``without`` says what the signal's features would be if this flag's text were not there. The model
    turns the difference into the flag's share of each feature's contribution.
    """

    id: str
    span: Span | None
    confidence: float
    message: str
    severity: Severity | None = None  # None: as the flag kind has it
    without: Mapping[str, float | None] = field(default_factory=lambda: MappingProxyType({}))


class Place(NamedTuple):
    """A place that a feature counts, whether or not it is flagged: the feature's contribution is shared among its
    places by ``amount``, beside what its flags claim. ``kind`` names it in the report's evidence, with this
    ``confidence``."""

    feature: str
    start: int
    end: int
    amount: float
    kind: str
    confidence: float = 1.0


@record
class Finding:
    """All that one signal saw in one document.

    ``features`` holds every feature the signal declares; a value that is unknown is None, never 0.
    ``confidence`` is the probability that the signal holds for the article as a whole, or None.
    """

    confidence: float | None = None
    share: float | None = None
    rate: float | None = None
    evidence: Sequence[Evidence | Attribution] = ()
    flags: Sequence[Flag] = ()
    features: Mapping[str, float | None] = field(default_factory=lambda: MappingProxyType({}))
    places: Sequence[Place] = ()


@record
class FlagKind:
    """A kind of flag: its id, how much it matters, and why, with the source of that judgement.

    ``carries_more``: its text holds more than what is flagged (a clause, a whole stretch), so that deleting it
    moves other signals too. What the most costly flag claims is then checked by reading the article without it.
    ``learned``: fitted weights decide on it, not a rule.
    ``misses``: what it is known to miss or to get wrong, in plain words, for its page.
    """

    id: str
    severity: Severity
    shows: str
    why: str
    source: str
    carries_more: bool = False
    misses: tuple[str, ...] = ()
    learned: bool = False


@record
class Feature:
    """A number for the model. ``meaning`` is in plain words; ``scores`` are the models that may read it.

    ``direction`` is what journalism standards say of more of it: 1 good practice, -1 bad practice, 0 neither.
    A score may never rise with bad practice nor fall with good practice: the fit is held to it. ``group`` is the
    practice it belongs to; None: its signal's.
    """

    name: str
    meaning: str
    scores: tuple[Score, ...] = ("reliability",)
    direction: Literal[-1, 0, 1] = 0
    group: Group | None = None


@record
class Example:
    """A text in our own words on which a flag must, or must not, be raised.

    ``quote`` is a part of the text that a flag with this id must overlap (``must`` True), or may not
    overlap (``must`` False; empty: nowhere in the text).
    """

    flag: str
    text: str
    must: bool
    quote: str = ""
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    html: bool = False


@record
class Signal:
    """A signal: what it looks for, why, and the pure function that looks. ``group``: the practice of its features.

    ``weigh``: where fitted weights of words decide, the (start, end, log-odds) of the words of a document.
    ``as_written``: it looks at how the text is written, and so reads contractions as they stand. Every other signal
    reads them spelled out (:mod:`scorer.text.contractions`).
    """

    id: str
    shows: str
    flags: tuple[FlagKind, ...]
    features: tuple[Feature, ...]
    find: Callable[[Document], Finding]
    examples: tuple[Example, ...]
    group: Group = "presentation"
    weigh: Callable[[Document], Sequence[tuple[int, int, float]]] | None = None
    as_written: bool = False


def rate(count: float, total: float) -> float | None:
    """``count / total``, or None where there is nothing to count."""
    return count / total if total else None
