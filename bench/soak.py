"""Tries to break batch and service for a bounded time, and writes what came of it into docs/reliability.md.

python bench/soak.py --seconds 180 --seed 1
python bench/soak.py --seconds 6000 --only rows --most 1000000

The time is shared by three parts, each of which may end earlier: batch runs killed at random moments and resumed;
inputs of every format with random damage; the service under damaged requests, then under more clients than it can
serve.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import platform
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from articles import article
from http_service import HOST, service
from soak_inputs import FORMATS, damaged, damaged_file, expected_rows, write_inputs

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reliability.md"
MARKS = ("<!-- soak -->", "<!-- /soak -->")
_OVERLOAD_SECONDS = 60.0
PARTS = ("kills", "rows", "requests")
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


def kills(until: float, most: int, rng: random.Random) -> Counter[str]:
    """Runs killed at random moments until they end by themselves; their output against that of an undisturbed run."""
    counts: Counter[str] = Counter(kills=0, runs=0, differing=0, left_behind=0)
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "in.jsonl"
        source.write_text("".join(json.dumps(article(number, 60)) + "\n" for number in range(64)))
        whole: dict[str, bytes] = {}
        while time.monotonic() < until and counts["kills"] < most:
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


def damaged_rows(until: float, most: int, rng: random.Random) -> Counter[str]:
    """Damaged inputs of every format, each round in a process of its own so that a crash is counted."""
    counts: Counter[str] = Counter(inputs=0, rows=0, refused=0, lost=0, stopped=0, crashes=0)
    while time.monotonic() < until and counts["rows"] < most:
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
                (place / name).write_bytes(intact)
                (place / name).write_bytes(damaged_file(place / name, rng))
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


def requests(until: float, most: int, rng: random.Random) -> tuple[Counter[str], Counter[str]]:
    """Statuses of damaged requests, then of whole ones from more clients than the service can serve."""
    hostile: Counter[str] = Counter()
    crowded: Counter[str] = Counter()
    half = (time.monotonic() + until) / 2
    with service(None, workers="2", timeout_seconds="20") as (port, _):
        while time.monotonic() < half and hostile.total() < most:
            made = article(rng.randrange(10_000), rng.choice([20, 90, 200]))
            body = {"html": f"<p>{made['text']}</p>"} if rng.random() < 0.4 else made
            hostile[ask(port, damaged(json.dumps(body).encode(), rng))] += 1
        until = min(until, time.monotonic() + _OVERLOAD_SECONDS)
        large = large_request()

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


def kill_lines(killed: Counter[str]) -> list[str]:
    return [
        f"| kills of batch runs (KILL, TERM, INT), continued with `--resume` | {killed['kills']:,} kills, "
        f"{killed['runs']:,} runs | {killed['differing']:,} outputs differ, {killed['left_behind']:,} files left |"
    ]


def row_lines(rows: Counter[str]) -> list[str]:
    return [
        f"| damaged inputs ({', '.join(sorted({Path(name).suffix for name in FORMATS}))}) | {rows['inputs']:,} inputs, "
        f"{rows['rows']:,} rows, {rows['refused']:,} refused whole | {rows['lost']:,} rows lost, "
        f"{rows['stopped']:,} runs stopped, {rows['crashes']:,} crashes |"
    ]


def request_lines(hostile: Counter[str], crowded: Counter[str]) -> list[str]:
    answers = ", ".join(f"{count:,} × {status}" for status, count in sorted(crowded.items()) if status[0] in "12345c")
    return [
        f"| damaged requests | {hostile.total():,} | {server_errors(hostile):,} answers of 5xx other than 503, "
        f"{hostile['closed']:,} closed without an answer |",
        f"| 32 clients with {len(large_request()):,} bytes each | {crowded.total() - 1:,} requests | {answers}; "
        f"{'answers' if crowded['answered afterwards'] else 'does not answer'} afterwards |",
    ]


def server_errors(statuses: Counter[str]) -> int:
    return sum(count for status, count in statuses.items() if status.startswith("5") and status != "503")


def trial(line: str) -> str:
    """What a line of the table reports, without its figures."""
    return re.sub(r"[0-9,]+ bytes", "bytes", line.split("|")[1].split("(")[0].strip())


def write(lines: Sequence[str]) -> None:
    """Puts the lines into the table of the page, each in place of the line that reports the same trial."""
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(MARKS[0])
    block, after = rest.split(MARKS[1])
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores"
    table = {trial(line): line for line in [*block.splitlines(), *lines] if line.startswith("| ")}
    table.pop("tried", None)
    head = ["| tried | times | failed |", "|---|---|---|"]
    PAGE.write_text(
        "\n".join([before + MARKS[0], machine + ":", "", *head, *table.values(), MARKS[1] + after]), "utf-8"
    )


def large_request() -> bytes:
    return json.dumps({"text": article(1, 8_000)["text"]}).encode()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=180, help="for all parts together")
    parser.add_argument("--only", choices=PARTS, help="one part alone")
    parser.add_argument(
        "--most", type=int, default=sys.maxsize, help="end a part after this many kills, rows, requests"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--round", type=int, help="one round of damaged inputs, for the command itself")
    given = parser.parse_args()
    if given.round is not None:
        sys.stdout.write(json.dumps(one_round(given.round)))
        return
    rng = random.Random(given.seed)
    parts = [given.only] if given.only else PARTS
    lines: list[str] = []
    faults = 0
    for part in parts:
        until = time.monotonic() + given.seconds / len(parts)
        if part == "kills":
            killed = kills(until, given.most, rng)
            lines += kill_lines(killed)
            faults += killed["differing"] + killed["left_behind"]
        elif part == "rows":
            rows = damaged_rows(until, given.most, rng)
            lines += row_lines(rows)
            faults += rows["lost"] + rows["stopped"] + rows["crashes"]
        else:
            hostile, crowded = requests(until, given.most, rng)
            lines += request_lines(hostile, crowded)
            faults += server_errors(hostile) + server_errors(crowded) + hostile["closed"] + crowded["closed"]
            faults += not crowded["answered afterwards"]
    sys.stdout.write("\n".join(lines) + "\n")
    write(lines)
    if faults:
        raise SystemExit("the soak found faults")


if __name__ == "__main__":
    main()
