"""What single words are known for, looked up for all words of a text at once.

Many tables are asked about the words of every article. The common words are numbered here, so that a text asks a
dictionary once and every table is an array over those numbers.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from itertools import chain, count

import numpy as np
from numpy.typing import NDArray

from scorer.model.store import unpack_strings, weights_if_fitted
from scorer.native import KERNELS

#: The weights whose words are the common ones, those with the commonest first: what is read together should stand
#: together in memory. No answer depends on the choice, only how fast it comes.
_LISTED = ("hedging", "junk", "loaded_language", "readability")
_UNASKED = int(np.iinfo(np.int64).min)


@functools.cache
def common_words() -> Mapping[str, int]:
    """Nearly all words that articles use, numbered from 1; 0 is any other word."""
    words = chain.from_iterable(unpack_strings(_packed(name)) for name in _LISTED)
    return dict(zip(dict.fromkeys(words), count(1), strict=False))


def _packed(name: str) -> NDArray[np.uint8]:
    arrays = weights_if_fitted(name)
    return np.zeros(0, dtype=np.uint8) if arrays is None else arrays["words"]


@functools.cache
def word_index() -> tuple[object, int]:
    """The common words as the compiled kernel looks them up, and how many there are."""
    assert KERNELS is not None
    index: tuple[object, int] = KERNELS.index_words(tuple(_packed(name).tobytes() for name in _LISTED))
    return index


def _n_common() -> int:
    return len(common_words()) if KERNELS is None else word_index()[1]


class WordTable:
    """A number for every word, given by the function ``of``; None counts as 0.

    Each common word is asked about once per process, any other word whenever it comes: ``of`` must give the same
    answer every time.
    """

    __slots__ = ("_known", "_of")

    def __init__(self, of: Callable[[str], int | None]) -> None:
        self._of = of
        self._known = np.full(_n_common() + 1, _UNASKED)

    def of_tokens(self, words: list[str], common: NDArray[np.int64], number: NDArray[np.int64]) -> NDArray[np.int64]:
        """(n_tokens,) the number of each token's word: ``words`` has the distinct ones, ``common`` their numbers among
        the common words, ``number`` (n_tokens,) the place of each token's among them."""
        if KERNELS is None:
            return self._of_tokens(words, common, number)
        out = np.empty(len(number), dtype=np.int64)
        KERNELS.look_up(out, self._known, _UNASKED, common, number, words, self._of)
        return out

    def _of_tokens(self, words: list[str], common: NDArray[np.int64], number: NDArray[np.int64]) -> NDArray[np.int64]:
        """The same in numpy."""
        found = self._known.take(common)
        new = (found == _UNASKED).nonzero()[0]
        if len(new):
            of = self._of
            found[new] = [of(words[i]) or 0 for i in new.tolist()]
            new = new[common[new] > 0]
            self._known[common[new]] = found[new]
        return found.take(number)
