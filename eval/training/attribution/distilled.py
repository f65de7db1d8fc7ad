"""Trains the network of ``scorer.signals.attribution.network``: its gradients in numpy, and Adam.

The same bytes come out of the same input: one thread of seeded random numbers decides order and dropout.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from scorer.model.odds import probabilities
from scorer.signals.attribution.network import BLOCK, FAR, LAST, N_PLACES, NEAR
from scorer.types import Floats32, Ints

Parameters = dict[str, Floats32]

#: Outputs: source, cue, content, and the first token of each (which helps to learn where they begin).
N_OUTPUTS = 6
#: Zero rows between the documents of a batch: more than a token sees.
_GAP = 64
#: Cues are few and short, and the hardest to find, so a mistaken one weighs more.
_OUTPUT_WEIGHTS = np.array([1, 2.5, 1, 0.5, 1.25, 0.5], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Sample:
    """A document for training: (n,) word rows, place codes and shape rows; (n, N_OUTPUTS) targets in 0 … 1."""

    rows: Ints
    places: Ints
    shapes: Ints
    targets: Floats32


@dataclass(frozen=True, slots=True)
class Schedule:
    """How to train. ``forget`` is the share of words read by their shape alone, so that new words are met;
    ``keep`` the share of a layer's outputs kept (dropout); ``average`` the decay of the averaged weights."""

    epochs: int = 26
    rate: float = 3e-3
    batch: int = 8
    forget: float = 0.1
    keep: float = 0.9
    average: float = 0.998
    seed: int = 0


def new_parameters(vectors: Floats32, far_width: int, seed: int) -> Parameters:
    """Parameters before training; ``vectors`` (n_rows, width) are the word vectors to start from."""
    random = np.random.default_rng(seed)
    width = vectors.shape[1]

    def weights(*shape: int, scale: float) -> Floats32:
        return (random.normal(0.0, 1.0, shape) * scale).astype(np.float32)

    p: Parameters = {
        "words": vectors.astype(np.float32).copy(),
        "places": weights(N_PLACES, width, scale=0.3),
        "down": weights(width, far_width, scale=width**-0.5 / BLOCK),
        "down_bias": np.zeros(far_width, dtype=np.float32),
        "up": weights(far_width, width, scale=0.5 * far_width**-0.5),
        "out": weights(width, N_OUTPUTS, scale=width**-0.5),
        "out_bias": np.full(N_OUTPUTS, -1.5, dtype=np.float32),
    }
    for name, reaches, size in (("near", NEAR, width), ("far", FAR, far_width), ("last", LAST, width)):
        for i in range(len(reaches)):
            p[f"{name}_{i}"] = weights(size, 3 * size, scale=(3 * size) ** -0.5)
            p[f"{name}_{i}_bias"] = np.zeros(size, dtype=np.float32)
    return p


