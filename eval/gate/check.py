"""The evaluation gate: no change may make a signal worse than its floor.

``python -m scorer.eval.gate.check`` runs every task of the shared measurement on a fixed part of the shared data,
in this process, and compares the figures with ``floors.json``. It fails where a figure lies below its floor,
and where the data are not those that the floors were set on (by SHA-256). ``--raise`` lifts floors to what is
reached now; ``--lower`` is needed to let any of them go down, or to set them on other data, so that it never
happens by the way.

The rows behind these figures are ones that the models were fitted on: they tell whether a change broke something,
not how good anything is. So the figures that ``scorer train`` measured on rows held out (``models/measured.json``)
have floors too: those catch a fit that has become worse on what it has not seen.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any

from scorer.eval.datasets import sha256
from scorer.eval.gate.measure import flat
from scorer.scoring import Scorer

FLOORS = Path(__file__).parent / "floors.json"
#: Figures may fall this far below their floor: rounding in the last place is not a regression.
TOLERANCE = 0.0005


@dataclass(frozen=True, slots=True)
class Check:
    """A task of the measurement on one file: how many rows, and the figures watched. All rise when better."""

    task: str
    data: str
    rows: int
    figures: tuple[str, ...]

    @property
    def id(self) -> str:
        return f"{self.task} {Path(self.data).name}"


CHECKS: tuple[Check, ...] = (
    Check("reliability", "articles/allsides.jsonl.gz", 500, ("auc", "spearman_source_quality")),
    Check("reliability", "articles/buzzfeed-2016.jsonl.gz", 400, ("auc",)),
    Check("reliability", "articles/sites-2023.jsonl.gz", 200, ("auc",)),
    Check("practice", "articles/healthstory.jsonl.gz", 300, ("auc_rating_3plus", "spearman_criteria")),
    Check("hyperpartisan", "hyperpartisan/byarticle-train.jsonl.gz", 400, ("accuracy", "auc")),
    Check("loaded", "loaded-language/babe-sg1.jsonl.gz", 1000, ("macro_f1", "auc")),
    Check("hedging", "hedging/conll2010-wikipedia.jsonl.gz", 1000, ("f1", "auc")),
    Check("headline", "headlines/clickbait-2016.jsonl.gz", 2000, ("accuracy", "auc")),
    Check("attribution", "attribution/polnear-dev.jsonl.gz", 84, ("sentences.f1", "share_correlation")),
    Check("lines", "pages/pasted-pages.jsonl.gz", 120, ("auc", "body_f1")),
    Check("extraction", "pages/html.jsonl.gz", 60, ("mean_token_f1",)),
)

#: Which of the held-out figures rise when better; the others (counts, gaps, errors) have no floor.
_RISING = re.compile(r"\b(AUC|F1|accuracy|correlation)\b", re.IGNORECASE)
#: In the name of a figure that another method reached on the same rows.
_BASELINE = "tf-idf"

Figures = dict[str, float]


def load_measure(shared: Path) -> ModuleType:
    """The shared measurement script as a module."""
    path = shared / "measure" / "measure.py"
    spec = importlib.util.spec_from_file_location("scorer_shared_measure", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(check: Check, shared: Path, scorer: Scorer) -> Figures:
    """The figures of ``check`` now, by the measurement's own code on our reports."""
    script = load_measure(shared)
    data = shared / "data" / check.data
    records = [record for record, _ in script.rows(check.task, str(data))]
    with tempfile.TemporaryDirectory() as folder:
        reports = Path(folder) / "reports.jsonl"
        with reports.open("wb") as out:
            for record in _part(records, check.rows):
                out.write(scorer.score_record(record).to_json() + b"\n")
        found = script.score(check.task, str(data), str(reports))
    return {figure: round(float(_inner(found, figure)), 4) for figure in check.figures}


