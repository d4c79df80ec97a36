"""Admission by cost: few dear answers are made at a time, others wait their turn for a while, then get 503.

Work for a client that has gone while it waited is not begun.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.search.readers_first import ReadersFirst
from app.web.http.client_address import client_of
from app.web.http.cost import Cost, cost_of
from app.web.http.errors import overloaded
from app.web.http.fair_queue import FairQueue
from app.web.http.limits import MAX_BODY_BYTES, too_large
from app.web.http.observer import Observer

_PAUSE = 0.1
"""How long an answer that has begun stands back where even those who wait are too many, in seconds."""
_GONE = 499
"""The status in the log if the client has gone, as other servers log it."""


@dataclass(frozen=True, slots=True)
class RoomSize:
    """How many answers are made at a time, how many requests wait, and for how many seconds."""

    places: int
    waiting: int
    seconds: float


# One thread of a process computes at a time, so more places make each answer slower and none sooner.
# Readers' pages are short: several wait for the disk or for each other without being noticed.
# Waiting costs nothing, while who is refused asks again at once: the seconds are the bound, not the number.
SIZES: Mapping[Cost, RoomSize] = {
    Cost.PAGE: RoomSize(4, 256, 10),
    Cost.SEARCH: RoomSize(2, 128, 8),
    Cost.DEAR: RoomSize(1, 128, 8),
}


_OF_READERS = (Cost.PAGE, Cost.SEARCH)
"""What dear work gives way to."""


class Room:
    """A bounded number of places, given to waiting clients in turn. For use in one event loop."""

    def __init__(self, size: RoomSize, on_change: Callable[[int], None] = lambda _waiting: None) -> None:
        self._free = size.places
        self._on_change = on_change
        on_change(0)
        self._seconds = size.seconds
        self._queue: FairQueue[asyncio.Future[bool]] = FairQueue(size.waiting)

    def __len__(self) -> int:
        """How many requests wait."""
        return len(self._queue)

    async def enter(self, client: str, gone: Receive) -> int:
        """Wait for a place: 200 if there is one, 503 if there is none in time, 499 if `gone` returned before."""
        if self._free:
            self._free -= 1
            return 200
        place = asyncio.get_running_loop().create_future()
        refused = self._queue.add(client, place)
        self._on_change(len(self))
        if refused and not refused.done():
            refused.set_result(False)
        watch = asyncio.ensure_future(gone())
        has_place = False
        try:
            await asyncio.wait({place, watch}, timeout=self._seconds, return_when=asyncio.FIRST_COMPLETED)
            has_place = place.done() and place.result() and not watch.done()
        finally:
            self._queue.remove(client, place)
            self._on_change(len(self))
            if not has_place and place.done() and place.result():
                self.leave()
            place.cancel()
            watch.cancel()
        if has_place:
            return 200
        return _GONE if watch.done() else 503

    def leave(self) -> None:
        """Give a place back, to the next who waits."""
        while place := self._queue.take():
            if not place.done():
                place.set_result(True)
                return
        self._free += 1


class Admission:
    """ASGI middleware, inside of the response cache, so that cached answers wait for nobody."""

    def __init__(
        self,
        app: ASGIApp,
        observer: Observer,
        readers: ReadersFirst,
        sizes: Mapping[Cost, RoomSize] = SIZES,
    ) -> None:
        self._app = app
        self._readers = readers
        self._rooms = {cost: Room(size, partial(observer.waiting, cost)) for cost, size in sizes.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        cost = cost_of(scope["path"]) if scope["type"] == "http" else Cost.FREE
        room = self._rooms.get(cost)
        if room is None:
            await self._app(scope, receive, send)
            return
        # Read before a place is taken, so that a slow client holds none.
        body = await _read(receive)
        status = body if isinstance(body, int) else await room.enter(client_of(scope), receive)
        if status == 200 and not isinstance(body, int):
            with ExitStack() as inside:
                self._enter(inside, room, cost)
                turn = _Turn(
                    inside,
                    partial(self._enter, inside, room, cost),
                    partial(_return, room, client_of(scope), receive),
                )
                await self._app(scope, _Replay(body, receive), partial(_send_in_turn, turn, send))
        else:
            await _refusal(Request(scope), status)(scope, receive, send)

    def _enter(self, inside: ExitStack, room: Room, cost: Cost) -> None:
        """Take the place that was given: it is left as the stack is closed."""
        inside.callback(room.leave)
        if cost in _OF_READERS:
            inside.enter_context(self._readers.reading())


@dataclass(frozen=True, slots=True)
class _Turn:
    """The place of an answer that is being made, and how it comes back to one after it was left."""

    inside: ExitStack
    enter: Callable[[], None]
    wait: Callable[[], Awaitable[None]]


async def _send_in_turn(turn: _Turn, send: Send, message: Message) -> None:
    if message["type"] != "http.response.body":
        await send(message)
        return
    # What is sent is made; how long the client takes to read it is no concern of the others.
    turn.inside.close()
    await send(message)
    if message.get("more_body", False):
        # The next part has still to be made, in its turn.
        await turn.wait()
        turn.enter()


async def _return(room: Room, client: str, gone: Receive) -> None:
    """Enter again, however long it takes: an answer that has begun is not refused.

    Raises OSError, as servers do, if the client has gone.
    """
    while (status := await room.enter(client, gone)) != 200:
        if status == _GONE:
            raise OSError("client has gone")
        await asyncio.sleep(_PAUSE)


def _refusal(request: Request, status: int) -> Response:
    if status == 413:
        return too_large(request)
    return overloaded(request) if status == 503 else Response(status_code=status)


async def _read(receive: Receive) -> list[Message] | int:
    """The messages of a request's body; 413 if it is larger than allowed, 499 if the client has gone."""
    read: list[Message] = []
    size = 0
    while not read or read[-1].get("more_body"):
        read.append(await receive())
        if read[-1]["type"] == "http.disconnect":
            return _GONE
        size += len(read[-1].get("body", b""))
        if size > MAX_BODY_BYTES:
            return 413
    return read


class _Replay:
    """Gives the messages that were read, then those that follow."""

    def __init__(self, read: list[Message], receive: Receive) -> None:
        self._read = read
        self._receive = receive

    async def __call__(self) -> Message:
        return self._read.pop(0) if self._read else await self._receive()
