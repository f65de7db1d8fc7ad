"""Batch scoring as a library: the public names of :mod:`scorer.corpus.run`."""

from __future__ import annotations

from scorer.corpus.run import BatchOptions, output_schema, run, score_batch

__all__ = ["BatchOptions", "output_schema", "run", "score_batch"]
