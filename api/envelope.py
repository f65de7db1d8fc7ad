"""Around every request: headers that keep a page to itself, one count, one line of log, one last catch."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from scorer.api.problems import Problem
from scorer.api.telemetry import Metrics
from scorer.api.worker import where

log = logging.getLogger("scorer.api")

_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))

#: Everything a page of this service may load comes from the service itself; nothing inline, nothing made by eval.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)

HEADERS: Sequence[tuple[str, str]] = (
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
_RAW_HEADERS = [(name.lower().encode(), value.encode()) for name, value in HEADERS]


class Envelope:
    """ASGI middleware, outermost. An error that nobody caught becomes a 500 problem, logged without its message."""

    def __init__(self, app: ASGIApp, metrics: Metrics, access_log: bool) -> None:
        self.app = app
        self.metrics = metrics
        self.access_log = access_log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = time.perf_counter()
        status = 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), *_RAW_HEADERS]
                if scope["path"].startswith("/v1/score"):
                    MutableHeaders(scope=message)["Cache-Control"] = "no-store"
            await send(message)

        try:
            await self.app(scope, receive, sending)
        except Exception as error:
            log.error("request failed: %s", where(error))
            if status == 0:
                await Problem("internal-error", 500).response()(scope, receive, sending)
        finally:
            method = scope["method"] if scope["method"] in _METHODS else "OTHER"
            route = getattr(scope.get("route"), "path", None) or "other"
            seconds = time.perf_counter() - begun
            self.metrics.request(method, route, status, seconds)
            if self.access_log:
                log.info("%s %s %d %.1f ms", method, route, status, 1000 * seconds)
