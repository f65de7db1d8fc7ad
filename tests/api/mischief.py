"""A scoring process for tests of the pool: does what the article's text says, and echoes the rest."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import orjson

from scorer.api.worker import run

HEAD = b'{"status":"scored","reason":null}'


def answer(options: bytes, payload: bytes) -> tuple[bytes, bytes]:
    """ "sleep 0.5": later. "die": the process ends. "die-once FILE": ends unless FILE exists. "raise": fails."""
    if reason := orjson.loads(options).get("not_scored"):
        return HEAD, orjson.dumps({"not_scored": reason})
    word, _, rest = (orjson.loads(payload).get("text") or "").partition(" ")
    if word == "sleep":
        time.sleep(float(rest))
    if word == "die" or (word == "die-once" and not Path(rest).exists()):
        if rest:
            Path(rest).touch()
        os._exit(9)
    if word == "raise":
        raise ValueError(f"secret: {rest}")
    return HEAD, orjson.dumps({"status": "scored", "echo": rest, "pid": os.getpid()})


if __name__ == "__main__":
    if "--broken" in sys.argv:
        sys.exit(3)
    run(answer, sys.stdin.buffer, sys.stdout.buffer)
