"""Exports of a report: each holds every flag, stands alone, repeats to the byte and takes no markup from the text."""

from __future__ import annotations

import csv
import dataclasses
import html.parser
import io
import json
import random
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import scorer
from scorer.cli import main
from scorer.export import FORMATS, Format, export
from scorer.export.findings import costs, findings, percent, points
from scorer.export.marks import pieces
from scorer.export.table import COLUMNS
from scorer.report import EvidenceReport, FlagLogOdds, Report

SEED = Path(__file__).parents[2] / "seeds" / "003_search_filler.txt"
TEXT = SEED.read_text(encoding="utf-8")
NASTY = '<script>alert(1)</script> </script> [x](javascript:1) *b* `c` & "q" # 💥 '


@pytest.fixture(scope="module")
def report() -> Report:
    return scorer.score(TEXT)


@pytest.fixture(scope="module")
def nasty() -> tuple[Report, str]:
    text = NASTY + TEXT.replace("Lorem", NASTY + "Lorem")
    return scorer.score(text, title=NASTY, author="=cmd()", url="https://x.example/<b>"), text


class Seen(html.parser.HTMLParser):
    """Elements, addresses and text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.ids: list[str] = []
        self.shown = ""
        self.data = ""
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.inside = tag
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]
        self.ids += [value or "" for name, value in attrs if name == "id"]

    def handle_data(self, data: str) -> None:
        if self.inside == "script":
            self.data += data
        else:
            self.shown += data

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""


def test_the_page_stands_alone_and_holds_the_report(report: Report) -> None:
    written = export(report, TEXT, "html")
    seen = Seen()
    seen.feed(written)
    assert seen.addresses == []
    assert "url(" not in written and "@import" not in written
    assert len(seen.ids) == len(set(seen.ids))
    assert json.loads(seen.data) == {**report.to_dict(), "text": TEXT}
    assert {flag.message for flag in report.flags if len([f for f in report.flags if f.id == flag.id]) == 1} <= {
        message for flag in report.flags if (message := flag.message) in seen.shown
    }
    body = written[written.index('<div class="text">') : written.index("</div>", written.index('<div class="text">'))]
    plain = re.sub(r"<sup>\d+</sup>|<[^>]+>", "", body)
    assert "".join(html.parser.unescape(plain).split()) == "".join(TEXT.split())  # type: ignore[attr-defined]


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_report_gives_the_same_bytes(report: Report, form: Format) -> None:
    assert export(report, TEXT, form) == export(scorer.score(TEXT), TEXT, form)


def test_nothing_in_a_text_becomes_markup(nasty: tuple[Report, str]) -> None:
    report, text = nasty
    page = Seen()
    page.feed(export(report, text, "html"))
    assert "b" not in page.tags and page.addresses == []
    assert json.loads(page.data)["text"] == text
    note = Seen()
    markdown = pytest.importorskip("markdown_it")
    note.feed(markdown.MarkdownIt("commonmark", {"html": True}).render(export(report, text, "markdown")))
    assert not {"script", "a", "code", "img"} & note.tags
    assert note.addresses == []
    for row in csv.reader(io.StringIO(export(report, text, "csv"))):
        assert not any(cell.startswith(("=", "@")) for cell in row)


def test_the_note_numbers_the_findings_and_quotes_them(report: Report) -> None:
    rendered = Seen()
    markdown = pytest.importorskip("markdown_it")
    rendered.feed(markdown.MarkdownIt("commonmark").render(export(report, TEXT, "markdown")))
    for finding in findings(report):
        assert finding.message.rstrip(".") in rendered.shown
    assert "blockquote" in rendered.tags and "ol" in rendered.tags


def test_annotations_select_each_quote_by_text_and_by_place(report: Report) -> None:
    collection = json.loads(export(report, TEXT, "annotations"))
    assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
    items = collection["first"]["items"]
    assert collection["total"] == len(items) == len(report.flags)
    assert len({item["id"] for item in items}) == len(items)
    for flag, item in zip(report.flags, items, strict=True):
        assert item["type"] == "Annotation" and item["body"][1]["value"] == flag.id
        if flag.start is None:
            assert item["target"].startswith("urn:sha256:")
            continue
        quote, place = item["target"]["selector"]
        assert (quote["type"], place["type"]) == ("TextQuoteSelector", "TextPositionSelector")
        assert TEXT[place["start"] : place["end"]] == quote["exact"] == flag.quote
        whole = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert TEXT.startswith(whole, flag.start - len(quote["prefix"]))


def test_the_table_has_a_row_for_every_flag(report: Report) -> None:
    rows = list(csv.DictReader(io.StringIO(export(report, TEXT, "csv"))))
    assert len(rows) == len(report.flags)
    assert list(rows[0]) == list(COLUMNS)
    assert sorted(row["quote"] for row in rows) == sorted(flag.quote or "" for flag in report.flags)


def test_a_quote_that_is_not_in_the_text_is_refused(report: Report) -> None:
    with pytest.raises(ValueError, match="is not in the text"):
        export(report, "another text", "html")


def test_an_article_without_score_is_exported_with_its_reason() -> None:
    text = "The plan could fail, analysts say."
    short = scorer.score(text)
    for form in FORMATS:
        assert export(short, text, form)
    assert "at least 80 words" in export(short, text, "markdown")


def test_findings_are_numbered_by_severity_and_nothing_grave_looks_free(report: Report) -> None:
    found = findings(report)
    assert [finding.number for finding in found] == list(range(1, len(found) + 1))
    order = ["high", "medium", "low"]
    assert [order.index(f.severity) for f in found] == sorted(order.index(f.severity) for f in found)
    assert sum(len(finding.flags) for finding in found) == len(report.flags)
    assert all(costs(finding, report) for finding in found if finding.severity == "high")


def test_a_grave_flag_says_what_it_would_cost_alone_where_nothing_is_left(report: Report) -> None:
    flag = dataclasses.replace(report.flags[0], severity="high", log_odds=FlagLogOdds(0.0, -3.0))
    assert report.scores is not None and report.scores.quality.value < 1
    (words,) = costs(flag, report)
    assert re.fullmatch(r"quality −\d+ points on its own; other findings already take it here", words)


def test_flags_that_cost_nothing_alone_say_what_they_cost_together(report: Report) -> None:
    assert report.scores is not None
    one = dataclasses.replace(report.flags[0], id="craft.alarm", signal="craft", severity="low", start=3, end=9)
    nothing = FlagLogOdds(0.0, 0.0)
    flags = [dataclasses.replace(one, start=at, end=at + 6, log_odds=nothing) for at in (3, 30)]
    places = [EvidenceReport(f.start, f.end, 1.0, "alarm", FlagLogOdds(-0.4, 0.0)) for f in flags if f.start and f.end]
    elsewhere = EvidenceReport(50, 60, 1.0, "alarm", FlagLogOdds(-9.0, 0.0))
    craft = dataclasses.replace(report.signals["craft"], evidence=[*places, elsewhere])
    known = dataclasses.replace(report, flags=flags, signals={**report.signals, "craft": craft})
    (finding,) = findings(known)
    score = report.scores.reliability
    lost = points(score.value - percent(score.log_odds + 0.8))
    assert lost != "0"
    assert costs(finding, known)[0].startswith(f"reliability {lost} ")
    assert costs(finding.flags[0], known) == []


def test_pieces_are_exactly_the_text_and_carry_every_mark() -> None:
    rng = random.Random(3)
    for _ in range(200):
        text = "".join(rng.choice("ab \n💥") for _ in range(rng.randrange(0, 30)))
        spans = [(*sorted(rng.choices(range(len(text) + 1), k=2)), name) for name in range(rng.randrange(0, 6))]
        found = pieces(text, spans)  # type: ignore[arg-type]
        assert "".join(piece.text for piece in found) == text
        seen = [sorted(piece.marks) for piece in found for _ in piece.text]
        assert seen == [[name for a, b, name in spans if a <= i < b] for i in range(len(text))]
        assert sorted(mark for piece in found for mark in piece.opens) == [n for a, b, n in spans if a < b]


@pytest.mark.parametrize("form", FORMATS)
def test_the_command_writes_each_form(tmp_path: Path, form: Format, report: Report) -> None:
    target = tmp_path / "out"
    done = CliRunner().invoke(main, ["score", str(SEED), "--export", form, "--output", str(target)])
    assert done.exit_code == 0, done.output
    named = dataclasses.replace(report, id=str(SEED))
    assert target.read_text(encoding="utf-8") == export(named, TEXT, form)
    shown = CliRunner().invoke(main, ["score", str(SEED), "--export", form])
    assert shown.output == target.read_text(encoding="utf-8")


def test_the_command_says_what_it_cannot_write(tmp_path: Path) -> None:
    for arguments, words in (
        (["score", str(SEED), str(SEED), "--export", "csv"], "takes one article"),
        (["score", str(SEED), "--output", "x"], "--output needs --export"),
        (["score", str(SEED), "--export", "csv", "-o", str(tmp_path / "no" / "x")], "No such file"),
    ):
        done = CliRunner().invoke(main, arguments)
        assert done.exit_code == 2 and words in " ".join(done.output.split())
