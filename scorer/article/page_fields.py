"""What a page of HTML says of its article: title, authors, day of publication.

A page says these things several times, and not only of its own article: sidebars, comments and teasers have authors and
times too. So what is in such a part of the page is left out, and what is near the headline comes first.
"""

from __future__ import annotations

import html
import json
import re
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from scorer.article.bylines import credit
from scorer.article.dates import FULL_DATE, words_of
from scorer.text.late import late

#: Parts of a page that are about something else than its article.
_OTHER_TAGS = frozenset(("aside", "footer", "nav"))
_OTHER_PART = late(
    r"comment|disqus|sidebar|related|recommend|recirc|widget|popular|trending|most-?(?:read|viewed)|promo|teaser|newsletter"
    r"|more-?stories|social|follow|latest|up-?next",
    re.I,
)
_CREDIT_CLASS = late(r"(?:^|[\s_-])(?:byline|authors?|contributors?)(?:$|[\s_-])|byline|author-?name", re.I)
_BY = late(r"^(?:by|author|written by|posted by|words by)\b\s*:?\s*", re.I)
_DATE_AFTER = late(rf"(?<!\w)\W{{0,6}}(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?{FULL_DATE}.{{0,60}}$", re.I)
_LONGEST_CREDIT = 200  # characters of an element that names authors; longer ones are not looked at
_LONGEST_NAME = 80
_MOST_ELEMENTS = 200  # elements marked as naming an author, and elements near the headline, that are looked at
_MOST_OBJECTS = 20_000  # objects of a page's JSON-LD
_LONGEST_SCRIPT = 1_000_000
_LONGEST_FIELD = 400
_ARTICLE_TYPE = late(r"Article|BlogPosting|Report|Review$")
_SEPARATOR = late(r"\s+[|–—\-·•»‹›]\s+|\s+::?\s+")
_SPACED_MARK = late(r"\s([,.;:])(?=\s|$)")
_FEWEST_TITLE_WORDS = 3
_MOST_SITE_WORDS = 5
_SMALL = frozenset("of the and for".split())


def linked_data(tree: HtmlElement) -> list[dict[str, Any]]:
    """The objects of the page's JSON-LD, the outer before the inner, up to a limit."""
    found: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text or len(script.text) > _LONGEST_SCRIPT:
            continue
        try:
            todo: deque[Any] = deque([json.loads(script.text, strict=False)])
        except (ValueError, RecursionError):
            continue
        seen = 0
        while todo and seen < _MOST_OBJECTS:
            item = todo.popleft()
            seen += 1
            if isinstance(item, list):
                todo.extend(islice(item, _MOST_OBJECTS))
            elif isinstance(item, dict):
                found.append(item)
                todo.extend(value for value in item.values() if isinstance(value, dict | list))
    return found


def named(linked: list[dict[str, Any]], key: str) -> Iterator[str]:
    """Values of ``key`` in the objects that describe an article, as text."""
    for item in linked:
        if key in item and (_is_article(item) or key == "headline"):
            yield _as_text(item[key], {})


def _is_article(item: dict[str, Any]) -> bool:
    kind = item.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return (
        "headline" in item
        or "articleBody" in item
        or any(isinstance(k, str) and _ARTICLE_TYPE.search(k) for k in kinds)
    )


def _authors(linked: list[dict[str, Any]]) -> Iterator[tuple[str, bool]]:
    """(names, whether they are persons') of the articles that the page's JSON-LD describes."""
    by_id = {item["@id"]: item for item in linked if isinstance(item.get("@id"), str) and len(item) > 1}
    for item in linked:
        if "author" in item and _is_article(item):
            given = item["author"]
            some = given[:20] if isinstance(given, list) else [given]
            some = [
                by_id.get(one.get("@id"), one) if isinstance(one, dict) and "name" not in one else one for one in some
            ]
            person = not all(
                isinstance(one, dict) and one.get("@type") in ("Organization", "NewsMediaOrganization") for one in some
            )
            yield _as_text(some, by_id), person


def _as_text(value: Any, by_id: dict[str, dict[str, Any]]) -> str:
    if isinstance(value, str):
        return "" if value.startswith(("http:", "https:", "@")) else value
    if isinstance(value, dict):
        name = value.get("name")
        if not name and (value.get("givenName") or value.get("familyName")):
            return " ".join(part for part in (value.get("givenName"), value.get("familyName")) if isinstance(part, str))
        return _as_text(name, by_id) if not isinstance(name, dict) else ""
    if isinstance(value, list):
        names = (
            one if isinstance(one, str) else _as_text(one, by_id) for one in value[:20] if not isinstance(one, list)
        )
        return ", ".join(dict.fromkeys(name for name in names if name))
    return ""


