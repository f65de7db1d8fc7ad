"""The compiled kernels; see ``native/``."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from scorer.types import Bools, Floats, Floats32, Ints

INTERFACE: int
WIDTH: int

def read_text(
    raw: str, ends_sentence: Callable[[str, int, int, int, int], bool], abbreviations: frozenset[str], /
) -> tuple[list[str], list[str], tuple[bytes, ...], bytes, tuple[bytes, bytes, bytes]]: ...
def index_words(lists: tuple[bytes, ...], /) -> tuple[object, int]: ...
def number_words(index: object, lower: list[str], /) -> tuple[dict[str, int], bytes, bytes]: ...
def look_up(
    out: Ints,
    known: Ints,
    unasked: int,
    common: Ints,
    number: Ints,
    words: list[str],
    of: Callable[[str], int | None],
    /,
) -> None: ...
def read_network(
    words: bytes,
    places: bytes,
    layers: tuple[tuple[int, bytes, bytes], ...],
    parts: int,
    block: int,
    limit: int,
    rows: bytes,
    codes: bytes,
    /,
) -> bytes: ...
def weigh_words(
    weights: Floats,
    ids: Ints,
    group: Ints,
    word_weight: Floats32,
    stands: NDArray[np.uint8],
    pair_key: Ints,
    pair_share: Floats,
    triple_key: Ints,
    triple_share: Floats,
    /,
) -> None: ...
def sum_sentences(
    weights: Floats,
    own: Bools,
    at: Ints,
    spread: int,
    whole: int,
    length: Floats,
    token: Floats,
    total: Floats,
    sums: Floats,
    /,
) -> None: ...
def three_highest(values: Floats, at: Ints, highest: Floats, /) -> None: ...
