"""Reads, token by token, who speaks, by which cue, and what is said.

A small residual network of dilated convolutions (van den Oord et al. 2016; for sequence labelling, Strubell
et al. 2017) over word vectors: layers of three taps over tokens, then over blocks of four tokens for what
stands farther off, then over tokens again. A token sees about 32 tokens to each side. Names are never in its
vocabulary: a capitalised word outside it is read by its shape alone, so no outlet or person can be learned.
It is trained by ``scorer.eval.training.attribution.fit`` and read here, one document at a time.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping

import numpy as np

from scorer.model.store import load_weights, unpack_strings
from scorer.native import KERNELS
from scorer.text import Text
from scorer.text.words import WordTable
from scorer.types import Floats32, Ints, record

#: The network's outputs for each token, in order.
SOURCE, CUE, CONTENT = 0, 1, 2
#: Classes of words outside the vocabulary; lower-case ones are distinguished by their last three letters.
_PUNCTUATION, _NUMBER, _CAPITALS, _POSSESSIVE, _CAPITALISED, _LOWER = range(6)
N_SPECIAL, N_PARTS = 6, 3
#: How far the taps of each layer reach: over tokens, over blocks of tokens, and over tokens again.
NEAR, FAR, LAST, BLOCK = (1, 2), (1, 2, 4), (1,), 4
#: Tokens to each side that a token's numbers depend on, and tokens read at once: both whole blocks.
HALO = sum(NEAR) + BLOCK * (sum(FAR) + 1) + sum(LAST)
WINDOW = 1 << 15
N_PLACES = 64
#: A state's numbers lie between this and its negative.
LIMIT = 2047


@record
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

    Everything in it is a whole number: a state counts units, ``LIMIT`` at most, and a layer's outputs are sums of
    products divided by a power of two and rounded down. No sum leaves the whole numbers that single precision holds
    (``eval/training/attribution/fixed_point.py``), so its order does not matter: any library, number of threads and
    machine gives the same.

    Parameters
    ----------
    vocabulary : row numbers of the parameter ``words``.
    parameters : as training stores them. ``words`` (n_rows, width) word vectors as bytes, ``words_step`` (width,) the
        units of each; ``places`` (N_PLACES, width) vectors of the codes of :func:`places`; ``near_i``, ``far_i``,
        ``last_i`` (width, 3 * width) the weights of layer i for the token before, the token itself and the one after;
        ``down``, ``up`` between a token's state and that of its block of ``BLOCK``; ``out`` (N_PARTS, width). Each of
        these has a ``…_bias``, which holds the half that rounds to the nearest, and a ``…_shift``, the power of two.
    """

    def __init__(self, vocabulary: Vocabulary, parameters: Mapping[str, np.ndarray]) -> None:
        self.vocabulary = vocabulary
        step: Floats32 = parameters["words_step"]
        self._words = np.rint(parameters["words"] * step).astype(np.float32)
        self._places = parameters["places"].astype(np.float32)

        def layers(name: str, reaches: tuple[int, ...]) -> list[tuple[int, Floats32]]:
            return [(reach, _by_tap(_matrix(parameters, f"{name}_{i}"))) for i, reach in enumerate(reaches)]

        self._near, self._far, self._last = layers("near", NEAR), layers("far", FAR), layers("last", LAST)
        self._down, self._up = _matrix(parameters, "down"), _matrix(parameters, "up")
        self._out = _matrix(parameters, "out")
        self._compiled = None
        if KERNELS is not None and self._words.shape[1] == KERNELS.WIDTH:
            self._compiled = _Compiled.of(parameters, self._words)

    def log_odds(self, text: Text) -> Floats32:
        """(n_tokens, 3) log-odds that a token belongs to a source, a cue, a content."""
        n = len(text.tokens)
        if not n:
            return np.zeros((0, N_PARTS), dtype=np.float32)
        rows = self.vocabulary.rows(text)
        codes = places(text, self.vocabulary.straight_marks(rows))
        return in_windows(rows, codes, self._read_window if self._compiled is None else self._compiled.read)

    def _read_window(self, rows: Ints, codes: Ints) -> Floats32:
        """(n, 3) log-odds of the tokens with these word vectors and places, all at once."""
        n = len(rows)
        vectors = np.take(self._words, rows, axis=0)
        vectors += np.take(self._places, codes, axis=0)
        blocks = -(-n // BLOCK)
        state = _empty_state(vectors.shape[1], blocks * BLOCK, n)
        np.clip(vectors.T, -LIMIT, LIMIT, out=state[:-1, :n])
        for reach, taps in self._near:
            _layer(state, taps, reach, n)
        grouped = state[:-1, : blocks * BLOCK]
        halves = grouped[:, 0::2] + grouped[:, 1::2]
        block = _empty_state(len(self._down), blocks, blocks)
        low = self._down[:, :-1] @ (halves[:, 0::2] + halves[:, 1::2])
        low += self._down[:, -1:]
        np.clip(np.floor(low, out=low), 0, LIMIT, out=block[:-1, :blocks])
        for reach, taps in self._far:
            _layer(block, taps, reach, blocks)
        up = self._up @ block[:, :blocks]
        grouped += np.repeat(np.floor(up, out=up), BLOCK, axis=1)
        np.clip(state[:-1, :n], -LIMIT, LIMIT, out=state[:-1, :n])
        state[:-1, n:] = 0
        for reach, taps in self._last:
            _layer(state, taps, reach, n)
        return np.asarray((self._out @ state[:, :n]).T, dtype=np.float32, order="C")


@record
class _Compiled:
    """The network as the compiled kernel reads it: the same numbers as bytes."""

    words: bytes
    places: bytes
    layers: tuple[tuple[int, bytes, bytes], ...]
    scale: Floats32

    @classmethod
    def of(cls, parameters: Mapping[str, np.ndarray], words: Floats32) -> _Compiled:
        reaches = [("near", NEAR), ("down", None), ("far", FAR), ("up", None), ("last", LAST)]
        layers = []
        for name, of_layers in reaches:
            for i, reach in enumerate(of_layers or (0,)):
                layers.append((reach, *_by_pair(parameters, f"{name}_{i}" if of_layers else name)))
        out = (0, parameters["out"].tobytes(), _bias_and_shift(parameters, "out"))
        scale = np.ldexp(np.float32(1), -parameters["out_shift"])
        return cls(
            words.astype(np.int16).tobytes(), parameters["places"].tobytes(), (*layers, out), scale.astype(np.float32)
        )

    def read(self, rows: Ints, codes: Ints) -> Floats32:
        """As :meth:`Network._read_window`."""
        assert KERNELS is not None
        sums = KERNELS.read_network(
            self.words, self.places, self.layers, N_PARTS, BLOCK, LIMIT, rows.tobytes(), codes.tobytes()
        )
        return np.asarray(np.frombuffer(sums, dtype=np.int32).reshape(-1, N_PARTS) * self.scale, dtype=np.float32)


def _by_pair(parameters: Mapping[str, np.ndarray], name: str) -> tuple[bytes, bytes]:
    """The weights of a layer in the order [tap][pair of inputs][output][input of the pair], and the rest."""
    width = len(parameters[name])
    pairs = parameters[name].reshape(width, -1, width // 2, 2).transpose(1, 2, 0, 3)
    return pairs.tobytes(), _bias_and_shift(parameters, name)


def _bias_and_shift(parameters: Mapping[str, np.ndarray], name: str) -> bytes:
    return bytes(parameters[f"{name}_bias"].tobytes() + parameters[f"{name}_shift"].tobytes())


def _matrix(parameters: Mapping[str, np.ndarray], name: str) -> Floats32:
    """(n_outputs, n_inputs + 1) the weights of a layer, with the bias as the weight of a row of ones."""
    whole = np.column_stack((parameters[name], parameters[f"{name}_bias"]))
    return np.asarray(np.ldexp(whole.astype(np.float32), -parameters[f"{name}_shift"][:, None]), dtype=np.float32)


def _by_tap(matrix: Floats32) -> Floats32:
    """(3 * width, width + 1) the weights of the three taps below each other; the bias stands with the middle one."""
    width = len(matrix)
    taps = np.zeros((3, width, width + 1), dtype=np.float32)
    taps[:, :, :-1] = matrix[:, :-1].reshape(width, 3, width).transpose(1, 0, 2)
    taps[1, :, -1] = matrix[:, -1]
    return taps.reshape(3 * width, width + 1)


def _empty_state(width: int, columns: int, n: int) -> Floats32:
    """A state of ``width`` rows and a row of ones over the ``n`` real columns; zero columns part its rows."""
    state = np.zeros((width + 1, columns + max(NEAR + FAR + LAST)), dtype=np.float32)
    state[-1, :n] = 1
    return state


def _layer(state: Floats32, taps: Floats32, reach: int, n: int) -> None:
    """Add to each of the first ``n`` columns what it and the columns ``reach`` before and after it give.

    Rows are parted by zero columns, so one shift of the flat array shifts every row.
    """
    width = len(state) - 1
    seen = taps @ state
    layer = seen[width : 2 * width].reshape(-1)
    layer[reach:] += seen[:width].reshape(-1)[:-reach]
    layer[:-reach] += seen[2 * width :].reshape(-1)[reach:]
    np.maximum(np.floor(layer, out=layer), 0, out=layer)
    whole = state[:-1]
    whole += layer.reshape(width, -1)
    np.minimum(whole, LIMIT, out=whole)
    whole[:, n:] = 0


def in_windows(rows: Ints, codes: Ints, read: Callable[[Ints, Ints], Floats32]) -> Floats32:
    """(n_tokens, 3) what ``read`` gives for these tokens; a window of a long text at a time, which bounds the memory
    and changes no number."""
    n = len(rows)
    if n <= WINDOW:
        return read(rows, codes)
    table = np.empty((n, N_PARTS), dtype=np.float32)
    for begin in range(0, n, WINDOW):
        first, end = max(0, begin - HALO), min(n, begin + WINDOW)
        part = read(rows[first : end + HALO], codes[first : end + HALO])
        table[begin:end] = part[begin - first : end - first]
    return table


@functools.cache
def load_network() -> Network:
    """The network of ``models/attribution.npz``."""
    stored = load_weights("attribution")
    return Network(Vocabulary.of(unpack_strings(stored["vocabulary"]), unpack_strings(stored["endings"])), stored)
