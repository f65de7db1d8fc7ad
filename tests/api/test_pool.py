"""Scoring processes that are slow, die or fail: the service stays up and says what happened."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
from fastapi.testclient import TestClient

from scorer.api.app import create_app
from scorer.api.pool import Pool, PoolStartError
from scorer.api.settings import Settings

Ask = Callable[[str], Awaitable[httpx.Response]]


OPTIONS = {"detail": "full", "selection": None}
MISCHIEF = (sys.executable, str(Path(__file__).parent / "mischief.py"))


def with_service(settings: Settings, use: Callable[[Ask, Any], Awaitable[None]]) -> None:
    """Run ``use`` with a function that posts a text, inside the service's life."""

    async def go() -> None:
        app = create_app(settings, MISCHIEF)
        async with app.router.lifespan_context(app):
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
                await use(lambda text: http.post("/v1/score", json={"text": text}), app.state.service)

    asyncio.run(go())


def test_answers_come_to_those_who_asked() -> None:
    async def use(ask: Ask, _: Any) -> None:
        answers = await asyncio.gather(*(ask(f"echo {i}") for i in range(40)))
        assert [answer.json()["echo"] for answer in answers] == [str(i) for i in range(40)]

    with_service(Settings(workers=2), use)


def test_full_queue_is_503_with_retry_after_and_the_queued_are_still_answered() -> None:
    async def use(ask: Ask, _: Any) -> None:
        answers = await asyncio.gather(*(ask("sleep 0.2") for _ in range(6)))
        assert [answer.status_code for answer in answers] == [200, 200, 200, 503, 503, 503]
        refused = answers[-1]
        assert refused.json()["type"] == "urn:scorer:problem:queue-full"
        assert int(refused.headers["retry-after"]) >= 1
        assert (await ask("echo again")).status_code == 200

    with_service(Settings(workers=1, queue=3), use)


def test_an_article_past_the_time_limit_is_too_slow_and_its_process_is_replaced() -> None:
    async def use(ask: Ask, service: Any) -> None:
        slow, other = await asyncio.gather(ask("sleep 30"), ask("echo other"))
        assert slow.status_code == 200
        assert slow.json()["not_scored"] == "too_slow"
        assert other.json()["echo"] == "other"
        assert service.pool.state.restarts == 1

    with_service(Settings(workers=1, work_seconds=0.5), use)


def test_time_is_counted_from_the_start_of_work_so_no_healthy_process_is_ended() -> None:
    async def use(ask: Ask, service: Any) -> None:
        # A dozen articles of 0.4 s: some wait until only a part of their second is left, and are still finished.
        answers = await asyncio.gather(*(ask("sleep 0.4") for _ in range(12)))
        answered = [answer for answer in answers if answer.status_code == 200]
        refused = [answer for answer in answers if answer.status_code == 503]
        assert len(answered) >= 2
        assert len(answered) + len(refused) == 12
        assert all(answer.json()["type"].endswith(("time-limit", "queue-full")) for answer in refused)
        assert all(int(answer.headers["retry-after"]) >= 1 for answer in refused)
        assert service.pool.state.restarts == 0

    with_service(Settings(workers=1, request_seconds=1, work_seconds=20), use)


def test_a_short_article_does_not_wait_for_the_long_ones() -> None:
    async def use(ask: Ask, service: Any) -> None:
        padding = " " * 200_000
        long = [asyncio.create_task(ask(f"sleep 0.3{padding}")) for _ in range(8)]
        await asyncio.sleep(0.1)
        assert (await ask("echo quick")).json()["echo"] == "quick"
        assert sum(task.done() for task in long) <= 2
        assert all(answer.status_code == 200 for answer in await asyncio.gather(*long))
        assert service.pool.state.restarts == 0

    with_service(Settings(workers=1), use)


def test_a_request_whose_client_is_gone_is_dropped() -> None:
    async def go() -> None:
        app = create_app(Settings(workers=1), MISCHIEF)
        async with app.router.lifespan_context(app):
            service = app.state.service
            leave = asyncio.Event()
            sent: list[Any] = []

            async def request(text: str) -> None:
                messages = [{"type": "http.request", "body": orjson.dumps({"text": text}), "more_body": False}]

                async def receive() -> dict[str, Any]:
                    if messages:
                        return messages.pop()
                    await leave.wait()
                    return {"type": "http.disconnect"}

                async def send(message: Any) -> None:
                    sent.append(message)

                scope = {
                    "type": "http",
                    "method": "POST",
                    "path": "/v1/score",
                    "raw_path": b"/v1/score",
                    "query_string": b"",
                    "headers": [(b"content-type", b"application/json")],
                    "http_version": "1.1",
                    "scheme": "http",
                    "server": ("test", 80),
                    "client": ("test", 1),
                    "root_path": "",
                }
                await app(scope, receive, send)

            asked = [asyncio.create_task(request("sleep 0.3")) for _ in range(20)]
            await wait_for(lambda: service.inside == 20)
            leave.set()
            await asyncio.gather(*asked)
            assert sent == []
            assert service.inside == 0
            begun = asyncio.get_running_loop().time()
            await service.answer(OPTIONS, b'{"text":"echo next"}', begun + 20)
            assert asyncio.get_running_loop().time() - begun < 2  # one article at most was still in hand
            assert service.pool.state.restarts == 0
            assert b'route="/v1/score",status="499"} 20.0' in service.metrics.text()

    asyncio.run(go())


