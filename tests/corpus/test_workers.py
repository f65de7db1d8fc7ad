"""Worker processes may die; no row is lost, and none is waited for in vain."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest

from scorer.corpus.rows import Row, batches
from scorer.corpus.work import Work
from scorer.corpus.workers import map_batches


@dataclass(frozen=True, slots=True)
class Deadly(Work):
    """Dies on a row with the text "deadly", every time or, where ``once`` is a file, until that exists."""

    once: Path | None = None

    def __call__(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        if "deadly" in batch.column("text").to_pylist() and not (self.once is not None and self.once.exists()):
            if self.once is not None:
                self.once.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return Work.__call__(self, batch)


def outcomes(work: Work, texts: list[str], size: int = 4) -> list[tuple[str | None, str | None]]:
    rows = (Row(id=str(i), text=text) for i, text in enumerate(texts))
    return [
        (record["row"]["id"], record["failure"])
        for batch in map_batches(work, batches(rows, size), workers=2)
        for record in batch.to_pylist()
    ]


@pytest.mark.parametrize("deadly", [[0], [4, 5]])
def test_a_row_that_kills_its_worker_costs_only_itself(deadly: list[int]) -> None:
    texts = ["deadly" if i in deadly else "Harmless." for i in range(30)]
    expected = [(str(i), "its worker process died on it" if i in deadly else None) for i in range(30)]
    assert outcomes(Deadly("scores", "table"), texts) == expected


def test_a_worker_killed_from_outside_loses_no_row(tmp_path: Path) -> None:
    texts = ["deadly" if i == 9 else "Harmless." for i in range(40)]
    work = Deadly("scores", "table", once=tmp_path / "died")
    assert outcomes(work, texts) == [(str(i), None) for i in range(40)]
    assert (tmp_path / "died").exists()


def test_batches_are_drawn_as_they_are_needed() -> None:
    drawn = 0

    def given():
        nonlocal drawn
        for batch in batches((Row(id=str(i), text="x") for i in range(100)), 1):
            drawn += 1
            yield batch

    results = map_batches(Work("scores", "table"), given(), workers=2)
    next(results)
    assert drawn < 20
    assert sum(batch.num_rows for batch in results) == 99
