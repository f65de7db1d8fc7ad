"""One self-contained HTML file for an evaluation: no script, no font, no address is loaded from elsewhere."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
import numpy as np
from markupsafe import Markup

from scorer.eval import metrics
from scorer.eval.metrics import Figure
from scorer.eval.report import plots
from scorer.eval.report.analysis import LEAST_ARTICLES, GroupRow, SourceRow
from scorer.eval.report.errors import ErrorCase, ErrorFlag
from scorer.eval.report.plots import Mark, Plot
from scorer.eval.scored import Scored
from scorer.export.marks import Piece, pieces
from scorer.render import plain
from scorer.report import NO_VERDICT

if TYPE_CHECKING:
    from scorer.eval.report.evaluate import Evaluation

#: Sources and flags beyond this many are in the JSON alone.
SHOWN_SOURCES = 60


def write_html(path: Path, evaluation: Evaluation, scored: Scored) -> None:
    """Write the report of ``evaluation`` to ``path``; ``scored`` gives the points of its plots."""
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    environment.filters |= {
        "figure": figure_text,
        "interval": _interval,
        "percent": _percent,
        "number": _number,
        "plain": plain,
    }
    template = environment.from_string((files("scorer.eval") / "templates" / "report.html").read_text("utf-8"))
    page = template.render(
        e=evaluation,
        plots={plot.id: plot for plot in _plots(evaluation, scored)},
        no_verdict=NO_VERDICT,
        marked=_marked,
        shown_sources=SHOWN_SOURCES,
        svg=lambda plot: Markup(plot.svg),  # noqa: S704 - made by matplotlib, which escapes every text in it
    )
    path.write_text(page, encoding="utf-8")


def _marked(case: ErrorCase) -> list[Piece[tuple[int, ErrorFlag]]]:
    """The text of an error in pieces, with the numbered flags that cover each."""
    numbered = enumerate(case.flags, 1)
    return pieces(
        case.text, [(f.start, f.end, (n, f)) for n, f in numbered if f.start is not None and f.end is not None]
    )


def _plots(evaluation: Evaluation, scored: Scored) -> list[Plot]:
    label = scored.label
    told = ~np.isnan(label)
    y, p = label[told], scored.value[told]
    out = [plots.distributions(scored.value, label), plots.calibration(evaluation.calibration)]
    if 0 < y.sum() < len(y):
        rates = ("unreliable articles taken for reliable", "reliable articles found")
        out.append(plots.curve("roc", "ROC curve", metrics.curve_roc(y, p), rates, None))
        recall = metrics.curve_precision_recall(y, p)
        out.append(plots.curve("pr", "Precision and recall", recall, ("recall", "precision"), float(y.mean())))
    for id, title, rows in (
        ("length", "AUC by length", evaluation.by_length),
        ("group", "AUC by group", evaluation.by_group[:30]),
    ):
        if any(row.auc.value is not None for row in rows):
            out.append(_group_plot(id, title, rows))
    named = [row for row in evaluation.by_source if row.n >= LEAST_ARTICLES]
    if named:
        out += _source_plots(named)
    gains = [Mark(row.signal, row.auc_gain) for row in evaluation.signals]
    out.append(plots.dots("signals", "What each signal adds", gains, "AUC with the signal minus without", 0.0))
    if len(evaluation.splits) > 1:
        out.append(_split_plot(evaluation))
    return out


def _group_plot(id: str, title: str, rows: list[GroupRow]) -> Plot:
    return plots.dots(id, title, [Mark(f"{row.name} (n = {row.n:,})", row.auc) for row in rows], "AUC", 0.5)


def _source_plots(rows: list[SourceRow]) -> list[Plot]:
    def tone(row: SourceRow) -> str:
        share = row.reliable_share
        return "other" if share is None else "good" if share > 0.5 else "bad"

    marks = [
        Mark(f"{row.name} ({row.n})", Figure(100 * row.score, 100 * row.low, 100 * row.high, row.n), tone(row))
        for row in sorted(rows[:40], key=lambda row: -row.score)
    ]
    out = [plots.dots("sources", "Mean score of each source's articles", marks, "mean score with 95% interval", 50)]
    rated = [(row.rating, 100 * row.score) for row in rows if row.rating is not None]
    if len({rating for rating, _ in rated}) > 2:
        x, y = np.array(rated, dtype=np.float64).T
        out.append(plots.scatter("ratings", "Sources: rating and mean score", x, y, ("rating", "mean score")))
    return out


def _split_plot(evaluation: Evaluation) -> Plot:
    marks = []
    for row in evaluation.splits:
        figure = next((r.figure for r in row.figures if r.id == "auc"), None)
        if figure is not None:
            tone = "good" if "source" in row.split else "bad" if "random" in row.split else "other"
            where = "sources held out" if tone == "good" else "at random" if tone == "bad" else "as given"
            marks.append(Mark(f"{row.method.split(',')[0]} ({where})", figure, tone))
    return plots.dots("splits", "The scorer and what is fitted on these labels", marks, "AUC", 0.5)


def figure_text(figure: Figure, digits: int = 3, scale: float = 1.0, sign: bool = False) -> str:
    """A figure with its interval, as people write it: 0.781 (0.702 to 0.846)."""
    if figure.value is None:
        return "–"
    return f"{_number(figure.value * scale, digits, sign)} ({_interval(figure, digits, scale, sign)})"


def _interval(figure: Figure, digits: int = 3, scale: float = 1.0, sign: bool = False) -> str:
    if figure.low is None or figure.high is None:
        return "no interval"
    return f"{_number(figure.low * scale, digits, sign)} to {_number(figure.high * scale, digits, sign)}"


def _number(value: float | None, digits: int = 3, sign: bool = False) -> str:
    if value is None:
        return "–"
    return f"{value:+.{digits}f}".replace("-", "−") if sign else f"{value:.{digits}f}".replace("-", "−")


def _percent(value: float | None, digits: int = 0) -> str:
    return "–" if value is None else f"{100 * value:.{digits}f}%"
