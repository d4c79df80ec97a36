"""How uvicorn is set up."""

import uvicorn

from app.server.limits import STOP_SECONDS, ConnectionLimits
from app.server.protocol import HEAD_BYTES, BoundedProtocol

_BACKLOG = 4096
"""Connections that the kernel keeps until they are accepted."""


def server_config(
    factory: str, *, host: str, port: int, workers: int, loop: str = "app.server.event_loop:new_event_loop"
) -> uvicorn.Config:
    """How uvicorn runs an application, named as `module:factory`."""
    return uvicorn.Config(
        factory,
        factory=True,
        host=host,
        port=port,
        workers=workers,
        backlog=_BACKLOG,
        loop=loop,
        http=BoundedProtocol,
        ws="none",
        h11_max_incomplete_event_size=HEAD_BYTES,
        timeout_keep_alive=ConnectionLimits.idle_seconds,
        timeout_graceful_shutdown=STOP_SECONDS,
        server_header=False,
        proxy_headers=False,  # `app.main` believes the proxies of the settings alone
        log_config=None,
        access_log=False,
    )
