"""The command line. Everything heavy is imported inside the command that needs it.

Exit codes: 0, all went well; 1, at least one input could not be read (it still has its report or row);
2, the command itself was called wrongly or cannot run.
"""

from __future__ import annotations

import itertools
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scorer.comparison.commands import compare, events
from scorer.corpus.files import HTML_ENDINGS, folder_files, skipped_message
from scorer.corpus.streams import drop_output, make_usable
from scorer.eval.commands import MODEL_OPTION, evaluate, sources
from scorer.export import FORMATS, Format
from scorer.native import STATE
from scorer.selection import selection_options
from scorer.signals.commands import signals, why

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scorer.report import Report
    from scorer.selection import Selection

# The matrices are small: threads inside a product cost five times what they give.
for _library in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_library, "1")

#: Of a file or standard input, which may never end, this much is read: more than any article or page that is scored.
_MOST_BYTES = 50_000_000

#: What each command needs beyond the core (pyproject.toml).
_EXTRAS = {"batch": "corpus", "eval": "eval", "sources": "eval", "serve": "serve", "train": "train"}


class CommandError(click.ClickException):
    """The command cannot run: one line on standard error, exit code 2."""

    exit_code = 2

    def format_message(self) -> str:
        from scorer.render import flat

        return flat(self.message)


class _Commands(click.Group):
    """Runs a command; what keeps it from running is reported in one line, whichever command it is."""

    def main(self, *arguments: Any, **given: Any) -> Any:
        """As click has it, with streams that take every character, and with what the system refuses told in a line."""
        make_usable()
        try:
            try:
                return super().main(*arguments, **given)
            finally:
                sys.stdout.flush()
        except OSError as error:
            drop_output()
            if isinstance(error, BrokenPipeError):
                sys.exit(1)  # whoever reads has enough
            place = f"{error.filename}: " if error.filename else ""
            CommandError(f"{place}{error.strerror or error}").show()
            sys.exit(CommandError.exit_code)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ModuleNotFoundError as error:
            missing = (error.name or "").partition(".")[0]
            if missing in ("", "scorer"):
                raise
            command = ctx.invoked_subcommand or "scorer"
            extra = _EXTRAS.get(command, "all")
            raise CommandError(
                f"{command} needs {missing}, which is not installed: pip install 'scorer[{extra}]'"
            ) from None
        except ValueError as error:
            from scorer.model.store import ModelError

            if isinstance(error, ModelError):
                raise CommandError(f"cannot load the models: {error}") from None
            raise


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="scorer", message=f"%(prog)s, version %(version)s (compiled kernels: {STATE})")
def main() -> None:
    """Read news-like articles and say how reliable their sourcing and writing look and how clean their text is.

    scorer judges practice and presentation. It never says whether a statement is true or false.
    """


@main.command()
@click.argument(
    "inputs", nargs=-1, type=click.Path(allow_dash=True, path_type=Path), metavar="[FILE | - | DIRECTORY]..."
)
@click.option("--json", "as_json", is_flag=True, help="Print the full report as JSON, one line per article.")
@click.option("--table", "as_table", is_flag=True, help="Print one line per article, even for a single one.")
@click.option("--export", "form", type=click.Choice(FORMATS), help="Export one article's report in another format.")
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File for --export; default: standard output.",
)
@MODEL_OPTION
@selection_options
def score(
    inputs: tuple[Path, ...],
    as_json: bool,
    as_table: bool,
    form: Format | None,
    output: Path | None,
    model: Path | None,
    selection: Selection,
) -> None:
    """Score articles: text or HTML files, every article in a DIRECTORY, or - for standard input.

    One article gives a report to read; several give a line each. Exit code 1 where a file could not be read
    as an article.
    """
    from scorer.scoring import Scorer

    if output is not None and form is None:
        raise click.UsageError("--output needs --export, which names the format")
    scorer = Scorer(model)
    rows = []
    bad = False
    for name, content in _shown(_contents(inputs or (Path("-"),))):
        report = selection.apply(scorer.score_record({"id": name, **_as_record(name, content)}))
        bad = bad or report.status_reason == "bad_input"
        if as_json:
            sys.stdout.buffer.write(report.to_json() + b"\n")
        else:
            rows.append((name, report, content or ""))
    if as_json:
        sys.stdout.flush()
    elif form is not None:
        _export(rows, form, output)
    else:
        from scorer.render import render, render_table, terminal

        console = terminal()
        if len(rows) == 1 and not as_table:
            name, report, content = rows[0]
            render(report, report.text if report.text is not None else content, console)
        else:
            short = {name: Path(name).name for name, _, _ in rows}
            unique = len(set(short.values())) == len(rows)
            render_table([(short[name] if unique else name, report) for name, report, _ in rows], console)
    sys.exit(1 if bad else 0)


