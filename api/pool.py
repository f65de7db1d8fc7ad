"""Scoring processes behind a queue: the event loop hands work over and never does it itself.

Each process scores one article at a time. One that dies is replaced, and the article it held is tried once
more, so that a process killed from outside costs nobody an answer. A process is ended only when one article
has held it past the time limit, counted from when its scoring began.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from scorer.api import frames

log = logging.getLogger("scorer.api")

#: A process that has not read its models by then is taken for broken. Seconds.
START_SECONDS = 60.0
#: A job waits as if it had come this many times its own length later: short articles overtake long ones,
#: and a long one is still served before the short ones that come much later.
_PATIENCE = 30.0
#: Weight of the newest article in the running means.
_NEWEST = 0.05


class WorkerLostError(Exception):
    """The scoring process died over this article, twice."""


class TooSlowError(Exception):
    """Scoring this article took longer than the time limit; its process was replaced."""


class PoolStartError(Exception):
    """No scoring process could be started."""


@dataclass(slots=True)
class Job:
    """One article on its way: options and record as JSON, and its answer."""

    options: bytes
    payload: bytes
    answer: asyncio.Future[tuple[bytes, bytes]]
    cost: float
    rank: tuple[float, int]
    begun: bool = False
    tries_left: int = 2

    def __lt__(self, other: Job) -> bool:
        return self.rank < other.rank


@dataclass(slots=True)
class PoolState:
    """The pool's status.

    ``ready``: processes that can score. ``failing``: the last attempt to replace one failed. The two means
    give what a byte of an article takes, in seconds; they start at a guess.
    """

    ready: int = 0
    restarts: int = 0
    failing: bool = False
    mean_seconds: float = 0.01
    mean_bytes: float = 5000.0


@dataclass(slots=True)
class Pool:
    """``size`` processes, each started as ``command``. Start it, run payloads, close it."""

    command: Sequence[str]
    size: int
    work_seconds: float = 20.0
    state: PoolState = field(default_factory=PoolState)
    _jobs: asyncio.PriorityQueue[Job] = field(default_factory=asyncio.PriorityQueue)
    _costs: dict[int, float] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=itertools.count)
    _keepers: list[asyncio.Task[None]] = field(default_factory=list)

    async def start(self) -> None:
        """Start the processes and wait until all can score.

        Raises
        ------
        PoolStartError : a process ended or hung before it could score; its own words are on stderr.
        """
        started = await asyncio.gather(*(self._spawn() for _ in range(self.size)), return_exceptions=True)
        processes = [one for one in started if isinstance(one, asyncio.subprocess.Process)]
        if len(processes) < self.size:
            for process in processes:
                await _end(process, 0.0)
            raise PoolStartError("a scoring process could not be started; see its error above")
        self._keepers = [asyncio.create_task(self._keep(process)) for process in processes]

    async def run(self, options: bytes, payload: bytes, deadline: float) -> tuple[bytes, bytes]:
        """Head and body of the answer to ``payload``. Cancelling it takes the article out of the queue.

        Raises
        ------
        TimeoutError : ``deadline`` (loop time) came too near for the work to begin.
        TooSlowError : the work took longer than ``work_seconds``.
        WorkerLostError : the process died over it, and so did a second one.
        """
        loop = asyncio.get_running_loop()
        now, cost, number = loop.time(), self.cost(len(payload)), next(self._numbers)
        job = Job(options, payload, loop.create_future(), cost, (now + _PATIENCE * cost, number))
        # Whoever waits has no use for work that cannot be done by the deadline; but half of the time is always waited.
        latest = loop.call_at(deadline - min(cost, (deadline - now) / 2), _give_up, job)
        self._costs[number] = cost
        self._jobs.put_nowait(job)
        try:
            return await job.answer
        finally:
            latest.cancel()
            del self._costs[number]

    def cost(self, size: int) -> float:
        """Seconds that a payload of ``size`` bytes is expected to take."""
        return size * self.state.mean_seconds / self.state.mean_bytes

    def wait(self, size: int) -> float:
        """Seconds until a payload of ``size`` bytes that comes now is expected to begin."""
        own = self.cost(size)
        ahead = sum(cost for cost in self._costs.values() if cost <= 2 * own)
        return ahead / self.size if len(self._costs) >= self.size else 0.0

    async def close(self) -> None:
        """End the processes; each finishes the article it holds."""
        for keeper in self._keepers:
            keeper.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)

    async def _keep(self, process: asyncio.subprocess.Process | None) -> None:
        """Feed one process at a time for as long as the pool is open, and replace it as soon as it is lost."""
        wait = 0.5
        died: asyncio.Future[int] | None = None
        try:
            while True:
                if process is None:
                    process = await self._respawn(wait)
                    wait = 0.5 if process else min(2 * wait, 30.0)
                    continue
                if died is None:
                    died = asyncio.ensure_future(process.wait())
                job = await self._next(died)
                if job is not None and await self._work(process, job):
                    continue
                await self._lose(process)
                process = died = None
        finally:
            if process is not None:
                self.state.ready -= 1
                await _end(process, 5.0)

    async def _next(self, died: asyncio.Future[int]) -> Job | None:
        """The next job that somebody still waits for, or None as soon as the process has died."""
        while True:
            if died.done():
                return None
            if self._jobs.empty():
                coming = asyncio.ensure_future(self._jobs.get())
                try:
                    await asyncio.wait((coming, died), return_when=asyncio.FIRST_COMPLETED)
                finally:
                    if not coming.done():
                        coming.cancel()
                if coming.cancelled() or not coming.done():
                    continue
                job = coming.result()
            else:
                job = self._jobs.get_nowait()
            if job.answer.done():  # its request gave up while it waited
                continue
            if died.done():
                self._jobs.put_nowait(job)
                return None
            return job

    async def _work(self, process: asyncio.subprocess.Process, job: Job) -> bool:
        """Have ``process`` answer ``job``; False where the process is lost or must be given up."""
        begun = time.perf_counter()
        job.begun = True
        try:
            async with asyncio.timeout(self.work_seconds):
                answer = await _exchange(process, job)
        except TimeoutError:
            log.warning("scoring one article took longer than %g s", self.work_seconds)
            if not job.answer.done():
                job.answer.set_exception(TooSlowError())
            return False
        except (EOFError, OSError):
            job.tries_left -= 1
            if job.answer.done():
                return False
            if job.tries_left:
                self._jobs.put_nowait(job)
            else:
                job.answer.set_exception(WorkerLostError())
            return False
        state = self.state
        state.mean_seconds += _NEWEST * (time.perf_counter() - begun - state.mean_seconds)
        state.mean_bytes += _NEWEST * (max(len(job.payload), 1) - state.mean_bytes)
        if not job.answer.done():
            job.answer.set_result(answer)
        return True

    async def _lose(self, process: asyncio.subprocess.Process) -> None:
        log.warning("a scoring process was lost and is replaced")
        self.state.ready -= 1
        self.state.restarts += 1
        await _end(process, 0.0)

    async def _respawn(self, wait: float) -> asyncio.subprocess.Process | None:
        try:
            process = await self._spawn()
        except (PoolStartError, OSError):
            self.state.failing = True
            log.error("a scoring process could not be started; trying again in %.1f s", wait)
            await asyncio.sleep(wait)
            return None
        self.state.failing = False
        return process

    async def _spawn(self) -> asyncio.subprocess.Process:
        """A process that has read its models and said so."""
        process = await asyncio.create_subprocess_exec(
            *self.command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=1 << 20,
            # An interrupt typed at the terminal goes to the service alone, which then ends its processes.
            start_new_session=True,
            # One article is never worth a second thread, and threads would take turns on the same cores.
            # No module is taken from the folder that the service happens to be started in.
            env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONSAFEPATH": "1"},
        )
        try:
            async with asyncio.timeout(START_SECONDS):
                await _receive(process)
        except (TimeoutError, EOFError, OSError) as error:
            await _end(process, 0.0)
            raise PoolStartError("a scoring process did not come up") from error
        except asyncio.CancelledError:
            await _end(process, 0.0)
            raise
        self.state.ready += 1
        return process


def _give_up(job: Job) -> None:
    if not job.begun and not job.answer.done():
        job.answer.set_exception(TimeoutError())


async def _exchange(process: asyncio.subprocess.Process, job: Job) -> tuple[bytes, bytes]:
    assert process.stdin is not None
    process.stdin.write(frames.pack(job.options, job.payload))
    await process.stdin.drain()
    return await _receive(process)


async def _receive(process: asyncio.subprocess.Process) -> tuple[bytes, bytes]:
    assert process.stdout is not None
    lengths = await process.stdout.readexactly(frames.LENGTHS.size)
    head, body = frames.LENGTHS.unpack(lengths)
    both = await process.stdout.readexactly(head + body)
    return both[:head], both[head:]


async def _end(process: asyncio.subprocess.Process, patience: float) -> None:
    """End ``process``: by closing its input, and after ``patience`` seconds by force."""
    if process.returncode is None:
        if patience and process.stdin is not None:
            process.stdin.close()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), patience)
        _kill(process)
    await process.wait()


def _kill(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
