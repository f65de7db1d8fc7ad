"""What an operator can set, by environment variables that begin with ``SCORER_``."""

from __future__ import annotations

import os
from typing import Annotated, Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


def usable_cores() -> int:
    """Cores this process may run on, as far as the system tells."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Settings(BaseSettings):
    """Settings of the HTTP service; ``SCORER_PORT=9000`` sets ``port``.

    Raises
    ------
    pydantic.ValidationError : a value is out of its bounds.
    """

    model_config = SettingsConfigDict(env_prefix="SCORER_", frozen=True, extra="ignore")

    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    workers: int = Field(
        default_factory=usable_cores, ge=1, le=256, description="Scoring processes. Default: the usable cores."
    )
    queue: int = Field(default=64, ge=1, le=10_000, description="Requests scored or waiting; one more is 503.")
    request_seconds: float = Field(default=20.0, gt=0, le=3600, description="Time limit of a request, with its wait.")
    shutdown_seconds: int = Field(default=30, ge=1, le=3600, description="Time given to running requests at shutdown.")
    body_bytes: int = Field(default=1_048_576, ge=1024, description="Largest request body; more is answered 413.")
    batch_articles: int = Field(default=100, ge=1, le=10_000, description="Largest number of articles in a batch.")
    html_depth: int = Field(default=500, ge=16, le=5000, description="Deepest nesting of HTML; more is answered 422.")
    api_keys: Annotated[tuple[SecretStr, ...], NoDecode] = Field(
        default=(), description="Comma-separated keys; when set, /v1/score and /v1/score/batch ask for one."
    )
    cors_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="Comma-separated origins whose pages may call the service. Default: none."
    )
    access_log: bool = Field(default=False, description="Log a line a request: method, route, status, time.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(default="info", description="How much is logged.")

    @field_validator("api_keys", "cors_origins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part for raw in value.split(",") if (part := raw.strip())) if isinstance(value, str) else value
