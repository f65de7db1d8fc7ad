"""Groups the rows of a corpus into events, so that their articles can be compared.

One pass: each article joins the event whose articles it is most like, or begins one of its own. Only an article's
rarest words are kept, and only events that share some of them are asked, so a corpus is read in about linear time.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from scorer.comparison.limits import COMPARISON_LIMITS
from scorer.comparison.words import rarity, stemmed
from scorer.text import read_text
from scorer.text.date_forms import day_of


@dataclass
class _Event:
    rows: list[int]
    vector: dict[str, float]
    days: list[date] = field(default_factory=list)


def group_events(rows: Iterable[Mapping[str, object]]) -> list[list[int]]:
    """The events of at least two articles, each as the numbers of its rows, in the order of their first row."""
    events: list[_Event] = []
    holding: dict[str, list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        vector = _vector(row)
        if not vector:
            continue
        published = row.get("published")
        day = day_of(published) if isinstance(published, str) else None
        best, alike = None, COMPARISON_LIMITS.likeness
        for number in _candidates(vector, holding):
            event = events[number]
            if len(event.rows) >= COMPARISON_LIMITS.most_articles or not _near(day, event.days):
                continue
            likeness = _cosine(vector, event.vector)
            if likeness > alike:
                best, alike = event, likeness
        if best is None:
            for word in vector:
                holding[word].append(len(events))
            events.append(_Event([n], vector, [day] if day else []))
        else:
            best.rows.append(n)
            best.days += [day] if day else []
    return [event.rows for event in events if len(event.rows) > 1]


def _vector(row: Mapping[str, object]) -> dict[str, float]:
    text = row.get("text")
    if not isinstance(text, str):
        return {}
    counts = Counter(map(stemmed, read_text(text[: COMPARISON_LIMITS.grouped_characters]).lower))
    del counts[""]
    weights = {stem: (1 + math.log(times)) * rarity(stem) ** 1.5 for stem, times in counts.items()}
    kept = sorted(weights, key=lambda stem: (-weights[stem], stem))[: COMPARISON_LIMITS.kept_words]
    return {stem: weights[stem] for stem in kept}


def _candidates(vector: Mapping[str, float], holding: Mapping[str, list[int]]) -> Iterator[int]:
    shared = Counter(number for word in vector for number in holding.get(word, ()))
    return (number for number, times in sorted(shared.items()) if times >= COMPARISON_LIMITS.least_shared)


def _near(day: date | None, days: list[date]) -> bool:
    return day is None or not days or min(abs((day - other).days) for other in days) <= COMPARISON_LIMITS.days


def _cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    dot = math.fsum(a[word] * b[word] for word in a.keys() & b.keys())
    return dot / math.sqrt(math.fsum(w * w for w in a.values()) * math.fsum(w * w for w in b.values()))
