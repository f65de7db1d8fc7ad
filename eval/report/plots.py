"""The report's plots: matplotlib figures as SVG text, made to be embedded in a page.

The SVG is the same for the same data (fixed hash salt, no date), its text is real text, and its colours are
the page's own (CSS variables), so that it reads on light and on dark. Every plot comes with a sentence for
those who do not see it.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as Canvas

from scorer.eval.calibration import Bin
from scorer.eval.metrics import Figure
from scorer.types import Floats

#: Colours that stand for the page's variables: drawn by matplotlib, then replaced in the SVG.
_INK, _FAINT, _GOOD, _BAD, _OTHER = "#010101", "#020202", "#030303", "#040404", "#050505"
_VARIABLES = {_INK: "--ink", _FAINT: "--faint", _GOOD: "--good", _BAD: "--bad", _OTHER: "--other"}
_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "text.parse_math": False,  # a source may well have two dollar signs in its name
    "svg.hashsalt": "scorer",
    "font.size": 10,
    "axes.edgecolor": _FAINT,
    "axes.labelcolor": _INK,
    "axes.titlesize": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.color": _INK,
    "xtick.color": _INK,
    "ytick.color": _INK,
    "legend.frameon": False,
    "lines.linewidth": 1.8,
}
#: What the page says itself, or has no use for: height, fonts, line joins, empty metadata.
_REST = re.compile(
    r' height="[\d.]+pt"|font-family: [^;"]*;? ?'
    r"|<defs>\s*<style.*?</style>\s*</defs>|<metadata>.*?</metadata>",
    re.DOTALL,
)
_ID = re.compile(r'(\bid="|url\(#|href="#)([^")]+)')


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawn plot: ``svg`` to put into a page, ``alt`` for those who do not see it."""

    id: str
    title: str
    svg: str
    alt: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of a dot plot: a name, a figure with its interval, and which of the colours it has."""

    name: str
    figure: Figure
    tone: str = "other"


def distributions(value: Floats, label: Floats) -> Plot:
    """How the scores of reliable and unreliable articles spread."""

    def draw(axes: Axes) -> None:
        edges = np.linspace(0, 100, 26)
        for y, colour, name in ((1, _GOOD, "labelled reliable"), (0, _BAD, "labelled unreliable")):
            of = 100 * value[label == y]
            if len(of):
                share = 100 * np.histogram(of, edges)[0] / len(of)
                axes.stairs(share, edges, fill=True, color=colour, alpha=0.25)
                axes.stairs(share, edges, color=colour, linewidth=1.8, label=f"{name} ({len(of):,})")
        axes.set(xlabel="score", ylabel="% of articles", xlim=(0, 100))
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, borderaxespad=0)

    good, bad = value[label == 1], value[label == 0]
    middle = [f"{100 * np.median(of):.0f}" if len(of) else "no article" for of in (good, bad)]
    alt = f"Histogram of the scores. Median of reliable articles {middle[0]}, of unreliable {middle[1]}."
    return _plot("distributions", "Scores of reliable and unreliable articles", draw, alt)


def curve(id: str, title: str, points: tuple[Floats, Floats], names: tuple[str, str], guess: float | None) -> Plot:
    """A ROC or precision-recall curve; ``guess`` is guessing's precision, None for the ROC diagonal."""

    def draw(axes: Axes) -> None:
        axes.plot([0, 1], [0, 1] if guess is None else [guess, guess], color=_FAINT, linestyle=":", linewidth=1.2)
        axes.step(points[0], points[1], where="post" if guess is None else "pre", color=_OTHER)
        axes.set(xlabel=names[0], ylabel=names[1], xlim=(0, 1), ylim=(0, 1.02), aspect="equal")

    at = np.interp(0.5, points[0], points[1])
    return _plot(id, title, draw, f"{title}: at {names[0]} 0.5, {names[1]} is {at:.2f}.", (3.9, 3.9))


