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

from scorer.comparison.words import rarity, stemmed
from scorer.text import read_text
from scorer.values.dates import read_day

#: An article joins an event from this cosine of its rare words on.
LIKENESS = 0.33
#: Days between an article and the last one of its event; what is later is another story.
DAYS = 7
_WORDS = 60  # kept of each article
_LEAST_SHARED = 4  # words with an event before it is asked
_MOST_CHARACTERS = 20_000  # read of each article
_MOST_ARTICLES = 20  # of an event, as many as are compared at once


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
        day = read_day(published) if isinstance(published, str) else None
        best, alike = None, LIKENESS
        for number in _candidates(vector, holding):
            event = events[number]
            if len(event.rows) >= _MOST_ARTICLES or not _near(day, event.days):
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
    counts = Counter(map(stemmed, read_text(text[:_MOST_CHARACTERS]).lower))
    del counts[""]
    weights = {stem: (1 + math.log(times)) * rarity(stem) ** 1.5 for stem, times in counts.items()}
    kept = sorted(weights, key=lambda stem: (-weights[stem], stem))[:_WORDS]
    return {stem: weights[stem] for stem in kept}


def _candidates(vector: Mapping[str, float], holding: Mapping[str, list[int]]) -> Iterator[int]:
    shared = Counter(number for word in vector for number in holding.get(word, ()))
    return (number for number, times in sorted(shared.items()) if times >= _LEAST_SHARED)


def _near(day: date | None, days: list[date]) -> bool:
    return day is None or not days or min(abs((day - other).days) for other in days) <= DAYS


def _cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    dot = math.fsum(a[word] * b[word] for word in a.keys() & b.keys())
    return dot / math.sqrt(math.fsum(w * w for w in a.values()) * math.fsum(w * w for w in b.values()))
