"""``POST /v1/export``: a report, as this service gave it, in a form that leaves it."""

from __future__ import annotations

import asyncio
from typing import Any

from fastapi import FastAPI, Request, Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from scorer.api.problems import FieldProblem, from_validation, invalid_request
from scorer.api.service import Service
from scorer.export import MEDIA_TYPES, Format, export
from scorer.report import Report
from scorer.selection import bounded


class ExportRequest(BaseModel):
    """A report and the form wanted."""

    # A report of a later version may hold more than this one knows.
    model_config = ConfigDict(extra="ignore", frozen=True)

    format: Format = Field(description="A note in Markdown, a page that stands alone, Web Annotations, or a table.")
    report: Report = Field(description="As `/v1/score` gives it.")
    text: str | None = Field(None, description="The judged text, where the report does not hold it.")


def add_export(app: FastAPI, service: Service, described: dict[str, Any]) -> None:
    """Answer ``/v1/export``. Nothing is scored; large reports are written outside the event loop."""

    @app.post("/v1/export", **described)
    async def write(request: Request) -> Response:
        service.authorize(request)
        body = await service.body(request, service.deadline())
        try:
            wanted = ExportRequest.model_validate_json(body)
        except ValidationError as error:
            raise from_validation(error, ExportRequest) from None
        text = wanted.text if wanted.text is not None else wanted.report.text
        if text is None:
            raise invalid_request([FieldProblem(location=["text"], message="Give the text that was scored.")])
        try:
            written = await asyncio.to_thread(export, bounded(wanted.report), text, wanted.format)
        except ValueError as error:
            raise invalid_request([FieldProblem(location=["report", "flags"], message=f"{error}.")]) from None
        return Response(written.encode("utf-8", "replace"), media_type=f"{MEDIA_TYPES[wanted.format]}; charset=utf-8")
