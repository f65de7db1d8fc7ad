"""Reads, token by token, who speaks, by which cue, and what is said.

A small residual network of dilated convolutions (van den Oord et al. 2016; for sequence labelling, Strubell
et al. 2017) over word vectors: five layers of three taps see 31 tokens to each side. Names are never in its
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


def places(text: Text) -> Ints:
    """(n_tokens,) in [0, N_PLACES): capital, place in sentence and line, and quotation state of each token."""
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
    # A straight mark that is never closed still tells that speech has begun.
    marks = np.fromiter((token in _STRAIGHT for token in text.tokens), dtype=np.int64, count=n)
    before = np.cumsum(marks) - marks
    in_line = before + marks - np.repeat(before[line_first], np.diff(np.append(line_first, n)))
    codes += (in_line & 1) * 32
    return codes


_STRAIGHT = frozenset(('"', "''"))


@dataclass(frozen=True, slots=True)
class Network:
    """The fitted weights.

    Attributes
    ----------
    vocabulary : row numbers of ``words``.
    words : (n_rows, width) word vectors.
    places : (N_PLACES, width) vectors of the codes of :func:`places`.
    taps : (n_layers, width, 3 * width) the weights for the token before, the token itself and the one after.
    bias : (n_layers, width).
    reach : how far before and after lie, in tokens, in each layer.
    out, out_bias : (width, n_outputs), (n_outputs,).
    """

    vocabulary: Vocabulary
    words: Floats
    places: Floats
    taps: Floats
    bias: Floats
    reach: tuple[int, ...]
    out: Floats
    out_bias: Floats

    def log_odds(self, text: Text) -> Floats:
        """(n_tokens, n_outputs) log-odds that a token belongs to a source, a cue, a content."""
        state = self.words[self.vocabulary.rows(text)]
        state += self.places[places(text)]
        width = state.shape[1]
        layer = np.empty_like(state)
        for taps, bias, reach in zip(self.taps, self.bias, self.reach, strict=True):
            seen = state @ taps
            np.add(seen[:, width : 2 * width], bias, out=layer)
            layer[reach:] += seen[:-reach, :width]
            layer[:-reach] += seen[reach:, 2 * width :]
            np.maximum(layer, 0, out=layer)
            state += layer
        result: Floats = state @ self.out
        result += self.out_bias
        return result


@functools.cache
def load_network() -> Network:
    """The network of ``models/attribution.npz``. Word vectors are stored as bytes with one scale a column."""
    stored = load_weights("attribution")
    vocabulary = Vocabulary.of(unpack_strings(stored["vocabulary"]), unpack_strings(stored["endings"]))
    return Network(
        vocabulary=vocabulary,
        words=stored["words"].astype(np.float32) * stored["words_scale"],
        places=stored["places"],
        taps=stored["taps"],
        bias=stored["bias"],
        reach=tuple(stored["reach"].tolist()),
        out=stored["out"],
        out_bias=stored["out_bias"],
    )


def probabilities(log_odds: NDArray[np.floating]) -> NDArray[np.float64]:
    """The probabilities of log-odds."""
    return np.asarray(1.0 / (1.0 + np.exp(-log_odds.astype(np.float64))))
