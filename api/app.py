"""The HTTP service: ``create_app`` builds it from settings; nothing is global."""

from __future__ import annotations

import asyncio
import hmac
import math
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import orjson
from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.staticfiles import StaticFiles

from scorer.api import describe
from scorer.api.envelope import Envelope
from scorer.api.payloads import FIELD_NAMES, ArticleRequest, batch_model
from scorer.api.pool import Pool, WorkerLostError
from scorer.api.problems import Problem, from_validation
from scorer.api.settings import Settings
from scorer.api.signal_list import signals_info
from scorer.api.telemetry import CONTENT_TYPE, Metrics

Model = TypeVar("Model", bound=BaseModel)

STATIC = Path(__file__).parent / "static"

#: Requests whose body is still arriving, for each one that may be scored or wait: slow senders hold no place
#: in the queue, and the memory of all bodies together stays bounded.
ARRIVING_PER_PLACE = 4


class Service:
    """What the endpoints share: settings, scoring processes, counters, and how many requests are inside."""

    def __init__(self, settings: Settings, command: Sequence[str] | None = None) -> None:
        self.settings = settings
        self.metrics = Metrics()
        self.pool = Pool(
            command or (sys.executable, "-m", "scorer.api.worker", str(settings.html_depth)), settings.workers
        )
        self.arriving = 0
        self.inside = 0
        self._keys = [key.get_secret_value().encode() for key in settings.api_keys]
        self.metrics.watch("scorer_queue_requests", "Requests being scored or waiting.", lambda: self.inside)
        self.metrics.watch("scorer_workers_ready", "Scoring processes that can score.", lambda: self.pool.state.ready)
        self.metrics.watch("scorer_worker_restarts", "Scoring processes replaced.", lambda: self.pool.state.restarts)

    def authorize(self, request: Request) -> None:
        """Raise a 401 problem unless no key is asked for or one of them was sent. Takes as long for any key."""
        if not self._keys:
            return
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        sent = request.headers.get("x-api-key") or (token.strip() if scheme.lower() == "bearer" else "")
        given = sent.encode("utf-8", "surrogateescape")
        if not any([hmac.compare_digest(given, key) for key in self._keys]):  # noqa: C419 - never stops early
            raise Problem("unauthorized", 401, headers={"WWW-Authenticate": "Bearer"})

    async def body(self, request: Request, deadline: float) -> bytes:
        """The request's JSON body, counted while it arrives.

        Raises
        ------
        Problem : 415 for another media type, 413 past the limit, 408 past the deadline, 503 if too many arrive.
        """
        kind = request.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
        if kind != "application/json" and not kind.endswith("+json"):
            raise Problem("unsupported-media-type", 415, "Send application/json.")
        limit = self.settings.body_bytes
        declared = request.headers.get("content-length", "0")
        if declared.isdigit() and int(declared) > limit:
            raise self._too_large()
        if self.arriving >= ARRIVING_PER_PLACE * self.settings.queue:
            raise self._full()
        self.arriving += 1
        try:
            parts, size = [], 0
            async with asyncio.timeout_at(deadline):
                async for part in request.stream():
                    size += len(part)
                    if size > limit:
                        raise self._too_large()
                    parts.append(part)
        except TimeoutError:
            raise Problem("slow-body", 408) from None
        finally:
            self.arriving -= 1
        return b"".join(parts)

    @contextmanager
    def place(self) -> Iterator[None]:
        """A place in the queue, or a 503 problem that says when to come again."""
        if not self.pool.state.ready:
            raise Problem("not-ready", 503, headers={"Retry-After": "2"})
        if self.inside >= self.settings.queue:
            raise self._full()
        self.inside += 1
        try:
            yield
        finally:
            self.inside -= 1

    async def score(self, article: ArticleRequest, deadline: float, place: str = "") -> bytes:
        """The report of one article as JSON; ``place`` says where it stands in a batch."""
        try:
            head, report = await self.pool.run(article.model_dump_json().encode(), deadline)
        except TimeoutError:
            limit = f"The limit is {self.settings.request_seconds:g} seconds, waiting included."
            raise Problem("time-limit", 503, limit, headers={"Retry-After": self._retry_after()}) from None
        except WorkerLostError:
            raise Problem("internal-error", 500) from None
        told = orjson.loads(head)
        if told.get("problem") == "html-too-deep":
            detail = f"{place}The HTML is nested more than {self.settings.html_depth} elements deep."
            raise Problem("html-too-deep", 422, detail)
        if "problem" in told:
            raise Problem("internal-error", 500)
        self.metrics.article(told["status"], told["reason"])
        return report

    async def score_all(self, articles: Sequence[ArticleRequest], deadline: float) -> list[bytes]:
        """Reports in order. No more articles wait at once than there are processes, so others get their turn."""
        reports = [b""] * len(articles)
        numbered = iter(enumerate(articles))

        async def take() -> None:
            for i, article in numbered:
                reports[i] = await self.score(article, deadline, f"Article {i}: ")

        takers = [asyncio.create_task(take()) for _ in range(min(self.settings.workers, len(articles)))]
        try:
            await asyncio.gather(*takers)
        finally:
            for taker in takers:
                taker.cancel()
        return reports

    def _too_large(self) -> Problem:
        return Problem("body-too-large", 413, f"The limit is {self.settings.body_bytes} bytes.")

    def _full(self) -> Problem:
        return Problem("queue-full", 503, headers={"Retry-After": self._retry_after()})

    def _retry_after(self) -> str:
        """Seconds until the queue, as full as it is and as fast as it goes, will have drained."""
        return str(max(1, math.ceil(self.inside * self.pool.state.seconds / self.settings.workers)))


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
    app.add_middleware(Envelope, metrics=service.metrics, access_log=settings.access_log)
    return app


class Plain(APIRoute):
    """A route whose handler takes the request itself: the framework has no parameters to work out each time."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        return self.endpoint


def _add_scoring(app: FastAPI, service: Service) -> None:
    batch_request = batch_model(service.settings.batch_articles)

    def deadline() -> float:
        return asyncio.get_running_loop().time() + service.settings.request_seconds

    @app.post("/v1/score", **describe.SCORE)
    async def score(request: Request) -> Response:
        service.authorize(request)
        until = deadline()
        article = _parse(ArticleRequest, await service.body(request, until))
        with service.place():
            return _json(await service.score(article, until))

    @app.post("/v1/score/batch", **describe.BATCH)
    async def score_batch(request: Request) -> Response:
        service.authorize(request)
        until = deadline()
        batch = _parse(batch_request, await service.body(request, until))
        with service.place():
            reports = await service.score_all(batch.articles, until)  # type: ignore[attr-defined]
        return _json(b'{"reports":[' + b",".join(reports) + b"]}")


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
        return _json(b'{"status":"ready"}')

    @app.get("/metrics", **describe.METRICS)
    async def metrics(_: Request) -> Response:
        return Response(service.metrics.text(), media_type=CONTENT_TYPE)

    @app.get("/", include_in_schema=False)
    async def page(_: Request) -> Response:
        return _page("index")

    @app.get("/docs", include_in_schema=False)
    async def docs(_: Request) -> Response:
        return _page("docs")

    app.mount("/static", StaticFiles(directory=STATIC), name="static")


def _parse(model: type[Model], body: bytes) -> Model:
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        raise from_validation(error, FIELD_NAMES) from None


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
