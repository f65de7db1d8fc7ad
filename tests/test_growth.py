"""Twice the text, page, field or header takes at most a few times as long: nothing grows faster than the input.

Each of some 270 kinds is read at two sizes, the second four times the first. A quadratic step would take sixteen
times as long; the bound lies between, and small sizes leave what is constant its share.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator

import pytest

from scorer.corpus.time_limit import TooSlowError, time_limit
from scorer.scoring import Scorer

SMALL, LARGE = 4_000, 16_000
#: Processor time of the large input over that of the small one: linear is 4, quadratic 16.
BOUND = 9.0
#: Below this many seconds the large input is quick enough whatever the ratio says.
QUICK = 0.15
#: Processor seconds after which a reading is broken off and counts as this long.
LIMIT = 3.0

_UNITS = {
    "dots": ".", "commas": ",", "dashes": "-", "quotes": '"', "curly quotes": "“", "apostrophes": "'", "spaces": " ",
    "tabs": "\t", "newlines": "\n", "carriage returns": "\r\n", "letters": "a", "capitals": "A", "digits": "7",
    "emoji": "😀", "combining": "e\u0301", "replacement": "\ufffd", "nul": "\0", "zero width": "\u200b",
    "right to left": "\u202eא", "words": "word ", "names": "Ada Marsh ", "said": "he said ",
    "quoted": '"Yes," he said. ',
    "open quotes": '"Yes ', "vague": "some analysts say ", "hedges": "may possibly perhaps ", "brackets": "(a ",
    "closing": ") ", "urls": "https://a.example/b ", "mails": "a@b.example ", "hashtags": "#tag ",
    "handles": "@name ",
    "dates": "on March 3, 2024, ", "times": "10:30 p.m. ", "figures": "$1,234.56 million ", "percent": "12.5% ",
    "entities": "&amp; ", "tags": "<b>", "script": "<script>", "comments": "<!-- ", "json": '{"a": 1}, ',
    "mojibake": "Ã© ", "letter lines": "a\n",
    "lorem": "lorem ipsum dolor ", "headings": "Title\n\n", "short lines": "A b.\n", "list items": "* item\n",
    "and": "and ", "that": "that ", "who": "who ", "of the": "of the ", "abbreviations": "U.S. Mr. ",
    "ellipses": "… ",
    "semicolons": "a; ", "colons": "a: ", "according": "according to ", "questions": "why? ", "shouting": "NOW! ",
    "hyphens": "a-b-", "slashes": "a/", "backslashes": "\\", "underscores": "_", "stars": "*", "equals": "=",
    "pipes": "|",
    "mixed scripts": "дом 日本 ", "thai": "ไทย", "profile": "Name: Bob\nPhone: 1\n", "share": "Share this\n",
    "byline": "By Ada Marsh\n", "related": "Related: The bridge was approved\n", "placeholder": "[INSERT NAME] ",
}  # fmt: skip
_FIELDS = ("title", "author", "published", "url", "id")
_PAGES = {
    "paragraphs": ("", "<p>word</p>", ""), "nested divs": ("", "<div>", ""), "siblings": ("", "<br>", ""),
    "attributes": ("<p ", 'a="b" ', ">x</p>"), "class names": ('<p class="', "byline ", '">x</p>'),
    "author element": ('<div class="author">', "-", "</div>"), "byline element": ('<p class="byline">', "— ", "</p>"),
    "rel author": ('<a rel="author">', "a, ", "</a>"), "itemprop": ('<span itemprop="author">', "! ", "</span>"),
    "author elements": ("", '<span class="author">A B</span>', ""),
    "nested bylines": ("", '<div class="byline">- ', ""),
    "time elements": ("", '<time datetime="2024-01-01">x</time>', ""),
    "metas": ("", '<meta name="author" content="A">', ""),
    "json-ld list": ('<script type="application/ld+json">[', "{},", "{}]</script>"),
    "json-ld authors": ('<script type="application/ld+json">{"author": [', '"A",', '"B"]}</script>'),
    "json-ld scripts": ("", '<script type="application/ld+json">{"@type": "Article"}</script>', ""),
    "links": ("", '<a href="x">y</a> ', ""), "tables": ("", "<table><tr><td>x", ""),
    "comments": ("", "<!-- x -->", ""),
    "open comment": ("<!--", "x ", ""), "cdata": ("", "<![CDATA[x]]>", ""), "entities": ("", "&lt;", ""),
    "title": ("<title>", "a ", "</title>"), "headings": ("", "<h1>A title</h1>", ""),
    "scripts": ("", "<script>x</script>", ""),
    "list": ("<ul>", "<li>x", "</ul>"), "pre": ("<pre>", "a\n", "</pre>"), "unclosed": ("", "<p><b><i>", ""),
    "angle": ("", "<", ""), "quotes in tag": ("<p ", '"', ">"),
}  # fmt: skip

Record = dict[str, str]


def _filled(unit: str, size: int) -> str:
    return (unit * (size // len(unit) + 1))[:size]


def _kinds() -> Iterator[tuple[str, str, str]]:
    """(where, name, unit): what is repeated, and where it stands."""
    for name, unit in _UNITS.items():
        yield "text", name, unit
        yield "ending", name, unit
        if len(unit) > 1:
            yield "prose", name, unit
    for field in _FIELDS:
        for name in (
            "dots",
            "dashes",
            "spaces",
            "letters",
            "digits",
            "names",
            "dates",
            "apostrophes",
            "newlines",
            "emoji",
        ):
            yield field, name, _UNITS[name]
    for name, (_, unit, _) in _PAGES.items():
        yield "page", name, unit


KINDS = list(_kinds())
_PROSE = "The council met on Tuesday, the clerk said, and approved the bridge. "


def record(where: str, name: str, unit: str, size: int) -> Record:
    """An input of about ``size`` characters."""
    if where == "text":
        return {"text": _filled(unit, size)}
    if where == "ending":  # a fifth of English before it, so that most are scored
        return {"text": _filled(_PROSE, size // 5) + "\n\n" + _filled(unit, size - size // 5 - 2)}
    if where == "prose":  # enough English around it to be scored
        return {"text": _filled(_PROSE + unit, size)}
    if where == "page":
        before, _, after = _PAGES[name]
        return {"html": f"<html><body>{before}{_filled(unit, size)}{after}<p>{_PROSE * 20}</p></body></html>"}
    return {"text": _PROSE * 20, where: _filled(unit, size)}


def seconds(scorer: Scorer, given: Record, rounds: int) -> float:
    """Processor seconds to score the record, the least of some rounds."""
    taken = []
    for _ in range(rounds):
        begun = time.process_time()
        try:
            with time_limit(LIMIT):
                scorer.score_record(given)
        except TooSlowError:
            return LIMIT
        taken.append(time.process_time() - begun)
    return min(taken)


def test_there_are_many_kinds() -> None:
    assert len(KINDS) >= 250


@pytest.mark.parametrize("where", ["text", "ending", "prose", *_FIELDS, "page"])
def test_time_grows_no_faster_than_the_input(where: str) -> None:
    scorer = Scorer()
    scorer.score_record({"html": f"<p>{_PROSE * 20}</p>"})
    slow = []
    gc.disable()
    try:
        for _, name, unit in (kind for kind in KINDS if kind[0] == where):
            large = seconds(scorer, record(where, name, unit, LARGE), 1)
            if large >= LIMIT:
                slow.append(f"{name}: broken off after {LIMIT:g} s")
            elif large > QUICK:  # worth a second look
                small = seconds(scorer, record(where, name, unit, SMALL), 2)
                large = seconds(scorer, record(where, name, unit, LARGE), 2)
                if large > max(QUICK, BOUND * small):
                    slow.append(f"{name}: {small:.3f} s, then {large:.3f} s")
    finally:
        gc.enable()
    assert not slow
