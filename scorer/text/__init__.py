"""The text of an article, read once: lines, sentences, tokens and quotations, all with offsets."""

from __future__ import annotations

from scorer.text.reader import Text, read_text
from scorer.types import Span

__all__ = ["Span", "Text", "read_text"]
