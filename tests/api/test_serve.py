"""The service as a process: it starts, answers, logs no text, and finishes what it has when told to stop."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

WORD = "zyxwarticleword"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(log: Path, **settings: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    port = free_port()
    environment = {**os.environ, **{f"SCORER_{name.upper()}": value for name, value in settings.items()}}
    code = f"from scorer.api.serve import run; run('127.0.0.1', {port}, 1)"
    with log.open("wb") as out:
        process = subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=out, stderr=out)  # noqa: S603
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(600):
            if process.poll() is not None:
                raise AssertionError(log.read_text())
            try:
                urllib.request.urlopen(f"{address}/readyz", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        yield address, process
    finally:
        process.kill()
        process.wait()


def post(address: str, body: object) -> dict[str, object]:
    request = urllib.request.Request(
        f"{address}/v1/score", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return dict(json.load(answer))


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_no_text_is_logged_whatever_is_asked(tmp_path: Path, article: str) -> None:
    log = tmp_path / "log"
    with running(log, access_log="true", log_level="debug") as (address, _):
        post(address, {"text": f"{WORD} {article}", "title": WORD, "id": WORD})
        for body in (b'{"text": "' + WORD.encode(), b'{"' + WORD.encode() + b'": 1}', WORD.encode()):
            request = urllib.request.Request(
                f"{address}/v1/score?{WORD}", body, {"Content-Type": "application/json", "X-Note": WORD}
            )
            with pytest.raises(OSError, match="422"):
                urllib.request.urlopen(request, timeout=30)
        with pytest.raises(OSError, match="404"):
            urllib.request.urlopen(f"{address}/{WORD}", timeout=30)
    written = log.read_text()
    assert "POST /v1/score 200" in written
    assert WORD not in written


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="child processes are found through /proc")
def test_a_termination_signal_finishes_what_is_inside_and_leaves_no_process(tmp_path: Path, article: str) -> None:
    with running(tmp_path / "log") as (address, process):
        workers = children(process.pid)
        assert workers
        answers: list[dict[str, object]] = []
        long = "\n\n".join([article] * 150)
        asking = [threading.Thread(target=lambda: answers.append(post(address, {"text": long}))) for _ in range(4)]
        for thread in asking:
            thread.start()
        time.sleep(0.25)
        process.send_signal(signal.SIGTERM)
        for thread in asking:
            thread.join()
        assert [answer["status"] for answer in answers] == ["scored"] * 4
        process.wait(30)
        for worker in workers:
            with pytest.raises(ProcessLookupError):
                os.kill(worker, 0)


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="child processes are found through /proc")
def test_workers_end_when_the_service_is_killed(tmp_path: Path) -> None:
    with running(tmp_path / "log") as (_, process):
        workers = children(process.pid)
        process.kill()
        process.wait()
        for _ in range(100):
            gone = [worker for worker in workers if not Path(f"/proc/{worker}").exists()]
            if gone == workers:
                break
            time.sleep(0.1)
        assert gone == workers
