"""The scored articles as CSV, a row each, to be sorted and filtered elsewhere. No text, only what was said of it."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from scorer.eval.scored import Scored

_COLUMNS = ("id", "source", "group", "label", "rating", "score", "low", "high", "words")


def write_rows(path: Path, scored: Scored) -> None:
    """Write label, score, the part of each group of features in log-odds, and how often each flag was raised."""
    groups = sorted({group for group in scored.groups if group})
    parts = [
        scored.contributions[:, np.array([name == group for name in scored.groups])].sum(axis=1) for group in groups
    ]
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow((*_COLUMNS, *groups, *scored.flags))
        for i, example in enumerate(scored.examples):
            writer.writerow(
                (
                    example.id,
                    example.source,
                    example.group,
                    example.label,
                    example.rating,
                    *(f"{100 * value:.2f}" for value in (scored.value[i], scored.low[i], scored.high[i])),
                    int(scored.words[i]),
                    *(f"{part[i]:.4f}" for part in parts),
                    *(int(counts[i]) for counts in scored.flags.values()),
                )
            )
