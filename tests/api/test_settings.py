"""Settings come from the environment, are checked, and are documented."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic import ValidationError

from scorer.api.serve import run
from scorer.api.settings import Settings, SettingsError, load_settings
from scorer.cli import main

DOCS = Path(__file__).parents[2] / "docs" / "http.md"


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCORER_PORT", "9001")
    monkeypatch.setenv("SCORER_API_KEYS", "a, b,,")
    monkeypatch.setenv("SCORER_CORS_ORIGINS", "https://one.example")
    settings = Settings()
    assert settings.port == 9001
    assert [key.get_secret_value() for key in settings.api_keys] == ["a", "b"]
    assert settings.cors_origins == ("https://one.example",)


@pytest.mark.parametrize(("name", "value"), [("PORT", "99999"), ("WORKERS", "0"), ("QUEUE", "many")])
def test_a_setting_out_of_bounds_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"SCORER_{name}", value)
    with pytest.raises(ValidationError):
        Settings()


@pytest.mark.parametrize("value", ["", " , ", ","])
def test_keys_that_are_set_but_empty_do_not_open_the_service(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SCORER_API_KEYS", value)
    with pytest.raises(SettingsError, match="SCORER_API_KEYS: is set but holds no key"):
        load_settings()
    result = CliRunner().invoke(main, ["serve"])
    assert result.exit_code == 2
    assert "SCORER_API_KEYS" in result.output
    monkeypatch.delenv("SCORER_API_KEYS")
    assert load_settings().api_keys == ()


def test_a_setting_that_cannot_be_used_is_named_without_its_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCORER_PORT", "secret")
    with pytest.raises(SettingsError, match="SCORER_PORT") as refused:
        load_settings()
    assert "secret" not in str(refused.value)
    assert load_settings(port=8001).port == 8001


def test_every_setting_is_documented() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for name in Settings.model_fields:
        assert f"`SCORER_{name.upper()}`" in text


def test_an_address_that_is_taken_is_one_clear_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(SettingsError, match="cannot listen on"):
        run("127.0.0.1", taken.getsockname()[1])
    with pytest.raises(SettingsError, match=r"cannot listen on 300\.1\.1\.1"):
        run("300.1.1.1", 8999)
