"""``POST /v1/export``."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from scorer.export import FORMATS, MEDIA_TYPES, Format, export
from scorer.scoring import score


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_is_written_in_every_form(client: TestClient, article: str, form: Format) -> None:
    report = client.post("/v1/score", json={"text": article, "include_text": True}).json()
    answer = client.post("/v1/export", json={"format": form, "report": report})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == f"{MEDIA_TYPES[form]}; charset=utf-8"
    if form != "html":  # which holds the report itself, with its text
        assert answer.text == export(score(article), article, form)
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_what_cannot_be_written_is_said_in_words(client: TestClient, article: str) -> None:
    report = client.post("/v1/score", json={"text": article}).json()
    for body, words in (
        ({"format": "csv", "report": report}, "Give the text that was scored."),
        ({"format": "csv", "report": report, "text": "x"}, "is not in the text at its place."),
        ({"format": "pdf", "report": report, "text": article}, "markdown"),
        ({"format": "csv", "report": {}}, "required"),
    ):
        answer = client.post("/v1/export", json=body)
        assert answer.status_code == 422
        assert any(words in error["message"] for error in answer.json()["errors"]), answer.text
    assert client.post("/v1/export", json={"format": "csv", "report": report, "text": article}).status_code == 200
