"""What is looked for, as ``/v1/signals`` and the page list it. Declared in the signals, only gathered here."""

from __future__ import annotations

from dataclasses import fields

from scorer.api.payloads import MeasuredFlagKind, SignalInfo, SignalsInfo
from scorer.report import NO_VERDICT, REASONS
from scorer.signals.base import FlagKind
from scorer.signals.catalogue import measured, precision_text
from scorer.signals.registry import SIGNALS


def signals_info() -> SignalsInfo:
    """Every signal with its flags, their reasons and features, in the order they are looked for."""
    return SignalsInfo(
        no_verdict=NO_VERDICT,
        not_scored={str(reason): words for reason, words in REASONS.items()},
        signals=[
            SignalInfo(
                id=signal.id,
                shows=signal.shows,
                group=signal.group,
                flags=[_with_measure(kind) for kind in signal.flags],
                features=signal.features,
            )
            for signal in SIGNALS
        ],
    )


def _with_measure(kind: FlagKind) -> MeasuredFlagKind:
    return MeasuredFlagKind(
        **{field.name: getattr(kind, field.name) for field in fields(FlagKind)},
        measured=measured().get(kind.id),
        precision_text=precision_text(kind.id),
    )
