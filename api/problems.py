"""Errors in one format: RFC 9457 problem details. No part of an article ever stands in one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails
from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"

#: Titles by the last part of the problem's type, which is stable.
TITLES: Mapping[str, str] = {
    "invalid-request": "The request is not as described",
    "invalid-json": "The body is not JSON",
    "html-too-deep": "The HTML is nested too deeply",
    "unauthorized": "An API key is needed",
    "not-found": "There is nothing at this address",
    "method-not-allowed": "This address does not answer that method",
    "slow-body": "The body took too long to arrive",
    "body-too-large": "The body is too large",
    "unsupported-media-type": "The body must be JSON",
    "queue-full": "Too many requests are waiting",
    "time-limit": "Scoring took longer than the time limit",
    "not-ready": "The service is not ready",
    "internal-error": "Something went wrong in the service",
    "http-error": "The request could not be answered",
}


class FieldProblem(BaseModel):
    """One thing wrong with the body: where (names and indices, outermost first) and what."""

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


def from_validation(error: ValidationError, known: frozenset[str]) -> Problem:
    """A 422 that says where and what, without the value or any name that the sender made up.

    ``known`` are the names of the request's own fields; any other is told as ``(unknown field)``.
    """
    details = error.errors(include_url=False, include_context=False, include_input=False)
    if any(detail["type"] == "json_invalid" for detail in details):
        return Problem("invalid-json", 422, "The body could not be read as JSON in UTF-8.")
    problems = [FieldProblem(location=_location(detail, known), message=detail["msg"]) for detail in details[:20]]
    return Problem("invalid-request", 422, f"{len(details)} problem(s) in the body.", errors=problems)


def _location(detail: ErrorDetails, known: frozenset[str]) -> list[str | int]:
    return [part if isinstance(part, int) or part in known else "(unknown field)" for part in detail["loc"]]
