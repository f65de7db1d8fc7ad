"""A report in forms that leave scorer: a note, a page that stands alone, annotations and a table.

Every form is made from a :class:`scorer.report.Report` and the text that it judged, and from nothing else: the same
report gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from scorer.report import Report

Format = Literal["markdown", "html", "annotations", "csv"]
FORMATS: tuple[Format, ...] = get_args(Format)

#: What a file of each form is called and sent as.
ENDINGS: Mapping[Format, str] = {"markdown": ".md", "html": ".html", "annotations": ".jsonld", "csv": ".csv"}
MEDIA_TYPES: Mapping[Format, str] = {
    "markdown": "text/markdown",
    "html": "text/html",
    "annotations": "application/ld+json",
    "csv": "text/csv",
}


def export(report: Report, text: str, form: Format) -> str:
    """``report`` as ``form``. ``text`` is the judged text that the report's offsets refer to.

    Raises
    ------
    ValueError : a flag's quote is not what ``text`` holds at its place.
    """
    for number, flag in enumerate(report.flags):
        if flag.start is not None and (flag.end is None or text[flag.start : flag.end] != flag.quote):
            raise ValueError(f"the quote of flag {number} is not in the text at its place")
    return _writers()[form](report, text)


def _writers() -> Mapping[Format, Callable[[Report, str], str]]:
    from scorer.export.markdown import note
    from scorer.export.page import page
    from scorer.export.table import table
    from scorer.export.web_annotations import collection

    return {"markdown": note, "html": page, "annotations": collection, "csv": table}
