"""Model folders: what a model was fitted on, and a new one with one score refitted."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np

from scorer.model.additive import SCORES
from scorer.model.store import save_weights
from scorer.types import Score


def fitted_on(model: Path | None) -> frozenset[str]:
    """SHA-256 of the data files that a model (None: the one that ships) says it was fitted on."""
    with as_file(files("scorer.models")) as shipped:
        about = _about(model or Path(shipped))
    return frozenset(about.get("data", {}).values())


def write_model(
    folder: Path, base: Path | None, score: Score, arrays: Mapping[str, np.ndarray], data: Mapping[str, str]
) -> None:
    """Write a model folder: the refitted ``score``, and the other as it is in ``base`` (None: as it ships).

    ``data`` maps the names of the files it was fitted on to their SHA-256.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with as_file(files("scorer.models")) as shipped:
        origin = base or Path(shipped)
        about = _about(origin)
        for name in SCORES:
            if name != score:
                shutil.copyfile(origin / f"{name}.npz", folder / f"{name}.npz")
    save_weights(folder, score, arrays)
    digest = hashlib.sha256()
    for name in SCORES:
        digest.update((folder / f"{name}.npz").read_bytes())
    other = next(name for name in SCORES if name != score)
    about = {
        "name": f"{about['name']}, {score} refitted",
        "version": digest.hexdigest()[:12],
        "trained_on": f"{score}: {', '.join(sorted(data))}; {other}: {about['trained_on']}",
        "data": {**about.get("data", {}), **data},
    }
    text = json.dumps(about, indent=1, ensure_ascii=False, sort_keys=True)
    (folder / "about.json").write_text(text + "\n", encoding="utf-8")


def _about(folder: Path) -> dict[str, Any]:
    path = folder / "about.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}
