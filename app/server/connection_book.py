"""The open connections of a process: what each waits for, since when, and which one makes room for another."""

from collections import Counter
from collections.abc import Callable, Mapping
from enum import Enum
from time import monotonic

import structlog

from app.server.address_ranking import AddressRanking
from app.server.limits import ConnectionLimits

logger = structlog.stdlib.get_logger(__name__)

_LOG_SECONDS = 10
"""Closed and refused connections are counted this long for one log line."""

_EXHAUSTED_CLOSES = 16
"""Connections closed at once if files run out in spite of the bounds."""


_REGAINED = 2
"""Connections more at each sweep after files ran out."""


class Waiting(Enum):
    """What a connection waits for its client to do."""

    HEAD = "head"
    BODY = "body"
    READ = "read"
    """Take the answer."""
    NEXT = "next"
    """Send another request, or close."""


class Dismissal(Enum):
    """Why a connection is closed."""

    LATE = "late"
    CROWDED = "crowded"
    STOPPING = "stopping"


_USUAL = f"{Dismissal.LATE.value}_{Waiting.NEXT.value}"
"""Every browser leaves idle connections."""


class Connection:
    """One connection, from its acceptance until its file is closed. `waits_for` is None while the application works."""

    __slots__ = ("address", "dismiss", "held_bytes", "is_dismissed", "since", "waits_for")

    def __init__(self, address: str) -> None:
        self.address = address
        self.waits_for: Waiting | None = None
        self.since = 0.0
        self.held_bytes = 0
        self.is_dismissed = False
        self.dismiss: Callable[[Dismissal], None] = lambda _why: None
        """Closes the transport, once there is one."""


