"""PolNeAR's labels of who says what, and how near what is read comes to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scorer.eval.training.attribution.distilled import N_OUTPUTS, Sample
from scorer.eval.training.attribution.vocabulary import sample
from scorer.model.store import load_classes
from scorer.signals.attribution.limits import ATTRIBUTION_LIMITS
from scorer.signals.attribution.network import Vocabulary
from scorer.signals.attribution.spans import Link, Run
from scorer.text import Text, read_text

_PARTS = ("source", "cue", "content")
_SPEECH = load_classes("attribution_cues")["speech"]


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article with its labels: ``gold`` marks the characters of sources, cues and contents."""

    publisher: str
    text: Text
    sample: Sample
    gold: NDArray[np.bool_]  # (n_characters + 1, 3)
    links: list[Link]

    @classmethod
    def of(cls, row: dict[str, Any], vocabulary: Vocabulary) -> Labelled:
        text = read_text(row["text"])
        targets = np.zeros((len(text.tokens), N_OUTPUTS), dtype=np.float32)
        links = []
        for attribution in row["attributions"]:
            runs = [
                [Run(held.start, held.stop) for held in (text.token_range(*span) for span in attribution.get(part, ()))]
                for part in _PARTS
            ]
            links.append(Link(runs[1][0] if runs[1] else None, runs[0][0] if runs[0] else None, runs[2]))
            for k, part in enumerate(_PARTS):
                for start, end in attribution.get(part, ()):
                    held = np.minimum(text.token_end, end) - np.maximum(text.token_start, start)
                    inside = np.flatnonzero(2 * held >= text.token_end - text.token_start)
                    targets[inside, k] = 1
                    targets[inside[:1], len(_PARTS) + k] = 1
        return cls(row["publisher"], text, sample(text, vocabulary, targets), labelled_marks(row), links)

    def marks(self, links: Sequence[Link]) -> NDArray[np.bool_]:
        """The characters that ``links`` give to sources, cues and contents, as ``gold``."""
        found = np.zeros_like(self.gold)
        for one in links:
            for k, runs in enumerate(((one.source,), (one.cue,), one.content)):
                for run in runs:
                    if run is not None:
                        found[self.text.token_start[run.first] : self.text.token_end[run.last - 1], k] = True
        return found

    def right(self, links: Sequence[Link]) -> NDArray[np.bool_]:
        """(n_links,) does the link's cue meet a labelled cue, or half its content where it has no cue?"""
        result = np.zeros(len(links), dtype=np.bool_)
        for i, one in enumerate(links):
            run = one.cue or (one.content[0] if one.content else one.source)
            if run is not None:
                held = self.gold[self.text.token_start[run.first] : self.text.token_end[run.last - 1]]
                result[i] = held[:, 1].any() if one.cue else held[:, 2].mean() > 0.5
        return result

    def speech_share(self, links: Sequence[Link]) -> float:
        """The share of sentences that pass on a source's words, as the flag for sparse sourcing counts them."""
        told = [
            one
            for one in links
            if one.source and one.cue and not _SPEECH.isdisjoint(self.text.lower[one.cue.first : one.cue.last])
        ]
        return float(attributed(self.text, self.marks(told)).mean())


def labelled_marks(row: Mapping[str, Any]) -> NDArray[np.bool_]:
    """(n_characters + 1, 3) the characters that a labelled article gives to sources, cues and contents."""
    marks = np.zeros((len(row["text"]) + 1, len(_PARTS)), dtype=np.bool_)
    for attribution in row["attributions"]:
        for k, part in enumerate(_PARTS):
            for start, end in attribution.get(part, ()):
                marks[start:end, k] = True
    return marks


def attributed(text: Text, marks: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """(n_sentences,) sentences of which more than ``covered`` is marked; ``marks``: (n_characters + 1, n_parts)."""
    total = np.concatenate(([0], np.cumsum(marks[:-1].any(axis=1))))
    held = total[text.sentence_end] - total[text.sentence_start]
    result: NDArray[np.bool_] = held > ATTRIBUTION_LIMITS.covered * (text.sentence_end - text.sentence_start)
    return result


class Tallies:
    """Hits, false alarms and misses by characters and by sentences."""

    def __init__(self) -> None:
        self._counts = np.zeros((len(_PARTS) + 1, 3))
        self._attributed: list[tuple[int, int, int]] = []
        self._speech: list[tuple[float, float]] = []

    def add(self, one: Labelled, links: Sequence[Link]) -> None:
        found = one.marks(links)
        told, truly = attributed(one.text, found), attributed(one.text, one.gold)
        pairs = [(found[:, k], one.gold[:, k]) for k in range(len(_PARTS))] + [(told, truly)]
        for k, (f, g) in enumerate(pairs):
            self._counts[k] += (f & g).sum(), (f & ~g).sum(), (~f & g).sum()
        self._attributed.append((int(told.sum()), int(truly.sum()), len(truly)))
        self._speech.append((one.speech_share(links), one.speech_share(one.links)))

    @classmethod
    def of(cls, parts: Sequence[Tallies]) -> Tallies:
        """All that several have counted."""
        whole = cls()
        for part in parts:
            whole._counts += part._counts
            whole._attributed += part._attributed
            whole._speech += part._speech
        return whole

    def figures(self) -> dict[str, float]:
        f1 = [2 * hit / (2 * hit + false + missed) for hit, false, missed in self._counts.tolist()]
        named = {f"{part}_f1": f1[k] for k, part in enumerate(_PARTS)}
        told, truly, sentences = np.array(self._attributed).T
        return {
            **named,
            "sentence_f1": f1[-1],
            "share_correlation": float(np.corrcoef(told / sentences, truly / sentences)[0, 1]),
            "number_correlation": float(np.corrcoef(told, truly)[0, 1]),
            "labelled_share": float((truly / sentences).mean()),
        }

    def sparse(self) -> dict[str, Any]:
        """How right the flag is: the labels, too, have speech in few sentences (or in up to twice as few, since
        annotators have missed some)."""
        told, truly = np.array(self._speech).T
        flagged, few = told < ATTRIBUTION_LIMITS.sparse_flag_at, truly < 2 * ATTRIBUTION_LIMITS.sparse_flag_at
        return {
            "precision": float(few[flagged].mean()) if flagged.any() else None,
            "recall": float(
                (told < 2 * ATTRIBUTION_LIMITS.sparse_flag_at)[truly < ATTRIBUTION_LIMITS.sparse_flag_at].mean()
            ),
            "n": int(flagged.sum()),
            "data": "attribution/polnear-train: sentences with a source and a verb of speech",
        }
