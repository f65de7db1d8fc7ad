"""A filter block for datatrove pipelines (extra ``scorer[datatrove]``)."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from datatrove.data import Document
from datatrove.pipeline.filters.base_filter import BaseFilter

from scorer.scoring import Scorer

_FIELDS = ("title", "url", "published", "author")


class ScorerFilter(BaseFilter):  # type: ignore[misc]
    """Keeps documents by their scores and flags, and notes both in ``metadata["scorer"]``.

    Parameters
    ----------
    min_quality, min_reliability : lowest scores that are kept, 0 to 100.
    drop_flags : ids of flags for which a document is dropped, such as "junk.machine_residue".
    keep_not_scored : keep what has no score: short texts, other languages.
    model : a model folder; None: the one that ships.
    exclusion_writer : datatrove's writer for dropped documents, with the reason in their metadata.
    """

    name = "scorer"

    def __init__(
        self,
        min_quality: float = 50.0,
        min_reliability: float = 0.0,
        drop_flags: Collection[str] = (),
        *,
        keep_not_scored: bool = False,
        model: Path | None = None,
        exclusion_writer: Any = None,
    ) -> None:
        super().__init__(exclusion_writer)
        self.min_quality = min_quality
        self.min_reliability = min_reliability
        self.drop_flags = frozenset(drop_flags)
        self.keep_not_scored = keep_not_scored
        self.model = model

    def filter(self, doc: Document) -> bool | tuple[bool, str]:
        """Whether the document is kept, and the first reason against it; all of them are in its metadata."""
        fields = {name: value for name in _FIELDS if isinstance(value := doc.metadata.get(name), str)}
        report = Scorer(self.model).score_record({"id": doc.id, "text": doc.text, **fields})
        flags = sorted({flag.id for flag in report.flags})
        scores = report.scores
        doc.metadata["scorer"] = {
            "reliability": None if scores is None else scores.reliability.value,
            "quality": None if scores is None else scores.quality.value,
            "status_reason": report.status_reason,
            "flags": flags,
        }
        if scores is None:
            return self.keep_not_scored or (False, str(report.status_reason))
        if scores.quality.value < self.min_quality:
            return False, "low_quality"
        if scores.reliability.value < self.min_reliability:
            return False, "low_reliability"
        dropped = [flag for flag in flags if flag in self.drop_flags]
        return (False, dropped[0]) if dropped else True
