"""The service with its real scoring processes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from scorer.api.app import create_app
from scorer.api.settings import Settings

ARTICLE = (
    "The harbour board of Westhaven will rebuild the north pier next year, the board said on Monday. "
    '"We have patched it for eleven years and the patches no longer hold," said Ida Lunde, who chairs the board. '
    "The work will cost 4.2 million, according to the budget that members approved by 9 votes to 2. "
    "Piet Hoorn, who voted against it, told the meeting that the estimate leaves out the crane. "
    "Fishermen could lose two moorings while the work goes on, the board's engineer wrote in a report. "
    "Analysts say the port might not recover its costs for decades. "
    "The shocking bill 💶 comes on top of a disastrous season, and it is believed that more cuts may follow. "
    "Records of the port show that 214 boats called there last year, six fewer than the year before. "
    "A spokeswoman for the county confirmed that it had been asked for a loan and said it would answer in March."
)


@pytest.fixture(scope="session")
def article() -> str:
    """An article of more than eighty words, with things to notice and a character outside the BMP."""
    return ARTICLE


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient]:
    """The service as it ships, with one scoring process."""
    with TestClient(create_app(Settings(workers=1))) as opened:
        yield opened


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A service of its own, as a process."""
    from service_process import running

    with running(tmp_path_factory.mktemp("page") / "log") as (where, _):
        yield where


@pytest.fixture(scope="module")
def opened() -> Iterator[Any]:
    """A real browser."""
    from browser import browser, chromium

    program = chromium()
    assert program is not None
    with browser(program) as running_browser:
        yield running_browser


@pytest.fixture
def watch(opened: Any, address: str) -> Iterator[Any]:
    """Opens pages of the service that record all they do."""
    from browser import Watched

    contexts = []

    def new(path: str = "/", **options: Any) -> Watched:
        context = opened.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        contexts.append(context)
        watched = Watched(context.new_page(), address)
        watched.page.goto(address + path)
        return watched

    yield new
    for context in contexts:
        context.close()


@pytest.fixture
def full(watch: Any) -> Any:
    """Opens pages whose reports hold every field of the contract."""

    from browser import Watched, explained

    def new(path: str = "/", **options: Any) -> Watched:
        watched: Watched = watch("/docs", **options)

        def answer(route: Any) -> None:
            response = route.fetch()
            route.fulfill(response=response, json=explained(response.json()))

        watched.page.route("**/v1/score*", answer)
        watched.page.goto(watched.address + path)
        return watched

    return new
