"""The HTTP server: uvicorn, with a limit on the length of addresses."""

import asyncio
import socket
from http import HTTPStatus

import h11
import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol

from app.logs import configure_logs
from app.main import create_app
from app.settings import Settings
from app.web.http.limits import MAX_ADDRESS_BYTES

_HEAD_BYTES = 2 * MAX_ADDRESS_BYTES
"""Bytes of a request head that are read: room for the longest address and for headers."""


class BoundedProtocol(H11Protocol):
    """Answers 414 instead of 400 if the request line exceeds what is read."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Accept a connection, without Nagle's algorithm."""
        # asyncio does not set this if processes share a port; each answer then waits 40 ms for an acknowledgement.
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        super().connection_made(transport)

    def send_400_response(self, msg: str) -> None:
        """Refuse a request that is not HTTP (400) or whose address is too long (414)."""
        unread, _ = self.conn.trailing_data
        if len(unread) <= MAX_ADDRESS_BYTES or b"\n" in unread[:MAX_ADDRESS_BYTES]:
            super().send_400_response(msg)
            return
        status = HTTPStatus.REQUEST_URI_TOO_LONG
        body = "网址太长。".encode()
        headers = [
            ("content-type", "text/plain; charset=utf-8"),
            ("content-length", str(len(body))),
            ("connection", "close"),
        ]
        response = h11.Response(status_code=status, headers=headers, reason=status.phrase.encode())
        for event in (response, h11.Data(data=body), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()


def application() -> FastAPI:
    """The application of one process, with its logs set up."""
    settings = Settings()
    configure_logs(settings.log_format)
    return create_app(settings)


def run(host: str, port: int, workers: int) -> None:
    """Serve until a signal arrives. `workers` processes share the port; each reads its settings from the environment."""
    uvicorn.run(
        "app.server:application",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        http=BoundedProtocol,
        h11_max_incomplete_event_size=_HEAD_BYTES,
        server_header=False,
        log_config=None,
        access_log=False,
    )
