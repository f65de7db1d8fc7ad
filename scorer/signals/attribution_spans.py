"""From probabilities a token to attributions: runs of tokens, and which source, cue and content belong together.

Every cue opens an attribution. Its source is the nearest one in its sentence, its content what stands beside
it: right after ("she said the plan …"), right before ("… the plan, she said"), or both. What is left over is
speech that goes on: it belongs to the attribution before it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorer.signals.attribution_reader import CONTENT, CUE, SOURCE
from scorer.text import Bools, Text

#: Where a token's probability says it is part of a source, a cue, a content: the best F1 by characters on
#: PolNeAR's development part. A source needs less, since it must also stand by a cue.
THRESHOLDS = (0.27, 0.38, 0.42)
_NO_BEGINNING = frozenset("of from and but or , ; : ) . to in on as".split())
_NO_END = frozenset("in on of at and but or ( to from with has have had both was is".split())
_LONGEST_SOURCE = 14
#: A content without a cue must be this long and this likely.
ALONE_TOKENS, ALONE_LIKELY = 6, 0.6
_FAR = float("inf")
#: So many tokens nearer must a source stand that is unlikely to be one.
UNLIKELY = 20


class Run(NamedTuple):
    """Tokens first … last - 1."""

    first: int
    last: int


@dataclass(slots=True)
class Link:
    """The runs of one attribution. Any of them may be missing."""

    cue: Run | None
    source: Run | None = None
    content: list[Run] = field(default_factory=list)

    @property
    def runs(self) -> list[Run]:
        return [run for run in (self.source, self.cue, *self.content) if run is not None]

    @property
    def first(self) -> int:
        return min(run.first for run in self.runs)


def runs_of(mask: Bools, breaks: Bools) -> list[Run]:
    """The runs of True in ``mask``; a run never goes on over a token where ``breaks`` is True."""
    previous = np.concatenate(([False], mask[:-1]))
    following = np.concatenate((mask[1:], [False]))
    first = np.flatnonzero(mask & (~previous | breaks))
    broken_next = np.concatenate((breaks[1:], [False]))
    last = np.flatnonzero(mask & (~following | broken_next)) + 1
    return [Run(a, b) for a, b in zip(first.tolist(), last.tolist(), strict=True)]


def link(text: Text, probability: NDArray[np.float64]) -> list[Link]:
    """The attributions of a text, in the order of their cues, from (n_tokens, 3) probabilities."""
    n = len(text.tokens)
    if not n:
        return []
    sentence_first = np.zeros(n, dtype=np.bool_)
    sentence_first[text.sentence_token[:-1]] = True
    line_first = np.zeros(n, dtype=np.bool_)
    line_first[text.sentence_token[:-1][np.diff(text.sentence_line, prepend=-1) > 0]] = True
    masks = [probability[:, k] > THRESHOLDS[k] for k in (SOURCE, CUE, CONTENT)]
    sources = [run for run in map(_trimmer(text.lower), runs_of(masks[SOURCE], sentence_first)) if run.last > run.first]
    cues = runs_of(masks[CUE], sentence_first)
    contents = runs_of(masks[CONTENT], line_first)
    sentence = text.token_sentence
    links = [Link(cue) for cue in cues]
    firsts = np.array([run.first for run in sources], dtype=np.int64)
    likely = np.maximum.reduceat(probability[:, SOURCE], firsts).tolist() if sources else []
    _give_sources(links, sources, likely, sentence.tolist())
    left_over = _give_contents(links, contents, text)
    for one in links:
        if one.cue and one.source and text.lower[one.cue.first] == "according":
            _give_sentence(one, text)
    return _give_rest(links, left_over, text, probability[:, CONTENT])


def _trimmer(words: list[str]) -> Callable[[Run], Run]:
    """Cuts function words that begin or end no noun phrase off a run."""

    def trim(run: Run) -> Run:
        first, last = run
        while first < last and words[first] in _NO_BEGINNING:
            first += 1
        while first < last and words[last - 1] in _NO_END:
            last -= 1
        return Run(first, last)

    return trim


def _give_sources(links: list[Link], sources: list[Run], likely: list[float], sentence: list[int]) -> None:
    """The nearest source in the cue's sentence; the one before the cue where both are near. A source that is
    ``likely`` may stand farther off."""
    starts = [run.first for run in sources]
    cue_starts = [link.cue.first for link in links if link.cue]
    for link in links:
        assert link.cue is not None
        here = sentence[link.cue.first]
        at = bisect_left(starts, link.cue.first)
        best_cost = _FAR
        for i in range(max(0, at - 2), min(at + 1, len(sources))):
            run = sources[i]
            gap = link.cue.first - run.last if i < at else run.first - link.cue.last + 1
            if gap < 0 or sentence[run.first] != here:
                continue
            low, high = sorted((run.first, link.cue.first))
            between = bisect_left(cue_starts, high) - bisect_right(cue_starts, low)
            cost = gap + 8 * between + UNLIKELY * (1 - likely[i])
            if cost < best_cost:
                link.source, best_cost = run, cost


def _give_contents(links: list[Link], contents: list[Run], text: Text) -> list[Run]:
    """Give each cue the contents beside it; returns the contents that no cue has taken."""
    starts = [run.first for run in contents]
    ends = [run.last for run in contents]
    taken: set[int] = set()
    for i, link in enumerate(links):
        assert link.cue is not None
        low, high = _hull(link)
        holder = bisect_right(starts, link.cue.first) - 1
        if holder >= 0 and ends[holder] >= link.cue.last:  # inside another's words: what follows in the sentence
            stop = int(text.sentence_token[text.token_sentence[link.cue.first] + 1])
            rest = Run(link.cue.last, min(stop, ends[holder]))
            if rest.last > rest.first:
                link.content.append(rest)
            continue
        after = bisect_left(starts, high)
        if after < len(contents) and _beside(text, high, starts[after], links, i):
            link.content.append(contents[after])
            taken.add(after)
        before = bisect_right(ends, low) - 1
        if before >= 0 and before not in taken and _precedes(text, ends[before], low, bool(link.content)):
            link.content.insert(0, contents[before])
            taken.add(before)
    return [run for k, run in enumerate(contents) if k not in taken]


def _give_sentence(one: Link, text: Text) -> None:
    """What "according to" covers is the sentence: what follows the comma after it, or what goes before it."""
    assert one.cue and one.source
    sentence = text.token_sentence[one.cue.first]
    first, last = text.sentence_token[sentence : sentence + 2].tolist()
    low, high = min(one.cue.first, one.source.first), max(one.cue.last, one.source.last)
    if low - first > 2:
        content = Run(first, low - (text.lower[low - 1] == ","))
    else:
        stop = min(last, high + _LONGEST_SOURCE)
        comma = next((i for i in range(high, stop) if text.lower[i] == ","), None)
        if comma is None or comma + 2 >= last:
            return
        content = Run(comma + 1, last - (not text.is_word[last - 1]))
    one.content = [content, *(run for run in one.content if run.first >= last)]


def _hull(link: Link) -> tuple[int, int]:
    """Where the cue begins and ends, together with its source if that is next to it."""
    assert link.cue is not None
    low, high = link.cue
    if link.source and abs(link.source.last - low) <= 12 and link.source.first < low:
        low = link.source.first
    elif link.source and link.source.first - high <= 3:
        high = max(high, link.source.last)
    return low, high


def _beside(text: Text, stop: int, start: int, links: list[Link], i: int) -> bool:
    """Does a content that starts at ``start`` follow a cue or source that ends at ``stop``?"""
    if start - stop > 12:
        return False
    following = links[i + 1].cue if i + 1 < len(links) else None
    if following is not None and following.first < start:
        return False
    same_sentence = text.token_sentence[min(start, len(text.tokens) - 1)] == text.token_sentence[stop - 1]
    return bool(same_sentence) or text.lower[stop - 1 : stop + 1].count(":") > 0


def _precedes(text: Text, stop: int, start: int, has_content: bool) -> bool:
    """Does a content that ends at ``stop`` run up to a cue or source that begins at ``start``?"""
    gap = start - stop
    if has_content:  # "…," she said, "…"
        return gap <= 2 and text.token_sentence[stop - 1] == text.token_sentence[start]
    return gap <= 6 and text.token_sentence[stop - 1] == text.token_sentence[start]


def _give_rest(links: list[Link], left_over: list[Run], text: Text, likely: NDArray[np.float64]) -> list[Link]:
    """Speech that goes on belongs to the attribution before it; what belongs to none stands for itself."""
    if not left_over:
        return links
    starts = [link.first for link in links]
    lines = text.sentence_line[text.token_sentence]
    alone = []
    for run in left_over:
        at = bisect_right(starts, run.first) - 1
        if at >= 0 and lines[run.first] - lines[_latest(links[at])] <= 1:
            links[at].content.append(run)
        elif run.last - run.first >= ALONE_TOKENS and likely[run.first : run.last].mean() > ALONE_LIKELY:
            alone.append(Link(None, None, [run]))
    return sorted(links + alone, key=lambda link: link.first) if alone else links


def _latest(one: Link) -> int:
    """The first token of what an attribution was given last."""
    run = one.content[-1] if one.content else one.cue
    assert run is not None
    return max(run.first, one.cue.first if one.cue else 0)
