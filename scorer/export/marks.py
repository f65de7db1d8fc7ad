"""A text cut into pieces, each with the marks that cover it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

Mark = TypeVar("Mark")


@dataclass(frozen=True, slots=True)
class Piece(Generic[Mark]):
    """Part of a text. ``marks`` cover all of it; ``opens`` are those of them that begin here."""

    text: str
    marks: tuple[Mark, ...]
    opens: tuple[Mark, ...]


def pieces(text: str, spans: Sequence[tuple[int, int, Mark]]) -> list[Piece[Mark]]:
    """Pieces that together are exactly ``text``. ``spans`` are (start, end, mark), in code points; they may overlap."""
    placed = [(max(0, start), min(end, len(text)), mark) for start, end, mark in spans]
    placed = sorted((span for span in placed if span[0] < span[1]), key=lambda span: span[0])
    cuts = sorted({0, len(text), *(start for start, _, _ in placed), *(end for _, end, _ in placed)})
    out: list[Piece[Mark]] = []
    active: list[tuple[int, Mark]] = []
    following = 0
    for start, end in pairwise(cuts):
        active = [(until, mark) for until, mark in active if until > start]
        opens = []
        while following < len(placed) and placed[following][0] == start:
            active.append(placed[following][1:])
            opens.append(placed[following][2])
            following += 1
        out.append(Piece(text[start:end], tuple(mark for _, mark in active), tuple(opens)))
    return out
