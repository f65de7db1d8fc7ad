"""A limit on the processor time of one row, so that no row holds a run up.

The limit interrupts Python code, regular expressions among it. A call into a C library is interrupted when it
returns; in a worker process :func:`exit_when_stuck` ends the process if it does not.
"""

from __future__ import annotations

import contextlib
import faulthandler
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

#: Processor seconds a row may take by default: ten times what a megabyte of text takes.
ROW_SECONDS = 60.0
#: Seconds by the clock after which a process that does not heed the limit is taken for stuck, in limits.
_STUCK = 3.0
#: The alarm rings again: code under way may swallow an exception (a destructor, a bare ``except``).
_AGAIN = 0.25


class TooSlowError(BaseException):
    """The row took too long. No ``Exception``, so that nothing on the way takes it for a fault of its own."""


@contextlib.contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Raise :class:`TooSlowError` in the body after ``seconds`` of the process's time. None: no limit.

    There is none either outside the main thread and on Windows, where no signal can interrupt.
    """
    if seconds is None or not hasattr(signal, "setitimer") or not _in_main_thread():
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGPROF, ring)
    try:
        signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    finally:
        signal.signal(signal.SIGPROF, before)


def _in_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()


@contextlib.contextmanager
def exit_when_stuck(seconds: float | None) -> Iterator[None]:
    """In a worker process, end it where the body takes several times ``seconds`` by the clock, whatever it does."""
    if seconds is None or multiprocessing.parent_process() is None:
        yield
        return
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(stuck_after(seconds), exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


def stuck_after(seconds: float) -> float:
    """Seconds by the clock after which a process that scores one row is ended."""
    return _STUCK * seconds + 1.0
