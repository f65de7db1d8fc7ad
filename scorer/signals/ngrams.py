"""Small linear models over words, read in numpy.

A model gives every word, and some pairs and triples of neighbouring words, a weight for each of its
outputs. A text's score is the sum of the weights of its tokens, so every token's share of the score is
known and a span can be named for it. Everything a fit may use to find the weights (tf-idf, word vectors,
lists) is folded into one number a word and output before it is stored.

>>> arrays = pack_ngrams({"some": [0.5], "people": [0.25]}, {("some", "people"): [1.0]})
>>> model = NgramModel.read(arrays)
>>> model.token_weights(["some", "people", "said"], np.array([0, 0, 0]))[:, 0].tolist()
[1.0, 0.75, 0.0]

Use: ``NgramModel.read(load_weights("name"), "prefix_")`` in the signal (keep it in a ``functools.cache``
function), ``save_weights(folder, "name", {**pack_ngrams(..., prefix="prefix_"), "intercept": ...})`` in
training. Sums over sentences: ``np.bincount(text.token_sentence, weights=w[:, 0], minlength=n)``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from itertools import count, repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorer.model.store import pack_strings, unpack_strings
from scorer.native import KERNELS
from scorer.text.words import WordTable
from scorer.types import Bools, Floats, Ints, record

#: Longest word ending that stands in for a word that the model does not know.
_LONGEST_ENDING = 5


class _Grams:
    """The weights of n-grams of one length. ``bits``, each twice the one before, stand for the places in them."""

    __slots__ = ("_base", "_bits", "_keys", "_shares")

    def __init__(self, keys: Ints, weights: Floats, base: int, bits: Sequence[int]) -> None:
        self._keys, self._shares, self._base, self._bits = keys, weights / len(bits), base, bits

    @property
    def arrays(self) -> tuple[Ints, Floats]:
        """(n,) the keys, rising, and (n, n_outputs) what each n-gram gives to every one of its words."""
        return self._keys, self._shares

    def mark(self, stands: NDArray[np.uint8]) -> None:
        """Set for each word (n_words + 1,) the bits of the places at which it stands."""
        keys = self._keys
        for bit in reversed(self._bits):  # the last word is the lowest digit of the key
            keys, word = np.divmod(keys, self._base)
            stands[word] |= bit

    def spread(self, weights: Floats, ids: Ints, group: Ints, stands: NDArray[np.uint8]) -> None:
        """Add each n-gram's weight, in equal parts, to its tokens. ``stands``: the words' bits, token by token."""
        order = len(self._bits)
        n = len(ids) - order + 1
        if n <= 0 or not len(self._keys):
            return
        likely = stands[order - 1 :] & self._bits[-1]
        for k in range(order - 1):
            likely &= stands[k : n + k] << (order - 1 - k)
        at = likely.nonzero()[0]
        at = at[group[at] == group[at + order - 1]]
        if not len(at):
            return
        seen = ids[at]
        for k in range(1, order):
            seen = seen * self._base + ids[at + k]
        place = np.minimum(self._keys.searchsorted(seen), len(self._keys) - 1)
        hit = self._keys[place] == seen
        at = at[hit]
        if len(at):
            shares = self._shares[place[hit]]
            for k in range(order):
                weights[at + k] += shares  # no place comes twice, so no index repeats


@record
class NgramModel:
    """Weights of words and of neighbouring words. Read it with :meth:`read`.

    Attributes
    ----------
    word_id : lower-case word → 1 … n_words; 0 is any other word.
    word_weight : (n_words + 1, n_outputs), in single precision, which holds what is stored; row 0 is zero.
    pair_key, triple_key : sorted keys of n-grams: ``a * base + b`` and ``(a * base + b) * base + c`` of
        word ids, with ``base = n_words + 1``.
    pair_weight, triple_weight : (n, n_outputs), in the order of the keys.
    endings : word ending of 2 to 5 letters → (n_outputs,) weight of unknown words that end so. The
        longest known ending counts. Empty: unknown words weigh nothing.
    """

    word_id: Mapping[str, int]
    word_weight: NDArray[np.float32]
    pair_key: Ints
    pair_weight: Floats
    triple_key: Ints
    triple_weight: Floats
    endings: Mapping[str, Floats]
    #: ``word_id`` for all words of a text at once (:meth:`scorer.text.Text.numbers`).
    id_table: WordTable = field(init=False, repr=False, compare=False)
    _grams: tuple[_Grams, ...] = field(init=False, repr=False, compare=False)
    #: (n_words + 1,) the places in n-grams at which each word stands, a bit each.
    _stands: NDArray[np.uint8] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id_table", WordTable(self.word_id.get))
        base = len(self.word_weight)
        pairs = _Grams(self.pair_key, self.pair_weight, base, (1, 2))
        triples = _Grams(self.triple_key, self.triple_weight, base, (4, 8, 16))
        object.__setattr__(self, "_grams", (pairs, triples))
        object.__setattr__(self, "_stands", np.zeros(base, dtype=np.uint8))
        for grams in self._grams:
            grams.mark(self._stands)

    @classmethod
    def read(cls, arrays: Mapping[str, np.ndarray], prefix: str = "") -> NgramModel:
        """A model from the arrays that :func:`pack_ngrams` made."""
        words = unpack_strings(arrays[f"{prefix}words"])
        endings = unpack_strings(arrays[f"{prefix}endings"])
        ending_weight = arrays[f"{prefix}ending_weight"].astype(np.float64)
        word_weight = arrays[f"{prefix}word_weight"]
        return cls(
            word_id=dict(zip(words, count(1), strict=False)),
            word_weight=np.concatenate([np.zeros((1, word_weight.shape[1])), word_weight]).astype(np.float32),
            pair_key=arrays[f"{prefix}pair_key"],
            pair_weight=arrays[f"{prefix}pair_weight"].astype(np.float64),
            triple_key=arrays[f"{prefix}triple_key"],
            triple_weight=arrays[f"{prefix}triple_weight"].astype(np.float64),
            endings=dict(zip(endings, ending_weight, strict=True)),
        )

    def ids(self, lower: Sequence[str]) -> Ints:
        """(n_tokens,) word ids, 0 where the word is not known."""
        return np.fromiter(map(self.word_id.get, lower, repeat(0)), dtype=np.int64, count=len(lower))

    def token_weights(self, lower: Sequence[str], group: Ints, guess: Bools | None = None) -> Floats:
        """(n_tokens, n_outputs) what each token adds to the score.

        A pair's or triple's weight is shared out evenly over its tokens. ``lower`` are lower-case tokens;
        ``group`` is (n_tokens,), not falling (such as ``Text.token_sentence``): no n-gram crosses from one
        group to the next. ``guess`` is (n_tokens,): where an unknown word may be weighed by its ending
        (None: anywhere).
        """
        ids = self.ids(lower)
        weights = self.id_weights(ids, group)
        if self.endings:
            for i in np.flatnonzero((ids == 0) if guess is None else (ids == 0) & guess).tolist():
                weight = self._ending(lower[i])
                if weight is not None:
                    weights[i] = weight  # an unknown word is in no gram, so nothing is lost
        return weights

    def id_weights(self, ids: Ints, group: Ints) -> Floats:
        """As :meth:`token_weights`, for the word ids that :meth:`ids` gives; unknown words weigh nothing."""
        if KERNELS is None:
            return self._id_weights(ids, group)
        weights = np.empty((len(ids), self.word_weight.shape[1]))
        pairs, triples = self._grams
        KERNELS.weigh_words(weights, ids, group, self.word_weight, self._stands, *pairs.arrays, *triples.arrays)
        return weights

    def _id_weights(self, ids: Ints, group: Ints) -> Floats:
        """The same in numpy."""
        weights = self.word_weight.take(ids, axis=0).astype(np.float64)
        stands = self._stands.take(ids)
        for grams in self._grams:
            grams.spread(weights, ids, group, stands)
        return weights

    def _ending(self, word: str) -> Floats | None:
        if not word.isalpha():
            return None
        for length in range(min(_LONGEST_ENDING, len(word) - 1), 1, -1):
            weight = self.endings.get(word[-length:])
            if weight is not None:
                return weight
        return None


class SentenceSums(NamedTuple):
    """What the weights of tokens come to, sentence by sentence.

    Attributes
    ----------
    length : (n,) tokens that count.
    token : (n_tokens,) what each token does for its sentence.
    total : (n,) the sums of ``token``.
    sums : (n, n_outputs) the sums of the weights.
    """

    length: Floats
    token: Floats
    total: Floats
    sums: Floats


def sum_sentences(weights: Floats, own: Bools, at: Ints, n: int, *, spread: int, whole: int) -> SentenceSums:
    """The sums of ``weights`` (n_tokens, n_outputs), zero where a token does not count, over ``n`` sentences.

    ``own`` (n_tokens,) tokens that count, ``at`` (n_tokens,) their sentences. A token does for its sentence what the
    output ``spread`` says over the root of the sentence's length, and what the output ``whole`` says.
    """
    if KERNELS is None:
        return _sum_sentences(weights, own, at, n, spread=spread, whole=whole)
    found = SentenceSums(np.empty(n), np.empty(len(at)), np.empty(n), np.empty((n, weights.shape[1])))
    KERNELS.sum_sentences(weights, own, at, spread, whole, *found)
    return found


def _sum_sentences(weights: Floats, own: Bools, at: Ints, n: int, *, spread: int, whole: int) -> SentenceSums:
    """The same in numpy."""
    length = np.asarray(np.bincount(at, weights=own, minlength=n), dtype=np.float64)
    token = weights[:, spread] / np.sqrt(np.maximum(length, 1.0))[at] + weights[:, whole]
    total = np.asarray(np.bincount(at, weights=token, minlength=n), dtype=np.float64)
    return SentenceSums(length, token, total, sums_by_group(weights, at, n))


def three_highest(values: Floats, at: Ints, n: int) -> Floats:
    """(n, 3) the highest positive ``values`` (n_tokens,) of each sentence, 0 where it has no more; ``at`` (n_tokens,)
    the sentences, not falling."""
    if KERNELS is None:
        return _three_highest(values, at, n)
    highest = np.empty((n, 3))
    KERNELS.three_highest(np.ascontiguousarray(values), at, highest)
    return highest


def _three_highest(values: Floats, at: Ints, n: int) -> Floats:
    """The same in numpy."""
    highest = np.zeros((n, 3))
    some = (values > 0).nonzero()[0]
    order = some[(-values[some]).argsort()]
    # Numbers of two bytes are sorted fastest, and no sentence's own order matters but that of the values.
    order = order[at[order].astype(np.min_scalar_type(n)).argsort(kind="stable")]
    length = np.bincount(at[some], minlength=n)
    first = length.cumsum() - length
    for k in range(3):
        has = (length > k).nonzero()[0]
        highest[has, k] = values[order[first[has] + k]]
    return highest


def sums_by_group(columns: Floats, group: Ints, n: int) -> Floats:
    """(n, n_columns) the sums of each group's rows of ``columns`` (n_rows, n_columns), most of which are zero."""
    width = columns.shape[1]
    rows, at = columns.nonzero()
    sums = np.bincount(group[rows] * width + at, weights=columns[rows, at], minlength=n * width)
    return np.asarray(sums.reshape(n, width), dtype=np.float64)


