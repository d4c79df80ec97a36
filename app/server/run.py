"""Starts the server."""

import logging
import sys
from asyncio import CancelledError
from contextlib import suppress

import uvicorn
from fastapi import FastAPI
from uvicorn.config import STARTUP_FAILURE

from app.logs import configure_logs
from app.main import create_app
from app.server.config import server_config
from app.server.limits import raise_file_limit
from app.server.metrics_exporter import exporting
from app.server.workers import Workers
from app.settings import Settings

_SAID_OTHERWISE = ("Invalid HTTP request received.", "Unsupported upgrade request.", "No supported WebSocket")
"""Beginnings of what uvicorn warns of at requests that are logged as all others are."""

_SWITCH_SECONDS = 0.0005
"""How long a thread may compute while another wants to: a page waits that long at each of its statements."""


def application() -> FastAPI:
    """The application of one process, with its logs set up."""
    sys.setswitchinterval(_SWITCH_SECONDS)
    settings = Settings()
    configure_logs(settings.log_format)
    logging.getLogger("uvicorn.error").addFilter(is_news)
    return create_app(settings)


def is_news(record: logging.LogRecord) -> bool:
    """Whether a line of uvicorn tells what no other line does: a request given up on stopping is counted in another."""
    given_up = record.exc_info and record.exc_info[0] and issubclass(record.exc_info[0], CancelledError)
    return not given_up and not record.getMessage().startswith(_SAID_OTHERWISE)


def run(host: str, port: int, workers: int) -> None:
    """Serve until a signal arrives. `workers` processes share the port; each reads its settings from the environment.

    Raises MetricsAddressError if the address of the metrics cannot be listened on.
    """
    raise_file_limit()
    settings = Settings()
    with exporting(settings.metrics, settings.archive):
        serve(server_config("app.server.run:application", host=host, port=port, workers=workers))


def serve(config: uvicorn.Config) -> None:
    """Run uvicorn in one process or in several."""
    if config.workers > 1:
        Workers(config, [config.bind_socket()]).run()
        return
    config.load_app()
    server = uvicorn.Server(config)
    with suppress(KeyboardInterrupt):
        server.run()
    if not server.started:
        sys.exit(STARTUP_FAILURE)