def _export(rows: Sequence[tuple[str, Report, str]], form: Format, output: Path | None) -> None:
    """Write the report of the one article given to ``output`` or standard output."""
    from scorer.export import export

    if len(rows) != 1:
        raise click.UsageError(f"--export takes one article; {len(rows)} were given")
    _, report, content = rows[0]
    written = export(report, report.text if report.text is not None else content, form)
    data = written.encode("utf-8", "replace")
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        raise click.UsageError(f"{output}: {error.strerror}") from error


def _shown(contents: Iterator[tuple[str, str | None]]) -> Iterator[tuple[str, str | None]]:
    """The contents, with a progress bar on standard error where that is a terminal and there is more than one."""
    first = list(itertools.islice(contents, 2))
    if len(first) < 2 or not sys.stderr.isatty():
        yield from first
        yield from contents
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(
        itertools.chain(first, contents), "scoring", console=Console(stderr=True), transient=True, show_speed=True
    )


def _contents(inputs: Sequence[Path]) -> Iterator[tuple[str, str | None]]:
    """Name and content of every input, in order; None where it holds no text at all (binary)."""
    for path in inputs:
        if str(path) == "-":
            yield "-", _decode(sys.stdin.buffer.read(_MOST_BYTES))
        elif path.is_dir():
            found = folder_files(path)
            if not found.articles:
                raise click.UsageError(f"{path}: no text or HTML file in this folder")
            _say_skipped(found.skipped)
            for file in found.articles:
                try:
                    content = _read_bytes(file)
                except OSError:
                    yield str(file), None
                else:
                    yield str(file), _decode(content)
        else:
            try:
                yield str(path), _decode(_read_bytes(path))
            except OSError as error:
                raise CommandError(f"{path}: {error.strerror}") from error


def _read_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_MOST_BYTES)


def _say_skipped(skipped: list[Path]) -> None:
    if skipped:
        from scorer.render import flat

        click.echo(flat(skipped_message(skipped)), err=True)


def _decode(content: bytes) -> str | None:
    """UTF-8 where it is (the byte order mark kept, since offsets count it), else what it looks like."""
    try:
        return content.decode("utf-8", "ignore" if len(content) == _MOST_BYTES else "strict")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(content[:1_000_000]).best()
        return None if best is None else content.decode(best.encoding, errors="replace")


def _as_record(name: str, content: str | None) -> dict[str, str | None]:
    if content is None:
        return {}
    start = content[:1000].lstrip("\ufeff \t\r\n").lower()
    html = name.lower().endswith(HTML_ENDINGS) or start.startswith(("<!doctype html", "<html"))
    return {"html" if html else "text": content}


