"""Verdicts of readers: every flag named is one that exists, and the shares are counted from them alone."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pytest

from scorer.eval.gate.flag_sample import CORPORA, VERDICTS, draw, main, rates, table
from scorer.scoring import Scorer
from scorer.signals.registry import FLAG_KINDS


def test_the_verdicts_name_known_flags_by_article_and_place_and_hold_no_text() -> None:
    with VERDICTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["flag", "article", "start", "end", "right"]
    assert len(rows) > 500
    for flag, article, start, end, right in rows[1:]:
        assert flag in FLAG_KINDS
        assert article.isprintable() and len(article) < 120
        apart = (start, end) == ("", "") and flag in (
            "headline.clickbait",
            "headline.unsupported",
            "headline.shouting",
            "provenance.weak_byline",
        )
        assert apart or 0 <= int(start) < int(end)
        assert right in ("0", "0.5", "1")
    assert len({tuple(row[:4]) for row in rows}) == len(rows)


def test_shares_are_counted_by_kind(tmp_path: Path) -> None:
    path = tmp_path / "verdicts.csv"
    marks = ("1", "1", "0.5", "1", "0")
    rows = ["flag,article,start,end,right", *(f"hedging.speculation,a,{i},{i + 1},{m}" for i, m in enumerate(marks))]
    path.write_text("\n".join([*rows, "junk.truncated,b,1,2,0"]) + "\n")
    assert rates(path) == [("junk.truncated", 1, 0, 0), ("hedging.speculation", 5, 3, 1)]
    assert table(path)[-1].startswith("| hedging.speculation | 5 | 3 | 1 | 1 | 0.60 (0.")


def test_a_verdict_stands_while_its_flag_is_raised_where_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "The harbour was closed on Monday, the council said. " * 20
    (tmp_path / "data" / "articles").mkdir(parents=True)
    with gzip.open(tmp_path / "data" / "articles" / "a.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"id": "a/1", "author": "Staff Writer", "text": text}) + "\n")
    flag = next(f for f in Scorer().score_text(text).flags if f.id == "junk.repeated_text")
    assert flag.start and flag.end
    head = "flag,article,start,end,right"
    stands = [f"junk.repeated_text,a/1,{flag.start + 5},{flag.end},1", "provenance.weak_byline,a/1,,,0"]
    gone = [f"junk.repeated_text,a/1,0,{flag.start},1", "junk.truncated,a/1,5,9,1", "junk.repeated_text,a/2,9,99,1"]
    path = tmp_path / "verdicts.csv"
    path.write_text("\n".join([head, *gone, *stands]) + "\n")
    assert main(["--shared", str(tmp_path), "--verdicts", str(path), "--standing"]) == 0
    assert capsys.readouterr().out.splitlines() == [head, *stands]


def test_a_headline_and_a_byline_given_apart_from_the_text_are_drawn_with_how_it_begins(tmp_path: Path) -> None:
    text = "The harbour was closed on Monday, the council said. " * 20
    title = "You won't believe why this harbour will never freeze"
    row = json.dumps({"id": "a/1", "title": title, "author": "Staff Writer", "text": text})
    (tmp_path / "articles").mkdir()
    for n, name in enumerate(CORPORA):
        with gzip.open(tmp_path / "articles" / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.write(row + "\n" if n == 0 else "")
    drawn = {one.flag: one for one in draw(tmp_path)}
    for kind, shown in (("headline.clickbait", title), ("provenance.weak_byline", "Staff Writer")):
        one = drawn[kind]
        assert (one.start, one.end, one.before, one.quote) == (None, None, "", shown)
        assert one.after and text.startswith(one.after)
    assert "provenance.no_date" not in drawn  # nothing stands there to read
    placed = drawn["junk.repeated_text"]
    assert placed.start is not None and placed.quote == text[placed.start : placed.end]
