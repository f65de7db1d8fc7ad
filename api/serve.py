"""Runs the service until it is told to stop; then finishes what it has."""

from __future__ import annotations

import copy
import socket

import uvicorn
from uvicorn.config import LOGGING_CONFIG

from scorer.api.app import create_app
from scorer.api.protocol import Limits, limited
from scorer.api.settings import Settings, SettingsError, load_settings

#: File descriptors that are not connections: pipes, sockets, files on their way out.
_OTHER_FILES = 64
#: Connections that the system accepts and the service has not yet seen.
_BACKLOG = 128


def run(host: str | None = None, port: int | None = None, workers: int | None = None) -> None:
    """Serve HTTP and the page; returns after an interrupt or a termination signal.

    What is not given is taken from the environment (see :class:`Settings`), then from its default.

    Raises
    ------
    SettingsError : a setting cannot be used, or something else listens at the address.
    """
    settings = load_settings(host=host, port=port, workers=workers)
    _check_address(settings.host, settings.port)
    logging = copy.deepcopy(LOGGING_CONFIG)
    logging["loggers"]["scorer.api"] = {
        "handlers": ["default"],
        "level": settings.log_level.upper(),
        "propagate": False,
    }
    limits = Limits(
        settings.header_bytes, settings.header_seconds, settings.answer_seconds, _most_connections(settings)
    )
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        http=limited(limits),
        ws="none",
        backlog=_BACKLOG,
        log_config=logging,
        log_level=settings.log_level,
        # uvicorn's own line holds the address with its query, which may hold anything.
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=settings.shutdown_seconds,
    )


def _check_address(host: str, port: int) -> None:
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        socket.create_server((str(address[0]), port), family=family).close()
    except OSError as error:
        raise SettingsError(f"cannot listen on {host}, port {port}: {error.strerror}") from None


def _most_connections(settings: Settings) -> int:
    """As many as set, or as the system's limit on open files leaves room for."""
    try:
        import resource
    except ImportError:  # not on Windows
        return settings.connections
    most_files = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if most_files == resource.RLIM_INFINITY:
        return settings.connections
    return max(8, min(settings.connections, most_files - _OTHER_FILES - 4 * settings.workers))
