"""Reads, token by token, who speaks, by which cue, and what is said.

A small residual network of dilated convolutions (van den Oord et al. 2016; for sequence labelling, Strubell
et al. 2017) over word vectors: layers of three taps over tokens, then over blocks of four tokens for what
stands farther off, then over tokens again. A token sees about 32 tokens to each side. Names are never in its
vocabulary: a capitalised word outside it is read by its shape alone, so no outlet or person can be learned.
It is trained by ``scorer.eval.training.attribution.fit`` and evaluated here in numpy, one document at a time.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from threadpoolctl import ThreadpoolController

from scorer.model.store import load_weights, unpack_strings
from scorer.text import Text
from scorer.text.words import WordTable
from scorer.types import Floats32, Ints

#: What the network tells of each token, in the order of its outputs.
SOURCE, CUE, CONTENT = 0, 1, 2
#: Classes of words outside the vocabulary; lower-case ones are told apart by their last three letters.
_PUNCTUATION, _NUMBER, _CAPITALS, _POSSESSIVE, _CAPITALISED, _LOWER = range(6)
N_SPECIAL, N_PARTS = 6, 3
#: How far the taps of each layer reach: over tokens, over blocks of tokens, and over tokens again.
NEAR, FAR, LAST, BLOCK = (1, 2), (1, 2, 4), (1,), 4
N_PLACES = 64
#: Held while the number of the library's threads is changed, which is one for the whole process.
_ALONE = threading.Lock()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Row numbers of the network's word vectors: words, then ``N_SPECIAL`` shapes, then endings. ``table`` has those of
    words, and -1 for any other."""

    words: Mapping[str, int]
    endings: Mapping[str, int]
    table: WordTable

    @classmethod
    def of(cls, words: list[str], endings: list[str]) -> Vocabulary:
        first = len(words) + N_SPECIAL
        of_word = {w: i for i, w in enumerate(words)}
        table = WordTable(lambda word: of_word.get(word, -1))
        return cls(of_word, {e: first + i for i, e in enumerate(endings)}, table)

    def __len__(self) -> int:
        return len(self.words) + N_SPECIAL + len(self.endings)

    def rows(self, text: Text) -> Ints:
        """(n_tokens,) the row of each token."""
        rows = text.numbers(self.table)
        unknown = np.flatnonzero(rows < 0)
        tokens = list(map(text.tokens.__getitem__, unknown.tolist()))
        shapes = {token: self.shape_row(token) for token in set(tokens)}  # names come again and again
        rows[unknown] = list(map(shapes.__getitem__, tokens))
        return rows

    def straight_marks(self, rows: Ints) -> Ints:
        """(n_tokens,) 1 where a token is a straight double quotation mark."""
        single, double = self.words.get('"', -2), self.words.get("''", -2)
        return np.asarray((rows == single) | (rows == double), dtype=np.int64)

    def shape_row(self, token: str) -> int:
        """The row of a token by its shape alone, or by the ending of one that is written small."""
        first, base = token[0], len(self.words)
        if not first.isalnum():
            return base + _PUNCTUATION
        if first.isdigit():
            return base + _NUMBER
        if first.isupper():
            if len(token) > 1 and token.isupper():
                return base + _CAPITALS
            return base + (_POSSESSIVE if token.endswith(("'s", "’s", "s'", "s’")) else _CAPITALISED)
        return self.endings.get(token[-3:].lower(), base + _LOWER)


def places(text: Text, straight: Ints) -> Ints:
    """(n_tokens,) in [0, N_PLACES): capital, place in sentence and line, and quotation state of each token.

    ``straight`` is 1 at straight quotation marks: one that is never closed still tells that speech has begun.
    """
    codes = text.is_capital.astype(np.int64)
    if not len(codes):
        return codes
    first, line = text.sentence_token[:-1], text.sentence_line
    codes[first] += 2
    codes[text.sentence_token[1:] - 1] += 4
    new_line = np.ones(len(line), dtype=np.bool_)
    np.not_equal(line[1:], line[:-1], out=new_line[1:])
    line_first = first[new_line]
    codes[line_first] += 8
    codes += text.quoted * 16
    if straight.any():
        marks = np.cumsum(straight)
        marks -= (marks - straight)[line_first][line[text.token_sentence]]
        codes += (marks & 1) * 32
    return codes


