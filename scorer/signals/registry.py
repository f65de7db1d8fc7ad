"""The signals in their order: junk first, since the others read only what it leaves.

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

SIGNALS: tuple[Signal, ...] = (
    JUNK,
    hedging.SIGNAL,
    attribution.SIGNAL,
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