@main.command()
@click.argument("inputs", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--output",
    "-o",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Output file; its extension sets the format: .jsonl, .jsonl.gz, .csv, .parquet.",
)
@click.option(
    "--detail",
    type=click.Choice(["full", "flags", "scores"]),
    default="full",
    show_default=True,
    help="How much of each report to write.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    help="Processes; the output is the same for any number.",
)
@click.option("--resume", is_flag=True, help="Continue an interrupted run of the same inputs with the same options.")
@click.option("--restart", is_flag=True, help="Discard an interrupted run of this output and start again.")
@click.option(
    "--row-seconds",
    type=click.FloatRange(0),
    default=60.0,
    show_default=True,
    help="CPU seconds one row may take before it becomes too_slow; 0: no limit.",
)
@click.option(
    "--escape-formulas", is_flag=True, help="In CSV, put ' before texts that a spreadsheet would run as a formula."
)
@click.option("--engine", type=click.Choice(["local", "ray"]), default="local", show_default=True, help="Where to run.")
@click.option("--clusters", is_flag=True, help="Read the inputs twice and say which articles are copies of each other.")
@click.option(
    "--furniture", is_flag=True, help="Read the inputs twice and mark lines that occur in many documents of one site."
)
@click.option(
    "--progress/--no-progress",
    default=None,
    help="Show a progress bar or nothing; by default a bar on a terminal, elsewhere a line every 30 seconds.",
)
@MODEL_OPTION
@selection_options
def batch(inputs: tuple[Path, ...], output: Path, progress: bool | None, **options: object) -> None:
    """Score a corpus: one row out for every row in, in order.

    INPUTS are .jsonl (.gz, .zst), .csv or .parquet files with the fields id, text or html, title, url,
    published, author, web archives (.warc, .wet), or folders of text and HTML files. A row that cannot be read
    gives a not_scored row. Exit code 1 where there was any such row.
    """
    from scorer.corpus.progress import ProgressBar, print_summary
    from scorer.corpus.run import BatchOptions, InputError, run

    if options["resume"] and options["restart"]:
        raise click.UsageError("--resume and --restart exclude each other")
    for path in inputs:
        if path.is_dir():
            _say_skipped(folder_files(path).skipped)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        with ProgressBar(progress) as bar:
            summary = run(inputs, output, BatchOptions(progress=bar, **options))  # type: ignore[arg-type]
    except InputError as error:
        raise CommandError(str(error)) from None
    except KeyboardInterrupt as stopped:
        click.echo(f"Stopped after {getattr(stopped, 'rows', 0):,} rows. Continue with --resume.", err=True)
        sys.exit(130)
    print_summary(summary)
    sys.exit(1 if summary.bad_rows else 0)


def _interrupt(number: int, frame: object) -> None:
    """Take a request to end as Ctrl-C: what is written stays."""
    raise KeyboardInterrupt


@main.command()
@click.option(
    "--data",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of labelled data.",
)
@click.option(
    "--models",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the models are written; by default into the package itself.",
)
@click.option(
    "--only", multiple=True, help="Fit only this part (may be given several times): a signal's id, or 'scores'."
)
def train(data: Path, models: Path | None, only: tuple[str, ...]) -> None:
    """Fit the models again: the signals' weights first, then the two scores. The same data give the same files."""
    from rich.console import Console

    from scorer.eval.training.run import train as fit

    console = Console(stderr=True)
    try:
        parts = fit(data, models, only)
    except (ValueError, RuntimeError) as error:
        raise click.UsageError(str(error)) from None
    for part, figures in parts:
        console.print(f"[bold]{part}[/bold]")
        for name, value in figures.items():
            console.print(f"  {name}: {value:.4g}" if isinstance(value, float) else f"  {name}: {value}", markup=False)


@main.command()
@click.option("--host", default=None, help="Address to listen on [default: 127.0.0.1, or SCORER_HOST].")
@click.option("--port", type=int, default=None, help="Port to listen on [default: 8000, or SCORER_PORT].")
@click.option("--workers", type=int, default=None, help="Scoring processes [default: SCORER_WORKERS].")
def serve(host: str | None, port: int | None, workers: int | None) -> None:
    """Serve the HTTP endpoint, and the page where an article is pasted."""
    from scorer.api.serve import run
    from scorer.api.settings import SettingsError

    try:
        run(host, port, workers)
    except SettingsError as error:
        raise click.UsageError(str(error)) from None


@main.command()
def mcp() -> None:
    """Serve score, compare and explain_flag to an AI application, by the Model Context Protocol.

    The application starts this command and speaks to it over standard input and output. Needs the extra
    'mcp': pip install 'scorer[mcp]'.
    """
    from scorer.api.mcp_server import MissingExtraError, run

    try:
        run()
    except MissingExtraError as error:
        raise click.UsageError(str(error)) from None


main.add_command(compare)
main.add_command(events)
main.add_command(evaluate)
main.add_command(sources)
main.add_command(signals)
main.add_command(why)
