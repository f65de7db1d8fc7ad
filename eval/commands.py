"""The commands ``scorer eval`` and ``scorer sources``. Only click is imported until one of them runs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

_INPUTS = click.argument("data", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def _model_folder(context: click.Context, parameter: click.Parameter, folder: Path | None) -> Path | None:
    """Refuse, before anything is scored, a folder that holds no models."""
    if folder is not None:
        from scorer.model.additive import load_models

        try:
            load_models(folder)
        except ValueError as error:
            raise click.BadParameter(f"{folder} is no model folder: {error}") from None
    return folder


MODEL_OPTION = click.option(
    "--model",
    callback=_model_folder,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A model folder written by 'scorer train' or 'scorer eval --fit'; default: the models that ship with scorer.",
)
_SCORE = click.option(
    "--score",
    type=click.Choice(["reliability", "quality"]),
    default="reliability",
    show_default=True,
    help="Which of the two scores to evaluate.",
)


@click.command("eval")
@_INPUTS
@click.option(
    "--output",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("scorer-eval"),
    show_default=True,
    help="Folder for report.html, report.json, rows.csv and, with --fit, model/.",
)
@click.option(
    "--field",
    "named",
    multiple=True,
    metavar="WHAT=NAME",
    help="Which field holds what: text, title, id, source, label, rating, group or slant. A dotted name reaches into "
    "a nested object. Found by its name where not given.",
)
@click.option("--reliable", multiple=True, metavar="VALUE", help="A label that means reliable; all others mean not.")
@click.option("--reliable-from", type=float, metavar="X", help="Labels of X and more mean reliable.")
@click.option("--unreliable-to", type=float, metavar="X", help="Labels up to X mean unreliable; between is left out.")
@click.option("--metadata", is_flag=True, help="Use author and date as well as title and text.")
@click.option("--baselines", is_flag=True, help="Fit black boxes on the same labels and show them next to the scorer.")
@click.option("--fit", is_flag=True, help="Refit the score on these labels, and say whether that helped.")
@click.option("--cut", type=click.IntRange(80), metavar="WORDS", help="Also score every text cut to its first WORDS.")
@click.option(
    "--samples", type=click.IntRange(20), default=500, show_default=True, help="Resamples behind every interval."
)
@click.option("--progress/--no-progress", default=None, help="Show a progress bar; by default only on a terminal.")
@_SCORE
@MODEL_OPTION
def evaluate(data: tuple[Path, ...], named: tuple[str, ...], progress: bool | None, **given: object) -> None:
    """Evaluate against labelled examples: an HTML report with plots, and the same as JSON.

    DATA are .jsonl (.gz), .csv (.gz) or .parquet files, or folders of them, with a text, a label (binary, graded
    or scaled) and, if there is one, the source. The report says how the labels were read.

    Labels saved on the page (readers' verdicts on findings) are counted by kind of finding instead.
    """
    from scorer.eval.datasets import DataError
    from scorer.eval.labels import LabelRule
    from scorer.eval.report.evaluate import EvalOptions, run

    if _verdicts_evaluated(data, given["output"], given["model"]):  # type: ignore[arg-type]
        return
    rule = LabelRule(
        reliable=given.pop("reliable"),  # type: ignore[arg-type]
        reliable_from=given.pop("reliable_from"),  # type: ignore[arg-type]
        unreliable_to=given.pop("unreliable_to"),  # type: ignore[arg-type]
    )
    if rule.unreliable_to is not None and rule.reliable_from is None:
        raise click.UsageError("--unreliable-to needs --reliable-from")
    shown = sys.stderr.isatty() if progress is None else progress
    options = EvalOptions(fields=_fields(named), labels=rule, progress=shown, **given)  # type: ignore[arg-type]
    try:
        written = run(data, options)
    except DataError as error:
        raise click.UsageError(str(error)) from None
    _print_summary(written.evaluation, written.html)


@click.command("sources")
@_INPUTS
@click.option(
    "--by", metavar="FIELD", help="The field that names the outlet; by default domain, source, … or the URL's."
)
@click.option("--corpus", multiple=True, type=_FILE, help="Files whose fields are joined on by id.")
@click.option(
    "--ratings",
    multiple=True,
    type=_FILE,
    help="CSV of others' ratings (domain, rating; CRED-1 and Lin et al. as they come), shown next to ours.",
)
@click.option(
    "--least", type=click.IntRange(1), default=1, show_default=True, help="Leave out outlets with fewer articles."
)
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write .json, .jsonl or .csv too."
)
@_SCORE
@MODEL_OPTION
def sources(data: tuple[Path, ...], output: Path | None, **given: object) -> None:
    """Roll a corpus up to its outlets: mean score, interval, and the practices its articles are weakest on.

    DATA is what 'scorer batch' wrote (--detail full says what they are weak on), or a corpus not scored yet.
    """
    from scorer.eval.datasets import DataError
    from scorer.eval.outlets.rollup import SourcesOptions, render, run, write
    from scorer.render import terminal

    try:
        rollup = run(data, SourcesOptions(**given))  # type: ignore[arg-type]
        if output is not None:
            write(rollup, output)
    except DataError as error:
        raise click.UsageError(str(error)) from None
    render(rollup, terminal())


def _fields(named: tuple[str, ...]) -> object:
    """The fields that the user named, from ``what=name`` pairs."""
    from dataclasses import fields

    from scorer.eval.datasets import Fields

    known = [field.name for field in fields(Fields)]
    chosen = {}
    for pair in named:
        what, _, name = pair.partition("=")
        if what not in known or not name:
            raise click.UsageError(f"--field {pair}: say WHAT=NAME, where WHAT is one of {', '.join(known)}")
        chosen[what] = name
    return Fields(**chosen)


def _verdicts_evaluated(data: tuple[Path, ...], output: Path, model: Path | None) -> bool:
    """Whether the data are readers' verdicts on findings, which are then counted by kind and printed."""
    from scorer.eval.datasets import DataError
    from scorer.eval.report import user_verdicts
    from scorer.render import terminal

    try:
        if not user_verdicts.holds_verdicts(data):
            return False
        found = user_verdicts.run(data, model=model)
    except DataError as error:
        raise click.UsageError(str(error)) from None
    user_verdicts.render(found, terminal())
    click.echo(f"Written to {user_verdicts.write(found, output)}")
    return True


def _print_summary(evaluation: object, report: Path) -> None:
    from rich.table import Table

    from scorer.eval.report.evaluate import Evaluation
    from scorer.eval.report.report_html import figure_text
    from scorer.render import flat, terminal

    assert isinstance(evaluation, Evaluation)
    console = terminal()
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(f"{evaluation.score}, {evaluation.labelled} labelled articles")
    table.add_column("value (95% interval)", no_wrap=True)
    for row in evaluation.summary:
        table.add_row(row.name, figure_text(row.figure))
    console.print(evaluation.verdict, style="bold", highlight=False)
    console.print(table)
    for warning in evaluation.warnings:
        console.print(flat(f"! {warning}"), style="yellow")
    if evaluation.refit is not None:
        console.print(flat(evaluation.refit.verdict), style="bold")
    console.print(flat(f"The whole report: {report}"))
