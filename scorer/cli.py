"""The command line. Everything heavy is imported inside the command that needs it.

Exit codes: 0, all went well; 1, at least one input could not be read (it still has its report or row);
2, the command itself was called wrongly or cannot run.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HTML = (".html", ".htm", ".xhtml")
_TEXT = (".txt", ".md", ".text")
_MODEL = click.option(
    "--model",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A model folder written by 'scorer train' or 'scorer eval --fit'; by default the models that ship.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="scorer")
def main() -> None:
    """Read news-like articles and say how reliable their sourcing and writing look and how clean their text is.

    scorer judges practice and presentation. It never says whether a statement is true or false.
    """


@main.command()
@click.argument(
    "inputs", nargs=-1, type=click.Path(allow_dash=True, path_type=Path), metavar="[FILE | - | DIRECTORY]..."
)
@click.option("--json", "as_json", is_flag=True, help="Print the whole report as JSON, one line an article.")
@click.option("--table", "as_table", is_flag=True, help="Print one line an article, however few there are.")
@_MODEL
def score(inputs: tuple[Path, ...], as_json: bool, as_table: bool, model: Path | None) -> None:
    """Score articles: text or HTML files, every article in a DIRECTORY, or - for standard input.

    One article gives a report to read; several give a line each. Exit code 1 where a file could not be read
    as an article.
    """
    from scorer.scoring import Scorer

    scorer = Scorer(model)
    rows = []
    bad = False
    for name, content in _contents(inputs or (Path("-"),)):
        report = scorer.score_record({"id": name, **_as_record(name, content)})
        bad = bad or report.status_reason == "bad_input"
        if as_json:
            sys.stdout.buffer.write(report.to_json() + b"\n")
        else:
            rows.append((name, report, content or ""))
    if as_json:
        sys.stdout.flush()
    else:
        from rich.console import Console

        from scorer.render import render, render_table

        console = Console(soft_wrap=False)
        if len(rows) == 1 and not as_table:
            name, report, content = rows[0]
            render(report, report.text if report.text is not None else content, console)
        else:
            render_table([(name, report) for name, report, _ in rows], console)
    sys.exit(1 if bad else 0)


def _contents(inputs: Sequence[Path]) -> Iterator[tuple[str, str | None]]:
    """Name and content of every input, in order; None where it holds no text at all (binary)."""
    for path in inputs:
        if str(path) == "-":
            yield "-", _decode(click.get_binary_stream("stdin").read())
        elif path.is_dir():
            files = sorted(p for p in path.rglob("*") if p.suffix.lower() in _HTML + _TEXT and p.is_file())
            if not files:
                raise click.UsageError(f"{path}: no .txt or .html file in this folder")
            for file in files:
                yield str(file), _decode(file.read_bytes())
        else:
            try:
                yield str(path), _decode(path.read_bytes())
            except OSError as error:
                raise click.UsageError(f"{path}: {error.strerror}") from error


def _decode(content: bytes) -> str | None:
    """UTF-8 where it is (the byte order mark kept, since offsets count it), else what it looks like."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(content[:1_000_000]).best()
        return None if best is None else content.decode(best.encoding, errors="replace")


def _as_record(name: str, content: str | None) -> dict[str, str | None]:
    if content is None:
        return {}
    start = content[:1000].lstrip("\ufeff \t\r\n").lower()
    html = name.lower().endswith(_HTML) or start.startswith(("<!doctype html", "<html"))
    return {"html" if html else "text": content}
