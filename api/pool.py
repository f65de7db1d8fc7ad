"""Scoring processes behind a queue: the event loop hands work over and never does it itself.

Each process scores one article at a time. One that dies or overruns its time is replaced; the article it
held is tried once more if the process died, so that a process killed from outside costs nobody an answer.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from scorer.api import frames

log = logging.getLogger("scorer.api")

#: A process that has not read its models by then is taken for broken. Seconds.
START_SECONDS = 60.0


class WorkerLostError(Exception):
    """The scoring process died over this article, twice."""


class PoolStartError(Exception):
    """No scoring process could be started."""


@dataclass(slots=True)
class Job:
    """One article on its way: its record as JSON, its answer, and the process that has it in hand."""

    payload: bytes
    answer: asyncio.Future[tuple[bytes, bytes]]
    process: asyncio.subprocess.Process | None = None
    tries_left: int = 2


@dataclass(slots=True)
class PoolState:
    """What the pool tells about itself."""

    ready: int = 0
    restarts: int = 0
    seconds: float = 0.02  # running mean of what an article takes


@dataclass(slots=True)
class Pool:
    """``size`` processes, each started as ``command``. Start it, run payloads, close it."""

    command: Sequence[str]
    size: int
    state: PoolState = field(default_factory=PoolState)
    _jobs: asyncio.Queue[Job] = field(default_factory=asyncio.Queue)
    _keepers: list[asyncio.Task[None]] = field(default_factory=list)
    _closing: bool = False

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
            raise PoolStartError("a scoring process could not be started; its error stands above")
        self._keepers = [asyncio.create_task(self._keep(process)) for process in processes]

    async def run(self, payload: bytes, deadline: float) -> tuple[bytes, bytes]:
        """Head and body of the answer to ``payload``.

        Raises
        ------
        TimeoutError : ``deadline`` (loop time) passed; a process busy with it is replaced.
        WorkerLostError : the process died over it, and so did a second one.
        """
        job = Job(payload, asyncio.get_running_loop().create_future())
        self._jobs.put_nowait(job)
        try:
            async with asyncio.timeout_at(deadline):
                return await job.answer
        except TimeoutError:
            if job.process is not None:
                _kill(job.process)
            raise

    async def close(self) -> None:
        """End the processes; each finishes the article it holds."""
        self._closing = True
        for keeper in self._keepers:
            keeper.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)

    async def _keep(self, process: asyncio.subprocess.Process | None) -> None:
        """Feed one process at a time for as long as the pool is open, and replace it when it is lost."""
        wait = 0.5
        try:
            while True:
                if process is None:
                    process = await self._respawn(wait)
                    wait = 0.5 if process else min(2 * wait, 30.0)
                    continue
                job = await self._jobs.get()
                if job.answer.done():  # its request gave up while it waited
                    continue
                if process.returncode is not None:
                    self._jobs.put_nowait(job)
                elif await self._work(process, job):
                    continue
                await self._lose(process)
                process = None
        finally:
            if process is not None:
                self.state.ready -= 1
                await _end(process, 5.0)

    async def _work(self, process: asyncio.subprocess.Process, job: Job) -> bool:
        """Have ``process`` answer ``job``; False where the process is lost or must be given up."""
        begun = time.perf_counter()
        job.process = process
        try:
            answer = await _exchange(process, job.payload)
        except (EOFError, OSError):
            job.process = None
            job.tries_left -= 1
            if job.answer.done():  # its time was over, and the process was ended for that
                return False
            if job.tries_left:
                self._jobs.put_nowait(job)
            else:
                job.answer.set_exception(WorkerLostError())
            return False
        job.process = None
        self.state.seconds += 0.05 * (time.perf_counter() - begun - self.state.seconds)
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
            return await self._spawn()
        except (PoolStartError, OSError):
            log.error("a scoring process could not be started; trying again in %.1f s", wait)
            await asyncio.sleep(wait)
            return None

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
            env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
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


async def _exchange(process: asyncio.subprocess.Process, payload: bytes) -> tuple[bytes, bytes]:
    assert process.stdin is not None
    process.stdin.write(frames.pack(b"", payload))
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
