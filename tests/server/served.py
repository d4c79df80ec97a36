"""A real server with small limits, in a thread or as a process, and clients that come from chosen addresses."""

import asyncio
import resource
import socket
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

import uvicorn

from app.server.config import server_config
from app.server.connection_book import ConnectionBook
from app.server.event_loop import BoundedEventLoop
from app.server.limits import ConnectionLimits

Message = MutableMapping[str, Any]

BIG = 8 * 1024 * 1024
"""Bytes of an answer that no kernel keeps for a client that does not read."""

GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
PATIENT = 20.0
"""Seconds that a client waits for what comes soon on any machine."""


def application() -> Callable[..., Awaitable[None]]:
    """`/` answers at once, `/big` at length, `/early` before the body has come, `/body` after it."""

    async def app(
        scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
    ) -> None:
        if scope["type"] == "lifespan":
            await receive()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
            return
        if scope["path"] == "/body":
            while (message := await receive()).get("more_body"):
                pass
            if message["type"] == "http.disconnect":
                return
        body = b"a" * (BIG if scope["path"] == "/big" else 2)
        length = [(b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": length})
        await send({"type": "http.response.body", "body": body})

    return app


def config(port: int) -> uvicorn.Config:
    """As the archive is served, but with the application above."""
    return server_config("tests.server.served:application", host="127.0.0.1", port=port, workers=1)


class Served:
    """A server in a thread."""

    def __init__(self, limits: ConnectionLimits) -> None:
        self.loop = BoundedEventLoop(ConnectionBook(limits))
        self.book = self.loop.book
        self._server = uvicorn.Server(config(0))
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        until(lambda: self._server.started)
        self.port: int = self._server.servers[0].sockets[0].getsockname()[1]

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self.loop) as runner:
            runner.run(self._server.serve())

    def stop(self) -> None:
        """Stop gracefully."""
        self._server.should_exit = True
        self._thread.join(PATIENT)
        assert not self._thread.is_alive()


@contextmanager
def served(limits: ConnectionLimits) -> Iterator[Served]:
    """A server with these limits, stopped at the end."""
    server = Served(limits)
    try:
        yield server
    finally:
        server.stop()


class Clients:
    """Open connections, all closed at the end."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._open: list[socket.socket] = []

    def connect(self, sent: bytes = b"", host: str = "127.0.0.1") -> socket.socket:
        """A connection from an address of this machine, on which something is sent."""
        client = socket.socket()
        self._open.append(client)
        client.settimeout(PATIENT)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.bind((host, 0))
        client.connect(("127.0.0.1", self._port))
        client.sendall(sent)
        return client

    def close(self) -> None:
        """Close all."""
        for client in self._open:
            client.close()


@contextmanager
def clients(port: int) -> Iterator[Clients]:
    """Clients of a server."""
    made = Clients(port)
    try:
        yield made
    finally:
        made.close()


def answer(client: socket.socket) -> bytes:
    """All that comes until the server closes; a connection that was reset has said what it had to say."""
    said = b""
    try:
        while part := client.recv(65_536):
            said += part
    except ConnectionResetError:
        pass
    return said


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENT
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def main() -> None:
    """Serve as a process: port, open files, bound on connections."""
    port, files, total = map(int, sys.argv[1:])
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
    limits = ConnectionLimits(total, total)
    with asyncio.Runner(loop_factory=lambda: BoundedEventLoop(ConnectionBook(limits))) as runner:
        runner.run(uvicorn.Server(config(port)).serve())


if __name__ == "__main__":
    main()
