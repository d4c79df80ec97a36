"""Which connection makes room, which is late, and what is said about it."""

import pytest
from structlog.testing import capture_logs

from app.server.connection_book import Connection, ConnectionBook, Dismissal, Waiting
from app.server.limits import ConnectionLimits


class Hall:
    """A book with a clock that is set by hand, and what was dismissed."""

    def __init__(self, limits: ConnectionLimits) -> None:
        self.now = 100.0
        self.book = ConnectionBook(limits, lambda: self.now)
        self.dismissed: list[tuple[Connection, Dismissal]] = []

    def open(self, address: str) -> Connection | None:
        connection = self.book.open(address)
        if connection:
            connection.dismiss = lambda why: self.dismissed.append((connection, why))
        return connection

    def opened(self, address: str) -> Connection:
        connection = self.open(address)
        assert connection
        return connection


def test_the_heaviest_address_makes_room_for_another() -> None:
    hall = Hall(ConnectionLimits(4, 4))
    first, *_ = [hall.opened("a") for _ in range(3)]
    hall.opened("b")
    hall.opened("c")
    assert hall.dismissed == [(first, Dismissal.CROWDED)]
    assert len(hall.book) == 4


def test_an_address_at_its_bound_replaces_only_what_has_waited() -> None:
    hall = Hall(ConnectionLimits(10, 2, patience_seconds=2))
    oldest = hall.opened("a")
    hall.opened("a")
    assert hall.open("a") is None
    hall.now += 2
    assert hall.open("a")
    assert hall.dismissed == [(oldest, Dismissal.CROWDED)]


@pytest.mark.parametrize(("others", "gets_in"), [("", True), ("b", True), ("bb", False)])
def test_who_has_half_of_what_the_heaviest_has_replaces_its_own(others: str, *, gets_in: bool) -> None:
    hall = Hall(ConnectionLimits(3 + len(others), 9, patience_seconds=2))
    for address in "aaa" + others:
        hall.opened(address)
    assert hall.open("a") is None
    assert bool(hall.open("b")) == gets_in
    assert all(connection.address == "a" for connection, _ in hall.dismissed)


def test_what_the_application_works_on_makes_no_room() -> None:
    hall = Hall(ConnectionLimits(2, 2))
    for _ in range(2):
        hall.book.update(hall.opened("a"), None, 0)
    assert hall.open("b") is None
    assert not hall.dismissed


def test_a_proxy_is_bound_only_in_total() -> None:
    hall = Hall(ConnectionLimits(5, 2, trusted=("proxy",)))
    assert all(hall.open("proxy") for _ in range(5))
    assert hall.open("proxy") is None
    assert hall.open("a")


@pytest.mark.parametrize(
    ("waiting", "seconds"), [(Waiting.HEAD, 10), (Waiting.BODY, 20), (Waiting.READ, 60), (Waiting.NEXT, 5)]
)
def test_trickling_does_not_put_off_a_deadline(waiting: Waiting, seconds: int) -> None:
    hall = Hall(ConnectionLimits(5, 5))
    connection = hall.opened("a")
    hall.book.update(connection, None, 0)
    hall.book.update(connection, waiting, 1)
    for nth in range(seconds):
        hall.now += 1
        hall.book.update(connection, waiting, nth)
        assert not hall.dismissed
        hall.book.sweep()
    assert hall.dismissed == [(connection, Dismissal.LATE)]
    assert len(hall.book) == 0


def test_work_has_no_deadline_here() -> None:
    hall = Hall(ConnectionLimits(5, 5))
    hall.book.update(hall.opened("a"), None, 0)
    hall.now += 1000
    hall.book.sweep()
    assert not hall.dismissed


def test_those_who_hold_most_bytes_free_them() -> None:
    hall = Hall(ConnectionLimits(9, 9, held_bytes=100))
    hall.book.update(hall.opened("small"), Waiting.READ, 20)
    big = [hall.opened("big") for _ in range(2)]
    for connection in big:
        hall.now += 1
        hall.book.update(connection, Waiting.READ, 45)
    assert hall.dismissed == [(big[0], Dismissal.CROWDED)]


def test_out_of_files_the_heaviest_address_gives_some_back() -> None:
    hall = Hall(ConnectionLimits(99, 99))
    reader = hall.opened("reader")
    for _ in range(40):
        hall.opened("attacker")
    hall.book.exhausted()
    assert 0 < len(hall.dismissed) < 40
    assert reader not in [connection for connection, _ in hall.dismissed]


def test_what_was_closed_is_logged_in_one_line_without_addresses() -> None:
    hall = Hall(ConnectionLimits(9, 1))
    hall.opened("192.0.2.1")
    with capture_logs() as lines:
        for _ in range(1000):
            hall.open("192.0.2.1")
            hall.book.sweep()
        hall.now += 10
        hall.book.sweep()
    assert [line["refused"] for line in lines] == [1, 999]
    assert "192.0.2" not in str(lines)


def test_each_sweep_notes_what_is_open_and_what_was_closed_since_the_last() -> None:
    noted: list[tuple[int, dict[str, int]]] = []
    book = ConnectionBook(
        ConnectionLimits(9, 1), note=lambda number, closed: noted.append((number, {**closed}))
    )
    book.open("a")
    book.open("a")
    book.open("a")
    book.sweep()
    book.open("a")
    book.sweep()
    book.sweep()
    assert noted == [(1, {"refused": 2}), (1, {"refused": 1}), (1, {})]


def test_a_closed_connection_does_not_come_back() -> None:
    hall = Hall(ConnectionLimits(9, 9))
    connection = hall.opened("a")
    hall.book.close(connection)
    hall.book.close(connection)
    hall.book.update(connection, Waiting.BODY, 5)
    hall.now += 1000
    hall.book.sweep()
    assert not hall.dismissed
    assert len(hall.book) == 0
