"""A megabyte of each of some 270 kinds of text, page and field, scored in a process of its own.

    python bench/megabyte.py [--size 1000000] [--match prose]

The kinds are those of tests/test_growth.py. Prints, worst first, processor seconds and the largest memory of the
process, and writes one line into docs/reliability.md. Fails where a kind takes over 7 seconds or 500 MB.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(Path(__file__).parent), str(ROOT / "tests")]
from soak import write  # noqa: E402
from test_growth import KINDS, record  # noqa: E402

SECONDS, MEGABYTES = 7.0, 500.0
#: Scores the record on standard input; says processor seconds of the scoring and the peak of the whole process.
ONE = """
import json, re, resource, sys, time
from pathlib import Path
from scorer import Scorer
scorer, given = Scorer(), json.load(sys.stdin)
scorer.score_record({"text": "Warm up."})
begun = time.process_time()
report = scorer.score_record(given)
report.to_json()
taken = time.process_time() - begun
if sys.platform == "linux":  # getrusage would count what the process that started this one held
    peak = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) * 1024 / 1e6
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
print(json.dumps([taken, peak, report.status]))
"""


@dataclass(frozen=True)
class Cost:
    """What one input cost: processor seconds, megabytes (10**6) of the whole process, and how the report ended."""

    kind: str
    seconds: float
    megabytes: float
    status: str


def cost(where: str, name: str, unit: str, size: int) -> Cost:
    given = json.dumps(record(where, name, unit, size))
    done = subprocess.run([sys.executable, "-c", ONE], input=given, capture_output=True, text=True, check=True)  # noqa: S603
    seconds, megabytes, status = json.loads(done.stdout)
    return Cost(f"{where}: {name}", seconds, megabytes, status)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--match", default="", help="only kinds whose name holds this; nothing is written then")
    given = parser.parse_args()
    kinds = [kind for kind in KINDS if given.match in f"{kind[0]}: {kind[1]}"]
    if not kinds:
        raise SystemExit(f"no kind's name holds {given.match!r}")
    costs = [cost(*kind, given.size) for kind in kinds]
    for each in sorted(costs, key=lambda one: -one.seconds)[:10] + sorted(costs, key=lambda one: -one.megabytes)[:10]:
        sys.stdout.write(f"{each.kind:32} {each.seconds:6.2f} s {each.megabytes:7.0f} MB  {each.status}\n")
    slowest = max(costs, key=lambda one: one.seconds)
    largest = max(costs, key=lambda one: one.megabytes)
    over = sum(one.seconds > SECONDS or one.megabytes > MEGABYTES for one in costs)
    if not given.match:
        write([
            f"| {given.size:,} characters of one thing, as text, page or field | {len(costs)} kinds | {over} over 7 s "
            f"of processor time or 500 MB; most: {slowest.seconds:.1f} s ({slowest.kind}), "
            f"{largest.megabytes:.0f} MB ({largest.kind}) |"
        ])  # fmt: skip
    if over:
        raise SystemExit(f"{over} kinds cost too much")


if __name__ == "__main__":
    main()