class Network:
    """The fitted network, laid out for reading one document at a time.

    Parameters
    ----------
    vocabulary : row numbers of the parameter ``words``.
    parameters : as training names them. ``words`` (n_rows, width) word vectors; ``places`` (N_PLACES, width)
        vectors of the codes of :func:`places`; ``near_i``, ``far_i``, ``last_i`` (width, 3 * width) the taps
        of layer i for the token before, the token itself and the one after, with their ``…_bias``; ``down``,
        ``down_bias``, ``up`` between a token's state and that of its block of ``BLOCK``; ``out``, ``out_bias``.
    """

    def __init__(self, vocabulary: Vocabulary, parameters: Mapping[str, Floats32]) -> None:
        self.vocabulary = vocabulary
        self._words, self._places = parameters["words"], parameters["places"]

        def layers(name: str, reaches: tuple[int, ...]) -> list[tuple[int, Floats32]]:
            return [
                (reach, _with_bias(parameters[f"{name}_{i}"], parameters[f"{name}_{i}_bias"]))
                for i, reach in enumerate(reaches)
            ]

        self._near, self._far, self._last = layers("near", NEAR), layers("far", FAR), layers("last", LAST)
        self._down = np.ascontiguousarray(parameters["down"].T)
        self._down_bias = parameters["down_bias"][:, None]
        self._up = np.ascontiguousarray(parameters["up"].T)
        self._out = np.ascontiguousarray(parameters["out"].T[:N_PARTS])
        self._out_bias = parameters["out_bias"][:N_PARTS, None]

    def log_odds(self, text: Text) -> Floats32:
        """(n_tokens, 3) log-odds that a token belongs to a source, a cue, a content."""
        if not text.tokens:
            return np.zeros((0, N_PARTS), dtype=np.float32)
        with _ALONE, _blas().limit(limits=1):  # several threads round sums another way
            return self._read(text)

    def _read(self, text: Text) -> Floats32:
        n = len(text.tokens)
        rows = self.vocabulary.rows(text)
        vectors = np.take(self._words, rows, axis=0)
        vectors += np.take(self._places, places(text, self.vocabulary.straight_marks(rows)), axis=0)
        blocks = -(-n // BLOCK)
        state = _empty_state(vectors.shape[1], blocks * BLOCK, n)
        state[:-1, :n] = vectors.T
        for reach, taps in self._near:
            _layer(state, taps, reach, n)
        grouped = state[:-1, : blocks * BLOCK]
        halves = grouped[:, 0::2] + grouped[:, 1::2]
        low = self._down @ (halves[:, 0::2] + halves[:, 1::2])
        low += self._down_bias
        block = _empty_state(len(low), blocks, blocks)
        np.maximum(low, 0, out=block[:-1, :blocks])
        for reach, taps in self._far:
            _layer(block, taps, reach, blocks)
        grouped += np.repeat(self._up @ block[:-1, :blocks], BLOCK, axis=1)
        state[:-1, n:] = 0
        for reach, taps in self._last:
            _layer(state, taps, reach, n)
        result: Floats32 = self._out @ state[:-1, :n]
        result += self._out_bias
        return result.T


@functools.cache
def _blas() -> ThreadpoolController:
    """The library that multiplies matrices."""
    return ThreadpoolController().select(user_api="blas")


def _with_bias(taps: Floats32, bias: Floats32) -> Floats32:
    """(3 * width, width + 1) taps, halved (see :func:`_layer`), with the bias as the weight of a row of ones."""
    width = len(bias)
    result = np.zeros((3 * width, width + 1), dtype=np.float32)
    result[:, :-1] = taps.T
    result[width : 2 * width, -1] = bias
    return result * np.float32(0.5)


def _empty_state(width: int, columns: int, n: int) -> Floats32:
    """A state of ``width`` rows and a row of ones over the ``n`` real columns; zero columns part its rows."""
    state = np.zeros((width + 1, columns + max(NEAR + FAR + LAST)), dtype=np.float32)
    state[-1, :n] = 1
    return state


def _layer(state: Floats32, taps: Floats32, reach: int, n: int) -> None:
    """Add to each of the first ``n`` columns what it and the columns ``reach`` before and after it give.

    Rows are parted by zero columns, so one shift of the flat array shifts every row. With halved weights,
    x + |x| is what max(x, 0) would be without, and numpy is faster at it.
    """
    width = len(state) - 1
    seen = taps @ state
    layer = seen[width : 2 * width].reshape(-1)
    layer[reach:] += seen[:width].reshape(-1)[:-reach]
    layer[:-reach] += seen[2 * width :].reshape(-1)[reach:]
    layer += np.abs(layer, out=seen[:width].reshape(-1))
    state[:-1] += layer.reshape(width, -1)
    state[:-1, n:] = 0


@functools.cache
def load_network() -> Network:
    """The network of ``models/attribution.npz``. Word vectors are stored as bytes with one scale a column."""
    stored = load_weights("attribution")
    vocabulary = Vocabulary.of(unpack_strings(stored["vocabulary"]), unpack_strings(stored["endings"]))
    parameters = {name: stored[name] for name in stored if stored[name].dtype == np.float32}
    parameters["words"] = stored["words"].astype(np.float32) * parameters.pop("words_scale")
    return Network(vocabulary, parameters)
