"""Are the flags faithful? Delete the text of an article's most costly flag, score again, and compare.

A flag claims a share of the log-odds. If the claim is true, the score without the flag's text rises, by about
that share. As a control, as much text is deleted elsewhere in the same article.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from scorer.eval.metrics import spearman, wilson
from scorer.eval.scored import Judge, Scored
from scorer.report import FlagReport
from scorer.types import Score, Span


@dataclass(frozen=True, slots=True)
class Faithful:
    """Over ``articles`` articles with a flag that costs something and can be deleted.

    ``raised``: share whose score rose without the flag's text, with its 95% interval. ``claimed`` and ``found``:
    mean share claimed, and mean rise found, in log-odds. ``agreement``: their rank correlation. ``elsewhere``:
    share whose score rose when as much text was deleted elsewhere; ``moved``: by how much that moved the score
    in the median article, up or down. Both None where no article is long enough.
    """

    articles: int
    raised: float
    low: float
    high: float
    claimed: float
    found: float
    agreement: float | None
    elsewhere: float | None
    moved: float | None


def faithful(
    scored: Scored, scorer: Judge, score: Score, most: int = 500, advance: Callable[[], None] = lambda: None
) -> Faithful | None:
    """Try the most costly flag of at most ``most`` articles, evenly taken; None where no article has one."""
    step = max(1, len(scored.examples) // most)
    claimed, found, control = [], [], []
    rng = np.random.default_rng(0)
    for example in scored.examples[::step][:most]:
        advance()
        text = example.record.get("text")
        report = scorer.score_record(example.record)
        flag = min(report.flags, key=lambda flag: _cost(flag, score), default=None)
        if text is None or report.scores is None or flag is None or flag.start is None or flag.end is None:
            continue
        if _cost(flag, score) >= 0:
            continue
        place, before = Span(flag.start, flag.end), getattr(report.scores, score).log_odds
        after = _without(scorer, example.record, place, score)
        if after is None:
            continue
        claimed.append(-_cost(flag, score))
        found.append(after - before)
        other = _elsewhere(text, place, rng)
        after = None if other is None else _without(scorer, example.record, other, score)
        if after is not None:
            control.append(after - before)
    if not claimed:
        return None
    rises = np.array(found)
    raised = int((rises > 0).sum())
    low, high = wilson(raised, len(rises))
    order = float(spearman(claimed, found)(np.ones((1, len(rises))))[0])
    moves = np.array(control)
    return Faithful(
        articles=len(rises),
        raised=raised / len(rises),
        low=low,
        high=high,
        claimed=float(np.mean(claimed)),
        found=float(rises.mean()),
        agreement=order if np.isfinite(order) else None,
        elsewhere=float((moves > 0).mean()) if len(moves) else None,
        moved=float(np.median(np.abs(moves))) if len(moves) else None,
    )


def _without(scorer: Judge, record: Mapping[str, Any], span: Span, score: Score) -> float | None:
    """The score's log-odds without the text of ``span``; None where too little is left to score."""
    text = record["text"]
    scores = scorer.score_record({**record, "text": text[: span.start] + text[span.end :]}).scores
    return None if scores is None else float(getattr(scores, score).log_odds)


def _elsewhere(text: str, span: Span, rng: np.random.Generator) -> Span | None:
    """As many characters as ``span`` from the beginning of some word that it does not touch."""
    size = span.end - span.start
    words = [m.start() for m in re.finditer(r"\S+", text)]
    free = [w for w in words if w + size <= span.start or (w >= span.end and w + size <= len(text))]
    if not free:
        return None
    start = free[int(rng.integers(len(free)))]
    return Span(start, start + size)


def tries(scored: Scored, most: int = 500) -> int:
    """How often :func:`faithful` calls ``advance``."""
    step = max(1, len(scored.examples) // most)
    return len(scored.examples[::step][:most])


def _cost(flag: FlagReport, score: Score) -> float:
    """The flag's share; 0 where it points at no text, so that one which does is taken before it."""
    share = flag.log_odds.reliability if score == "reliability" else flag.log_odds.quality
    return 0.0 if flag.start is None else share
