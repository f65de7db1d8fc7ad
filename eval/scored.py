"""Labelled examples with what the scorer says of each, as arrays: scored once, read by every section."""

from __future__ import annotations

import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from scorer.eval.datasets import Example
from scorer.report import Report
from scorer.types import Bools, Floats, Ints, Score

_WORD = re.compile(r"\S+")


class Judge(Protocol):
    """What scores: :class:`scorer.scoring.Scorer`, or anything with its method."""

    def score_record(self, record: object) -> Report: ...


@dataclass(frozen=True, slots=True)
class Scored:
    """The scored examples. All arrays are parallel to ``examples``.

    Attributes
    ----------
    value, low, high : (n,) the score and its 90% interval, as probabilities in [0, 1].
    log_odds : (n,) the same score in log-odds.
    words : (n,) words of the judged text.
    names, signals, meanings : the features that the model reads, the signal each comes from, plain words.
    groups : the practice that each feature belongs to, None where its report names none.
    features, contributions : (n, n_features) their values (NaN: unknown) and parts of the log-odds.
    flags : flag id → (n,) how often it was raised.
    not_scored : reason → number of examples that got no score and are not here.
    seconds : what scoring took.
    """

    examples: tuple[Example, ...]
    value: Floats
    low: Floats
    high: Floats
    log_odds: Floats
    words: Ints
    names: tuple[str, ...]
    signals: tuple[str, ...]
    meanings: tuple[str, ...]
    features: Floats
    contributions: Floats
    flags: Mapping[str, Ints]
    not_scored: Mapping[str, int]
    seconds: float
    groups: tuple[str | None, ...] = ()

    @property
    def label(self) -> Floats:
        """(n,) 1 reliable, 0 unreliable, NaN between the thresholds."""
        return np.array([np.nan if e.label is None else e.label for e in self.examples], dtype=np.float64)

    @property
    def rating(self) -> Floats:
        """(n,) the rating, NaN where there is none."""
        return np.array([np.nan if e.rating is None else e.rating for e in self.examples], dtype=np.float64)

    def select(self, mask: Bools) -> Scored:
        """The examples of ``mask`` alone."""
        places = np.flatnonzero(mask)
        return replace(
            self,
            examples=tuple(self.examples[i] for i in places),
            **{name: getattr(self, name)[places] for name in ("value", "low", "high", "log_odds", "words")},
            features=self.features[places],
            contributions=self.contributions[places],
            flags={flag: counts[places] for flag, counts in self.flags.items()},
        )


def score_examples(
    examples: Sequence[Example], judge: Judge, score: Score, advance: Callable[[], None] = lambda: None
) -> Scored:
    """Score every example, calling ``advance`` after each.

    Examples that get no score are counted by their reason and left out.
    """
    kept: list[Example] = []
    scores: list[tuple[float, float, float, float, int]] = []
    names: dict[str, tuple[str, str, str | None]] = {}
    values: list[dict[str, float]] = []
    parts: list[dict[str, float]] = []
    flags: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    reasons: Counter[str] = Counter()
    begin = time.perf_counter()
    for example in examples:
        report = judge.score_record(example.record)
        advance()
        if report.scores is None or report.contributions is None:
            reasons[report.status_reason or "bad_input"] += 1
            continue
        given = report.scores.reliability if score == "reliability" else report.scores.quality
        made = report.contributions.reliability if score == "reliability" else report.contributions.quality
        scores.append((given.value / 100, given.low / 100, given.high / 100, given.log_odds, report.counts.words))
        names.update((f.feature, (f.signal, f.meaning, f.group)) for f in made.features if f.feature not in names)
        values.append({f.feature: np.nan if f.value is None else f.value for f in made.features})
        parts.append({f.feature: f.log_odds for f in made.features})
        for flag in report.flags:
            flags[flag.id][len(kept)] += 1
        kept.append(example)
    seconds = time.perf_counter() - begin
    columns = np.array(scores, dtype=np.float64).reshape(-1, 5)
    order = sorted(names)
    return Scored(
        examples=tuple(kept),
        value=columns[:, 0],
        low=columns[:, 1],
        high=columns[:, 2],
        log_odds=columns[:, 3],
        words=columns[:, 4].astype(np.int64),
        names=tuple(order),
        signals=tuple(names[name][0] for name in order),
        meanings=tuple(names[name][1] for name in order),
        features=_matrix(values, order, np.nan),
        contributions=_matrix(parts, order, 0.0),
        flags={flag: _counts(seen, len(kept)) for flag, seen in sorted(flags.items())},
        not_scored=dict(sorted(reasons.items())),
        seconds=seconds,
        groups=tuple(names[name][2] for name in order),
    )


def cut_to(example: Example, words: int) -> Example | None:
    """The example with its text cut after its first ``words`` words; None where it has fewer, or is HTML."""
    text = example.record.get("text")
    if text is None:
        return None
    for number, match in enumerate(_WORD.finditer(text), 1):
        if number == words:
            return replace(example, record={**example.record, "text": text[: match.end()]})
    return None


def _matrix(rows: Sequence[Mapping[str, float]], order: Sequence[str], empty: float) -> Floats:
    matrix = [[row.get(name, empty) for name in order] for row in rows]
    return np.array(matrix, dtype=np.float64).reshape(len(rows), len(order))


def _counts(seen: Mapping[int, int], n: int) -> Ints:
    out = np.zeros(n, dtype=np.int64)
    out[list(seen)] = list(seen.values())
    return out
