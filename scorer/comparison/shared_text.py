"""Text that articles share: copies, edited copies and quotations; families of texts that one stands behind.

Runs of five words that two articles have in common are joined over short gaps. Names and set phrases are not
copying: a copy holds ordinary words as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from scorer.comparison.limits import COMPARISON_LIMITS
from scorer.comparison.origins import credits
from scorer.comparison.reading import ReadArticle
from scorer.comparison.words import STOPS


@dataclass(frozen=True, slots=True)
class SharedText:
    """A stretch that two articles share: their indices, its places (start, end), and how many words."""

    kind: Literal["copy", "edited_copy", "quotation"]
    words: int
    articles: tuple[int, int]
    places: tuple[tuple[int, int], tuple[int, int]]


def find_shared_text(articles: Sequence[ReadArticle]) -> list[SharedText]:
    """The stretches that every two of ``articles`` share, in the order of the text."""
    words = [_Words(one) for one in articles]
    at: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for n, one in enumerate(words):
        seen: dict[tuple[str, ...], int] = defaultdict(int)
        for i in range(len(one.lower) - COMPARISON_LIMITS.seed + 1):
            key = tuple(one.lower[i : i + COMPARISON_LIMITS.seed])
            if seen[key] < COMPARISON_LIMITS.most_places:
                seen[key] += 1
                at[key].append((n, i))
    seeds: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for places in at.values():
        for k, (n, i) in enumerate(places):
            for m, j in places[k + 1 :]:
                if m != n:
                    seeds[n, m].append((i, j))
    out = []
    for (n, m), found in sorted(seeds.items()):
        for first, last, begin, end, common in _runs(sorted(found)):
            shared = _judge(words[n], words[m], (first, last), (begin, end), common)
            if shared:
                out.append(shared)
    return out


class _Words:
    """The words of an article without punctuation, and where they stand."""

    def __init__(self, one: ReadArticle) -> None:
        self.index = one.index
        tokens = one.text.is_word.nonzero()[0]
        self.lower = [one.text.lower[t] for t in tokens.tolist()]
        self.start = one.text.token_start[tokens]
        self.end = one.text.token_end[tokens]
        self.quoted = one.text.quoted[tokens]
        ordinary = [
            not capital and word[0].isalpha() and word not in STOPS
            for word, capital in zip(self.lower, one.text.is_capital[tokens].tolist(), strict=True)
        ]
        self.content = np.array(ordinary, dtype=bool)


def _runs(seeds: list[tuple[int, int]]) -> list[tuple[int, int, int, int, int]]:
    """Seeds chained into runs: first, last word here, begin, end there, and how many words are common."""
    open_: list[list[int]] = []
    done: list[list[int]] = []
    for i, j in seeds:
        still, taken = [], False
        for run in open_:
            if i - run[1] > COMPARISON_LIMITS.gap:
                done.append(run)
                continue
            still.append(run)
            forward = j + COMPARISON_LIMITS.seed - run[3]
            if not taken and forward >= 0 and j - run[3] <= COMPARISON_LIMITS.gap and j >= run[2]:
                run[4] += min(COMPARISON_LIMITS.seed, i + COMPARISON_LIMITS.seed - run[1], max(1, forward))
                run[1], run[3] = i + COMPARISON_LIMITS.seed, max(run[3], j + COMPARISON_LIMITS.seed)
                taken = True
        if not taken:
            still.append([i, i + COMPARISON_LIMITS.seed, j, j + COMPARISON_LIMITS.seed, COMPARISON_LIMITS.seed])
        open_ = still[-50:]
    return [(run[0], run[1], run[2], run[3], run[4]) for run in done + open_]


def _judge(a: _Words, b: _Words, here: tuple[int, int], there: tuple[int, int], common: int) -> SharedText | None:
    first, last = here
    begin, end = there
    if common < COMPARISON_LIMITS.shared_words or int(a.content[first:last].sum()) < COMPARISON_LIMITS.shared_content:
        return None
    own = min(int((~a.quoted[first:last]).sum()), int((~b.quoted[begin:end]).sum()))
    content = int((a.content & ~a.quoted)[first:last].sum())
    if own < COMPARISON_LIMITS.shared_own or content < COMPARISON_LIMITS.shared_content:
        kind: Literal["copy", "edited_copy", "quotation"] = "quotation"
    else:
        kind = "copy" if a.lower[first:last] == b.lower[begin:end] else "edited_copy"
    places = (int(a.start[first]), int(a.end[last - 1])), (int(b.start[begin]), int(b.end[end - 1]))
    return SharedText(kind, common, (a.index, b.index), places)


@dataclass(frozen=True, slots=True)
class Family:
    """Articles behind which one text or one agency stands: their indices, which of the shared stretches say so, and
    whether they credit the same agency or outlet."""

    articles: list[int]
    because: list[int]
    credited: bool


def families(articles: Sequence[ReadArticle], shared: Sequence[SharedText]) -> list[Family]:
    """Groups of articles that share much of their text, or name the same agency as where it is from."""
    lengths = {one.index: one.text.n_words for one in articles}
    copied: dict[tuple[int, int], int] = defaultdict(int)
    for stretch in shared:
        if stretch.kind != "quotation":
            copied[stretch.articles] += stretch.words
    parent = {one.index: one.index for one in articles}

    def root(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    for (i, j), words in sorted(copied.items()):
        if words >= COMPARISON_LIMITS.family_share * min(lengths[i], lengths[j]):
            parent[root(j)] = root(i)
    crediting: dict[str, list[int]] = defaultdict(list)
    for one in articles:
        for name in sorted(credits(one)):
            crediting[name].append(one.index)
    for members in crediting.values():
        for index in members[1:]:
            parent[root(index)] = root(members[0])
    groups: dict[int, list[int]] = defaultdict(list)
    for one in articles:
        groups[root(one.index)].append(one.index)
    out = []
    for members in groups.values():
        if len(members) > 1:
            because = [n for n, s in enumerate(shared) if s.kind != "quotation" and set(s.articles) <= set(members)]
            credited = any(len(set(named) & set(members)) > 1 for named in crediting.values())
            out.append(Family(sorted(members), because, credited))
    return out
