"""``scorer eval``: labelled examples in, one evaluation out, as a page with plots and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import orjson

from scorer.eval import metrics
from scorer.eval.calibration import Bin, Coverage, calibration, coverage
from scorer.eval.datasets import DataError, Dataset, Fields, FileRead, read_dataset
from scorer.eval.labels import LabelRule
from scorer.eval.model_folder import fitted_on, write_model
from scorer.eval.report.analysis import (
    GroupRow,
    Judged,
    Row,
    SourceRow,
    groups,
    judged,
    length_groups,
    rank_rows,
    ranking,
    sources,
    summary,
)
from scorer.eval.report.errors import ErrorCase, worst
from scorer.eval.report.explain import FlagRow, SignalRow, SlantRow, flags, signals, slant
from scorer.eval.report.faithful import Faithful, faithful, tries
from scorer.eval.report.rows import write_rows
from scorer.eval.report.thresholds import PracticeRow, ThresholdRow, practices, thresholds, verdict
from scorer.eval.scored import Judge, Scored, cut_to, score_examples
from scorer.scoring import Scorer
from scorer.types import Floats, Score

if TYPE_CHECKING:
    from scorer.eval.refit import Refit

#: Version of the JSON written; a field added keeps it, a field renamed or dropped raises it.
EVALUATION_VERSION = "1"
_ERRORS = 10


@dataclass(frozen=True, slots=True)
class EvalOptions:
    """How to evaluate.

    Attributes
    ----------
    output : folder for ``report.html``, ``report.json``, ``rows.csv`` and, with ``fit``, ``model/``.
    model : a model folder; None: the models that ship.
    score : which of the two scores the labels speak of.
    metadata : give the scorer author and date too (see :func:`scorer.eval.datasets.read_dataset`).
    baselines : fit the baselines next to ours.
    fit : refit the score on these labels, and say whether that helped.
    cut : also score every text cut after this many words, to see what is left when length says nothing.
    samples : bootstrap resamples behind every interval.
    progress : show a progress bar on standard error.
    """

    output: Path = Path("scorer-eval")
    model: Path | None = None
    score: Score = "reliability"
    fields: Fields = field(default_factory=Fields)
    labels: LabelRule = field(default_factory=LabelRule)
    metadata: bool = False
    baselines: bool = False
    fit: bool = False
    cut: int | None = None
    samples: int = 500
    progress: bool = True


@dataclass(frozen=True, slots=True)
class Written:
    """The files written; ``model`` is None where nothing was fitted. ``evaluation`` is what they hold."""

    html: Path
    json: Path
    rows: Path
    model: Path | None
    evaluation: Evaluation


@dataclass(frozen=True, slots=True)
class SplitRow:
    """A method's figures under one split; ``reason`` says why there are none."""

    method: str
    split: str
    figures: list[Row]
    reason: str | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything the report shows; the JSON is this, field by field. Scores are probabilities in [0, 1]."""

    evaluation_version: str
    score: Score
    model: str
    model_version: str
    trained_on: str
    files: tuple[FileRead, ...]
    articles: int
    labelled: int
    sources_known: int
    not_scored: dict[str, int]
    articles_per_second: float
    samples: int
    metadata: bool
    warnings: list[str]
    verdict: str
    thresholds: list[ThresholdRow]
    summary: list[Row]
    calibration: list[Bin]
    coverage: Coverage | None
    by_length: list[GroupRow]
    by_group: list[GroupRow]
    by_source: list[SourceRow]
    practices: list[PracticeRow]
    signals: list[SignalRow]
    flags: list[FlagRow]
    faithful: Faithful | None
    slant: list[SlantRow]
    splits: list[SplitRow]
    cut: list[Row]
    reliable_scored_low: list[ErrorCase]
    unreliable_scored_high: list[ErrorCase]
    refit: Refit | None


def run(paths: Sequence[Path], options: EvalOptions, judge: Judge | None = None) -> Written:
    """Evaluate labelled examples and write the report.

    Parameters
    ----------
    judge : what scores; by default a :class:`scorer.scoring.Scorer` with ``options.model``.

    Raises
    ------
    scorer.eval.datasets.DataError : the data cannot be read as labelled examples, or none could be scored.
    """
    from scorer.eval.report.report_html import write_html

    data = read_dataset(paths, options.fields, options.labels, options.metadata)
    scorer = Scorer(options.model) if judge is None else judge
    with _progress(options.progress) as task:
        scored = score_examples(data.examples, scorer, options.score, task("Scoring", len(data.examples)))
        if not scored.examples:
            reasons = ", ".join(f"{reason} {n}" for reason, n in scored.not_scored.items())
            raise DataError(f"no article could be scored: {reasons}")
        evaluation = _evaluate(data, scored, scorer, options, task)
    options.output.mkdir(parents=True, exist_ok=True)
    html = options.output / "report.html"
    json = options.output / "report.json"
    json.write_bytes(orjson.dumps(evaluation, option=orjson.OPT_INDENT_2 | orjson.OPT_SERIALIZE_NUMPY) + b"\n")
    write_html(html, evaluation, scored)
    rows = options.output / "rows.csv"
    write_rows(rows, scored)
    fitted = evaluation.refit is not None and evaluation.refit.folder is not None
    return Written(html, json, rows, options.output / "model" if fitted else None, evaluation)


Task = Callable[[str, int], Callable[[], None]]


def _evaluate(data: Dataset, scored: Scored, scorer: Judge, options: EvalOptions, task: Task) -> Evaluation:
    articles = judged(scored, options.samples)
    splits, refitted = _fitted(data, articles, options, task) if options.baselines or options.fit else ([], None)
    about = scorer.score_record({"text": ""}).model
    rows = summary(articles)
    low, high = worst(articles, scorer, options.score, _ERRORS, options.metadata)
    groups_named = [e.group for e in scored.examples]
    return Evaluation(
        evaluation_version=EVALUATION_VERSION,
        score=options.score,
        model=about.name,
        model_version=about.version,
        trained_on=about.trained_on,
        files=data.files,
        articles=len(scored.examples),
        labelled=int(articles.labelled.sum()),
        sources_known=len({e.source for e in scored.examples} - {None}),
        not_scored=dict(scored.not_scored),
        articles_per_second=round(len(scored.examples) / max(scored.seconds, 1e-9), 1),
        samples=options.samples,
        metadata=options.metadata,
        warnings=_warnings(data, articles, rows, fitted_on(options.model)),
        verdict=verdict(scored),
        thresholds=thresholds(scored),
        summary=rows,
        calibration=calibration(articles),
        coverage=coverage(articles),
        by_length=sorted(groups(articles, length_groups(scored.words)), key=lambda row: row.name),
        by_group=groups(articles, groups_named) if len(set(groups_named) - {None}) > 1 else [],
        by_source=sources(articles),
        practices=practices(articles),
        signals=signals(articles),
        flags=flags(articles),
        faithful=faithful(scored, scorer, options.score, advance=task("Testing flags", tries(scored))),
        slant=slant(articles),
        splits=splits,
        cut=_cut(scored, scorer, options, task),
        reliable_scored_low=low,
        unreliable_scored_high=high,
        refit=refitted,
    )


def _fitted(data: Dataset, articles: Judged, options: EvalOptions, task: Task) -> tuple[list[SplitRow], Refit | None]:
    """Everything that is fitted on these labels, split by source and at random side by side."""
    from scorer.eval import baselines, refit

    mask, draw, scored = articles.labelled, articles.bootstrap, articles.scored
    y = scored.label[mask]
    splits = [baselines.by_source(y, draw.cluster[mask]), baselines.at_random(y)]
    rows = [SplitRow("the scorer, as given", "not fitted on these labels", figures_of(articles, scored.value), None)]
    if options.baselines:
        every = baselines.baselines()
        advance = task("Fitting baselines", len(every))
        for baseline in every:
            for fitted in baselines.fit(baseline, scored, mask, splits):
                values = np.full(len(mask), np.nan)
                if fitted.probability is not None:
                    values[mask] = fitted.probability
                figures = [] if fitted.probability is None else figures_of(articles, values)
                rows.append(SplitRow(baseline.name, fitted.folds.name, figures, fitted.reason))
            advance()
    if not options.fit:
        return rows, None
    advance = task("Refitting", refit.steps(articles, splits))
    found, arrays = refit.refit(articles, splits, options.score, options.output / "model", advance)
    if arrays:
        learned = {file.name: file.sha256 for file in data.files}
        write_model(options.output / "model", options.model, options.score, arrays, learned)
    if found.rows and fitted_on(options.model) & {file.sha256 for file in data.files}:
        found = replace(
            found, verdict=f"{found.verdict} It was fitted on these same files, so it has the advantage here."
        )
    rows += [SplitRow("the scorer, refitted", row.split, row.figures, None) for row in found.rows]
    return rows, found


def figures_of(articles: Judged, values: Floats) -> list[Row]:
    """The figures that compare methods, for probabilities ``values`` (n,) of the labelled articles."""
    mask, draw = articles.labelled, articles.bootstrap
    y, p = articles.scored.label[mask], values[mask]
    error = metrics.calibration_error(y, p, metrics.equal_width_bins(p))
    rows = ranking(draw, mask, y, p)
    rows.append(Row("ece", "Calibration error, ten bins of equal width", "", "lower", draw.figure(error, mask)))
    return rows + [row for row in rank_rows(articles, values) if "_all" not in row.id]


def _cut(scored: Scored, scorer: Judge, options: EvalOptions, task: Task) -> list[Row]:
    """Figures of texts cut to one length, next to those of the same articles whole."""
    if options.cut is None:
        return []
    places = [(i, cut_to(e, options.cut)) for i, e in enumerate(scored.examples)]
    long = np.array([i for i, e in places if e is not None], dtype=np.int64)
    short = score_examples(
        [e for _, e in places if e is not None], scorer, options.score, task("Scoring cut texts", len(long))
    )
    kept = {e.id for e in short.examples}
    mask = np.zeros(len(scored.examples), dtype=np.bool_)
    mask[[i for i in long if scored.examples[i].id in kept]] = True
    rows = []
    for id, name, part in (
        ("cut", f"first {options.cut} words", short),
        ("whole", "same articles, whole", scored.select(mask)),
    ):
        if not part.examples:
            continue
        articles = judged(part, options.samples)
        values = [("score", part.value), ("length alone", part.words.astype(np.float64))]
        y = part.label[articles.labelled]
        for what, value in values:
            figure = articles.bootstrap.figure(metrics.auc(y, value[articles.labelled]), articles.labelled)
            rows.append(Row(f"auc_{id}:{what}", f"AUC, {what}, {name}", "", "higher", figure))
        rows += [
            Row(f"{row.id}_{id}", f"{row.name}, {name}", row.meaning, row.better, row.figure)
            for row in rank_rows(articles, part.value)
            if "_all" not in row.id
        ]
    return rows


def _warnings(data: Dataset, articles: Judged, rows: list[Row], fitted_on: frozenset[str]) -> list[str]:
    """What a reader must know before believing the figures."""
    scored, out = articles.scored, []
    figures = {row.id: row.figure for row in rows}
    told = articles.labelled
    known = sum(e.source is not None for e in scored.examples)
    if known < len(scored.examples):
        missing = len(scored.examples) - known
        out.append(
            f"{missing} of {len(scored.examples)} articles name no source: their intervals take each as independent, "
            "and are too narrow where articles share an outlet."
        )
    clusters = len(np.unique(articles.bootstrap.cluster[told])) if told.any() else 0
    if clusters < 20:
        out.append(f"Only {clusters} sources stand behind these figures: intervals from so few are rough.")
    auc = figures["auc"]
    if auc.high is not None and auc.high < 0.5:
        out.append(
            "The score orders these articles the wrong way round. Are the labels? Say which value means reliable."
        )
    if told.any() and len(np.unique(scored.label[told])) < 2:
        out.append("All labels are the same: nothing can be said of how well the score tells articles apart.")
    seen = [file.name for file in data.files if file.sha256 in fitted_on]
    if seen:
        out.append(
            f"The model was fitted on {', '.join(seen)}: figures on the same articles flatter it. "
            "Figures on sources it has not seen are in the model card."
        )
    texts = [e.record.get("text") or e.record.get("html") for e in scored.examples]
    if twice := len(texts) - len(set(texts)):
        out.append(f"{twice} texts are exact copies of others in the data.")
    return out


@contextmanager
def _progress(shown: bool) -> Iterator[Task]:
    """Progress bars on standard error: ``task(name, total)`` starts one and gives what moves it on."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not shown) as bar:

        def task(name: str, total: int) -> Callable[[], None]:
            number = bar.add_task(name, total=total)
            return lambda: bar.advance(number)

        yield task