def test_processes_that_die_idle_are_seen_at_once_and_cost_nobody_an_answer() -> None:
    async def use(ask: Ask, service: Any) -> None:
        pids = {answer.json()["pid"] for answer in await asyncio.gather(ask("sleep 0.3"), ask("sleep 0.3"))}
        assert len(pids) == 2
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        await wait_for(lambda: service.pool.state.restarts == 2)  # nothing was asked in between
        answers = await asyncio.gather(*(ask("echo b") for _ in range(8)))
        assert [answer.status_code for answer in answers] == [200] * 8
        await wait_for(lambda: service.pool.state.ready == 2)
        assert service.pool.state.restarts == 2

    with_service(Settings(workers=2), use)


def test_readiness_tells_of_dead_processes() -> None:
    async def go() -> None:
        app = create_app(Settings(workers=1), MISCHIEF)
        async with app.router.lifespan_context(app):
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
                assert (await http.get("/readyz")).json() == {"status": "ready", "workers": 1}
                pid = (await http.post("/v1/score", json={"text": "echo a"})).json()["pid"]
                app.state.service.pool.command = (*MISCHIEF, "--broken")
                os.kill(pid, signal.SIGKILL)
                await wait_for(lambda: app.state.service.pool.state.failing)
                for answer in (await http.get("/readyz"), await http.post("/v1/score", json={"text": "echo b"})):
                    assert answer.status_code == 503
                    assert answer.json()["type"] == "urn:scorer:problem:not-ready"
                    assert int(answer.headers["retry-after"]) >= 1

    asyncio.run(go())


def test_a_process_that_always_dies_costs_one_request_a_500_and_nobody_else() -> None:
    async def use(ask: Ask, service: Any) -> None:
        dead, alive = await asyncio.gather(ask("die"), ask("echo fine"))
        assert dead.status_code == 500
        assert dead.json()["type"] == "urn:scorer:problem:internal-error"
        assert alive.json()["echo"] == "fine"
        assert service.pool.state.restarts == 2

    with_service(Settings(workers=1), use)


def test_an_article_whose_process_died_once_is_tried_again(tmp_path: Path) -> None:
    async def use(ask: Ask, _: Any) -> None:
        assert (await ask(f"die-once {tmp_path / 'seen'}")).status_code == 200

    with_service(Settings(workers=1), use)


def test_a_process_killed_while_idle_costs_nobody_an_answer() -> None:
    async def use(ask: Ask, service: Any) -> None:
        os.kill((await ask("echo a")).json()["pid"], signal.SIGKILL)
        answers = await asyncio.gather(*(ask("echo b") for _ in range(5)))
        assert [answer.status_code for answer in answers] == [200] * 5
        assert service.pool.state.restarts == 1

    with_service(Settings(workers=1), use)


def test_a_failure_is_a_500_without_its_message(capfd: pytest.CaptureFixture[str]) -> None:
    async def use(ask: Ask, service: Any) -> None:
        failed = await ask("raise the article itself")
        assert failed.status_code == 500
        assert "article" not in failed.text.replace("application", "")
        assert service.pool.state.restarts == 0

    with_service(Settings(workers=1), use)
    err = capfd.readouterr().err
    assert "ValueError at" in err
    assert "secret" not in err


def test_a_batch_lets_others_through() -> None:
    async def use(ask: Ask, service: Any) -> None:
        articles = [{"text": "sleep 0.05"}] * 40
        until = asyncio.get_running_loop().time() + 20
        batch = asyncio.gather(service.score_all(articles, OPTIONS, until))
        await asyncio.sleep(0.2)
        assert (await ask("echo quick")).status_code == 200
        assert not batch.done()
        assert [(len(reports), errors) for reports, errors in await batch] == [(40, [])]

    with_service(Settings(workers=1), use)


def test_closing_waits_for_the_article_in_hand_and_leaves_no_process() -> None:
    async def go() -> list[int]:
        pool = Pool(MISCHIEF, 2)
        await pool.start()
        soon = asyncio.get_running_loop().time() + 20
        answers = await asyncio.gather(*(pool.run(b"{}", b'{"text":"echo x"}', soon) for _ in range(8)))
        await pool.close()
        assert pool.state.ready == 0
        return [httpx.Response(200, content=body).json()["pid"] for _, body in answers]

    for pid in set(asyncio.run(go())):
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_service_whose_processes_cannot_start_does_not_start() -> None:
    with pytest.raises(PoolStartError), TestClient(create_app(Settings(workers=2), (*MISCHIEF, "--broken"))):
        pass


async def wait_for(true: Callable[[], bool]) -> None:
    for _ in range(400):
        if true():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it did not happen in 20 seconds")
