"""What the parts of the benchmark share: articles, processes that take turns, and what they cost."""

from __future__ import annotations

import gzip
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from articles import articles

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".cache" / "bench"
PEERS = {  # name: the script, what it needs from the package index, what is measured
    "datatrove": ("datatrove_quality.py", ["datatrove[processing]", "spacy"], "its four quality filters"),
    "textdescriptives": ("textdescriptives_quality.py", ["textdescriptives"], "its quality metrics"),
    "nela-features": ("nela.py", ["nela-features"], "all its feature groups"),
}
HEALTH_STORIES = Path(os.environ.get("SCORER_SHARED", ROOT.parent / "shared")) / "data/articles/healthstory.jsonl.gz"


def make_articles(folder: Path, rows: int, words: int) -> Path:
    path = folder / f"articles-{rows}-{words}.jsonl"
    if not path.exists():
        with path.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in articles(rows, words))
    return path


def run(command: Sequence[str | Path], **options: Any) -> str:
    """What the command prints."""
    done = subprocess.run(command, text=True, check=True, stdout=subprocess.PIPE, **options)  # noqa: S603
    return done.stdout


def on_one_core(command: Sequence[str | Path], **environment: str) -> str:
    """The output of a command that may use one core only, with these variables in its environment."""
    core = min(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None
    before = None if core is None else lambda: os.sched_setaffinity(0, {core})
    return run(command, preexec_fn=before, env={**os.environ, **environment})


def peer_python(name: str, needs: list[str]) -> Path | None:
    """The interpreter of a peer's own environment; None where it cannot be installed."""
    place = CACHE / name
    python = place / "bin" / "python"
    ready = place / ".ready"
    if not ready.exists():
        try:
            run([sys.executable, "-m", "venv", place])
            run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *needs], timeout=600)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            return None
        ready.touch()
    return python


def peak_memory(command: Sequence[str | Path]) -> float:
    """MB of the largest process that the command starts, itself included. In a process of its own, whose
    children are these alone."""
    code = (
        "import json, resource, subprocess, sys; subprocess.run(json.loads(sys.argv[1]), check=True);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    found = run([sys.executable, "-c", code, json.dumps([str(part) for part in command])])
    unit = 1 if platform.system() == "Darwin" else 1024
    return float(found.split()[-1]) * unit / 1e6


def timed(command: Sequence[str | Path]) -> float:
    begun = time.monotonic()
    run(command, stderr=subprocess.DEVNULL)
    return time.monotonic() - begun


def cost(function: Callable[[str], object], text: str) -> float:
    begun = time.process_time()
    function(text)
    return time.process_time() - begun


def scorer(*arguments: str | Path) -> list[str | Path]:
    return [Path(sys.executable).parent / "scorer", *arguments]


def health_stories(folder: Path, rows: int) -> Path | None:
    """Real articles of many outlets, spread over the corpus; None where the labelled data are not there."""
    if not HEALTH_STORIES.exists():
        return None
    path = folder / f"health-stories-{rows}.jsonl"
    with gzip.open(HEALTH_STORIES, "rt", encoding="utf-8") as file:
        lines = list(file)
    with path.open("w", encoding="utf-8") as file:
        for line in islice(lines, 0, None, max(1, len(lines) // rows)):
            file.write(json.dumps({"text": json.loads(line)["text"]}, ensure_ascii=False) + "\n")
    return path


#: What half a megabyte is made of that no article holds.
_UNITS: Mapping[str, str] = {
    "quotation marks": '"',
    "curly quotations": "“a” ",
    "single marks": "'",
    "spaces": " ",
    "line ends": "\n",
    "full stops": ".",
    "he said": "he said ",
    "he said, in quotes": '"he said ',
    "he said, marks lost": "?he said ",
    "he said, marks doubled": 'he said ""so"" ',
    "Name : x": "Name : x\n",
    "speakers": "MARSH: so. ",
    "guesses": "it may go and ",
    "one endless sentence": "and the mayor of the town went on to speak of it ",
    "one endless word": "a",
    "digits": "1",
    "brackets": "([{",
    "ampersands": "&amp;",
    "commas": "a,",
    "hyphens": "a-",
    "capitals": "Ada Marsh ",
    "dates": "3 March 2021 ",
    "web addresses": "https://a.example/b ",
    "the same line": "The mayor said that the bridge was closed.\n",
    "emoji": "\U0001f600",
    "Chinese": "\u4e2d\u6587",
}


def costs_of_anything() -> tuple[float, dict[str, float]]:
    """Processor seconds for half a megabyte of prose, and of anything else as a multiple of that."""
    from threadpoolctl import threadpool_limits

    from scorer import Scorer

    size = 500_000
    prose = "\n\n".join(record["text"] for record in articles(200, 700))[:size]
    things = {name: (unit * (size // len(unit) + 1))[:size] for name, unit in _UNITS.items()}
    one = Scorer()
    with threadpool_limits(limits=1):
        one.score_text(prose)
        base = min(cost(one.score_text, prose) for _ in range(3))
        return base, {name: cost(one.score_text, text) / base for name, text in things.items()}