class ConnectionBook:
    """All connections of a process. Constant time for each change, whatever their number."""

    def __init__(
        self,
        limits: ConnectionLimits,
        clock: Callable[[], float] = monotonic,
        note: Callable[[int, Mapping[str, int]], None] = lambda _open, _closed: None,
    ) -> None:
        self.limits = limits
        self._note = note
        self._clock = clock
        self._open: set[Connection] = set()
        self._of_address: Counter[str] = Counter()
        # Those that wait, longest first: by what they wait for, and by address.
        self._waiting: dict[Waiting, dict[Connection, None]] = {waiting: {} for waiting in Waiting}
        self._waiting_of_address: dict[str, dict[Connection, None]] = {}
        self._ranking = AddressRanking()
        self._held_bytes = 0
        self._total = limits.total
        self._events: Counter[str] = Counter()
        self._unlogged: Counter[str] = Counter()
        self._logged_at = -float(_LOG_SECONDS)
        self._seconds = {
            Waiting.HEAD: limits.head_seconds,
            Waiting.BODY: limits.body_seconds,
            Waiting.READ: limits.writing_seconds,
            Waiting.NEXT: limits.idle_seconds,
        }

    def __len__(self) -> int:
        return len(self._open)

    def open(self, address: str) -> Connection | None:
        """Enter a new connection, which waits for its first head; None if it has to be refused.

        At a bound, the one that has waited longest makes room: of the same address at its own bound, else of the
        address with the most waiting connections. An address with half as many is no better, and replaces its own.
        """
        if not self._has_room(address):
            self._events["refused"] += 1
            return None
        connection = Connection(address)
        self._open.add(connection)
        self._of_address[address] += 1
        self.update(connection, Waiting.HEAD, 0)
        return connection

    def _has_room(self, address: str) -> bool:
        limits = self.limits
        if self._of_address[address] >= limits.of_an_address and not limits.is_trusted(address):
            return self._replace(address)
        if len(self._open) < self._total:
            return True
        heaviest = self._ranking.first()
        if heaviest is None:
            return False
        if 2 * self._of_address[address] > self._ranking.most:
            return self._replace(address)
        self._dismiss_oldest(heaviest)
        return True

    def _replace(self, address: str) -> bool:
        """Whether a waiting connection of this address made room. A young one stays, or a flood would never end."""
        oldest = next(iter(self._waiting_of_address.get(address, ())), None)
        if oldest is None or self._clock() - oldest.since < self.limits.patience_seconds:
            return False
        self._dismiss(oldest, Dismissal.CROWDED)
        return True

    def _dismiss_oldest(self, address: str) -> None:
        self._dismiss(next(iter(self._waiting_of_address[address])), Dismissal.CROWDED)

    def update(self, connection: Connection, waits_for: Waiting | None, held_bytes: int) -> None:
        """Note what a connection waits for and the bytes it holds; the same wait goes on, whatever trickles in."""
        if connection not in self._open:
            return
        more = held_bytes - connection.held_bytes
        self._held_bytes += more
        connection.held_bytes = held_bytes
        if waits_for is not connection.waits_for:
            self._stop_waiting(connection)
            self._wait(connection, waits_for)
        if more > 0 and self._held_bytes > self.limits.held_bytes:
            self._free_memory()

    def _wait(self, connection: Connection, waits_for: Waiting | None) -> None:
        connection.waits_for = waits_for
        connection.since = self._clock()
        if waits_for:
            self._waiting[waits_for][connection] = None
            self._waiting_of_address.setdefault(connection.address, {})[connection] = None
            self._ranking.add(connection.address, 1)

    def _stop_waiting(self, connection: Connection) -> None:
        if connection.waits_for:
            del self._waiting[connection.waits_for][connection]
            of_address = self._waiting_of_address[connection.address]
            del of_address[connection]
            if not of_address:
                del self._waiting_of_address[connection.address]
            self._ranking.add(connection.address, -1)
            connection.waits_for = None

    def close(self, connection: Connection) -> None:
        """Forget a connection that is closed; again is no error."""
        if connection not in self._open:
            return
        self._stop_waiting(connection)
        self._held_bytes -= connection.held_bytes
        connection.held_bytes = 0
        self._open.discard(connection)
        self._of_address[connection.address] -= 1
        if not self._of_address[connection.address]:
            del self._of_address[connection.address]

    def _dismiss(self, connection: Connection, why: Dismissal) -> None:
        waited_for = connection.waits_for.value if connection.waits_for else "answer"
        self._events[f"{why.value}_{waited_for}"] += 1
        self.close(connection)
        connection.is_dismissed = True
        connection.dismiss(why)

    def _free_memory(self) -> None:
        """Close waiting connections of the addresses that hold most, until a quarter of the bound is free."""
        held: Counter[str] = Counter()
        holding = [connection for connection in self._open if connection.waits_for and connection.held_bytes]
        for connection in holding:
            held[connection.address] += connection.held_bytes
        holding.sort(key=lambda connection: (-held[connection.address], connection.since))
        for connection in holding:
            if self._held_bytes <= self.limits.held_bytes * 3 // 4:
                return
            self._dismiss(connection, Dismissal.CROWDED)

    def exhausted(self) -> None:
        """Close some connections because no more files can be opened, and keep to fewer for a while."""
        self._events["out_of_files"] += 1
        for _ in range(_EXHAUSTED_CLOSES):
            heaviest = self._ranking.first()
            if heaviest is None:
                break
            self._dismiss_oldest(heaviest)
        self._total = max(len(self._open), 1)

    def sweep(self) -> None:
        """Close what has waited too long, note the counts, and log what was closed or refused since the last line."""
        now = self._clock()
        for waiting, connections in self._waiting.items():
            latest = now - self._seconds[waiting]
            while (oldest := next(iter(connections), None)) and oldest.since <= latest:
                self._dismiss(oldest, Dismissal.LATE)
        self._total = min(self._total + _REGAINED, self.limits.total)
        self._note(len(self._open), self._events)
        self._unlogged.update(self._events)
        self._events.clear()
        self._log(now)

    def _log(self, now: float) -> None:
        self._unlogged.pop(_USUAL, None)
        if self._unlogged and now - self._logged_at >= _LOG_SECONDS:
            logger.warning("connections closed", open=len(self._open), **self._unlogged)
            self._unlogged.clear()
            self._logged_at = now

    def dismiss_all(self) -> None:
        """Close every connection, whatever it does."""
        for connection in tuple(self._open):
            self._dismiss(connection, Dismissal.STOPPING)
