"""The service as a process: it logs no text, and finishes what it has when told to stop."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from service_process import running

WORD = "zyxwarticleword"

needs_proc = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="child processes are found through /proc")


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def inside(metrics: str) -> float:
    """Requests that are being scored or wait."""
    line = next(line for line in metrics.splitlines() if line.startswith("scorer_queue_requests "))
    return float(line.split()[1])


def test_no_text_is_logged_whatever_is_asked(tmp_path: Path, article: str) -> None:
    log = tmp_path / "log"
    with running(log, access_log="true", log_level="debug") as (address, _), httpx.Client(base_url=address) as http:
        body = {"text": f"{WORD} {article}", "title": WORD, "id": WORD}
        assert http.post("/v1/score", json=body, headers={"X-Note": WORD}).status_code == 200
        for broken in (f'{{"text": "{WORD}', f'{{"{WORD}": 1}}', WORD):
            sent = http.post(f"/v1/score?{WORD}", content=broken, headers={"Content-Type": "application/json"})
            assert sent.status_code == 422
        assert http.get(f"/{WORD}").status_code == 404
    written = log.read_text()
    assert "POST /v1/score 200" in written
    assert WORD not in written


@needs_proc
def test_a_termination_signal_finishes_what_is_inside_and_leaves_no_process(tmp_path: Path, article: str) -> None:
    long = "\n\n".join([article] * 400)
    with (
        running(tmp_path / "log") as (address, process),
        httpx.Client(base_url=address, timeout=60) as http,
        ThreadPoolExecutor(4) as threads,
    ):
        workers = children(process.pid)
        assert workers
        asked = [threads.submit(http.post, "/v1/score", json={"text": long}) for _ in range(4)]
        until = time.monotonic() + 20
        # The first may be answered before the last has come, and only those that have come are finished.
        while (now_inside := inside(http.get("/metrics").text)) + sum(answer.done() for answer in asked) < 4:
            assert time.monotonic() < until
        assert now_inside > 0, "the text is too short for this machine"
        process.send_signal(signal.SIGTERM)
        assert [answer.result().json()["status"] for answer in asked] == ["scored"] * 4
        process.wait(30)
        for worker in workers:
            with pytest.raises(ProcessLookupError):
                os.kill(worker, 0)


@needs_proc
def test_scoring_processes_end_when_the_service_is_killed(tmp_path: Path) -> None:
    with running(tmp_path / "log") as (_, process):
        workers = children(process.pid)
        assert workers
        process.kill()
        process.wait()
        until = time.monotonic() + 10
        while any(Path(f"/proc/{worker}").exists() for worker in workers):
            assert time.monotonic() < until
            time.sleep(0.1)
