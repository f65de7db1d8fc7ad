"""Junk: what in the text does not belong to a clean, complete article.

Nine kinds, one file each. Here their hits become one finding, with features that never fall when junk is
added, and the mask that tells the later signals which sentences to read.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import accumulate
from math import prod
from types import MappingProxyType, ModuleType

import numpy as np

from scorer.signals.base import Document, Evidence, Example, Feature, Finding, Flag, FlagKind, Signal
from scorer.signals.junk import (
    author_profile,
    garbled_encoding,
    machine_residue,
    page_furniture,
    placeholder_text,
    repeated_text,
    search_filler,
    truncated,
    wall,
)
from scorer.signals.junk.limits import CUT_LIMITS, JUNK_LIMITS
from scorer.signals.junk.page import Hit, Page, Place, read_page
from scorer.types import Bools, Ints, Score, Severity, Span, record

_SURER = ("author_profile", "placeholder_text", "repeated_text")
_SEVERITY_WEIGHT = {"high": 0.95, "medium": 0.7, "low": 0.12}


@record
class _Kind:
    """A kind of junk: its flag, how it is found, and what it weighs.

    The weight of a hit is its share of the text times the ``gravity`` of its severity; ``presence`` is what one sure
    hit weighs however short it is. A kind that ``is_missing`` weighs the part of the article that is not there.
    """

    name: str
    flag: FlagKind
    find: Callable[[Page], list[Hit]]
    feature: Feature
    examples: tuple[Example, ...]
    gravity: Mapping[Severity, float]
    presence: float = 0.0
    is_missing: bool = False
    masks: bool = True  # its text is no part of the body

    def gravity_of(self, hit: Hit) -> float:
        return self.gravity[hit.severity or self.flag.severity]


#: Damage happens to good articles too; what is made up speaks against the sourcing as well.
_DAMAGE: tuple[Score, ...] = ("quality",)
_MADE_UP: tuple[Score, ...] = ("quality", "reliability")
_PLAIN: Mapping[Severity, float] = MappingProxyType({"high": 1.0, "medium": 1.0, "low": 0.5})
_REPEATED: Mapping[Severity, float] = MappingProxyType({"high": 1.0, "medium": 1.0, "low": 1.0})
_GRAVE: Mapping[Severity, float] = MappingProxyType({"high": 1.0, "medium": 0.6, "low": 0.2})
_PADDING: Mapping[Severity, float] = MappingProxyType({"high": 1.5, "medium": 1.5, "low": 0.75})


def _kind(
    module: ModuleType,
    meaning: str,
    scores: tuple[Score, ...] = _DAMAGE,
    gravity: Mapping[Severity, float] = _PLAIN,
    presence: float = 0.0,
    *,
    is_missing: bool = False,
    masks: bool = True,
) -> _Kind:
    name = module.KIND.id.partition(".")[2]
    declared = Feature(f"{name}_weight", meaning, scores, direction=-1)
    return _Kind(name, module.KIND, module.find, declared, module.EXAMPLES, gravity, presence, is_missing, masks)


KINDS = (
    _kind(
        author_profile,
        "share of the text that is a generated author profile, plus 0.7 for a sure one",
        _MADE_UP,
        _GRAVE,
        JUNK_LIMITS.presence,
    ),
    _kind(
        placeholder_text,
        "share of the text that is placeholder text, plus 0.7 for a sure one",
        _MADE_UP,
        _GRAVE,
        JUNK_LIMITS.presence,
    ),
    _kind(repeated_text, "share of the text that is repeated", gravity=_REPEATED),
    _kind(page_furniture, "share of the text that is page furniture"),
    _kind(
        machine_residue,
        "share of the text that is AI leftovers, plus 0.7 for a sure one",
        _MADE_UP,
        _GRAVE,
        JUNK_LIMITS.presence,
    ),
    _kind(
        search_filler,
        "share of the text that is keyword stuffing or speaks to search engines, times 1.5",
        _MADE_UP,
        _PADDING,
    ),
    _kind(garbled_encoding, "share of the text with damaged characters, times 1.5", gravity=_PADDING, masks=False),
    _kind(truncated, "share of the article that is missing where the text is cut off", is_missing=True, masks=False),
    _kind(wall, "share of the article that is missing behind a wall", is_missing=True),
)


def find(document: Document) -> Finding:
    """All junk of one document."""
    page = read_page(document)
    hits = {k.name: k.find(page) if k.masks or document.wants(k.feature.name) else [] for k in KINDS}
    tally = _Tally(_settle(hits), page)
    evidence = [
        Evidence(part.start, part.end, part.confidence, kind.name)
        for kind in KINDS
        for hit in tally.hits[kind.name]
        for part in hit.parts
        if part.confidence >= JUNK_LIMITS.evidence_at
    ]
    features = MappingProxyType(tally.features())
    if document.features_only:
        return Finding(evidence=evidence, features=features)  # the evidence tells which sentences are the body
    flags = []
    clean = 1.0
    for kind in KINDS:
        for hit in tally.hits[kind.name]:
            if hit.flagged and not hit.told:
                severity = hit.severity or kind.flag.severity
                clean *= 1 - hit.confidence * _SEVERITY_WEIGHT[severity]
                without = MappingProxyType(tally.features(kind, hit))
                span = Span(hit.start, hit.end)
                flags.append(Flag(kind.flag.id, span, hit.confidence, hit.message, severity, without))
    evidence.sort(key=lambda e: (e.start, e.end, e.kind or ""))
    flags.sort(key=lambda f: (f.span or (0, 0), f.id))
    return Finding(
        confidence=1 - clean if page.lines else None,
        share=tally.junk / tally.size if page.lines else None,
        evidence=evidence,
        flags=flags,
        features=features,
    )


def _settle(hits: dict[str, list[Hit]]) -> dict[str, list[Hit]]:
    """What lies mostly in junk that a surer kind has told is not told again; lines of the page are no cut-off ends."""
    told = _Covered([part for name in _SURER for hit in hits[name] if hit.flagged for part in hit.parts])
    furniture, cuts = (
        [replace(h, told=True) if h.flagged and told.mostly(h) and not _is_sure_cut(h) else h for h in hits[name]]
        for name in ("page_furniture", "truncated")
    )
    surer = [h for name in ("machine_residue", "wall") for h in hits[name]]
    surer += [h for h in cuts if h.amount > JUNK_LIMITS.line_missing or _is_sure_cut(h)]
    stubs = _Covered([Place(h.start, h.end, 1.0) for h in surer if h.flagged])
    furniture = [replace(hit, told=True) if hit.flagged and stubs.mostly(hit) else hit for hit in furniture]
    if cuts:
        blocks = [hit for hit in furniture if hit.flagged]
        lists = _Covered([part for hit in blocks if hit.amount > 1 for part in hit.parts])
        lines = _Covered([part for hit in blocks for part in hit.parts])
        cuts = [
            replace(hit, flagged=False)
            if hit.amount <= JUNK_LIMITS.line_missing
            and not _is_sure_cut(hit)
            and (lists.mostly(hit) or (hit.severity == "low" and lines.mostly(hit)))
            else hit
            for hit in cuts
        ]
    return {**hits, "page_furniture": furniture, "truncated": cuts}


def _is_sure_cut(hit: Hit) -> bool:
    """Whether a hit is the cut-off end of the whole text, surely: such a line only looks like one of the page."""
    return hit.amount == CUT_LIMITS.cut_end and hit.confidence >= JUNK_LIMITS.sure_cut and hit.flagged


class _Covered:
    """The characters inside any of some parts, as spans that do not touch, in order: ``start`` and ``end``."""

    def __init__(self, parts: Iterable[Evidence | Place]) -> None:
        self.start: list[int] = []
        self.end: list[int] = []
        for start, end in sorted([(part.start, part.end) for part in parts]):
            if not self.end or start > self.end[-1]:
                self.start.append(start)
                self.end.append(end)
            elif end > self.end[-1]:
                self.end[-1] = end
        self.before = [0, *accumulate(end - start for start, end in zip(self.start, self.end, strict=True))]

    @property
    def total(self) -> int:
        return self.before[-1]

    def until(self, places: Ints) -> Ints:
        """(n,) how many characters before each place are covered."""
        n = np.array(self.start, dtype=np.int64).searchsorted(places)  # spans that begin before the place
        beyond = np.array([0, *self.end])[n] - places
        return np.asarray(np.array(self.before)[n] - np.maximum(beyond, 0))

    def mostly(self, hit: Hit) -> bool:
        """Whether most of a hit is covered."""
        return bool(self.start) and self._until(hit.end) - self._until(hit.start) > 0.5 * (hit.end - hit.start)

    def _until(self, place: int) -> int:
        n = bisect_left(self.start, place)
        return self.before[n] - max(0, self.end[n - 1] - place) if n else 0


class _Tally:
    """How much junk of each kind there is, measured against the text that is none.

    Measured so, junk of one kind never hides junk of another: more junk raises a feature or leaves it.
    """

    def __init__(self, hits: dict[str, list[Hit]], page: Page) -> None:
        self.hits = hits
        self.size = max(1, int((page.text.line_end - page.text.line_start).sum()))
        self.words = page.text.n_words
        masking = [kind for kind in KINDS if kind.masks]
        parts = [
            part
            for kind in masking
            for h in hits[kind.name]
            for part in h.parts
            if part.confidence >= JUNK_LIMITS.masking_at
        ]
        self.junk = _Covered(parts).total
        found = [part for kind in masking for hit in hits[kind.name] if hit.flagged for part in hit.parts]
        self.clean = max(1, self.size - _Covered(found).total)
        self.sums = {kind.name: _Sums(kind, hits[kind.name]) for kind in KINDS}

    def features(self, kind: _Kind | None = None, without: Hit | None = None) -> dict[str, float | None]:
        """The features, or what they would be if the text of one hit were not there."""
        if not self.words:
            return {k.feature.name: None for k in KINDS}
        return {k.feature.name: self.sums[k.name].weight(self.clean, without if k is kind else None) for k in KINDS}


class _Sums:
    """What the flagged hits of one kind weigh, kept so that leaving one out costs no second look at the others."""

    def __init__(self, kind: _Kind, hits: list[Hit]) -> None:
        self.kind = kind
        # A cut-off end that is told as a line of the page is none.
        counted = [hit for hit in hits if hit.flagged and not (kind.is_missing and hit.told)]
        self.characters = sum(kind.gravity_of(hit) * hit.characters for hit in counted)
        self.gravest = sorted((kind.gravity_of(hit) for hit in counted), reverse=True)[:2]
        self.there = prod(1.0 - hit.amount for hit in counted) if kind.is_missing else 1.0

    def weight(self, clean: int, without: Hit | None) -> float:
        characters, gravest, there = self.characters, self.gravest, self.there
        if without is not None:
            gravity = self.kind.gravity_of(without)
            characters -= gravity * without.characters
            gravest = gravest[1:] if gravity >= gravest[0] else gravest
            there /= 1.0 - without.amount if self.kind.is_missing else 1.0
        if not gravest:
            return 0.0
        if self.kind.is_missing:
            return max(0.0, 1.0 - there)
        return max(0.0, characters) / (max(0.0, characters) + clean) + self.kind.presence * gravest[0]


def body_sentences(document: Document, finding: Finding) -> Bools:
    """(n_sentences,) sentences of which junk covers less than half: what the later signals read."""
    text = document.text
    masking = {kind.name for kind in KINDS if kind.masks}
    parts = [
        e
        for e in finding.evidence
        if isinstance(e, Evidence) and e.confidence >= JUNK_LIMITS.masking_at and e.kind in masking
    ]
    if not parts:
        return np.ones(text.n_sentences, dtype=np.bool_)
    covered = _Covered(parts)
    inside = covered.until(text.sentence_end) - covered.until(text.sentence_start)
    share = inside / (text.sentence_end - text.sentence_start)
    return np.asarray(share < JUNK_LIMITS.junk_share)


SIGNAL = Signal(
    id="junk",
    shows="what in the text does not belong to a clean, complete article",
    flags=tuple(kind.flag for kind in KINDS),
    features=tuple(kind.feature for kind in KINDS),
    find=find,
    examples=tuple(example for kind in KINDS for example in kind.examples),
    as_written=True,
)
