"""The page of measured figures: written between its markers, every task run by the command."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorer.eval.gate import measure


def test_what_people_wrote_stays(tmp_path: Path) -> None:
    page = tmp_path / "docs" / "measured.md"
    measure.write(page, ["first"])
    page.write_text(page.read_text().replace("# Measured", "# Measured, with care") + "\nOur own words.\n")
    measure.write(page, ["second", "third"])
    text = page.read_text()
    assert "with care" in text and "Our own words." in text
    assert "second\nthird" in text and "first" not in text
    assert text.count(measure.BEGIN) == text.count(measure.END) == 1


def test_a_page_without_markers_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "measured.md"
    page.write_text("words of a person")
    with pytest.raises(ValueError, match="missing"):
        measure.write(page, ["x"])
    assert page.read_text() == "words of a person"


SCRIPT = """
import json, sys
assert sys.argv[1] == "run" and sys.argv[4] == "--scorer" and sys.argv[5].endswith("scorer")
print(json.dumps({"task": sys.argv[2], "rows": 7, "f1": 0.5, "auc": 0.75, "deep": {"er": 0.25}, "seconds": 3.0}))
"""


def test_every_task_gives_its_rows_with_the_figures_to_beat(tmp_path: Path) -> None:
    (tmp_path / "measure").mkdir()
    (tmp_path / "measure" / "measure.py").write_text(SCRIPT)
    page = tmp_path / "measured.md"
    measure.run(tmp_path, page)
    text = page.read_text()
    for task in measure.RUNS:
        assert f"| {task.task} | {task.data} | 7 |" in text
    assert "| hedging/conll2010-wikipedia.jsonl.gz | 7 | auc | 0.750 | 0.848 |" in text
    assert "| deep.er | 0.250 |" in text
    assert "seconds" not in text


def test_the_tasks_are_those_of_the_shared_measurement(shared: Path) -> None:
    script = (shared / "measure" / "measure.py").read_text()
    table = script.split("TASK  DATA")[1].split("\n\n")[0].splitlines()[1:]
    assert {line.split()[0] for line in table} == {task.task for task in measure.RUNS}
    for task in measure.RUNS:
        assert list((shared / "data").glob(task.data)), task.data


def test_without_the_shared_data_it_stops(tmp_path: Path) -> None:
    assert measure.main(["--shared", str(tmp_path)]) == 2
