"""From probabilities a token to attributions: runs of tokens, and which source, cue and content belong together.

Every cue opens an attribution. Its source is the nearest one in its sentence, its content what stands beside
it: right after ("she said the plan …"), right before ("… the plan, she said"), or both. What is left over is
speech that goes on: it belongs to the attribution before it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorer.model.store import load_classes
from scorer.signals.attribution.limits import ATTRIBUTION_LIMITS
from scorer.signals.attribution.network import CONTENT, N_PARTS, SOURCE
from scorer.text import Text
from scorer.text.word_classes import COORDINATORS, HAVE
from scorer.types import Ints

#: Where a token's probability says it is part of a source, a cue, a content: the best F1 by characters, out of
#: fold by publisher, on PolNeAR's training part. A source needs less, since it must also be next to a cue.
_THRESHOLDS = np.array([[0.27], [0.35], [0.42]])
_NO_BEGINNING = COORDINATORS | frozenset("of from , ; : ) . to in on as".split())
_NO_END = HAVE | COORDINATORS | frozenset("in on of at ( to from with both was is".split())
_FAR = float("inf")


class Run(NamedTuple):
    """Tokens first … last - 1."""

    first: int
    last: int


#: Makes a run of a pair in half the time that the class needs: there are some 160 in an article.
_run = partial(tuple.__new__, Run)


@dataclass(slots=True)
class Link:
    """The runs of one attribution. Any of them may be missing."""

    cue: Run | None
    source: Run | None = None
    content: list[Run] = field(default_factory=list)

    @property
    def first(self) -> int:
        return min([run[0] for run in (self.cue, self.source, *self.content) if run is not None])


class Runs(NamedTuple):
    """The runs of many links, one link after another: its source, its cue, its contents.

    What a link lacks stands as an empty run at the end of the text, so that each has three runs at least.

    Attributes
    ----------
    first, last : (n_runs,) tokens first … last - 1.
    at : (n_links,) the place of each link's source; its cue and its first content follow.
    link : (n_runs,) the number of the run's link.
    """

    first: Ints
    last: Ints
    at: Ints
    link: Ints

    @classmethod
    def of(cls, links: Sequence[Link], n_tokens: int) -> Runs:
        none = (n_tokens, n_tokens)
        bounds: list[int] = []
        starts: list[int] = []
        for one in links:
            starts.append(len(bounds) // 2)
            bounds += one.source or none
            bounds += one.cue or none
            for run in one.content or (none,):
                bounds += run
        flat, at = np.array(bounds, dtype=np.int64), np.array(starts, dtype=np.int64)
        begins = np.zeros(len(flat) // 2, dtype=np.int64)
        begins[at[1:]] = 1
        return cls(flat[::2], flat[1::2], at, np.cumsum(begins))


def _likely_runs(text: Text, probability: NDArray[np.float64]) -> tuple[list[Run], list[Run], list[Run]]:
    """The runs of likely sources, cues and contents. The first two end with their sentence, contents with their
    line. All three are found at once, one row after another of a flat array, parted by a column of False."""
    n = len(text.tokens)
    likely = np.zeros(N_PARTS * (n + 1) + 1, dtype=np.bool_)
    np.greater(probability.T, _THRESHOLDS, out=likely[:-1].reshape(N_PARTS, n + 1)[:, 1:])
    joined = likely[1:] & likely[:-1]
    rows, line, sentence_first = joined.reshape(N_PARTS, n + 1), text.sentence_line, text.sentence_token[:-1]
    rows[:CONTENT, sentence_first] = False
    rows[CONTENT, sentence_first[1:][line[1:] != line[:-1]]] = False
    first = np.flatnonzero(likely[1:] > joined)
    last = np.flatnonzero(likely[:-1] > joined)
    cues, contents = np.searchsorted(first, (n + 1, 2 * n + 2)).tolist()
    runs = list(map(_run, zip((first % (n + 1)).tolist(), (last % (n + 1)).tolist(), strict=True)))
    return runs[:cues], runs[cues:contents], runs[contents:]


def link(text: Text, probability: NDArray[np.float64]) -> list[Link]:
    """The attributions of a text, in the order of their cues, from (n_tokens, 3) probabilities."""
    if not text.tokens:
        return []
    sources, cues, contents = _likely_runs(text, probability)
    cues = _worded(cues, text.lower)
    sentence = text.token_sentence.tolist()
    links = [Link(cue, None, []) for cue in cues]
    _give_sources(links, cues, _trimmed(sources, text.lower), probability[:, SOURCE], sentence)
    left_over = _give_contents(links, cues, contents, text, sentence)
    for one, cue in zip(links, cues, strict=True):
        if one.source and text.lower[cue.first] == "according":
            _give_sentence(one, text)
    return _give_rest(links, left_over, text, sentence, probability[:, CONTENT])


def _worded(cues: list[Run], words: list[str]) -> list[Run]:
    """The cues without those of which no word says that anybody says anything: "of", "is", "seems"."""
    wordless = load_classes("attribution_cue_runs")["wordless"]
    return [cue for cue in cues if not wordless.issuperset(words[cue.first : cue.last])]


def _trimmed(runs: list[Run], words: list[str]) -> list[Run]:
    """The runs without function words that begin or end no noun phrase; runs of nothing else are left out."""
    trimmed = []
    for run in runs:
        first, last = run
        while first < last and words[first] in _NO_BEGINNING:
            first += 1
        while first < last and words[last - 1] in _NO_END:
            last -= 1
        if last > first:
            trimmed.append(run if run == (first, last) else Run(first, last))
    return trimmed


def _give_sources(
    links: list[Link], cues: list[Run], sources: list[Run], likely: NDArray[np.float64], sentence: list[int]
) -> None:
    """The nearest source in the cue's sentence; the one before the cue where both are near. A source that is
    ``likely`` may be farther off."""
    if not sources:
        return
    starts = [run.first for run in sources]
    held_by = [sentence[start] for start in starts]
    doubt = (ATTRIBUTION_LIMITS.unlikely * (1 - np.maximum.reduceat(likely, starts))).tolist()
    cue_starts = [cue.first for cue in cues]
    at, n = 0, len(sources)  # the first source that does not begin before the cue
    for k, (first, last) in enumerate(cues):
        while at < n and starts[at] < first:
            at += 1
        best_cost = _FAR
        for i in range(max(0, at - 2), min(at + 1, n)):
            if held_by[i] != sentence[first]:
                continue
            run = sources[i]
            if i < at:
                gap, between = first - run.last, k - bisect_right(cue_starts, run.first)
            else:
                gap, between = run.first - last + 1, bisect_left(cue_starts, run.first) - k - 1
            cost = gap + 8 * between + doubt[i]
            if gap >= 0 and cost < best_cost:
                links[k].source, best_cost = run, cost


def _give_contents(
    links: list[Link], cues: list[Run], contents: list[Run], text: Text, sentence: list[int]
) -> list[Run]:
    """Give each cue the contents next to it; returns the contents that no cue has taken."""
    starts = [run.first for run in contents]
    ends = [run.last for run in contents]
    bounds = text.sentence_token.tolist()
    taken: set[int] = set()
    for i, (link, cue) in enumerate(zip(links, cues, strict=True)):
        holder = bisect_right(starts, cue.first) - 1
        if holder >= 0 and ends[holder] >= cue.last:  # inside another's words: what follows in the sentence
            stop = min(bounds[sentence[cue.first] + 1], ends[holder])
            if stop > cue.last:
                link.content.append(Run(cue.last, stop))
            continue
        low, high = _hull(cue, link.source)
        after = bisect_left(starts, high)
        if after < len(contents):
            start = starts[after]
            if (
                start - high <= 12
                and (i + 1 == len(cues) or cues[i + 1].first >= start)
                and (sentence[start] == sentence[high - 1] or ":" in text.lower[high - 1 : high + 1])
            ):
                link.content.append(contents[after])
                taken.add(after)
        before = bisect_right(ends, low) - 1
        if before >= 0 and before not in taken:
            stop, reach = ends[before], 2 if link.content else 6  # "…," she said, "…"
            if low - stop <= reach and sentence[stop - 1] == sentence[low]:
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
        stop = min(last, high + ATTRIBUTION_LIMITS.longest_source)
        comma = next((i for i in range(high, stop) if text.lower[i] == ","), None)
        if comma is None or comma + 2 >= last:
            return
        content = Run(comma + 1, last - (not text.is_word[last - 1]))
    one.content = [content, *(run for run in one.content if run.first >= last)]


def _hull(cue: Run, source: Run | None) -> tuple[int, int]:
    """Where the cue begins and ends, together with its source if that is next to it."""
    low, high = cue
    if source is not None:
        if source.first < low and abs(source.last - low) <= 12:
            low = source.first
        elif source.first - high <= 3:
            high = max(high, source.last)
    return low, high


def _give_rest(
    links: list[Link], left_over: list[Run], text: Text, sentence: list[int], likely: NDArray[np.float64]
) -> list[Link]:
    """Speech that goes on belongs to the attribution before it; what belongs to none stands for itself."""
    if not left_over:
        return links
    starts = [link.first for link in links]
    line = text.sentence_line.tolist()
    alone = []
    for run in left_over:
        at = bisect_right(starts, run.first) - 1
        if at >= 0 and line[sentence[run.first]] - line[sentence[_latest(links[at])]] <= 1:
            links[at].content.append(run)
        elif (
            run.last - run.first >= ATTRIBUTION_LIMITS.alone_tokens
            and likely[run.first : run.last].mean() > ATTRIBUTION_LIMITS.alone_likely
        ):
            alone.append(Link(None, None, [run]))
    return sorted(links + alone, key=lambda link: link.first) if alone else links


def _latest(one: Link) -> int:
    """The first token of what an attribution was given last."""
    run = one.content[-1] if one.content else one.cue
    assert run is not None
    return max(run.first, one.cue.first if one.cue else 0)
