"""What two values of one slot are to each other: equal, explained, contradictory or not comparable."""

from __future__ import annotations

import math
from datetime import date
from typing import Literal

from scorer.comparison.limits import COMPARISON_LIMITS
from scorer.comparison.reading import Value
from scorer.values import DateValue, FigureValue

Relation = Literal["equal", "weekday", "precision", "bound", "rounding", "conflict", "apart"]

#: Distances and weights are converted from one unit to another, and rounded on the way.
_DISTANCES = frozenset("mile kilometer meter foot kilogram kg inch acr hectar".split())


def equal(a: Value, b: Value) -> bool:
    """Whether two values are the same, at the same precision."""
    return relation(a, b) == "equal"


def relation(a: Value, b: Value) -> Relation:
    """How two values of one kind relate."""
    if a.date and b.date:
        return _dates(a.date, b.date)
    if a.figure and b.figure:
        return _figures(a.figure, b.figure)
    return "apart"


def _dates(a: DateValue, b: DateValue) -> Relation:
    if a.precision == b.precision == "weekday":
        return "equal" if a.weekday == b.weekday else "weekday"
    if "weekday" in (a.precision, b.precision):
        week, other = (a, b) if a.precision == "weekday" else (b, a)
        if other.precision == "day" and other.first and other.first.weekday() == week.weekday:
            return "precision"
        return "apart"
    if a.first is None or b.first is None or a.last is None or b.last is None:
        if a.month is None or b.month is None:
            return "apart"
        if (a.month, a.day) == (b.month, b.day):
            return "equal"
        return "precision" if a.month == b.month and None in (a.day, b.day) else "apart"
    if (a.first, a.last) == (b.first, b.last):
        return "equal" if a.bound in (None, "about") and b.bound in (None, "about") else "bound"
    if a.first <= b.last and b.first <= a.last:
        return "bound" if a.bound in ("by", "since") or b.bound in ("by", "since") else "precision"
    early, late = (a, b) if a.first < b.first else (b, a)
    bounds = {early.bound, late.bound} - {None, "about"}
    if late.bound == "by" or early.bound == "since" or (bounds and early.bound != late.bound):
        return "bound"
    return "conflict" if _near(early, late) else "apart"


def _near(early: DateValue, late: DateValue) -> bool:
    assert early.first and late.first and early.last
    if "year" in (early.precision, late.precision):
        return early.precision == late.precision and late.first.year - early.first.year <= COMPARISON_LIMITS.years_apart
    if "month" in (early.precision, late.precision):
        return (
            early.precision == late.precision
            and _months(late.first) - _months(early.first) <= COMPARISON_LIMITS.months_apart
        )
    return (late.first - early.last).days <= COMPARISON_LIMITS.days_apart or (
        early.day == late.day and early.month == late.month
    )


def _months(day: date) -> int:
    return day.year * 12 + day.month


def _figures(a: FigureValue, b: FigureValue) -> Relation:
    if a.currency != b.currency or (a.of_range != b.of_range and not math.isclose(a.value, b.value, rel_tol=1e-9)):
        return "apart"
    high, low = max(a.value, b.value), min(a.value, b.value)
    if math.isclose(high, low, rel_tol=1e-9):
        return "equal"
    if low <= 0 or high / low > COMPARISON_LIMITS.factor + 1e-9:
        return "apart"
    for one, other in ((a, b), (b, a)):
        if (one.bound == "low" and other.value >= one.value) or (one.bound == "high" and other.value <= one.value):
            return "bound"
        if (
            one.digits < other.digits
            and _rounds_to(other.value, one.value)
            and (high - low) / high <= COMPARISON_LIMITS.most_rounded
        ):
            return "rounding"
        if (
            one.digits < other.digits
            and (high - low) / high <= COMPARISON_LIMITS.cut_off
            and _cut_to(other.value, one.value)
        ):
            return "rounding"
    if _DISTANCES.intersection(a.unit[-1:]) and (high - low) / high <= COMPARISON_LIMITS.converted:
        return "rounding"
    if (a.bound == "about" or b.bound == "about") and (high - low) / high <= COMPARISON_LIMITS.rounded:
        return "rounding"
    return "conflict"


def _cut_to(exact: float, cut: float) -> bool:
    """Whether leaving out the last digits of ``exact`` gives ``cut``, as in "$44 million" for 44.8 million."""
    return exact > cut >= 1 and str(int(exact)).startswith(str(int(cut)).rstrip("0"))


def _rounds_to(exact: float, round_: float) -> bool:
    """Whether rounding ``exact`` to as many digits as ``round_`` has gives it."""
    if round_ == 0:
        return False
    zeros = 0
    if round_ == int(round_):
        text = str(int(round_))
        zeros = len(text) - len(text.rstrip("0"))
        step = 10.0**zeros
    else:
        text = f"{round_:.6f}".rstrip("0")
        step = 10.0 ** -(len(text) - text.index(".") - 1)
    return (zeros != 0 and abs(exact - round_) <= step / 2) or (step < 1 and abs(exact - round_) <= step / 2)
