"""One article of a comparison, read: its text, date, values and who says what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

import numpy as np

from scorer.article import Article, read_html_article, read_text_article
from scorer.comparison.limits import COMPARISON_LIMITS
from scorer.comparison.said import Said, sentence_said
from scorer.comparison.words import rarity, stemmed
from scorer.signals.attribution.signal import read as read_attributions
from scorer.signals.base import Document
from scorer.signals.junk.signal import body_sentences
from scorer.signals.registry import JUNK
from scorer.text import Text, read_text
from scorer.text.date_forms import day_of
from scorer.text.language import detect
from scorer.types import Floats
from scorer.values import DateValue, FigureValue, QuotationValue, read_dates, read_figures, read_quotations

Kind = Literal["date", "figure", "quotation", "status"]
Reason = Literal["too_short", "unsupported_language", "no_text", "too_long", "bad_input", "other_event"]

_HALF = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """A value of one article, with the tokens ``first:last`` that it covers and the sentence that holds it."""

    article: int
    kind: Kind
    start: int
    end: int
    sentence: int
    first: int
    last: int
    said: Said
    origin: str | None = None
    date: DateValue | None = None
    figure: FigureValue | None = None
    in_body: bool = True


@dataclass(frozen=True, slots=True)
class Mention:
    """A source as one article names it: the key is equal for phrases that speak of the same one."""

    key: str
    name: str
    kind: str
    start: int
    end: int
    content: tuple[int, int] | None


@dataclass(eq=False)
class ReadArticle:
    """An article of a comparison. ``weights``: (n_tokens,) the rarity of each token, 0 for stop words; ``likeness``: to
    the article of the event that it is most like, ``alike``: to each other one by its index, all 0–1."""

    index: int
    article: Article
    text: Text
    reason: Reason | None
    published: date | None = None
    published_from: Literal["given", "text"] | None = None
    stems: list[str] = field(default_factory=list)
    weights: Floats = field(default_factory=lambda: np.zeros(0))
    body: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=bool))
    said: list[Said] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    likeness: float | None = None
    alike: dict[int, float] = field(default_factory=dict)

    def sentence_tokens(self, sentence: int) -> tuple[int, int]:
        """The tokens first:last of a sentence."""
        return int(self.text.sentence_token[sentence]), int(self.text.sentence_token[sentence + 1])


def read_article(index: int, record: Mapping[str, object]) -> ReadArticle:
    """Read one record with ``text`` or ``html`` and optional ``id``, ``title``, ``published``, ``url``."""
    fields: dict[str, Any] = {name: _string(record.get(name)) for name in ("id", "title", "published", "url")}
    text, html = (
        _whole(value) if isinstance(value, str) else None for value in (record.get("text"), record.get("html"))
    )
    if not isinstance(text, str) and not isinstance(html, str):
        return ReadArticle(index, Article("", **fields), read_text(""), "bad_input")
    size = len(text) if isinstance(text, str) else len(str(html))
    if size > COMPARISON_LIMITS.most_characters:
        return ReadArticle(index, Article("", **fields), read_text(""), "too_long")
    article = read_text_article(text, **fields) if isinstance(text, str) else read_html_article(str(html), **fields)
    parsed = read_text(article.text)
    reason: Reason | None = None
    if not parsed.n_words:
        reason = "no_text"
    elif parsed.n_words < COMPARISON_LIMITS.least_words:
        reason = "too_short"
    elif parsed.n_words >= 40 and detect(parsed).code not in ("en", None):
        reason = "unsupported_language"
    one = ReadArticle(index, article, parsed, reason)
    if reason is None:
        one.published = day_of(article.published) if article.published else None
        if one.published:
            one.published_from = "given" if fields["published"] else "text"
        _fill(one)
    return one


def _string(value: object) -> str | None:
    return None if value is None else _whole(str(value))


def _whole(text: str) -> str:
    """The text with a replacement character for each half of a surrogate pair, which no UTF-8 can hold."""
    return _HALF.sub("\ufffd", text)


def _fill(one: ReadArticle) -> None:
    text = one.text
    by_place = [stemmed(word) for word in text.distinct]
    one.stems = [by_place[i] for i in text.number.tolist()]
    one.weights = np.array([rarity(stem) for stem in by_place])[text.number]
    everything = Document(one.article, text, np.ones(text.n_sentences, dtype=np.bool_))
    one.body = body_sentences(everything, JUNK.find(everything))
    if not one.body.any():
        one.body = np.ones(text.n_sentences, dtype=np.bool_)
    _read_mentions(one)
    one.said = [sentence_said(text, n) for n in range(text.n_sentences)]
    _read_values(one)


def _read_mentions(one: ReadArticle) -> None:
    text = one.text
    reading = read_attributions(Document(one.article, text, one.body))
    for said in reading.said:
        run = said.link.source
        if run is None or said.confidence < 0.5 or said.source.key is None or said.source.kind == "none":
            continue
        start, end = int(text.token_start[run.first]), int(text.token_end[run.last - 1])
        content = said.link.content
        bounds = (content[0].first, content[-1].last) if content else None
        one.mentions.append(Mention(said.source.key, text.raw[start:end], said.source.kind, start, end, bounds))


def _read_values(one: ReadArticle) -> None:
    text, raw = one.text, one.text.raw
    dates = read_dates(raw, one.published)
    figures = read_figures(raw, [(value.start, value.end) for value in dates])
    content = sorted((m.content[0], m.content[1], m.key) for m in one.mentions if m.content)
    counts = {"date": 0, "figure": 0, "quotation": 0}

    def add(kind: Kind, value: DateValue | FigureValue | QuotationValue) -> None:
        first = int(text.token_start.searchsorted(value.start, side="right")) - 1
        last = max(first + 1, int(text.token_start.searchsorted(value.end)))
        sentence = int(text.token_sentence[first])
        in_body = bool(one.body[sentence])
        lo, hi = one.sentence_tokens(sentence)
        stamp = isinstance(value, DateValue) and value.role == "dateline"
        aside = not in_body and not stamp
        if (aside and (kind == "quotation" or hi - lo < COMPARISON_LIMITS.least_aside)) or counts[
            kind
        ] >= COMPARISON_LIMITS.most_values:
            return
        counts[kind] += 1
        said, origin = one.said[sentence], None
        for begin, end, key in content:
            if begin <= first < end:
                said, origin = ("attributed" if said == "stated" else said), key
                break
        one.values.append(
            Value(
                one.index, kind, value.start, value.end, sentence, first, last, said, origin,
                value if isinstance(value, DateValue) else None,
                value if isinstance(value, FigureValue) else None,
                in_body,
            )
        )  # fmt: skip

    for date_value in dates:
        if date_value.role != "updated":
            add("date", date_value)
    for figure in figures:
        add("figure", figure)
    for quotation in read_quotations(text):
        add("quotation", quotation)
