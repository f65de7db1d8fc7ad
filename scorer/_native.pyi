"""The compiled kernels; see ``native/``."""

from collections.abc import Callable

INTERFACE: int
WIDTH: int

def read_text(
    raw: str, ends_sentence: Callable[[str, int, int, int, int], bool], abbreviations: frozenset[str], /
) -> tuple[list[str], list[str], tuple[bytes, ...], bytes, tuple[bytes, bytes, bytes]]: ...
def index_words(lists: tuple[bytes, ...], /) -> tuple[object, int]: ...
def number_words(index: object, lower: list[str], /) -> tuple[dict[str, int], bytes, bytes]: ...
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
