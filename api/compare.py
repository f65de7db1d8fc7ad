"""``POST /v1/compare``: several articles on one event compared with each other."""

from __future__ import annotations

from typing import Annotated, Any

import orjson
from pydantic import BaseModel, ConfigDict, Field

from scorer.api.payloads import ArticleRequest
from scorer.api.pool import TooSlowError, WorkerLostError
from scorer.api.problems import Problem
from scorer.api.service import Service

#: This many articles are compared at once.
LEAST, MOST = 2, 20


class CompareRequest(BaseModel):
    """Articles on one event. Their order changes nothing but the indices in the answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    articles: Annotated[list[ArticleRequest], Field(min_length=LEAST, max_length=MOST)]


DESCRIPTION: dict[str, Any] = {
    "summary": f"Compare {LEAST} to {MOST} articles on one event",
    "description": "What the articles agree on, where they differ, which text they share and who is behind them, with "
    "places in each text. It does not say which article is right.",
    "openapi_extra": {
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": CompareRequest.model_json_schema()}},
        },
        "responses": {
            "200": {"description": "The comparison", "content": {"application/json": {"schema": {"type": "object"}}}}
        },
    },
}


async def compare(service: Service, request: CompareRequest, deadline: float) -> bytes:
    """The comparison of the request's articles as JSON."""
    payload = orjson.dumps({"articles": [article.model_dump(exclude={"include_text"}) for article in request.articles]})
    try:
        head, body = await service.answer({}, payload, deadline)
    except TooSlowError:
        headers = {"Retry-After": service.retry_after(len(payload))}
        raise Problem("time-limit", 503, "The comparison took too long.", headers=headers) from None
    except WorkerLostError:
        raise Problem("internal-error", 500) from None
    if head.get("problem") == "html-too-deep":
        limit = service.settings.html_depth
        raise Problem("html-too-deep", 422, f"The HTML is nested more than {limit} elements deep.")
    if "problem" in head:
        raise Problem("internal-error", 500)
    return body
