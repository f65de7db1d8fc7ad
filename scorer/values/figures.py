"""Figures of a running text: amounts, counts, shares and ages, with their unit, hedge and bound."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from scorer.text.late import late
from scorer.text.word_classes import (
    ARTICLES,
    COORDINATORS,
    DEMONSTRATIVES,
    HAVE,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    TENSED_BE,
    THIRD_PERSON_POSSESSIVES,
)
from scorer.values.limits import VALUE_LIMITS

_ONES = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen"
).split()
_WORDS = {word: i for i, word in enumerate(_ONES, 2)}
_TENS = {word: 10 * i for i, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_UNITS_OF_TEN = {"one": 1, **{word: n for word, n in _WORDS.items() if n < 10}}
_SCALES = {
    "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12, "m": 1e6,
    "mn": 1e6, "bn": 1e9, "k": 1e3, "b": 1e9,
}  # fmt: skip
_WORD_NUMBER = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight"
    r"|nine)\b)?|" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r"|a(?=\s(?:dozen|hundred|thousand|million)\b))"
)
_FIGURE = late(
    r"(?:(?<![\w.,/:#×&@’'-])|(?<=magnitude-))"
    r"(?P<currency>US\$|A\$|C\$|\$|£|€|¥|Rs\.?\s?)?\s?"
    rf"(?:(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d{{1,12}}(?:\.\d{{1,6}})?)|(?P<word>(?i:{_WORD_NUMBER})\b))"
    r"(?:[\s-]?(?P<scale>hundred|thousand|million|billion|trillion|dozen|bn|mn|m|k|b)\b(?!\.[a-z]))?"
    r"(?P<percent>\s?%|[\s-]per\s?cent\b|[\s-]percentage\spoints?\b)?"
    r"(?!\d|\s?[/:×]|[,.]\d|-\d|-[a-z]+-\d|th\b|st\b|nd\b|rd\b|['’]?s\b)"
)
_NEXT = late(r"(?:[ \t\u00a0]{1,2}|[ \t]?\r?\n(?=[a-z])|-)([A-Za-z][A-Za-z’'.-]*)")
_HEDGE = late(
    r"\b(?:(?P<low>at least|more than|over|upwards of|no fewer than|not less than|exceeding)"
    r"|(?P<high>at most|up to|fewer than|less than|nearly|almost|as many as|as much as|no more than)"
    r"|(?P<about>about|around|some|roughly|approximately|an estimated|estimated))\s(?:the\s|a\s)?$",
    re.I,
)
_AGE_BEFORE = late(r"\b(?:aged?|ages)\s$", re.I)
_AGE_AFTER = late(r"[- ]years?[- ]olds?\b", re.I)
_AGE_NAME = late(r"[A-Z][\w’'-]+,\s$")
_STOPS = (
    PREPOSITIONS
    | SUBJECT_PRONOUNS
    | DEMONSTRATIVES
    | THIRD_PERSON_POSSESSIVES
    | TENSED_BE
    | ARTICLES
    | HAVE
    | COORDINATORS
    | frozenset(
        "as be been which who whose when while after before since until than into over under out not if so "
        "because during about between against per into will would could may said says".split()
    )
)
#: What follows a count and says what became of those counted; an address is no count.
_STATES = frozenset(
    "dead died killed injured hurt wounded missing arrested across according around ago later earlier already still "
    "nearby apart old away left struck hit strikes hits".split()
)
_ADDRESS = frozenset("block street st avenue ave road rd boulevard blvd drive suite".split())
_DECADES = {"decade": 10, "decades": 10, "century": 100, "centuries": 100}
_SAME = {
    "atomic": "nuclear", "per": "percent", "dollar": "$", "euro": "€", "pound": "£",
    "metr": "meter", "met": "meter", "kilometr": "kilometer", "kilomet": "kilometer", "km": "kilometer",
    "person": "people", "feet": "foot", "men": "man", "women": "woman",
    "children": "child",
}  # fmt: skip
_CLOCK_WORDS = frozenset("a.m p.m am pm p a o'clock gmt bst est edt utc hr".split())
_CLOCK_BEFORE = late(r"\d\s?:\s?$|\b[Uu]pdated:?\s$")
_MAGNITUDE_BEFORE = late(r"\bmagnitude(?:\sof|\sat)?[\s-](?:about\s|at\sleast\s)?$", re.I)
_MAGNITUDE_AFTER = late(r"[\s-]magnitude\b|\son\sthe\s(?:open-ended\s)?Richter\b", re.I)
_CLOCK_GLUED = late(r"[ap]\.?m\b", re.I)
_SLASHED = late(r"/\s$")
_CLOCK_AFTER = late(r"\s?:\s?\d")
#: A number after one of these names a thing and counts nothing: "type 2", "Category 4", "photo 3 of 37".
_NUMBERED = late(
    r"\b(?:no|number|type|category|phase|stage|grade|level|tier|chapter|article|section|page|volume|part|item|episode"
    r"|season|channel|flight|route|highway|interstate|unit|gate|photo|image|slide|caption|figure|day|week|round|group"
    r"|division|district|precinct|ward|zone|version|title|proposition|resolution|amendment|url)s?\.?\s$",
    re.I,
)
_RANGE = late(r"\s(?P<join>to|and)\s(?=[$£€]?\d|(?:" + "|".join(_ONES) + r"|[a-z]+ty)\b)")
_BETWEEN = late(r"\bbetween\s(?:[a-z]+\s)?$", re.I)


@dataclass(frozen=True, slots=True)
class FigureValue:
    """A figure as written at ``start:end``, in its own unit. ``unit``: the words after it, stemmed, the noun last;
    "%" for shares, "age" for ages, the currency's sign for money. ``digits``: significant digits written.
    ``of_range``: which end of a range or of a change it is, as in "from 5 to 9 percent"."""

    start: int
    end: int
    value: float
    unit: tuple[str, ...]
    unit_text: str
    bound: Literal["low", "high", "about"] | None = None
    currency: str | None = None
    digits: int = 1
    of_range: Literal["from", "to"] | None = None


def stem(word: str) -> str:
    """A word without its commonest endings."""
    word = word.lower().replace("’", "'")
    if word.endswith("'s"):
        word = word[:-2]
    word = word.strip("'.-")
    for ending, least, new in (
        ("ications", 9, "y"), ("ication", 9, "y"), ("ied", 5, "y"), ("ies", 5, "y"), ("ations", 9, ""),
        ("ation", 8, ""), ("ings", 7, ""), ("ing", 6, ""),
        ("ments", 8, ""), ("ment", 7, ""), ("ers", 6, ""), ("sses", 6, "ss"), ("ed", 5, ""),
        ("es", 6, ""), ("s", 4, ""),
    ):  # fmt: skip
        if word.endswith(ending) and len(word) >= least and not (ending == "s" and word.endswith(("ss", "us", "is"))):
            word = word[: -len(ending)] + new
            break
    if len(word) > 4 and word.endswith("e"):
        word = word[:-1]
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word


def read_figures(raw: str, taken: Sequence[tuple[int, int]] = ()) -> list[FigureValue]:
    """The figures of ``raw`` in their order, save those within ``taken``: sorted places already read as dates."""
    out: list[FigureValue] = []
    n = 0
    second = -1  # where the second figure of a range begins
    for match in _FIGURE.finditer(raw):
        start, end = match.span()
        while start < end and raw[start].isspace():
            start += 1
        while n < len(taken) and taken[n][1] <= start:
            n += 1
        if n < len(taken) and taken[n][0] < end:
            continue
        value = _read(raw, match, start, end)
        if value is None:
            continue
        following = _RANGE.match(raw, value.end)
        if start == second:
            value = replace(value, of_range="to")
        elif following and (
            following["join"] == "to" or _BETWEEN.search(raw, max(0, start - VALUE_LIMITS.figure_lead), start)
        ):
            value, second = replace(value, of_range="from"), following.end()
        out.append(value)
    return out


def _read(raw: str, match: re.Match[str], start: int, end: int) -> FigureValue | None:
    scale = match["scale"]
    if scale in ("m", "k", "b") and not match["currency"]:
        return None
    if match["digits"]:
        number = float(match["digits"].replace(",", ""))
        digits = len(match["digits"].replace(",", "").replace(".", "").strip("0")) or 1
    else:
        number, digits = _word_value(match["word"].lower()), 1
        if match["word"][0].isupper() and match["word"].lower() == "a":
            return None
    factor = _SCALES[scale.lower()] if scale else 1.0
    value = number * factor
    lead = raw[max(0, start - VALUE_LIMITS.figure_lead) : start]
    if _SLASHED.search(lead) or _CLOCK_BEFORE.search(lead) or _CLOCK_AFTER.match(raw, end):
        return None
    hedge = _HEDGE.search(lead)
    bound: Literal["low", "high", "about"] | None = None
    if hedge:
        bound = "low" if hedge["low"] else "high" if hedge["high"] else "about"
    currency = match["currency"].strip() if match["currency"] else None
    if currency in ("US$", "A$", "C$"):
        currency = "$"
    if match["percent"]:
        return FigureValue(start, end, value, ("%",), "%", bound, None, digits)
    if currency:
        return FigureValue(start, end, value, (currency,), currency, bound, currency, digits)
    if _AGE_BEFORE.search(lead) or _AGE_AFTER.match(raw, end):
        return FigureValue(start, end, value, ("age",), "age", bound, None, digits)
    if _AGE_NAME.search(lead) and re.match(r",|\.|\)", raw[end : end + 1] or "."):
        if not 0 < value < 120:
            return None
        return FigureValue(start, end, value, ("age",), "age", bound, None, digits)
    if _MAGNITUDE_BEFORE.search(lead) or _MAGNITUDE_AFTER.match(raw, end):
        return FigureValue(start, end, value, ("magnitud",), "magnitude", bound, None, digits)
    unit, text, stop = _unit(raw, end)
    if (unit and unit[-1] in _CLOCK_WORDS) or _CLOCK_GLUED.match(raw, end):
        return FigureValue(start, end, value, ("o'clock",), "o'clock", bound, None, digits)
    if match["digits"] and value < VALUE_LIMITS.highest_number and _NUMBERED.search(lead):
        return None
    if text.lower() in _ADDRESS:
        return None
    if text and text.lower() in _DECADES:
        value *= _DECADES[text.lower()]
        unit, text = ("year",), "years"
    if unit and unit[-1] in ("$", "€", "£"):
        currency = unit[-1]
    return FigureValue(start, stop if unit else end, value, unit, text, bound, currency, digits)


def _word_value(word: str) -> float:
    if word == "a":
        return 1.0
    if word in _WORDS:
        return float(_WORDS[word])
    parts = re.split(r"[- ]", word)
    return float(_TENS[parts[0]] + (_UNITS_OF_TEN[parts[1]] if len(parts) > 1 else 0))


def _unit(raw: str, end: int) -> tuple[tuple[str, ...], str, int]:
    """The words of the unit, stemmed, its noun as written, and where it ends."""
    words: list[str] = []
    at, last, noun = end, end, ""
    while len(words) < 4 and (match := _NEXT.match(raw, at)):
        word = match[1].rstrip(".'’-")
        if (
            word.lower() in _STOPS
            or (words and word.lower() in _STATES)
            or not word
            or (words and word[0].isupper() and not words[-1][0].isupper())
        ):
            break
        words.extend(part for part in word.split("-") if part)
        last, noun = match.start(1) + len(word), word.split("-")[-1]
        if raw[at] == "-":  # a 20-year treaty
            break
        at = match.end(1)
        if match[1][-1] in ".":
            break
        if word.lower().endswith("s") and not word.lower().endswith(("ous", "ss")):
            break
    stems = tuple(_SAME.get(one, one) for one in map(stem, words))
    return stems, noun, last
