"""Reads, token by token, who speaks, by which cue, and what is said.

A small residual network of dilated convolutions (van den Oord et al. 2016; for sequence labelling, Strubell
et al. 2017) over word vectors: layers of three taps over tokens, then over blocks of four tokens for what
stands farther off, then over tokens again. A token sees about 32 tokens to each side. Names are never in its
vocabulary: a capitalised word outside it is read by its shape alone, so no outlet or person can be learned.
It is trained by ``scorer.eval.training.attribution`` and evaluated here in numpy, one document at a time.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from scorer.text import Ints, Text
from scorer.weights import load_weights, unpack_strings

Floats = NDArray[np.float32]

#: What the network tells of each token, in the order of its outputs.
SOURCE, CUE, CONTENT = 0, 1, 2
#: Classes of words outside the vocabulary; lower-case ones are told apart by their last three letters.
_PUNCTUATION, _NUMBER, _CAPITALS, _POSSESSIVE, _CAPITALISED, _LOWER = range(6)
N_SPECIAL = 6
#: How far the taps of each layer reach: over tokens, over blocks of tokens, and over tokens again.
NEAR, FAR, LAST, BLOCK = (1, 2), (1, 2, 4), (1,), 4
N_PLACES = 64


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Row numbers of the network's word vectors: words, then ``N_SPECIAL`` shapes, then endings."""

    words: Mapping[str, int]
    endings: Mapping[str, int]

    @classmethod
    def of(cls, words: list[str], endings: list[str]) -> Vocabulary:
        first = len(words) + N_SPECIAL
        return cls({w: i for i, w in enumerate(words)}, {e: first + i for i, e in enumerate(endings)})

    def __len__(self) -> int:
        return len(self.words) + N_SPECIAL + len(self.endings)

    def rows(self, text: Text) -> Ints:
        """(n_tokens,) the row of each token."""
        n = len(text.tokens)
        rows = np.fromiter(map(self.words.get, text.lower, repeat(-1)), dtype=np.int64, count=n)
        for i in np.flatnonzero(rows < 0).tolist():
            rows[i] = self.shape_row(text.tokens[i], text.lower[i])
        return rows

    def straight_marks(self, rows: Ints) -> Ints:
        """(n_tokens,) 1 where a token is a straight double quotation mark."""
        single, double = self.words.get('"', -2), self.words.get("''", -2)
        return np.asarray((rows == single) | (rows == double), dtype=np.int64)

    def shape_row(self, token: str, lower: str) -> int:
        """The row of a token by its shape alone."""
        base, first = len(self.words), token[0]
        if not first.isalnum():
            return base + _PUNCTUATION
        if first.isdigit():
            return base + _NUMBER
        if first.isupper():
            if len(token) > 1 and token.isupper():
                return base + _CAPITALS
            return base + (_POSSESSIVE if token.endswith(("'s", "’s", "s'", "s’")) else _CAPITALISED)
        return self.endings.get(lower[-3:], base + _LOWER)


def places(text: Text, straight: Ints) -> Ints:
    """(n_tokens,) in [0, N_PLACES): capital, place in sentence and line, and quotation state of each token.

    ``straight`` is 1 at straight quotation marks: one that is never closed still tells that speech has begun.
    """
    n = len(text.tokens)
    codes = text.is_capital.astype(np.int64)
    if not n:
        return codes
    first = text.sentence_token[:-1]
    codes[first] += 2
    codes[text.sentence_token[1:] - 1] += 4
    line_first = first[np.flatnonzero(np.diff(text.sentence_line, prepend=-1))]
    codes[line_first] += 8
    codes += text.quoted * 16
    marks = np.cumsum(straight)
    before = marks - straight
    codes += ((marks - np.repeat(before[line_first], np.diff(np.append(line_first, n)))) & 1) * 32
    return codes


@dataclass(frozen=True, slots=True)
class Network:
    """The fitted weights, under the names of ``parameters`` that training gives them.

    Attributes
    ----------
    vocabulary : row numbers of ``words``.
    parameters : ``words`` (n_rows, width) word vectors; ``places`` (N_PLACES, width) vectors of the codes of
        :func:`places`; ``near_i``, ``far_i``, ``last_i`` (width, 3 * width) the taps of layer i for the token
        before, the token itself and the one after, with their ``…_bias``; ``down``, ``down_bias``, ``up``
        between a token's state and that of its block of ``BLOCK``; ``out``, ``out_bias``.
    """

    vocabulary: Vocabulary
    parameters: Mapping[str, Floats]

    def log_odds(self, text: Text) -> Floats:
        """(n_tokens, n_outputs) log-odds that a token belongs to a source, a cue, a content."""
        p = self.parameters
        n = len(text.tokens)
        if not n:
            return np.zeros((0, len(p["out_bias"])), dtype=np.float32)
        blocks = -(-n // BLOCK)
        state = np.zeros((blocks * BLOCK, p["words"].shape[1]), dtype=np.float32)
        rows = self.vocabulary.rows(text)
        np.take(p["words"], rows, axis=0, out=state[:n], mode="clip")
        state[:n] += p["places"][places(text, self.vocabulary.straight_marks(rows))]
        for i, reach in enumerate(NEAR):
            _layer(state, p[f"near_{i}"], p[f"near_{i}_bias"], reach, n)
        block = state.reshape(blocks, BLOCK, -1).sum(axis=1) @ p["down"]
        block += p["down_bias"]
        np.maximum(block, 0, out=block)
        for i, reach in enumerate(FAR):
            _layer(block, p[f"far_{i}"], p[f"far_{i}_bias"], reach, blocks)
        state += np.repeat(block @ p["up"], BLOCK, axis=0)
        state[n:] = 0
        for i, reach in enumerate(LAST):
            _layer(state, p[f"last_{i}"], p[f"last_{i}_bias"], reach, n)
        result: Floats = state[:n] @ p["out"]
        result += p["out_bias"]
        return result


def _layer(state: Floats, taps: Floats, bias: Floats, reach: int, n: int) -> None:
    """Add to each of the first ``n`` rows what it and the rows ``reach`` before and after it give."""
    width = state.shape[1]
    seen = state @ taps
    layer = seen[:, width : 2 * width]
    layer += bias
    layer[reach:] += seen[:-reach, :width]
    layer[:-reach] += seen[reach:, 2 * width :]
    np.maximum(layer, 0, out=layer)
    state[:n] += layer[:n]


@functools.cache
def load_network() -> Network:
    """The network of ``models/attribution.npz``. Word vectors are stored as bytes with one scale a column."""
    stored = load_weights("attribution")
    vocabulary = Vocabulary.of(unpack_strings(stored["vocabulary"]), unpack_strings(stored["endings"]))
    parameters = {name: stored[name] for name in stored if stored[name].dtype == np.float32}
    parameters["words"] = stored["words"].astype(np.float32) * parameters.pop("words_scale")
    return Network(vocabulary, parameters)


def probabilities(log_odds: NDArray[np.floating]) -> NDArray[np.float64]:
    """The probabilities of log-odds."""
    return np.asarray(1.0 / (1.0 + np.exp(-log_odds.astype(np.float64))))
