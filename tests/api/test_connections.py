"""What a connection may take: a service that clients hold open, feed slowly or do not read from stays up for others."""

from __future__ import annotations

import contextlib
import json
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from service_process import running

POST = b"POST /v1/score HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A service with short limits."""
    log = tmp_path_factory.mktemp("service") / "log"
    limits = {"header_seconds": "1", "answer_seconds": "1.5", "connections": "40", "header_bytes": "16384"}
    with running(log, **limits) as (address, _):
        yield address
    assert "ERROR" not in log.read_text()


def opened(address: str) -> socket.socket:
    host, _, port = address.removeprefix("http://").partition(":")
    return socket.create_connection((host, int(port)), 10)


def answer_on(connection: socket.socket) -> bytes:
    """All that comes until the other side closes."""
    parts = []
    with contextlib.suppress(ConnectionResetError):
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts)


def status_of(address: str) -> int:
    return httpx.get(f"{address}/healthz", timeout=5).status_code


@pytest.mark.parametrize("beginning", [b"", b"GET / HTTP/1.1\r\nX-Slow: ", b"\r\n"])
def test_a_header_that_does_not_end_is_closed_at_its_deadline(address: str, beginning: bytes) -> None:
    with opened(address) as connection:
        begun = time.monotonic()
        connection.sendall(beginning)
        answer = answer_on(connection)
        assert 0.8 < time.monotonic() - begun < 5
        assert not answer or answer.startswith(b"HTTP/1.1 408 ")


def test_a_header_sent_byte_by_byte_gets_no_more_time(address: str) -> None:
    with opened(address) as connection:
        begun = time.monotonic()
        with pytest.raises((BrokenPipeError, ConnectionResetError)):
            while time.monotonic() - begun < 10:
                connection.sendall(b"GET / HTTP/1.1\r\nX-Slow: "[int(time.monotonic() * 10) % 20 :][:1] or b"a")
                time.sleep(0.1)
        assert time.monotonic() - begun < 6


def test_the_next_header_on_a_connection_has_a_deadline_too(address: str) -> None:
    with opened(address) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        answer = b""
        while not answer.endswith(b"}"):
            answer += connection.recv(65536)
        assert answer.startswith(b"HTTP/1.1 200 ")
        connection.sendall(b"GET /healthz HTTP/1.1\r\nX-Slow: ")
        begun = time.monotonic()
        assert answer_on(connection).startswith(b"HTTP/1.1 408 ")
        assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    "endless",
    [
        b"GET / HTTP/1.1\r\nX-Long: " + b"a" * 200_000,
        b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 40_000,
        b"GET /" + b"a" * 200_000,
        b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + b"a" * 20_000 + b"\r\n\r\n",
        POST + b"Transfer-Encoding: chunked\r\n\r\n0\r\nX-Trailer: " + b"a" * 200_000,
        POST + b"Transfer-Encoding: chunked\r\n\r\n1;" + b"a" * 200_000,
    ],
    ids=["one value", "many headers", "address", "complete", "trailer", "chunk extension"],
)
def test_a_header_past_the_limit_is_431(address: str, endless: bytes) -> None:
    with opened(address) as connection:
        connection.sendall(endless)
        answer = answer_on(connection)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 431 ")
    assert b"application/problem+json" in head
    assert json.loads(body)["type"] == "urn:scorer:problem:header-too-large"


def test_what_is_no_http_is_a_problem_too(address: str) -> None:
    with opened(address) as connection:
        connection.sendall(b"NONSENSE\r\n\r\n")
        answer = answer_on(connection)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["type"] == "urn:scorer:problem:bad-request"


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nX: ", POST + b"Content-Length: 1000\r\n\r\n{"])
def test_more_connections_than_allowed_lock_nobody_out(address: str, sent: bytes) -> None:
    with contextlib.ExitStack() as stack:
        for _ in range(120):
            connection = stack.enter_context(opened(address))
            with contextlib.suppress(OSError):
                connection.sendall(sent)
        for _ in range(5):
            assert status_of(address) == 200


def test_few_open_files_lock_nobody_out(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, before[1]))  # the service inherits it
    try:
        with running(tmp_path / "log", header_seconds="30") as (address, _), contextlib.ExitStack() as stack:
            resource.setrlimit(resource.RLIMIT_NOFILE, before)
            for _ in range(400):
                stack.enter_context(opened(address)).sendall(b"GET / HTTP/1.1\r\n")
            for _ in range(5):
                assert status_of(address) == 200
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


MANY = 600
UNREAD = b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n" * MANY


def test_an_answer_that_is_not_read_is_dropped_at_its_deadline(address: str) -> None:
    with opened(address) as connection:
        connection.sendall(UNREAD)
        time.sleep(4)
        assert 0 < answer_on(connection).count(b"HTTP/1.1 200 ") < MANY
    assert status_of(address) == 200


@pytest.mark.parametrize("size", [1_100_000, 2_000_000, 8_000_000, 30_000_000])
@pytest.mark.parametrize("declared", [True, False], ids=["declared", "chunked"])
def test_the_answer_to_too_large_a_body_is_read_by_every_client(address: str, size: int, declared: bool) -> None:
    body = b'{"text": "' + b"a " * (size // 2) + b'"}'
    headers = {"Content-Type": "application/json"}
    sent = body if declared else iter([body[i : i + 65536] for i in range(0, len(body), 65536)])
    request = urllib.request.Request(f"{address}/v1/score", sent, headers)  # noqa: S310
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=30)  # noqa: S310
    assert refused.value.code == 413
    assert json.loads(refused.value.read())["type"] == "urn:scorer:problem:body-too-large"
    content = body if declared else iter([body])
    assert httpx.post(f"{address}/v1/score", content=content, headers=headers, timeout=30).status_code == 413


def test_a_client_that_asks_before_it_sends_is_refused_before_it_sends(address: str) -> None:
    with opened(address) as connection:
        connection.sendall(POST + b"Content-Length: 5000000\r\nExpect: 100-continue\r\n\r\n")
        begun = time.monotonic()
        assert connection.recv(65536).startswith(b"HTTP/1.1 413 ")
        assert time.monotonic() - begun < 2


def test_a_client_that_breaks_off_is_no_error(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with running(log) as (address, _):
        for sent in (b"", b'{"text": "half'):
            with opened(address) as connection:
                connection.sendall(POST + b"Content-Length: 1000\r\n\r\n" + sent)
        until = time.monotonic() + 10
        while 'status="499"} 2.0' not in (metrics := httpx.get(f"{address}/metrics").text):
            assert time.monotonic() < until, metrics
            time.sleep(0.1)
        assert 'status="500"' not in metrics
    assert "ERROR" not in log.read_text()


def test_an_unread_answer_does_not_hold_up_a_shutdown(tmp_path: Path) -> None:
    with running(tmp_path / "log") as (address, process), opened(address) as connection:
        connection.sendall(UNREAD)
        time.sleep(1)
        begun = time.monotonic()
        process.terminate()
        process.wait(30)
        assert time.monotonic() - begun < 10
