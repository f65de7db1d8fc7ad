"""Measures the comparison of articles on labelled events.

``python -m scorer.eval.report.comparison --data DIR`` prints how many of the contradictions that were read by hand in
``events/known.json`` are shown, as a contradiction or as a difference, how many of the traps there are called a
contradiction, and how many contradictions and differences the events have in all.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from scorer.comparison.compare import compare


def measure(events: Mapping[str, Sequence[Mapping[str, Any]]], known: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Counts of what is shown in ``events`` (articles by event). ``known``: as in ``events/known.json``."""
    compared = {event: compare(articles).data for event, articles in events.items()}
    counts: Counter[str] = Counter(events=len(events))
    for data in compared.values():
        counts.update(f"{claim['state']}_claims" for claim in data["claims"] if claim["kind"] in ("date", "figure"))
    for one in known:
        ids = [article["id"] for article in events[one["event"]]]
        places = [(ids.index(value["article"]), value["start"], value["end"]) for value in one["values"]]
        states = {claim["state"] for claim in compared[one["event"]]["claims"] if _holds(claim, places)}
        if one["verdict"].startswith("contradiction"):
            counts["contradictions"] += 1
            counts["contradictions_shown"] += bool(states & {"contradicted", "differs"})
        elif one["verdict"].startswith("trap"):
            counts["traps"] += 1
            counts["traps_alarmed"] += "contradicted" in states
    return dict(counts)


def _holds(claim: Mapping[str, Any], places: Sequence[tuple[int, int, int]]) -> bool:
    """Whether the values of a claim touch every place."""
    return all(
        any(value["article"] == i and value["start"] < end and value["end"] > start for value in claim["values"])
        for i, start, end in places
    )


@click.command()
@click.option("--data", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True)
def main(data: Path) -> None:
    """Print how the comparison does on the labelled events."""
    events: dict[str, list[dict[str, Any]]] = {}
    with gzip.open(data / "events" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            events.setdefault(row["event"], []).append(row)
    known = json.loads((data / "events" / "known.json").read_text(encoding="utf-8"))
    click.echo(json.dumps(measure(events, known), indent=1))


if __name__ == "__main__":
    main()
