"""Whether articles report on the same event: likeness of whole articles."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

from scorer.comparison.limits import COMPARISON_LIMITS
from scorer.comparison.reading import ReadArticle
from scorer.comparison.words import rarity
from scorer.types import Floats


def likeness(articles: Sequence[ReadArticle]) -> Floats:
    """(n, n) the cosine of every two articles, words weighted by rarity."""
    vectors = []
    for one in articles:
        counts = Counter(stem for stem in one.stems[: COMPARISON_LIMITS.read_tokens] if stem)
        vectors.append({stem: (1 + math.log(times)) * rarity(stem) ** 1.5 for stem, times in counts.items()})
    n = len(vectors)
    norms = [math.sqrt(math.fsum(w * w for w in vector.values())) or 1.0 for vector in vectors]
    out = np.eye(n)
    for i in range(n):
        for j in range(i):
            shared = vectors[i].keys() & vectors[j].keys()
            out[i, j] = out[j, i] = math.fsum(vectors[i][w] * vectors[j][w] for w in shared) / (norms[i] * norms[j])
    return np.round(out, 4)


def leave_out_others(articles: Sequence[ReadArticle]) -> None:
    """Keep the largest group of articles on one event; mark the rest ``other_event``, and fill in ``likeness``."""
    readable = [one for one in articles if one.reason is None]
    if len(readable) < 2:
        return
    alike = likeness(readable)
    linked = alike >= COMPARISON_LIMITS.same_event
    groups: list[list[int]] = []
    left = set(range(len(readable)))
    while left:
        group, new = [], [min(left)]
        while new:
            i = new.pop()
            if i in left:
                left.discard(i)
                group.append(i)
                new.extend(j for j in left if linked[i, j])
        groups.append(sorted(group))
    groups.sort(key=lambda g: (-len(g), -float(alike[np.ix_(g, g)].sum())))
    kept = set(groups[0]) if len(groups[0]) > 1 else set()
    for i, one in enumerate(readable):
        others = [alike[i, j] for j in range(len(readable)) if j != i and (j in kept or not kept)]
        one.alike = {other.index: float(alike[i, j]) for j, other in enumerate(readable) if j != i}
        one.likeness = round(float(max(others)), 3) if others else None
        if i not in kept:
            one.reason = "other_event"
