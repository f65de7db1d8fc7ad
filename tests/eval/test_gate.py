"""The gate shuts where a figure falls or the data are others, and goes down only when told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scorer.eval.gate import check as gate

CHECK = gate.Check("headline", "headlines/own.jsonl", 3, ("auc",))

SCRIPT = """
import json
def rows(task, path):
    return [({"id": str(i), "title": "", "text": ""}, {}) for i in range(5)]
def score(task, path, reports):
    assert len(open(reports).readlines()) == 3
    return {"auc": json.load(open(path))["auc"]}
"""


@pytest.fixture
def shared_stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shared folder whose measurement gives the figure that its data file holds."""
    for folder in ("measure", "data/headlines"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "measure" / "measure.py").write_text(SCRIPT)
    monkeypatch.setattr(gate, "CHECKS", (CHECK,))
    monkeypatch.setattr(gate, "Scorer", _Silent)
    monkeypatch.setattr(gate, "sha256", lambda path: "the same")
    monkeypatch.setattr(gate, "held_out", dict)
    return tmp_path


class _Silent:
    def score_record(self, record: object) -> Any:
        from types import SimpleNamespace

        return SimpleNamespace(to_json=lambda: b"{}")


def reach(shared: Path, auc: float) -> None:
    (shared / "data" / "headlines" / "own.jsonl").write_text(json.dumps({"auc": auc}))


def floor(path: Path) -> float:
    return float(json.loads(path.read_text())[CHECK.id]["floors"]["auc"])


def test_the_gate_holds_its_floor(shared_stand_in: Path, capsys: pytest.CaptureFixture[str]) -> None:
    floors = shared_stand_in / "floors.json"
    reach(shared_stand_in, 0.8)
    assert gate.run(shared_stand_in, floors=floors) == 1  # nothing is set yet
    assert gate.run(shared_stand_in, lower=True, floors=floors) == 0
    assert gate.run(shared_stand_in, floors=floors) == 0
    reach(shared_stand_in, 0.7)
    assert gate.run(shared_stand_in, floors=floors) == 1
    assert "auc 0.7000 is below its floor 0.8000" in capsys.readouterr().out
    assert gate.run(shared_stand_in, lift=True, floors=floors) == 1
    assert floor(floors) == 0.8
    assert gate.run(shared_stand_in, lower=True, floors=floors) == 0
    assert floor(floors) == 0.7


def test_floors_rise_when_told_and_not_by_themselves(shared_stand_in: Path) -> None:
    floors = shared_stand_in / "floors.json"
    reach(shared_stand_in, 0.8)
    gate.run(shared_stand_in, lower=True, floors=floors)
    reach(shared_stand_in, 0.9)
    gate.run(shared_stand_in, floors=floors)
    assert floor(floors) == 0.8
    gate.run(shared_stand_in, lift=True, floors=floors)
    assert floor(floors) == 0.9


def test_other_data_and_figures_that_are_no_number_shut_the_gate(
    shared_stand_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    floors = shared_stand_in / "floors.json"
    reach(shared_stand_in, 0.8)
    gate.run(shared_stand_in, lower=True, floors=floors)
    reach(shared_stand_in, float("nan"))
    assert gate.run(shared_stand_in, floors=floors) == 1
    reach(shared_stand_in, 0.8)
    monkeypatch.setattr(gate, "sha256", lambda path: "other")
    assert gate.run(shared_stand_in, floors=floors) == 1


def test_held_out_figures_that_rise_when_better_have_floors(
    shared_stand_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    models = shared_stand_in / "models"
    models.mkdir()
    figures = {
        "scores": {"reliability AUC": 0.7, "calibration error": 0.05, "by corpus": {"AUC a": 0.6}},
        "cases": {"n": 3},
    }
    (models / "measured.json").write_text(json.dumps({"flags": {}, "figures": figures}))
    monkeypatch.undo()
    monkeypatch.setattr(gate, "files", lambda package: models)
    assert gate.held_out() == {"held out scores": {"reliability AUC": 0.7, "by corpus.AUC a": 0.6}}
    (models / "measured.json").unlink()
    assert gate.held_out() == {}


def test_without_the_shared_data_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert gate.main(["--shared", str(tmp_path)]) == 0
    assert "skipped" in capsys.readouterr().out


def test_every_check_has_floors() -> None:
    stored = json.loads(gate.FLOORS.read_text())
    wanted = {check.id: set(check.figures) for check in gate.CHECKS}
    wanted |= {name: set(figures) for name, figures in gate.held_out().items()}
    assert wanted == {name: set(entry["floors"]) for name, entry in stored.items()}
