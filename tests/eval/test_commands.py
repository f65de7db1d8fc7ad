"""The commands of docs/evaluation.md, run as they stand there, and what they say when called wrongly."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from scorer.eval.commands import evaluate, sources

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "evaluation.md"


def documented() -> list[str]:
    """Every command line of the page's shell blocks, continued lines joined."""
    blocks = re.findall(r"```sh\n(.*?)```", PAGE.read_text(), re.DOTALL)
    lines = "\n".join(blocks).replace("\\\n", " ").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder like the project's, with the examples in it, to run commands in."""
    shutil.copytree(ROOT / "eval" / "examples", tmp_path / "eval" / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_pages_commands_run(project: Path) -> None:
    from scorer.cli import main

    commands = [line for line in documented() if line.startswith("scorer ")]
    assert len(commands) >= 5
    for line in commands:
        done = CliRunner().invoke(main, shlex.split(line)[1:], catch_exceptions=False)
        assert done.exit_code == 0, f"{line}\n{done.output}"
    assert (project / "scorer-eval" / "report.html").stat().st_size > 20_000
    assert json.loads((project / "scorer-eval" / "report.json").read_text())["articles"] == 30


def test_every_option_is_told_on_the_page() -> None:
    text = PAGE.read_text()
    for command in (evaluate, sources):
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert any(f"`{name}" in text for name in parameter.opts), parameter.opts


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--field", "label=lable"], "no row has a field 'lable'"),
        (["--field", "labels=x"], "WHAT is one of text, title"),
        (["--reliable", "maybe"], "none of the labels is maybe"),
        (["--unreliable-to", "1"], "needs --reliable-from"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(project: Path, arguments: list[str], message: str) -> None:
    done = CliRunner().invoke(evaluate, ["eval/examples/outlets.jsonl", *arguments])
    assert done.exit_code == 2
    assert message in " ".join(done.output.split())


def test_sources_with_a_file_that_holds_no_ratings(project: Path) -> None:
    (project / "r.csv").write_text("a,b\n1,2\n")
    done = CliRunner().invoke(sources, ["eval/examples/outlets.jsonl", "--ratings", "r.csv"])
    assert done.exit_code == 2 and "columns domain and one of" in " ".join(done.output.split())
