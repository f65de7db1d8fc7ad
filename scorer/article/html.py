"""Reads a page of HTML: its main text, and what the page says of its own title, author and date.

trafilatura finds the main text; it is used here and nowhere else. Before it looks, what never is an
article's own text is taken away (scripts, paragraphs that are one link, as "read also" lines are), and an
article that a page cuts into several boxes of the same class is put together again. Figures for each step:
docs/measured.md.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.utils import load_html

from scorer.article.dates import FULL_DATE, words_of

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs every page it gives up on

_MAX_CHARACTERS = 12_000_000
#: Above this many elements the plain reading is used; of 209 news pages the largest has 5,145. Depth needs no
#: limit: the parser (libxml2) nests no deeper than 256.
_MAX_ELEMENTS = 20_000
_DEAD_TAGS = ("style", "svg", "script", "noscript", "iframe", "template", "link")
_BLOCKS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "td")
_LEAD = re.compile(
    r"\W*(?:read (?:more|also|next)|see (?:more|also)|related|more|also|watch|don.?t miss|you may (?:also )?like"
    r"|click here|sign up|subscribe|recommended|up next|listen)\b\s*[:|>-]",
    re.I,
)
_BY = re.compile(r"^(?:by|author|written by|posted by)\b\s*:?\s*", re.I)
_DATE_AFTER = re.compile(rf"\W*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?{FULL_DATE}.{{0,60}}$", re.I)
_LONG_ENOUGH = 400  # characters from which a page's own articleBody is believed


class Page(NamedTuple):
    """What a page of HTML holds. ``text`` is empty where nothing could be read."""

    text: str
    title: str | None
    byline: str | None
    published: str | None
    url: str | None


_NOTHING = Page("", None, None, None, None)


def read_page(html: str) -> Page:
    """Main text, title, author and date of a page. Never raises, never fetches.

    Broken, huge or endlessly nested pages give what a plain reading of their paragraphs gives, or nothing.
    """
    if len(html) > _MAX_CHARACTERS or not html.strip():
        return _NOTHING
    try:
        return _read_page(html)
    except (ValueError, TypeError, AttributeError, AssertionError, RecursionError, LookupError):
        return _NOTHING


def _read_page(html: str) -> Page:
    if "<html" not in html[:4000].lower() and "<body" not in html[:4000].lower():
        html = f"<html><body><div>{html}</div></body></html>"  # a piece of a page, as a clipboard gives it
    tree = load_html(html)
    if tree is None:
        return _NOTHING
    linked = list(_linked_data(tree))
    url = next(_meta(tree, "og:url"), None)
    _remove(element for element in tree.iter(*_DEAD_TAGS))
    title = _first(
        _meta(tree, "og:title", "twitter:title"), _named(linked, "headline"), _heading(tree), _title_tag(tree)
    )
    published = _first(
        _meta(tree, "article:published_time", "datepublished", "pubdate", "dc.date", "date", "parsely-pub-date"),
        _named(linked, "datePublished"),
        (element.get("datetime") for element in tree.iter("time")),
    )
    byline = _first(
        _named(linked, "author"),
        _meta(tree, "author", "article:author_name", "parsely-author", "sailthru.author", "dc.creator"),
        _credits(tree),
    )
    if int(tree.xpath("count(//*)")) > _MAX_ELEMENTS:
        return Page(_plain_text(tree), title, byline, published, url)
    headings = {" ".join(words_of(text)) for text in [title or "", *_heading(tree)] if text}
    _remove(element for element in tree.iter("p", "h2", "h3", "h4") if _is_one_link(element))
    _join_boxes(tree)
    found = bare_extraction(tree, fast=True, include_comments=False)
    text = (found.text or "") if found is not None and not isinstance(found, dict) else ""
    text = _prefer_own_body(text, next(_named(linked, "articleBody"), ""))
    return Page(_without_heading(text, headings), title, byline, published, url)


def _remove(elements: Iterable[HtmlElement]) -> None:
    """Take elements out of the tree, keeping the text that follows them."""
    for element in list(elements):
        parent = element.getparent()
        if parent is None:
            continue
        if element.tail:
            before = element.getprevious()
            if before is not None:
                before.tail = (before.tail or "") + element.tail
            else:
                parent.text = (parent.text or "") + element.tail
        parent.remove(element)


def _words(element: HtmlElement) -> str:
    return "".join(element.itertext())


def _is_one_link(element: HtmlElement) -> bool:
    """A paragraph or heading that is nothing but a link, or a "Read also:" before one."""
    link = next((child for child in element.iter("a") if child.get("href")), None)
    if link is None:
        return False
    whole = _words(element).strip()
    linked = sum(len(_words(a).strip()) for a in element.iter("a") if a.get("href"))
    if len(whole) > 15 and linked >= len(whole) - 2:
        return True
    return linked > 0.7 * len(whole) and _LEAD.match(whole) is not None


def _join_boxes(tree: HtmlElement) -> None:
    """Put the paragraphs of an article's boxes of one class into the first of them."""
    boxes: dict[tuple[str, str], dict[HtmlElement, int]] = {}
    for paragraph in tree.iter("p"):
        parent = paragraph.getparent()
        if parent is not None and parent.tag in ("div", "section") and parent.get("class"):
            group = boxes.setdefault((parent.tag, parent.get("class")), {})
            group[parent] = group.get(parent, 0) + (len(_words(paragraph)) > 80)
    for group in boxes.values():
        first, *others = [box for box, n_long in group.items() if n_long >= 2] or [None]
        article = next(first.iterancestors("article", "main"), None) if first is not None and others else None
        if article is None:
            continue
        for box in others:
            ancestors = list(box.iterancestors())
            if article in ancestors and first not in ancestors and box not in list(first.iterancestors()):
                first.extend(list(box))
                _remove([box])


