"""Fits models/compare.npz: how rare words are, the slot model, and the confidence of contradictions."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scorer.comparison.reading import read_article
from scorer.eval.training.compare.rarity import fit_rarity
from scorer.eval.training.compare.slots import fit_slots
from scorer.eval.training.compare.verdicts import fit_contradictions, read_verdicts
from scorer.model.store import load_weights, save_weights

#: Of the labelled articles, one in this many is counted, up to this many characters.
EVERY, MOST_CHARACTERS = 3, 20_000


def fit(data: Path, models: Path) -> dict[str, Any]:
    """Write ``compare.npz`` from ``articles`` and ``events``, and return how well equality is told, by event."""
    # Rarity is read while the events are: it must be written first, where the package reads it.
    kept = dict(load_weights("compare")) if (models / "compare.npz").exists() else {}
    save_weights(models, "compare", {**kept, **fit_rarity(_texts(data / "articles"))})
    events: dict[str, list[dict[str, Any]]] = {}
    for row in _rows(data / "events" / "articles.jsonl.gz"):
        events.setdefault(row["event"], []).append(row)
    read = [[read_article(n, row) for n, row in enumerate(rows)] for rows in events.values()]
    arrays, figures = fit_slots([[one for one in articles if one.reason is None] for articles in read])
    save_weights(models, "compare", {**load_weights("compare"), **arrays})
    doubts, read_by_eye = fit_contradictions(data, read_verdicts())
    save_weights(models, "compare", {**load_weights("compare"), **doubts})
    told = {name: value for name, value in read_by_eye.items() if name != "bins"}
    return {"figures": {"events": len(events), **figures, **told}}


def _texts(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.jsonl.gz")):
        for n, row in enumerate(_rows(path)):
            if n % EVERY == 0:
                yield row["text"][:MOST_CHARACTERS]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
