"""The commands and examples of the doc pages, run in their order in a folder with a small corpus."""

from __future__ import annotations

import ast
import contextlib
import importlib.util
import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

_DOCS = Path(__file__).parents[2] / "docs"
_PAGES = ["batch.md", "for-fact-checkers.md", "for-corpus-engineers.md", "for-teachers.md"]
_BLOCK = re.compile(r"(?:<!-- needs: (\S+) -->\n)?^```(sh|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    page: str
    needs: tuple[str, ...]
    kind: str
    code: str


def blocks() -> Iterator[Block]:
    for page in _PAGES:
        for needs, kind, code in _BLOCK.findall((_DOCS / page).read_text(encoding="utf-8")):
            yield Block(page, (needs,) if needs else _imports(code) if kind == "python" else (), kind, code)


def _imports(code: str) -> tuple[str, ...]:
    """The packages that a block imports, each by its first name."""
    found = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            found.update(name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return tuple(sorted(found - {"scorer"}))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, article: Callable[[int, int], dict[str, str]]) -> Path:
    """What the pages suppose: a corpus, and a folder of articles, one of which is saved as a page."""
    place = tmp_path_factory.mktemp("docs")
    with (place / "corpus.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(article(number, 120)) + "\n" for number in range(60))
        file.write("\n")
    (place / "articles").mkdir()
    for number in range(3):
        (place / "articles" / f"{number}.txt").write_text(article(number, 150)["text"], encoding="utf-8")
    made = article(5, 150)
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in made["text"].split("\n\n"))
    page = f"<html><head><title>{made['title']}</title></head><body><article>{paragraphs}</article></body></html>"
    (place / "articles" / "page.html").write_text(page, encoding="utf-8")
    (place / "article.txt").write_text(article(7, 200)["text"], encoding="utf-8")
    (place / "verdicts").mkdir()
    shutil.copy(_DOCS.parent / "eval" / "examples" / "verdicts.jsonl", place / "verdicts" / "class.jsonl")
    return place


@pytest.mark.parametrize("page", _PAGES)
def test_a_page_shows_what_is_run(page: str) -> None:
    assert any(block.page == page for block in blocks())


@pytest.mark.parametrize("block", [pytest.param(b, id=f"{b.page}-{n}-{b.kind}") for n, b in enumerate(blocks())])
def test_the_example_runs(block: Block, folder: Path) -> None:
    for package in block.needs:
        if importlib.util.find_spec(package) is None:
            pytest.skip(f"{package} is not installed")
    if "pyspark" in block.needs and shutil.which("java") is None:
        pytest.skip("Spark wants Java, and there is none")
    environment = {**os.environ, "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])}
    if block.kind == "python":
        (folder / "example.py").write_text(f"{block.code}\n", encoding="utf-8")
        _run([sys.executable, "example.py"], folder, environment)
        return
    for line in block.code.splitlines():
        command = shlex.split(line, comments=True)
        if command:
            assert command[0] == "scorer", "the pages show this project's own commands"
            if command[1:] == ["serve"]:
                _serve(folder, environment)
                continue
            _run([Path(sys.executable).parent / "scorer", *command[1:]], folder, environment)


def _serve(folder: Path, environment: dict[str, str]) -> None:
    """Start the service as the page says, on a free port, until the page it serves is there."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [Path(sys.executable).parent / "scorer", "serve"]
    serving = subprocess.Popen(
        command, cwd=folder, env={**environment, "SCORER_PORT": str(port), "SCORER_WORKERS": "1"}
    )
    try:
        until = time.monotonic() + 60
        while True:
            with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
                assert "How is this article sourced" in answer.read().decode("utf-8")
                return
            assert serving.poll() is None and time.monotonic() < until
            time.sleep(0.1)
    finally:
        serving.terminate()
        serving.wait(timeout=30)


def _run(command: list[str | Path], folder: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout or done.stderr or command[0] != sys.executable
