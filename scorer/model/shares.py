"""Who bears a score's contributions: flags, and the places that a feature counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from scorer.model.additive import AdditiveModel
from scorer.types import Floats, Ints, record


@record
class FlagShares:
    """What flags claim of the contributions.

    Attributes
    ----------
    total : (n_flags,) each flag's share of the score, in log-odds, never above 0.
    flag, feature, share : (n,) the parts: which flag claims how much of which feature's contribution.
    """

    total: Floats
    flag: Ints
    feature: Ints
    share: Floats

    def by_feature(self, n_features: int, total: Floats, kept: Sequence[bool] | None = None) -> Floats:
        """(n_features,) what the flags claim of each feature, once their totals were bounded to ``total``, (n_flags,).

        ``kept`` : (n_flags,) the flags that count, by default all.
        """
        factor = np.divide(total, self.total, out=np.zeros_like(total), where=self.total != 0)
        if kept is not None:
            factor = factor * np.asarray(kept, dtype=np.float64)
        claimed = np.bincount(self.feature, weights=self.share * factor[self.flag], minlength=n_features)
        return claimed.astype(np.float64)


def flag_shares(
    model: AdditiveModel,
    values: Mapping[str, float | None],
    contributions: Floats,
    without: Sequence[Mapping[str, float | None]],
) -> FlagShares:
    """Each flag's share of the contributions of the features it touches.

    A share is what the contribution would lose if the flag's text were gone (``without``: the features' values then),
    never more than the contribution itself, and all flags' shares of one feature together never more than that either.
    Where other features would lose by the flag's going, it claims the less for it: what a flag costs is at most what
    the score would gain, according to its own signal's features. A flag is a warning, so it never claims to raise.
    """
    flags, features, then = [], [], []
    for i, changed in enumerate(without):
        for name, value in changed.items():
            if name in model.position and value != values.get(name):
                flags.append(i)
                features.append(model.position[name])
                then.append(np.nan if value is None else value)
    total = np.zeros(len(without))
    flag, feature = np.array(flags, dtype=np.int64), np.array(features, dtype=np.int64)
    if not flags:
        return FlagShares(total, flag, feature, np.empty(0))
    whole = contributions[feature]
    lost = whole - model.contribution(feature, np.array(then, dtype=np.float64))
    share = np.where(whole < 0, np.clip(lost, whole, 0.0), 0.0)
    claimed = np.bincount(feature, weights=-share, minlength=len(model.features))[feature]
    share = share * np.minimum(1.0, np.abs(whole) / np.maximum(claimed, 1e-300))
    np.add.at(total, flag, share)
    net = np.minimum(np.bincount(flag, weights=lost, minlength=len(without)), 0.0)
    bounded = np.maximum(net, total)
    factor = np.divide(bounded, total, out=np.zeros_like(total), where=total != 0)
    return FlagShares(bounded, flag, feature, share * factor[flag])


def place_shares(left: Floats, feature: Ints, amount: Floats) -> Floats:
    """(n_places,) what each place bears of the lowering that no flag has claimed.

    Parameters
    ----------
    left : (n_features,) contributions less what flags claim of them; only what lowers is shared.
    feature, amount : (n_places,) the feature that counts the place, and how much of it stands there.
    """
    amount = np.maximum(amount, 0.0)
    whole = np.bincount(feature, weights=amount, minlength=len(left))
    part = np.divide(amount, whole[feature], out=np.zeros_like(amount), where=whole[feature] > 0)
    return np.minimum(left, 0.0)[feature] * part
