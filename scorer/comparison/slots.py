"""Slots: clusters of values over all articles that speak of one thing.

Links are made between values of different articles. A coarse value ("January") joins the slot of the precise ones and
hides none of them: two precise values that differ still contradict each other.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from scorer.comparison.match import FEATURES, Pairs, pairs_of
from scorer.comparison.reading import ReadArticle, Value
from scorer.comparison.relation import Relation, relation
from scorer.model.store import load_weights
from scorer.types import Floats

State = Literal["contradicted", "differs", "agreed", "only_one"]
Explained = Literal["later_report", "bound", "scope", "precision", "rounding"]

#: The least probability of one slot, hidden values, at which two values are linked, by how they relate.
LEAST = {
    "date": {"equal": 0.08, "bound": 0.2, "precision": 0.2, "conflict": 0.5, "weekday": 0.3},
    "figure": {"equal": 0.15, "bound": 0.4, "rounding": 0.35, "precision": 0.35, "conflict": 0.5},
}
_TOLLS = frozenset(
    "kill die dead death dy injur hurt wound miss arrest case vote peopl person victim displac detain rescu surviv casualty "
    "casualti hous home build villag magnitud".split()
)
_COLUMN = {name: i for i, name in enumerate(FEATURES)}


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """Two values held to fill one slot. ``terms``: what each feature adds to the log-odds, by name."""

    a: Value
    b: Value
    relation: Relation
    explained: Explained | None
    probability: float
    terms: Mapping[str, float]


@dataclass(slots=True, eq=False)
class Slot:
    """The values of one slot and the links that hold it together."""

    kind: str
    values: list[Value]
    links: list[Link] = field(default_factory=list)

    def strongest(self, state: State) -> Link | None:
        """The link that decides the slot's state."""
        wanted = {
            "contradicted": lambda one: one.relation == "conflict" and one.explained is None,
            "agreed": lambda one: one.relation == "equal",
            "differs": lambda one: one.relation != "equal" and one.explained is not None,
        }.get(state)
        chosen = [one for one in self.links if wanted and wanted(one)]
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

    for link in links:
        one, other = root(link.a), root(link.b)
        if one is not other:
            parent[id(other)] = one
    slots: dict[int, Slot] = {}
    for value in pairs.values:
        slots.setdefault(id(root(value)), Slot(kind, [])).values.append(value)
    for link in links:
        slots[id(root(link.a))].links.append(link)
    return list(slots.values())


def _links(pairs: Pairs, articles: Sequence[ReadArticle], kind: str) -> list[Link]:
    if not len(pairs.a):
        return []
    weights = load_weights("compare")[f"{kind}_weights"].astype(np.float64)
    terms: Floats = pairs.x * weights[:-1]
    log_odds = terms.sum(1) + weights[-1]
    probability = 1 / (1 + np.exp(-log_odds))
    least = LEAST[kind]
    floor = min(least.values())
    by_index = {one.index: one for one in articles}
    links: list[Link] = []
    conflicts: list[Link] = []
    carried: set[tuple[int, int]] = set()  # a value, and an article that gives the same one
    for n in (probability >= floor).nonzero()[0].tolist():
        a, b = pairs.values[pairs.a[n]], pairs.values[pairs.b[n]]
        how, p = relation(a, b), float(probability[n])
        if how == "apart" or p < least.get(how, 1.0):
            continue
        best = pairs.x[n, _COLUMN["best"]] > 0
        named = {"prior": float(weights[-1]), **dict(zip(FEATURES, terms[n].tolist(), strict=True))}
        if how == "equal":
            links.append(Link(a, b, how, None, p, named))
            carried |= {(id(a), b.article), (id(b), a.article)}
        elif how == "conflict":
            if best and _comparable(a, b):
                why = _explanation(a, b, pairs.x[n], by_index)
                conflicts.append(Link(a, b, how, why, p, named))
        elif best:
            links.append(Link(a, b, how, how if how != "precision" else "precision", p, named))
            if how != "precision":
                carried |= {(id(a), b.article), (id(b), a.article)}
    links += [one for one in conflicts if not {(id(one.a), one.b.article), (id(one.b), one.a.article)} & carried]
    links.sort(key=lambda one: (-one.probability, one.a.article, one.a.start, one.b.article, one.b.start))
    return links


def _comparable(a: Value, b: Value) -> bool:
    """Whether a difference of the two means anything: not for datelines, nor for a figure without a unit."""
    if a.date and b.date:
        return a.date.role == "text" and b.date.role == "text"
    return True


def _explanation(a: Value, b: Value, x: Floats, by_index: Mapping[int, ReadArticle]) -> Explained | None:
    if x[_COLUMN["scope"]]:
        return "scope"
    if a.figure and b.figure:
        one, other = by_index[a.article].published, by_index[b.article].published
        if one and other and one != other and _TOLLS.intersection(a.figure.unit[-1:]):
            return "later_report"
    return None


def log_odds(probability: float) -> float:
    """The log-odds of a probability, kept finite."""
    p = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(p / (1 - p))
