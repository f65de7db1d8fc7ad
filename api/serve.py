"""Runs the service until it is told to stop; then finishes what it has."""

from __future__ import annotations

import copy
from typing import Any

import uvicorn
from uvicorn.config import LOGGING_CONFIG

from scorer.api.app import create_app
from scorer.api.settings import Settings


def run(host: str | None = None, port: int | None = None, workers: int | None = None) -> None:
    """Serve HTTP and the page; returns after an interrupt or a termination signal.

    What is not given is taken from the environment (see :class:`Settings`), then from its default.

    Raises
    ------
    pydantic.ValidationError : a setting is out of bounds.
    """
    given: dict[str, Any] = {"host": host, "port": port, "workers": workers}
    settings = Settings(**{name: value for name, value in given.items() if value is not None})
    logging = copy.deepcopy(LOGGING_CONFIG)
    logging["loggers"]["scorer.api"] = {
        "handlers": ["default"],
        "level": settings.log_level.upper(),
        "propagate": False,
    }
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        log_config=logging,
        log_level=settings.log_level,
        # uvicorn's own line holds the address with its query, which may hold anything.
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=settings.shutdown_seconds,
    )
