"""What a label says: binary, graded or scaled, turned into reliable (1), unreliable (0) or left out.

Nothing is decided silently: a :class:`LabelReading` tells in words how the labels were read, and the report
prints it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["binary", "graded", "scaled"]

_YES = frozenset("1 true yes real reliable credible trustworthy trusted legit legitimate genuine".split())
_NO = frozenset(
    "0 false no fake unreliable not-credible noncredible non-credible untrustworthy hoax misinformation "
    "disinformation".split()
)

#: Words of common rating scales, from worst to best. The first scale that knows nearly all words is taken.
_SCALES: tuple[tuple[str, ...], ...] = (
    ("low-credibility", "medium-credibility", "high-credibility"),
    ("very-low", "low", "mixed", "mostly-factual", "high", "very-high"),
    ("low", "medium", "high"),
    ("pants-on-fire", "false", "mostly-false", "half-true", "mostly-true", "true"),
    ("pants-fire", "false", "barely-true", "half-true", "mostly-true", "true"),
    ("mostly-false", "mixture-of-true-and-false", "mostly-true"),
    ("very-poor", "poor", "fair", "good", "very-good", "excellent"),
)
_KNOWN_SHARE = 0.9

#: Ratings with thresholds of their own: (unreliable at most, reliable at least).
#: Lin et al. 2023 (PNAS Nexus 2:pgad286), first component, as the reliability score is defined;
#: HealthNewsReview's stars, of which three and more count as a good story.
_KNOWN_THRESHOLDS: Mapping[str, tuple[float, float]] = {
    "source_quality": (0.45, 0.7),
    "quality_pc1": (0.45, 0.7),
    "pc1": (0.45, 0.7),
    "expert_rating": (2.5, 2.5),
}


@dataclass(frozen=True, slots=True)
class LabelRule:
    """How the user wants labels read; what is None or empty is found from the labels themselves.

    ``reliable`` lists the values that mean reliable (all others then mean unreliable); ``reliable_from`` and
    ``unreliable_to`` are thresholds for numbers and grades: at least, at most; between them is left out.
    """

    reliable: tuple[str, ...] = ()
    reliable_from: float | None = None
    unreliable_to: float | None = None


@dataclass(frozen=True, slots=True)
class LabelReading:
    """How one file's labels were read. ``in_words`` is printed in the report."""

    field: str
    kind: Kind
    in_words: str
    grades: Mapping[str, float]
    unreliable_to: float
    reliable_from: float

    def number(self, value: object) -> float | None:
        """The label as a number that rises with reliability, or None where it says nothing."""
        if self.grades:
            return self.grades.get(as_word(value))
        return as_number(value)

    def label(self, value: object) -> int | None:
        """1 reliable, 0 unreliable, None left out."""
        number = self.number(value)
        if number is None:
            return None
        return 1 if number >= self.reliable_from else 0 if number <= self.unreliable_to else None


def read_labels(field: str, values: Sequence[object], rule: LabelRule) -> LabelReading:
    """Find how the ``values`` of ``field`` are to be read.

    Raises
    ------
    ValueError : the values fit no scale and ``rule`` does not say how to read them.
    """
    told = [value for value in values if value is not None and value != ""]
    words = sorted({as_word(value) for value in told})
    if rule.reliable:
        chosen = {as_word(value) for value in rule.reliable}
        if not chosen & set(words):
            raise ValueError(f"{field}: none of the labels is {', '.join(sorted(chosen))}; there are: {_some(words)}")
        grades = {word: float(word in chosen) for word in words}
        return _binary(field, f"{_some(sorted(chosen))} means reliable, every other value unreliable", grades)
    numbers = [as_number(value) for value in told]
    known = [number for number in numbers if number is not None]
    if told and rule.reliable_from is None and _share_known(words, _YES | _NO, told) >= _KNOWN_SHARE:
        grades = {word: float(word in _YES) for word in words if word in _YES | _NO}
        return _binary(field, f"{_some([w for w in words if w in _YES] or ['1'])} means reliable", grades)
    if known and len(known) >= _KNOWN_SHARE * len(told):
        return _numeric(field, known, rule)
    for scale in _SCALES:
        if told and _share_known(words, frozenset(scale), told) >= _KNOWN_SHARE:
            grades = {word: float(place) for place, word in enumerate(scale)}
            return _thresholded(field, "graded", grades, (0.0, len(scale) - 1.0), rule)
    raise ValueError(
        f"{field}: these labels fit no scale known here: {_some(words)}. "
        "Say which of them mean reliable, or give numbers and a threshold."
    )


