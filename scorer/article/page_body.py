"""Mends what the extraction of a page's main text loses or takes too much of.

Before it: lists become paragraphs, other stories are taken away. After it: what follows the article
(related stories, comments, share tools) is cut off, a copy of the text for another screen goes, and a text that stands
in no paragraphs at all is read from the element that holds it. Figures for each step: docs/measured.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from lxml.html import HtmlElement

from scorer.article.dates import words_of
from scorer.article.page_fields import bounded_text, in_other_part
from scorer.text.late import late

_LONG_PARAGRAPH = 80  # characters
_LONG_LINE = 100
_MOST_HEADINGS = 200
_MOST_LINKED = 0.4  # of a list's text
_CREDITED = late(r"(?:^|[\s_-])(?:byline|author|dateline|date|time|meta)", re.I)
_MOST_OF_PAGE = 0.5  # a part with more of the page's paragraphs is not taken away
#: A line that begins what follows an article.
_AFTER = late(
    r"\W{0,3}(?:(?:related|external|additional|similar)\s?(?:links?|stories|articles?|content|posts?|news|topics?|items|coverage|reading)?"
    r"|share\s(?:tools|this(?:\s\w+)?|article|story)|(?:latest|top|more|other|recent|popular)\s(?:\S+\s){0,3}(?:headlines|stories|news|articles|posts)"
    r"|most\s(?:popular|read|viewed|shared|recent|commented|emailed)(?:\s\w+){0,2}|(?:\d{1,5}\s)?(?:user\s|reader\s|your\s)?comments?(?:\s?\(\d{1,5}\)|\son\sthis\sstory)?"
    r"|you\s(?:may|might)\s(?:also\s)?(?:like|enjoy|be\sinterested\sin)|recommended(?:\sfor\syou|\sstories|\sreading)?|up\snext|read\s(?:more|next|also)"
    r"|(?:add|post|leave|submit)\s(?:a|your)\s(?:new\s)?(?:comment|reply)|have\syour\ssay|more\son\sthis\sstory|more\sfrom\s.{2,40}"
    r"|from\sthe\sweb|around\sthe\sweb|sponsored\s(?:links|content)|trending(?:\snow)?|about\sthe\sauthors?|explore\sfurther|follow\sus.{0,30}"
    r"|\*?submitted\scomments.{0,100}|filed\sunder.{0,60}|tags?|topics?|categories|what\sto\sread\snext|don.t\smiss)\s?[:.…»]{0,3}\W{0,2}",
    re.I,
)
_COMMENTS = late(r"\W{0,3}(?:\d{1,5}\s)?(?:\w+\s)?comments?\b|\W{0,3}\*?submitted comments|\W{0,3}have your say", re.I)
_LEAST_BEFORE = 3  # long lines of the article before anything may follow it
_MOST_AFTER = 0.25  # of the lines after it, how many may be long
_LEAST_COPIED_LINES, _LEAST_COPY = 3, 300  # lines, and characters, of a copy for another screen
_INLINE = frozenset(("br", "b", "i", "em", "strong", "a", "span", "font", "u", "sup", "sub", "abbr", "nobr", "small"))
_LEAST_BLOCK = 600
_BLOCK_FACTOR = 2.0  # how much longer a text outside paragraphs must be than what was extracted


def remove(elements: Iterable[HtmlElement]) -> None:
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


def keep_lists(tree: HtmlElement) -> None:
    """Turn the lists that are between paragraphs into paragraphs, one per item."""
    for items in list(tree.iter("ul", "ol")):
        beside = [e.tag for e in (items.getprevious(), items.getnext()) if e is not None]
        if "p" not in beside or in_other_part(items):
            continue
        links = whole = 0
        for element in items.iter():
            length = len((element.text or "").strip()) if isinstance(element.tag, str) else 0
            whole += length + len((element.tail or "").strip())
            links += length if element.tag == "a" else 0
        if whole and links <= _MOST_LINKED * whole and not items.xpath(".//p|.//ul|.//ol|.//div"):
            items.tag = "div"
            for item in items.iterchildren("li"):
                item.tag = "p"
                item.text = f"- {(item.text or '').lstrip()}"


def remove_other_stories(tree: HtmlElement, title: str | None) -> None:
    """Take away the stories after the article's own: parts that open with a heading and a credit or date."""
    total = _paragraphs(tree)
    own = set(words_of(title or ""))
    main = next((e for e in islice(tree.iter("h1", "h2", "h3"), _MOST_HEADINGS) if _says(e, own)), None)
    if main is None:
        return
    above = set(main.iterancestors())
    order = {element: i for i, element in enumerate(tree.iter("p", "h1", "h2", "h3"))}
    # one long paragraph below the headline may be a standfirst, two are the article
    long = (order[p] for p in main.xpath("following::p") if len(p.text_content()) > _LONG_PARAGRAPH)
    second = next(islice(long, 1, None), None)
    if second is None:
        return
    gone = []
    for heading in islice(main.xpath("following::*[self::h1 or self::h2 or self::h3]"), _MOST_HEADINGS):
        said = set(words_of(bounded_text(heading, 400) or ""))
        if not said or len(said & own) > 0.6 * len(said):
            continue
        for part in heading.iterancestors("article", "section", "div"):
            if part in above:
                break
            held = _paragraphs(part)
            if held >= 2:
                opening = next(order[p] for p in part.iter("p") if len(p.text_content()) > _LONG_PARAGRAPH)
                opens = second < order[heading] < opening
                if opens and held < _MOST_OF_PAGE * total and _is_credited(part):
                    gone.append(part)
                break
    remove(dict.fromkeys(gone))


