"""What an operator can set, by environment variables that begin with ``SCORER_``."""

from __future__ import annotations

import os
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class SettingsError(ValueError):
    """A setting cannot be used; the message names it and never its value."""


def usable_cores() -> int:
    """Cores this process may run on, as far as the system reports."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Settings(BaseSettings):
    """Settings of the HTTP service; ``SCORER_PORT=9000`` sets ``port``.

    Raises
    ------
    pydantic.ValidationError : a value is out of its bounds.
    """

    model_config = SettingsConfigDict(env_prefix="SCORER_", frozen=True, extra="ignore", hide_input_in_errors=True)

    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    workers: int = Field(
        default_factory=usable_cores, ge=1, le=256, description="Scoring processes. Default: the usable cores."
    )
    queue: int = Field(default=64, ge=1, le=10_000, description="Requests scored or waiting; one more is 503.")
    request_seconds: float = Field(
        default=20.0, gt=0, le=3600, description="Longest wait for a body to arrive and for scoring to begin."
    )
    work_seconds: float = Field(
        default=20.0, gt=0, le=3600, description="Time limit for scoring one article, from when scoring begins."
    )
    header_seconds: float = Field(default=10.0, gt=0, le=3600, description="Time limit for a request header.")
    answer_seconds: float = Field(default=60.0, gt=0, le=3600, description="Time a client has to read its answer.")
    shutdown_seconds: int = Field(default=30, ge=1, le=3600, description="Time given to running requests at shutdown.")
    connections: int = Field(default=512, ge=8, le=100_000, description="Most open connections.")
    header_bytes: int = Field(default=65_536, ge=1024, description="Largest request header; more is answered 431.")
    body_bytes: int = Field(default=1_048_576, ge=1024, description="Largest request body; more is answered 413.")
    batch_articles: int = Field(default=100, ge=1, le=10_000, description="Largest number of articles in a batch.")
    html_depth: int = Field(default=500, ge=16, le=5000, description="Deepest nesting of HTML; more is answered 422.")
    api_keys: Annotated[tuple[SecretStr, ...], NoDecode] = Field(
        default=(), description="Comma-separated keys; when set, scoring asks for one."
    )
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="Comma-separated host names that requests may name. Default: any."
    )
    cors_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="Comma-separated origins whose pages may call the service. Default: none."
    )
    access_log: bool = Field(default=False, description="Log one line per request: method, route, status, time.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(default="info", description="How much is logged.")

    @field_validator("api_keys", "allowed_hosts", "cors_origins", mode="before")
    @classmethod
    def _split(cls, value: object, info: ValidationInfo) -> object:
        if not isinstance(value, str):
            return value
        parts = tuple(part for raw in value.split(",") if (part := raw.strip()))
        if not parts and info.field_name == "api_keys":  # a secret that was mounted empty must not open the service
            raise ValueError("is set but holds no key; unset it to serve without keys")
        return parts


def load_settings(**given: Any) -> Settings:
    """Settings from the environment; those in ``given`` that are not None come first.

    Raises
    ------
    SettingsError : a value cannot be used.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        wrong = [
            f"SCORER_{str(one['loc'][0]).upper()}: {one['msg'].removeprefix('Value error, ')}"
            for one in error.errors(include_url=False, include_input=False, include_context=False)
        ]
        raise SettingsError("; ".join(wrong)) from None
