"""Errors in one format: RFC 9457 problem details. None of them contains a part of an article."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"

#: Titles by the last part of the problem's type, which is stable.
TITLES: Mapping[str, str] = {
    "bad-request": "Malformed HTTP request",
    "invalid-request": "Invalid request",
    "invalid-json": "Invalid JSON",
    "html-too-deep": "HTML nested too deeply",
    "unauthorized": "API key required",
    "not-found": "Not found",
    "method-not-allowed": "Method not allowed",
    "unknown-host": "Unknown host",
    "slow-header": "Request header timed out",
    "slow-body": "Request body timed out",
    "header-too-large": "Request header too large",
    "body-too-large": "Request body too large",
    "unsupported-media-type": "Unsupported media type",
    "too-many-connections": "Too many connections",
    "queue-full": "Too many requests waiting",
    "time-limit": "Waited too long to be scored",
    "not-ready": "Service not ready",
    "internal-error": "Internal server error",
    "http-error": "Request failed",
}

#: Errors of one body that are reported; the rest are counted.
_MOST_ERRORS = 20
#: A name that may be repeated to the sender: a field's, never a passage of text.
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,39}")


class FieldProblem(BaseModel):
    """One thing wrong with the request: where (names and indices, outermost first) and what."""

    location: Sequence[str | int]
    message: str


class ProblemDetails(BaseModel):
    """RFC 9457 problem details."""

    model_config = ConfigDict(json_schema_extra={"description": "RFC 9457 problem details."})

    type: str = Field(examples=["urn:scorer:problem:invalid-request"])
    title: str
    status: int
    detail: str | None = None
    errors: Sequence[FieldProblem] | None = None


class Problem(Exception):  # noqa: N818 - it is the name RFC 9457 gives
    """Raised anywhere in the service to answer a request with a problem."""

    def __init__(
        self,
        kind: str,
        status: int,
        detail: str | None = None,
        *,
        errors: Sequence[FieldProblem] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(kind)
        self.kind = kind
        self.status = status
        self.detail = detail
        self.errors = errors
        self.headers = dict(headers or {})

    def response(self) -> Response:
        """The problem as a response."""
        body: dict[str, Any] = {
            "type": f"urn:scorer:problem:{self.kind}",
            "title": TITLES[self.kind],
            "status": self.status,
        }
        if self.detail is not None:
            body["detail"] = self.detail
        if self.errors is not None:
            body["errors"] = [error.model_dump() for error in self.errors]
        return Response(orjson.dumps(body), self.status, self.headers, MEDIA_TYPE)


def invalid_request(errors: Sequence[FieldProblem]) -> Problem:
    """A 422 that lists what is wrong, up to a limit."""
    count = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
    return Problem("invalid-request", 422, f"The request has {count}.", errors=errors[:_MOST_ERRORS])


def from_validation(error: ValidationError, model: type[BaseModel]) -> Problem:
    """A 422 that says where and what, without any value that was sent. ``model`` is what the body should have been."""
    if any(detail["type"] == "json_invalid" for detail in error.errors(include_url=False, include_input=False)):
        return Problem("invalid-json", 422, "The body could not be read as JSON in UTF-8.")
    return invalid_request(field_problems(error, model))


def field_problems(
    error: ValidationError, model: type[BaseModel], within: Sequence[str | int] = ()
) -> list[FieldProblem]:
    """What ``model`` found wrong with the part of the request at ``within``."""
    found = []
    for detail in error.errors(include_url=False, include_context=False, include_input=False):
        location = [part if isinstance(part, int) else shown_name(part) for part in detail["loc"]]
        if detail["type"] == "extra_forbidden":
            found.append(unknown_name("field", str(detail["loc"][-1]), list(model.model_fields), (*within, *location)))
        else:
            found.append(FieldProblem(location=[*within, *location], message=_sentence(detail["msg"])))
    return found


def unknown_name(what: str, name: str, allowed: Sequence[str], location: Sequence[str | int]) -> FieldProblem:
    """A name the service does not know, with those it does."""
    return FieldProblem(
        location=list(location), message=f"Unknown {what} {shown_name(name)}. Allowed: {', '.join(allowed)}."
    )


def shown_name(name: str) -> str:
    """``name`` if it looks like one; what looks like anything else is not repeated."""
    return name if _NAME.fullmatch(name) else "(not shown)"


def _sentence(message: str) -> str:
    return message if message.endswith(".") else f"{message}."
