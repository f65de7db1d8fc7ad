"""What the words around a value say of it: whose it is, of when, of what whole, and whether from a poll or a market."""

from __future__ import annotations

from scorer.comparison.limits import COMPARISON_LIMITS
from scorer.comparison.reading import ReadArticle, Value
from scorer.comparison.words import STOPS
from scorer.text.word_classes import THIRD_PERSON_POSSESSIVES

#: Two polls ask two samples.
_POLLS = frozenset(
    "poll polls polled polling pollster surveyed survey surveys respondents adults voters sample margin lead leads "
    "leading".split()
)
#: Prices and indices move all day: two quotes of them are of two moments.
_MARKETS = frozenset(
    "shares stock stocks index nasdaq dow traders trading futures closed closing bond bonds yield yields".split()
)
_MARKET_UNITS = frozenset("$ € £ ¥ % point".split())
#: What is counted while it goes on.
_RUNNING = frozenset("total totals bringing brings tally far now latest".split())
_SPANS = frozenset("day week month year hour".split())
_FROM_TODAY = frozenset("until ago left away".split())
_DETERMINERS = THIRD_PERSON_POSSESSIVES | {"the", "those", "these", "our", "all", "every"}


def joint(one: ReadArticle, value: Value) -> str:
    """The mark between a figure and its unit where it is a hyphen, as in "48-page"."""
    return "-" if "-" in one.text.raw[value.start : value.end] else " "


def others(one: ReadArticle, value: Value) -> bool:
    """Whether the sentence of a figure holds another one of the same unit."""
    assert value.figure
    return any(
        other is not value
        and other.sentence == value.sentence
        and other.figure is not None
        and other.figure.unit[-1:] == value.figure.unit[-1:]
        for other in one.values
    )


def held(one: ReadArticle, sentence: int, value: Value) -> bool:
    """Whether a sentence holds the same figure as ``value``, as in "eight plants, two of them under way"."""
    return any(
        other.sentence == sentence and other.figure and value.figure and other.figure.value == value.figure.value
        for other in one.values
    )


def polled(one: ReadArticle, value: Value) -> bool:
    """Whether the sentence of a value speaks of a poll; for a share, one of the sentences around it."""
    reach = COMPARISON_LIMITS.poll_reach if value.figure and value.figure.unit == ("%",) else 0
    first, last = max(0, value.sentence - reach), min(one.text.n_sentences - 1, value.sentence + reach)
    lo, hi = one.sentence_tokens(first)[0], one.sentence_tokens(last)[1]
    return not _POLLS.isdisjoint(one.text.lower[lo:hi])


def quoted_price(one: ReadArticle, value: Value) -> bool:
    """Whether a value is a price or a change of one on a market."""
    if not value.figure or _MARKET_UNITS.isdisjoint(value.figure.unit[-1:]):
        return False
    return not _MARKETS.isdisjoint(one.text.lower[slice(*one.sentence_tokens(value.sentence))])


def running(one: ReadArticle, value: Value) -> bool:
    """Whether a figure holds for the day of its article alone: a total so far, or days until or since something."""
    lower = one.text.lower
    lo, hi = one.sentence_tokens(value.sentence)
    if not _RUNNING.isdisjoint(lower[max(lo, value.first - 8) : min(hi, value.last + 4)]):
        return True
    spans = value.figure is not None and not _SPANS.isdisjoint(value.figure.unit[-1:])
    return spans and value.last < hi and lower[value.last] in _FROM_TODAY


def whole(one: ReadArticle, value: Value) -> bool:
    """Whether a figure is the whole of which another is a part, as 29 is in "23 of its 29 delegates"."""
    lower, t = one.text.lower, value.first - 1
    if t > 0 and lower[t] in _DETERMINERS:
        t -= 1
    if t < 1 or lower[t] != "of":
        return False
    return any(
        other is not value and other.figure and other.sentence == value.sentence and other.first < t <= other.last + 1
        for other in one.values
    )


def bearer(one: ReadArticle, value: Value) -> str:
    """Whose age a figure is: the last of the names right before it, or after "year-old"; "" where there is none."""
    text = one.text
    lo, hi = one.sentence_tokens(value.sentence)
    after = range(value.last, min(hi, value.last + 5))
    if {"old", "year-old", "years-old"}.isdisjoint(text.lower[value.first : min(hi, value.last + 4)]):
        before = range(value.first - 1, max(lo, value.first - 3) - 1, -1)
        return next((text.lower[t] for t in before if text.is_capital[t]), "")
    for t in after:
        if text.is_capital[t]:
            while t + 1 < hi and text.is_capital[t + 1]:
                t += 1
            return text.lower[t]
    return ""


def range_end(one: ReadArticle, value: Value) -> str:
    """Which end of a span a date is: "from" in "from 1967 to 1979", else "to" there, or ""."""
    word = one.text.lower[value.first - 1] if value.first else ""
    return word if word in ("from", "to", "between") else ""


def background(one: ReadArticle, value: Value) -> frozenset[int]:
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


def named_before(one: ReadArticle, value: Value) -> frozenset[str]:
    """The capitalised words shortly before a value in its sentence: whose figure it is."""
    lo, _ = one.sentence_tokens(value.sentence)
    text = one.text
    window = range(max(lo + 1, value.first - 6), value.first)
    return frozenset(text.lower[t] for t in window if text.is_capital[t] and text.lower[t] not in STOPS)
