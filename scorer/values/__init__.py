"""Values with their places in a text: dates, figures and quotations.

Every reader is linear in the text and keeps offsets: ``raw[value.start:value.end]`` is the value as written.
"""

from __future__ import annotations

from scorer.values.dates import DateValue, read_dates
from scorer.values.figures import FigureValue, read_figures
from scorer.values.quotations import QuotationValue, read_quotations

__all__ = ["DateValue", "FigureValue", "QuotationValue", "read_dates", "read_figures", "read_quotations"]
