"""The measures of speed as ratios, each of two things that take turns in one run."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from timing import (
    PEERS,
    costs_of_anything,
    health_stories,
    make_articles,
    on_one_core,
    peak_memory,
    peer_python,
    run,
    scorer,
    timed,
)

_ROUNDS, _ARTICLES = 5, 100
#: Rows of the runs by one and by two workers, and of the one whose memory is measured.
_WORKED, _HELD = 1_500, 30_000
_REPORTS = Path(__file__).parent / "peers" / "scorer_reports.py"


def ratios(folder: Path) -> list[str]:
    """What the others show one by one, in a few minutes: in turns, the median of the turns' own ratios with the least
    and the greatest. Health stories are real articles of many outlets (docs/data.md)."""
    texts = {"generated articles": make_articles(folder, _ARTICLES, 700)}
    if (stories := health_stories(folder, _ARTICLES)) is not None:
        texts["health stories"] = stories
    lines = ["| measure | ratio | from – to |", "|---|---|---|"]
    for name, path in texts.items():
        for measure, found in _reports(path).items():
            lines.append(_line(f"{measure}, {name}", found))
    page = folder / "article.txt"
    page.write_text(json.loads(texts["generated articles"].read_text().splitlines()[0])["text"], encoding="utf-8")
    imported = [sys.executable, "-c", "import sklearn.linear_model"]
    starts = _turns(lambda: timed(scorer("score", page)), lambda: timed(imported))
    lines.append(_line("`scorer score FILE` against `import sklearn.linear_model`", starts))
    lines.append(_line("two workers against one", _workers(folder)))
    _, costs = costs_of_anything()
    dearest = max(costs, key=costs.__getitem__)
    lines.append(f"| half a megabyte of the dearest thing ({dearest}) against prose | {costs[dearest]:.1f} | |")
    short = make_articles(folder, _HELD, 90)
    peak = peak_memory(scorer("batch", short, "--output", folder / "out.parquet", *_SCORES_BY_TWO))
    lines.append(f"| largest process of two that score {_HELD:,} short articles | {peak:,.0f} MB | |")
    return lines


_SCORES_BY_TWO = ("--detail", "scores", "--workers", "2", "--no-progress")


def _reports(path: Path) -> dict[str, list[float]]:
    """Full reports against datatrove's filters, against scores alone, and by Python alone, over the same texts."""
    file, needs, _ = PEERS["datatrove"]
    python = peer_python("datatrove", needs)
    found: dict[str, list[float]] = {}
    for _ in range(_ROUNDS):
        full, scores = _seconds([sys.executable, _REPORTS, path]), _seconds([sys.executable, _REPORTS, path, "scores"])
        found.setdefault("scores alone are faster than full reports", []).append(full / scores)
        plain = _seconds([sys.executable, _REPORTS, path], SCORER_NATIVE="0")
        found.setdefault("with the compiled extension faster than without", []).append(plain / full)
        if python is not None:
            other = _seconds([python, _REPORTS.with_name(file), path])
            found.setdefault("full reports are faster than datatrove's four filters", []).append(other / full)
    return found


def _seconds(command: Sequence[str | Path], **environment: str) -> float:
    return float(json.loads(on_one_core(command, **environment))["seconds"])


def _turns(one: Callable[[], float], other: Callable[[], float]) -> list[float]:
    return [one() / other() for _ in range(_ROUNDS)]


def _workers(folder: Path) -> list[float]:
    path = make_articles(folder, _WORKED, 700)

    def seconds(number: int) -> float:
        begun = time.monotonic()
        run(scorer("batch", path, "--output", folder / "out.jsonl", "--workers", str(number), "--no-progress"))
        return time.monotonic() - begun

    return [seconds(1) / seconds(2) for _ in range(2)]


def _line(measure: str, found: Sequence[float]) -> str:
    return f"| {measure} | {statistics.median(found):.2f} | {min(found):.2f} – {max(found):.2f} |"
