"""No string from outside reaches a terminal raw, and a command that cannot run says why in one line."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from importlib.resources import files
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from scorer.cli import main
from scorer.eval.outlets import rollup
from scorer.model.additive import load_models
from scorer.model.store import ModelError
from scorer.render import flat

ESCAPES = "\x1b[2J\x1b]8;;http://x\x1b\\ \x9b31m \x07 \u202e [/x] [red]y"
ARTICLE = "The council met on Tuesday, the clerk said. " * 20


def run(*arguments: str | Path) -> Result:
    return CliRunner(env={"COLUMNS": "400"}).invoke(main, [str(argument) for argument in arguments])


def harmless(output: str) -> bool:
    return not any(c in output for c in "\x1b\x9b\x07\u202e")


def test_flat_lets_no_control_character_through() -> None:
    every = "".join(map(chr, range(0x3000)))
    assert len(flat(every)) == len(every)
    assert flat(every).isprintable()


def test_titles_bylines_dates_and_names_of_files_are_harmless(tmp_path: Path) -> None:
    page = (
        f"<html><head><title>{ESCAPES}</title><meta name=author content='{ESCAPES}'>"
        f"<meta property='article:published_time' content='{ESCAPES}'></head><body><p>{ARTICLE}</p></body></html>"
    )
    folder = tmp_path / "d[x]"
    (folder / "a").mkdir(parents=True)
    (folder / "b").mkdir()
    for place in ("a", "b"):
        (folder / place / "\x1b[31m[red]x.html").write_text(page, encoding="utf-8")
    one = run("score", folder / "a" / "\x1b[31m[red]x.html")
    many = run("score", folder)
    assert one.exit_code == many.exit_code == 0
    assert harmless(one.output) and harmless(many.output)
    assert "[red]x.html" in many.output.replace("\n", "")


def test_outlets_are_shown_as_they_are(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps({"domain": ESCAPES, "text": ARTICLE}) + "\n")
    shown = run("sources", source)
    assert shown.exit_code == 0, shown.output
    assert harmless(shown.output)
    assert "[/x]" in shown.output.replace("\n", "")
    console = Console(file=StringIO(), markup=False)
    rollup.render(rollup.run([source], rollup.SourcesOptions()), console)


def test_a_file_of_a_folder_that_cannot_be_read_is_a_bad_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b.txt", "c.pdf"):
        (tmp_path / name).write_text(ARTICLE)
    whole = Path.open

    def refused(self: Path, *given: Any, **options: Any) -> Any:
        if self.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return whole(self, *given, **options)

    monkeypatch.setattr(Path, "open", refused)
    result = run("score", tmp_path, "--json")
    assert result.exit_code == 1
    assert [json.loads(line)["status_reason"] for line in result.stdout.splitlines()] == ["bad_input", None]
    assert "Skipped 1" in result.stderr and "c.pdf" in result.stderr


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """A copy of the two score models."""
    folder = tmp_path / "model"
    folder.mkdir()
    for name in ("about.json", "reliability.npz", "quality.npz"):
        shutil.copy(str(files("scorer.models") / name), folder / name)
    return folder


@pytest.mark.parametrize(
    "damage", ["no zip", "empty", "cut", "flipped", "nan", "infinite", "shape", "missing", "about list", "about text"]
)
def test_a_damaged_model_folder_is_one_clear_line(models: Path, damage: str) -> None:
    path = models / "reliability.npz"
    whole = path.read_bytes()
    with np.load(path) as stored:
        arrays = dict(stored)
    if damage in ("nan", "infinite"):
        arrays["curve"][3, 1] = np.nan if damage == "nan" else np.inf
    elif damage == "shape":
        arrays["base"] = np.zeros(3)
    elif damage == "missing":
        del arrays["usual"]
    np.savez(path, **arrays)
    middle = len(whole) // 2
    contents = {
        "no zip": b"rubbish",
        "empty": b"",
        "cut": whole[:middle],
        "flipped": whole[:middle] + bytes(byte ^ 0xFF for byte in whole[middle : middle + 40]) + whole[middle + 40 :],
    }
    if damage in contents:
        path.write_bytes(contents[damage])
    if damage.startswith("about"):
        (models / "about.json").write_text("[]" if damage == "about list" else "{")
    with pytest.raises(ModelError):
        load_models(models)
    source = models.parent / "in.jsonl"
    source.write_text('{"text": "x"}\n')
    for arguments in (["score", source], ["batch", source, "--output", models.parent / "out.jsonl"]):
        result = run(*arguments, "--model", models)
        assert result.exit_code == 2
        assert "Traceback" not in result.output
    assert not (models.parent / "out.jsonl").exists()


@pytest.mark.parametrize(
    ("command", "package", "extra"),
    [("batch", "pyarrow", "corpus"), ("serve", "fastapi", "serve"), ("sources", "scipy", "eval")],
)
def test_a_missing_extra_names_the_command_that_installs_it(
    tmp_path: Path, command: str, package: str, extra: str
) -> None:
    (tmp_path / "in.jsonl").write_text('{"text": "x", "source": "a"}\n')
    options = {"batch": ["in.jsonl", "--output", "out.jsonl"], "sources": ["in.jsonl"], "serve": []}[command]
    code = f"import sys; sys.modules[{package!r}] = None; from scorer.cli import main; main({[command, *options]})"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 2
    assert f"{command} needs {package}, which is not installed: pip install 'scorer[{extra}]'" in done.stderr


def test_batch_says_how_to_continue_and_refuses_to_throw_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from scorer.corpus import run as corpus_run
    from scorer.corpus import writers

    monkeypatch.setattr(writers, "BLOCK_ROWS", 2)
    (tmp_path / "in.jsonl").write_text('{"text": "Too short."}\n' * 200)
    whole = corpus_run._state

    def stopping(*arguments: object) -> object:
        state = whole(*arguments)  # type: ignore[arg-type]
        if state.rows:
            raise KeyboardInterrupt
        return state

    command = ["batch", tmp_path / "in.jsonl", "--output", tmp_path / "out.jsonl"]
    with monkeypatch.context() as patched:
        patched.setattr(corpus_run, "_state", stopping)
        stopped = run(*command)
    assert stopped.exit_code == 130
    assert "Stopped after 64 rows. Continue with --resume." in stopped.output
    again = run(*command)
    assert again.exit_code == 2 and "--restart" in again.output
    other = run(*command, "--resume", "--detail", "scores")
    assert other.exit_code == 2 and "other detail" in other.output
    assert run(*command, "--resume").exit_code == 0
    assert len((tmp_path / "out.jsonl").read_bytes().splitlines()) == 200


def command(*arguments: str, stdout: str = "", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own; ``stdout``: where the shell lets it write."""
    line = f'exec "{sys.executable}" -c "from scorer.cli import main; main()" {shlex.join(arguments)} {stdout}'
    return subprocess.run(["/bin/sh", "-c", line], capture_output=True, env={**os.environ, **environment})


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", [["signals"], ["signals", "--json"], ["--help"], ["--version"]])
def test_an_output_that_takes_nothing_is_one_clear_line(arguments: list[str]) -> None:
    done = command(*arguments, stdout="> /dev/full")
    assert (done.returncode, done.stderr) == (2, b"Error: No space left on device\n")


def test_a_report_on_a_full_disk_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    for form in ([], ["--json"], ["--export", "markdown"]):
        done = command("score", str(tmp_path / "a.txt"), *form, stdout="> /dev/full")
        assert (done.returncode, done.stderr) == (2, b"Error: No space left on device\n")


def test_a_terminal_that_knows_ascii_alone_shows_marks_for_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Café owners waited. " + ARTICLE, encoding="utf-8")
    done = command("score", str(tmp_path / "a.txt"), PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.isascii() and b"language en" in done.stdout


def test_closed_streams_are_empty_ones(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    assert command("score", str(tmp_path / "a.txt"), stdout=">&-").returncode == 0
    assert command("score", str(tmp_path / "a.txt"), "--json", stdout=">&- 2>&-").returncode == 0
    assert b"no_text" in command("score", "--json", stdout="<&-").stdout


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs /dev/zero")
def test_an_input_without_end_is_read_up_to_a_limit() -> None:
    done = command("score", "/dev/zero", "--json")
    assert json.loads(done.stdout)["status_reason"] == "too_long"
    assert json.loads(command("score", "--json", stdout="< /dev/zero").stdout)["status_reason"] == "too_long"
