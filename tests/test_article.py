"""What comes in: pasted texts with what stands around them, and pages of HTML."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorer.article import Article, read_html_article, read_text_article
from scorer.types import Span

BODY = (
    "The council voted on Tuesday to close the old bridge for repairs that will last until spring. Engineers had found "
    "cracks in two of its four pillars last month.\n"
    "Buses will run over the northern crossing, and shops on the east bank may ask for help with lost trade, said Mara "
    "Ellison, who heads the city's roads office."
)
TITLE = "Old bridge to close until spring"


def place(text: str, span: Span | None) -> str | None:
    return None if span is None else text[span.start : span.end]


@pytest.mark.parametrize(
    ("before", "after", "byline", "published"),
    [
        ("By Jana Holt\nMarch 3, 2021\n", "", "Jana Holt", "March 3, 2021"),
        ("Published 12:04 GMT\n", "\nAuthor: HGV", "HGV", "12:04 GMT"),
        ("March 3, 2021 Hour: 7:59 pm\n", "\nWritten by Jana Holt", "Jana Holt", "March 3, 2021 Hour: 7:59 pm"),
        ("Jana Holt, Reuters\n2021-03-03T10:00:00Z\n", "", "Jana Holt", "2021-03-03T10:00:00Z"),
        ("Riverton, March 3, 2021 – ", "", None, "March 3, 2021"),
        ("RIVERTON, 3 March (AP) — ", "", None, "3 March"),
        ("By JANA HOLT and PIOTR LEM\n3 March 2021 | 4 min read\n", "", "JANA HOLT and PIOTR LEM", "3 March 2021"),
        (
            "Wed 3 Mar 2021 17.23 GMT\n",
            "\n(Reporting by Jana Holt; Editing by Piotr Lem)",
            "Jana Holt",
            "3 Mar 2021 17.23",
        ),
        ("", "\nJana Holt is a reporter who covers roads.", "Jana Holt", None),
        ("", "", None, None),
    ],
)
def test_finds_author_and_date(before: str, after: str, byline: str | None, published: str | None) -> None:
    text = f"{TITLE}\n{before}{BODY}{after}"
    article = read_text_article(text)
    assert article.text == text and article.title == TITLE
    assert article.byline == byline == place(text, article.byline_span)
    if published is None:
        assert article.published is None
    else:
        assert article.published is not None and article.published.startswith(published[:7])
        assert article.published == place(text, article.published_span)


@pytest.mark.parametrize(
    "opening",
    [
        "By the river, nobody was surprised.",
        "By Monday, all lanes will be shut.",
        "On March 3, 2021, the council met behind closed doors.",
        "The law of June 12, 1998, says little of shops.",
        "In 2021 the town began to look at its bridges.",
    ],
)
def test_prose_is_no_byline_and_no_date(opening: str) -> None:
    article = read_text_article(f"{opening}\n{BODY}")
    assert article.byline is None and article.published is None


def test_prose_is_no_headline() -> None:
    assert read_text_article(BODY).title is None
    assert read_text_article(f"Photo: the bridge in winter\n{BODY}").title is None


def test_a_headline_below_menus_is_found_by_its_words() -> None:
    menus = "Home\nWeather and traffic for you\nSport results of the week\nSubscribe to our newsletter today\n"
    assert read_text_article(f"{menus * 3}{TITLE}\nShare\n{BODY}").title == TITLE


@pytest.mark.parametrize("written", ["", "  ", "None", "nan", "NULL", "N/A", "undefined"])
def test_a_missing_value_was_not_given(written: str) -> None:
    text = f"{TITLE}\nBy Jana Holt\nMarch 3, 2021\n{BODY}"
    article = read_text_article(text, title=written, byline=written, published=written, url=written)
    assert article == read_text_article(text)
    assert (article.title, article.byline, article.published) == (TITLE, "Jana Holt", "March 3, 2021")


def test_what_is_given_counts_and_is_placed_where_it_stands() -> None:
    text = f"{TITLE}\n{BODY}"
    article = read_text_article(
        text, id="7", title="old bridge to close, until Spring", byline=" Jana Holt ", published=""
    )
    assert article.id == "7" and article.title == "old bridge to close, until Spring"
    assert place(text, article.title_span) == TITLE
    assert article.byline == "Jana Holt" and article.byline_span is None and article.published is None


def test_spans_hold_with_emoji_crlf_and_marks() -> None:
    text = f"\ufeff🌉 {TITLE} 🌉\r\n\r\nBy Jána Hölt\r\n\u200f3 March 2021\r\n{BODY}"
    article = read_text_article(text)
    assert place(text, article.byline_span) == article.byline == "Jána Hölt"
    assert place(text, article.published_span) == article.published == "3 March 2021"


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["By ", "Author: ", "3 March 2021", "\n", "\r\n", "🙂", "—", "(AP)", "LONDON, ", "\x00", BODY, TITLE]
        )
        | st.text(max_size=20),
        max_size=14,
    )
)
def test_the_text_stays_untouched_and_places_are_true(pieces: list[str]) -> None:
    text = "".join(pieces)
    article = read_text_article(text)
    assert article.text == text
    for value, span in (
        (article.title, article.title_span),
        (article.byline, article.byline_span),
        (article.published, article.published_span),
    ):
        assert place(text, span) == value


PAGE = f"""<!DOCTYPE html><html><head><title>{TITLE} | The Riverton Echo</title>
<meta property="og:title" content="{TITLE}"><meta name="author" content="Jana Holt">
<meta property="article:published_time" content="2021-03-03T10:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>{TITLE}</h1>
<p>{BODY.splitlines()[0]}</p><p><a href="/other">Read also: the tunnel that was never built</a></p>
<p>{BODY.splitlines()[1]}</p></article><footer>Copyright. All rights reserved. Contact us.</footer></body></html>"""


def test_a_page_gives_its_text_a_line_a_paragraph_and_what_it_says_of_itself() -> None:
    article = read_html_article(PAGE, url="https://example.org/bridge")
    assert article.text == BODY
    assert (article.title, article.byline, article.published) == (TITLE, "Jana Holt", "2021-03-03T10:00:00Z")
    assert article.from_html and article.url == "https://example.org/bridge"


def test_what_is_given_comes_before_what_the_page_says() -> None:
    assert read_html_article(PAGE, title="Another", byline="Piotr Lem").title == "Another"


def test_json_ld_tells_author_and_date() -> None:
    data = {"@type": "NewsArticle", "headline": TITLE, "author": [{"name": "Jana Holt"}], "datePublished": "2021-03-03"}
    head = f'<script type="application/ld+json">{json.dumps({"@graph": [data]})}</script>'
    article = read_html_article(f"<html><head>{head}</head><body><p>{BODY}</p></body></html>")
    assert (article.title, article.byline, article.published) == (TITLE, "Jana Holt", "2021-03-03")


def test_an_article_cut_into_boxes_is_put_together() -> None:
    box = '<div class="chunk"><p>{0} {1}</p><p>{0} {2}</p></div>'
    words = "one two three four five six seven eight".split()
    boxes = [box.format(BODY.splitlines()[0], words[i], words[i + 1]) for i in range(0, 8, 2)]
    advert = "<aside><p>Buy our lamps</p></aside>"
    page = f"<html><body><article>{advert.join(f'<section>{b}</section>' for b in boxes)}</article></body></html>"
    text = read_html_article(page).text
    assert [word for word in words if word in text.split()] == words and "lamps" not in text


def test_a_piece_of_a_page_as_a_clipboard_gives_it() -> None:
    pieces = "".join(f"<p>{line}</p>" for line in BODY.splitlines())
    assert read_html_article(f"<meta charset='utf-8'>{pieces}").text == BODY


@pytest.mark.parametrize(
    "html",
    [
        "",
        "   ",
        "\x00",
        "<",
        "<html>",
        "<html><body></body></html>",
        "<p",
        "<!--",
        "</div>" * 50,
        "<![CDATA[",
        "{}",
        "🙂",
    ],
)
def test_broken_pages_give_an_article_and_never_an_error(html: str) -> None:
    assert len(read_html_article(html).text) <= len(html)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div>",
                "</div>",
                "<a href=x>",
                "</a>",
                "<script>",
                "<table><tr><td>",
                "&amp;",
                "\x00",
                "<article>",
                '<script type="application/ld+json">',
                "{",
                "[",
                BODY,
            ]
        )
        | st.text(max_size=12),
        max_size=25,
    )
)
def test_any_soup_gives_an_article(pieces: list[str]) -> None:
    assert isinstance(read_html_article("".join(pieces)), Article)


def test_trafilatura_is_loaded_only_for_html() -> None:
    code = "import sys, scorer.article; sys.exit('trafilatura' in sys.modules or 'lxml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_seeds(shared: Path) -> None:
    found = {path.name[:3]: read_text_article(path.read_text("utf-8")) for path in (shared / "seeds").glob("0*.txt")}
    assert found["000"].byline == "HGV" and (found["000"].published or "").startswith("October 2, 2025")
    assert found["001"].byline is None and (found["001"].title or "").startswith("Iran and Russia formalise")
    assert found["004"].published == "June 23, 2025"


def test_extraction_from_labelled_pages(shared: Path) -> None:
    """Mean token F1 on every fourth page; the whole is measured by the evaluation."""
    with gzip.open(shared / "data/pages/html.jsonl.gz", "rt", encoding="utf-8") as lines:
        pages = [json.loads(line) for i, line in enumerate(lines) if i % 4 == 0]
    scores = []
    for page in pages:
        got = Counter(re.findall(r"\w+", read_html_article(page["html"]).text.lower()))
        gold = Counter(re.findall(r"\w+", page["body"].lower()))
        scores.append(2 * sum((got & gold).values()) / max(1, sum(got.values()) + sum(gold.values())))
    assert sum(scores) / len(scores) >= 0.94
