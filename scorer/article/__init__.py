"""What comes in: a pasted text or a page of HTML, turned into an :class:`Article`.

What is read from HTML, and how, is in :mod:`scorer.article.html`, which is imported only when HTML arrives.
"""

from __future__ import annotations

from dataclasses import replace

from scorer.article.header import lines_within, place_of, read_header
from scorer.text.reading_copy import ReadingCopy, reading_copy
from scorer.types import Span, record

#: How programs write that a value is missing (JSON, Python, R, SQL and spreadsheets; those that pandas reads so).
_MISSING = frozenset("none null nan nat nil undefined n/a #n/a <na> [] {}".split())


@record
class Article:
    """An article as it is judged.

    ``text`` is the input untouched when a text was pasted, and the extracted text when ``from_html``.
    A field that is not known is None. The spans say where in ``text`` a field stands; they are None where
    it was given apart from the text and is not in it. ``furniture`` are lines known to be on many
    pages of the article's site, without the white space around them.
    """

    text: str
    id: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    url: str | None = None
    from_html: bool = False
    title_span: Span | None = None
    byline_span: Span | None = None
    published_span: Span | None = None
    furniture: frozenset[str] = frozenset()
    copy: ReadingCopy | None = None
    header_lines: tuple[Span, ...] = ()

    def as_read(self) -> Article:
        """The article with its reading copy for a text, and its places there."""
        copy = self.copy
        if copy is None:
            return self
        spans = (self.title_span, self.byline_span, self.published_span)
        title, byline, published = (span and copy.read_span(span) for span in spans)
        return replace(self, text=copy.text, title_span=title, byline_span=byline, published_span=published, copy=None)


def read_text_article(
    text: str,
    *,
    id: str | None = None,
    title: str | None = None,
    byline: str | None = None,
    published: str | None = None,
    url: str | None = None,
) -> Article:
    """An article from a pasted text, which stays untouched. What is not given is looked for in the text."""
    return _placed(Article(text, id, _given(title), _given(byline), _given(published), _given(url)))


def read_html_article(
    html: str,
    *,
    id: str | None = None,
    title: str | None = None,
    byline: str | None = None,
    published: str | None = None,
    url: str | None = None,
) -> Article:
    """An article from a page of HTML: its main text, a line a paragraph, and what the page says of itself.

    Nothing is fetched. A page that cannot be read gives an empty text.
    """
    from scorer.article.html import read_page

    page = read_page(html)
    return _placed(
        Article(
            page.text,
            id,
            _given(title) or page.title,
            _given(byline) or page.byline,
            _given(published) or page.published,
            _given(url) or page.url,
            from_html=True,
        )
    )


def _placed(article: Article) -> Article:
    """The article with its copy made and its places filled in, and with what its text says where nothing was given."""
    copy = reading_copy(article.text)
    if copy is None:
        return _with_header(article)
    found = _with_header(replace(article, text=copy.text))
    spans = (found.title_span, found.byline_span, found.published_span)
    title, byline, published = (span and copy.given_span(span) for span in spans)
    return replace(found, text=article.text, title_span=title, byline_span=byline, published_span=published, copy=copy)


def _with_header(article: Article) -> Article:
    raw = article.text
    found = read_header(raw, titled=article.title is not None)
    lines: list[Span] = []

    def settle(given: str | None, span: Span | None) -> tuple[str | None, Span | None]:
        if given is None:
            return (raw[span.start : span.end], span) if span else (None, None)
        if span and raw[span.start : span.end] == given:
            return given, span
        if not lines:
            lines.extend(lines_within(raw, 0, 3000))
        return given, place_of(raw, given, lines)

    title, title_span = settle(article.title, found.title)
    byline, byline_span = settle(article.byline, found.byline)
    published, published_span = settle(article.published, found.published)
    return replace(
        article,
        title=title,
        byline=byline,
        published=published,
        title_span=title_span,
        byline_span=byline_span,
        published_span=published_span,
        header_lines=found.lines,
    )


def cut_out(article: Article, span: Span) -> Article:
    """An article as it is read, without a stretch of its text, its fields as they were."""
    read = article.as_read()
    text = read.text[: span.start] + read.text[span.end :]
    return _with_header(replace(read, text=text, title_span=None, byline_span=None, published_span=None))


def _given(value: str | None) -> str | None:
    """A field as given, without its surrounding white space. What is blank, or a program's word for a missing value,
    was not given: 127 of 833 articles of polnear-train have the author "None"."""
    value = value.strip() if value else None
    return None if not value or value.lower() in _MISSING else value
