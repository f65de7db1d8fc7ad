"""Flags to be read by eye, and what was found: how many of each kind are right.

python -m scorer.eval.gate.flag_sample --shared ../shared  draws flags of every kind, as JSON lines with context
    --skip N, --articles N                                      other articles, more of them
python -m scorer.eval.gate.flag_sample --verdicts eval/gate/verdicts.csv  counts what readers decided, as a table
    --standing                                                  prints those verdicts whose flag is still raised

The draw is seeded: it takes articles of seven corpora in turn, at most two flags of a kind from each article, and
flags of what is absent (no byline) are left out, since nothing is there to read. A headline or a byline that is
not in the text is shown with how the text begins. A verdict names its flag by article and place, never by text.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from scorer.eval.metrics import wilson
from scorer.eval.training.articles import read_rows
from scorer.report import FlagReport, Report
from scorer.scoring import Scorer
from scorer.signals.registry import FLAG_KINDS

#: What readers decided of the flags drawn; which draw each kind is from is said in docs/measured.md, "Read by eye".
VERDICTS = Path(str(files("scorer.eval.gate"))) / "verdicts.csv"
CORPORA = (
    "allsides",
    "hyperpartisan-train",
    "buzzfeed-2016",
    "sites-2023",
    "polnear-train",
    "healthstory",
    "fakenewscorpus-sample",
)
_COLUMNS = ("flag", "article", "start", "end", "right")
_ARTICLES, _A_KIND, _AN_ARTICLE, _CONTEXT = 300, 100, 2, 200


@dataclass(frozen=True, slots=True)
class Drawn:
    """A flag with what is around it: ``before``, ``quote`` and ``after`` are text of the article. ``start`` and
    ``end`` are None where it is of a headline or a byline that was given apart from the text."""

    flag: str
    article: str
    start: int | None
    end: int | None
    confidence: float
    severity: str
    message: str
    title: str | None
    before: str
    quote: str
    after: str


def draw(data: Path, skip: int = 0, articles: int = _ARTICLES) -> list[Drawn]:
    """Up to 100 flags of each kind, by kind, in a fixed order, from this many ``articles`` of each corpus; the first
    ``skip`` are left out.

    What was mended after one reading is read again on other articles; rare kinds are looked for in all.
    """
    found: dict[str, list[Drawn]] = defaultdict(list)
    scorer = Scorer()
    for row in _articles(data, skip, articles):
        report = _report(scorer, row)
        text = str(row["text"])
        apart = {"headline": report.title, "provenance.weak_byline": report.byline}
        seen: Counter[str] = Counter()
        for flag in sorted(report.flags, key=lambda flag: (-flag.confidence, flag.start or 0)):
            given = apart.get(flag.id) or apart.get(flag.signal)
            if (flag.start is None and not given) or seen[flag.id] == _AN_ARTICLE or len(found[flag.id]) == _A_KIND:
                continue
            seen[flag.id] += 1
            start, end = (0, 0) if flag.start is None or flag.end is None else (flag.start, flag.end)
            found[flag.id].append(
                Drawn(
                    flag.id,
                    str(row["id"]),
                    flag.start,
                    flag.end,
                    round(flag.confidence, 3),
                    flag.severity,
                    flag.message,
                    report.title,
                    text[max(0, start - _CONTEXT) : start],
                    text[start:end] or given or "",
                    text[end : end + _CONTEXT],
                )
            )
    return [drawn for kind in FLAG_KINDS for drawn in found[kind]]


def _articles(data: Path, skip: int, articles: int) -> Iterator[dict[str, object]]:
    """Articles of all corpora in turn, each corpus shuffled by a fixed seed."""
    corpora = []
    for name in CORPORA:
        rows = list(read_rows(data / "articles" / f"{name}.jsonl.gz"))
        random.Random(name).shuffle(rows)
        corpora.append(rows[skip : skip + articles])
    for turn in itertools.zip_longest(*corpora):
        yield from (row for row in turn if row is not None)


def _report(scorer: Scorer, row: Mapping[str, object]) -> Report:
    return scorer.score_record({name: row.get(name) for name in ("title", "text", "author", "published")})


def _rows(verdicts: Path) -> list[dict[str, str]]:
    """The rows of a table of verdicts, which has the columns ``_COLUMNS``."""
    with verdicts.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _files(folder: Path, articles: Iterable[str]) -> list[Path]:
    """The files that hold the articles: by the first part of their ids, or all, where no file is named after that."""
    named = {folder / f"{article.split('/', 1)[0]}.jsonl.gz" for article in articles}
    return sorted(named if all(path.exists() for path in named) else folder.glob("*.jsonl.gz"))


def standing(data: Path, verdicts: Path) -> list[dict[str, str]]:
    """The rows of a table of verdicts whose flag is still raised where it was: what was mended since is no verdict on
    what is told now."""
    rows = _rows(verdicts)
    wanted = {row["article"] for row in rows}
    scorer = Scorer()
    raised: dict[tuple[str, str], list[FlagReport]] = defaultdict(list)
    for path in _files(data / "articles", wanted):
        for article in read_rows(path):
            if article["id"] in wanted:
                for flag in _report(scorer, article).flags:
                    raised[flag.id, article["id"]].append(flag)

    def stands(row: Mapping[str, str]) -> bool:
        flags = raised[row["flag"], row["article"]]
        if not row["start"]:
            return any(flag.start is None for flag in flags)
        start, end = int(row["start"]), int(row["end"])
        return any(f.start is not None and f.end is not None and f.start < end and start < f.end for f in flags)

    return [row for row in rows if stands(row)]


class Rate(NamedTuple):
    """Of one kind of flag: how many were read, and how many of them were right and arguable; the rest were wrong."""

    kind: str
    read: int
    right: int
    arguable: int


def rates(verdicts: Path) -> list[Rate]:
    """What readers decided, by kind, of a table of verdicts: ``right`` is 1, 0.5 where it may be argued, or 0."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in _rows(verdicts):
        found[row["flag"]][row["right"]] += 1
    return [Rate(kind, found[kind].total(), found[kind]["1"], found[kind]["0.5"]) for kind in FLAG_KINDS if found[kind]]


def table(verdicts: Path) -> list[str]:
    """The lines of a Markdown table of :func:`rates`, with 95% Wilson intervals."""
    lines = ["| flag | read | right | arguable | wrong | share right |", "|---|---|---|---|---|---|"]
    for kind, n, k, arguable in rates(verdicts):
        low, high = wilson(k, n)
        lines.append(
            f"| {kind} | {n} | {k} | {arguable} | {n - k - arguable} | {k / n:.2f} ({low:.2f} to {high:.2f}) |"
        )
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m scorer.eval.gate.flag_sample", description=__doc__.split("\n", 1)[0]
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder of the shared data")
    parser.add_argument("--skip", type=int, default=0, help="leave out this many articles of each corpus")
    parser.add_argument("--articles", type=int, default=_ARTICLES, help="draw from so many articles of each corpus")
    parser.add_argument("--verdicts", type=Path, help="count the verdicts of this table instead")
    parser.add_argument("--standing", action="store_true", help="of --verdicts, print those whose flag is still raised")
    given = parser.parse_args(arguments)
    if given.verdicts and given.standing:
        writer = csv.DictWriter(sys.stdout, _COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(standing(given.shared / "data", given.verdicts))
        return 0
    if given.verdicts:
        sys.stdout.write("\n".join(table(given.verdicts)) + "\n")
        return 0
    for drawn in draw(given.shared / "data", given.skip, given.articles):
        sys.stdout.write(json.dumps(asdict(drawn), ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
