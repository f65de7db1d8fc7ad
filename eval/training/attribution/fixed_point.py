"""Turns the trained network into one of whole numbers, whose sums are exact in any order.

Each number of a token's state gets a unit of its own, so that nearly all its values lie within ``LIMIT`` units, and
each row of weights the finest binary fraction with which no sum can leave the whole numbers that single precision
holds. Post-training quantisation, by channel (Jacob et al. 2018; Nagel et al. 2021).
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from scorer.eval.training.attribution.distilled import Parameters, Sample, states
from scorer.signals.attribution.network import BLOCK, FAR, LAST, LIMIT, N_PARTS, NEAR
from scorer.types import Floats, Floats32

#: Single precision holds whole numbers up to this exactly; a weight is stored in 16 bits.
_EXACT, _LARGEST_WEIGHT = 2.0**24, 2.0**15 - 1
#: Values beyond this percentile of a number of the state are cut off.
_MOST = 99.99


def fixed_point(parameters: Parameters, samples: Iterable[Sample]) -> dict[str, np.ndarray]:
    """``parameters`` as :class:`scorer.signals.attribution.network.Network` reads them. ``samples`` tell how large the
    states are."""
    found = [states(parameters, sample) for sample in samples]
    token, block = (
        np.percentile(np.abs(np.concatenate([one[k] for one in found])), _MOST, axis=0).astype(np.float64) / LIMIT
        for k in range(2)
    )
    scale = np.abs(parameters["words"]).max(axis=0) / 127
    stored: dict[str, np.ndarray] = {
        "words": np.rint(parameters["words"] / scale).astype(np.int8),
        "words_step": (scale / token).astype(np.float32),
        "places": np.clip(np.rint(parameters["places"] / token), -LIMIT, LIMIT).astype(np.int16),
    }
    half = 0.5  # what lies between two whole numbers goes to the nearer
    for name, reaches, unit in (("near", NEAR, token), ("far", FAR, block), ("last", LAST, token)):
        for i in range(len(reaches)):
            weights, bias = _by_tap(parameters[f"{name}_{i}"], unit), parameters[f"{name}_{i}_bias"] / unit
            stored |= _rows(f"{name}_{i}", weights, bias + half, LIMIT)
    down = parameters["down"].T * token / block[:, None]
    stored |= _rows("down", down, parameters["down_bias"] / block + half, BLOCK * LIMIT)
    stored |= _rows("up", parameters["up"].T * block / token[:, None], np.full(len(token), half), LIMIT)
    stored |= _rows("out", parameters["out"].T[:N_PARTS] * token, parameters["out_bias"][:N_PARTS], LIMIT)
    return stored


def _by_tap(taps: Floats32, unit: Floats) -> Floats:
    """(width, 3 * width) weights of a layer's outputs for the token before, the token and the one after, in units."""
    width = len(unit)
    by_output = taps.T.reshape(3, width, width).transpose(1, 0, 2)
    return np.asarray((by_output * unit / unit[:, None, None]).reshape(width, 3 * width))


def _rows(name: str, weights: Floats, bias: Floats | Floats32, most: float) -> dict[str, np.ndarray]:
    """A layer of whole numbers: weights and biases, and the binary places that are fractions. ``most``: how large an
    input may be."""
    bound = np.abs(weights).sum(axis=1) * most + np.abs(bias)
    room = np.minimum(_EXACT / bound, _LARGEST_WEIGHT / np.abs(weights).max(axis=1))
    shift = np.floor(np.log2(room)).astype(np.int64)
    while True:  # rounding may carry a sum over the bound
        unit = 2.0**shift
        whole, bias_whole = np.rint(weights * unit[:, None]), np.rint(bias * unit)
        over = np.abs(whole).sum(axis=1) * most + np.abs(bias_whole) > _EXACT
        if not over.any():
            break
        shift -= over
    if shift.min() < 1:
        raise ValueError(f"the weights of {name} are too large for whole numbers of {LIMIT} units")
    return {
        name: whole.astype(np.int16),
        f"{name}_bias": bias_whole.astype(np.int32),
        f"{name}_shift": shift.astype(np.int32),
    }