def meta(tree: HtmlElement, *names: str) -> Iterator[str]:
    """What the page's meta elements of these names hold, in the order of the names; several authors are joined."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        if name in names and len(found.setdefault(name, [])) < 20:
            found[name].append(" ".join((element.get("content") or "").split()))
    for name in names:
        if name in found:
            values = [value for value in dict.fromkeys(found[name]) if value]
            yield ", ".join(values) if "author" in name else values[0] if values else ""


def find_title(tree: HtmlElement, linked: list[dict[str, Any]]) -> str | None:
    """The article's headline without the site's name."""
    tag = next((bounded_text(element, _LONGEST_FIELD) or "" for element in tree.iter("title")), "")
    sites = _site_names(tree, linked)
    segments = _SEPARATOR.split(tag)
    logos = {_key(site) for site in sites} | ({_key(segments[-1])} if len(segments) > 1 else set())
    headings = [text for text in map(_line, _headings(tree)) if text and _key(text) not in logos]
    headings = [text for text in headings if len(headings) < 2 or _is_part(text, tag)] or headings[:1]
    candidates = [*meta(tree, "og:title", "twitter:title"), *named(linked, "headline"), *headings[:1], tag]
    for candidate in candidates:
        line = _line(candidate)
        if line:
            return without_site(line, [site for site in sites if site], headings[:1])
    return None


def _site_names(tree: HtmlElement, linked: list[dict[str, Any]]) -> list[str]:
    """What the page's data call its site."""
    return [
        *meta(tree, "og:site_name", "application-name"),
        *(_as_text(item.get("publisher"), {}) for item in linked[:50]),
    ]


def without_site(title: str, sites: Iterable[str], headings: Iterable[str] = ()) -> str:
    """A title without the name of the site at its end or beginning: one of ``sites``, what a heading of the page does
    not say, or a few capitalised words behind a bar or dash."""
    parts = _SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    for heading in headings:
        if len(words_of(heading)) >= _FEWEST_TITLE_WORDS and title.startswith(heading) and title != heading:
            return heading
    known = {_key(site) for site in sites} - {""}
    cut = False
    while len(parts) > 1:
        mark = title[len(title) - len(parts[-1]) - 3 : len(title) - len(parts[-1])]
        rest = title[: title.rindex(parts[-1])].rstrip(" |–—-·•»‹›:")
        last = parts[-1].split()
        bar = "|" in mark or "»" in mark
        short = (
            (bar or not cut)
            and len(last) <= _MOST_SITE_WORDS
            and all(word[0].isupper() or word in ("of", "the", "and", "for") for word in last if word)
        )
        listed = _key(parts[-1]) in known or any(_key(parts[-1]) in site or site in _key(parts[-1]) for site in known)
        if not (listed or (short and len(words_of(rest)) >= (2 if bar else _FEWEST_TITLE_WORDS + 1))):
            break
        title, parts, cut = rest, parts[:-1], True
    if len(parts) > 1 and _key(parts[0]) in known:
        title = title[len(parts[0]) :].lstrip(" |–—-·•»‹›:")
    return title


def _key(name: str) -> str:
    return " ".join(word for word in words_of(name) if word not in ("the", "com", "www"))


def _is_part(text: str, whole: str) -> bool:
    return " ".join(words_of(text)) in " ".join(words_of(whole))


def _headings(tree: HtmlElement) -> Iterator[str]:
    return (text for element in islice(tree.iter("h1"), 20) if (text := bounded_text(element, _LONGEST_FIELD)))


def heading_texts(tree: HtmlElement) -> list[str]:
    """The texts of the page's main headings."""
    return list(_headings(tree))


def find_byline(tree: HtmlElement, linked: list[dict[str, Any]]) -> str | None:
    """Who wrote the article: the persons whom its data name, else the credit near its headline, else any name there."""
    tag = next((bounded_text(element, _LONGEST_FIELD) or "" for element in tree.iter("title")), "")
    sites = {_key(name) for name in (*_site_names(tree, linked), *_SEPARATOR.split(tag)[1:])}
    named_authors = [
        (line, person and _key(line) not in sites) for names, person in _authors(linked) if (line := _name(names))
    ]
    persons = [line for line, person in named_authors if person]
    if persons:
        return persons[0]
    given = [
        line
        for value in meta(tree, "author", "article:author_name", "parsely-author", "sailthru.author", "dc.creator")
        if (line := _name(value))
    ]
    persons = [line for line in given if _key(line) not in sites]
    if persons:
        return persons[0]
    shown = next(_credits(tree), None) or next(_credit_lines(tree), None)
    return shown or next(iter([*given, *(line for line, _ in named_authors)]), None)


