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


def group_events(rows: Iterable[Mapping[str, object]]) -> Iterator[list[int]]:
    """The events of at least two articles, each as the numbers of its rows.

    At most :attr:`~ComparisonLimits.open_events` events are open at once: the one that waited longest for another
    article is closed first and handed out. The others follow at the end, in the order of their first row.
    """
    open_events: dict[int, _Event] = {}  # by number, the one that waited longest first
    holding: dict[str, dict[int, None]] = defaultdict(dict)
    for n, row in enumerate(rows):
        vector = _vector(row)
        if not vector:
            continue
        published = row.get("published")
        day = day_of(published) if isinstance(published, str) else None
        joined = _best(vector, day, open_events, holding)
        if joined is not None:
            event = open_events.pop(joined)
            event.rows.append(n)
            event.days += [day] if day else []
            open_events[joined] = event
            continue
        for word in vector:
            holding[word][n] = None
        open_events[n] = _Event([n], vector, [day] if day else [])
        if len(open_events) > COMPARISON_LIMITS.open_events:
            number = next(iter(open_events))
            closed = open_events.pop(number)
            for word in closed.vector:
                del holding[word][number]
                if not holding[word]:
                    del holding[word]
            if len(closed.rows) > 1:
                yield closed.rows
    for event in sorted(open_events.values(), key=lambda one: one.rows[0]):
        if len(event.rows) > 1:
            yield event.rows


def _best(
    vector: Mapping[str, float], day: date | None,
    open_events: Mapping[int, _Event], holding: Mapping[str, Mapping[int, None]],
) -> int | None:  # fmt: skip
    """The number of the event that an article is most like, or None where it begins one of its own."""
    best, alike = None, COMPARISON_LIMITS.likeness
    for number in _candidates(vector, holding):
        event = open_events[number]
        if len(event.rows) >= COMPARISON_LIMITS.most_articles or not _near(day, event.days):
            continue
        likeness = _cosine(vector, event.vector)
        if likeness > alike:
            best, alike = number, likeness
    return best


def _vector(row: Mapping[str, object]) -> dict[str, float]:
    text = row.get("text")
    if not isinstance(text, str):
        return {}
    counts = Counter(map(stemmed, read_text(text[: COMPARISON_LIMITS.grouped_characters]).lower))
    del counts[""]
    weights = {stem: (1 + math.log(times)) * rarity(stem) ** 1.5 for stem, times in counts.items()}
    kept = sorted(weights, key=lambda stem: (-weights[stem], stem))[: COMPARISON_LIMITS.kept_words]
    return {stem: weights[stem] for stem in kept}


def _candidates(vector: Mapping[str, float], holding: Mapping[str, Mapping[int, None]]) -> Iterator[int]:
    shared = Counter(number for word in vector for number in holding.get(word, ()))
    return (number for number, times in sorted(shared.items()) if times >= COMPARISON_LIMITS.least_shared)


def _near(day: date | None, days: list[date]) -> bool:
    return day is None or not days or min(abs((day - other).days) for other in days) <= COMPARISON_LIMITS.days


def _cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    dot = math.fsum(a[word] * b[word] for word in a.keys() & b.keys())
    return dot / math.sqrt(math.fsum(w * w for w in a.values()) * math.fsum(w * w for w in b.values()))
