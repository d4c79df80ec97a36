"""Deadlines and refusals, on a real server."""

import logging
import re
import socket
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
from structlog.testing import capture_logs

from app.server.limits import ConnectionLimits
from tests.server.served import BIG, GET, Clients, Served, answer, clients, served, until

HEAD = b"POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n"
NAMED = re.compile(rb"\r\nX-Request-Id: [0-9a-f]{16}\r\n")


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    limits = ConnectionLimits(
        40, 40, head_seconds=0.4, body_seconds=0.4, writing_seconds=0.4, idle_seconds=1, sweep_seconds=0.1
    )
    with served(limits) as server:
        yield server


@pytest.fixture
def some(server: Served) -> Iterator[Clients]:
    with clients(server.port) as some:
        yield some
    until(lambda: len(server.book) == 0)


@pytest.mark.parametrize("sent", [b"GET / HTTP/1.1\r\nHost:", HEAD, HEAD + b"1234", GET + b"GET"])
def test_what_is_late_gets_408_with_a_name(some: Clients, sent: bytes) -> None:
    said = answer(some.connect(sent))
    assert b"HTTP/1.1 408 " in said
    assert NAMED.search(said)
    assert "请重试" in said.decode()


@pytest.mark.parametrize("sent", [b"", GET, b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n"])
def test_who_has_asked_nothing_more_is_closed_without_a_word(some: Clients, sent: bytes) -> None:
    assert answer(some.connect(sent)).count(b"HTTP/1.1") == (1 if sent else 0)


@pytest.mark.parametrize(
    ("sent", "drop"),
    [
        (b"GET / HTTP/1.1\r\nX: ", b"x"),
        (HEAD.replace(b"9", b"999999"), b"x"),
        (GET, b"\r\n"),
        (HEAD.replace(b"/body", b"/").replace(b"9", b"999999"), b"x"),
    ],
)
def test_drops_keep_no_connection_open(some: Clients, sent: bytes, drop: bytes) -> None:
    client = some.connect(sent)
    client.settimeout(0.05)
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            client.sendall(drop)
            if not client.recv(65_536):
                return
        except TimeoutError:
            continue
        except OSError:
            return
    pytest.fail("still open")


@pytest.mark.parametrize("times", [1, 20])
def test_an_unread_answer_is_given_up(server: Served, some: Clients, times: int) -> None:
    client = some.connect(b"GET /big HTTP/1.1\r\nHost: x\r\n\r\n" * times)
    until(lambda: len(server.book) == 1)
    until(lambda: len(server.book) == 0)
    assert len(answer(client)) < BIG


def test_a_bad_request_is_refused_with_a_name_and_logged_by_it(some: Clients) -> None:
    with capture_logs() as logged:
        said = answer(some.connect(b"nonsense\r\n\r\n"))
    assert said.startswith(b"HTTP/1.1 400 ")
    assert NAMED.search(said)
    assert NAMED.search(said)[0].split()[1].decode() in str(logged)


def test_an_address_without_end_is_refused_with_a_name(some: Clients) -> None:
    client = some.connect(b"GET /")
    with suppress(OSError):
        client.sendall(b"a" * 200_000)
    with suppress(ConnectionResetError):
        said = client.recv(999)
        assert said.startswith(b"HTTP/1.1 414 ")
        assert NAMED.search(said)


def test_a_bad_chunk_behind_an_answer_closes_without_a_traceback(
    some: Clients, caplog: pytest.LogCaptureFixture
) -> None:
    client = some.connect(b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n")
    assert client.recv(999).startswith(b"HTTP/1.1 200 ")
    client.sendall(b"no number\r\n")
    answer(client)
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


def test_stopping_does_not_wait_for_those_who_do_not_read() -> None:
    limits = ConnectionLimits(40, 40, stop_seconds=0.5)
    with served(limits) as server, clients(server.port) as some:
        reader = some.connect(b"GET /big HTTP/1.1\r\nHost: x\r\n\r\n")
        some.connect(HEAD)
        some.connect(b"GET")
        assert reader.recv(1, socket.MSG_PEEK)
        server.stop()
        assert len(server.book) == 0
