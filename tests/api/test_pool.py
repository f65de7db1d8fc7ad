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
import pytest
from fastapi.testclient import TestClient

from scorer.api.app import create_app
from scorer.api.payloads import ArticleRequest
from scorer.api.pool import Pool, PoolStartError
from scorer.api.settings import Settings

Ask = Callable[[str], Awaitable[httpx.Response]]


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


def test_an_article_past_the_time_limit_is_503_and_its_process_is_replaced() -> None:
    async def use(ask: Ask, service: Any) -> None:
        slow = await ask("sleep 30")
        assert slow.status_code == 503
        assert slow.json()["type"] == "urn:scorer:problem:time-limit"
        after = await asyncio.gather(*(ask("echo next") for _ in range(3)), return_exceptions=True)
        assert service.pool.state.restarts == 1
        # The replacement may need longer to come up than this service's short limit.
        assert {answer.status_code for answer in after if isinstance(answer, httpx.Response)} <= {200, 503}
        await wait_for(lambda: service.pool.state.ready == 1)
        assert (await ask("echo later")).json()["echo"] == "later"

    with_service(Settings(workers=1, request_seconds=0.5), use)


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
        articles = [ArticleRequest(text="sleep 0.05")] * 40
        until = asyncio.get_running_loop().time() + 20
        batch = asyncio.gather(service.score_all(articles, until))
        await asyncio.sleep(0.2)
        assert (await ask("echo quick")).status_code == 200
        assert not batch.done()
        assert [len(reports) for reports in await batch] == [40]

    with_service(Settings(workers=1), use)


def test_closing_waits_for_the_article_in_hand_and_leaves_no_process() -> None:
    async def go() -> list[int]:
        pool = Pool(MISCHIEF, 2)
        await pool.start()
        soon = asyncio.get_running_loop().time() + 20
        answers = await asyncio.gather(*(pool.run(b'{"text":"echo x"}', soon) for _ in range(8)))
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
