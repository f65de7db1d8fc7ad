"""Batch scoring as a library: the public names of :mod:`scorer.corpus` (extra ``scorer[corpus]``)."""

from __future__ import annotations

try:
    from scorer.corpus.rows import InputError
    from scorer.corpus.run import BatchOptions, BatchSummary, RunState, RunStopped, output_schema, run, score_batch
except ModuleNotFoundError as error:
    if error.name is None or error.name.startswith("scorer"):
        raise
    raise ImportError(f"scorer.batch needs {error.name}: pip install 'scorer[corpus]'") from None

__all__ = [
    "BatchOptions", "BatchSummary", "InputError", "RunState", "RunStopped", "output_schema", "run", "score_batch",
]  # fmt: skip
