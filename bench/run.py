"""Measures speed, memory and start-up in one run, as ratios, and writes docs/benchmarks.md.

python bench/run.py                  all of it, in about ten minutes
python bench/run.py speed startup    only these parts; the others stand as they are
"""

from __future__ import annotations

import argparse
import functools
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from articles import articles
from ratios import ratios
from timing import (
    PEERS,
    ROOT,
    costs_of_anything,
    make_articles,
    on_one_core,
    peak_memory,
    peer_python,
    run,
    scorer,
    timed,
)

ROUNDS = 7


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


PAGE = ROOT / "docs" / "benchmarks.md"


def speed(folder: Path) -> list[str]:
    """Full reports against other libraries, over the same texts, on one core, in turns; the ratio is the median of the
    turns' own, since a machine that others use is now faster and now slower."""
    path, short = make_articles(folder, 150, 700), make_articles(folder, 600, 90)
    script = Path(__file__).parent / "peers"
    turns: dict[str, list[tuple[float, float]]] = {}
    versions: dict[str, str] = {}
    for name, (file, needs, _) in PEERS.items():
        python = peer_python(name, needs)
        if python is None:
            continue
        for _ in range(ROUNDS):
            found = json.loads(on_one_core([sys.executable, script / "scorer_reports.py", path]))
            ours = found["rows"] / found["seconds"]
            try:
                other = json.loads(on_one_core([python, script / file, path]))
            except (subprocess.CalledProcessError, json.JSONDecodeError):
                break
            turns.setdefault(name, []).append((ours, other["rows"] / other["seconds"]))
            versions[name] = other["version"]
    rate = statistics.median(ours for pairs in turns.values() for ours, _ in pairs)
    lines = [f"| scorer, full reports | {rate:,.0f} | |"]
    other_work = (
        ("scores alone", path, ["scores"]),
        ("of 90 words", short, []),
        ("of 90 words, scores alone", short, ["scores"]),
    )
    for name, texts, options in other_work:
        found = json.loads(on_one_core([sys.executable, script / "scorer_reports.py", texts, *options]))
        lines.append(f"| – {name} | {found['rows'] / found['seconds']:,.0f} | |")
    for name, (_, _, measured) in PEERS.items():
        if name in turns:
            theirs = statistics.median(theirs for _, theirs in turns[name])
            ratios = sorted(ours / theirs for ours, theirs in turns[name])
            faster = f"{statistics.median(ratios):,.1f} ({ratios[0]:,.1f} to {ratios[-1]:,.1f})"
            lines.append(f"| {name} {versions[name]}, {measured} | {theirs:,.1f} | {faster} |")
        else:
            lines.append(f"| {name} | not measured: it could not be installed or run here | |")
    head = ["| on one core, 150 articles of 700 words | articles a second | scorer is faster by |", "|---|---|---|"]
    return head + lines


def workers(folder: Path) -> list[str]:
    """Two workers against one, as the command is run."""
    path = make_articles(folder, 3000, 700)
    seconds = {}
    for number in (1, 2, 1, 2):
        begun = time.monotonic()
        run(scorer("batch", path, "--output", folder / "out.jsonl", "--workers", str(number), "--no-progress"))
        seconds[number] = min(seconds.get(number, 1e9), time.monotonic() - begun)
    return [
        "| 3,000 articles of 700 words | seconds | rows a second |",
        "|---|---|---|",
        *(f"| {n} worker{'s' * (n > 1)} | {s:,.1f} | {3000 / s:,.0f} |" for n, s in seconds.items()),
        f"| two are faster by | {seconds[1] / seconds[2]:.2f} | |",
    ]


ROWS = (10_000, 30_000, 100_000, 300_000, 1_000_000)


def memory(folder: Path, numbers: Sequence[int] = ROWS) -> list[str]:
    """The largest process while short articles are scored by two workers: it must not grow with their number, once
    the row group that a table is written by at the end (64 MiB) is full."""
    lines = ["| short articles (90 words) | largest process, MB |", "|---|---|"]
    for rows in numbers:
        path = make_articles(folder, rows, 90)
        peak = peak_memory(
            scorer("batch", path, "--output", folder / "out.parquet", "--detail", "scores", "--workers", "2")
        )
        lines.append(f"| {rows:,} | {peak:,.0f} |")
        path.unlink()
    return lines


def startup(folder: Path) -> list[str]:
    """From the shell to the answer, against importing scikit-learn's linear models."""
    page = folder / "article.txt"
    page.write_text(next(articles(1, 700))["text"], encoding="utf-8")
    commands: dict[str, list[str | Path]] = {
        'python -c "import sklearn.linear_model"': [sys.executable, "-c", "import sklearn.linear_model"],
        "scorer --help": scorer("--help"),
        "scorer score FILE": scorer("score", page),
        "scorer batch, one article": scorer("batch", folder / "one.jsonl", "--output", folder / "out.jsonl"),
    }
    make_articles(folder, 1, 700).rename(folder / "one.jsonl")
    seconds = {name: statistics.median(timed(command) for _ in range(7)) for name, command in commands.items()}
    base = next(iter(seconds.values()))
    head = ["| command | seconds | times the first |", "|---|---|---|"]
    return head + [f"| `{name}` | {s:.2f} | {s / base:.2f} |" for name, s in seconds.items()]


def pathological(_: Path) -> list[str]:
    """Half a megabyte of any one thing against half a megabyte of prose."""
    base, costs = costs_of_anything()
    lines = [f"| prose | {base:.2f} s | 1.0 |"]
    lines += [
        f"| {name} | {times * base:.2f} s | {times:.1f} |" for name, times in sorted(costs.items(), key=lambda c: -c[1])
    ]
    return ["| half a megabyte of | time | times prose |", "|---|---|---|", *lines]


PARTS: dict[str, Callable[[Path], list[str]]] = {
    "ratios": ratios,
    "speed": speed,
    "workers": workers,
    "memory": memory,
    "startup": startup,
    "pathological": pathological,
}


def sections() -> dict[str, str]:
    """The parts of the page as they stand, by name."""
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    found = text.split("\n## ")[1:]
    return {part.partition("\n")[0].lower(): part.partition("\n")[2].strip() for part in found}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--rows", type=int, nargs="+", default=ROWS, help="of the part memory; a million take an hour")
    options = parser.parse_args()
    chosen = options.parts or list(PARTS)
    for name in chosen:
        with tempfile.TemporaryDirectory() as folder:
            part = functools.partial(memory, numbers=options.rows) if name == "memory" else PARTS[name]
            lines = part(Path(folder))
        machine = f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}."
        text = "\n".join([(PARTS[name].__doc__ or "").strip(), "", *lines, "", machine])
        say(f"## {name.capitalize()}\n\n{text}\n")
        stand = {**sections(), name: text}
        page = (
            "# Benchmarks\nWritten by `make bench`, a part at a time. The articles are made by `bench/articles.py`.\n"
        )
        page += "".join(f"\n## {part.capitalize()}\n\n{stand[part]}\n" for part in PARTS if part in stand)
        PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
