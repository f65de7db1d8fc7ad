"""Whether two different values of one slot can be held against each other, or something may explain the difference.

What the rules guard against was read in alarms on published articles: another event in the background, another scope,
another person or place, samples of different polls, and units of which an article has many.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from scorer.comparison.limits import COMPARISON_LIMITS
from scorer.comparison.match import FEATURES, event_key
from scorer.comparison.reading import ReadArticle, Value
from scorer.comparison.words import STOPS
from scorer.types import Floats

Explained = Literal["later_report", "bound", "scope", "precision", "rounding"]
Verdict = Literal["yes", "scope", "no"]

COLUMN = {name: i for i, name in enumerate(FEATURES)}

#: Counts that rise while a story is reported.
_TOLLS = frozenset(
    "kill die died dead death dy injur hurt wound miss arrest case vote victim displac detain rescu surviv casualty "
    "casualti fatality evacuat".split()
)
#: Units of which an article has many: more must be alike before two of them contradict each other.
_COMMON_UNITS = frozenset(
    "year month week day hour minut time people % point man woman child member state country nation old poll".split()
)
_NO_UNITS = frozenset("way thing old".split())
#: Two polls ask two samples.
_POLLS = frozenset(
    "poll polls polled polling survey surveyed surveys margin respondents adults voters sample lead leads "
    "leading".split()
)


def comparable(a: Value, b: Value, probability: float, x: Floats, by_index: Mapping[int, ReadArticle]) -> Verdict:
    """Whether a difference of the two means anything, or another scope may explain it."""
    if a.date and a.date.role == "dateline":
        return "yes"
    if not (a.in_body and b.in_body):
        return "no"
    one, other = by_index[a.article], by_index[b.article]
    if a.date and b.date:
        return _dates(one, a, other, b, x)
    if not (a.figure and b.figure) or not x[COLUMN["head"]] or _NO_UNITS.intersection(a.figure.unit[-1:]):
        return "no"
    if a.figure.unit[-1:] == ("age",):
        return "yes" if bearer(one, a) and bearer(one, a) == bearer(other, b) else "no"
    if _held(other, b.sentence, a) or _held(one, a.sentence, b) or not _alike(one, a, other, b, probability, x):
        return "no"
    names = _named_before(one, a), _named_before(other, b)
    around = x[COLUMN["left"]] and x[COLUMN["right"]]
    if not around and all(names) and not names[0] & names[1]:
        return "scope"
    elsewhere = _background(one, a) != _background(other, b)
    return "scope" if elsewhere or _polled(one, a) or _polled(other, b) else "yes"


def _dates(one: ReadArticle, a: Value, other: ReadArticle, b: Value, x: Floats) -> Verdict:
    assert a.date and b.date
    if not a.date.role == b.date.role == "text" or _polled(one, a) or _polled(other, b):
        return "no"
    near, sentence = float(x[COLUMN["near"]]), float(x[COLUMN["sentence"]])
    around = bool(x[COLUMN["left"]] and x[COLUMN["right"]])
    alike = x[COLUMN["key"]] or around or (near >= 0.25 and sentence >= 0.5)
    if a.date.precision == b.date.precision == "year" and sentence < COMPARISON_LIMITS.years_alike:
        return "no"  # an article tells of many years
    return "yes" if alike else "no"


def _alike(one: ReadArticle, a: Value, other: ReadArticle, b: Value, probability: float, x: Floats) -> bool:
    """Whether the contexts of two figures are alike enough, the more so the commoner the unit is."""
    assert a.figure and b.figure
    near, sentence = float(x[COLUMN["near"]]), float(x[COLUMN["sentence"]])
    around, key = bool(x[COLUMN["left"]] and x[COLUMN["right"]]), bool(x[COLUMN["key"]])
    if probability < (0.3 if around else 0.5):
        return False
    unit = a.figure.unit[-1:]
    crowded = _others(one, a) or _others(other, b)
    common = bool(_COMMON_UNITS.intersection(unit))
    if crowded and near < (0.85 if common else 0.6):
        return False
    mine, theirs = set(a.figure.unit[:-1]), set(b.figure.unit[:-1])
    if mine and theirs and not mine & theirs:
        return False  # another kind of the same thing
    if not x[COLUMN["right"]] and near < 0.6 and "-" in (_joint(one, a), _joint(other, b)):
        return False  # a six-page response, a four-page memo
    if around:
        return True
    if common:
        return near >= 0.4 and probability >= 0.6 and (sentence >= 0.3 or key)
    if not unit:
        return near >= 0.6
    return near >= 0.2 or sentence >= 0.4


def explanation(a: Value, b: Value, x: Floats, by_index: Mapping[int, ReadArticle]) -> Explained | None:
    """What may explain that two comparable values differ."""
    if a.date and a.date.role == "dateline":
        return "later_report"
    if x[COLUMN["scope"]]:
        return "scope"
    if a.figure and b.figure:
        if a.figure.unit[-1:] == ("o'clock",):
            return "precision"
        one, other = by_index[a.article], by_index[b.article]
        if a.figure.unit[-1:] == ("age",):
            early, late = one.published, other.published
            if not early or not late or abs((early - late).days) > COMPARISON_LIMITS.birthday:
                return "later_report"
        if one.published and other.published and abs((one.published - other.published).days) > COMPARISON_LIMITS.later:
            return "later_report"
        # Tolls rise within a day: no date tells which report is the later one.
        words = {*a.figure.unit, *b.figure.unit, event_key(one, a)[0], event_key(other, b)[0]}
        if not words.isdisjoint(_TOLLS):
            return "later_report"
    return None


def _joint(one: ReadArticle, value: Value) -> str:
    """The mark between a figure and its unit where it is a hyphen, as in "48-page"."""
    return "-" if "-" in one.text.raw[value.start : value.end] else " "


def _others(one: ReadArticle, value: Value) -> bool:
    """Whether the sentence of a figure holds another one of the same unit."""
    assert value.figure
    return any(
        other is not value
        and other.sentence == value.sentence
        and other.figure is not None
        and other.figure.unit[-1:] == value.figure.unit[-1:]
        for other in one.values
    )


def _held(one: ReadArticle, sentence: int, value: Value) -> bool:
    """Whether a sentence holds the same figure as ``value``, as in "eight plants, two of them under way"."""
    return any(
        other.sentence == sentence and other.figure and value.figure and other.figure.value == value.figure.value
        for other in one.values
    )


def _polled(one: ReadArticle, value: Value) -> bool:
    """Whether the sentence of a value speaks of a poll."""
    return not _POLLS.isdisjoint(one.text.lower[slice(*one.sentence_tokens(value.sentence))])


def bearer(one: ReadArticle, value: Value) -> str:
    """Whose age a figure is: the name right before it, or right after "year-old"."""
    text = one.text
    lo, hi = one.sentence_tokens(value.sentence)
    for t in range(value.first - 1, max(lo, value.first - 3) - 1, -1):
        if text.is_capital[t]:
            return text.lower[t]
    for t in range(value.last, min(hi, value.last + 5)):
        if text.is_capital[t]:
            while t + 1 < hi and text.is_capital[t + 1]:
                t += 1
            return text.lower[t]
    return ""


def _background(one: ReadArticle, value: Value) -> frozenset[int]:
    """The years of dates far from the article's own in the sentence of a value: it speaks of something earlier."""
    found = set()
    for other in one.values:
        if other.sentence != value.sentence or not other.date or other.date.precision == "weekday":
            continue
        first, last = other.date.first, other.date.last
        if first is None or last is None:
            continue
        if one.published is None:
            far = other.date.precision == "year"
        else:
            far = (one.published - last).days > COMPARISON_LIMITS.long_ago or (
                first - one.published
            ).days > COMPARISON_LIMITS.long_ago
        if far:
            found.add(first.year)
    return frozenset(found)


def _named_before(one: ReadArticle, value: Value) -> frozenset[str]:
    """The capitalised words shortly before a value in its sentence: whose figure it is."""
    lo, _ = one.sentence_tokens(value.sentence)
    text = one.text
    window = range(max(lo + 1, value.first - 6), value.first)
    return frozenset(text.lower[t] for t in window if text.is_capital[t] and text.lower[t] not in STOPS)
