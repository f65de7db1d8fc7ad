"""Every endpoint against real scoring: answers, limits, errors in one format, nothing leaked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

import scorer
from scorer.api.app import create_app
from scorer.api.problems import TITLES
from scorer.api.settings import Settings
from scorer.report import NO_VERDICT, REASONS, Report
from scorer.signals import catalogue
from scorer.signals.registry import FLAG_KINDS, SIGNALS

PROBLEM = "application/problem+json"
WORD = "zyxwarticleword"


def page_of(text: str) -> str:
    paragraphs = "".join(f"<p>{sentence}.</p>" for sentence in text.rstrip(".").split(". "))
    return f"<html><head><title>Pier to be rebuilt</title></head><body><article>{paragraphs}</article></body></html>"


def test_a_text_is_answered_as_the_library_answers(client: TestClient, article: str) -> None:
    answer = client.post("/v1/score", json={"text": article, "id": "a-1", "title": "Pier", "author": "R. Aas"})
    assert answer.status_code == 200
    expected = scorer.Scorer().score_record({"text": article, "id": "a-1", "title": "Pier", "author": "R. Aas"})
    assert answer.content == expected.to_json()
    assert answer.json()["status"] == "scored"


def test_the_answer_has_the_declared_shape_and_true_quotes(client: TestClient, article: str) -> None:
    answer = client.post("/v1/score", json={"text": article, "include_text": True})
    report = TypeAdapter(Report).validate_json(answer.content)
    assert report.text == article
    placed = [flag for flag in report.flags if flag.start is not None]
    assert placed
    assert all(article[flag.start : flag.end] == flag.quote for flag in placed)


def test_text_comes_back_only_for_html_or_when_asked(client: TestClient, article: str) -> None:
    assert client.post("/v1/score", json={"text": article}).json()["text"] is None
    html = client.post("/v1/score", json={"html": page_of(article)}).json()
    assert "The work will cost 4.2 million" in html["text"]
    assert html["status"] == "scored"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"text": ""}, "no_text"),
        ({"text": "Too little to go by."}, "too_short"),
        ({"html": "<html><body></body></html>"}, "no_text"),
        ({"text": "Der Rat der Stadt hat am Montag beschlossen, die Brücke zu sperren. " * 20}, "unsupported_language"),
    ],
)
def test_what_cannot_be_scored_is_no_error(client: TestClient, body: dict[str, str], reason: str) -> None:
    answer = client.post("/v1/score", json=body)
    assert answer.status_code == 200
    assert answer.json()["status_reason"] == reason
    assert answer.json()["scores"] is None


def test_a_batch_is_answered_in_order(client: TestClient, article: str) -> None:
    articles = [{"text": article, "id": str(i)} if i % 2 else {"text": "short", "id": str(i)} for i in range(100)]
    reports = client.post("/v1/score/batch", json={"articles": articles}).json()["reports"]
    assert [report["id"] for report in reports] == [str(i) for i in range(100)]
    assert [report["status"] == "scored" for report in reports] == [bool(i % 2) for i in range(100)]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/score", {}),
        ("/v1/score", {"text": WORD, "html": WORD}),
        ("/v1/score", {"text": None, "html": None}),
        ("/v1/score", {"text": [WORD]}),
        ("/v1/score", {"text": "a", WORD: "b"}),
        ("/v1/score", {"text": "a", "include_text": WORD}),
        ("/v1/score", [WORD]),
        ("/v1/score", WORD),
        ("/v1/score/batch", {"articles": []}),
        ("/v1/score/batch", {"articles": [{"text": "a"}] * 101}),
        ("/v1/score/batch", {"articles": [{"text": "a"}, {"text": "a", "html": WORD}]}),
        ("/v1/score/batch", {"articles": {"text": WORD}}),
    ],
)
def test_a_request_that_is_not_as_described_is_422_and_never_quoted(client: TestClient, path: str, body: Any) -> None:
    answer = client.post(path, json=body)
    assert_problem(answer, 422, "invalid-request")
    assert answer.json()["errors"]
    assert WORD not in answer.text


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"text": "zyxwarticleword',
        b'{"text": "\\ud800"}',
        b'{"text": "\xff\xfe"}',
        b'{"text": NaN}',
        b"[" * 100_000,
        b'{"text":' * 50_000,
    ],
)
def test_broken_json_is_422(client: TestClient, body: bytes) -> None:
    answer = client.post("/v1/score", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == PROBLEM
    assert WORD not in answer.text


def test_odd_but_valid_characters_are_read(client: TestClient, article: str) -> None:
    odd = "\x00\u202e\ufffe" + article.replace(". ", ".\r\n\u200f") + "\U0010ffff e\u0301"
    answer = client.post("/v1/score", json={"text": odd, "include_text": True})
    assert answer.status_code == 200
    assert answer.json()["text"] == odd


def test_a_body_past_the_limit_is_413_before_it_is_read_whole(client: TestClient) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        yield b'{"text": "'
        while sent < 64 * 2**20:
            sent += 2**16
            yield b"a " * 2**15

    declared = client.post("/v1/score", content=b'{"text": "' + b"a " * 2**20 + b'"}')
    assert_problem(declared, 413, "body-too-large")
    assert_problem(client.post("/v1/score", content=endless()), 413, "body-too-large")


def test_a_body_of_the_limit_is_read(client: TestClient) -> None:
    body = b'{"text": "' + b"word " * 209_000
    body += b" " * (2**20 - len(body) - 2) + b'"}'
    assert len(body) == 2**20
    answer = client.post("/v1/score", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 200
    assert answer.json()["status_reason"] == "too_long"


def test_html_nested_too_deeply_is_422(client: TestClient) -> None:
    deep = client.post("/v1/score", json={"html": "<div>" * 2000 + "text"})
    assert_problem(deep, 422, "html-too-deep")
    batch = client.post("/v1/score/batch", json={"articles": [{"text": "a"}, {"html": "<b>" * 2000}]})
    assert_problem(batch, 422, "html-too-deep")
    assert "Article 1" in batch.json()["detail"]
    assert client.post("/v1/score", json={"html": "<div>" * 400 + "text"}).status_code == 200


_TAGS = st.sampled_from(
    ["<p>", "</p>", "<div", ">", "<script>", "<!--", "-->", "&amp;", "&#0;", "<td>", "</table>", "<br/>"]
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(st.one_of(_TAGS, st.text(max_size=30)), max_size=30), kind=st.sampled_from(["text", "html"]))
def test_no_text_or_page_is_too_odd(client: TestClient, parts: list[str], kind: str) -> None:
    report = client.post("/v1/score", json={kind: "".join(parts) * 3, "include_text": True})
    assert report.status_code == 200
    judged = report.json()["text"]
    assert all(f["start"] is None or judged[f["start"] : f["end"]] == f["quote"] for f in report.json()["flags"])


def test_other_media_types_are_415(client: TestClient) -> None:
    assert_problem(client.post("/v1/score", content="text=a", headers={"Content-Type": "text/plain"}), 415)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nothing", 404), ("GET", "/v1/score", 405), ("DELETE", "/", 405), ("GET", "/static/none.js", 404)],
)
def test_the_frameworks_own_errors_are_problems_too(client: TestClient, method: str, path: str, status: int) -> None:
    assert_problem(client.request(method, path), status)


def test_signals_say_what_is_looked_for(client: TestClient) -> None:
    info = client.get("/v1/signals").json()
    assert [signal["id"] for signal in info["signals"]] == [signal.id for signal in SIGNALS]
    assert {kind["id"] for signal in info["signals"] for kind in signal["flags"]} == set(FLAG_KINDS)
    measured = {kind["id"]: kind["measured"] for signal in info["signals"] for kind in signal["flags"]}
    assert {name: one["precision"] for name, one in measured.items() if one} == {
        name: one.precision for name, one in catalogue.measured().items() if name in FLAG_KINDS
    }
    assert info["no_verdict"] == NO_VERDICT
    assert info["not_scored"] == dict(REASONS)


def test_health_readiness_and_metrics(client: TestClient, article: str) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready"}
    client.post("/v1/score", json={"text": article})
    client.get(f"/{WORD}?{WORD}=1")
    metrics = client.get("/metrics")
    assert metrics.headers["content-type"].startswith("text/plain")
    assert 'scorer_http_requests_total{method="POST",route="/v1/score",status="200"}' in metrics.text
    assert 'scorer_articles_total{reason="",status="scored"}' in metrics.text
    assert "scorer_workers_ready 1.0" in metrics.text
    assert WORD not in metrics.text


def test_two_applications_count_apart() -> None:
    first, second = (create_app(Settings(workers=1)) for _ in range(2))
    first.state.service.metrics.article("scored", None)
    assert b'status="scored"' in first.state.service.metrics.text()
    assert b'status="scored"' not in second.state.service.metrics.text()


def test_keys_guard_scoring_alone(client: TestClient) -> None:
    del client
    with_keys = Settings(workers=1, api_keys="first-key, second-key")
    with TestClient(create_app(with_keys)) as guarded:
        body = {"text": "short"}
        assert_problem(guarded.post("/v1/score", json=body), 401)
        assert_problem(guarded.post("/v1/score", json=body, headers={"X-API-Key": "first-ke"}), 401)
        assert_problem(guarded.post("/v1/score", json=body, headers={"X-API-Key": "ünïcode".encode()}), 401)
        assert_problem(guarded.post("/v1/score/batch", json={"articles": [body]}), 401)
        assert guarded.post("/v1/score", json=body, headers={"X-API-Key": "second-key"}).status_code == 200
        assert guarded.post("/v1/score", json=body, headers={"Authorization": "Bearer first-key"}).status_code == 200
        assert guarded.get("/v1/signals").status_code == 200
    assert "first-key" not in repr(with_keys)


def test_cors_is_off_unless_configured(client: TestClient) -> None:
    asking = {"Origin": "https://paper.example", "Access-Control-Request-Method": "POST"}
    assert "access-control-allow-origin" not in client.get("/healthz", headers=asking).headers
    assert client.options("/v1/score", headers=asking).status_code == 405
    with TestClient(create_app(Settings(workers=1, cors_origins="https://paper.example"))) as open_to_one:
        allowed = open_to_one.options("/v1/score", headers=asking)
        assert allowed.headers["access-control-allow-origin"] == "https://paper.example"
        other = open_to_one.get("/healthz", headers={"Origin": "https://other.example"})
        assert "access-control-allow-origin" not in other.headers


@pytest.mark.parametrize("path", ["/", "/docs", "/static/page.js", "/v1/signals", "/nothing"])
def test_every_answer_keeps_the_page_to_itself(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_pages_name_no_other_place(client: TestClient) -> None:
    for path in ("/", "/docs"):
        page = client.get(path).text
        assert "http:" not in page
        assert "https:" not in page
        assert "style=" not in page
        assert "<style" not in page


def test_openapi_is_made_from_the_report(client: TestClient) -> None:
    schema = client.get("/openapi.json").json()
    declared = TypeAdapter(Report).json_schema(mode="serialization", ref_template="#/components/schemas/{model}")
    shapes = schema["components"]["schemas"]
    assert shapes["Report"]["properties"] == declared["properties"]
    assert shapes["FlagReport"] == declared["$defs"]["FlagReport"]
    paths = schema["paths"]
    assert set(paths) == {"/v1/score", "/v1/score/batch", "/v1/signals", "/healthz", "/readyz", "/metrics"}
    for reference in set(_references(schema)):
        assert reference.rsplit("/", 1)[-1] in shapes, reference


def test_openapi_examples_are_accepted(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    for path in ("/v1/score", "/v1/score/batch"):
        examples = paths[path]["post"]["requestBody"]["content"]["application/json"]["examples"]
        assert examples
        for example in examples.values():
            assert client.post(path, json=example["value"]).status_code == 200


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for child in node.values():
            yield from _references(child)
    elif isinstance(node, list):
        for child in node:
            yield from _references(child)


def assert_problem(answer: Any, status: int, kind: str | None = None) -> None:
    """An RFC 9457 problem with this status, of a known kind."""
    assert answer.status_code == status
    assert answer.headers["content-type"] == PROBLEM
    problem = json.loads(answer.content)
    assert problem["status"] == status
    name = problem["type"].removeprefix("urn:scorer:problem:")
    assert name in TITLES
    assert problem["title"] == TITLES[name]
    assert kind is None or name == kind
