"""The depth of HTML is told right, and in time linear in the page."""

from __future__ import annotations

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
