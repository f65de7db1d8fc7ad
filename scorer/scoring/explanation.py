"""What moved a score, and where: contributions, the shares of flags and places, groups."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import cast

import numpy as np

from scorer.model.additive import AdditiveModel, Scored
from scorer.model.odds import probability
from scorer.model.shares import FlagShares, place_shares
from scorer.model.standing import GROUPS, band, group_sums, percentile
from scorer.pipeline import Examination
from scorer.report import (
    ContributionReport,
    EvidenceReport,
    FeatureReport,
    FlagLogOdds,
    GroupReport,
)
from scorer.signals.base import Flag, Place
from scorer.signals.registry import FEATURES, group_of
from scorer.types import Floats, Group, record

Values = Mapping[str, float | None]
#: Places whose share is smaller than this (log-odds) are left out of a report: they move a score by hundredths.
_LEAST_PLACE = 0.002


@record
class Described:
    """What a report says of each feature of a model whatever the article, in the model's order."""

    signals: tuple[str, ...]
    groups: tuple[Group, ...]
    usual: tuple[tuple[float, float], ...]
    meanings: tuple[str, ...]


def described(model: AdditiveModel) -> Described:
    """Signal, group, usual values and meaning of each feature of a model."""
    return Described(
        tuple(FEATURES[name][0].id for name in model.features),
        tuple(group_of(name) for name in model.features),
        tuple((low, high) for low, high in model.usual.tolist()),
        tuple(FEATURES[name][1].meaning for name in model.features),
    )


def contributions(model: AdditiveModel, known: Described, scored: Scored, values: Values) -> ContributionReport:
    """Every feature's part of the score, the largest first."""
    log_odds = scored.contributions.tolist()
    return ContributionReport(
        model.base,
        [
            FeatureReport(
                known.signals[i],
                known.groups[i],
                model.features[i],
                values.get(model.features[i]),
                known.usual[i],
                log_odds[i],
                known.meanings[i],
            )
            for i in np.argsort(-np.abs(scored.contributions), kind="stable").tolist()
        ],
    )


@record
class Placed:
    """Where reliability was lowered.

    Attributes
    ----------
    evidence : by signal, the places that bear a share beside what flags claim, in the order of the text.
    by_feature : (n_features,) how much of each feature's lowering is marked in the text, at most 0.
    """

    evidence: Mapping[str, Sequence[EvidenceReport]]
    by_feature: Floats


def place(
    model: AdditiveModel, scored: Scored, seen: Examination, flags: Sequence[Flag], claimed: FlagShares, total: Floats
) -> Placed:
    """Share what no flag has claimed among the places that the features count.

    Where a feature's signal names no places, those of its flags bear the rest: one of many flags claims nothing when
    the score would be no higher without it, but together they are why it is low.
    """
    n = len(model.features)
    left = scored.contributions - claimed.by_feature(n, total)
    marked = claimed.by_feature(n, total, [flag.span is not None for flag in flags])
    found = [
        (signal, one)
        for signal, finding in seen.findings.items()
        for one in finding.places
        if one.feature in model.position
    ]
    found += _flagged({one.feature for _, one in found}, model, seen.features(), flags)
    if not found:
        return Placed({}, marked)
    feature = np.array([model.position[one.feature] for _, one in found])
    shares = place_shares(left, feature, np.array([one.amount for _, one in found]))
    marked = marked + np.bincount(feature, weights=shares, minlength=n)
    return Placed(_evidence(found, shares.tolist()), marked)


def _flagged(
    named: Collection[str], model: AdditiveModel, values: Values, flags: Sequence[Flag]
) -> list[tuple[str, Place]]:
    """(signal, place) of each flag, for the features it counts for whose signal names no places. The evidence of
    attribution is attributions, with their parts: no place stands among them."""
    found = []
    for flag in flags:
        for feature, less in flag.without.items():
            value = values.get(feature)
            if flag.span is None or feature in named or feature not in model.position or None in (value, less):
                continue
            signal = FEATURES[feature][0].id
            if signal == "attribution":
                continue
            amount = abs(cast(float, value) - cast(float, less))
            kind = flag.id.partition(".")[2]
            found.append((signal, Place(feature, *flag.span, amount, kind, flag.confidence)))
    return found


def _evidence(found: Sequence[tuple[str, Place]], shares: Sequence[float]) -> dict[str, list[EvidenceReport]]:
    joined: dict[tuple[str, int, int, str, float], float] = {}
    for (signal, one), share in zip(found, shares, strict=True):
        if share == 0.0:
            continue
        key = (signal, one.start, one.end, one.kind, one.confidence)
        joined[key] = joined.get(key, 0.0) + share
    out: dict[str, list[EvidenceReport]] = {}
    for key in sorted([key for key, share in joined.items() if share <= -_LEAST_PLACE]):
        signal, start, end, kind, confidence = key
        log_odds = FlagLogOdds(joined[key], 0.0)
        out.setdefault(signal, []).append(EvidenceReport(start, end, confidence, kind, log_odds))
    return out


def groups(model: AdditiveModel, known: Described, scored: Scored, placed: Placed | None) -> list[GroupReport]:
    """The six practices with what each gives or costs, and where it stands among the reference articles."""
    parts = scored.contributions
    sums = group_sums(known.groups, parts)
    lowers = group_sums(known.groups, np.minimum(parts, 0.0))
    marked = group_sums(known.groups, placed.by_feature) if placed is not None else np.zeros(len(GROUPS))
    value = probability(scored.log_odds)
    out = []
    for i, name in enumerate(GROUPS):
        own = float(sums[i])
        reference = model.group_reference[i] if len(model.group_reference) else np.empty(0)
        out.append(
            GroupReport(
                group=name,
                log_odds=own,
                points=100.0 * (value - probability(scored.log_odds - own)),
                standing=band(percentile(reference, own)),
                placed=min(1.0, float(marked[i] / lowers[i])) if lowers[i] < 0 else None,
            )
        )
    return out
