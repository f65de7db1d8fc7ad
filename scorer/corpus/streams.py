"""The standard streams of a command, whatever they are connected to."""

from __future__ import annotations

import io
import os
import sys


def make_usable() -> None:
    """Put an empty stream where one is closed, and let one that knows few characters show a mark for the others."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            empty = os.fdopen(os.open(os.devnull, os.O_RDWR), "r" if name == "stdin" else "w", encoding="utf-8")
            setattr(sys, name, empty)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def drop_output() -> None:
    """Let nothing that standard output would not take be written again at the end of the process."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
