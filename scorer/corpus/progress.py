"""A progress bar and a closing summary for people. Nothing here is printed unless it is asked for."""

from __future__ import annotations

from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from scorer.corpus.tally import BatchSummary, RunState


class ProgressBar:
    """Shows how far a run is on standard error; give it to :class:`scorer.corpus.run.BatchOptions` as ``progress``.

    Shown only where standard error is a terminal, unless ``shown`` says otherwise.
    """

    def __init__(self, shown: bool | None = None) -> None:
        console = Console(stderr=True, force_terminal=True if shown else None)
        self._progress = Progress(
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[told]}"),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
            console=console,
            disable=not (console.is_terminal if shown is None else shown),
        )
        self._task = self._progress.add_task("", total=None, told="starting")

    def __enter__(self) -> ProgressBar:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def __call__(self, state: RunState) -> None:
        done = max(1, state.rows)
        told = (
            f"{state.rows:,} rows  {(state.rows - state.resumed) / max(state.seconds, 1e-9):,.0f}/s"
            f"  {state.not_scored / done:.1%} not scored  {state.bad_rows:,} bad"
        )
        self._progress.update(self._task, completed=state.bytes_read, total=state.bytes_total or None, told=told)


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
