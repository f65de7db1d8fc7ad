"""The compiled kernels (``native/``), where they were built and the environment does not say ``SCORER_NATIVE=0``.

A kernel stands in for Python code beside which it is called, and gives the same to the last bit; tests hold it to that.
Nothing needs it.
"""

from __future__ import annotations

import os
from importlib import import_module
from types import ModuleType

#: What the Python code expects the functions to take and give; a build left over from another version is not used.
_INTERFACE = 6


def _load() -> tuple[ModuleType | None, str]:
    if os.environ.get("SCORER_NATIVE") == "0":
        return None, "turned off by SCORER_NATIVE=0"
    try:
        kernels = import_module("scorer._native")
    except ModuleNotFoundError:
        return None, "not built"
    except ImportError as error:  # such as in an interpreter inside another one, with a lock of its own
        return None, f"cannot be loaded: {error}"
    if kernels.INTERFACE != _INTERFACE:
        return None, "left over from another version: install again"
    return kernels, "in use"


#: The module, or None where Python does the work; and which it is, in words.
KERNELS, STATE = _load()
