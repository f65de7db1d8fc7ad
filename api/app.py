"""The HTTP service: ``create_app`` builds it from settings; nothing is global."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import orjson
from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from scorer.api import compare, describe
from scorer.api.envelope import Envelope
from scorer.api.export import add_export
from scorer.api.payloads import ArticleRequest, batch_model
from scorer.api.problems import Problem, from_validation
from scorer.api.query import options_of
from scorer.api.service import Service, unless_gone
from scorer.api.settings import Settings
from scorer.api.signal_list import signals_info
from scorer.api.telemetry import CONTENT_TYPE

Model = TypeVar("Model", bound=BaseModel)

STATIC = Path(__file__).parent / "static"

#: Answers of fewer bytes are not compressed; a higher level would hold the event loop longer for little.
GZIP_FROM, GZIP_LEVEL = 1024, 4


def create_app(settings: Settings | None = None, command: Sequence[str] | None = None) -> FastAPI:
    """The ASGI application. ``command`` starts a scoring process (tests give their own)."""
    settings = settings or Settings()
    service = Service(settings, command)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await service.pool.start()
        yield
        await service.pool.close()

    app = FastAPI(
        **describe.ABOUT,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        responses=describe.problems(500),
    )
    app.router.route_class = Plain
    app.state.service = service
    _add_scoring(app, service)
    _add_reading(app, service)
    add_export(app, service, describe.EXPORT)
    app.openapi = lambda: describe.openapi(app, settings.batch_articles)  # type: ignore[method-assign]
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(HTTPException, _http_error)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=("GET", "POST"),
            allow_headers=("Content-Type", "Authorization", "X-API-Key"),
        )
    app.add_middleware(GZipMiddleware, minimum_size=GZIP_FROM, compresslevel=GZIP_LEVEL)
    app.add_middleware(
        Envelope, metrics=service.metrics, access_log=settings.access_log, allowed_hosts=settings.allowed_hosts
    )
    return app


class Plain(APIRoute):
    """A route whose handler takes the request itself: the framework has no parameters to work out each time."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        return self.endpoint


def _add_scoring(app: FastAPI, service: Service) -> None:
    batch_request = batch_model(service.settings.batch_articles)

    @app.post("/v1/score", **describe.SCORE)
    async def score(request: Request) -> Response:
        service.authorize(request)
        options, until = options_of(request.query_params), service.deadline()
        body = await service.body(request, until)
        article = _parse(ArticleRequest, body)
        with service.place(len(body)):
            return _json(await unless_gone(request, service.score(article, options, until)))

    @app.post("/v1/compare", **compare.DESCRIPTION)
    async def compare_articles(request: Request) -> Response:
        service.authorize(request)
        until = service.deadline()
        body = await service.body(request, until)
        articles = _parse(compare.CompareRequest, body)
        with service.place(len(body)):
            return _json(await unless_gone(request, compare.compare(service, articles, until)))

    @app.post("/v1/score/batch", **describe.BATCH)
    async def score_batch(request: Request) -> Response:
        service.authorize(request)
        options, until = options_of(request.query_params), service.deadline()
        body = await service.body(request, until)
        items = _parse(batch_request, body).articles  # type: ignore[attr-defined]
        with service.place(len(body)):
            reports, errors = await unless_gone(request, service.score_all(items, options, until))
        told = orjson.dumps([error.model_dump() for error in errors])
        return _json(b'{"reports":[' + b",".join(reports) + b'],"errors":' + told + b"}")


def _add_reading(app: FastAPI, service: Service) -> None:
    info = signals_info().model_dump_json().encode()

    @app.get("/v1/signals", **describe.SIGNALS)
    async def signals(_: Request) -> Response:
        return _json(info)

    @app.get("/healthz", **describe.HEALTH)
    async def healthz(_: Request) -> Response:
        return _json(b'{"status":"ok"}')

    @app.get("/readyz", **describe.READY)
    async def readyz(_: Request) -> Response:
        if not service.pool.state.ready:
            raise Problem("not-ready", 503, headers={"Retry-After": "2"})
        return _json(orjson.dumps({"status": "ready", "workers": service.pool.state.ready}))

    @app.get("/metrics", **describe.METRICS)
    async def metrics(_: Request) -> Response:
        return Response(service.metrics.text(), media_type=CONTENT_TYPE)

    @app.get("/", include_in_schema=False)
    async def page(_: Request) -> Response:
        return _page("index")

    @app.get("/docs", include_in_schema=False)
    async def docs(_: Request) -> Response:
        return _page("docs")

    @app.get("/compare", include_in_schema=False)
    async def compare_page(_: Request) -> Response:
        return _page("compare")

    app.mount("/static", StaticFiles(directory=STATIC), name="static")


def _parse(model: type[Model], body: bytes) -> Model:
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        raise from_validation(error, model) from None


def _json(body: bytes) -> Response:
    return Response(body, media_type="application/json")


def _page(name: str) -> Response:
    return FileResponse(STATIC / f"{name}.html", headers={"Cache-Control": "no-cache"})


async def _problem(_: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return error.response()


async def _http_error(_: Request, error: Exception) -> Response:
    """Errors the framework raises itself: an unknown address, a method that is not answered."""
    assert isinstance(error, HTTPException)
    kind = {404: "not-found", 405: "method-not-allowed"}.get(error.status_code, "http-error")
    return Problem(kind, error.status_code, headers=error.headers).response()
