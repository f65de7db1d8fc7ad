"""The depth of HTML is told right, and in time linear in the page."""

from __future__ import annotations

import time

import pytest

from scorer.api.markup import html_depth


@pytest.mark.parametrize(
    ("html", "depth"),
    [
        ("", 0),
        ("plain < text > here", 0),
        ("<div><section><b>x</b></section></div>", 3),
        ("<DIV><Section></sEction></div><div></div>", 2),
        ("<p>" * 50, 0),
        ("<ul>" + "<li>one" * 50 + "</ul>", 1),
        ("<br><img src=x>" * 50, 0),
        ("<!-- " + "<div>" * 50 + " --><i></i>", 1),
        ("<script>" + "'<div>';" * 50 + "</SCRIPT><i></i>", 1),
        ("<div></span></b></i><div></p>", 2),
        ("<!-- never closed <div><div>", 2),
    ],
)
def test_depth(html: str, depth: int) -> None:
    assert html_depth(html, 1000) == depth


def test_counting_stops_just_past_the_limit() -> None:
    assert html_depth("<div>" * 100_000, 500) == 501


@pytest.mark.parametrize(
    "unit", ["<", "<a", "</", "<!--", "<script>", "</a>", "<script", "<!-- -->", "< a ", "<" + "x" * 60, "<a-"]
)
def test_time_is_linear(unit: str) -> None:
    def seconds(size: int) -> float:
        html = unit * (size // len(unit))
        best = 9.0
        for _ in range(3):
            begun = time.process_time()
            html_depth(html, 10**9)
            best = min(best, time.process_time() - begun)
        return best

    assert seconds(200_000) < 10 * seconds(50_000) + 0.01