def as_word(value: object) -> str:
    """A label's value in lower case with hyphens; 1.0, "1.0" and 1 are one label."""
    if isinstance(value, bool):
        return str(value).lower()
    number = as_number(value)
    if number is not None and number.is_integer():
        value = int(number)
    return "-".join(str(value).lower().replace("_", " ").split())


def as_number(value: object) -> float | None:
    """A finite number, or None."""
    if isinstance(value, bool):
        return float(value)
    if not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _binary(field: str, in_words: str, grades: Mapping[str, float]) -> LabelReading:
    return LabelReading(field, "binary", f"binary: {in_words}", grades, 0.5, 0.5)


def _numeric(field: str, numbers: Sequence[float], rule: LabelRule) -> LabelReading:
    distinct = set(numbers)
    whole = all(number.is_integer() for number in distinct)
    low = min(0.0, *distinct) if min(distinct) < 1 or max(distinct) > 10 else 1.0
    top = max(distinct)
    high = next((end for end in (1.0, 5.0, 10.0, 100.0) if top <= end and (end > 1 or not whole)), top)
    kind: Kind = "graded" if whole and len(distinct) <= 11 else "scaled"
    return _thresholded(field, kind, {}, (low, high), rule)


def _thresholded(
    field: str, kind: Kind, grades: Mapping[str, float], scale: tuple[float, float], rule: LabelRule
) -> LabelReading:
    """Thresholds from the rule, else those the rating is known by, else the middle of the scale."""
    middle = (scale[0] + scale[1]) / 2
    known = _KNOWN_THRESHOLDS.get(field.rsplit(".", 1)[-1])
    if rule.reliable_from is not None:
        above = rule.reliable_from
        below = math.nextafter(above, -math.inf) if rule.unreliable_to is None else rule.unreliable_to
        if below >= above:
            raise ValueError(f"unreliable up to {below:g} must lie below reliable from {above:g}")
    elif known is not None and not grades:
        below, above = known
    else:
        below, above = math.nextafter(middle, -math.inf), math.nextafter(middle, math.inf)
    names = sorted(grades, key=lambda word: grades[word])
    ladder = f" ({' < '.join(names)})" if names else ""
    gap = "" if above - below < 1e-9 or below == above else ", what lies between is left out"
    text = f"{kind}, {scale[0]:g} to {scale[1]:g}{ladder}: reliable from {above:.4g}, unreliable up to {below:.4g}{gap}"
    if rule.reliable_from is None and (known is None or grades):
        text = f"{kind}, {scale[0]:g} to {scale[1]:g}{ladder}: above the middle is reliable, below it unreliable"
    elif above - below < 1e-9:
        text = f"{kind}, {scale[0]:g} to {scale[1]:g}{ladder}: reliable from {above:g}, unreliable below"
    return LabelReading(field, kind, text, grades, below, above)


def _share_known(words: Sequence[str], known: frozenset[str], told: Sequence[object]) -> float:
    names = known & set(words)
    return sum(as_word(value) in names for value in told) / len(told)


def _some(words: Sequence[str]) -> str:
    shown = ", ".join(repr(word) for word in words[:8])
    return shown + (", …" if len(words) > 8 else "")
