"""The house keeps its shape: few loose modules, no circles between modules or rooms."""

from __future__ import annotations

from pathlib import Path

from scorer.eval.gate.import_graph import import_graph, room, rooms, shape

ROOT = Path(__file__).resolve().parents[2]


def test_no_circle_between_modules_or_rooms() -> None:
    graph = import_graph(ROOT)
    inside = {name for name in graph if not name.startswith(("scorer.eval", "scorer.api"))}
    assert len(inside) > 80
    assert shape(graph).circles == ()
    assert shape(rooms({name: graph[name] & inside for name in inside})).circles == ()


def test_a_circle_is_found(tmp_path: Path) -> None:
    package = tmp_path / "scorer"
    (package / "a").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "a" / "__init__.py").write_text("")
    (package / "a" / "one.py").write_text("from scorer.b import B\n")
    (package / "b.py").write_text("from scorer.a import one\nB = 1\n")
    found = shape(import_graph(tmp_path))
    assert found.circles == (("scorer.a.one", "scorer.b"),)
    assert found.edges == 2


def test_imports_that_do_not_run_on_loading_are_no_edges(tmp_path: Path) -> None:
    package = tmp_path / "scorer"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "a.py").write_text(
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from scorer.b import B\n"
        "def late() -> None:\n    import scorer.b\n"
    )
    (package / "b.py").write_text("B = 1\n")
    assert shape(import_graph(tmp_path)).edges == 0


def test_the_top_of_the_package_stays_short() -> None:
    loose = [path.stem for path in (ROOT / "scorer").glob("*.py") if path.stem != "__init__"]
    assert len(loose) <= 8, loose


def test_rooms() -> None:
    assert room("scorer.signals.junk.page") == "scorer.signals.junk"
    assert room("scorer.text.reader") == "scorer.text"
