"""The signals in the order of a report. Junk is read first, since the others read only what it leaves, and
attribution next, since what a source says is not the writer's own.

A new signal is one file next to this one and one line here.
"""

from __future__ import annotations

from types import MappingProxyType

from scorer.signals import scrutiny, unsourced
from scorer.signals import style as reporting
from scorer.signals.attribution import signal as attribution
from scorer.signals.base import Feature, FlagKind, Signal
from scorer.signals.craft import signal as craft
from scorer.signals.headline import signal as headline
from scorer.signals.hedging import signal as hedging
from scorer.signals.junk import signal as junk
from scorer.signals.loaded_language import signal as loaded_language
from scorer.signals.provenance import signal as provenance
from scorer.signals.readability import signal as readability
from scorer.types import Group

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
    craft.SIGNAL,
    unsourced.SIGNAL,
)

#: Every kind of flag by its id, and every feature by its name with the signal that gives it.
FLAG_KINDS: MappingProxyType[str, FlagKind] = MappingProxyType({kind.id: kind for s in SIGNALS for kind in s.flags})
FEATURES: MappingProxyType[str, tuple[Signal, Feature]] = MappingProxyType(
    {feature.name: (signal, feature) for signal in SIGNALS for feature in signal.features}
)


def group_of(feature: str) -> Group:
    """The practice that a feature belongs to."""
    signal, declared = FEATURES[feature]
    return declared.group or signal.group
