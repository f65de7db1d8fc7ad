"""Batch scoring of a corpus: files in, one file out, every row in its place.

>>> from pathlib import Path
>>> from scorer.corpus.run import BatchOptions, run
>>> summary = run([Path("corpus.jsonl")], Path("scored.parquet"), BatchOptions())   # doctest: +SKIP
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pyarrow as pa
from threadpoolctl import threadpool_limits

from scorer import __version__
from scorer.corpus.furniture import Furniture, learn_furniture
from scorer.corpus.lines import Meter
from scorer.corpus.readers import check_inputs, input_files, read_rows
from scorer.corpus.rows import InputError, Row, batch_of, row_batches
from scorer.corpus.schema import CLUSTER_COLUMNS, FURNITURE_COLUMN, INPUT, output_schema
from scorer.corpus.tally import BatchSummary, RunState, summary
from scorer.corpus.time_limit import ROW_SECONDS
from scorer.corpus.work import Work, csv_header, score_rows, table_batch, warm_up
from scorer.corpus.workers import map_batches
from scorer.corpus.writers import Begin, Output, output_format
from scorer.scoring import Scorer
from scorer.selection import Detail, Selection, json_line

if TYPE_CHECKING:
    from scorer.corpus.near_duplicates import Clusters

__all__ = [
    "INPUT", "BatchOptions", "BatchSummary", "InputError", "RunState", "RunStopped", "output_schema", "run",
    "score_batch",
]  # fmt: skip


class RunStopped(KeyboardInterrupt):
    """The run was interrupted; ``rows`` of it are written and will be taken up by a resumed run."""

    def __init__(self, rows: int) -> None:
        super().__init__(rows)
        self.rows = rows


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """How a corpus is scored.

    Attributes
    ----------
    detail : "full" is the whole report a row; "flags" leaves the signals and contributions out, "scores"
        the flags too.
    workers : processes of the local engine. The output is the same to the byte for any number.
    resume : take up an interrupted run of the same inputs, options and models.
    restart : throw an interrupted run of this output away. With neither, such a run is left and this one refused.
    engine : "local", or "ray" for a Ray cluster (extra ``scorer[ray]``).
    model : a model folder; None: the one that ships.
    batch_size : rows handed to a worker at a time; no row of the output depends on it.
    clusters : read the inputs twice and add ``cluster_id``, ``cluster_size`` and ``first_by_date``: which rows
        are copies of each other, how many, and which came first (:mod:`scorer.corpus.near_duplicates`).
    row_seconds : processor time that a row may take; one that takes longer is ``not_scored``, ``too_slow``.
        0: no limit.
    escape_formulas : in CSV, put ``'`` before a text that a spreadsheet would run (``=``, ``+``, ``-``, ``@``).
    furniture : read the inputs twice and take lines that occur in many documents of one site (rows with a
        ``text`` and a ``url``) for page furniture (:mod:`scorer.corpus.furniture`).
    progress : called now and then with how far the run is.
    selection : which flags are shown; None: all. No score depends on it.
    """

    detail: Detail = "full"
    workers: int = 1
    resume: bool = False
    restart: bool = False
    engine: Literal["local", "ray"] = "local"
    model: Path | None = None
    batch_size: int = 64
    clusters: bool = False
    furniture: bool = False
    row_seconds: float = ROW_SECONDS
    escape_formulas: bool = False
    progress: Callable[[RunState], None] | None = None
    selection: Selection | None = None


#: The options that are part of what a run is: another value gives other bytes. All but these may change on resuming.
_ANY_VALUE = ("workers", "resume", "restart", "engine", "model", "batch_size", "progress", "selection")
_CHANGE_BYTES = tuple(field.name for field in fields(BatchOptions) if field.name not in _ANY_VALUE)


def score_batch(batch: pa.RecordBatch, scorer: Scorer, detail: Detail = "full") -> pa.RecordBatch:
    """Score a record batch: one row out for every row in, in order, whatever it holds.

    Parameters
    ----------
    batch : any of the columns of :data:`INPUT`; others are left aside.
    scorer : the models.
    detail : which columns come out, see :class:`BatchOptions`.

    Returns
    -------
    A record batch with the schema ``output_schema(detail)``.
    """
    return table_batch([json_line(outcome.report, detail) for outcome in score_rows(batch, scorer, detail)], detail)


def run(inputs: Sequence[Path], output: Path, options: BatchOptions | None = None) -> BatchSummary:
    """Score every row of ``inputs`` (files and folders) into ``output``, whose ending says its format.

    Raises
    ------
    InputError : an input cannot be read at all, the output cannot be written, an interrupted run of it is there and
        neither resumed nor restarted, or was another one.
    RunStopped : on Ctrl-C. Rows that cannot be read never raise; they come out as ``bad_input``.
    """
    options = options or BatchOptions()
    begun = time.monotonic()
    total = check_inputs(inputs)
    if any(path.resolve() == output.resolve() for path in inputs):
        raise InputError(f"{output} is an input too")
    if output.is_dir():
        raise InputError(f"{output} is a folder")
    _check_models(options.model)
    work = _work(output, options)
    header = csv_header(work.schema) if work.form == "csv" else b""
    meter = Meter()
    begin = Begin.RESTART if options.restart else Begin.RESUME if options.resume else Begin.NEW
    try:
        # A report's matrices are small: several threads only get in each other's way.
        with (
            threadpool_limits(limits=1, user_api="blas"),
            Output(output, _run_key(inputs, options), header, begin) as out,
        ):
            try:
                if not out.finished:
                    for scored in _scored(work, _batches(inputs, meter, out.resumed, options), options):
                        out.write(scored)
                        if options.progress is not None:
                            options.progress(_state(out, meter, total, time.monotonic() - begun))
                out.finish(work.schema)
            except KeyboardInterrupt:
                raise RunStopped(out.tally.rows) from None
            return summary(out.tally, out.resumed, time.monotonic() - begun)
    except (OSError, pa.ArrowException) as error:  # whatever the disk refuses, wherever it is met
        reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
        raise InputError(
            f"cannot write {output}: {reason}. What was written is kept: mend this and continue with --resume."
        ) from None


def _check_models(folder: Path | None) -> None:
    """Read every file that scoring needs, so that a damaged one is reported before any row is read."""
    try:
        warm_up(folder)
    except Exception as error:
        raise InputError(f"cannot load the models: {error}") from None


def _work(output: Path, options: BatchOptions) -> Work:
    form = output_format(output).form
    return Work(
        options.detail,
        form,
        options.model,
        options.clusters,
        options.row_seconds or None,
        options.escape_formulas,
        options.selection,
    )


def _state(out: Output, meter: Meter, total: int, seconds: float) -> RunState:
    tally = out.tally
    return RunState(tally.rows, out.resumed, tally.rows - tally.scored, tally.bad, meter.done, total, seconds)


def _scored(work: Work, given: Iterable[pa.RecordBatch], options: BatchOptions) -> Iterator[pa.RecordBatch]:
    if options.engine == "ray":
        from scorer.engines.ray import map_batches as ray_map_batches

        return ray_map_batches(work, given)
    return map_batches(work, given, options.workers)


def _batches(inputs: Sequence[Path], meter: Meter, done: int, options: BatchOptions) -> Iterator[pa.RecordBatch]:
    """The rows after the first ``done``, in batches, with what the first passes know of them."""
    clusters: Clusters | None = None
    furniture: Furniture | None = None
    if options.clusters:
        from scorer.corpus.near_duplicates import find_clusters

        clusters = find_clusters(read_rows(inputs, Meter()))
    if options.furniture:
        furniture = learn_furniture(read_rows(inputs, Meter()))
    begin = done
    for rows in row_batches(_after(read_rows(inputs, meter), done), options.batch_size):
        batch = batch_of(rows)
        if furniture is not None:
            known = pa.array([furniture.lines_of(row) for row in rows], FURNITURE_COLUMN.type)
            batch = batch.append_column(FURNITURE_COLUMN, known)
        if clusters is not None:
            for column, values in zip(CLUSTER_COLUMNS, clusters.columns(begin, begin + len(rows)), strict=True):
                batch = batch.append_column(column, values)
        begin += len(rows)
        yield batch


def _after(rows: Iterator[Row], done: int) -> Iterator[Row]:
    """The rows after the first ``done``, which an interrupted run has already written."""
    for _ in range(done):
        if next(rows, None) is None:
            raise InputError("the inputs hold fewer rows than the interrupted run had read")
    return rows


def _run_key(inputs: Sequence[Path], options: BatchOptions) -> dict[str, object]:
    """What makes two runs the same: the same files, detail, models and version."""
    read = [(str(file.resolve()), *_stamp(file)) for path in inputs for file in input_files(path)]
    models = hashlib.sha256()
    for folder in (files("scorer.models"), *([options.model] if options.model is not None else [])):
        for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if file.name.endswith((".npz", ".json")):
                models.update(file.name.encode() + file.read_bytes())
    return {
        "version": __version__,
        "inputs": hashlib.sha256(repr(read).encode()).hexdigest(),
        "models": models.hexdigest(),
        **{name: getattr(options, name) for name in _CHANGE_BYTES},
        "selection": None if options.selection is None else json.loads(json.dumps(options.selection.as_dict())),
    }


def _stamp(file: Path) -> tuple[int, int]:
    """Size and time of change; zeros where the file cannot be looked at (its row says so)."""
    try:
        found = file.stat()
    except OSError:
        return 0, 0
    return found.st_size, found.st_mtime_ns
