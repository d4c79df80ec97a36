"""An event loop whose servers bound their connections."""

import asyncio
import signal
import socket
from collections.abc import Callable
from typing import Any

from app.server.connection_book import ConnectionBook
from app.server.limits import STOP_SECONDS, ConnectionLimits, file_limit
from app.server.listener import Listener
from app.server.turns import Turns
from app.settings import Settings

_LAST_SECONDS = 2
"""What is left to the process after the last answer is given up."""


class BoundedEventLoop(asyncio.SelectorEventLoop):
    """The servers of a loop share one book of connections, and turns."""

    def __init__(self, book: ConnectionBook, on_close: Callable[[], None] = lambda: None) -> None:
        super().__init__()
        self.book = book
        self._turns = Turns(self)
        self._on_close = on_close
        self._is_swept = False

    async def create_server(  # type: ignore[override]
        self,
        protocol_factory: Callable[[], Any],
        host: str | None = None,
        port: int | None = None,
        *,
        sock: socket.socket | None = None,
        backlog: int = 100,
        ssl: None = None,
    ) -> Listener:
        """Bind, then accept by a `Listener`. Connections are not encrypted; a proxy does that."""
        bound = await super().create_server(
            protocol_factory,
            host,
            port,  # type: ignore[arg-type]
            sock=sock,  # type: ignore[arg-type]
            backlog=backlog,
            ssl=ssl,
            start_serving=False,
        )
        listener = Listener(
            self,
            [each.dup() for each in bound.sockets],
            protocol_factory,
            self.book,
            self._turns,
            self._on_close,
        )
        bound.close()
        listener.listen(backlog)
        if not self._is_swept:
            self._is_swept = True
            self._sweep()
        return listener

    def _sweep(self) -> None:
        self.book.sweep()
        self.call_later(self.book.limits.sweep_seconds, self._sweep)


def new_event_loop() -> BoundedEventLoop:
    """The loop of a serving process, with the limits that its open files allow."""
    settings = Settings()
    limits = ConnectionLimits.of_files(file_limit(), settings.trusted_proxies)
    if not settings.metrics:
        return BoundedEventLoop(ConnectionBook(limits), limit_stop)
    from app.server.connection_metrics import note  # noqa: PLC0415  see that module

    return BoundedEventLoop(ConnectionBook(limits, note=note), limit_stop)


def limit_stop() -> None:
    """End this process soon, whatever its threads still do: the kernel sees to it."""
    signal.setitimer(signal.ITIMER_REAL, STOP_SECONDS + _LAST_SECONDS)
