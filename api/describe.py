"""The service in OpenAPI's words: what each endpoint takes and answers, with examples."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.responses import PlainTextResponse
from pydantic.json_schema import models_json_schema

from scorer import __version__
from scorer.api.export import ExportRequest
from scorer.api.payloads import (
    EXAMPLE_HTML,
    EXAMPLE_TEXT,
    ArticleRequest,
    BatchReports,
    Health,
    Readiness,
    SignalsInfo,
    batch_model,
)
from scorer.api.problems import MEDIA_TYPE, TITLES, ProblemDetails
from scorer.api.query import PARAMETERS
from scorer.export import MEDIA_TYPES
from scorer.report import NO_VERDICT, Report
from scorer.selection import selected

ABOUT: dict[str, Any] = {
    "title": "scorer",
    "version": __version__,
    "summary": "How an article is sourced, written and presented, every point traced to its place.",
    "description": f"{NO_VERDICT} No address is ever fetched, and no text is kept or logged.",
    "license_info": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
}

_REF = "#/components/schemas/{model}"


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Responses that are problem details."""
    return {status: {"description": _MEANING[status], "content": _PROBLEM} for status in statuses}


_PROBLEM = {MEDIA_TYPE: {"schema": {"$ref": _REF.format(model="ProblemDetails")}}}
_MEANING = {
    401: TITLES["unauthorized"],
    408: TITLES["slow-body"],
    413: TITLES["body-too-large"],
    415: TITLES["unsupported-media-type"],
    422: TITLES["invalid-request"],
    500: TITLES["internal-error"],
    431: TITLES["header-too-large"],
    503: "Too many requests are waiting, or the service is not ready",
}


def _body(model: str, examples: dict[str, Any]) -> dict[str, Any]:
    return {
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {"$ref": _REF.format(model=model)},
                    "examples": {name: {"value": value} for name, value in examples.items()},
                }
            },
        },
        "parameters": PARAMETERS,
        "security": [{}, {"key": []}, {"bearer": []}],
    }


_SCORING_PROBLEMS = problems(401, 408, 413, 415, 422, 431, 500, 503)

SCORE: dict[str, Any] = {
    "summary": "Score one article",
    "description": "Exactly one of `text` and `html`. An article that cannot be scored is answered with "
    "`not_scored` and its reason, not with an error.",
    "response_model": Report,
    "responses": _SCORING_PROBLEMS,
    "openapi_extra": _body(
        "ArticleRequest",
        {
            "text": {"text": EXAMPLE_TEXT, "title": "Council closes swimming hall", "author": "R. Aas"},
            "html": {"html": EXAMPLE_HTML, "id": "ferry-1"},
        },
    ),
}
BATCH: dict[str, Any] = {
    "summary": "Score up to 100 articles",
    "description": "Reports come in the order of the articles. An article that is not as described has a report with "
    "the reason `bad_input`, and `errors` say what is wrong with it; the others are scored.",
    "response_model": BatchReports,
    "responses": _SCORING_PROBLEMS,
    "openapi_extra": _body(
        "BatchRequest", {"two": {"articles": [{"text": EXAMPLE_TEXT, "id": "a"}, {"html": EXAMPLE_HTML, "id": "b"}]}}
    ),
}
EXPORT: dict[str, Any] = {
    "summary": "Write a report as a note, a page, annotations or a table",
    "description": "Takes a report as `/v1/score` gave it and the text it judged; nothing is scored.",
    "responses": {
        **problems(401, 408, 413, 415, 422, 431, 500, 503),
        200: {
            "description": "The file",
            "content": {kind: {"schema": {"type": "string"}} for kind in MEDIA_TYPES.values()},
        },
    },
    "response_class": PlainTextResponse,
    "openapi_extra": {**_body("ExportRequest", {}), "parameters": []},
}
SIGNALS: dict[str, Any] = {"summary": "What is looked for, and why", "response_model": SignalsInfo}
HEALTH: dict[str, Any] = {"summary": "Does the service answer?", "response_model": Health}
READY: dict[str, Any] = {
    "summary": "Can it score?",
    "response_model": Readiness,
    "responses": problems(500, 503),
}
METRICS: dict[str, Any] = {
    "summary": "Counters for Prometheus",
    "responses": {200: {"description": "Text format", "content": {"text/plain": {"schema": {"type": "string"}}}}},
    "response_class": PlainTextResponse,
}


def openapi(app: FastAPI, batch_articles: int) -> dict[str, Any]:
    """The OpenAPI document, made once an application."""
    if app.openapi_schema is None:
        schema = get_openapi(
            title=app.title,
            version=app.version,
            summary=app.summary,
            description=app.description,
            license_info=app.license_info,
            routes=app.routes,
        )
        _, declared = models_json_schema(
            [
                (ArticleRequest, "validation"),
                (batch_model(batch_articles), "validation"),
                (ExportRequest, "validation"),
                (ProblemDetails, "serialization"),
            ],
            ref_template=_REF,
        )
        components = schema.setdefault("components", {})
        components.setdefault("schemas", {}).update(declared["$defs"])
        _add_smaller_reports(schema)
        components["securitySchemes"] = {
            "key": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
            "bearer": {"type": "http", "scheme": "bearer"},
        }
        app.openapi_schema = schema
    return app.openapi_schema


def _add_smaller_reports(schema: dict[str, Any]) -> None:
    """Declare what the smaller details leave of a report, and that either may be answered."""
    shapes = schema["components"]["schemas"]
    whole = shapes["Report"]
    for detail in ("flags", "scores"):
        names = selected(detail)
        shapes[f"Report_{detail}"] = {
            "type": "object",
            "title": f"Report_{detail}",
            "description": f"A report with detail={detail}.",
            "properties": {name: whole["properties"][name] for name in names},
            "required": [name for name in whole["required"] if name in names],
            "additionalProperties": False,
        }
    any_of = {"anyOf": [{"$ref": _REF.format(model=name)} for name in ("Report", "Report_flags", "Report_scores")]}
    answer = schema["paths"]["/v1/score"]["post"]["responses"]["200"]["content"]["application/json"]
    answer["schema"] = any_of
    shapes["BatchReports"]["properties"]["reports"]["items"] = any_of
