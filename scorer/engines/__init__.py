"""Other engines that run the batch function. Public: :class:`ScorerFilter` for datatrove, :func:`map_batches` for Ray.

Each is imported when it is asked for, since each needs its own extra (``scorer[datatrove]``, ``scorer[ray]``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scorer.engines.datatrove import ScorerFilter
    from scorer.engines.ray import map_batches

__all__ = ["ScorerFilter", "map_batches"]

_HOME = {"ScorerFilter": "scorer.engines.datatrove", "map_batches": "scorer.engines.ray"}


def __getattr__(name: str) -> Any:
    if name in _HOME:
        import importlib

        return getattr(importlib.import_module(_HOME[name]), name)
    raise AttributeError(f"module 'scorer.engines' has no attribute {name!r}")
