"""The dearest requests of 16 KB: how long one holds a core, and whether others are answered meanwhile.

    python bench/dearest.py [--size 16000] [--most 100]

Every kind of tests/test_growth.py is scored in this process, warm, and counted in processor time, the least of three
rounds. The dearest pages and texts are then posted to a service of two processes on this machine's loopback, two at a
time, with a plain article beside them. Fails where a kind takes more than ``--most`` milliseconds, or where a request
is not answered (a page nested too deep is refused with 422).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).resolve().parents[1] / "tests")]
from articles import article  # noqa: E402
from http_service import HOST, service  # noqa: E402
from test_growth import KINDS, record  # noqa: E402

from scorer import Scorer  # noqa: E402

_ROUNDS, _SHOWN = 3, 10


def costs(size: int) -> list[tuple[float, str, dict[str, Any]]]:
    """(milliseconds of processor time, kind, record) of every kind, the dearest first."""
    scorer, out = Scorer(), []
    for given in (article(1, 600), {"html": f"<p>{article(2, 600)['text']}</p>"}):
        scorer.score_record(given)
    for where, name, unit in KINDS:
        given, taken = record(where, name, unit, size), []
        for _ in range(_ROUNDS):
            begun = time.process_time()
            scorer.score_record(given).to_json()
            taken.append(time.process_time() - begun)
        out.append((1000 * min(taken), f"{where}: {name}", given))
    return sorted(out, key=lambda one: -one[0])


def answered(port: int, given: dict[str, Any]) -> tuple[int, float]:
    """(status, milliseconds) of one request."""
    body = json.dumps(given).encode()
    request = Request(f"http://{HOST}:{port}/v1/score", body, {"Content-Type": "application/json"})
    begun = time.perf_counter()
    try:
        with urlopen(request, timeout=60) as answer:  # noqa: S310
            status = answer.status
            answer.read()
    except HTTPError as error:
        status = error.code
    return status, 1000 * (time.perf_counter() - begun)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=16_000)
    parser.add_argument("--most", type=float, default=100.0)
    given = parser.parse_args()
    dearest = costs(given.size)
    for taken, kind, _ in dearest[:_SHOWN]:
        sys.stdout.write(f"{kind:32} {taken:6.0f} ms of processor time\n")
    with service(None, workers="2") as (port, _), ThreadPoolExecutor(3) as clients:
        for _, kind, dear in dearest[:_SHOWN]:
            *both, beside = clients.map(lambda one: answered(port, one), [dear, dear, article(3, 600)])
            sys.stdout.write(f"two of {kind:25} {max(ms for _, ms in both):6.0f} ms, beside them {beside[1]:.0f} ms\n")
            if {status for status, _ in both} - {200, 422} or beside[0] != 200:
                raise SystemExit(f"two of {kind}: not answered")
    over = sum(taken > given.most for taken, _, _ in dearest)
    sys.stdout.write(f"{len(dearest)} kinds, {over} over {given.most:.0f} ms of processor time\n")
    if over:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
