"""The compiled kernels; see ``native/``."""

from collections.abc import Callable

INTERFACE: int

def read_text(
    raw: str, ends_sentence: Callable[[str, int, int, int, int], bool], abbreviations: frozenset[str], /
) -> tuple[list[str], list[str], dict[str, int], tuple[bytes, ...], bytes, tuple[bytes, bytes, bytes]]: ...
