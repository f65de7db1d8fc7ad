"""What each fitted model was fitted with, so that code and weights cannot drift apart unnoticed.

``models/manifest.json`` holds, for every part of ``scorer train``, the limits (:class:`scorer.types.Limits`) and the
word lists (by SHA-256) of the code that the part reads, and for the scores the features offered and the features of
every seed.
:func:`drift` compares them with the code as it is and names the command that fits again what changed.

python -m scorer.eval.training.manifest          says what has drifted; exit 1 where anything has
python -m scorer.eval.training.manifest PART …   accepts the code as it is for weights that were not fitted again: only
                                                 where the change cannot move them, such as the threshold of a flag
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import importlib
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from importlib.resources import files
from pathlib import Path
from typing import Any

from scorer.article import Article, read_text_article
from scorer.eval.training.lexicons import LEXICONS
from scorer.pipeline import examine
from scorer.signals.registry import SIGNALS
from scorer.types import Limits

NAME = "manifest.json"
#: The code that each part's weights belong to, as paths within the package.
ROOMS: Mapping[str, tuple[str, ...]] = {
    "compare": ("comparison", "values"),
    "junk": ("signals/junk",),
    "hedging": ("signals/hedging",),
    "loaded_language": ("signals/loaded_language",),
    "headline": ("signals/headline",),
    "readability": ("signals/readability",),
    "style": ("signals/style.py",),
    "attribution": ("signals/attribution",),
    "loaded_spans": ("signals/loaded_language/spans.py", "signals/loaded_language/limits.py"),
    "craft": ("signals/craft", "signals/unsourced.py"),
    "kind": ("scoring/kind.py",),
    "subject": ("scoring/subject.py", "signals/craft/limits.py"),
    "scores": ("model", "signals/provenance", "signals/scrutiny.py"),
}
#: Features may differ by rounding between processors.
_TOLERANCE = 1e-6


def as_is(part: str) -> dict[str, Any]:
    """The limits, word lists and, for the scores, offered features and seeds' features of the code as it is."""
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in _modules(part)]
    found: dict[str, Any] = {
        "limits": {
            f"{type(one).__name__}.{field.name}": _plain(getattr(one, field.name))
            for one in limits(part)
            for field in fields(one)
        },
        "lexicons": {path.stem: _digest(path) for path in sorted({*_training_lexicons(part), *_lexicons(trees)})},
    }
    if part == "scores":
        found["offered"] = {
            score: [f.name for signal in SIGNALS for f in signal.features if score in f.scores]
            for score in ("reliability", "quality")
        }
        found["seeds"] = {path.name: examine(_seed(path)).features() for path in seeds()}
    return found


def seeds() -> list[Path]:
    """The example articles of the checkout; none where the package is installed without one."""
    return sorted((Path(__file__).resolve().parents[2] / "seeds").glob("*.txt"))


def stamp(folder: Path, parts: Sequence[str]) -> None:
    """Write down in ``folder`` that the weights of these parts belong to the code as it is."""
    path = folder / NAME
    stored = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    stored.update({part: as_is(part) for part in parts if part in ROOMS})
    path.write_text(json.dumps(dict(sorted(stored.items())), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def drift(folder: Path | None = None) -> list[str]:
    """One line for everything in which code and weights have drifted apart, with the command that mends it."""
    path = (Path(str(files("scorer.models"))) if folder is None else folder) / NAME
    stored: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    lines = []
    for part in ROOMS:
        then, now = stored.get(part, {}), as_is(part)
        changes = [change for field in now for change in _changes(field, then.get(field, {}), now[field])]
        lines += [f"{part}: {change}: scorer train --only {part}" for change in changes]
    return lines


def _changes(field: str, then: Any, now: Any) -> Iterator[str]:
    if isinstance(now, dict):
        for key in sorted({*then, *now}):
            if key not in then or key not in now:
                yield f"{field} {key} is {'new' if key in now else 'gone'}"
            else:
                yield from _changes(f"{field} {key}", then[key], now[key])
    elif isinstance(now, float) and isinstance(then, int | float):
        if not math.isclose(then, now, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE):
            yield f"{field} was {then:g} and is {now:g}"
    elif then != now:
        if isinstance(now, list):
            gone, new = sorted({*then} - {*now}), sorted({*now} - {*then})
            yield f"{field}: new {new}, gone {gone}" if gone or new else f"{field} has another order"
        else:
            yield f"{field} has changed"


def _package() -> Path:
    return Path(str(files("scorer")))


def _modules(part: str) -> Iterator[Path]:
    for room in ROOMS[part]:
        path = _package() / room
        yield from (
            file for file in (sorted(path.rglob("*.py")) if path.is_dir() else [path]) if file.stem != "examples"
        )


def limits(part: str) -> Iterator[Limits]:
    """The limits of the code that a part's weights belong to: the module's own instances of :class:`Limits`."""
    for file in _modules(part):
        name = ".".join(("scorer", *file.relative_to(_package()).with_suffix("").parts))
        held = vars(importlib.import_module(name.removesuffix(".__init__"))).values()
        yield from (one for one in held if isinstance(one, Limits) and type(one).__module__ == name)


def _plain(value: Any) -> Any:
    """A limit as JSON holds it."""
    return list(value) if isinstance(value, tuple) else value


def _lexicons(trees: Sequence[ast.Module]) -> Iterator[Path]:
    """The word lists whose names the code holds."""
    folder = Path(str(files("scorer.lexicons")))
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
            path = folder / f"{node.value}.txt"
            if path.is_file():
                yield path


def _training_lexicons(part: str) -> Iterator[Path]:
    """The word lists that only the part's fit reads."""
    return Path(str(files(LEXICONS))).glob(f"{part}_*.txt")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _seed(path: Path) -> Article:
    return read_text_article(path.read_text(encoding="utf-8"))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m scorer.eval.training.manifest", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART")
    parts = parser.parse_args(arguments).parts
    if parts:
        stamp(Path(str(files("scorer.models"))), parts)
        return 0
    lines = drift()
    print("\n".join(lines) or "Code and weights belong together.")  # noqa: T201
    return 1 if lines else 0


if __name__ == "__main__":
    raise SystemExit(main())
