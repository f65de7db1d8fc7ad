"""What repeats across a corpus: copies of articles, and lines that stand on every page of a site."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from scorer.corpus import furniture as module
from scorer.corpus.furniture import learn_furniture
from scorer.corpus.near_duplicates import find_clusters
from scorer.corpus.rows import Row
from scorer.corpus.run import BatchOptions, run

Make = Callable[[int, int], dict[str, str]]
_NOTICE = "Our reporters walk the whole county every week so that you can read about it here first."


@pytest.fixture
def copies(article: Make) -> list[Row]:
    """Three copies of article 1 among others: the second shortened and the third with a new beginning."""
    one = article(1, 400)["text"]
    return [
        Row(text=article(0, 400)["text"], published="2020-05-01"),
        Row(text=one, published="2020-03-02T10:00:00Z"),
        Row(text=article(2, 400)["text"]),
        Row(text=one[:-200].upper(), published="2020-03-01"),
        Row(text="Short."),
        Row(text="From our partners. Nobody here has checked this.\n\n" + one, published="no date"),
        Row(text="Short."),
        Row(error="not JSON"),
    ]


def test_copies_are_grouped_with_their_number_and_the_first(copies: list[Row]) -> None:
    clusters = find_clusters(copies)
    assert clusters.first_row.tolist() == [0, 1, 2, 1, 4, 1, 6, 7]
    assert clusters.size.tolist() == [1, 3, 1, 3, 1, 3, 1, 1]
    first = clusters.columns(0, 8)[2].to_pylist()
    assert first == [True, False, None, True, None, False, None, None]


def test_made_up_articles_of_one_kind_are_no_copies(article: Make) -> None:
    clusters = find_clusters(Row(text=article(number, 300)["text"]) for number in range(200))
    assert clusters.size.tolist() == [1] * 200


def test_many_copies_are_one_cluster_whatever_their_order(article: Make) -> None:
    texts = [article(number % 3, 300)["text"] + f"\n\nPage {number}" for number in range(90)]
    clusters = find_clusters(Row(text=text) for text in texts)
    assert clusters.first_row.tolist() == [number % 3 for number in range(90)]


def test_no_rows_no_clusters() -> None:
    assert find_clusters([]).size.tolist() == []


@pytest.mark.parametrize("ending", [".jsonl", ".csv", ".parquet"])
def test_clusters_are_columns_of_the_output(article: Make, tmp_path: Path, ending: str) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps({**article(i % 4, 120), "id": str(i)}) + "\n" for i in range(12)))
    one, two = tmp_path / f"one{ending}", tmp_path / f"two{ending}"
    run([path], one, BatchOptions("scores", clusters=True))
    run([path], two, BatchOptions("scores", clusters=True, workers=2, batch_size=5))
    assert one.read_bytes() == two.read_bytes()
    if ending == ".parquet":
        found = pq.read_table(one).select(["id", "cluster_id", "cluster_size", "first_by_date"]).to_pylist()
        assert found[6] == {"id": "6", "cluster_id": 2, "cluster_size": 3, "first_by_date": False}
    elif ending == ".jsonl":
        last = json.loads(one.read_bytes().splitlines()[-1])
        assert (last["id"], last["cluster_id"], last["cluster_size"], last["first_by_date"]) == ("11", 3, 3, False)
    else:
        assert one.read_text().splitlines()[1].endswith(",0,3,true")


def _site(article: Make, site: str, numbers: range) -> list[Row]:
    return [
        Row(id=str(n), text=f"{article(n, 120)['text']}\n{_NOTICE}\n", url=f"https://www.{site}/{n}") for n in numbers
    ]


def test_lines_of_many_documents_of_a_site_are_its_furniture(article: Make) -> None:
    rows = _site(article, "one.example", range(8)) + _site(article, "two.example", range(10, 13))
    known = learn_furniture(rows)
    assert known.lines_of(rows[0]) == [_NOTICE]
    assert known.lines_of(rows[8]) == []  # three documents are not many
    assert known.lines_of(Row(text=_NOTICE, url=None)) == []


def test_copies_of_one_text_make_no_furniture(article: Make) -> None:
    rows = [Row(text=article(1, 120)["text"], url="https://one.example/1")] * 9
    assert learn_furniture(rows).lines_of(rows[0]) == []


def test_a_full_table_forgets_seldom_lines_first(article: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_TABLE", 20)
    monkeypatch.setattr(module, "_PENDING", 10)
    rows = _site(article, "one.example", range(60))
    assert learn_furniture(rows).lines_of(rows[0]) == [_NOTICE]


def test_furniture_is_told_in_the_report(article: Make, tmp_path: Path) -> None:
    path, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    rows = _site(article, "one.example", range(8))
    path.write_text("".join(json.dumps({"id": r.id, "text": r.text, "url": r.url}) + "\n" for r in rows))

    def noticed() -> list[bool]:
        reports = [json.loads(line) for line in output.read_bytes().splitlines()]
        return [any(f["id"] == "junk.page_furniture" and f["quote"] == _NOTICE for f in r["flags"]) for r in reports]

    run([path], output)
    assert not any(noticed())
    run([path], output, BatchOptions(furniture=True, workers=2))
    assert all(noticed())
