"""Work spread over processes, in order, that survives the death of any of them."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pyarrow as pa
from threadpoolctl import threadpool_limits

from scorer.corpus.rows import InputError
from scorer.corpus.time_limit import stuck_after
from scorer.corpus.work import STUCK, Work, warm_up

#: Batches handed out ahead of the one that is written next, for each worker.
_AHEAD = 3
#: How often a batch may be in hand when a worker dies, alone, before it is split or given up.
_TRIES = 2


def _start(model: Path | None) -> None:
    """Read the models before the first batch comes; leave Ctrl-C to the parent, and end when it ends.

    A parent that is killed cannot tell its workers, and a worker holds both ends of its queue open, so it
    would wait for ever.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    threadpool_limits(limits=1, user_api="blas")  # as many workers as cores, and not more threads
    warm_up(model)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)


def map_batches(work: Work, batches: Iterable[pa.RecordBatch], workers: int) -> Iterator[pa.RecordBatch]:
    """``work`` applied to every batch, in order; in this process where ``workers`` is 1.

    A batch whose worker is killed is worked off again; one that kills its workers is split until the row
    that does it is alone, which then comes out as one that could not be read.
    """
    if workers <= 1:
        yield from map(work, batches)
        return
    pool = _Pool(work, workers)
    try:
        yield from pool.map(batches)
    finally:
        pool.close()


class _Pool:
    def __init__(self, work: Work, workers: int) -> None:
        self._work = work
        self._workers = workers
        keep_path_safe()
        self._pool = self._started()

    def _started(self) -> ProcessPoolExecutor:
        """A pool of which one worker has shown that it can score.

        Raises
        ------
        InputError : no worker can be started, so that no row is to blame.
        """
        context = multiprocessing.get_context("spawn")
        for _ in range(_TRIES):
            pool = ProcessPoolExecutor(self._workers, context, initializer=_start, initargs=(self._work.model,))
            try:
                pool.submit(_ready).result()
                return pool
            except (BrokenProcessPool, OSError):
                pool.shutdown(wait=True, cancel_futures=True)
        raise InputError("the worker processes could not start (too little memory?); continue with --resume")

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def map(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        given: deque[tuple[pa.RecordBatch, Future[pa.RecordBatch]]] = deque()
        left = iter(batches)
        while True:
            while len(given) < self._workers * _AHEAD and (batch := next(left, None)) is not None:
                given.append((batch, self._submit(batch)))
            if not given:
                return
            batch, future = given.popleft()
            try:
                yield future.result()
            except BrokenProcessPool:
                # Which of the batches in hand was to blame is unknown: each is tried by itself.
                self._restart()
                yield from self._alone(batch)
                given = deque((other, done if _is_done(done) else self._submit(other)) for other, done in given)

    def _submit(self, batch: pa.RecordBatch) -> Future[pa.RecordBatch]:
        try:
            return self._pool.submit(self._work, batch)
        except BrokenProcessPool:
            self._restart()
            return self._pool.submit(self._work, batch)

    def _restart(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = self._started()

    def _alone(self, batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
        """Work off one batch with nothing else in hand, so that it is to blame when the worker dies."""
        stuck = False
        for _ in range(_TRIES):
            begun = time.monotonic()
            try:
                yield self._submit(batch).result()
                return
            except BrokenProcessPool:
                self._restart()
                limit = self._work.row_seconds
                stuck = limit is not None and time.monotonic() - begun >= stuck_after(limit)
                if stuck:  # trying again would take as long
                    break
        if batch.num_rows == 1:
            yield self._work(_given_up(batch, STUCK if stuck else "its worker process died on it"))
            return
        # A stuck batch costs its whole limit at every step: its rows of it are tried one by one.
        size = 1 if stuck else batch.num_rows // 2
        for begin in range(0, batch.num_rows, size):
            yield from self._alone(batch.slice(begin, size))


def keep_path_safe() -> None:
    """Let no Python process that is started from here import modules that lie in its working directory."""
    os.environ.setdefault("PYTHONSAFEPATH", "1")


def _ready() -> bool:
    return True


def _given_up(row: pa.RecordBatch, error: str) -> pa.RecordBatch:
    """The row with what became of it in place of its content, which nobody should touch again."""
    instead = {"error": error, "text": None, "html": None}
    for name, value in instead.items():
        at = row.schema.get_field_index(name)
        row = row.set_column(at, row.schema.field(at), pa.array([value], row.schema.field(at).type))
    return row


def _is_done(future: Future[pa.RecordBatch]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None
