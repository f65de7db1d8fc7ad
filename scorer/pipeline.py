"""The way of an article up to its features: text, language, signals. No model is asked here."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import replace
from itertools import islice

import numpy as np

from scorer.article import Article
from scorer.report import StatusReason
from scorer.signals.attribution.reported_speech import reported_tokens
from scorer.signals.base import Document, Finding
from scorer.signals.junk.signal import body_sentences
from scorer.signals.registry import ATTRIBUTION, JUNK, SIGNALS
from scorer.text import Text, read_text
from scorer.text.contractions import spelled_out
from scorer.text.language import Language, detect
from scorer.types import Span, record

#: Below this many words nothing can be said of an article's practice (contract: "What is not scored").
MIN_WORDS = 80
#: Longer texts are not articles, and are not read.
MAX_CHARACTERS = 1_000_000
#: Nor is a text of more lines that hold something: a million characters in columns of a word or two.
MAX_LINES = 50_000

#: Above this share of control and replacement characters the input is no text but a binary file.
MOST_CONTROL = 0.02

_CONTROL = bytes((*range(9), *range(0x0E, 0x1C), *range(0x7F, 0x85), *range(0x86, 0xA0)))
_WORD = re.compile(r"[^\W_]+")
#: A text of more characters than this that holds hardly any words is a heap of marks.
_LONGEST_MARKS, _LEAST_IN_WORDS = 50_000, 0.05
#: The signals read a text that will not be scored up to this many characters.
_LONGEST_UNSCORED = 50_000
_UNKNOWN = Language(None, None)
#: Signals whose flags hold in a language that is not read.
_ANY_LANGUAGE = frozenset(("junk", "provenance"))


@record
class Examination:
    """What was found in one article, before any score.

    ``text`` and the places of ``findings`` are those of the article as it is read; ``given`` carries a place back to
    the text as given. ``reason`` is None where the article can be scored, else why it cannot.
    """

    article: Article
    text: Text
    language: Language
    findings: Mapping[str, Finding]
    reason: StatusReason | None

    def given(self, span: Span) -> Span:
        """Where a place of a finding is in the text as given."""
        copy = self.article.copy
        return span if copy is None else copy.given_span(span)

    def features(self) -> dict[str, float | None]:
        """Every signal's features by name."""
        return {name: value for finding in self.findings.values() for name, value in finding.features.items()}

    def flag_ids(self) -> list[str]:
        """The kinds of all flags, one entry per flag."""
        return [flag.id for finding in self.findings.values() for flag in finding.flags]


def examine(article: Article, *, features_only: bool = False, wanted: Container[str] | None = None) -> Examination:
    """Read ``article`` once: text, language, junk, attributions, then every other signal.

    ``features_only``: the findings need hold no evidence and no flags, and of the features only those ``wanted``, where
    that is given.
    """
    if len(article.text) > MAX_CHARACTERS:
        return Examination(article, read_text(""), _UNKNOWN, {}, "too_long")
    read = article.as_read()
    unreadable = _unreadable(read.text)
    if unreadable:
        read = _emptied(read)  # a million marks would be as many tokens
    text = read_text(read.text)
    language = detect(text)
    reason = unreadable or ("too_long" if len(text.line_start) > MAX_LINES else _reason(text, language))
    if reason is not None and len(read.text) > _LONGEST_UNSCORED:
        read = _emptied(read)
    findings = _findings(read, text if read.text else read_text(""), features_only=features_only, wanted=wanted)
    if reason == "unsupported_language":
        english = [name for name in findings if name not in _ANY_LANGUAGE]
        findings = {**findings, **{name: replace(findings[name], flags=()) for name in english}}
    return Examination(article, text, language, findings, reason)


def _emptied(read: Article) -> Article:
    """What is left for the signals of a long text that will not be scored: its title and other fields."""
    return replace(read, text="", title_span=None, byline_span=None, published_span=None, header_lines=())


def _findings(
    read: Article, text: Text, *, features_only: bool, wanted: Container[str] | None
) -> Mapping[str, Finding]:
    """What every signal finds, by its id."""
    whole = np.ones(text.n_sentences, dtype=np.bool_)
    everything = Document(read, text, whole, features_only=features_only, wanted=wanted)
    junk = JUNK.find(everything)
    as_written = replace(everything, body=body_sentences(everything, junk))
    document, attribution = _with_attributions(as_written)
    known = {JUNK.id: junk, ATTRIBUTION.id: attribution}
    return {
        signal.id: known.get(signal.id) or signal.find(as_written if signal.as_written else document)
        for signal in SIGNALS
        if not features_only or document.wants(*(feature.name for feature in signal.features))
    }


def _unreadable(raw: str) -> StatusReason | None:
    """Why a text holds nothing to read, told before any token is made."""
    if _control_characters(raw) > MOST_CONTROL * len(raw):
        return "bad_input"
    if not _WORD.search(raw):
        return "no_text"
    if len(raw) <= _LONGEST_MARKS:
        return None
    words = [match.end() - match.start() for match in islice(_WORD.finditer(raw), MIN_WORDS)]
    return "too_short" if len(words) < MIN_WORDS and sum(words) < _LEAST_IN_WORDS * len(raw) else None


def examine_document(article: Article) -> Document:
    """The document as the signals after attribution see it: what junk leaves, and what sources are said to say."""
    read = article.as_read()
    text = read_text(read.text)
    everything = Document(read, text, np.ones(text.n_sentences, dtype=np.bool_), features_only=True)
    document = Document(read, text, body_sentences(everything, JUNK.find(everything)), features_only=True)
    return _with_attributions(document)[0]


def _with_attributions(as_written: Document) -> tuple[Document, Finding]:
    """The document with its contractions spelled out and with what sources are said to say, and its attributions."""
    document = replace(as_written, text=spelled_out(as_written.text))
    attribution = ATTRIBUTION.find(document)
    return replace(document, reported=reported_tokens(document.text, attribution)), attribution


def _reason(text: Text, language: Language) -> StatusReason | None:
    if text.n_words < MIN_WORDS and (language.code in (None, "en") or not _long_without_spaces(text)):
        return "too_short"
    return None if language.code == "en" else "unsupported_language"


def _control_characters(raw: str) -> int:
    narrow = raw.encode("latin-1", "replace")
    return len(narrow) - len(narrow.translate(None, _CONTROL)) + raw.count("\ufffd")


def _long_without_spaces(text: Text) -> bool:
    """Chinese or Thai is written without spaces: few words, but not a short text."""
    return len(text.raw) > MIN_WORDS
