"""Fits in processes of their own, each on one thread, so that sums do not depend on the machine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

from threadpoolctl import threadpool_limits

from scorer.corpus.workers import keep_path_safe


def run_apart(calls: Sequence[Callable[[], Any]], processes: int = 1) -> list[Any]:
    """What each call returns, in order, from new processes; how many run in parallel changes no result."""
    keep_path_safe()
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        return [running.result() for running in [pool.submit(_on_one_thread, call) for call in calls]]


def _on_one_thread(call: Callable[[], Any]) -> Any:
    with threadpool_limits(limits=1):
        return call()
