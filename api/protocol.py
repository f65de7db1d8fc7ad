"""uvicorn's HTTP protocol with the limits it lacks: on headers, on connections, and on clients that do not read."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from scorer.api.problems import Problem

#: How long a refused connection is read from, so that the client sees the answer and no reset. Seconds.
LINGER_SECONDS = 1.0
#: How long a connection may hold up a shutdown that has nothing left to do but to send an answer. Seconds.
SHUTDOWN_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What a connection may take: header size and time, time to read an answer, and how many there may be."""

    header_bytes: int = 65_536
    header_seconds: float = 10.0
    answer_seconds: float = 60.0
    connections: int = 512


def limited(limits: Limits) -> type[HttpToolsProtocol]:
    """The protocol class for a server with these limits; uvicorn makes one of it for each connection."""

    class Limited(LimitedProtocol):
        pass

    Limited.limits = limits
    return Limited


class LimitedProtocol(HttpToolsProtocol):
    """One connection.

    A header must be complete ``header_seconds`` after the connection was opened or the last answer was given. Bytes
    that lead nowhere (a header without end, chunk extensions, trailers) are counted until something is made of them.
    Where there are too many connections, the one that has kept the service waiting longest is closed.
    """

    limits = Limits()

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._pending = 0
        self._refusal: Problem | None = None
        self._refused = False
        self._answering: RequestResponseCycle | None = None
        self._reading: asyncio.TimerHandle | None = None
        self._writing: asyncio.TimerHandle | None = None
        self._ending: asyncio.TimerHandle | None = None
        self._await_header()
        if len(self.connections) > self.limits.connections:
            self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        for timer in (self._reading, self._writing, self._ending):
            if timer is not None:
                timer.cancel()
        self._unset_keepalive_if_required()
        # Of several requests on one connection, uvicorn tells only the last one that the client is gone.
        self.pipeline.clear()
        if self._answering is not None and not self._answering.response_complete:
            self._answering.disconnected = True
            self._answering.message_event.set()
        super().connection_lost(exc)

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self._answering = cycle
        super()._start_asgi_task(cycle, app)

    def data_received(self, data: bytes) -> None:
        if self._refused:
            return
        self._pending += len(data)
        super().data_received(data)
        if self._pending > self.limits.header_bytes and not self._refused:
            self._refuse(_header_too_large())

    def on_headers_complete(self) -> None:
        size = len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)
        if size > self.limits.header_bytes:
            self._refusal = _header_too_large()
            raise ValueError("header too large")  # the parser stops, and send_400_response is called
        self._pending = 0
        if self._reading is not None:
            self._reading.cancel()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._pending = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._pending = 0
        super().on_message_complete()

    def on_response_complete(self) -> None:
        waiting = bool(self.pipeline)
        super().on_response_complete()
        if self.transport.is_closing():
            self._end_within(self.limits.answer_seconds)
        elif not waiting:
            self._await_header()

    def send_400_response(self, msg: str) -> None:
        self._refuse(self._refusal or Problem("bad-request", 400))

    def pause_writing(self) -> None:
        super().pause_writing()
        if self._writing is None:
            self._writing = self.loop.call_later(self.limits.answer_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._writing is not None:
            self._writing.cancel()
            self._writing = None

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        self._end_within(self.limits.answer_seconds)

    def shutdown(self) -> None:
        super().shutdown()
        if not self.in_request() or self.flow.write_paused:
            self._end_within(SHUTDOWN_SECONDS)

    def keeps_waiting(self) -> bool:
        """Whether it is the client's turn: a header or a body is not complete, or an answer not read."""
        return not self.in_request() or (self._answering is not None and self._answering.more_body)

    def _await_header(self) -> None:
        self._since = self.loop.time()
        if self._reading is not None:
            self._reading.cancel()
        self._reading = self.loop.call_later(self.limits.header_seconds, self._header_too_late)

    def _header_too_late(self) -> None:
        if self._pending and not self._refused:
            self._refuse(Problem("slow-header", 408))
        else:
            self._close()

    def _make_room(self) -> None:
        waiting = [
            one
            for one in self.connections
            if isinstance(one, LimitedProtocol) and one is not self and one.keeps_waiting()
        ]
        if waiting:
            # One that has begun to send a body, which counts for more than a header, goes last.
            min(waiting, key=lambda one: (one.in_request(), one.opened())).abort()
        else:
            self._refuse(Problem("too-many-connections", 503, headers={"Retry-After": "1"}))

    def in_request(self) -> bool:
        """Whether a header has come whole and its answer is not complete."""
        return self._answering is not None and not self._answering.response_complete

    def opened(self) -> float:
        """The loop's time since when a header is waited for, or was."""
        return self._since

    def abort(self) -> None:
        """Close at once, whatever is left to send."""
        self.connections.discard(self)
        self.transport.abort()

    def _refuse(self, problem: Problem) -> None:
        """Answer with ``problem`` instead of reading on, and close."""
        if self.transport.is_closing():
            return
        self._refused = True
        if self._answering is not None and not self._answering.response_complete:
            if self._answering.response_started:
                self.transport.abort()
                return
            self._answering.disconnected = True  # whatever the application still says is not sent
            self._answering.message_event.set()
        response = problem.response()
        headers = (*self.server_state.default_headers, *response.raw_headers, (b"connection", b"close"))
        lines = [STATUS_LINE[problem.status], *(b"%b: %b\r\n" % header for header in headers), b"\r\n"]
        self.transport.write(b"".join((*lines, bytes(response.body))))
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self.loop.call_later(LINGER_SECONDS, self._close)

    def _close(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()
        self._end_within(self.limits.answer_seconds)

    def _end_within(self, seconds: float) -> None:
        """Give the client so long to read what is still to be sent."""
        if self._ending is not None:
            self._ending.cancel()
        self._ending = self.loop.call_later(seconds, self.transport.abort)


def _header_too_large() -> Problem:
    return Problem("header-too-large", 431)
