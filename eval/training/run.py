"""``scorer train``: every fit in its order. Each reads the labelled data and writes its file in models/."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from scorer.eval.training.manifest import stamp
from scorer.eval.training.processes import run_apart
from scorer.eval.training.transformer import published_weights

#: Each part and its module. Junk first, since the other signals read what it leaves; then the signals that learn
#: weights, what is measured on cases of our own, the scores, which read all, and the baselines on the same rows.
PARTS = {
    "junk": "junk.fit",
    "hedging": "hedging",
    "loaded_language": "loaded_language.fit",
    "headline": "headline",
    "readability": "readability",
    "style": "style",
    "attribution": "attribution.fit",
    "loaded_spans": "loaded_language.span_fit",
    "craft": "craft",
    "kind": "kind",
    "subject": "subject",
    "compare": "compare.fit",
    "cases": "cases",
    "scores": "scores.fit",
    "comparison": "scores.baselines_fit",
}
#: Parts that a transformer teaches.
_TAUGHT = frozenset(("loaded_language", "attribution", "loaded_spans"))


def train(data: Path, models: Path | None = None, only: Sequence[str] = ()) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Fit each part (all, or those in ``only``), yielding its name and figures as it ends.

    ``models`` is the folder to write; None: the package's own. Every part runs in a process of its own, so that
    it reads the weights that the parts before it wrote and not older ones, and on one thread, so that sums do not
    depend on the machine. A part's measured flags and figures are merged into ``measured.json``.

    Raises
    ------
    ValueError : ``only`` names something that is not fitted.
    RuntimeError : a part that a transformer teaches is to be fitted, and that is not installed: told before anything
        is fitted.
    """
    unknown = set(only) - set(PARTS)
    if unknown:
        raise ValueError(f"unknown part: {', '.join(sorted(unknown))}; parts: {', '.join(PARTS)}")
    if not only or not _TAUGHT.isdisjoint(only):
        published_weights()
    folder = Path(str(files("scorer.models"))) if models is None else models
    return _fitted(data, folder, [part for part in PARTS if not only or part in only])


def _fitted(data: Path, folder: Path, parts: Sequence[str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    folder.mkdir(parents=True, exist_ok=True)
    for part in parts:
        (found,) = run_apart([partial(_fit, part, data, folder)])
        _remember(folder / "measured.json", part, found)
        run_apart([partial(stamp, folder, [part])])
        yield part, found["figures"]


def _fit(part: str, data: Path, folder: Path) -> dict[str, Any]:
    return dict(importlib.import_module(f"scorer.eval.training.{PARTS[part]}").fit(data, folder))


def _remember(path: Path, part: str, found: Mapping[str, Any]) -> None:
    stored = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"flags": {}, "figures": {}}
    stored["flags"] = dict(sorted({**stored["flags"], **found.get("flags", {})}.items()))
    stored["figures"] = dict(sorted({**stored["figures"], part: found["figures"]}.items()))
    stored["by_eye"] = found.get("by_eye", stored.get("by_eye", {}))
    path.write_text(json.dumps(_rounded(stored), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _rounded(value: Any) -> Any:
    """Figures to four places: what is printed is what is stored."""
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return value