def _name(value: str) -> str | None:
    """Names as they are given, without what is an address or a handle."""
    line = _line(value)
    parts = (
        [part for part in line.split(", ") if part and not part.startswith(("http:", "https:", "@", "www."))]
        if line
        else []
    )
    return _BY.sub("", ", ".join(parts)) or None


def _credits(tree: HtmlElement) -> Iterator[str]:
    """Short texts of the elements that are marked as naming the article's author."""
    marked = tree.xpath(
        "//*[@rel='author' or @itemprop='author' or contains(@class, 'yline') or contains(@class, 'uthor')]"
    )
    for element in marked[:_MOST_ELEMENTS]:
        marks = f"{element.get('class') or ''}"
        if element.get("rel") != "author" and element.get("itemprop") != "author" and not _CREDIT_CLASS.search(marks):
            continue
        text = bounded_text(element, _LONGEST_CREDIT, " ")
        if not text or in_other_part(element):
            continue
        line = _DATE_AFTER.sub("", text).strip()
        found = credit(line)
        name = line[found[0] : found[1]] if found else _BY.sub("", line)
        if 0 < len(name) <= _LONGEST_NAME:
            yield name


def _credit_lines(tree: HtmlElement) -> Iterator[str]:
    """Names in short elements that follow the headline and begin with "By"."""
    heading = next(tree.iter("h1"), None)
    if heading is None:
        return
    for element in islice(heading.xpath("following::*[self::p or self::div or self::span]"), _MOST_ELEMENTS):
        text = bounded_text(element, _LONGEST_CREDIT, " ")
        if text and text[:3].lower() == "by " and not in_other_part(element):
            found = credit(text)
            if found:
                yield text[found[0] : found[1]]


def find_published(tree: HtmlElement, linked: list[dict[str, Any]]) -> str | None:
    """When the article was published, as the page writes it, with the zone where any of its data give one."""
    told = [
        *meta(
            tree,
            "article:published_time",
            "datepublished",
            "pubdate",
            "dc.date",
            "date",
            "parsely-pub-date",
            "dc.date.issued",
        ),
        *named(linked, "datePublished"),
        *_times(tree),
    ]
    lines = [line for value in told if (line := _line(value)) and any(map(str.isdigit, line))]
    if not lines:
        return None
    # the same day with its time and zone says more
    fuller = (line for line in lines if line.startswith(lines[0][:10]) and len(line) > len(lines[0]) and "T" in line)
    return next(fuller, lines[0]) if len(lines[0]) == 10 else lines[0]


def _times(tree: HtmlElement) -> Iterator[str]:
    """The times that may be the article's: those marked as its publication, then those after its headline."""
    elements = [e for e in islice(tree.iter("time"), _MOST_ELEMENTS) if not in_other_part(e)]
    heading = next(tree.iter("h1"), None)
    order = {element: i for i, element in enumerate(islice(tree.iter("h1", "time"), 2 * _MOST_ELEMENTS))}
    start = order.get(heading, -1) if heading is not None else -1
    marked = [e for e in elements if e.get("pubdate") is not None or e.get("itemprop") == "datePublished"]
    after = [e for e in elements if order.get(e, -1) > start]
    for element in (*marked, *after, *elements):
        yield element.get("datetime") or bounded_text(element, 80) or ""


def in_other_part(element: HtmlElement) -> bool:
    """Whether an element is in a part of the page that is about something else than its article."""
    for one in (element, *element.iterancestors()):
        if one.tag in ("article", "main", "body"):
            return one.tag == "article" and "comment" in (one.get("class") or "").lower()
        if one.tag in _OTHER_TAGS:
            return True
        if _OTHER_PART.search(f"{(one.get('class') or '')[:300]} {(one.get('id') or '')[:100]}"):
            return True
    return False


def bounded_text(element: HtmlElement, limit: int, between: str = "") -> str | None:
    """The text of an element in one line, with ``between`` between its pieces; None where it is longer than ``limit``,
    which is found without reading it all."""
    pieces, length = [], 0
    for piece in element.itertext():
        pieces.append(piece)
        length += len(piece.strip()) + 1
        if length > limit + 20 or len(pieces) > 2 * limit:
            return None
    line = _SPACED_MARK.sub(r"\1", " ".join(between.join(pieces).split()))
    return line if len(line) <= limit else None


def _line(value: str | None) -> str | None:
    """A value in one line with its entities read, or None where it is empty, too long or an address."""
    line = " ".join((value or "").split())
    if "&" in line:
        line = " ".join(html.unescape(html.unescape(line)).split())
    return line if line and len(line) <= _LONGEST_FIELD and not line.startswith(("http:", "https:")) else None
