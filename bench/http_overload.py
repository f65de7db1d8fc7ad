"""Overload of the HTTP service: more and longer articles than the cores can score, on this machine's loopback only.

    python bench/http_overload.py [--seconds 60] [--clients 64] [--bytes 870000]

Every client sends one article after the other and, when it is refused, waits as long as Retry-After says. What the
cores can do is measured first, in one process that only scores, as many times as the service has processes. Fails
where less than 80% of it is answered 200, where an answer is anything but a 200 or a 503 with Retry-After, or where a
scoring process was replaced.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.request import urlopen

from articles import article
from http_service import HOST, service

SHARE_OF_SCORING = 0.8
ALONE = """
import sys, time
from scorer import Scorer
scorer, text = Scorer(), sys.stdin.read()
begun, done = time.perf_counter(), 0
while time.perf_counter() - begun < float(sys.argv[1]):
    scorer.score_record({"text": text}).to_json()
    done += 1
print(done / (time.perf_counter() - begun))
"""


def long_text(size: int) -> str:
    """An article of about ``size`` bytes."""
    parts, length, seed = [], 0, 0
    while length < size:
        parts.append(article(seed, 700)["text"])
        length += len(parts[-1].encode()) + 2
        seed += 1
    return "\n\n".join(parts).encode()[:size].decode(errors="ignore")


def scoring_alone(text: str, processes: int, seconds: float) -> float:
    """Articles a second of ``processes`` processes together that only score."""

    def one(_: int) -> float:
        command = [sys.executable, "-c", ALONE, str(seconds)]
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        done = subprocess.run(  # noqa: S603
            command, input=text, capture_output=True, check=True, text=True, env=environment
        )
        return float(done.stdout)

    with ThreadPoolExecutor(processes) as threads:
        return sum(threads.map(one, range(processes)))


async def client(port: int, request: bytes, until: float, seen: Counter[str]) -> None:
    """One client until the time is over; ``seen`` counts statuses, and ``broken`` connections."""
    while time.perf_counter() < until:
        wait = 0.0
        try:
            reader, writer = await asyncio.open_connection(HOST, port, limit=1 << 23)
            writer.write(request)
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            await reader.readexactly(int(re.search(r"content-length: (\d+)", head)[1]))  # type: ignore[index]
            writer.close()
            status = head.split(" ", 2)[1]
            again = re.search(r"retry-after: (\d+)", head)
            if status == "503" and again is None:
                status = "503 without Retry-After"
            wait = float(again[1]) if again else 0.0
        except (OSError, EOFError):
            status = "broken"
        seen[status] += time.perf_counter() <= until
        await asyncio.sleep(max(0.0, min(wait, until - time.perf_counter())))


async def overload(port: int, request: bytes, clients: int, seconds: float) -> Counter[str]:
    """What ``clients`` clients were answered within ``seconds``."""
    seen: Counter[str] = Counter()
    until = time.perf_counter() + seconds
    await asyncio.gather(*(client(port, request, until, seen) for _ in range(clients)))
    return seen


def main() -> int:
    """Measure, print, and fail where a bound does not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--bytes", type=int, default=870_000)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    text = long_text(options.bytes)
    body = json.dumps({"text": text}).encode()
    request = (
        b"POST /v1/score HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n"
        b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    )
    before = scoring_alone(text, cores, 10.0)
    with service(None, workers=str(cores)) as (port, _):
        seen = asyncio.run(overload(port, request, options.clients, options.seconds))
        metrics = urlopen(f"http://{HOST}:{port}/metrics", timeout=30).read().decode()
    # Before and after: the machine may have changed its pace in between.
    alone = (before + scoring_alone(text, cores, 10.0)) / 2
    replaced = float(re.search(r"^scorer_worker_restarts (\S+)", metrics, re.MULTILINE)[1])  # type: ignore[index]
    share = seen["200"] / (alone * options.seconds)
    figures = {
        "answered": dict(sorted(seen.items())),
        "scoring alone, articles a second": round(alone, 2),
        "share of what the cores can score": round(share, 3),
        "processes replaced": replaced,
    }
    bounds = {
        f"at least {SHARE_OF_SCORING:.0%} of what the cores can score": share >= SHARE_OF_SCORING,
        "nothing but 200 and 503 with Retry-After": set(seen) <= {"200", "503"},
        "no process replaced": replaced == 0,
    }
    for name, value in figures.items():
        sys.stdout.write(f"{name:35} {value}\n")
    for words, holds in bounds.items():
        sys.stdout.write(f"{'ok  ' if holds else 'FAIL'} {words}\n")
    if options.json:
        options.json.write_text(json.dumps({**figures, "bounds": bounds}, indent=2) + "\n")
    return 0 if all(bounds.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