def _says(heading: HtmlElement, title: set[str]) -> bool:
    """Whether a heading is the article's: it has most of the words of the title, and few others."""
    said = set(words_of(bounded_text(heading, 400) or ""))
    return len(said & title) > 0.6 * max(len(said), len(title))


def _paragraphs(part: HtmlElement) -> int:
    """How many long paragraphs a part of the page holds."""
    return sum(len(p.text_content()) > _LONG_PARAGRAPH for p in part.iter("p"))


def _is_credited(part: HtmlElement) -> bool:
    """Whether a credit or a time is in a part before its first long paragraph."""
    for element in islice(part.iter(), 60):
        if not isinstance(element.tag, str):
            continue
        if element.tag == "time" or element.get("rel") == "author":
            return True
        text = bounded_text(element, 300)
        if element.tag == "p" and (text is None or len(text) > _LONG_PARAGRAPH):
            return False
        if (
            text
            and (_CREDITED.search(element.get("class") or "") or text.startswith("By "))
            and len(text) < _LONG_PARAGRAPH
        ):
            return True
    return False


def cut_what_follows(text: str) -> str:
    """The text without the related stories, share tools and comments after it."""
    lines = text.split("\n")
    long = [len(line) > _LONG_LINE and not line.startswith("- ") for line in lines]
    before = 0
    for i, line in enumerate(lines):
        if before >= _LEAST_BEFORE and len(line) <= 120 and _AFTER.fullmatch(line.strip()):
            after = long[i + 1 :]
            if _COMMENTS.match(line) or sum(after) <= _MOST_AFTER * len(after):
                return "\n".join(lines[:i])
        before += long[i]
    return text


def without_copies(text: str) -> str:
    """The text without stretches of lines that are in it already in the same order, as on pages that hold a copy for
    another screen. A single line that comes back, as a refrain or a heading does, stays."""
    lines = text.split("\n")
    first: dict[str, int] = {}
    before = [first.setdefault(" ".join(line.split()).casefold(), i) for i, line in enumerate(lines)]
    kept: list[str] = []
    i = 0
    while i < len(lines):
        end = i
        while end < len(lines) and before[end] < i and before[end] - before[i] == end - i:
            end += 1
        if end - i >= _LEAST_COPIED_LINES and sum(map(len, lines[i:end])) >= _LEAST_COPY:
            i = end
        else:
            kept.extend(lines[i : max(end, i + 1)])
            i = max(end, i + 1)
    return "\n".join(kept)


def _length(text: str | None) -> int:
    return len(" ".join(text.split())) if text else 0


def outside_paragraphs(tree: HtmlElement, text: str) -> str:
    """The text of the element that holds most text of its own, where it is much longer than ``text``, else ``text``."""
    best, longest = None, max(_LEAST_BLOCK, int(_BLOCK_FACTOR * len(text)))
    for element in tree.iter("div", "td", "section", "article", "span", "center"):
        own = _length(element.text)
        for child in element:
            own += _length(child.tail)
            if child.tag in _INLINE and child.tag != "a":
                own += _length(child.text)
        if own > longest and not in_other_part(element):
            best, longest = element, own
    if best is None:
        return text
    for br in best.iter("br"):
        br.tail = "\n" + (br.tail or "")
    lines = (" ".join(line.split()) for line in best.text_content().split("\n"))
    return "\n".join(line for line in lines if line)
