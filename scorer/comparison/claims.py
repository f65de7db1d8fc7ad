"""Claims over all articles: slots and statements with their state, confidence and reasons."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from scorer.comparison import contradiction
from scorer.comparison.comparable import Explained
from scorer.comparison.limits import COMPARISON_LIMITS
from scorer.comparison.match import FEATURES, event_key
from scorer.comparison.reading import ReadArticle, Value
from scorer.comparison.slots import Link, Slot, State, find_slots, log_odds
from scorer.comparison.statements import Statement, as_written, find_statements
from scorer.model.odds import probability

_ORDER: dict[State, int] = {"contradicted": 0, "differs": 1, "agreed": 2, "only_one": 3}
_BY_WEIGHT: tuple[State, ...] = ("contradicted", "differs", "agreed")


@dataclass(frozen=True, slots=True)
class ReasonFor:
    """What speaks for or against a claim: plain words, its log-odds, and places (article, start, end)."""

    meaning: str
    log_odds: float
    places: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """One claim of the comparison. The log-odds of its reasons sum to those of its confidence."""

    kind: str
    state: State
    about: tuple[str, ...]
    confidence: float | None
    explained_by: Explained | None
    values: tuple[Value, ...]
    reasons: tuple[ReasonFor, ...]


def find_claims(articles: Sequence[ReadArticle], family: Mapping[int, int]) -> list[Claim]:
    """All claims, contradictions first. ``family``: the family of each article; what one family says counts once."""
    by_index = {one.index: one for one in articles}
    claims = [_of_slot(slot, by_index, family) for kind in ("date", "figure") for slot in find_slots(articles, kind)]
    claims += [_of_statement(statement, family, by_index) for statement in find_statements(articles)]
    claims += _quotations(articles, family)
    found = [one for one in claims if one]
    found.sort(key=lambda one: (_ORDER[one.state], -(one.confidence or 0.0), *_place(one.values[0]), one.kind))
    return found


def _place(value: Value) -> tuple[int, int, int]:
    return value.article, value.start, value.end


def _families(values: Sequence[Value], family: Mapping[int, int]) -> int:
    return len({family[value.article] for value in values})


def _of_slot(slot: Slot, by_index: Mapping[int, ReadArticle], family: Mapping[int, int]) -> Claim | None:
    values = tuple(sorted(slot.values, key=_place))
    state: State = "only_one"
    link = None
    for candidate in _BY_WEIGHT:
        link = slot.strongest(candidate)
        if link:
            state = candidate
            break
    explained = link.explained if link and link.relation != "weekday" else None
    if state == "differs" and slot.strongest("agreed") and explained in ("precision", "bound", "rounding"):
        state, link = "agreed", slot.strongest("agreed")
    if state == "agreed" and _families(values, family) < 2:
        state, link = "only_one", None
    about = _about(values, by_index)
    if link is None:
        return Claim(slot.kind, "only_one", about, None, None, values, ())
    reasons, confidence = _reasons(link, state)
    if state == "contradicted" and confidence < COMPARISON_LIMITS.least_contradicted:
        link = replace(link, explained="scope")
        state = "differs"
        reasons, confidence = _reasons(link, state)
    return Claim(slot.kind, state, about, confidence, link.explained if state == "differs" else None, values, reasons)


def _about(values: Sequence[Value], by_index: Mapping[int, ReadArticle]) -> tuple[str, ...]:
    words: dict[str, int] = {}
    for value in values:
        one = by_index[value.article]
        if value.figure and value.figure.unit_text:
            words[value.figure.unit_text.lower()] = words.get(value.figure.unit_text.lower(), 0) + 2
        if value.date and value.date.role == "dateline":
            words["published"] = words.get("published", 0) + 1
            continue
        _, token = event_key(one, value)
        if token >= 0:
            word = one.text.lower[token]
            words[word] = words.get(word, 0) + 1
    return tuple(sorted(words, key=lambda word: (-words[word], word))[:3])


def _reasons(link: Link, state: State) -> tuple[tuple[ReasonFor, ...], float]:
    """Reasons with their log-odds, and the confidence that they sum to."""
    if state == "contradicted":
        terms, base = contradiction.terms(link.doubts)
        meanings, rest_meaning = contradiction.TERMS, "how often alarms like this one were right when read"
    else:
        terms, meanings = dict(link.terms), FEATURES
        base = terms.pop("prior") + (COMPARISON_LIMITS.agree if state == "agreed" else 0.0)
        rest_meaning = "how often values of this kind speak of one thing"
    total = base + math.fsum(terms.values())
    places = (_place(link.a), _place(link.b))
    reasons = [
        ReasonFor(meanings[name], round(value, 3), places)
        for name, value in sorted(terms.items(), key=lambda item: -abs(item[1]))
        if abs(value) >= 0.05
    ]
    rest = round(total, 6) - math.fsum(one.log_odds for one in reasons)
    reasons.append(ReasonFor(rest_meaning, round(rest, 6)))
    return tuple(reasons), probability(round(total, 6))


def _of_statement(statement: Statement, family: Mapping[int, int], by_index: Mapping[int, ReadArticle]) -> Claim | None:
    values = tuple(sorted(statement.values, key=_place))
    if _families(values, family) < 2 and not statement.contradicted:
        return None
    said = {value.said for value in values}
    state: State = "contradicted" if statement.contradicted else "agreed"
    if state == "agreed" and "denied" in said:
        return None
    meaning = "denied here, stated as a fact there" if statement.contradicted else "the same rare words close together"
    odds = round(log_odds(statement.alike), 6)
    places = tuple(_place(value) for value in values)
    reasons = (ReasonFor(meaning, odds, places),)
    return Claim("status", state, as_written(statement, by_index, 4), probability(odds), None, values, reasons)


def _quotations(articles: Sequence[ReadArticle], family: Mapping[int, int]) -> list[Claim]:
    values = [(one, value) for one in articles for value in one.values if value.kind == "quotation"]
    parent = list(range(len(values)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    held: dict[tuple[str, ...], int] = {}
    for n, (one, value) in enumerate(values):
        words = [one.text.lower[t] for t in range(value.first, value.last) if one.text.is_word[t]]
        for i in range(len(words) - COMPARISON_LIMITS.quote_run + 1):
            key = tuple(words[i : i + COMPARISON_LIMITS.quote_run])
            if key in held:
                parent[root(n)] = root(held[key])
            else:
                held[key] = n
    groups: dict[int, list[Value]] = {}
    for n, (_, value) in enumerate(values):
        groups.setdefault(root(n), []).append(value)
    out = []
    for group in groups.values():
        agreed = _families(group, family) > 1
        reasons = (ReasonFor("the same words in quotation marks", 3.0, tuple(map(_place, group))),) if agreed else ()
        confidence = probability(3.0) if agreed else None
        out.append(Claim("quotation", "agreed" if agreed else "only_one", (), confidence, None, tuple(group), reasons))
    return out