def calibration(bins: Sequence[Bin]) -> Plot:
    """Share observed against share claimed, with both intervals."""

    def draw(axes: Axes) -> None:
        axes.plot([0, 100], [0, 100], color=_FAINT, linestyle=":", linewidth=1.2)
        for part in bins:
            seen = part.observed
            if seen.value is None:
                continue
            x, y = 100 * part.claimed, 100 * seen.value
            axes.plot([100 * part.claimed_low, 100 * part.claimed_high], [y, y], color=_OTHER, linewidth=6, alpha=0.25)
            if seen.low is not None and seen.high is not None:
                axes.plot([x, x], [100 * seen.low, 100 * seen.high], color=_OTHER, linewidth=1.2)
            axes.plot([x], [y], marker="o", color=_OTHER, markersize=5)
        axes.set(
            xlabel="score (% claimed reliable)",
            ylabel="% labelled reliable",
            xlim=(0, 100),
            ylim=(0, 100),
            aspect="equal",
        )

    shown = [
        f"{100 * b.claimed:.0f} claimed, {100 * b.observed.value:.0f} observed"
        for b in bins
        if b.observed.value is not None
    ]
    return _plot(
        "calibration", "Claimed and observed share of reliable articles", draw, "; ".join(shown) + ".", (4.4, 4.4)
    )


def dots(id: str, title: str, marks: Sequence[Mark], axis: str, zero: float | None = None) -> Plot:
    """A figure with its interval on every line; ``zero`` draws the line of no effect."""
    tones = {"good": _GOOD, "bad": _BAD, "other": _OTHER}
    shown = [(mark, mark.figure.value) for mark in marks if mark.figure.value is not None]

    def draw(axes: Axes) -> None:
        if zero is not None:
            axes.axvline(zero, color=_FAINT, linestyle=":", linewidth=1.2)
        for place, (mark, value) in enumerate(shown):
            colour = tones[mark.tone]
            if mark.figure.low is not None and mark.figure.high is not None:
                axes.plot([mark.figure.low, mark.figure.high], [place, place], color=colour, linewidth=1.6)
            axes.plot([value], [place], marker="o", markersize=5, color=colour)
        axes.set_yticks(range(len(shown)), [_short(mark.name) for mark, _ in shown])
        axes.set_ylim(len(shown) - 0.4, -0.6)
        axes.set_xlabel(axis)
        axes.spines["left"].set_visible(False)
        axes.tick_params(axis="y", length=0)

    alt = f"{title}, {axis}. " + "; ".join(f"{mark.name} {value:.3g}" for mark, value in shown[:12]) + "."
    return _plot(id, title, draw, alt, (7.2, 0.9 + 0.27 * max(2, len(shown))))


def scatter(id: str, title: str, x: Floats, y: Floats, names: tuple[str, str]) -> Plot:
    """One point a source."""

    def draw(axes: Axes) -> None:
        axes.scatter(x, y, s=22, color=_OTHER, alpha=0.6, linewidths=0)
        axes.set(xlabel=names[0], ylabel=names[1], ylim=(0, 100))

    return _plot(id, title, draw, f"{title}: {len(x)} points, {names[1]} against {names[0]}.", (5.2, 3.9))


def _plot(id: str, title: str, draw: Callable[[Axes], None], alt: str, size: tuple[float, float] = (6.4, 3.4)) -> Plot:
    with matplotlib.rc_context(_STYLE):
        canvas = Canvas(figsize=size, layout="constrained")
        FigureCanvasSVG(canvas)
        draw(canvas.add_subplot())
        out = io.StringIO()
        canvas.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    return Plot(id, title, _for_page(out.getvalue(), id, alt), alt)


def _for_page(svg: str, id: str, alt: str) -> str:
    """The svg element alone, its ids its own, its colours the page's, with a label for screen readers."""
    svg = svg[svg.index("<svg") :]
    svg = _REST.sub("", svg)
    svg = _ID.sub(lambda match: f"{match.group(1)}{id}-{match.group(2)}", svg)
    for colour, variable in _VARIABLES.items():
        svg = svg.replace(colour, f"var({variable})")
    label = html.escape(alt, quote=True)
    svg = re.sub(r'width="([\d.]+pt)"', r'style="max-width: \1"', svg, count=1)
    return svg.replace("<svg", f'<svg role="img" aria-label="{label}"', 1).strip()


def _short(name: str, longest: int = 44) -> str:
    return name if len(name) <= longest else name[: longest - 1] + "…"
