"""The service as a process of its own on a free port of the loopback."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx


@contextmanager
def running(log: Path, *, safe: bool = False, **settings: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Its address and process, once it can score; ``settings`` become SCORER_ variables.

    ``safe``: started as the installed command is, without the working directory among the places of modules.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = {**os.environ, **{f"SCORER_{name.upper()}": value for name, value in settings.items()}}
    code = f"from scorer.api.serve import run; run('127.0.0.1', {port}, 1)"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, *(["-P"] if safe else []), "-c", code], env=environment, stdout=out, stderr=out
        )
    try:
        address = f"http://127.0.0.1:{port}"
        until = time.monotonic() + 60
        while not _ready(address):
            if process.poll() is not None or time.monotonic() > until:
                raise AssertionError(log.read_text())
            time.sleep(0.1)
        yield address, process
    finally:
        process.kill()
        process.wait()


def _ready(address: str) -> bool:
    try:
        return httpx.get(f"{address}/readyz", timeout=5).status_code == 200
    except httpx.TransportError:
        return False
