"""Text with hard line breaks is read as the paragraphs it holds, with every place true in the text as given."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorer.article import read_text_article
from scorer.scoring import Scorer
from scorer.text.reading_copy import reading_copy
from scorer.text.wrapping import line_joins
from scorer.types import Span

PARAGRAPHS = (
    "Old bridge over the river Arle to close until spring for repairs",
    "By Jana Holt",
    "March 3, 2021",
    "The council voted on Tuesday to close the old bridge for repairs that will last until spring. Engineers had found "
    "cracks in two of its four pillars last month, the head of the roads office, Mara Ellison, said.",
    "“We cannot wait for another winter,” she told the council. “A pillar that has one crack in October has three in "
    "March, and nobody can promise what it has in April.”",
    "Buses will run over the northern crossing, and shops on the east bank may ask for help with lost trade. The work "
    "is to cost about 4 million dollars, of which the state pays 80 percent, according to a 34-page report.",
    "Drivers who cross the river each morning said they expected long queues. Piotr Lem, who runs a bakery at the foot "
    "of the bridge, said he had seen the plan for the first time in the newspaper.",
    "“Nobody has asked us,” he said. “We open at five, and the people who buy our bread come over that bridge.”",
)
TEXT = "\n\n".join(PARAGRAPHS)


def blank(paragraphs: tuple[str, ...], width: int) -> str:
    return "\n\n".join(textwrap.fill(p, width) for p in paragraphs)


def indented(paragraphs: tuple[str, ...], width: int) -> str:
    return "\n".join(textwrap.fill(p, width, initial_indent="   ") for p in paragraphs)


def mail(paragraphs: tuple[str, ...], width: int) -> str:
    return "\n>\n".join(textwrap.indent(textwrap.fill(p, width), "> ") for p in paragraphs)


def trailing(paragraphs: tuple[str, ...], width: int) -> str:
    return "\n \n".join(textwrap.fill(p, width).replace("\n", " \n") for p in paragraphs)


def crlf(paragraphs: tuple[str, ...], width: int) -> str:
    return blank(paragraphs, width).replace("\n", "\r\n")


def double(paragraphs: tuple[str, ...], width: int) -> str:
    return "\n\n\n".join(textwrap.fill(p, width).replace("\n", "\n\n") for p in paragraphs)


def read_lines(raw: str) -> list[str]:
    copy = reading_copy(raw)
    text = raw if copy is None else copy.text
    return [line.strip() for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize("width", [34, 50, 55, 60, 66, 72, 80])
@pytest.mark.parametrize("style", [blank, indented, mail, trailing, crlf, double])
def test_wrapped_text_holds_the_same_paragraphs(style: Callable[..., str], width: int) -> None:
    assert read_lines(style(PARAGRAPHS, width)) == list(PARAGRAPHS)


@pytest.mark.parametrize("width", [50, 60, 72, 80])
def test_paragraphs_that_only_end_early_are_told_apart_by_that(width: int) -> None:
    found = read_lines("\n".join(textwrap.fill(p, width) for p in PARAGRAPHS))
    assert " ".join(found) == " ".join(PARAGRAPHS)
    assert len(found) >= len(PARAGRAPHS) - 1  # a last line may reach the width by chance


@pytest.mark.parametrize(
    ("broken", "read"),
    [
        ("the bridge for re-\npairs until spring", "the bridge for repairs until spring"),
        ("the bridge for re\u00ad\npairs until spring", "the bridge for repairs until spring"),
        ("as a 34-\npage report says", "as a 34-page report says"),
        ("as a well-\nknown engineer says", "as a well-known engineer says"),
        ("with two-\nand three-year plans", "with two- and three-year plans"),
        ("said the Arle-\nLem company", "said the Arle-Lem company"),
        ("the council--\nor what was left", "the council--or what was left"),
        ("the council --\nor what was left", "the council -- or what was left"),
    ],
)
def test_hyphens_and_dashes_at_line_ends(broken: str, read: str) -> None:
    first, second = broken.split("\n")
    before = "The council of the town had a say in it,"[: 55 - len(first)].rsplit(" ", 1)[0]
    filled = f"{before} {first}\n{second} for a while."
    assert read_lines(f"{blank(PARAGRAPHS, 55)}\n\n{filled}")[-1] == filled.replace(broken, read)


VERSE = (
    "The lamp was lit, the bell was rung,\nThe river kept its own,\nAnd those who went with coats on\nCame back "
    "without a bone"
)
LOWER_VERSE = (
    "the lamp was lit\nand the bell was rung over the water\nwhere nobody\nheard it but the ferryman, who was old\nand "
    "had heard\nit before, on a night\nlike this one, with the same wind\nfrom the east\nand no moon"
)
CHAT = "ann: are you there\nbob: yes\nann: did you see it\nbob: the bridge thing you mean\nann: yes\nbob: no"
INGREDIENTS = "flour\n200 g butter\ntwo onions\nhard cheese, grated\nsalt\npepper from the mill\na cup of milk"
CLAUSES = "\n".join(
    f"{a} toll shall be paid for every vessel of {n} metres or more;" for a, n in zip("abcdef", range(6), strict=True)
)


@pytest.mark.parametrize("text", [TEXT, VERSE, LOWER_VERSE, CHAT, INGREDIENTS, CLAUSES, TEXT + "\n\n" + VERSE])
def test_lines_that_were_not_broken_at_a_width_stay(text: str) -> None:
    assert line_joins(text) == []


@pytest.mark.parametrize(
    "extra", [VERSE, CHAT, "- flour\n- butter, 200 g\n- two onions", "1. Lawns\n2. Cars\n3. Pools"]
)
def test_other_lines_within_wrapped_text_stay(extra: str) -> None:
    assert read_lines(blank(PARAGRAPHS, 66) + "\n\n" + extra) == [*PARAGRAPHS, *extra.split("\n")]


def test_items_that_are_wrapped_are_joined_each() -> None:
    items = [f"- {p}" for p in PARAGRAPHS[3:]]
    wrapped = "\n".join(textwrap.fill(item, 66, subsequent_indent="  ") for item in items)
    assert read_lines(wrapped) == items


@pytest.mark.parametrize("style", [blank, indented, mail, trailing, crlf, double])
def test_places_are_true_in_the_text_as_given(style: Callable[..., str]) -> None:
    raw = style(PARAGRAPHS, 60)
    article = read_text_article(raw)
    assert article.text == raw and article.copy is not None
    assert (article.title, article.byline, article.published) == (PARAGRAPHS[0], "Jana Holt", PARAGRAPHS[2])
    for value, span in (
        (article.title, article.title_span),
        (article.byline, article.byline_span),
        (article.published, article.published_span),
    ):
        assert value is not None and span is not None
        assert re.findall(r"\w+", raw[span.start : span.end]) == re.findall(r"\w+", value)
    read = article.as_read()
    for start in range(0, len(read.text) - 9, 7):
        there = article.copy.given_span(Span(start, start + 9))
        assert re.findall(r"\S", raw[there.start : there.end].replace(">", "")) == re.findall(
            r"\S", read.text[start : start + 9]
        )


@pytest.mark.parametrize("style", [blank, indented, mail, trailing, crlf, double])
def test_scores_are_those_of_the_paragraphs(style: Callable[..., str]) -> None:
    scorer = Scorer()
    whole, wrapped = scorer.score_text(TEXT), scorer.score_text(style(PARAGRAPHS, 72))
    assert whole.scores is not None and wrapped.scores is not None
    assert wrapped.counts.sentences == whole.counts.sentences and wrapped.counts.words == whole.counts.words
    assert abs(wrapped.scores.quality.value - whole.scores.quality.value) < 1
    assert abs(wrapped.scores.reliability.value - whole.scores.reliability.value) < 1


UNSEEN = ("\u00ad", "\u200b", "\u2060", "\ufeff", "\u200d", "\u200e", "\ufe0f")


@pytest.mark.parametrize("mark", UNSEEN)
def test_what_nobody_sees_changes_nothing(mark: str) -> None:
    scorer = Scorer()
    raw = re.sub(r"(\w{3})(\w{3})", rf"\1{mark}\2", TEXT)
    assert raw.count(mark) > 30
    plain, marked = scorer.score_text(TEXT), scorer.score_text(raw)
    assert marked.scores == plain.scores and marked.counts.words == plain.counts.words
    for flag in marked.flags:
        assert flag.start is None or raw[flag.start : flag.end] == flag.quote


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("no\u00a0break\u2009here", "no break here"),
        ("non\u2011breaking", "non-breaking"),
        ("\ufb01fteen e\ufb00orts", "fifteen efforts"),
        ("cafe\u0301 man\u0303ana", "café mañana"),
        ("\ufeffstart\u200b and\u200b end\u00ad", "start and end"),
        ("one\u2029two\u2028three\x85four", "one\ntwo\nthree\nfour"),
    ],
)
def test_the_copy(given: str, read: str) -> None:
    copy = reading_copy(given)
    assert copy is not None and copy.text == read
    for i in range(len(read)):
        there = copy.given_span(Span(i, i + 1))
        assert 0 <= there.start < there.end <= len(given)


PIECES: list[Any] = [
    "> ",
    "\n",
    "\r\n",
    "\u00ad",
    "\u200b",
    "\ufb01",
    "\u00a0",
    "- ",
    "e\u0301",
    "   ",
    "1. ",
    "🙂\ufe0f",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, *PARAGRAPHS, blank(PARAGRAPHS, 60)]) | st.text(max_size=9), max_size=20))
def test_any_text_has_true_places(pieces: list[str]) -> None:
    raw = "".join(pieces)
    copy = reading_copy(raw)
    if copy is None:
        return
    assert sorted(copy.read_at) == copy.read_at and sorted(copy.given_at) == copy.given_at
    for i in range(0, len(copy.text), 5):
        there = copy.given_span(Span(i, i + 1))
        assert 0 <= there.start < there.end <= len(raw)
        if copy.text[i].isalnum() and copy.text[i].isascii() and raw[there.start].isascii():
            assert copy.text[i] == raw[there.start]
            assert copy.read_span(there).start <= i < copy.read_span(there).end
