"""Quotations of a text with their places."""

from __future__ import annotations

from dataclasses import dataclass

from scorer.text import Text
from scorer.values.limits import VALUE_LIMITS


@dataclass(frozen=True, slots=True)
class QuotationValue:
    """A quotation at ``start:end``, marks included; ``first`` and ``last`` bound its tokens within the marks."""

    start: int
    end: int
    first: int
    last: int


def read_quotations(text: Text) -> list[QuotationValue]:
    """The quotations of ``text`` of at least two words, in their order."""
    out = []
    for first, last in text.quote_token.tolist():
        inner_last = last - 1 if not text.is_word[last - 1] else last
        if int(text.is_word[first:last].sum()) >= VALUE_LIMITS.least_words:
            out.append(
                QuotationValue(int(text.token_start[first]), int(text.token_end[last - 1]), first + 1, inner_last)
            )
    return out
