"""What the address of a scoring request may ask for: how much of a report, and which flags."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, get_args

from starlette.datastructures import QueryParams

from scorer.api.problems import FieldProblem, invalid_request, unknown_name
from scorer.selection import Detail, Selection, SelectionError
from scorer.signals.registry import FLAG_KINDS

_DETAILS = get_args(Detail)
_IDS = ("select", "ignore")
NAMES = ("detail", *(field.name for field in fields(Selection)))

#: Ids of flags, or of the signals they belong to; any other beginning of an id will do as well.
_LIST: dict[str, Any] = {
    "type": "array",
    "minItems": 1,
    "items": {"type": "string", "enum": [*sorted({name.partition(".")[0] for name in FLAG_KINDS}), *FLAG_KINDS]},
}

#: The same in OpenAPI's words.
PARAMETERS: list[dict[str, Any]] = [
    {
        "name": name,
        "in": "query",
        "required": False,
        "schema": schema,
        **({"style": "form", "explode": False} if schema is _LIST else {}),
        "description": description,
    }
    for name, schema, description in (
        ("detail", {"type": "string", "enum": list(_DETAILS), "default": "full"}, "How much of a report is given."),
        ("select", _LIST, "Show only flags whose id begins so."),
        ("ignore", _LIST, "Hide flags whose id starts with one of these."),
        (
            "min_severity",
            {"type": "string", "enum": ["high", "medium", "low"]},
            "Show only flags at least this severe.",
        ),
        (
            "min_confidence",
            {"type": "number", "minimum": 0, "maximum": 1},
            "Show only flags of at least this confidence.",
        ),
    )
]


def options_of(query: QueryParams) -> dict[str, Any]:
    """``detail`` and ``selection`` (None: every flag) as plain values.

    Raises
    ------
    Problem : 422 for a name that is not known, or a value that is not allowed.
    """
    errors = [unknown_name("parameter", name, NAMES, ("query", "(unknown)")) for name in query if name not in NAMES]
    detail = query.get("detail", "full")
    if detail not in _DETAILS:
        errors.append(_error("detail", f"Give one of {', '.join(_DETAILS)}."))
    values: dict[str, Any] = {
        name: [part.strip() for given in query.getlist(name) for part in given.split(",")]
        for name in _IDS
        if name in query
    }
    if "min_severity" in query:
        values["min_severity"] = query["min_severity"]
    if "min_confidence" in query:
        try:
            values["min_confidence"] = float(query["min_confidence"])
        except ValueError:
            errors.append(_error("min_confidence", "Give a number between 0 and 1."))
    selection = None
    if values and not errors:
        selection = _selection(values).as_dict()
    if errors:
        raise invalid_request(errors)
    return {"detail": detail, "selection": selection}


def _selection(values: dict[str, Any]) -> Selection:
    try:
        return Selection.of(values)
    except SelectionError as error:
        raise invalid_request([_error("selection", f"{error}.")]) from None


def _error(name: str, message: str) -> FieldProblem:
    return FieldProblem(location=["query", name], message=message)
