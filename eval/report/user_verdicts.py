"""What readers thought of the findings: the labels that the page saves, counted by kind of flag.

A row holds an article and ``verdicts``, each of a flag at a place: ``right``, ``wrong`` ("Not so"), ``missed`` (added
by the reader) or ``open`` (shown, nothing said). Only what a reader judged counts towards precision.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table
from scipy.stats import binomtest

from scorer.eval.datasets import DataError, Row, files_of, read_rows
from scorer.eval.scored import Judge
from scorer.render import flat
from scorer.scoring import Scorer

_VERDICTS = ("right", "wrong", "missed", "open")


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind of flag.

    ``precision`` = right / (right + wrong) with its 95% interval (Wilson), None where nothing was judged. The model
    at hand still raises ``still_raised`` of the ``wrong`` and now finds ``now_found`` of the ``missed``.
    """

    flag: str
    right: int
    wrong: int
    missed: int
    open: int
    precision: float | None
    low: float | None
    high: float | None
    still_raised: int
    now_found: int


@dataclass(frozen=True, slots=True)
class UserVerdicts:
    """The verdicts of all articles by kind, the most judged first."""

    articles: int
    kinds: Sequence[KindRow]


def holds_verdicts(paths: Iterable[Path]) -> bool:
    """Whether the first row of the first file is an article with readers' verdicts."""
    for path in files_of(paths):
        for row in read_rows(path):
            return isinstance(row.get("verdicts"), list)
    return False


def run(paths: Iterable[Path], judge: Judge | None = None, model: Path | None = None) -> UserVerdicts:
    """Count the verdicts and read every article again with the model at hand.

    Raises
    ------
    scorer.eval.datasets.DataError : a row is not an article with verdicts.
    """
    scorer = Scorer(model) if judge is None else judge
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    articles = 0
    for path in files_of(paths):
        for number, row in enumerate(read_rows(path), 1):
            verdicts = _verdicts(row, f"{path.name}, row {number}")
            articles += 1
            report = scorer.score_record({name: row.get(name) for name in ("text", "title", "author", "published")})
            raised = [(f.id, f.start, f.end) for f in report.flags]
            for verdict in verdicts:
                flag, said = verdict["flag"], verdict["verdict"]
                counts[flag][said] += 1
                if said in ("wrong", "missed") and _raised(verdict, raised):
                    counts[flag][f"{said}_raised"] += 1
    if not articles:
        raise DataError("there is no article in these files")
    rows = [_kind(flag, seen) for flag, seen in counts.items()]
    rows.sort(key=lambda row: (-(row.right + row.wrong), -row.missed, row.flag))
    return UserVerdicts(articles, rows)


def _verdicts(row: Row, place: str) -> list[Mapping[str, Any]]:
    verdicts, text = row.get("verdicts"), row.get("text")
    if not isinstance(verdicts, list) or not isinstance(text, str):
        raise DataError(f"{place}: an article with text and verdicts is needed, as the page saves them")
    for one in verdicts:
        if not isinstance(one, dict) or not isinstance(one.get("flag"), str) or one.get("verdict") not in _VERDICTS:
            raise DataError(f"{place}: a verdict needs a flag and one of {', '.join(_VERDICTS)}")
        start, end = one.get("start"), one.get("end")
        if start is not None and (not isinstance(start, int) or not isinstance(end, int) or not 0 <= start <= end):
            raise DataError(f"{place}: a verdict's start and end are not a place in the text")
    return verdicts


def _raised(verdict: Mapping[str, Any], raised: Sequence[tuple[str, int | None, int | None]]) -> bool:
    """Whether a flag of that kind overlaps the place, or, where the verdict has no place, is raised at all."""
    start, end = verdict.get("start"), verdict.get("end")
    for flag, a, b in raised:
        if flag != verdict["flag"]:
            continue
        if start is None or end is None or a is None or b is None:
            if (start is None) == (a is None):
                return True
        elif a < end and start < b:
            return True
    return False


def _kind(flag: str, seen: Counter[str]) -> KindRow:
    right, wrong = seen["right"], seen["wrong"]
    precision = low = high = None
    if right + wrong:
        found = binomtest(right, right + wrong).proportion_ci(method="wilson")
        precision, low, high = right / (right + wrong), float(found.low), float(found.high)
    return KindRow(
        flag=flag,
        right=right,
        wrong=wrong,
        missed=seen["missed"],
        open=seen["open"],
        precision=precision,
        low=low,
        high=high,
        still_raised=seen["wrong_raised"],
        now_found=seen["missed_raised"],
    )


def write(verdicts: UserVerdicts, folder: Path) -> Path:
    """Write ``verdicts.json`` into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "verdicts.json"
    path.write_bytes(orjson.dumps(verdicts, option=orjson.OPT_INDENT_2) + b"\n")
    return path


def render(verdicts: UserVerdicts, console: Console) -> None:
    """Print a row per kind of flag on a console of :func:`scorer.render.terminal`."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("flag", no_wrap=True)
    for name in ("right", "not so", "precision (95% interval)", "missed", "open", "still raised", "now found"):
        table.add_column(name, justify="right")
    for row in verdicts.kinds:
        precision = "–" if row.precision is None else f"{row.precision:.2f} ({row.low:.2f} to {row.high:.2f})"
        table.add_row(
            flat(row.flag),
            str(row.right),
            str(row.wrong),
            precision,
            str(row.missed),
            str(row.open),
            f"{row.still_raised} of {row.wrong}" if row.wrong else "–",
            f"{row.now_found} of {row.missed}" if row.missed else "–",
        )
    console.print(f"Verdicts of readers on {verdicts.articles} article{'s' if verdicts.articles != 1 else ''}")
    console.print(table)
