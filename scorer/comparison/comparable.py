"""Whether two different values of one slot can be compared with each other, or something may explain the difference.

What the rules guard against was read in alarms on published articles: another event in the background, another scope,
another person or place, samples of different polls, and units of which an article has many.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from scorer.comparison.context import (
    background,
    bearer,
    held,
    joint,
    named_before,
    others,
    polled,
    quoted_price,
    range_end,
    running,
    whole,
)
from scorer.comparison.limits import COMPARISON_LIMITS
from scorer.comparison.match import FEATURES, event_key
from scorer.comparison.reading import ReadArticle, Value
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
    "year month week day hour minut second time people % point man woman child member state country nation old "
    "poll".split()
)
_NO_UNITS = frozenset("way thing old".split())


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
        return "yes" if same_bearer(a, b, by_index) else "no"
    if held(other, b.sentence, a) or held(one, a.sentence, b):
        return "no"
    if not _alike(one, a, other, b, probability, x):
        return "scope" if _loosely_alike(a, b, x) else "no"
    names = named_before(one, a), named_before(other, b)
    around = x[COLUMN["left"]] and x[COLUMN["right"]]
    if not around and all(names) and not names[0] & names[1]:
        return "scope"
    elsewhere = background(one, a) != background(other, b) or whole(one, a) != whole(other, b)
    if elsewhere or polled(one, a) or polled(other, b):
        return "scope"
    return (
        "yes" if _anchored(a, b, x) and one.alike.get(other.index, 1.0) >= COMPARISON_LIMITS.articles_alike else "scope"
    )


def _anchored(a: Value, b: Value, x: Floats) -> bool:
    """Whether the contexts of two figures name the same thing, and their values are near enough for two accounts of it.

    Read in alarms: another event word, other names, an article full of such figures, and figures of another size are
    of something else more often than not.
    """
    assert a.figure and b.figure
    if x[COLUMN["other_key"]] or x[COLUMN["other_names"]] or x[COLUMN["rivals"]] > COMPARISON_LIMITS.most_rivals:
        return False
    if max(a.figure.value, b.figure.value) > COMPARISON_LIMITS.contradicting_factor * min(
        a.figure.value, b.figure.value
    ):
        return False
    sentence = float(x[COLUMN["sentence"]])
    return sentence >= COMPARISON_LIMITS.sentence_alike or (
        x[COLUMN["names"]] > 0 and sentence >= COMPARISON_LIMITS.sentence_named
    )


def _loosely_alike(a: Value, b: Value, x: Floats) -> bool:
    """Whether two figures may be of one thing, too little to speak of a contradiction."""
    assert a.figure and b.figure
    near, sentence = float(x[COLUMN["near"]]), float(x[COLUMN["sentence"]])
    if (
        x[COLUMN["other_names"]]
        or not a.figure.unit
        or (x[COLUMN["other_key"]] and sentence < COMPARISON_LIMITS.sentence_same)
    ):
        return False
    common = _COMMON_UNITS.intersection(a.figure.unit[-1:])
    return near >= (0.5 if common else 0.3) and sentence >= 0.3 and x[COLUMN["names"]] > 0


def same_bearer(a: Value, b: Value, by_index: Mapping[int, ReadArticle]) -> bool:
    """Whether two figures are ages of one person, by name."""
    if not (a.figure and b.figure) or not a.figure.unit[-1:] == b.figure.unit[-1:] == ("age",):
        return False
    whose = bearer(by_index[a.article], a)
    return bool(whose) and whose == bearer(by_index[b.article], b)


def _dates(one: ReadArticle, a: Value, other: ReadArticle, b: Value, x: Floats) -> Verdict:
    assert a.date and b.date
    if not a.date.role == b.date.role == "text" or polled(one, a) or polled(other, b):
        return "no"
    near, sentence = float(x[COLUMN["near"]]), float(x[COLUMN["sentence"]])
    around = bool(x[COLUMN["left"]] and x[COLUMN["right"]])
    alike = x[COLUMN["key"]] or around or (near >= 0.25 and sentence >= 0.5 and x[COLUMN["names"]] > 0)
    if range_end(one, a) != range_end(other, b):
        return "no"
    if a.date.precision == b.date.precision == "year" and (
        sentence < COMPARISON_LIMITS.years_alike or x[COLUMN["other_names"]]
    ):
        return "no"  # an article reports many years
    return "yes" if alike and (max(near, sentence) >= COMPARISON_LIMITS.dates_alike or x[COLUMN["lead"]]) else "no"


def _alike(one: ReadArticle, a: Value, other: ReadArticle, b: Value, probability: float, x: Floats) -> bool:
    """Whether the contexts of two figures are alike enough, the more so the commoner the unit is."""
    assert a.figure and b.figure
    near, sentence = float(x[COLUMN["near"]]), float(x[COLUMN["sentence"]])
    around, key = bool(x[COLUMN["left"]] and x[COLUMN["right"]]), bool(x[COLUMN["key"]])
    if probability < (0.3 if around else 0.5):
        return False
    unit = a.figure.unit[-1:]
    crowded = others(one, a) or others(other, b)
    common = bool(_COMMON_UNITS.intersection(unit))
    if crowded and near < (0.85 if common else 0.6):
        return False
    mine, theirs = set(a.figure.unit[:-1]), set(b.figure.unit[:-1])
    if mine and theirs and not mine & theirs:
        return False  # another kind of the same thing
    if not x[COLUMN["right"]] and near < 0.6 and "-" in (joint(one, a), joint(other, b)):
        return False  # a six-page response, a four-page memo
    if not unit:
        return around and sentence >= COMPARISON_LIMITS.bare_alike
    if common:
        return near >= 0.4 and (around or probability >= 0.6) and (sentence >= 0.3 or bool(key))
    if around:
        return True
    return near >= 0.2 or sentence >= 0.4


def _own_day(value: Value, one: ReadArticle) -> bool:
    """Whether a date is the day of its own article: "live tonight, June 21"."""
    return bool(value.date and value.date.precision == "day" and value.date.first == one.published and one.published)


def explanation(a: Value, b: Value, x: Floats, by_index: Mapping[int, ReadArticle]) -> Explained | None:
    """What may explain that two comparable values differ."""
    if a.date and a.date.role == "dateline":
        return "later_report"
    if _own_day(a, by_index[a.article]) and _own_day(b, by_index[b.article]):
        return "later_report"
    if x[COLUMN["scope"]]:
        return "scope"
    if a.figure and b.figure:
        if a.figure.unit[-1:] == ("o'clock",):
            return "precision"
        one, other = by_index[a.article], by_index[b.article]
        if (quoted_price(one, a) and quoted_price(other, b)) or running(one, a) or running(other, b):
            return "later_report"
        if "planned" in (a.said, b.said) and a.said != b.said:
            return "later_report"  # what was to come, and what came
        if a.figure.unit[-1:] == ("age",):
            early, late = one.published, other.published
            if not early or not late or abs((early - late).days) > COMPARISON_LIMITS.birthday:
                return "later_report"
        around = x[COLUMN["left"]] and x[COLUMN["right"]]
        apart = abs((one.published - other.published).days) if one.published and other.published else 0
        if apart > (COMPARISON_LIMITS.later_alike if around else COMPARISON_LIMITS.later):
            return "later_report"
        # Tolls rise within a day: no date tells which report is the later one.
        words = {*a.figure.unit, *b.figure.unit, event_key(one, a)[0], event_key(other, b)[0]}
        if not words.isdisjoint(_TOLLS):
            return "later_report"
    return None
