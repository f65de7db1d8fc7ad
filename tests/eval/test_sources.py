"""Outlets rolled up from their articles, with others' ratings beside ours and never in it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from stand_in import StandIn

from scorer.eval.datasets import DataError
from scorer.eval.outlets.ratings import normal_domain, read_ratings
from scorer.eval.outlets.rollup import SourcesOptions, render, run, write


def report(id: str, value: float, parts: dict[str, float] | None = None, **more: object) -> dict[str, Any]:
    features = [{"signal": f, "group": f, "feature": f, "log_odds": z} for f, z in (parts or {}).items()]
    row: dict[str, Any] = {
        "id": id,
        "status": "scored",
        "scores": {"reliability": {"value": value, "low": value - 5, "high": value + 5, "log_odds": 0.0}},
        **more,
    }
    if parts is not None:
        row["contributions"] = {"reliability": {"base": 0.0, "features": features}}
    return row


def jsonl(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_mean_interval_and_the_weakest_practices(tmp_path: Path) -> None:
    rows = [
        report(str(i), 40.0 + 10 * i, {"quotes": -1.0 - i, "length": 0.5}, url="https://www.a.org/x") for i in range(3)
    ]
    rows.append(report("9", 90.0, {"quotes": 0.2}, url="http://b.org/y"))
    rows.append({"id": "10", "status": "not_scored", "scores": None, "url": "http://b.org/z"})
    found = run([jsonl(tmp_path / "scored.jsonl", rows)], SourcesOptions())
    b, a = found.outlets
    assert (b.source, b.articles, b.scored, b.score) == ("b.org", 2, 1, 90.0)
    assert (b.low, b.high, b.weakest) == (85.0, 95.0, [])  # one article: its own interval
    assert (a.source, a.scored, a.score) == ("a.org", 3, 50.0)
    assert a.low is not None and a.low == pytest.approx(50 - (5**2 + (2.92 * 10 / 3**0.5) ** 2) ** 0.5, abs=0.01)
    assert [(w.group, w.log_odds, w.below) for w in a.weakest] == [("quotes", -2.0, None)]


def test_only_practices_that_are_mostly_below_usual_are_named(tmp_path: Path) -> None:
    def groups(*standing: str) -> dict[str, Any]:
        names = ("sourcing", "wording", "headline")
        return {
            "reliability": [{"group": g, "log_odds": -0.4, "standing": s} for g, s in zip(names, standing, strict=True)]
        }

    rows = [
        report("1", 50.0, url="https://a.org/1", groups=groups("below", "usual", "well_below")),
        report("2", 60.0, url="https://a.org/2", groups=groups("well_below", "usual", "usual")),
    ]
    (outlet,) = run([jsonl(tmp_path / "scored.jsonl", rows)], SourcesOptions()).outlets
    assert [(w.group, w.below) for w in outlet.weakest] == [("headline", 0.5), ("sourcing", 1.0)]


def test_columns_name_the_outlet_and_can_be_joined_by_id(tmp_path: Path) -> None:
    scored = jsonl(tmp_path / "scored.jsonl", [report("1", 50.0), report("2", 60.0), report("3", 70.0)])
    corpus = jsonl(tmp_path / "corpus.jsonl", [{"id": "1", "desk": "north"}, {"id": "2", "desk": "south"}])
    found = run([scored], SourcesOptions(by="desk", corpus=(corpus,)))
    assert {(outlet.source, outlet.score) for outlet in found.outlets} == {("north", 50.0), ("south", 60.0)}
    assert found.unnamed == 1
    with pytest.raises(DataError, match="no row names an outlet"):
        run([scored], SourcesOptions(by="desk"))


def test_the_tables_of_scorer_batch_are_read(tmp_path: Path) -> None:
    path = tmp_path / "scored.csv"
    with path.open("w", newline="") as handle:
        names = [f"scores.reliability.{part}" for part in ("value", "low", "high")]
        writer = csv.writer(handle)
        writer.writerow(["id", "status", "url", *names])
        writer.writerow(["1", "scored", "https://a.org/1", "50.5", "40", "60"])
        writer.writerow(["2", "not_scored", "https://a.org/2", "", "", ""])
    (outlet,) = run([path], SourcesOptions()).outlets
    assert (outlet.source, outlet.articles, outlet.scored, outlet.score) == ("a.org", 2, 1, 50.5)


def test_a_corpus_not_scored_yet_is_scored_now(examples: Path) -> None:
    found = run([examples], SourcesOptions(), StandIn())
    assert len(found.outlets) == 10
    assert all(outlet.scored == 3 for outlet in found.outlets)
    reliable = {json.loads(line)["source"] for line in examples.read_text().splitlines() if '"reliable": true' in line}
    assert {outlet.source for outlet in found.outlets[:5]} == reliable


def ratings_file(path: Path, header: str, *rows: str) -> Path:
    path.write_text("\n".join([header, *rows]) + "\n")
    return path


@pytest.mark.parametrize(
    ("header", "row", "name"),
    [
        ("domain,category,credibility_score,sources,iffy_score", "a.example,fake,0.17,2,0.1", "CRED-1"),
        ("domain,quality_pc1,mbfc_reporting,mbfc_credibility", "a.example,0.17,low,", "Lin et al. 2023"),
        ("domain,pc1,afm,afm_bias", "a.example,0.17,0.5,0.5", "Lin et al. 2023"),
        ("domain,pc1", "www.A.example/,0.17", "Lin et al. 2023"),
        ("domain,rating", "https://a.example,0.17", "ratings.csv"),
    ],
)
def test_public_layouts_are_read_as_they_come(tmp_path: Path, header: str, row: str, name: str) -> None:
    ratings = read_ratings(ratings_file(tmp_path / "ratings.csv", header, row))
    assert dict(ratings.of) == {"a.example": 0.17}
    assert name in ratings.name


@pytest.mark.parametrize(
    "content", ["", "domain,colour\na,1\n", "rating\n1\n", "domain,rating\na,\n", "domain,rating\n"]
)
def test_what_is_no_ratings_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "ratings.csv"
    path.write_text(content)
    with pytest.raises(DataError):
        read_ratings(path)


def test_ratings_stand_beside_our_scores_and_change_none(tmp_path: Path, examples: Path) -> None:
    one = ratings_file(tmp_path / "one.csv", "domain,rating", "harbourledger.example,1", "nowhere.example,5")
    two = ratings_file(tmp_path / "two.csv", "domain,pc1", "truthhammer.example,0.99")
    plain = run([examples], SourcesOptions(), StandIn())
    rated = run([examples], SourcesOptions(ratings=(one, two)), StandIn())
    assert [(o.source, o.score, o.low, o.high) for o in plain.outlets] == [
        (o.source, o.score, o.low, o.high) for o in rated.outlets
    ]
    of = {outlet.source: outlet.ratings for outlet in rated.outlets}
    lin = "two.csv (Lin et al. 2023, first component, 0 to 1)"
    assert of["harbourledger.example"] == {"one.csv": 1.0, lin: None}
    assert of["truthhammer.example"] == {"one.csv": None, lin: 0.99}
    assert [agreement.rated for agreement in rated.agreements] == [1, 1]
    assert rated.agreements[0].spearman.value is None  # one outlet has no order


def test_agreement_is_a_rank_correlation_over_outlets_with_three_articles(tmp_path: Path) -> None:
    rows = [report(f"{s}-{i}", 10.0 + 5 * s, outlet=f"s{s}.example") for s in range(12) for i in range(3)]
    rows += [report("x", 99.0, outlet="single.example")]
    ratings = ratings_file(
        tmp_path / "r.csv", "domain,rating", *(f"s{s}.example,{s}" for s in range(12)), "single.example,0"
    )
    (agreement,) = run([jsonl(tmp_path / "s.jsonl", rows)], SourcesOptions(ratings=(ratings,))).agreements
    assert (agreement.rated, agreement.spearman.n, agreement.spearman.value) == (13, 12, pytest.approx(1.0))


def test_written_and_printed(tmp_path: Path, examples: Path) -> None:
    ratings = ratings_file(tmp_path / "one.csv", "domain,rating", "harbourledger.example,1")
    found = run([examples], SourcesOptions(ratings=(ratings,)), StandIn())
    for name in ("out.json", "out.jsonl", "out.csv"):
        write(found, tmp_path / name)
    assert len(json.loads((tmp_path / "out.json").read_text())["outlets"]) == 10
    lines = (tmp_path / "out.jsonl").read_text().splitlines()
    rows = list(csv.DictReader((tmp_path / "out.csv").open()))
    assert [json.loads(line)["source"] for line in lines] == [row["source"] for row in rows]
    assert {row["source"]: row["one.csv"] for row in rows}["harbourledger.example"] == "1.0"
    with pytest.raises(DataError, match="ending"):
        write(found, tmp_path / "out.xlsx")
    console = Console(file=io.StringIO(), width=160)
    render(found, console)
    printed = console.file.getvalue()  # type: ignore[attr-defined]
    assert (
        "harbourledger.example" in printed
        and "does not say whether any statement" in printed
        and "changes no score" in printed
    )


def test_outlets_with_too_few_articles_can_be_left_out(tmp_path: Path) -> None:
    rows = [report("1", 50.0, outlet="a"), report("2", 50.0, outlet="a"), report("3", 50.0, outlet="b")]
    found = run([jsonl(tmp_path / "s.jsonl", rows)], SourcesOptions(least=2))
    assert [outlet.source for outlet in found.outlets] == ["a"]


def test_the_shared_ratings_are_read(shared: Path) -> None:
    ratings = read_ratings(shared / "data" / "sources" / "ratings.csv")
    assert len(ratings.of) > 10_000
    assert all(0 <= rating <= 1 for rating in ratings.of.values())


@pytest.mark.parametrize(
    ("domain", "normal"), [("WWW.A.com/", "a.com"), ("http://a.com", "a.com"), ("a.org/news", "a.org/news")]
)
def test_domains_are_spelled_one_way(domain: str, normal: str) -> None:
    assert normal_domain(domain) == normal
