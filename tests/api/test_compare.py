"""Several articles sent to the service at once."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from scorer.api.pool import Pool, TooSlowError

FIRST = (
    "The bridge over the Lenne was opened on 3 May 2021 by Mayor Ida Lunde. It cost 42 million euros, the works "
    "department said, and carries about 9,000 cars a day between the two halves of the town of Halden."
)
SECOND = FIRST.replace("3 May 2021", "4 May 2021").replace("42 million", "47 million")


def test_articles_are_compared(client: TestClient) -> None:
    answer = client.post("/v1/compare", json={"articles": [{"text": FIRST, "id": "a"}, {"text": SECOND, "id": "b"}]})
    assert answer.status_code == 200
    told = answer.json()
    assert told["kind"] == "comparison"
    assert [article["id"] for article in told["articles"]] == ["a", "b"]
    texts = [FIRST, SECOND]
    values = [value for claim in told["claims"] for value in claim["values"]]
    assert values
    for value in values:
        assert texts[value["article"]][value["start"] : value["end"]] == value["quote"]


def test_one_article_or_twenty_one_are_refused(client: TestClient) -> None:
    for n in (1, 21):
        assert client.post("/v1/compare", json={"articles": [{"text": FIRST}] * n}).status_code == 422


def test_a_comparison_that_takes_too_long_says_when_to_come_again(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def too_slow(*_: object) -> None:
        raise TooSlowError

    monkeypatch.setattr(Pool, "run", too_slow)
    answer = client.post("/v1/compare", json={"articles": [{"text": FIRST}, {"text": SECOND}]})
    assert answer.status_code == 503
    assert answer.json()["type"].endswith("time-limit")
    assert int(answer.headers["Retry-After"]) >= 1


def test_an_article_needs_text_or_html(client: TestClient) -> None:
    assert client.post("/v1/compare", json={"articles": [{"text": FIRST}, {"title": "x"}]}).status_code == 422


def test_the_page_is_served_and_names_only_its_own_files(client: TestClient) -> None:
    page = client.get("/compare")
    assert page.status_code == 200
    assert "http://" not in page.text
    assert "https://" not in page.text
    for name in ("compare.js", "compare.css"):
        assert client.get(f"/static/{name}").status_code == 200
