"""A run that dies at any moment leaves no output, and resumed gives the bytes of an undisturbed run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scorer.corpus import writers
from scorer.corpus.run import BatchOptions, InputError, RunState, RunStopped, run

ENDINGS = [".jsonl", ".jsonl.gz", ".csv", ".parquet"]

_RUN = """
import sys
from pathlib import Path
from scorer.corpus.run import BatchOptions, run
from scorer.corpus import writers
writers.BLOCK_ROWS = 8
if __name__ == "__main__":
    run([Path(sys.argv[1])], Path(sys.argv[2]), BatchOptions("flags", int(sys.argv[3]), resume=True, batch_size=4))
"""


class Died(BaseException):
    """The process ended here."""


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Eighteen rows, written in blocks of four."""
    monkeypatch.setattr(writers, "BLOCK_ROWS", 4)
    path = tmp_path / "small.jsonl"
    path.write_text("".join(json.dumps({"id": str(i), "text": "Too short."}) + "\n" for i in range(18)))
    return path


@pytest.mark.parametrize("ending", ENDINGS)
def test_dying_at_any_step_of_the_writing_loses_nothing(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    whole, output = tmp_path / f"whole{ending}", tmp_path / f"out{ending}"
    run([small], whole)
    moments = 0
    for step in range(1, 1000):
        with monkeypatch.context() as patched:
            _die_at(patched, step)
            try:
                run([small], output)
                break
            except Died:
                moments += 1
        assert not output.exists() or output.read_bytes() == whole.read_bytes()
        resumed = run([small], output, BatchOptions(resume=True))
        assert resumed.rows == 18
        assert output.read_bytes() == whole.read_bytes(), step
        assert sorted(path.name for path in tmp_path.iterdir()) == sorted([small.name, whole.name, output.name])
        output.unlink()
    assert moments > 10


def _die_at(monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """Let the process die just before its ``step``-th change to a file."""
    left = step

    def deadly(change: Callable[..., Any]) -> Callable[..., Any]:
        def changed(*arguments: Any, **options: Any) -> Any:
            nonlocal left
            left -= 1
            if left == 0:
                raise Died
            return change(*arguments, **options)

        return changed

    for owner, name in ((Path, "replace"), (Path, "unlink"), (Path, "write_bytes"), (os, "fsync")):
        monkeypatch.setattr(owner, name, deadly(getattr(owner, name)))


def test_resuming_begins_where_the_run_had_come_to(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        _die_at(patched, 9)
        with pytest.raises(Died):
            run([small], tmp_path / "out.jsonl")
    assert run([small], tmp_path / "out.jsonl", BatchOptions(resume=True)).resumed in (8, 12)


def test_an_interrupted_run_is_thrown_away_only_when_asked(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        _die_at(patched, 9)
        with pytest.raises(Died):
            run([small], tmp_path / "out.jsonl")
    partial = (tmp_path / "out.jsonl.partial").read_bytes()
    with pytest.raises(InputError, match="--resume, or throw it away with --restart"):
        run([small], tmp_path / "out.jsonl")
    assert (tmp_path / "out.jsonl.partial").read_bytes() == partial
    assert run([small], tmp_path / "out.jsonl", BatchOptions(restart=True)).resumed == 0


def test_a_second_run_to_the_same_output_is_refused(small: Path, tmp_path: Path) -> None:
    output, seen = tmp_path / "out.jsonl", []

    def meanwhile(_: object) -> None:
        if not seen:
            with pytest.raises(InputError, match="another run is writing") as refused:
                run([small], output, BatchOptions(resume=True))
            seen.append(refused)

    assert run([small], output, BatchOptions(progress=meanwhile, batch_size=4)).rows == 18
    assert seen
    assert len(output.read_bytes().splitlines()) == 18
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.jsonl", "small.jsonl"]


@pytest.mark.parametrize("journal", [b"[]", b"{}", b"not JSON", b'{"run": 1, "tally": 2, "done": 3, "bytes": 4}'])
def test_a_garbled_journal_begins_anew(small: Path, tmp_path: Path, journal: bytes) -> None:
    (tmp_path / "out.jsonl.partial").write_bytes(b"rubbish")
    (tmp_path / "out.jsonl.partial.journal").write_bytes(journal)
    assert run([small], tmp_path / "out.jsonl", BatchOptions(resume=True)).rows == 18


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("call", [1, 2, 3])
def test_a_full_disk_is_one_clear_error_and_can_be_resumed(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, call: int
) -> None:
    whole, output = tmp_path / f"whole{ending}", tmp_path / f"out{ending}"
    run([small], whole)
    left = call

    def full(file: int) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(InputError, match=r"No space left on device.*--resume"):
            run([small], output)
    run([small], output, BatchOptions(resume=True))
    assert output.read_bytes() == whole.read_bytes()


def test_ctrl_c_says_how_many_rows_are_written(small: Path, tmp_path: Path) -> None:
    def interrupted(state: RunState) -> None:
        if state.rows >= 8:
            raise KeyboardInterrupt

    with pytest.raises(RunStopped) as stopped:
        run([small], tmp_path / "out.jsonl", BatchOptions(progress=interrupted, batch_size=4))
    assert stopped.value.rows == 8
    assert run([small], tmp_path / "out.jsonl", BatchOptions(resume=True)).resumed == 8


@pytest.mark.parametrize("change", ["inputs", "detail"])
def test_another_run_is_not_resumed(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    with monkeypatch.context() as patched:
        _die_at(patched, 9)
        with pytest.raises(Died):
            run([small], tmp_path / "out.jsonl")
    if change == "inputs":
        small.write_text(small.read_text() + '{"text": "One more."}\n')
    with pytest.raises(InputError, match=f"begun with other {change}"):
        options = BatchOptions(detail="scores" if change == "detail" else "full", resume=True)
        run([small], tmp_path / "out.jsonl", options)


@pytest.mark.parametrize(("ending", "workers"), [(".jsonl.gz", 1), (".parquet", 2)])
def test_killed_for_real_again_and_again(corpus: Path, tmp_path: Path, ending: str, workers: int) -> None:
    whole, output = tmp_path / f"whole{ending}", tmp_path / f"out{ending}"
    begun = time.monotonic()
    assert _started(corpus, whole, workers).wait() == 0
    usual = time.monotonic() - begun
    for moment in (0.4, 0.6, 0.7, 0.8, 0.9):
        process = _started(corpus, output, workers)
        try:
            process.wait(usual * moment)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            assert not output.exists() or output.read_bytes() == whole.read_bytes()
    assert _started(corpus, output, workers).wait() == 0
    assert output.read_bytes() == whole.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([whole.name, output.name])


def _started(corpus: Path, output: Path, workers: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", _RUN, str(corpus), str(output), str(workers)])


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_workers_end_when_their_parent_is_killed(corpus: Path, tmp_path: Path) -> None:
    process = _started(corpus, tmp_path / "out.jsonl", 2)
    deadline = time.monotonic() + 60
    children: set[str] = set()
    while len(children) < 3 and time.monotonic() < deadline:  # two workers and the tracker of resources
        children = set(Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split())
        time.sleep(0.05)
    assert len(children) >= 3
    process.kill()
    process.wait()
    while any(_running(child) for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(_running(child) for child in children)


def _running(pid: str) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
