"""What is looked for, as ``/v1/signals`` and the page tell it. Declared in the signals, only gathered here."""

from __future__ import annotations

from scorer.api.schema import FeatureInfo, FlagKindInfo, SignalInfo, SignalsInfo
from scorer.report import NO_VERDICT, REASONS
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
                flags=[
                    FlagKindInfo(
                        id=kind.id,
                        severity=kind.severity,
                        shows=kind.shows,
                        why=kind.why,
                        source=kind.source,
                        precision=None,
                        measured_on=None,
                    )
                    for kind in signal.flags
                ],
                features=[
                    FeatureInfo(name=feature.name, meaning=feature.meaning, scores=feature.scores)
                    for feature in signal.features
                ],
            )
            for signal in SIGNALS
        ],
    )
