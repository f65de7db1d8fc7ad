"""What kind of text an article is: shown next to the score, and no part of it.

A form that repeats (a conversation, a live blog, a list), a label in the headline or the text ("Opinion:", "For
immediate release") or, where there is neither, how the article attributes and who speaks in it: a logistic regression
fitted on articles whose address names the section they ran in (``scorer.eval.training.kind``).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

import numpy as np

from scorer.model.odds import probability
from scorer.model.store import unpack_strings, weights_if_fitted
from scorer.pipeline import Examination
from scorer.report import KindReport
from scorer.text.forms import list_items, speaker_turns, timed_entries
from scorer.text.late import late
from scorer.types import BY_HAND, Floats, Limits, TextKind, limit, record


class KindLimits(Limits):
    """Limits of the kind of text."""

    sure: float = limit(0.9, "confidence of a form or a label", "our own judgement; not measured")
    least_turns: int = limit(6, "turns of speakers in an interview", BY_HAND)
    least_entries: int = limit(4, "stamped entries in a live blog", BY_HAND)
    least_items: int = limit(6, "items in a list", BY_HAND)
    most_lines: float = limit(0.5, "share of the lines that a list, a live blog or a conversation fills", BY_HAND)


KIND_LIMITS = KindLimits()


#: What the fit reads: attribution, and who speaks to whom about when. Features that a signal no longer gives are left
#: out of the next fit; one that is unknown is at its usual value.
FEATURES = (
    "attributed_sentence_share",
    "speech_sentence_share",
    "said_share",
    "longest_unsourced_run",
    "self_source_share",
    "one_sidedness",
    "loaded_sentence_share",
    "style_first_singular",
    "style_first_plural",
    "style_second_person",
    "style_question",
    "style_day",
    "style_number",
    "style_title",
    "style_present_be",
    "style_past_be",
    "style_negation",
    "style_demonstrative",
    "style_connective",
)

_LABELS: tuple[tuple[TextKind, re.Pattern[str]], ...] = (
    (
        "opinion",
        late(
            r"\W{0,3}(?:opinions?|op-?ed|editorial|commentary|column|letters? to the editor|viewpoint)\s?[:|–—]", re.I
        ),
    ),
    ("analysis", late(r"\W{0,3}(?:news )?(?:analysis|explainer|explained)\s?[:|–—]", re.I)),
    ("satire", late(r"\W{0,3}satire\s?[:|–—]", re.I)),
    ("interview", late(r"\W{0,3}(?:interview|q\s?&\s?a)\s?[:|–—]", re.I)),
    ("live", late(r"\W{0,3}(?:live(?: blog| updates)?)\s?[:|–—]", re.I)),
)
_RELEASE = late(
    r"\bfor immediate release\b|\bPRNewswire\b|\bBUSINESS WIRE\b|^\W{0,3}(?:media|press) contacts?\W"
    r"|^\W{0,2}###\W{0,2}$",
    re.I | re.M,
)
#: One of these is in lower case wherever such a line does.
_RELEASE_CUES = ("for immediate release", "prnewswire", "business wire", "media contact", "press contact", "###")


@record
class KindModel:
    """Features by name with their usual values, bounds, and weights; log-odds of opinion where all are usual."""

    names: tuple[str, ...]
    usual: Floats
    low: Floats
    high: Floats
    weight: Floats
    intercept: float

    @classmethod
    def read(cls, arrays: Mapping[str, np.ndarray]) -> KindModel:
        """The model from its stored arrays."""
        usual, low, high, weight = (np.asarray(arrays[n], dtype=np.float64) for n in ("usual", "low", "high", "weight"))
        return cls(tuple(unpack_strings(arrays["names"])), usual, low, high, weight, float(arrays["intercept"][0]))

    def opinion(self, values: Mapping[str, float | None]) -> float:
        """The chance that an article with these features is an opinion piece, where as many are as are not."""
        told = np.array([np.nan if (v := values.get(name)) is None else v for name in self.names], dtype=np.float64)
        row = np.clip(np.where(np.isnan(told), self.usual, told), self.low, self.high)
        return probability(self.intercept + float((row - self.usual) @ self.weight))


@functools.cache
def load_kind_model() -> KindModel | None:
    """The model of ``models/kind.npz``; None while it is fitted for the first time."""
    arrays = weights_if_fitted("kind")
    return None if arrays is None else KindModel.read(arrays)


def kind_of(seen: Examination) -> KindReport:
    """The kind of an article that was examined; None where it is not scored."""
    if seen.reason is not None:
        return KindReport(None, None)
    found = _labelled(seen) or _form(seen)
    if found is not None:
        return KindReport(found, KIND_LIMITS.sure)
    model = load_kind_model()
    if model is None:
        return KindReport(None, None)
    opinion = model.opinion(seen.features())
    return KindReport("opinion" if opinion > 0.5 else "report", round(max(opinion, 1 - opinion), 4))


def _labelled(seen: Examination) -> TextKind | None:
    title = seen.article.title or ""
    for kind, label in _LABELS:
        if label.match(title):
            return kind
    lowered = seen.text.raw.lower()
    cued = any(cue in lowered for cue in _RELEASE_CUES)
    return "press_release" if cued and _RELEASE.search(seen.text.raw) else None


def _form(seen: Examination) -> TextKind | None:
    text = seen.text
    n_lines = max(1, len(set(text.sentence_line.tolist())))
    forms: tuple[tuple[TextKind, int, int], ...] = (
        ("interview", len(speaker_turns(text)), KIND_LIMITS.least_turns),
        ("live", len(timed_entries(text)), KIND_LIMITS.least_entries),
        ("list", len(list_items(text)), KIND_LIMITS.least_items),
    )
    for kind, found, least in forms:
        share = KIND_LIMITS.most_lines / (2 if kind == "live" else 1)  # an entry has lines below its time stamp
        if found >= least and found >= share * n_lines:
            return kind
    return None
