"""The batch function on a Ray cluster, by Ray Data (extra ``scorer[ray]``).

The driver reads the inputs and writes the output, exactly as on one machine; the record batches are scored
wherever the cluster has room. Ray runs a batch again when the worker or node that had it dies.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice

import pyarrow as pa

from scorer.corpus.rows import InputError
from scorer.corpus.work import Work, outcome_schema
from scorer.corpus.workers import keep_path_safe

#: Batches handed to the cluster at a time; bounds what the driver and the object store hold.
WINDOW = 128


def map_batches(work: Work, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """``work`` applied to every batch, in order, on the cluster that Ray is connected to.

    Where Ray is not yet running, ``ray.init()`` connects to the cluster named by ``RAY_ADDRESS`` or starts
    one on this machine. Ray would report its use to its makers; it does here only where ``RAY_USAGE_STATS_ENABLED``
    is set so.

    Raises
    ------
    InputError : Ray is not installed.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    keep_path_safe()
    try:
        import ray
        from ray.data import DataContext
    except ImportError:
        raise InputError("--engine ray needs Ray: pip install 'scorer[ray]'") from None
    if not ray.is_initialized():
        ray.init(log_to_driver=False)
    context = DataContext.get_current()
    context.execution_options.preserve_order = True
    context.enable_progress_bars = False
    left = iter(batches)
    while window := list(islice(left, WINDOW)):
        data = ray.data.from_arrow([pa.Table.from_batches([batch]) for batch in window])
        scored = data.map_batches(_on_table, fn_args=(work,), batch_size=None, batch_format="pyarrow")
        for table in scored.iter_batches(batch_size=None, batch_format="pyarrow"):
            yield from table.to_batches()


def _on_table(table: pa.Table, work: Work) -> pa.Table:
    """Ray Data moves tables: the batch function on each of a table's batches."""
    return pa.Table.from_batches([work(batch) for batch in table.to_batches()], schema=outcome_schema(work))
