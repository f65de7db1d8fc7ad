"""The command ``scorer compare``."""

from __future__ import annotations

import gzip
import io
import itertools
import json
import re
import sys
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import click

_HALF = re.compile("[\ud800-\udfff]")
_HTML = (".html", ".htm", ".xhtml")


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the comparison as JSON.")
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="One comparison per event, as .jsonl."
)
@click.option("--resume", is_flag=True, help="Continue an interrupted run of the same input.")
def compare(inputs: tuple[Path, ...], as_json: bool, output: Path | None, resume: bool) -> None:
    """Compare several articles on one event: FILE FILE …, or a .jsonl whose rows share an `event`.

    Shows what the articles agree on, where they differ, which text they share and who is behind them. It does not say
    which article is right.
    """
    from scorer.comparison.compare import compare as run

    if output:
        if len(inputs) != 1:
            raise click.UsageError("--output takes one .jsonl file of events")
        _write(inputs[0], output, resume)
        return
    records = [record for path in inputs for record in _records(path)]
    if len(records) < 2:
        raise click.UsageError("a comparison needs at least two articles")
    result = run(records)
    if as_json:
        sys.stdout.buffer.write(result.to_json() + b"\n")
        sys.stdout.flush()
        return
    from scorer.comparison.render import render
    from scorer.render import terminal

    render(result.data, records, terminal())


def _records(path: Path) -> Iterator[dict[str, Any]]:
    if path.name.endswith((".jsonl", ".jsonl.gz")):
        yield from _rows(path)
        return
    content = path.read_bytes().decode("utf-8", errors="replace")
    yield {"id": path.name, "html" if path.suffix.lower() in _HTML else "text": content}


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with _open(path) as handle:
        for line in handle:
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError:
                row = {}
            yield row if isinstance(row, dict) else {}


def _open(path: Path) -> IO[str]:
    if path.name.endswith(".gz"):
        return gzip.open(path, "rt", encoding="utf-8", errors="replace")
    return path.open(encoding="utf-8", errors="replace")


def _write(source: Path, target: Path, resume: bool) -> None:
    """One line per event, in the order of the input. Rows of one event stand together in the input."""
    import orjson

    from scorer.comparison.compare import compare as run

    done = 0
    if resume and target.exists():
        kept = target.read_bytes()
        kept = kept[: kept.rfind(b"\n") + 1]  # a line that an interruption cut short
        done = kept.count(b"\n")
        target.write_bytes(kept)
    with target.open("ab" if resume else "wb") as handle:
        events = itertools.groupby(_rows(source), key=lambda row: row.get("event"))
        for event, rows in itertools.islice(events, done, None):
            records = list(rows)
            if len(records) < 2:
                line: dict[str, Any] = {
                    "event": event,
                    "kind": "comparison",
                    "error": "a comparison needs at least two articles",
                }
            else:
                line = {"event": event, **run(records).data}
            handle.write(orjson.dumps(line) + b"\n")
            handle.flush()


@click.command()
@click.argument("corpus", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--output", "-o", required=True, type=click.Path(dir_okay=False, path_type=Path), help="A .jsonl file.")
@click.option("--resume", is_flag=True, help="Continue an interrupted run of the same corpus.")
def events(corpus: Path, output: Path, resume: bool) -> None:
    """Group a corpus (.jsonl or .jsonl.gz) into events: the input of `scorer compare EVENTS.jsonl`.

    OUTPUT has the rows of one event together, with the field `event`. Articles without a similar one are left out.
    Memory does not grow with the corpus. --resume groups from the start again and keeps the events already written.
    """
    import tempfile

    from scorer.comparison.grouping import group_events

    done = _whole_events(output) if resume and output.exists() else 0
    places = array("q")  # where each row begins in the temporary file
    with tempfile.TemporaryFile() as kept, output.open("a" if resume else "w", encoding="utf-8") as handle:

        def rows() -> Iterator[dict[str, Any]]:
            for row in _rows(corpus):
                kept.seek(0, io.SEEK_END)
                places.append(kept.tell())
                kept.write(json.dumps(row).encode() + b"\n")
                yield row

        number = articles = 0
        for number, group in enumerate(group_events(rows()), 1):
            articles += len(group)
            if number <= done:
                continue
            for place in group:
                kept.seek(places[place])
                row = {**json.loads(kept.readline()), "event": f"e{number}"}
                handle.write(_HALF.sub("\ufffd", json.dumps(row, ensure_ascii=False)) + "\n")
            handle.flush()
    click.echo(f"{number:,} events of {articles:,} articles, of {len(places):,} in all.", err=True)


def _whole_events(output: Path) -> int:
    """How many events an interrupted run wrote whole; the rows of the one after them are cut off the file."""
    whole, size, begin, last = -1, 0, 0, None
    with output.open("rb") as handle:
        for line in handle:
            try:
                event = json.loads(line)["event"] if line.endswith(b"\n") else None
            except (ValueError, KeyError, TypeError):
                event = None
            if event is None:
                break
            if event != last:
                whole, begin, last = whole + 1, size, event
            size += len(line)
    with output.open("r+b") as handle:
        handle.truncate(begin)
    return max(0, whole)
