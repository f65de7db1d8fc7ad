"""The summary of a run: counts by reason, score histograms, the commonest flags."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

_BINS = 10


@dataclass
class Tally:
    """Counts over the rows written so far; travels through the journal of a run as plain JSON."""

    rows: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)
    reliability: list[int] = field(default_factory=lambda: [0] * _BINS)
    quality: list[int] = field(default_factory=lambda: [0] * _BINS)

    def add(self, counted: pa.RecordBatch) -> None:
        """Count a batch that holds the columns of :data:`scorer.corpus.work.COUNTED`."""
        self.rows += counted.num_rows
        self.reasons.update(r for r in counted.column("status_reason").to_pylist() if r is not None)
        self.failures.update(f for f in counted.column("failure").to_pylist() if f is not None)
        for flags in counted.column("flags").to_pylist():
            self.flags.update(set(flags or ()))
        for name, bins in (("reliability", self.reliability), ("quality", self.quality)):
            values = counted.column(name).drop_null().to_numpy()
            found = np.bincount(np.minimum(values // (100 / _BINS), _BINS - 1).astype(int), minlength=_BINS)
            bins[:] = [old + int(new) for old, new in zip(bins, found, strict=True)]

    @property
    def bad(self) -> int:
        return self.reasons["bad_input"]

    @property
    def scored(self) -> int:
        return self.rows - self.reasons.total()

    def to_dict(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Tally:
        counters = {name: Counter(stored[name]) for name in ("reasons", "failures", "flags")}
        return cls(rows=stored["rows"], reliability=stored["reliability"], quality=stored["quality"], **counters)


@dataclass(frozen=True, slots=True)
class RunState:
    """How far a run has come. ``rows`` counts resumed ones too, ``resumed`` says how many those are."""

    rows: int
    resumed: int
    not_scored: int
    bad_rows: int
    bytes_read: int
    bytes_total: int
    seconds: float


@dataclass(frozen=True, slots=True)
class BatchSummary:
    """The end of a run.

    Attributes
    ----------
    rows, scored : rows written, and those with a score.
    not_scored : rows without a score, by reason (contract: ``status_reason``).
    bad_rows : rows that could not be read or scored; ``failures`` says why, with counts. Also within
        ``not_scored["bad_input"]``.
    reliability, quality : (10,) rows by score, in steps of ten points from 0.
    flags : in how many rows each kind of flag was raised, commonest first. A run for scores alone looks for none.
    resumed : rows taken over from an interrupted run.
    seconds : how long this run took.
    """

    rows: int
    scored: int
    not_scored: Mapping[str, int]
    bad_rows: int
    failures: Mapping[str, int]
    reliability: tuple[int, ...]
    quality: tuple[int, ...]
    flags: Mapping[str, int]
    resumed: int
    seconds: float


def summary(tally: Tally, resumed: int, seconds: float) -> BatchSummary:
    """The summary of a finished tally."""
    return BatchSummary(
        rows=tally.rows,
        scored=tally.scored,
        not_scored=_ranked(tally.reasons),
        bad_rows=tally.bad,
        failures=_ranked(tally.failures),
        reliability=tuple(tally.reliability),
        quality=tuple(tally.quality),
        flags=_ranked(tally.flags),
        resumed=resumed,
        seconds=seconds,
    )


def _ranked(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
