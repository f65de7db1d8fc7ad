"""Every endpoint against real scoring: answers, limits, errors in one format, nothing leaked."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter
from starlette.requests import Request

import scorer
from scorer.api.app import create_app
from scorer.api.problems import TITLES
from scorer.api.service import unless_gone
from scorer.api.settings import Settings
from scorer.report import NO_VERDICT, REASONS, Report
from scorer.selection import MOST_EVIDENCE, MOST_FLAGS
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
        ("/v1/score", {"text": "a", f"{WORD} {WORD}": "b"}),
        ("/v1/score", {"text": "a", "include_text": WORD}),
        ("/v1/score", [WORD]),
        ("/v1/score", WORD),
        ("/v1/score/batch", {"articles": []}),
        ("/v1/score/batch", {"articles": [{"text": "a"}] * 101}),
        ("/v1/score/batch", {"articles": {"text": WORD}}),
    ],
)
def test_a_request_that_is_not_as_described_is_422_and_never_quoted(client: TestClient, path: str, body: Any) -> None:
    answer = client.post(path, json=body)
    assert_problem(answer, 422, "invalid-request")
    assert answer.json()["errors"]
    assert WORD not in answer.text


def test_an_unknown_field_is_named_with_the_allowed_ones(client: TestClient) -> None:
    answer = client.post("/v1/score", json={"txet": "a"})
    assert_problem(answer, 422, "invalid-request")
    assert answer.json()["detail"] == "The request has 1 error."
    told = {tuple(error["location"]): error["message"] for error in answer.json()["errors"]}
    assert told["txet",] == (
        "Unknown field txet. Allowed: text, html, title, url, id, published, author, include_text."
    )
    told = client.post("/v1/score/batch", json={"articels": []}).json()["errors"]
    assert "Unknown field articels. Allowed: articles." in [error["message"] for error in told]


@pytest.mark.parametrize("body", [{}, {"text": "a", "html": "b"}, {"text": 7}, [1], {"text": "a", "include_text": 1}])
def test_errors_are_sentences_without_the_validators_own_words(client: TestClient, body: Any) -> None:
    answer = client.post("/v1/score", json=body).json()
    assert answer["detail"] == "The request has 1 error."
    assert all(error["message"].endswith(".") for error in answer["errors"])
    assert not any(word in str(answer) for word in ("Value error", "pydantic", "ArticleRequest"))


def test_a_bad_article_in_a_batch_costs_the_others_nothing(client: TestClient, article: str) -> None:
    bad = [
        {"text": article, "html": article, "id": "both"},
        {"id": "neither"},
        {"txet": WORD, "id": "unknown"},
        {"text": 7, "id": "number"},
        WORD,
        None,
        [WORD],
        {"text": "a", "id": 7},
        {"html": "<b>" * 2000, "id": "deep"},
    ]
    answer = client.post("/v1/score/batch", json={"articles": [{"text": article}, *bad, {"text": article}]})
    assert answer.status_code == 200
    reports, errors = answer.json()["reports"], answer.json()["errors"]
    assert [report["status"] for report in reports] == ["scored", *["not_scored"] * len(bad), "scored"]
    assert {report["status_reason"] for report in reports[1:-1]} == {"bad_input"}
    assert [r["id"] for r in reports[1:-1]] == ["both", "neither", "unknown", "number", None, None, None, None, "deep"]
    assert sorted({error["location"][1] for error in errors}) == list(range(1, len(bad) + 1))
    assert WORD not in answer.text
    TypeAdapter(list[Report]).validate_python(reports)


@pytest.mark.parametrize("path", ["/v1/score", "/v1/score/batch"])
def test_detail_says_how_much_of_a_report_is_given(client: TestClient, article: str, path: str) -> None:
    one = {"text": article, "id": "a"}
    body: dict[str, Any] = {"articles": [one]} if path.endswith("batch") else one

    def asked(query: str) -> dict[str, Any]:
        answer = client.post(f"{path}{query}", json=body).json()
        return dict(answer["reports"][0] if path.endswith("batch") else answer)

    full, flags, scores = asked(""), asked("?detail=flags"), asked("?detail=scores")
    assert asked("?detail=full") == full
    assert set(scores) < set(flags) < set(full)
    assert full["flags"]
    for smaller in (flags, scores):
        assert all(full[name] == value for name, value in smaller.items())
    assert "flags" in flags
    assert "signals" not in flags


def test_a_selection_chooses_flags_and_changes_no_score(client: TestClient, article: str) -> None:
    full = client.post("/v1/score", json={"text": article}).json()
    ids = {flag["id"] for flag in full["flags"]}
    assert len({name.partition(".")[0] for name in ids}) > 1

    def shown(query: str) -> list[Any]:
        answer = client.post(f"/v1/score?{query}", json={"text": article}).json()
        assert {**answer, "flags": [], "flags_left_out": 0} == {**full, "flags": [], "flags_left_out": 0}
        assert answer["flags_left_out"] == len(full["flags"]) - len(answer["flags"])
        return list(answer["flags"])

    assert {flag["id"] for flag in shown("select=hedging")} == {name for name in ids if name.startswith("hedging")}
    assert {flag["id"] for flag in shown("ignore=hedging")} == {name for name in ids if not name.startswith("hedging")}
    assert shown("select=hedging&select=provenance") == shown("select=hedging,provenance")
    assert all(flag["severity"] == "high" for flag in shown("min_severity=high"))
    assert all(flag["confidence"] >= 0.8 for flag in shown("min_confidence=0.8"))
    batch = client.post("/v1/score/batch?select=hedging", json={"articles": [{"text": article}]}).json()
    assert batch["reports"][0]["flags"] == shown("select=hedging")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("detail=all", "Give one of full, flags, scores."),
        (
            "detial=full",
            "Unknown parameter detial. Allowed: detail, select, ignore, min_severity, min_confidence.",
        ),
        ("select=hegding", "no flag id begins with 'hegding'; 'scorer signals' lists them."),
        (f"select={WORD}%20{WORD}", "no flag id begins with what was given; 'scorer signals' lists them."),
        ("ignore=,", "no flag id begins with what was given; 'scorer signals' lists them."),
        ("min_severity=grave", "min-severity must be one of high, medium, low."),
        ("min_confidence=2", "min-confidence must lie between 0 and 1."),
        ("min_confidence=nan", "min-confidence must lie between 0 and 1."),
        ("min_confidence=x", "Give a number between 0 and 1."),
    ],
)
def test_a_parameter_that_cannot_be_meant_is_422(client: TestClient, query: str, message: str) -> None:
    answer = client.post(f"/v1/score?{query}", json={"text": "a"})
    assert_problem(answer, 422, "invalid-request")
    assert [error["message"] for error in answer.json()["errors"]] == [message]


def test_answers_are_compressed_for_those_who_say_so(client: TestClient, article: str) -> None:
    plain = client.post("/v1/score", json={"text": article}, headers={"Accept-Encoding": "identity"})
    packed = client.post("/v1/score", json={"text": article}, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.content == plain.content
    assert 3 * int(packed.headers["content-length"]) < int(plain.headers["content-length"])


@pytest.mark.parametrize("path", ["/", "/docs", "/healthz", "/readyz", "/metrics", "/v1/signals", "/static/page.js"])
def test_head_is_answered_as_get_without_its_body(client: TestClient, path: str) -> None:
    get, head = client.get(path), client.head(path)
    assert head.status_code == get.status_code == 200
    assert head.content == b""
    assert head.headers["content-type"] == get.headers["content-type"]
    assert_problem(client.get("/v1/score"), 405)
    assert client.head("/v1/score").status_code == 405


PROSE = "The council met on Tuesday, the clerk said, and approved the bridge. "


@pytest.mark.parametrize(
    "body",
    [
        {"html": f"<p>{PROSE * 100}</p><pre>" + "a\n" * 40_000},
        {"text": "Sources said he could resign. " * 6000},
        {"text": (PROSE + "\n") * 3000 + "Menu\n" * 40_000},
        {"text": "".join(f'"We may lose {n} of the bridges," Ida Lunde said on Tuesday. ' for n in range(4000))},
    ],
    ids=["lines", "hedges", "menus", "quotations"],
)
def test_an_answer_is_bounded_and_says_what_it_left_out(client: TestClient, body: dict[str, str]) -> None:
    answer = client.post("/v1/score", json=body)
    assert answer.status_code == 200
    report = answer.json()
    assert len(answer.content) < 4_000_000
    assert len(report["flags"]) <= MOST_FLAGS
    assert all(len(signal["evidence"]) <= MOST_EVIDENCE for signal in report["signals"].values())
    left_out = report["flags_left_out"] + sum(signal["evidence_left_out"] for signal in report["signals"].values())
    assert left_out > 0
    unbounded = scorer.Scorer().score_record(body).to_dict()
    assert unbounded["scores"] == report["scores"]
    assert len(unbounded["flags"]) == len(report["flags"]) + report["flags_left_out"]
    for name, signal in unbounded["signals"].items():
        shown = report["signals"][name]
        assert len(signal["evidence"]) == len(shown["evidence"]) + shown["evidence_left_out"]


def test_hosts_can_be_limited(client: TestClient, article: str) -> None:
    assert client.get("/healthz", headers={"Host": "elsewhere.example"}).status_code == 200
    with TestClient(create_app(Settings(workers=1, allowed_hosts="localhost, [::1],127.0.0.1"))) as limited:
        for host in ("elsewhere.example", "elsewhere.example:8000", "", "[::2]:80"):
            refused = limited.post("/v1/score", json={"text": article}, headers={"Host": host})
            assert_problem(refused, 421, "unknown-host")
        for host in ("localhost", "LOCALHOST:8000", "127.0.0.1:8000", "[::1]:8000", "[::1]"):
            assert limited.get("/healthz", headers={"Host": host}).status_code == 200


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
    assert client.get("/readyz").json() == {"status": "ready", "workers": 1}
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
        assert_problem(guarded.post("/v1/score", json=body, headers={"X-API-Key": "first-key"[:-1]}), 401)
        assert_problem(guarded.post("/v1/score/batch", json={"articles": [body]}), 401)
        assert guarded.post("/v1/score", json=body, headers={"X-API-Key": "second-key"}).status_code == 200
        assert guarded.post("/v1/score", json=body, headers={"Authorization": "Bearer first-key"}).status_code == 200
        assert guarded.get("/v1/signals").status_code == 200
    assert "first-key" not in repr(with_keys)


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_a_key_may_hold_any_character(encoding: str) -> None:
    with TestClient(create_app(Settings(workers=1, api_keys="schlüssel-ñ,другой"))) as guarded:
        for name, value in ((b"X-API-Key", "schlüssel-ñ"), (b"Authorization", "Bearer schlüssel-ñ")):
            headers = httpx.Headers([(name, value.encode(encoding))])
            assert guarded.get("/healthz").status_code == 200
            assert raw_post(guarded, headers) == 200
        assert raw_post(guarded, httpx.Headers([(b"X-API-Key", "schlussel-n".encode(encoding))])) == 401
        assert raw_post(guarded, httpx.Headers([(b"X-API-Key", "другой".encode())])) == 200


def test_work_goes_on_where_receiving_never_waits() -> None:
    received = 0

    async def receive() -> dict[str, Any]:
        nonlocal received
        received += 1
        return {"type": "http.request" if received < 1_000 else "http.disconnect"}

    async def work() -> str:
        for _ in range(5):
            await asyncio.sleep(0)
        return "done"

    assert asyncio.run(unless_gone(Request({"type": "http"}, receive), work())) == "done"


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
    scoring = {"/v1/score", "/v1/score/batch", "/v1/compare", "/v1/export"}
    assert set(paths) == {*scoring, "/v1/signals", "/healthz", "/readyz", "/metrics"}
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


def raw_post(client: TestClient, headers: httpx.Headers) -> int:
    """Status of a short article sent to the application itself: the test client turns headers into ASCII."""
    status = 0
    messages = [{"type": "http.request", "body": b'{"text": "short"}', "more_body": False}]

    async def receive() -> dict[str, Any]:
        while not messages:
            await asyncio.sleep(60)
        return messages.pop()

    async def send(message: Any) -> None:
        nonlocal status
        status = message.get("status", status)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/v1/score",
        "raw_path": b"/v1/score",
        "query_string": b"",
        "headers": [(name.lower(), value) for name, value in headers.raw],
        "http_version": "1.1",
        "scheme": "http",
        "server": ("test", 80),
        "client": ("test", 1),
        "root_path": "",
    }
    assert client.portal is not None
    client.portal.call(client.app, scope, receive, send)
    return status


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
