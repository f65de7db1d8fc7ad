"""scorer reads a news-like article and says how reliable its sourcing and writing look and how clean its
text is, with every point traced to places in the text. It never says whether a statement is true.

>>> import scorer
>>> report = scorer.score("A pasted article ...")        # doctest: +SKIP
>>> report.scores.reliability.value                       # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scorer.comparison.compare import Comparison, compare
    from scorer.report import Report
    from scorer.scoring import Scorer, score, score_many

__version__ = "0.1.0"
__all__ = ["Comparison", "Report", "Scorer", "__version__", "compare", "score", "score_many"]

_HOME = {
    "score": "scorer.scoring",
    "score_many": "scorer.scoring",
    "Scorer": "scorer.scoring",
    "Report": "scorer.report",
    "Comparison": "scorer.comparison.compare",
    "compare": "scorer.comparison.compare",
}


def __getattr__(name: str) -> Any:
    """Load what is asked for, when it is asked for: ``import scorer`` alone stays cheap."""
    if name in _HOME:
        import importlib

        return getattr(importlib.import_module(_HOME[name]), name)
    raise AttributeError(f"module 'scorer' has no attribute {name!r}")