def train(parameters: Parameters, samples: Sequence[Sample], schedule: Schedule) -> Parameters:
    """Train ``parameters`` in place; returns their average over the steps, which generalises better."""
    random = np.random.default_rng(schedule.seed + 1)
    adam = _Adam(parameters)
    average = {name: value.copy() for name, value in parameters.items()}
    steps = schedule.epochs * -(-len(samples) // schedule.batch)
    step = 0
    for _ in range(schedule.epochs):
        order = random.permutation(len(samples))
        for first in range(0, len(samples), schedule.batch):
            batch = _join([samples[i] for i in order[first : first + schedule.batch]], schedule.forget, random)
            gradients, sparse = _gradients(parameters, batch, schedule.keep, random)
            rate = schedule.rate * min(1.0, (step + 1) / 50) * (1 - step / steps) + 1e-5
            adam.step(parameters, gradients, sparse, np.float32(rate))
            step += 1
            decay = np.float32(min(schedule.average, step / (step + 10)))
            for name, value in average.items():
                value *= decay
                value += (1 - decay) * parameters[name]
    return average


@dataclass(frozen=True, slots=True)
class _Batch:
    rows: Ints
    places: Ints
    targets: Floats32
    mask: Floats32  # (n, 1): 1 for a token, 0 between documents


def _join(samples: Sequence[Sample], forget: float, random: np.random.Generator) -> _Batch:
    rows, places, targets, mask = [], [], [], []
    for sample in samples:
        n = len(sample.rows)
        gap = _GAP + (-n) % BLOCK
        forgotten = random.random(n) < forget
        rows += [np.where(forgotten, sample.shapes, sample.rows), np.zeros(gap, dtype=np.int64)]
        places += [sample.places, np.zeros(gap, dtype=np.int64)]
        targets += [sample.targets, np.zeros((gap, N_OUTPUTS), dtype=np.float32)]
        mask += [np.ones(n, dtype=np.float32), np.zeros(gap, dtype=np.float32)]
    return _Batch(np.concatenate(rows), np.concatenate(places), np.concatenate(targets), np.concatenate(mask)[:, None])


@dataclass(frozen=True, slots=True)
class _Layer:
    """What the way back through a layer needs: its name, reach, input, and which outputs were let through."""

    name: str
    reach: int
    state: Floats32
    open: Floats32


def _forward(
    p: Parameters, layer: tuple[str, int], state: Floats32, mask: Floats32, drop: Floats32
) -> tuple[Floats32, _Layer]:
    name, reach = layer
    width = state.shape[1]
    seen = state @ p[name]
    total = seen[:, width : 2 * width] + p[f"{name}_bias"]
    total[reach:] += seen[:-reach, :width]
    total[:-reach] += seen[reach:, 2 * width :]
    passed = ((total > 0) * mask * drop).astype(np.float32)
    return state + total * passed, _Layer(name, reach, state, passed)


def _backward(p: Parameters, layer: _Layer, up: Floats32, gradients: Parameters) -> Floats32:
    width, reach = up.shape[1], layer.reach
    total = up * layer.open
    seen = np.zeros((len(up), 3 * width), dtype=np.float32)
    seen[:, width : 2 * width] = total
    seen[:-reach, :width] = total[reach:]
    seen[reach:, 2 * width :] = total[:-reach]
    gradients[layer.name] = layer.state.T @ seen
    gradients[f"{layer.name}_bias"] = total.sum(axis=0)
    return np.asarray(up + seen @ p[layer.name].T, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _Run:
    """A way forward, with what the way back needs."""

    predicted: Floats32
    state: Floats32
    low: Floats32
    low_open: Floats32
    pooled: Floats32
    near: list[_Layer]
    far: list[_Layer]
    last: list[_Layer]


def _run(p: Parameters, batch: _Batch, drop: Callable[[int, int], Floats32]) -> _Run:
    mask = batch.mask
    block_mask = mask.reshape(-1, BLOCK).max(axis=1)[:, None]
    state = np.asarray((p["words"][batch.rows] + p["places"][batch.places]) * mask, dtype=np.float32)
    n, width = state.shape
    near: list[_Layer] = []
    for i, reach in enumerate(NEAR):
        state, layer = _forward(p, (f"near_{i}", reach), state, mask, drop(n, width))
        near.append(layer)
    pooled = state.reshape(-1, BLOCK, width).sum(axis=1)
    low = pooled @ p["down"] + p["down_bias"]
    low_open = ((low > 0) * block_mask).astype(np.float32)
    low = np.asarray(low * low_open, dtype=np.float32)
    far: list[_Layer] = []
    for i, reach in enumerate(FAR):
        low, layer = _forward(p, (f"far_{i}", reach), low, block_mask, drop(*low.shape))
        far.append(layer)
    state = np.asarray(state + np.repeat(low @ p["up"], BLOCK, axis=0) * mask, dtype=np.float32)
    last: list[_Layer] = []
    for i, reach in enumerate(LAST):
        state, layer = _forward(p, (f"last_{i}", reach), state, mask, drop(n, width))
        last.append(layer)
    predicted = probabilities(state @ p["out"] + p["out_bias"])
    return _Run(predicted.astype(np.float32), state, low, low_open, pooled, near, far, last)


def states(parameters: Parameters, sample: Sample) -> tuple[Floats32, Floats32]:
    """(n, width) and (m, far_width): the states of the tokens and of the blocks before and after every layer."""

    def keep_all(rows: int, width: int) -> Floats32:
        return np.ones((rows, width), dtype=np.float32)

    run = _run(parameters, _join([sample], 0.0, np.random.default_rng(0)), keep_all)
    tokens = [*(layer.state for layer in run.near + run.last), run.state]
    blocks = [*(layer.state for layer in run.far), run.low]
    return np.concatenate(tokens), np.concatenate(blocks)


def _gradients(
    p: Parameters, batch: _Batch, keep: float, random: np.random.Generator
) -> tuple[Parameters, dict[str, tuple[Ints, Floats32]]]:
    """Gradients of the cross-entropy: of whole parameters, and of the rows of words and places that were met."""
    mask = batch.mask

    def drop(rows: int, width: int) -> Floats32:
        return (random.random((rows, width), dtype=np.float32) < keep) * np.float32(1 / keep)

    run = _run(p, batch, drop)
    predicted, state, low = run.predicted, run.state, run.low
    error = ((predicted - batch.targets) * mask * _OUTPUT_WEIGHTS * np.float32(3 / mask.sum())).astype(np.float32)

    g: Parameters = {"out": state.T @ error, "out_bias": error.sum(axis=0)}
    back = error @ p["out"].T
    for layer in reversed(run.last):
        back = _backward(p, layer, back, g)
    blocks = (back * mask).reshape(-1, BLOCK, state.shape[1]).sum(axis=1)
    g["up"] = low.T @ blocks
    low_back = blocks @ p["up"].T
    for layer in reversed(run.far):
        low_back = _backward(p, layer, low_back, g)
    low_back = low_back * run.low_open
    g["down"] = run.pooled.T @ low_back
    g["down_bias"] = low_back.sum(axis=0)
    back = back + np.repeat(low_back @ p["down"].T, BLOCK, axis=0)
    for layer in reversed(run.near):
        back = _backward(p, layer, back, g)
    back = back * mask
    return g, {"words": _by_row(batch.rows, back), "places": _by_row(batch.places, back)}


def _by_row(rows: Ints, gradient: Floats32) -> tuple[Ints, Floats32]:
    """The rows that were met, each with the sum of its gradients."""
    order = np.argsort(rows, kind="stable")
    ordered = rows[order]
    first = np.flatnonzero(np.diff(ordered, prepend=-1))
    return ordered[first], np.add.reduceat(gradient[order], first, axis=0)


class _Adam:
    """Adam (Kingma & Ba 2015), touching only the rows of a table that were met."""

    def __init__(self, parameters: Parameters) -> None:
        self._mean = {name: np.zeros_like(value) for name, value in parameters.items()}
        self._square = {name: np.zeros_like(value) for name, value in parameters.items()}
        self._steps = 0

    def step(
        self, parameters: Parameters, whole: Parameters, sparse: dict[str, tuple[Ints, Floats32]], rate: np.float32
    ) -> None:
        self._steps += 1
        first, second = np.float32(0.9), np.float32(0.99)
        bias_1 = np.float32(1 - 0.9**self._steps)
        bias_2 = np.float32(1 - 0.99**self._steps)
        updates: list[tuple[str, slice | Ints, Floats32]] = [(name, slice(None), g) for name, g in whole.items()]
        updates += [(name, rows, g) for name, (rows, g) in sparse.items()]
        for name, at, gradient in updates:
            mean = self._mean[name][at] * first + (1 - first) * gradient
            square = self._square[name][at] * second + (1 - second) * gradient * gradient
            self._mean[name][at], self._square[name][at] = mean, square
            parameters[name][at] -= rate * (mean / bias_1) / (np.sqrt(square / bias_2) + np.float32(1e-8))