def run(shared: Path, *, lift: bool = False, lower: bool = False, floors: Path = FLOORS) -> int:
    """Compare every figure with its floor, print a line each, and give the exit code: 0 or 1.

    ``lift`` writes higher floors where more is reached; ``lower`` writes floors as they come, down included.
    """
    stored = json.loads(floors.read_text(encoding="utf-8")) if floors.exists() else {}
    scorer = Scorer()
    fresh: dict[str, Any] = {}
    failed = False
    for name, digest, rows, reached in _reached(shared, scorer):
        before = stored.get(name, {"floors": {}})
        problems = [] if lower else list(_problems(before, digest, rows, reached))
        failed |= bool(problems)
        held = before["floors"]
        _print(f"{'FAIL' if problems else 'set' if lower else 'ok':<5}{name}: {_shown(reached, held)}")
        for problem in problems:
            _print(f"     {problem}")
        kept = reached if lower else {figure: max(value, held.get(figure, value)) for figure, value in reached.items()}
        fresh[name] = {"sha256": digest, "rows": rows, "floors": kept}
    if lower or (lift and not failed):
        floors.write_text(json.dumps(fresh, indent=1) + "\n", encoding="utf-8")
        _print(f"wrote {floors.name}")
        return 0
    if failed:
        _print("The gate is shut. Mend what fell, or run again with --lower and say in the commit why.")
    return int(failed)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m scorer.eval.gate.check", description=__doc__.split("\n", 1)[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder of the shared data")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift floors to what is reached now")
    parser.add_argument("--lower", action="store_true", help="set floors to what is reached now, even if lower")
    given = parser.parse_args(arguments)
    if not (given.shared / "measure" / "measure.py").is_file():
        _print(f"skipped: there is no shared data at {given.shared}")
        return 0
    return run(given.shared, lift=given.lift, lower=given.lower)


def held_out() -> dict[str, Figures]:
    """The rising figures of ``models/measured.json`` by the part that was fitted, empty where it is not there."""
    path = files("scorer.models") / "measured.json"
    if not path.is_file():
        return {}
    found: dict[str, Figures] = {}
    for part, figures in json.loads(path.read_text(encoding="utf-8"))["figures"].items():
        if part == "comparison":  # of what is not ours; the scorer's own figure there has its floor among the scores
            continue
        rising = {
            name: float(value)
            for name, value in flat(figures)
            if _RISING.search(name) and value is not None and _BASELINE not in name
        }
        if rising:
            found[f"held out {part}"] = rising
    return found


def _reached(shared: Path, scorer: Scorer) -> Iterator[tuple[str, str | None, int | None, Figures]]:
    """Name, SHA-256 of the data, rows and figures of everything that has floors, as each is measured."""
    for check in CHECKS:
        yield check.id, sha256(shared / "data" / check.data), check.rows, measure(check, shared, scorer)
    for name, figures in held_out().items():
        yield name, None, None, figures


def _problems(before: Mapping[str, Any], digest: str | None, rows: int | None, reached: Figures) -> Iterator[str]:
    if "sha256" not in before:
        yield "no floors are set for it"
    elif (before["sha256"], before["rows"]) != (digest, rows):
        yield "the floors were set on other data"
    else:
        for figure, value in reached.items():
            floor = before["floors"].get(figure)
            if floor is None:
                yield f"{figure} has no floor"
            elif not value >= floor - TOLERANCE:  # a figure that is no number fails too
                yield f"{figure} {value:.4f} is below its floor {floor:.4f}"


def _part(records: list[dict[str, Any]], rows: int) -> list[dict[str, Any]]:
    """``rows`` of the records, the same ones in whatever order the file has them."""

    def place(record: Mapping[str, Any]) -> bytes:
        return hashlib.sha256(str(record["id"]).encode()).digest()

    return sorted(records, key=place)[:rows]


def _inner(found: Mapping[str, Any], figure: str) -> Any:
    value: Any = found
    for part in figure.split("."):
        value = value[part]
    return value


def _shown(reached: Figures, floors: Mapping[str, float]) -> str:
    return ", ".join(
        f"{name} {value:.4f}" + (f" (floor {floors[name]:.4f})" if name in floors else "")
        for name, value in reached.items()
    )


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
