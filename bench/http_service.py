"""The HTTP service on a free port of this machine's loopback, for the load and fuzz commands."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

HOST = "127.0.0.1"
START_SECONDS = 90


def on_core(core: int | None) -> Callable[[], None] | None:
    """What a child process runs to stay on ``core``; None: wherever it likes."""
    if core is None or not hasattr(os, "sched_setaffinity"):
        return None
    return lambda: os.sched_setaffinity(0, {core})


@contextmanager
def service(core: int | None, **settings: str) -> Iterator[tuple[int, int]]:
    """(port, process id) of a service that can score; it is told to stop at the end."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    given = {f"SCORER_{name.upper()}": value for name, value in settings.items()}
    environment = {**os.environ, "SCORER_LOG_LEVEL": "warning", **given}
    code = f"from scorer.api.serve import run; run({HOST!r}, {port})"
    process = subprocess.Popen([sys.executable, "-c", code], env=environment, preexec_fn=on_core(core))  # noqa: S603
    try:
        until = time.monotonic() + START_SECONDS
        while not _ready(port):
            if process.poll() is not None or time.monotonic() > until:
                raise SystemExit("the service did not come up")
            time.sleep(0.1)
        yield port, process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def _ready(port: int) -> bool:
    try:
        with socket.create_connection((HOST, port), 1) as connection:
            connection.sendall(b"GET /readyz HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n")
            return connection.recv(64).startswith(b"HTTP/1.1 200")
    except OSError:
        return False
