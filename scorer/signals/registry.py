"""The signals in the order of a report. Junk is read first, since the others read only what it leaves, and
attribution next, since what a source says is not the writer's own.

A new signal is one file beside this one and one line here.
"""

from __future__ import annotations

from types import MappingProxyType

from scorer.signals import (
    attribution,
    headline,
    hedging,
    junk,
    loaded_language,
    provenance,
    readability,
    reporting,
    scrutiny,
)
from scorer.signals.base import Feature, FlagKind, Signal

JUNK: Signal = junk.SIGNAL
ATTRIBUTION: Signal = attribution.SIGNAL

SIGNALS: tuple[Signal, ...] = (
    JUNK,
    hedging.SIGNAL,
    ATTRIBUTION,
    loaded_language.SIGNAL,
    headline.SIGNAL,
    provenance.SIGNAL,
    readability.SIGNAL,
    reporting.SIGNAL,
    scrutiny.SIGNAL,
)

#: Every kind of flag by its id, and every feature by its name with the signal that gives it.
FLAG_KINDS: MappingProxyType[str, FlagKind] = MappingProxyType({kind.id: kind for s in SIGNALS for kind in s.flags})
FEATURES: MappingProxyType[str, tuple[Signal, Feature]] = MappingProxyType(
    {feature.name: (signal, feature) for signal in SIGNALS for feature in signal.features}
)
