"""Code and weights belong together: a changed threshold, word list or feature is noticed."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import json
import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from scorer.eval.training import manifest
from scorer.eval.training.run import PARTS
from scorer.model.additive import load_models
from scorer.signals.registry import FEATURES

MODELS = Path(str(files("scorer.models")))


def test_the_weights_that_ship_were_fitted_with_the_code_that_ships() -> None:
    assert manifest.drift() == []


def test_every_fitted_part_is_watched() -> None:
    assert set(PARTS) - set(manifest.ROOMS) == {"cases", "comparison"}  # they measure and fit nothing that ships


@pytest.fixture(scope="module")
def stamped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A manifest of the code as it is, so that a drift of the weights that ship fails one test alone."""
    folder = tmp_path_factory.mktemp("models")
    manifest.stamp(folder, list(manifest.ROOMS))
    return folder


@pytest.fixture
def folder(stamped: Path, tmp_path: Path) -> Path:
    shutil.copy(stamped / manifest.NAME, tmp_path)
    return tmp_path


def _edit(folder: Path, part: str, field: str, change: dict[str, object]) -> None:
    path = folder / manifest.NAME
    stored = json.loads(path.read_text(encoding="utf-8"))
    stored[part][field].update(change)
    path.write_text(json.dumps(stored), encoding="utf-8")


@pytest.mark.parametrize(
    ("module", "name", "field", "line"),
    [
        ("hedging.limits", "HEDGING_LIMITS", "hedge_at", "hedging: limits HedgingLimits.hedge_at was 0.5 and is 1.5"),
        ("style", "STYLE_LIMITS", "drawn_by", "style: limits StyleLimits.drawn_by has changed"),
    ],
)
def test_a_changed_limit_is_named_with_its_command(
    monkeypatch: pytest.MonkeyPatch, folder: Path, module: str, name: str, field: str, line: str
) -> None:
    home = importlib.import_module(f"scorer.signals.{module}")
    limits = getattr(home, name)
    monkeypatch.setattr(home, name, dataclasses.replace(limits, **{field: getattr(limits, field) + 1}))
    drifted = [
        one for one in manifest.drift(folder) if not one.startswith("scores:")
    ]  # features of seeds may move with it
    assert drifted == [f"{line}: scorer train --only {line.partition(':')[0]}"]


def test_every_limit_says_what_it_counts_and_where_it_comes_from() -> None:
    held = {id(one): one for part in manifest.ROOMS for one in manifest.limits(part)}.values()
    assert len(held) > 20
    for one in held:
        for field in dataclasses.fields(one):
            assert field.metadata["counts"] and field.metadata["origin"], f"{type(one).__name__}.{field.name}"


def test_every_limit_is_read_by_the_code() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in Path(str(files("scorer"))).rglob("*.py"))
    for one in (one for part in manifest.ROOMS for one in manifest.limits(part)):
        for field in dataclasses.fields(one):
            assert f"_LIMITS.{field.name}" in code, f"{type(one).__name__}.{field.name}"


def test_a_changed_word_list_is_named(folder: Path) -> None:
    _edit(folder, "headline", "lexicons", {"headline_plain": "0" * 64})
    assert manifest.drift(folder) == ["headline: lexicons headline_plain has changed: scorer train --only headline"]


def test_a_word_list_that_only_training_reads_is_watched(folder: Path) -> None:
    _edit(folder, "hedging", "lexicons", {"hedging_view": "0" * 64})
    assert manifest.drift(folder) == ["hedging: lexicons hedging_view has changed: scorer train --only hedging"]


def test_every_word_list_that_ships_is_read_outside_training() -> None:
    package = Path(str(files("scorer")))
    rooms = [path for path in package.iterdir() if path.name not in ("api", "eval", "models")]
    held = {
        node.value
        for path in (file for room in rooms for file in ([room] if room.suffix == ".py" else room.rglob("*.py")))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    lists = {path.stem for path in (package / "lexicons").iterdir() if path.suffix in (".txt", ".toml")}
    assert lists and lists - held == set()


def test_a_feature_that_moves_on_a_seed_is_named(folder: Path) -> None:
    stored = json.loads((folder / manifest.NAME).read_text(encoding="utf-8"))["scores"]["seeds"]
    seed, features = next(iter(stored.items()))
    name, value = next((n, v) for n, v in features.items() if isinstance(v, float) and v > 0.01)
    _edit(folder, "scores", "seeds", {seed: {**features, name: value + 0.001}})
    (line,) = manifest.drift(folder)
    assert seed in line and name in line and line.endswith("scorer train --only scores")


def test_a_feature_that_was_never_offered_is_named(folder: Path) -> None:
    stored = json.loads((folder / manifest.NAME).read_text(encoding="utf-8"))["scores"]["offered"]
    _edit(folder, "scores", "offered", {"quality": stored["quality"][1:]})
    (line,) = manifest.drift(folder)
    assert stored["quality"][0] in line


def test_without_a_manifest_all_has_drifted(tmp_path: Path) -> None:
    assert len(manifest.drift(tmp_path)) > 100


def test_the_models_read_declared_features_alone() -> None:
    models = load_models()
    for score in ("reliability", "quality"):
        assert set(models[score].features) <= {name for name, (_, f) in FEATURES.items() if score in f.scores}