def _plain_text(tree: HtmlElement) -> str:
    """The text of the page's paragraphs, a line each, without looking for the main part."""
    body = tree.find(".//body")
    lines: list[list[str]] = [[]]
    for event in (body if body is not None else tree).iter():
        if not isinstance(event.tag, str):
            continue
        if event.tag in _BLOCKS or event.tag in ("div", "br"):
            lines.append([])
        for piece in (event.text, event.tail):
            if piece:
                lines[-1].append(piece)
    joined = (" ".join(" ".join(line).split()) for line in lines)
    return "\n".join(line for line in joined if line)


def _prefer_own_body(text: str, body: str) -> str:
    """Correct the extraction by the articleBody that the page itself gives, where the two are far apart."""
    body = re.sub(r"<[^<>]{1,500}>", " ", body).strip()
    if len(body) < _LONG_ENOUGH or body.endswith(("…", "...")):
        return text
    if len(text) < 0.5 * len(body):
        return body
    if len(text) > 2.5 * len(body):
        own = " ".join(words_of(body))
        kept = [line for line in text.split("\n") if " ".join(words_of(line)) in own]
        if sum(map(len, kept)) > 0.7 * len(body):
            return "\n".join(kept)
    return text


def _without_heading(text: str, headings: set[str]) -> str:
    """The text without the page's headline, which is kept as the title."""
    lines = text.split("\n")
    for i, line in enumerate(lines[:6]):
        if " ".join(words_of(line)) in headings:
            return "\n".join(lines[:i] + lines[i + 1 :]).strip()
    return text.strip()


def _linked_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Every object of the page's JSON-LD, the outer before the inner."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text or len(script.text) > 1_000_000:
            continue
        try:
            todo: list[Any] = [json.loads(script.text, strict=False)]
        except (ValueError, RecursionError):
            continue
        while todo:
            item = todo.pop(0)
            if isinstance(item, list):
                todo.extend(item)
            elif isinstance(item, dict):
                yield item
                todo.extend(value for value in item.values() if isinstance(value, dict | list))


def _named(linked: list[dict[str, Any]], key: str) -> Iterator[str]:
    """Values of ``key`` in the objects that describe an article, as text."""
    for item in linked:
        if key in item and ("headline" in item or "articleBody" in item or key == "headline"):
            yield _as_text(item[key])


def _as_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return _as_text(value.get("name"))
    if isinstance(value, list):
        return ", ".join(filter(None, map(_as_text, value)))
    return ""


def _meta(tree: HtmlElement, *names: str) -> Iterator[str]:
    found = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        if name in names and name not in found:
            found[name] = element.get("content") or ""
    return (found[name] for name in names if name in found)


def _credits(tree: HtmlElement) -> Iterator[str]:
    """Short texts of the elements that are marked as naming the author."""
    for element in tree.xpath(
        "//*[@rel='author' or @itemprop='author' or contains(@class, 'byline') or contains(@class, 'author')]"
    ):
        text = _DATE_AFTER.sub("", _BY.sub("", " ".join(_words(element).split())))
        if 0 < len(text) <= 60:
            yield text


def _heading(tree: HtmlElement) -> Iterator[str]:
    return (_words(element) for element in tree.iter("h1"))


def _title_tag(tree: HtmlElement) -> Iterator[str]:
    return (re.split(r"\s[|–—-]\s", _words(element))[0] for element in tree.iter("title"))


def _first(*groups: Iterable[str | None]) -> str | None:
    """The first value that holds text and is no link, in one line."""
    for group in groups:
        for value in group:
            line = " ".join((value or "").split())
            if line and len(line) <= 400 and not line.startswith(("http:", "https:")):
                return line
    return None
