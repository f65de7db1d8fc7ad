"""Reads a page of HTML: its main text, and what the page says of its own title, author and date.

trafilatura finds the main text; it is used here and nowhere else. Before it looks, what never is an
article's own text is taken away (scripts, paragraphs that are one link, as "read also" lines are), and an
article that a page cuts into several boxes of the same class is put together again. Figures for each step:
docs/measured.md.
"""

from __future__ import annotations

import logging
import re
from copy import deepcopy
from typing import NamedTuple

from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.utils import load_html

from scorer.article.dates import words_of
from scorer.article.page_body import (
    cut_what_follows,
    keep_lists,
    outside_paragraphs,
    remove,
    remove_other_stories,
    without_copies,
)
from scorer.article.page_fields import find_byline, find_published, find_title, heading_texts, linked_data, meta, named
from scorer.text.late import late

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs every page it gives up on

_MAX_CHARACTERS = 12_000_000
#: Above this many elements the plain reading is used; of 209 news pages the largest has 5,145. Depth needs no
#: limit: the parser (libxml2) nests no deeper than 256.
_MAX_ELEMENTS = 20_000
#: A page of this many elements with fewer characters for each holds nothing but markup and is read plainly too; of 329
#: news pages the one with the fewest characters has 52 an element.
_MANY_ELEMENTS, _LEAST_CHARACTERS = 1_000, 12
_DEAD_TAGS = ("style", "svg", "script", "noscript", "iframe", "template", "link")
_BLOCKS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "td")
_LEAD = late(
    r"\W*(?:read (?:more|also|next)|see (?:more|also)|related|more|also|watch|don.?t miss|you may (?:also )?like"
    r"|click here|sign up|subscribe|recommended|up next|listen)\b\s*[:|>-]",
    re.I,
)
_MOST_ATTRIBUTES = 1000
_LONG_TAG = late(r"<[A-Za-z][^<>]{3000,}")
_VALUE = late(r"\"[^\"]*(?:\"|$)|'[^']*(?:'|$)")
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
    if has_endless_tag(html):
        return _NOTHING  # the parser takes the square of the number of attributes
    if "<html" not in html[:4000].lower() and "<body" not in html[:4000].lower():
        html = f"<html><body><div>{html}</div></body></html>"  # a piece of a page, as a clipboard gives it
    tree = load_html(html)
    if tree is None:
        return _NOTHING
    linked = linked_data(tree)
    url = next(meta(tree, "og:url"), None)
    remove(element for element in tree.iter(*_DEAD_TAGS))
    title, byline, published = find_title(tree, linked), find_byline(tree, linked), find_published(tree, linked)
    elements = int(tree.xpath("count(//*)"))
    if elements > _MAX_ELEMENTS or (elements > _MANY_ELEMENTS and len(html) < _LEAST_CHARACTERS * elements):
        return Page(_plain_text(tree), title, byline, published, url)
    headings = {" ".join(words_of(text)) for text in [title or "", *heading_texts(tree)] if text}
    remove(element for element in tree.iter("p", "h2", "h3", "h4") if _is_one_link(element))
    remove_other_stories(tree, title)
    keep_lists(tree)
    _join_boxes(tree)
    whole = deepcopy(tree)  # the extraction takes the tree apart
    found = bare_extraction(tree, fast=True, include_comments=False)
    text = (found.text or "") if found is not None and not isinstance(found, dict) else ""
    text = outside_paragraphs(whole, without_copies(cut_what_follows(text)))
    text = _prefer_own_body(text, next(named(linked, "articleBody"), ""))
    return Page(_without_heading(text, headings), title, byline, published, url)


def has_endless_tag(html: str) -> bool:
    """Whether a tag, outside scripts and styles, has more attributes than any page needs."""
    for tag in _LONG_TAG.finditer(html):
        if len(_VALUE.sub("", tag.group()).split()) > _MOST_ATTRIBUTES:
            before = html[: tag.start()].lower()
            if all(before.rfind(f"<{name}") <= before.rfind(f"</{name}") for name in ("script", "style")):
                return True
    return False


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
                remove([box])


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
