"""Who gets in when it is full, on a real server."""

import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from app.server.limits import ConnectionLimits
from app.settings import ROOT
from tests.server.served import GET, Clients, answer, clients, served, until

HALF = b"GET / HTTP/1.1\r\nHost: x\r\nX-Half: "
ATTACKERS = ("127.0.0.2", "127.0.0.3", "127.0.0.4")
LAST = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"


def crowd(some: Clients, number: int, sent: bytes) -> None:
    """Connections from all attackers in turn; the server may close each at any time."""
    for nth in range(number):
        with suppress(OSError):  # it may be refused before anything is sent
            some.connect(sent, ATTACKERS[nth % len(ATTACKERS)])


@pytest.mark.parametrize(
    "sent", [b"", HALF, b"POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n1", GET]
)
def test_a_reader_gets_in_whatever_others_hold(sent: bytes) -> None:
    with served(ConnectionLimits(12, 6)) as server, clients(server.port) as some:
        for _ in range(5):
            crowd(some, 20, sent)
            assert len(server.book) <= 12
            assert answer(some.connect(LAST)).startswith(b"HTTP/1.1 200 ")


def test_beyond_the_bound_of_an_address_503_says_when_to_come_back() -> None:
    limits = ConnectionLimits(40, 4, patience_seconds=100)
    with served(limits) as server, clients(server.port) as some:
        for _ in range(4):
            some.connect(HALF)
        until(lambda: len(server.book) == 4)
        refused = answer(some.connect(LAST))
        assert refused.startswith(b"HTTP/1.1 503 ")
        assert b"\r\nRetry-After: 5\r\n" in refused
        assert "请过 5 秒再试" in refused.decode()
        assert answer(some.connect(LAST, "127.0.0.2")).startswith(b"HTTP/1.1 200 ")


def test_at_the_bound_of_an_address_its_oldest_makes_room() -> None:
    with served(ConnectionLimits(40, 4, patience_seconds=0)) as server, clients(server.port) as some:
        oldest, *others = [some.connect(HALF) for _ in range(4)]
        until(lambda: len(server.book) == 4)
        assert answer(some.connect(LAST)).startswith(b"HTTP/1.1 200 ")
        assert answer(oldest).startswith(b"HTTP/1.1 503 ")
        for other in others:
            other.sendall(b"x\r\nConnection: close\r\n\r\n")
            assert answer(other).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize("trusted", ["127.0.0.2", "127.0.0.0/8"])
def test_a_trusted_proxy_has_no_bound_of_its_own(trusted: str) -> None:
    with served(ConnectionLimits(40, 4, trusted=(trusted,))) as server, clients(server.port) as some:
        crowded = [some.connect(HALF, "127.0.0.2") for _ in range(12)]
        until(lambda: len(server.book) == 12)
        for other in crowded:
            other.sendall(b"x\r\nConnection: close\r\n\r\n")
            assert answer(other).startswith(b"HTTP/1.1 200 ")


def test_without_files_a_reader_still_gets_in_and_the_log_stays_short(tmp_path: Path) -> None:
    """A bound that the process cannot keep: 60 files for 500 connections."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (tmp_path / "log").open("wb") as log:
        command = [sys.executable, "-m", "tests.server.served", str(port), "60", "500"]
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
    try:
        with clients(port) as some:
            until(lambda: _is_up(some))
            for _ in range(3):
                crowd(some, 80, HALF)
                assert answer(some.connect(LAST)).startswith(b"HTTP/1.1 200 ")
        until(lambda: "out_of_files" in (tmp_path / "log").read_text("utf-8"))
    finally:
        process.terminate()
        process.wait(20)
    said = (tmp_path / "log").read_text("utf-8")
    assert "Traceback" not in said
    assert len(said.splitlines()) < 30


def _is_up(some: Clients) -> bool:
    try:
        some.connect().close()
    except ConnectionRefusedError:
        return False
    return True
