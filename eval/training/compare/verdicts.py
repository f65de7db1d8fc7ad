"""The confidence of contradictions, fitted on verdicts: alarms that were read, right or wrong.

``python -m scorer.eval.training.compare.verdicts --data DIR`` fits it and prints how often contradictions of each
confidence were right, each predicted without the verdicts of its own event.
"""

from __future__ import annotations

import csv
import gzip
import itertools
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import LeaveOneGroupOut

from scorer.comparison.contradiction import TERMS
from scorer.comparison.event import likeness
from scorer.comparison.reading import ReadArticle, Value, read_article
from scorer.comparison.slots import Link, find_slots
from scorer.types import Bools, Floats

VERDICTS = Path(__file__).parents[2] / "gate" / "compare_verdicts.csv"
#: Folders of the data that hold the articles of the verdicts.
FOLDERS = ("events", "articles", "headline-body", "persuasion")
_C = 1.0
_BINS = (0.0, 0.5, 0.65, 0.8, 1.0)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A pair of values that differ, at (article, start, end), and whether two articles cannot both be right."""

    event: str
    kind: str
    a: tuple[str, int, int]
    b: tuple[str, int, int]
    right: bool


def read_verdicts(path: Path = VERDICTS) -> list[Verdict]:
    """The verdicts kept in the repository."""
    with path.open(encoding="utf-8", newline="") as handle:
        return [
            Verdict(
                row["event"], row["kind"],
                (row["article_a"], int(row["start_a"]), int(row["end_a"])),
                (row["article_b"], int(row["start_b"]), int(row["end_b"])),
                row["verdict"] == "right",
            )
            for row in csv.DictReader(handle)
        ]  # fmt: skip


def fit_contradictions(data: Path, verdicts: Sequence[Verdict]) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """The array ``contradicted_weights`` (n_terms + 1,), the intercept last; and figures by leave-event-out.

    Fitted on the pairs that are shown today as a contradiction or as a difference in scope; the figures are of those
    shown as a contradiction.
    """
    x, y, group, shown = _rows(data, verdicts)
    held_out = np.zeros(len(y))
    for train, test in LeaveOneGroupOut().split(x, y, group):
        held_out[test] = _fit(x[train], y[train]).predict_proba(x[test])[:, 1]
    model = _fit(x, y)
    weights = np.append(model.coef_[0][:-1], model.intercept_[0] + model.coef_[0][-1])
    p, right = held_out[shown], y[shown]
    figures: dict[str, Any] = {
        "verdicts": len(verdicts),
        "verdicts_right": sum(one.right for one in verdicts),
        "fitted_on": len(y),
        "contradictions": int(shown.sum()),
        "contradictions_right": float(right.mean()),
        "verdict_auc": float(roc_auc_score(y, held_out)),
        "sure_contradictions": int((p >= _BINS[-2]).sum()),
        "sure_contradictions_right": float(right[p >= _BINS[-2]].mean()) if (p >= _BINS[-2]).any() else None,
        "bins": [
            {
                "from": low, "to": high, "n": int(at.sum()),
                "confidence": float(p[at].mean()) if at.any() else None,
                "right": float(right[at].mean()) if at.any() else None,
            }
            for low, high in itertools.pairwise(_BINS)
            for at in [(p >= low) & (p < high)]
        ],
    }  # fmt: skip
    return {"contradicted_weights": weights}, figures


def _fit(x: Floats, y: Bools) -> LogisticRegression:
    return LogisticRegression(C=_C, max_iter=2000).fit(x, y)


def _rows(data: Path, verdicts: Sequence[Verdict]) -> tuple[Floats, Bools, np.ndarray, Bools]:
    texts = _articles(data, verdicts)
    x, y, group, shown = [], [], [], []
    for one in verdicts:
        key_a, key_b = (one.event, one.a[0]), (one.event, one.b[0])
        if key_a not in texts or key_b not in texts:
            continue
        articles = [read_article(0, texts[key_a]), read_article(1, texts[key_b])]
        alike = float(likeness(articles)[0, 1])
        for article in articles:
            article.alike = {1 - article.index: alike}
        link = _link(articles, one)
        if link is None or link.explained not in (None, "scope"):
            continue
        shown.append(link.explained is None)
        x.append([*link.doubts, float(link.explained is None)])
        y.append(one.right)
        group.append(one.event or one.a[0])
    return np.array(x), np.array(y), np.array(group), np.array(shown)


def _link(articles: Sequence[ReadArticle], verdict: Verdict) -> Link | None:
    """The link of a comparison of two articles that a verdict is on."""
    for slot in find_slots(articles, verdict.kind):
        for link in slot.links:
            if link.relation == "conflict" and _at(link.a, verdict.a) and _at(link.b, verdict.b):
                return link
    return None


def _at(value: Value, place: tuple[str, int, int]) -> bool:
    return value.start < place[2] and value.end > place[1]


def _articles(data: Path, verdicts: Sequence[Verdict]) -> dict[tuple[str, str], dict[str, Any]]:
    wanted: dict[str, set[str]] = defaultdict(set)
    for one in verdicts:
        for place in (one.a, one.b):
            wanted[place[0]].add(one.event)
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for folder in FOLDERS:
        for path in sorted((data / folder).glob("*.jsonl.gz")):
            for row in _lines(path):
                event = row.get("event") or ""
                if event in wanted.get(row["id"], ()):
                    found.setdefault((event, row["id"]), row)
    return found


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


@click.command()
@click.option("--data", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True)
def main(data: Path) -> None:
    """Fit the confidence of contradictions on the verdicts and print how often they were right."""
    arrays, figures = fit_contradictions(data, read_verdicts())
    weights = arrays["contradicted_weights"].tolist()
    click.echo(json.dumps({**figures, "weights": dict(zip([*TERMS, "1"], weights, strict=True))}, indent=1))


if __name__ == "__main__":
    main()
