"""Nothing is run that lies in the folder a batch, or a fit with processes of its own, is started in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Article = Callable[[int, int], dict[str, str]]

BATCH = [
    sys.executable,
    "-P",
    "-c",
    "from scorer.cli import main; main()",
    "batch",
    "in.jsonl",
    "--output",
    "out.jsonl",
]
FIT = """
from functools import partial
import os
from scorer.eval.training.processes import run_apart
if __name__ == "__main__":
    assert run_apart([partial(os.getenv, "PYTHONSAFEPATH")]) == ["1"]
"""


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A folder with a module of every name that scoring with two workers imports; each tells when it is run."""
    code = (
        "import multiprocessing.popen_spawn_posix, multiprocessing.spawn, multiprocessing.queues, sys\n"
        "import scorer.corpus.run, scorer.scoring; scorer.scoring.Scorer().score_record({'text': 'x'})\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    names = {name for name in done.stdout.split() if name.isidentifier() and name != "__main__"}
    assert {"numpy", "json", "pickle", "socket", "struct", "types", "threading", "signal", "scorer"} <= names
    folder = tmp_path / "trap"
    folder.mkdir()
    for name in names:
        (folder / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'a').write({name!r} + '\\n')\n")
    return folder


@pytest.mark.parametrize("more", [["--workers", "2"], []], ids=["two workers", "one process"])
def test_a_batch_leaves_modules_in_its_folder_alone(trap: Path, article: Article, more: list[str]) -> None:
    (trap / "in.jsonl").write_text(json.dumps(article(1, 100)) + "\n")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"}
    done = subprocess.run([*BATCH, *more], cwd=trap, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert not (trap.parent / "ran").exists(), (trap.parent / "ran").read_text()
    assert json.loads((trap / "out.jsonl").read_text())["status"] == "scored"


def test_a_fit_leaves_modules_in_its_folder_alone(trap: Path) -> None:
    script = trap.parent / "fit.py"
    script.write_text(FIT)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"}
    done = subprocess.run([sys.executable, "-P", script], cwd=trap, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert not (trap.parent / "ran").exists()
