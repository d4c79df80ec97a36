"""Accepts connections: refuses those beyond the bounds before they cost anything, and never spins or floods the log.

asyncio's own servers accept up to a whole queue before they look at one connection, and log a traceback for each try
while no file can be opened.
"""

import asyncio
import errno
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from http import HTTPStatus

from app.server.connection_book import Connection, ConnectionBook
from app.server.plain_answers import plain_answer
from app.server.protocol import BoundedProtocol
from app.server.turns import Turns
from app.web.http.client_address import network_of

_ACCEPTED_AT_ONCE = 8
"""Connections taken in one iteration of the event loop."""

_REFUSED_AT_ONCE = 128
"""Connections looked at in one iteration: to refuse one costs little."""

_EXHAUSTED = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)

_PAUSE_SECONDS = 0.1
"""How long nothing is accepted after an error, such as that no more files can be opened."""

_SOCKET_BYTES = 131_072
"""Bytes that the kernel keeps for each direction of a connection; it doubles them for its own needs."""

_READ_BYTES = 65_536

_REFUSAL = plain_answer(HTTPStatus.SERVICE_UNAVAILABLE)


class Listener:
    """Accepts on sockets that are bound already; uvicorn takes it for an `asyncio.Server`."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        sockets: Sequence[socket.socket],
        factory: Callable[[], BoundedProtocol],
        book: ConnectionBook,
        turns: Turns,
        on_close: Callable[[], None],
    ) -> None:
        self.sockets = tuple(sockets)
        self._loop = loop
        self._factory = factory
        self._book = book
        self._turns = turns
        self._on_close = on_close
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_closed = False

    def listen(self, backlog: int) -> None:
        """Begin to accept."""
        for sock in self.sockets:
            sock.settimeout(0)
            # Accepted sockets inherit both. Answers to clients that do not read them are bounded in the kernel too.
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SOCKET_BYTES)
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _SOCKET_BYTES)
            sock.listen(backlog)
            self._loop.add_reader(sock, self._accept, sock)

    def close(self) -> None:
        """Accept no more; what is open stays until it is answered or time is up."""
        if self._is_closed:
            return
        self._is_closed = True
        for sock in self.sockets:
            self._loop.remove_reader(sock)
            sock.close()
        self._loop.call_later(self._book.limits.stop_seconds, self._book.dismiss_all)
        self._on_close()

    async def wait_closed(self) -> None:
        """Nothing: connections are awaited by uvicorn."""

    def _accept(self, sock: socket.socket) -> None:
        taken = 0
        for _ in range(_REFUSED_AT_ONCE):
            try:
                accepted, peer = sock.accept()
            except (BlockingIOError, InterruptedError, ConnectionAbortedError):
                return
            except OSError as error:
                if error.errno in _EXHAUSTED:
                    self._book.exhausted()
                self._pause(sock)
                return
            taken += self._take(accepted, network_of(peer[0]))
            if taken == _ACCEPTED_AT_ONCE:
                return

    def _pause(self, sock: socket.socket) -> None:
        self._loop.remove_reader(sock)
        self._loop.call_later(_PAUSE_SECONDS, self._resume, sock)

    def _resume(self, sock: socket.socket) -> None:
        if not self._is_closed:
            self._loop.add_reader(sock, self._accept, sock)

    def _take(self, accepted: socket.socket, address: str) -> bool:
        accepted.settimeout(0)
        connection = self._book.open(address)
        if connection is None:
            refuse(accepted)
            return False
        task = self._loop.create_task(self._connect(accepted, connection))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return True

    async def _connect(self, accepted: socket.socket, connection: Connection) -> None:
        def protocol() -> BoundedProtocol:
            made = self._factory()
            made.enter(self._book, self._turns, connection)
            return made

        try:
            # asyncio does not set this if processes share a port; each answer then waits 40 ms for an acknowledgement.
            accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            await self._loop.connect_accepted_socket(protocol, accepted)
        except OSError:  # the client has gone already
            accepted.close()
            self._book.close(connection)


def refuse(accepted: socket.socket) -> None:
    """Answer 503 as far as that costs nothing, and close."""
    # What was not read would make the kernel take the answer back.
    with suppress(OSError):
        accepted.recv(_READ_BYTES)
    with suppress(OSError):
        accepted.send(_REFUSAL)
        accepted.shutdown(socket.SHUT_WR)
    accepted.close()
