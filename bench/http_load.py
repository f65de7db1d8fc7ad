"""Load on the HTTP service: many clients pasting 700-word articles, on this machine's loopback only.

    python bench/http_load.py [--seconds 60] [--clients 16] [--json OUT]

The service and its one scoring process run on one core, the clients on another. Four bounds hold or the
command fails: no error; p99 under 25 times the median of a single idle request; throughput within a fifth
of what scoring alone allows on the same core; memory flat.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from articles import article
from http_service import HOST, on_core, service

WORDS = 700
#: Seconds at the start of the load that memory is not judged by: caches fill.
WARM_SHARE = 0.25
GROWTH_ALLOWED = 1.05

P99_IN_IDLE_MEDIANS = 25.0
SHARE_OF_SCORING = 0.8


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured. Times in milliseconds, rates in articles a second, memory in MiB."""

    clients: int
    seconds: float
    requests: int
    errors: int
    idle_median: float
    p50: float
    p99: float
    scoring_alone: float
    throughput: float
    memory_early: float
    memory_late: float

    def bounds(self) -> dict[str, bool]:
        """Each bound and whether it holds."""
        return {
            "no error": self.errors == 0 and self.requests > 0,
            f"p99 under {P99_IN_IDLE_MEDIANS:g} idle medians": self.p99 < P99_IN_IDLE_MEDIANS * self.idle_median,
            f"at least {SHARE_OF_SCORING:.0%} of scoring alone": self.throughput
            >= SHARE_OF_SCORING * self.scoring_alone,
            "memory flat": self.memory_late <= GROWTH_ALLOWED * self.memory_early,
        }


ALONE = """
import sys, time, json
sys.path.insert(0, sys.argv[1])
from articles import article
from scorer import Scorer
scorer = Scorer()
texts = [article(seed, 700)["text"] for seed in range(64)]
for text in texts:
    scorer.score_record({"text": text}).to_json()
begun, done = time.perf_counter(), 0
while time.perf_counter() - begun < float(sys.argv[2]):
    scorer.score_record({"text": texts[done % 64]}).to_json()
    done += 1
print(done / (time.perf_counter() - begun))
"""


def scoring_alone(core: int | None, seconds: float) -> float:
    """Articles a second in one process that only scores and writes JSON."""
    command = [sys.executable, "-c", ALONE, str(Path(__file__).parent), str(seconds)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(  # noqa: S603
        command, capture_output=True, check=True, text=True, preexec_fn=on_core(core), env=environment
    )
    return float(done.stdout)


def requests_for(seeds: Sequence[int]) -> list[bytes]:
    """Whole HTTP requests, made before the clock starts."""
    made = []
    for seed in seeds:
        body = json.dumps({"text": article(seed, WORDS)["text"]}).encode()
        head = (
            "POST /v1/score HTTP/1.1",
            "Host: test",
            "Content-Type: application/json",
            f"Content-Length: {len(body)}",
        )
        made.append("\r\n".join((*head, "", "")).encode() + body)
    return made


class Client:
    """One connection that is kept; just enough HTTP/1.1 to time an answer."""

    def __init__(self, port: int) -> None:
        self.port = port

    async def run(self, requests: Sequence[bytes], until: float, most: int, took: list[float]) -> int:
        """Send requests one after the other; returns how many were not answered with a 200."""
        reader, writer = await asyncio.open_connection(HOST, self.port, limit=1 << 22)
        errors, sent = 0, 0
        try:
            while time.perf_counter() < until and sent < most:
                begun = time.perf_counter()
                writer.write(requests[sent % len(requests)])
                sent += 1
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
                body = await reader.readexactly(length)
                if not head.startswith(b"HTTP/1.1 200") or b'"status":"scored"' not in body[:200]:
                    errors += 1
                took.append(1000 * (time.perf_counter() - begun))
        except (OSError, EOFError):
            errors += 1
        finally:
            writer.close()
        return errors


def family_memory(pid: int) -> float:
    """Resident MiB of a process and its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    pages = sum(int(Path(f"/proc/{one}/statm").read_text().split()[1]) for one in (str(pid), *children))
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


async def load(port: int, pid: int, clients: int, seconds: float) -> tuple[list[float], int, float, list[float]]:
    """Times, errors, seconds it took, and memory sampled every half second."""
    took: list[float] = []
    memory: list[float] = []
    begun = time.perf_counter()
    until = begun + seconds

    async def watch() -> None:
        while time.perf_counter() < until:
            memory.append(family_memory(pid))
            await asyncio.sleep(0.5)

    runs = [Client(port).run(requests_for(range(64 * i, 64 * i + 64)), until, 1_000_000, took) for i in range(clients)]
    *errors, _ = await asyncio.gather(*runs, watch())
    return took, sum(error or 0 for error in errors), time.perf_counter() - begun, memory


async def measure(port: int, pid: int, clients: int, seconds: float, alone: float) -> Result:
    """Idle first, then the load."""
    idle: list[float] = []
    await Client(port).run(requests_for(range(1000, 1064)), time.perf_counter() + 20, 64, [])
    await Client(port).run(requests_for(range(1000, 1064)), time.perf_counter() + 20, 256, idle)
    took, errors, lasted, memory = await load(port, pid, clients, seconds)
    cuts = statistics.quantiles(took, n=100)
    settled = memory[int(WARM_SHARE * len(memory)) :]
    third = max(1, len(settled) // 3)
    return Result(
        clients=clients,
        seconds=round(lasted, 1),
        requests=len(took),
        errors=errors,
        idle_median=statistics.median(idle),
        p50=cuts[49],
        p99=cuts[98],
        scoring_alone=alone,
        throughput=len(took) / lasted,
        memory_early=max(settled[:third]),
        memory_late=max(settled[-third:]),
    )


def main() -> int:
    """Measure, print, and fail where a bound does not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    serving, asking = (cores[0], cores[-1]) if len(cores) > 1 else (None, None)
    before = scoring_alone(serving, 5.0)
    with service(serving, workers="1") as (port, pid):
        if asking is not None:
            os.sched_setaffinity(0, {asking})
        result = asyncio.run(measure(port, pid, options.clients, options.seconds, before))
    # Before and after: the machine may have changed its pace in between.
    result = Result(**{**asdict(result), "scoring_alone": (before + scoring_alone(serving, 5.0)) / 2})
    for name, value in asdict(result).items():
        shown = f"{value:,.2f}" if isinstance(value, float) else f"{value:,}"
        sys.stdout.write(f"{name:15} {shown}\n")
    bounds = result.bounds()
    for words, holds in bounds.items():
        sys.stdout.write(f"{'ok  ' if holds else 'FAIL'} {words}\n")
    if options.json:
        options.json.write_text(json.dumps({**asdict(result), "bounds": bounds}, indent=2) + "\n")
    return 0 if all(bounds.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
