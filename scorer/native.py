"""The compiled kernels (``native/``), where they were built and the environment does not say ``SCORER_NATIVE=0``.

A kernel stands in for Python code beside which it is called, and gives the same to the last bit; tests hold it to that.
Nothing needs it.
"""

from __future__ import annotations

import os
from types import ModuleType

#: What the Python code expects the functions to take and give; a build left over from another version is not used.
_INTERFACE = 5


def _load() -> tuple[ModuleType | None, str]:
    if os.environ.get("SCORER_NATIVE") == "0":
        return None, "turned off by SCORER_NATIVE=0"
    try:
        from scorer import _native
    except ImportError:
        return None, "not built"
    if _native.INTERFACE != _INTERFACE:
        return None, "left over from another version: install again"
    return _native, "in use"


#: The module, or None where Python does the work; and which it is, in words.
KERNELS, STATE = _load()
