"""One matter, one flag: where two signals mark the same words or the same lack, the plainer of the two flags stays."""

from __future__ import annotations

from collections.abc import Sequence

from scorer.signals.base import Flag

#: Flags that say the same of the same words as loaded wording does.
_WORDINGS = frozenset(("craft.contempt", "craft.alarm"))
_LOADED, _SPARSE, _STRETCH = "loaded_language.wording", "attribution.sparse", "unsourced.stretch"


def without_doubles(found: Sequence[tuple[str, Flag]]) -> list[tuple[str, Flag]]:
    """Pairs of a signal's id and its flag, without the flags that repeat another: contempt or alarm in words that are
    flagged as loaded, and a stretch without a source in an article that is flagged for having few."""
    loaded = [flag for _, flag in found if flag.id == _LOADED]
    sparse = any(flag.id == _SPARSE for _, flag in found)

    def stays(flag: Flag) -> bool:
        if flag.id == _STRETCH:
            return not sparse
        return flag.id not in _WORDINGS or not any(_overlap(flag, other) for other in loaded)

    return [(signal, flag) for signal, flag in found if stays(flag)]


def _overlap(a: Flag, b: Flag) -> bool:
    return bool(a.span and b.span and a.span.start < b.span.end and b.span.start < a.span.end)
