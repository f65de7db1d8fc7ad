"""Fits in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = """
import os
from functools import partial
from scorer.eval.training.processes import run_apart
if __name__ == "__main__":
    print(run_apart([partial(os.getenv, "PYTHONSAFEPATH"), partial(int, "7")]))
"""


def test_modules_in_the_working_directory_are_left_alone(tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    trap.mkdir()
    for name in ("numpy", "pickle", "socket", "struct", "threading", "signal", "multiprocessing", "scorer", "json"):
        (trap / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'a').write({name!r} + '\\n')\n")
    script = tmp_path / "fit.py"
    script.write_text(SCRIPT)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"}
    command = [sys.executable, "-P", script]
    done = subprocess.run(command, cwd=trap, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "['1', 7]"
    assert not (tmp_path / "ran").exists(), (tmp_path / "ran").read_text()
