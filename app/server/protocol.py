"""uvicorn's HTTP/1.1, with what each connection waits for in the book, and clear refusals."""

import asyncio
import secrets
from http import HTTPStatus

import h11
import structlog
from uvicorn.protocols.http.h11_impl import H11Protocol

from app.server.connection_book import Connection, ConnectionBook, Dismissal, Waiting
from app.server.plain_answers import plain_answer
from app.server.turns import Turns
from app.web.http.limits import MAX_ADDRESS_BYTES

HEAD_BYTES = 2 * MAX_ADDRESS_BYTES
"""Bytes of a request head that are read: room for the longest address and for headers."""

_STATUSES = {
    Dismissal.LATE: HTTPStatus.REQUEST_TIMEOUT,
    Dismissal.CROWDED: HTTPStatus.SERVICE_UNAVAILABLE,
    Dismissal.STOPPING: HTTPStatus.SERVICE_UNAVAILABLE,
}

logger = structlog.stdlib.get_logger(__name__)


class BoundedProtocol(H11Protocol):
    """A connection that is in the book of its process."""

    _book: ConnectionBook
    _turns: Turns
    _connection: Connection
    _awaits_turn = False

    def enter(self, book: ConnectionBook, turns: Turns, connection: Connection) -> None:
        """Belong to an accepted connection; called before the transport is made."""
        self._book = book
        self._turns = turns
        self._connection = connection

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin, unless the connection had to make room in the meantime."""
        # Any byte that the client does not take is noticed.
        transport.set_write_buffer_limits(high=0)
        super().connection_made(transport)
        self._connection.dismiss = self._dismiss
        if self._connection.is_dismissed:
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Leave the book."""
        self._book.close(self._connection)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on; what the application has not asked for is bounded by uvicorn."""
        super().data_received(data)
        self._note()

    def handle_events(self) -> None:
        """Go on with what was received, now or in turn."""
        if self._awaits_turn:
            return
        if self._turns.begin_now():
            super().handle_events()
            return
        self._awaits_turn = True
        self.flow.pause_reading()
        self._turns.wait(self._connection.address, self._take_turn)

    def _take_turn(self) -> None:
        self._awaits_turn = False
        if not self.transport.is_closing():
            self.flow.resume_reading()
            super().handle_events()
            self._note()

    def on_response_complete(self) -> None:
        """Wait for the next request, or begin one that was sent ahead."""
        super().on_response_complete()
        self._note()

    def pause_writing(self) -> None:
        """The client does not take what was written."""
        super().pause_writing()
        self._note()

    def resume_writing(self) -> None:
        """All is written."""
        super().resume_writing()
        self._note()

    def _note(self) -> None:
        unread = len(self.conn.trailing_data[0])
        body = len(self.cycle.body) if self.cycle else 0
        held = unread + body + self.transport.get_write_buffer_size()
        self._book.update(self._connection, self._waits_for(unread), held)

    def _waits_for(self, unread: int) -> Waiting | None:
        if self.flow.write_paused:
            return Waiting.READ
        if self.conn.their_state is h11.SEND_BODY and not self.flow.read_paused:
            return Waiting.BODY
        if self.cycle and not self.cycle.response_complete:
            return None
        return Waiting.NEXT if self.cycle and not unread else Waiting.HEAD

    def _dismiss(self, why: Dismissal) -> None:
        """Close at once, with an answer if a request was begun and not answered."""
        was_begun = self.cycle is not None or bool(self.conn.trailing_data[0])
        if was_begun:
            self._answer(HTTPStatus.SERVICE_UNAVAILABLE if self._awaits_turn else _STATUSES[why])
        self.transport.abort()

    def _answer(self, status: HTTPStatus) -> str | None:
        """Answer in place of the application, if no answer has begun; its identifier."""
        is_between = self.cycle and self.cycle.response_complete and not self.conn.trailing_data[0]
        if is_between or self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            return None
        name = secrets.token_hex(8)
        self.transport.write(plain_answer(status, name))
        return name

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002
        """Refuse a request that is not HTTP (400) or whose address is too long (414)."""
        unread, _ = self.conn.trailing_data
        is_too_long = len(unread) > MAX_ADDRESS_BYTES and b"\n" not in unread[:MAX_ADDRESS_BYTES]
        status = HTTPStatus.REQUEST_URI_TOO_LONG if is_too_long else HTTPStatus.BAD_REQUEST
        name = self._answer(status)
        if name:
            logger.info("request", route=None, status=status.value, request_id=name)
        self.transport.close()

    def shutdown(self) -> None:
        """End after the answer under way, if there is one."""
        try:
            super().shutdown()
        except h11.LocalProtocolError:  # in the middle of what was no HTTP
            self.transport.close()
