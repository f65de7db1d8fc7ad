"""The import graph of the package: modules, rooms, levels, edges and circles.

python -m scorer.eval.gate.import_graph [FOLDER]    FOLDER: a checkout; by default the one around this file

A room is a folder of ``scorer/`` or of ``scorer/signals/``; a loose module at the top of ``scorer/`` is a room of its
own. An edge is an import that runs when a module is loaded: imports inside functions and under ``TYPE_CHECKING`` do
not count. The level of a module is the longest chain of imports below it, a circle counted as one.
"""

from __future__ import annotations

import argparse
import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

#: Folders of a checkout and the packages they are installed as.
_PACKAGES = {"scorer": "scorer", "api": "scorer.api", "eval": "scorer.eval"}
Graph = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Shape:
    """What is counted of a graph: nodes, edges, levels, and the circles by their members."""

    nodes: int
    edges: int
    levels: int
    circles: tuple[tuple[str, ...], ...]


def modules_of(folder: Path) -> dict[str, Path]:
    """Every module of a checkout by its name."""
    found = {}
    for top, package in _PACKAGES.items():
        for path in sorted((folder / top).rglob("*.py")):
            parts = path.relative_to(folder / top).with_suffix("").parts
            found[".".join((package, *(part for part in parts if part != "__init__")))] = path
    return found


def import_graph(folder: Path) -> dict[str, frozenset[str]]:
    """The modules that each module imports when it is loaded."""
    modules = modules_of(folder)
    return {
        name: frozenset(_imported(ast.parse(path.read_text(encoding="utf-8")).body, name, path, modules)) - {name}
        for name, path in modules.items()
    }


def rooms(graph: Graph) -> dict[str, frozenset[str]]:
    """The graph between rooms."""
    joined: dict[str, set[str]] = {}
    for name, imported in graph.items():
        joined.setdefault(room(name), set()).update(room(other) for other in imported)
    return {name: frozenset(others - {name}) for name, others in joined.items()}


def room(module: str) -> str:
    """The room of a module: its folder; within ``scorer.signals`` one room a signal."""
    depth = 3 if module.startswith(("scorer.signals.", "scorer.eval.")) else 2
    return ".".join(module.split(".")[:depth])


def shape(graph: Graph) -> Shape:
    """Count a graph."""
    groups = _groups(graph)
    group_of = {name: i for i, group in enumerate(groups) for name in group}
    level: dict[int, int] = {}
    for i, group in enumerate(groups):  # Tarjan gives what is imported before what imports it
        below = {group_of[other] for name in group for other in graph[name]} - {i}
        level[i] = 1 + max((level[other] for other in below), default=0)
    return Shape(
        nodes=len(graph),
        edges=sum(map(len, graph.values())),
        levels=max(level.values(), default=0),
        circles=tuple(tuple(sorted(group)) for group in groups if len(group) > 1),
    )


def _imported(body: Sequence[ast.stmt], name: str, path: Path, modules: Mapping[str, Path]) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                package = name if path.name == "__init__.py" else name.rpartition(".")[0]
                kept = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*kept, *filter(None, [node.module])])
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                if inner in modules:
                    yield inner
                elif base in modules:
                    yield base
        elif (isinstance(node, ast.If) and "TYPE_CHECKING" not in ast.dump(node.test)) or isinstance(node, ast.Try):
            yield from _imported([*node.body, *node.orelse], name, path, modules)


def _groups(graph: Graph) -> list[list[str]]:
    """Strongly connected components, each after those it reaches (Tarjan 1972)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    groups: list[list[str]] = []

    def visit(name: str) -> None:
        index[name] = low[name] = len(index)
        stack.append(name)
        for other in sorted(graph[name]):
            if other not in index:
                visit(other)
                low[name] = min(low[name], low[other])
            elif other in stack:
                low[name] = min(low[name], index[other])
        if low[name] == index[name]:
            at = stack.index(name)
            groups.append(stack[at:])
            del stack[at:]

    for name in sorted(graph):
        if name not in index:
            visit(name)
    return groups


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m scorer.eval.gate.import_graph", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parents[2])
    folder = parser.parse_args(arguments).folder
    graph = import_graph(folder)
    inside = {name for name in graph if not name.startswith(("scorer.eval", "scorer.api"))}
    core = {name: graph[name] & inside for name in inside}
    loose = [path.stem for path in (folder / "scorer").glob("*.py") if path.stem != "__init__"]
    print(f"loose modules at the top of scorer/: {len(loose)} ({', '.join(sorted(loose))})")  # noqa: T201
    for label, found in (("modules", graph), ("modules of scorer/ alone", core), ("rooms of scorer/", rooms(core))):
        counted = shape(found)
        print(  # noqa: T201
            f"{label}: {counted.nodes}, edges {counted.edges}, levels {counted.levels}, circles {len(counted.circles)}"
        )
        for circle in counted.circles:
            print("  circle: " + ", ".join(circle))  # noqa: T201
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
