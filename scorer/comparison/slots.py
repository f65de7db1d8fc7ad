"""Slots: clusters of values over all articles that speak of one thing.

Links are made between values of different articles. A coarse value ("January") joins the slot of the precise ones and
hides none of them: two precise values that differ still contradict each other.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from scorer.comparison.comparable import COLUMN, Explained, comparable, explanation, same_bearer
from scorer.comparison.contradiction import features
from scorer.comparison.limits import COMPARISON_LIMITS
from scorer.comparison.match import FEATURES, Pairs, pairs_of
from scorer.comparison.reading import ReadArticle, Value
from scorer.comparison.relation import Relation, relation
from scorer.model.odds import probabilities
from scorer.model.store import load_weights
from scorer.types import Floats

State = Literal["contradicted", "differs", "agreed", "only_one"]

#: The least probability of one slot, hidden values, at which two values are linked, by how they relate.
LEAST = {
    "date": {"equal": 0.06, "bound": 0.12, "precision": 0.12, "weekday": 0.3, "conflict": 0.15},
    "figure": {"equal": 0.15, "bound": 0.4, "rounding": 0.35, "precision": 0.35, "conflict": 0.3},
}


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """Two values held to fill one slot. ``terms``: what each feature adds to the log-odds, by name."""

    a: Value
    b: Value
    relation: Relation
    explained: Explained | None
    probability: float
    terms: Mapping[str, float]
    doubts: tuple[float, ...] = ()  # of a conflict: see contradiction.TERMS
    only_within: bool = False  # too weak to join two slots, strong enough within one

    @property
    def state(self) -> State:
        """What the link alone says of its slot."""
        if self.relation == "equal":
            return "agreed"
        return "differs" if self.explained else "contradicted"


@dataclass(slots=True, eq=False)
class Slot:
    """The values of one slot and the links that hold it together."""

    kind: str
    values: list[Value]
    links: list[Link] = field(default_factory=list)

    def strongest(self, state: State) -> Link | None:
        """The link that decides the slot's state."""
        chosen = [one for one in self.links if one.state == state and one.a.article != one.b.article]
        return max(chosen, key=lambda one: one.probability) if chosen else None


def find_slots(articles: Sequence[ReadArticle], kind: str) -> list[Slot]:
    """The slots of the values of one kind, those of a single value included."""
    pairs = pairs_of(articles, kind)
    links = _links(pairs, articles, kind)
    parent = {id(value): value for value in pairs.values}

    def root(value: Value) -> Value:
        while parent[id(value)] is not value:
            value = parent[id(value)]
        return value

    firm = [one for one in links if not one.only_within]
    members: dict[int, list[Value]] = {id(value): [value] for value in pairs.values}
    kept = []
    disputed: set[int] = set()
    for link in sorted(firm, key=lambda one: (one.relation in ("conflict", "weekday"), one.explained is not None)):
        one, other = root(link.a), root(link.b)
        if link.relation == "conflict" and link.explained and {id(one), id(other)} & disputed:
            continue  # what may be about something else joins no contradiction
        if (
            link.relation in ("conflict", "weekday")
            and one is not other
            and _both_in_one(members[id(one)], members[id(other)], kind)
        ):
            continue
        kept.append(link)
        if link.relation == "conflict" and link.explained is None:
            disputed.add(id(one))
        if one is not other:
            parent[id(other)] = one
            disputed |= {id(one)} if id(other) in disputed else set()
            members[id(one)] += members.pop(id(other))
    # A coarse value may hold two precise ones together that differ.
    links = kept + [one for one in links if one.only_within and root(one.a) is root(one.b)]
    slots: dict[int, Slot] = {}
    for value in pairs.values:
        slots.setdefault(id(root(value)), Slot(kind, [])).values.append(value)
    for link in links:
        slots[id(root(link.a))].links.append(link)
    return list(slots.values())


def _both_in_one(some: Sequence[Value], others: Sequence[Value], kind: str) -> bool:
    """Whether one article gives a value of both clusters: then they are about two things. A coarse date next to a
    precise one is no second value."""
    there = {value.article: value for value in others}
    return any(
        value.article in there and (kind == "figure" or relation(value, there[value.article]) in ("conflict", "apart"))
        for value in some
    )