def pack_ngrams(
    words: Mapping[str, Sequence[float]],
    ngrams: Mapping[tuple[str, ...], Sequence[float]],
    endings: Mapping[str, Sequence[float]] | None = None,
    prefix: str = "",
) -> dict[str, np.ndarray]:
    """The arrays of a model, for :func:`scorer.model.store.save_weights`.

    ``words``, ``ngrams`` (tuples of two or three words) and ``endings`` map to one weight an output.
    A word that is in an n-gram alone is added with weight 0. Weights are stored as float16.
    """
    n_outputs = len(next(iter(words.values())))
    known = dict(words)
    for ngram in ngrams:
        for word in ngram:
            known.setdefault(word, [0.0] * n_outputs)
    vocabulary = sorted(known)
    if any("\n" in word for word in vocabulary):
        raise ValueError("a word may not hold a line break")
    number = {word: i + 1 for i, word in enumerate(vocabulary)}
    base = len(vocabulary) + 1
    arrays = {
        f"{prefix}words": pack_strings(vocabulary),
        f"{prefix}word_weight": _table((known[word] for word in vocabulary), n_outputs),
    }
    for name, order in (("pair", 2), ("triple", 3)):
        keyed = {}
        for ngram, weight in ngrams.items():
            if len(ngram) == order:
                key = 0
                for word in ngram:
                    key = key * base + number[word]
                keyed[key] = weight
        keys = sorted(keyed)
        arrays[f"{prefix}{name}_key"] = np.array(keys, dtype=np.int64)
        arrays[f"{prefix}{name}_weight"] = _table((keyed[key] for key in keys), n_outputs)
    stored = endings or {}
    arrays[f"{prefix}endings"] = pack_strings(sorted(stored))
    arrays[f"{prefix}ending_weight"] = _table((stored[e] for e in sorted(stored)), n_outputs)
    return arrays


def _table(rows: Iterable[Sequence[float]], n_outputs: int) -> np.ndarray:
    return np.array(list(rows), dtype=np.float16).reshape(-1, n_outputs)
