"""Nothing is run that lies in the folder the service is started in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from service_process import running

ROOT = Path(__file__).parents[2]
IMPORTED = (
    "import sys; from scorer.api.worker import scoring; scoring(100)\n"
    "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
)


def test_modules_of_every_imported_name_are_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, article: str
) -> None:
    done = subprocess.run([sys.executable, "-c", IMPORTED], capture_output=True, text=True, check=True)
    names = {name for name in done.stdout.split() if name.isidentifier() and name != "__main__"}
    assert {"numpy", "orjson", "json", "bisect", "scorer"} <= names
    trap, proof = tmp_path / "trap", tmp_path / "ran"
    trap.mkdir()
    for name in names:
        (trap / f"{name}.py").write_text(f"open({str(proof)!r}, 'a').write({name!r} + '\\n')\n")
    monkeypatch.chdir(trap)
    # The service itself is started as its command is, by a file that lies elsewhere.
    with running(tmp_path / "log", safe=True) as (address, _):
        assert httpx.post(f"{address}/v1/score", json={"text": article}, timeout=30).json()["status"] == "scored"
    assert not proof.exists(), proof.read_text()


def test_the_service_runs_from_inside_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, article: str
) -> None:
    for folder in (ROOT, ROOT / "scorer", ROOT / "api"):
        monkeypatch.chdir(folder)
        with running(tmp_path / "log", safe=True) as (address, _):
            assert httpx.post(f"{address}/v1/score", json={"text": article}, timeout=30).status_code == 200
    assert "PYTHONSAFEPATH" not in os.environ