def _links(pairs: Pairs, articles: Sequence[ReadArticle], kind: str) -> list[Link]:
    if not len(pairs.a):
        return []
    weights = load_weights("compare")[f"{kind}_weights"].astype(np.float64)
    terms: Floats = pairs.x * weights[:-1]
    log_odds = terms.sum(1) + weights[-1]
    chance = probabilities(log_odds)
    least = LEAST[kind]
    floor = 0.02  # lower than any, for datelines
    by_index = {one.index: one for one in articles}
    links: list[Link] = []
    conflicts: list[Link] = []
    carried: dict[tuple[int, int], float] = {}  # a value, an article that gives the same one, and how surely
    for n in (chance >= floor).nonzero()[0].tolist():
        a, b = pairs.values[pairs.a[n]], pairs.values[pairs.b[n]]
        how, p = relation(a, b), float(chance[n])
        dateline = bool(a.date and a.date.role == "dateline")
        aged = how == "conflict" and same_bearer(a, b, by_index)
        if how == "apart" or (
            p < least.get(how, 1.0) and not dateline and not (aged and p >= COMPARISON_LIMITS.least_aged)
        ):
            continue
        best = pairs.x[n, COLUMN["best"]] > 0 or aged
        named = {"prior": float(weights[-1]), **dict(zip(FEATURES, terms[n].tolist(), strict=True))}
        if how == "weekday":
            if best:
                conflicts.append(Link(a, b, how, "precision", p, named))
        elif how == "equal":
            links.append(Link(a, b, how, None, p, named))
            for key in ((id(a), b.article), (id(b), a.article)):
                carried[key] = max(p, carried.get(key, 0.0))
        elif how == "conflict":
            around = bool(pairs.x[n, COLUMN["left"]] and pairs.x[n, COLUMN["right"]])
            around |= (
                pairs.x[n, COLUMN["sentence"]] >= COMPARISON_LIMITS.sentence_firm and pairs.x[n, COLUMN["names"]] > 0
            )
            if not (best or around or kind == "date"):
                continue
            verdict = comparable(a, b, p, pairs.x[n], by_index)
            if verdict != "no":
                why = explanation(a, b, pairs.x[n], by_index) or ("scope" if verdict == "scope" else None)
                doubts = features(a, b, pairs.x[n])
                conflicts.append(Link(a, b, how, why, p, named, doubts, not (best or around or dateline)))
        elif best:
            links.append(Link(a, b, how, how, p, named))
            if how != "precision":
                for key in ((id(a), b.article), (id(b), a.article)):
                    carried[key] = max(p, carried.get(key, 0.0))
    strangers = _strangers(links, conflicts)
    conflicts = [
        replace(one, explained="scope")
        if one.relation == "conflict" and one.explained is None and (one.a.article, one.b.article) in strangers
        else one
        for one in conflicts
    ]
    if kind == "date":
        links += _years_within(articles)
    links += [
        one
        for one in conflicts
        if max(carried.get((id(one.a), one.b.article), 0.0), carried.get((id(one.b), one.a.article), 0.0))
        < COMPARISON_LIMITS.carried * one.probability
    ]
    links.sort(key=lambda one: (-one.probability, one.a.article, one.a.start, one.b.article, one.b.start))
    return links


def _strangers(agreements: Sequence[Link], conflicts: Sequence[Link]) -> set[tuple[int, int]]:
    """The pairs of articles that differ in more values than they agree on: two reports of a recurring event, such as
    the figures of two months."""

    def count(links: Sequence[Link]) -> Counter[tuple[int, int]]:
        values = {
            (one.a.article, one.b.article, one.a.start, one.b.start)
            for one in links
            if one.relation in ("equal", "conflict") and one.probability >= COMPARISON_LIMITS.sure
        }
        return Counter((first, second) for first, second, *_ in values)

    agreed = count(agreements)
    return {pair for pair, n in count(conflicts).items() if n > max(1, agreed[pair])}


def _years_within(articles: Sequence[ReadArticle]) -> list[Link]:
    """A year and the one finer date of that year in the same article speak of one thing: "in March 2001", "the 2001
    treaty". Not so for the article's own year and the one before."""
    links = []
    for one in articles:
        dated = [value for value in one.values if value.date and value.date.first and value.date.precision != "weekday"]
        years = Counter(value.date.first.year for value in dated if value.date and value.date.first)
        latest = one.published.year if one.published else max(years, default=0)
        finer: dict[int, list[Value]] = defaultdict(list)
        for value in dated:
            if value.date and value.date.first and value.date.precision != "year":
                finer[value.date.first.year].append(value)
        for value in dated:
            if (
                value.date
                and value.date.first
                and value.date.precision == "year"
                and value.date.first.year < latest - 1
            ):
                exact = finer[value.date.first.year]
                if exact and len({v.date.first for v in exact if v.date}) == 1:
                    links.append(Link(value, exact[0], "precision", "precision", 0.5, {"prior": 0.0}))
    return links


def log_odds(probability: float) -> float:
    """The log-odds of a probability, kept finite."""
    p = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(p / (1 - p))
