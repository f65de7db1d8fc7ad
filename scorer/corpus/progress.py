"""A progress bar and a closing summary for people. Nothing here is printed unless it is asked for."""

from __future__ import annotations

from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from scorer.corpus.tally import BatchSummary, RunState

#: Seconds between two lines where there is no terminal.
_LINE_SECONDS = 30.0


class ProgressBar:
    """Shows on standard error how far a run is; give it to :class:`scorer.corpus.run.BatchOptions` as ``progress``.

    On a terminal it is a bar; elsewhere (a log, a pipe) a line now and then. ``shown``: True is a bar everywhere,
    False nothing.
    """

    def __init__(self, shown: bool | None = None) -> None:
        self._console = Console(stderr=True, force_terminal=True if shown else None)
        bar = self._console.is_terminal if shown is None else shown
        self._lines = shown is None and not bar
        self._line_at = _LINE_SECONDS
        self._progress = Progress(
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[state]}"),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
            console=self._console,
            disable=not bar,
        )
        self._task = self._progress.add_task("", total=None, state="starting")

    def __enter__(self) -> ProgressBar:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def __call__(self, state: RunState) -> None:
        done = max(1, state.rows)
        line = (
            f"{state.rows:,} rows  {(state.rows - state.resumed) / max(state.seconds, 1e-9):,.0f}/s"
            f"  {state.not_scored / done:.1%} not scored  {state.bad_rows:,} bad"
        )
        if self._lines and state.seconds >= self._line_at:
            self._line_at = state.seconds + _LINE_SECONDS
            read = f"{state.bytes_read / state.bytes_total:4.0%} read  " if state.bytes_total else ""
            self._console.out(f"{read}{line}", highlight=False)
        self._progress.update(self._task, completed=state.bytes_read, total=state.bytes_total or None, state=line)


def print_summary(summary: BatchSummary, console: Console | None = None) -> None:
    """The end of a run for a person, on standard error unless ``console`` says otherwise."""
    console = console or Console(stderr=True)
    new = summary.rows - summary.resumed
    console.print(
        f"{summary.rows:,} rows, {summary.scored:,} scored, {summary.seconds:,.1f} s"
        f" ({new / max(summary.seconds, 1e-9):,.0f} rows a second)"
        + (f"; {summary.resumed:,} taken over from the interrupted run" if summary.resumed else "")
    )
    for reason, count in summary.not_scored.items():
        console.print(f"  not scored, {reason}: {count:,}")
    for failure, count in summary.failures.items():
        console.print(f"    {failure}: {count:,}", markup=False)
    if summary.scored:
        table = Table("score", *(f"{low}–{low + 10}" for low in range(0, 100, 10)), box=None, pad_edge=False)
        for name in ("reliability", "quality"):
            table.add_row(name, *(f"{count:,}" for count in getattr(summary, name)))
        console.print(table)
    if summary.flags:
        commonest = list(summary.flags.items())[:10]
        console.print("commonest flags: " + ", ".join(f"{flag} {count:,}" for flag, count in commonest))
