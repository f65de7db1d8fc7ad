"""setuptools' build backend, with a compiler from the package index where the machine has none.

The extension is optional: whatever goes wrong with it, the package is installed and Python does the work.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import shlex
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from setuptools import build_meta
from setuptools.build_meta import *  # noqa: F403  (the hooks that need no compiler)

#: Clang with its headers and linker in one wheel, from the Zig project (MIT).
_ZIG = "ziglang==0.15.2"
#: The processor is no more than what every machine of its kind has: a wheel must run elsewhere.
_ZIG_CC = f"{shlex.quote(sys.executable)} -m ziglang cc -mcpu=baseline"
_ZIG_WHEELS = {("Linux", "x86_64"), ("Linux", "aarch64"), ("Darwin", "x86_64"), ("Darwin", "arm64")}


def _lacks_compiler() -> bool:
    """Whether the extension is wanted and what Python would compile it with cannot make a program. A compiler that the
    environment names is taken as it is; a Python without the global lock has no limited API to compile for."""
    unlocked = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))
    unasked = unlocked or os.environ.get("SCORER_NATIVE") == "0" or "CC" in os.environ
    if unasked or (platform.system(), platform.machine()) not in _ZIG_WHEELS:
        return False
    compiler = shlex.split(sysconfig.get_config_var("CC") or "cc")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "empty.c")
        source.write_text("int main(void) { return 0; }\n", encoding="utf-8")
        try:
            run = subprocess.run([*compiler, str(source), "-o", str(source.with_suffix(""))], capture_output=True)  # noqa: S603
        except OSError:
            return True
    return run.returncode != 0


def _choose_compiler() -> None:
    if _lacks_compiler() and importlib.util.find_spec("ziglang"):
        os.environ["CC"] = _ZIG_CC


def get_requires_for_build_wheel(config_settings: Any = None) -> list[str]:
    return [*build_meta.get_requires_for_build_wheel(config_settings), *([_ZIG] if _lacks_compiler() else [])]


def get_requires_for_build_editable(config_settings: Any = None) -> list[str]:
    return [*build_meta.get_requires_for_build_editable(config_settings), *([_ZIG] if _lacks_compiler() else [])]


def build_wheel(wheel_directory: str, config_settings: Any = None, metadata_directory: str | None = None) -> str:
    _choose_compiler()
    return str(build_meta.build_wheel(wheel_directory, config_settings, metadata_directory))


def build_editable(wheel_directory: str, config_settings: Any = None, metadata_directory: str | None = None) -> str:
    _choose_compiler()
    return str(build_meta.build_editable(wheel_directory, config_settings, metadata_directory))
