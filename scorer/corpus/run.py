"""Batch scoring of a corpus: files in, one file out, every row in its place.

>>> from pathlib import Path
>>> from scorer.corpus.run import BatchOptions, run
>>> summary = run([Path("corpus.jsonl")], Path("scored.parquet"), BatchOptions())   # doctest: +SKIP
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
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
from scorer.corpus.work import Work, csv_header, score_rows, table_batch
from scorer.corpus.workers import map_batches
from scorer.corpus.writers import Output, output_format
from scorer.scoring import Scorer
from scorer.selection import Detail, Selection, json_line

if TYPE_CHECKING:
    from scorer.corpus.near_duplicates import Clusters

__all__ = ["INPUT", "BatchOptions", "BatchSummary", "InputError", "RunState", "output_schema", "run", "score_batch"]


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """How a corpus is scored.

    Attributes
    ----------
    detail : "full" is the whole report a row; "flags" leaves the signals and contributions out, "scores"
        the flags too.
    workers : processes of the local engine. The output is the same to the byte for any number.
    resume : take up an interrupted run of the same inputs, options and models.
    engine : "local", or "ray" for a Ray cluster (extra ``scorer[ray]``).
    model : a model folder; None: the one that ships.
    batch_size : rows handed to a worker at a time; no row of the output depends on it.
    clusters : read the inputs twice and add ``cluster_id``, ``cluster_size`` and ``first_by_date``: which rows
        are copies of each other, how many, and which came first (:mod:`scorer.corpus.near_duplicates`).
    furniture : read the inputs twice and take lines that stand in many documents of one site (rows with a
        ``text`` and a ``url``) for page furniture (:mod:`scorer.corpus.furniture`).
    progress : called now and then with how far the run is.
    selection : which flags are shown; None: all. No score depends on it.
    """

    detail: Detail = "full"
    workers: int = 1
    resume: bool = False
    engine: Literal["local", "ray"] = "local"
    model: Path | None = None
    batch_size: int = 64
    clusters: bool = False
    furniture: bool = False
    progress: Callable[[RunState], None] | None = None
    selection: Selection | None = None


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
    InputError : an input cannot be read at all, the output cannot be written, or the run to resume was
        another one. Rows that cannot be read never raise; they come out as ``bad_input``.
    """
    options = options or BatchOptions()
    begun = time.monotonic()
    total = check_inputs(inputs)
    if any(path.resolve() == output.resolve() for path in inputs):
        raise InputError(f"{output} is an input too")
    if output.is_dir():
        raise InputError(f"{output} is a folder")
    try:
        Scorer(options.model).score_text("The council met on Tuesday.")  # reads every file that scoring needs
    except (OSError, KeyError, ValueError) as error:
        raise InputError(f"cannot load the models: {error}") from None
    work = Work(options.detail, output_format(output).form, options.model, options.clusters, options.selection)
    header = csv_header(work.schema) if work.form == "csv" else b""
    meter = Meter()
    # A report's matrices are small: several threads only get in each other's way.
    with (
        threadpool_limits(limits=1, user_api="blas"),
        Output(output, _run_key(inputs, options), header, resume=options.resume) as out,
    ):
        if not out.finished:
            given = _batches(inputs, meter, out.resumed, options)
            for scored in _scored(work, given, options):
                out.write(scored)
                if options.progress is not None:
                    tally = out.tally
                    seconds = time.monotonic() - begun
                    not_scored = tally.rows - tally.scored
                    options.progress(
                        RunState(tally.rows, out.resumed, not_scored, tally.bad, meter.done, total, seconds)
                    )
        out.finish(work.schema)
        return summary(out.tally, out.resumed, time.monotonic() - begun)


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
    read = [
        (str(file.resolve()), file.stat().st_size, file.stat().st_mtime_ns)
        for path in inputs
        for file in input_files(path)
    ]
    models = hashlib.sha256()
    for folder in (files("scorer.models"), *([options.model] if options.model is not None else [])):
        for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if file.name.endswith((".npz", ".json")):
                models.update(file.name.encode() + file.read_bytes())
    return {
        "version": __version__,
        "inputs": hashlib.sha256(repr(read).encode()).hexdigest(),
        "models": models.hexdigest(),
        "detail": options.detail,
        "passes": [options.clusters, options.furniture],
        "selection": None if options.selection is None else options.selection.as_dict(),
    }
