"""Around every request: headers that keep a page to itself, one count, one line of log, one last catch."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
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


#: An answer that is given before the whole body has come waits for this many bytes of the rest, and this long. Many
#: clients read nothing until they have sent everything, and would see a broken connection in its place.
DRAIN_BYTES, DRAIN_SECONDS = 32 * 2**20, 5.0
#: Counted and logged for a client that closed its connection before it was answered; it is never sent.
CLIENT_CLOSED = 499


class Envelope:
    """ASGI middleware, outermost. An error that nobody caught becomes a 500 problem, logged without its message.

    A HEAD request is answered as a GET without its body. ``allowed_hosts``: names that a request may give in its
    Host header, in lower case and without a port; none: any.
    """

    def __init__(
        self, app: ASGIApp, metrics: Metrics, access_log: bool = False, allowed_hosts: Sequence[str] = ()
    ) -> None:
        self.app = app
        self.metrics = metrics
        self.access_log = access_log
        self.allowed_hosts = frozenset(host.lower() for host in allowed_hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = time.perf_counter()
        asked = scope["method"]
        if asked == "HEAD":
            scope = {**scope, "method": "GET"}
        body = _Body(scope, receive)
        status = 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), *_RAW_HEADERS]
                headers = MutableHeaders(scope=message)
                if scope["path"].startswith("/v1/") and asked == "POST":
                    headers["Cache-Control"] = "no-store"
                if not await body.drained():
                    headers["Connection"] = "close"
            elif asked == "HEAD":
                message = {**message, "body": b""}
            await send(message)

        try:
            if self.allowed_hosts and _host(scope) not in self.allowed_hosts:
                await Problem("unknown-host", 421).response()(scope, receive, sending)
            else:
                await self.app(scope, body.receive, sending)
        except ClientDisconnect:
            status = status or CLIENT_CLOSED
        except Exception as error:
            log.error("request failed: %s", where(error))
            if status == 0:
                await Problem("internal-error", 500).response()(scope, receive, sending)
        finally:
            method = asked if asked in _METHODS else "OTHER"
            route = getattr(scope.get("route"), "path", None) or "other"
            seconds = time.perf_counter() - begun
            self.metrics.request(method, route, status, seconds)
            if self.access_log:
                log.info("%s %s %d %.1f ms", method, route, status, 1000 * seconds)


class _Body:
    """The body of a request on its way in: knows whether it has come whole."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        headers = Headers(scope=scope)
        self._receive = receive
        self._more = headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
        # A client that asks first sends nothing before it is told to.
        self._held_back = headers.get("expect", "").lower() == "100-continue"

    async def receive(self) -> Message:
        self._held_back = False
        message = await self._receive()
        self._more = self._more and message["type"] == "http.request" and message.get("more_body", False)
        return message

    async def drained(self) -> bool:
        """Read the rest and drop it, within bounds; whether there is no rest."""
        if self._more and not self._held_back:
            left = DRAIN_BYTES
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(DRAIN_SECONDS):
                    while self._more and left > 0:
                        left -= len((await self.receive()).get("body", b""))
        return not self._more


def _host(scope: Scope) -> str:
    """The name in the Host header, in lower case and without a port."""
    host = Headers(scope=scope).get("host", "").lower()
    return host.partition("]")[0] + "]" if host.startswith("[") else host.partition(":")[0]
