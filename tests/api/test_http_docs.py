"""Every command and example of docs/http.md, run against a service."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from service_process import running

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "http.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"(?:<!-- (runs|needs): ([^>]+) -->\n)?^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
ADDRESS = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(tmp_path_factory.mktemp("docs") / "log") as (address, _):
        yield address


@pytest.mark.parametrize("block", [pytest.param(b, id=f"{n}-{b[2]}") for n, b in enumerate(BLOCKS)])
def test_an_example_runs(block: tuple[str, str, str, str], address: str, tmp_path: Path, article: str) -> None:
    what, needed, kind, code = block
    if what == "needs":
        pytest.skip(f"{needed} builds an image, which a test should not")
    if what == "runs":  # a service runs already; that its command exists is all there is left to see
        code = "\n".join(f"{line} --help" for line in code.splitlines())
    if kind == "json":
        assert json.loads(code)
        return
    if kind == "sh" and "curl" in code and shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    (tmp_path / "article.txt").write_text(article, encoding="utf-8")
    code = code.replace(ADDRESS, address).replace("scorer ", f"{Path(sys.executable).parent}/scorer ", 1)
    command = ["sh", "-e", "-c", code] if kind == "sh" else [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout
    if "curl" in code:
        assert json.loads(done.stdout)["status"] == "scored"
        assert json.loads(done.stdout)["flags"]
    elif kind == "python":
        assert done.stdout.startswith("reliability ")


def test_commands_stand_where_they_are_run() -> None:
    assert [kind for _, _, kind, _ in BLOCKS].count("sh") == 3
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`make (\w+)`", PAGE):
        assert f"\n{target}:" in makefile
    for script in re.findall(r"`python (bench/\S+)`", PAGE):
        assert (ROOT / script).is_file()
    assert not re.findall(r"^    (?:scorer|curl|make|podman|python) ", PAGE, re.MULTILINE)
