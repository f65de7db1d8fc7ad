"""Tries to break batch and service for a bounded time, and writes what came of it into docs/reliability.md.

python bench/soak.py --seconds 180 --seed 1

A third of the time each: batch runs killed at random moments and resumed; inputs of every format with random damage;
the service under damaged requests, then under more clients than it can serve.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import platform
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from articles import article
from http_service import HOST, service
from soak_inputs import FORMATS, damaged, expected_rows, write_inputs

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reliability.md"
MARKS = ("<!-- soak -->", "<!-- /soak -->")
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)

#: A run with small blocks, so that a small corpus has many moments to be killed at.
_RUN = """
import signal, sys
from pathlib import Path
from scorer.corpus import writers
from scorer.corpus.run import BatchOptions, run
writers.BLOCK_ROWS = 8
if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(130))
    options = BatchOptions("flags", int(sys.argv[3]), resume=True, batch_size=4)
    run([Path(sys.argv[1])], Path(sys.argv[2]), options)
"""


def started(source: Path, output: Path, workers: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", _RUN, source, output, str(workers)]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: S603


def kills(until: float, rng: random.Random) -> Counter[str]:
    """Runs killed at random moments until they end by themselves; their output against that of an undisturbed run."""
    counts: Counter[str] = Counter(kills=0, runs=0, differing=0, left_behind=0)
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "in.jsonl"
        source.write_text("".join(json.dumps(article(number, 60)) + "\n" for number in range(64)))
        whole: dict[str, bytes] = {}
        while time.monotonic() < until:
            ending, workers = rng.choice([".jsonl", ".jsonl.gz", ".csv", ".parquet"]), rng.choice([1, 1, 2])
            output = Path(place) / f"out{ending}"
            if ending not in whole:
                begun = time.monotonic()
                if started(source, output, 1).wait() != 0:
                    raise SystemExit("an undisturbed run failed")
                usual = time.monotonic() - begun
                whole[ending] = output.read_bytes()
                output.unlink()
            for _ in range(6 if time.monotonic() < until else 0):
                process = started(source, output, workers)
                try:
                    process.wait(rng.uniform(0.4, 1.1) * usual)
                    break
                except subprocess.TimeoutExpired:
                    process.send_signal(rng.choice(SIGNALS))
                    process.wait()
                    counts["kills"] += 1
            else:
                started(source, output, workers).wait()
            counts["runs"] += 1
            counts["differing"] += output.read_bytes() != whole[ending] if output.exists() else 1
            output.unlink(missing_ok=True)
            left = [path for path in Path(place).iterdir() if path != source]
            counts["left_behind"] += bool(left)
            for path in left:
                path.unlink()
    return counts


def damaged_rows(until: float, rng: random.Random) -> Counter[str]:
    """Damaged inputs of every format, each round in a process of its own so that a crash is counted."""
    counts: Counter[str] = Counter(inputs=0, rows=0, refused=0, lost=0, stopped=0, crashes=0)
    while time.monotonic() < until:
        command = [sys.executable, __file__, "--round", str(rng.randrange(1 << 30))]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603
        if done.returncode != 0:
            counts["crashes"] += 1
        else:
            counts.update(json.loads(done.stdout))
    return counts


def one_round(seed: int) -> Counter[str]:
    """Every format once intact and several times damaged, scored in this process."""
    from scorer.corpus.rows import InputError
    from scorer.corpus.run import BatchOptions, run

    rng = random.Random(seed)
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        write_inputs(place, rng)
        for name in FORMATS:
            intact = (place / name).read_bytes()
            for _ in range(2):
                (place / name).write_bytes(damaged(intact, rng))
                counts["inputs"] += 1
                try:
                    options = BatchOptions("scores", row_seconds=20)
                    found = run([place / name], place / "out.jsonl", options).rows
                except InputError:
                    counts["refused"] += 1  # no header, no table: nothing of it can be read
                except Exception:
                    counts["stopped"] += 1
                else:
                    counts["rows"] += found
                    counts["lost"] += max(0, expected_rows(place / name) - found)
    return counts


def ask(port: int, body: bytes, seconds: float = 30) -> str:
    """What the service answers: the status, or "closed"."""
    connection = http.client.HTTPConnection(HOST, port, timeout=seconds)
    try:
        connection.request("POST", "/v1/score", body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        answer.read()
        return str(answer.status)
    except (OSError, http.client.HTTPException):
        return "closed"
    finally:
        connection.close()


def requests(until: float, rng: random.Random) -> tuple[Counter[str], Counter[str]]:
    """Statuses of damaged requests, then of whole ones from more clients than the service can serve."""
    hostile: Counter[str] = Counter()
    crowded: Counter[str] = Counter()
    half = (time.monotonic() + until) / 2
    with service(None, workers="2", timeout_seconds="20") as (port, _):
        while time.monotonic() < half:
            made = article(rng.randrange(10_000), rng.choice([20, 90, 200]))
            body = {"html": f"<p>{made['text']}</p>"} if rng.random() < 0.4 else made
            hostile[ask(port, damaged(json.dumps(body).encode(), rng))] += 1
        large = json.dumps({"text": article(1, 8_000)["text"]}).encode()

        def client() -> None:
            while time.monotonic() < until:
                crowded[ask(port, large)] += 1

        clients = [threading.Thread(target=client) for _ in range(32)]
        for each in clients:
            each.start()
        for each in clients:
            each.join()
        crowded["answered afterwards"] += ask(port, json.dumps(article(1, 90)).encode()) == "200"
    return hostile, crowded


def table(seconds: int, killed: Counter[str], rows: Counter[str], hostile: Counter[str], crowded: Counter[str]) -> str:
    """The block of the page."""
    five = sum(count for status, count in hostile.items() if status.startswith("5") and status != "503")
    answers = ", ".join(f"{count:,} × {status}" for status, count in sorted(crowded.items()) if status[0] in "12345c")
    lines = [
        f"`make soak SECONDS={seconds}`, Python {platform.python_version()}, {os.cpu_count()} cores:",
        "",
        "| tried | times | failed |",
        "|---|---|---|",
        f"| kills of batch runs (KILL, TERM, INT), continued with `--resume` | {killed['kills']:,} kills, "
        f"{killed['runs']:,} runs | {killed['differing']:,} outputs differ, {killed['left_behind']:,} files left |",
        f"| damaged inputs ({', '.join(sorted({Path(name).suffix for name in FORMATS}))}) | {rows['inputs']:,} inputs, "
        f"{rows['rows']:,} rows, {rows['refused']:,} refused whole | {rows['lost']:,} rows lost, "
        f"{rows['stopped']:,} runs stopped, {rows['crashes']:,} crashes |",
        f"| damaged requests | {sum(hostile.values()):,} | {five:,} answers of 5xx other than 503, "
        f"{hostile['closed']:,} closed without an answer |",
        f"| 32 clients with {article_size():,} bytes each | {sum(crowded.values()) - 1:,} requests | {answers}; "
        f"{'answers' if crowded['answered afterwards'] else 'does not answer'} afterwards |",
    ]
    return "\n".join(lines)


def article_size() -> int:
    return len(json.dumps({"text": article(1, 8_000)["text"]}).encode())


def say(counts: Counter[str]) -> None:
    sys.stdout.write(f"{dict(counts)}\n")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=180)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--round", type=int, help="one round of damaged inputs, for the command itself")
    given = parser.parse_args()
    if given.round is not None:
        sys.stdout.write(json.dumps(one_round(given.round)))
        return
    rng = random.Random(given.seed)
    third = given.seconds / 3
    killed = kills(time.monotonic() + third, rng)
    say(killed)
    rows = damaged_rows(time.monotonic() + third, rng)
    say(rows)
    hostile, crowded = requests(time.monotonic() + third, rng)
    block = table(given.seconds, killed, rows, hostile, crowded)
    sys.stdout.write(f"{block}\n{dict(hostile)}\n{dict(crowded)}\n")
    page = PAGE.read_text(encoding="utf-8")
    before, after = page.split(MARKS[0])[0], page.split(MARKS[1])[1]
    PAGE.write_text(f"{before}{MARKS[0]}\n{block}\n{MARKS[1]}{after}", encoding="utf-8")
    if killed["differing"] or rows["lost"] or rows["stopped"] or rows["crashes"]:
        raise SystemExit("the soak found faults")


if __name__ == "__main__":
    main()
