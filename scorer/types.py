"""Types that several rooms share."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import numpy as np

#: Arrays by what they hold. Shapes are given where an array is declared.
Floats = np.ndarray[Any, np.dtype[np.float64]]
Floats32 = np.ndarray[Any, np.dtype[np.float32]]
Ints = np.ndarray[Any, np.dtype[np.int64]]
Bools = np.ndarray[Any, np.dtype[np.bool_]]

#: How grave a finding is.
Severity = Literal["high", "medium", "low"]
#: The scores of a report.
Score = Literal["reliability", "quality"]
#: The practices that every feature of reliability belongs to.
Group = Literal["sourcing", "wording", "weighing", "certainty", "headline", "presentation"]
#: Where a score or a group stands among the reference articles: "usual" is their middle half.
Band = Literal["well_below", "below", "usual", "above", "well_above"]
#: What kind of text an article is.
TextKind = Literal["report", "opinion", "analysis", "interview", "live", "list", "press_release", "satire", "other"]
#: Who is behind an attributed statement.
SourceKind = Literal["named", "organisation", "document", "vague", "anonymous", "none"]
#: Whether a source is quoted or reported.
AttributionKind = Literal["direct", "indirect"]


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int
