"""Are the flags faithful? Delete the text of an article's most costly flag, score again, and compare.

A flag claims a share of the log-odds. If the claim is true, the score without the flag's text rises, by about
that share.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scorer.report import FlagReport
from scorer.signals.base import Score

from .metrics import spearman, wilson
from .scored import Judge, Scored

#: A flag that costs less moves the score by less than a quarter of a point: nothing that a reader would act on.
_LEAST_COST = 0.01


@dataclass(frozen=True, slots=True)
class Faithful:
    """Over ``articles`` articles with a flag that costs something and can be deleted.

    ``raised``: share whose score rose without the flag's text, with its 95% interval. ``claimed`` and ``found``:
    mean share claimed, and mean rise found, in log-odds. ``agreement``: their rank correlation.
    """

    articles: int
    raised: float
    low: float
    high: float
    claimed: float
    found: float
    agreement: float | None


def faithful(
    scored: Scored, scorer: Judge, score: Score, most: int = 300, advance: Callable[[], None] = lambda: None
) -> Faithful | None:
    """Try the most costly flag of at most ``most`` articles, evenly taken; None where no article has one."""
    step = max(1, len(scored.examples) // most)
    claimed, found = [], []
    for example in scored.examples[::step][:most]:
        advance()
        text = example.record.get("text")
        report = scorer.score_record(example.record)
        flag = min(report.flags, key=lambda flag: _cost(flag, score), default=None)
        if text is None or report.scores is None or flag is None or flag.start is None or flag.end is None:
            continue
        if _cost(flag, score) > -_LEAST_COST:
            continue
        again = scorer.score_record({**example.record, "text": text[: flag.start] + text[flag.end :]})
        if again.scores is None:
            continue
        claimed.append(-_cost(flag, score))
        found.append(getattr(again.scores, score).log_odds - getattr(report.scores, score).log_odds)
    if not claimed:
        return None
    rises = np.array(found)
    raised = int((rises > 0).sum())
    low, high = wilson(raised, len(rises))
    order = float(spearman(claimed, found)(np.ones((1, len(rises))))[0])
    return Faithful(
        articles=len(rises),
        raised=raised / len(rises),
        low=low,
        high=high,
        claimed=float(np.mean(claimed)),
        found=float(rises.mean()),
        agreement=order if np.isfinite(order) else None,
    )


def tries(scored: Scored, most: int = 300) -> int:
    """How often :func:`faithful` calls ``advance``."""
    step = max(1, len(scored.examples) // most)
    return len(scored.examples[::step][:most])


def _cost(flag: FlagReport, score: Score) -> float:
    """The flag's share; 0 where it points at no text, so that one which does is taken before it."""
    share = flag.log_odds.reliability if score == "reliability" else flag.log_odds.quality
    return 0.0 if flag.start is None else share
