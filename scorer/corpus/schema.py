"""Arrow types of what goes in and what comes out.

The output types are derived from the dataclasses in :mod:`scorer.report`, so a column is declared once.
"""

from __future__ import annotations

import functools
import types
from collections.abc import Mapping, Sequence
from dataclasses import is_dataclass
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

from scorer.report import Report
from scorer.selection import Detail, selected
from scorer.signals.registry import SIGNALS

#: What a record may hold, all strings (contract: the fields of ``scorer batch``).
FIELDS = ("id", "text", "html", "title", "url", "published", "author")

#: What :func:`scorer.corpus.run.score_batch` reads. ``error`` says why a row could not be read; any column may
#: be missing.
INPUT = pa.schema([pa.field(name, pa.string()) for name in (*FIELDS, "error")])

#: What a first pass over the corpus adds to a batch: lines known to be furniture of the row's site.
FURNITURE_COLUMN = pa.field("furniture", pa.list_(pa.string()))
#: And where the row stands among its near-duplicates: the number, from 0, of the first row of the input in
#: the same cluster; the cluster's size; whether this row has its earliest date (null: no date is known).
CLUSTER_COLUMNS = pa.schema(
    [pa.field("cluster_id", pa.int64()), pa.field("cluster_size", pa.int64()), pa.field("first_by_date", pa.bool_())]
)

_PLAIN = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}


@functools.cache
def output_schema(detail: Detail) -> pa.Schema:
    """The columns of a scored batch: the report's fields of that detail, nested as in the report."""
    hints = get_type_hints(Report)
    return pa.schema([pa.field(name, arrow_type(hints[name])) for name in selected(detail)])


def arrow_type(hint: Any) -> pa.DataType:
    """The Arrow type of a field's type hint in the report.

    A dataclass is a struct; a union of dataclasses a struct with the fields of them all (each row fills
    its own); a mapping from signal ids a struct with one field a signal.

    Raises
    ------
    TypeError : the hint has no Arrow counterpart.
    """
    origin, arguments = get_origin(hint), get_args(hint)
    if hint in _PLAIN:
        return _PLAIN[hint]
    if is_dataclass(hint):
        return pa.struct(_members(hint))
    if origin is Literal:
        return _PLAIN[type(arguments[0])]
    if origin in (Union, types.UnionType):
        options = [option for option in arguments if option is not type(None)]
        if len(options) == 1:
            return arrow_type(options[0])
        return pa.struct({name: kind for option in options for name, kind in _members(option).items()})
    if origin in (tuple, list, Sequence):
        return pa.list_(arrow_type(arguments[0]))
    if origin is Mapping:
        return pa.struct({signal.id: arrow_type(arguments[1]) for signal in SIGNALS})
    raise TypeError(f"no Arrow type for {hint}")


def _members(dataclass: Any) -> dict[str, pa.DataType]:
    return {name: arrow_type(hint) for name, hint in get_type_hints(dataclass).items()}
