"""What the endpoints share: settings, scoring processes, counters, and how many requests are inside."""

from __future__ import annotations

import asyncio
import hmac
import math
import sys
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

import orjson
from fastapi import Request
from pydantic import ValidationError
from starlette.requests import ClientDisconnect

from scorer.api.payloads import ArticleRequest
from scorer.api.pool import Pool, TooSlowError, WorkerLostError
from scorer.api.problems import FieldProblem, Problem, field_problems
from scorer.api.settings import Settings
from scorer.api.telemetry import Metrics

Result = TypeVar("Result")

#: Requests whose body is still arriving, for each one that may be scored or wait: slow senders hold no place
#: in the queue, and the memory of all bodies together stays bounded.
ARRIVING_PER_PLACE = 4


class Service:
    """One service's state. ``command`` starts a scoring process; by default the product's own.

    The process takes no module from the folder it is started in (``-P``), whatever lies there.
    """

    def __init__(self, settings: Settings, command: Sequence[str] | None = None) -> None:
        self.settings = settings
        self.metrics = Metrics()
        self.pool = Pool(
            command or (sys.executable, "-P", "-m", "scorer.api.worker", str(settings.html_depth)),
            settings.workers,
            settings.work_seconds,
        )
        self.arriving = 0
        self.inside = 0
        self._keys = [form for key in settings.api_keys for form in _encoded(key.get_secret_value())]
        self.metrics.watch("scorer_queue_requests", "Requests being scored or waiting.", lambda: self.inside)
        self.metrics.watch("scorer_workers_ready", "Scoring processes that can score.", lambda: self.pool.state.ready)
        self.metrics.watch("scorer_worker_restarts", "Scoring processes replaced.", lambda: self.pool.state.restarts)

    def authorize(self, request: Request) -> None:
        """Raise a 401 problem unless no key is asked for or one of them was sent. Takes as long for any key."""
        if not self._keys:
            return
        sent = dict(reversed(request.headers.raw))
        scheme, _, token = sent.get(b"authorization", b"").partition(b" ")
        given = sent.get(b"x-api-key") or (token.strip() if scheme.lower() == b"bearer" else b"")
        if not any([hmac.compare_digest(given, key) for key in self._keys]):  # noqa: C419 - never stops early
            raise Problem("unauthorized", 401, headers={"WWW-Authenticate": "Bearer"})

    def deadline(self) -> float:
        """The loop's time by which the body of a request that comes now must be here and its scoring begin."""
        return asyncio.get_running_loop().time() + self.settings.request_seconds

    async def body(self, request: Request, deadline: float) -> bytes:
        """The request's JSON body, counted while it arrives.

        Raises
        ------
        Problem : 415 for another media type, 413 past the limit, 408 past the deadline, 503 if too many arrive.
        ClientDisconnect : the client is gone.
        """
        kind = request.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
        if kind != "application/json" and not kind.endswith("+json"):
            raise Problem("unsupported-media-type", 415, "Send application/json.")
        limit = self.settings.body_bytes
        declared = request.headers.get("content-length", "0")
        if declared.isdigit() and int(declared) > limit:
            raise self._too_large()
        if self.arriving >= ARRIVING_PER_PLACE * self.settings.queue:
            raise self._full(0)
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
    def place(self, size: int = 0) -> Iterator[None]:
        """A place in the queue for a body of ``size`` bytes, or a 503 problem that says when to come again.

        While a process is being replaced, requests wait for it; they are refused only where that fails.
        """
        if not self.pool.state.ready and self.pool.state.failing:
            raise Problem("not-ready", 503, headers={"Retry-After": "2"})
        wait = self.pool.wait(size)
        if self.inside >= self.settings.queue or (wait and wait + self.pool.cost(size) > self.settings.request_seconds):
            raise self._full(size)
        self.inside += 1
        try:
            yield
        finally:
            self.inside -= 1

    async def answer(self, options: Mapping[str, Any], payload: bytes, deadline: float) -> tuple[Any, bytes]:
        """Head and body of what a scoring process answers.

        Raises
        ------
        Problem : 503 where it could not begin by ``deadline``.
        TooSlowError, WorkerLostError : see :meth:`Pool.run`.
        """
        try:
            head, body = await self.pool.run(orjson.dumps(options), payload, deadline)
        except TimeoutError:
            limit = f"Scoring did not begin within {self.settings.request_seconds:g} seconds."
            headers = {"Retry-After": self.retry_after(len(payload))}
            raise Problem("time-limit", 503, limit, headers=headers) from None
        return orjson.loads(head), body

    async def score(self, article: ArticleRequest, options: Mapping[str, Any], deadline: float) -> bytes:
        """The report of one article as JSON. ``options``: see :func:`scorer.api.query.options_of`."""
        try:
            head, report = await self.answer(options, article.model_dump_json().encode(), deadline)
        except TooSlowError:
            return await self._unscored("too_slow", article.id, options, deadline)
        except WorkerLostError:
            raise Problem("internal-error", 500) from None
        if head.get("problem") == "html-too-deep":
            detail = f"The HTML is nested more than {self.settings.html_depth} elements deep."
            raise Problem("html-too-deep", 422, detail)
        if "problem" in head:
            raise Problem("internal-error", 500)
        self.metrics.article(head["status"], head["reason"])
        return report

    async def score_all(
        self, items: Sequence[Any], options: Mapping[str, Any], deadline: float
    ) -> tuple[list[bytes], list[FieldProblem]]:
        """Reports in the order of ``items``, and what is wrong with those that are not as described.

        No more articles wait at once than there are processes, so others get their turn.
        """
        reports = [b""] * len(items)
        errors: dict[int, list[FieldProblem]] = {}
        numbered = iter(enumerate(items))

        async def take() -> None:
            for i, item in numbered:
                reports[i], wrong = await self._score_item(i, item, options, deadline)
                if wrong:
                    errors[i] = wrong

        takers = [asyncio.create_task(take()) for _ in range(min(self.settings.workers, len(items)))]
        try:
            await asyncio.gather(*takers)
        finally:
            for taker in takers:
                taker.cancel()
        return reports, [error for i in sorted(errors) for error in errors[i]]

    async def _score_item(
        self, i: int, item: Any, options: Mapping[str, Any], deadline: float
    ) -> tuple[bytes, list[FieldProblem]]:
        """The report of one article of a batch. What is wrong with it costs the others nothing."""
        given = item.get("id") if isinstance(item, dict) else None
        article_id = given if isinstance(given, str) else None
        try:
            return await self.score(ArticleRequest.model_validate(item), options, deadline), []
        except ValidationError as error:
            wrong = field_problems(error, ArticleRequest, ("articles", i))
        except Problem as problem:
            if problem.status == 503:
                raise
            message = problem.detail or "The article could not be read."
            wrong = [FieldProblem(location=["articles", i], message=message)]
        return await self._unscored("bad_input", article_id, options, deadline), wrong

    async def _unscored(
        self, reason: str, article_id: str | None, options: Mapping[str, Any], deadline: float
    ) -> bytes:
        payload = orjson.dumps({"id": article_id})
        try:
            _, report = await self.answer({**options, "not_scored": reason}, payload, deadline)
        except (TooSlowError, WorkerLostError):
            raise Problem("internal-error", 500) from None
        self.metrics.article("not_scored", reason)
        return report

    def _too_large(self) -> Problem:
        return Problem("body-too-large", 413, f"The limit is {self.settings.body_bytes} bytes.")

    def _full(self, size: int) -> Problem:
        return Problem("queue-full", 503, headers={"Retry-After": self.retry_after(size)})

    def retry_after(self, size: int) -> str:
        """Seconds until enough of the queue, as fast as it goes, will have been worked off."""
        return str(max(1, math.ceil(self.pool.wait(size) - self.settings.request_seconds / 2)))


async def unless_gone(request: Request, work: Coroutine[Any, Any, Result]) -> Result:
    """The result of ``work``, which is dropped as soon as the client of ``request`` has closed its connection.

    The body must have been read.

    Raises
    ------
    ClientDisconnect : the client is gone.
    """
    working, leaving = asyncio.ensure_future(work), asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait((working, leaving), return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise ClientDisconnect
        return working.result()
    finally:
        for task in (working, leaving):
            task.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        await asyncio.sleep(0)  # where receiving never waits, the work still gets its turns


def _encoded(key: str) -> list[bytes]:
    """The bytes that a client may send for ``key``: some write headers in UTF-8, some in Latin-1."""
    forms = [key.encode()]
    if not key.isascii():
        with suppress(UnicodeEncodeError):
            forms.append(key.encode("latin-1"))
    return forms
