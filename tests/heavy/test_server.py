"""The real server, started as `make serve` starts it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.settings import ROOT
from app.web.http.limits import MAX_ADDRESS_BYTES
from tests.heavy.running import free_port, get, wait_for


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A port where `make serve` answers, with an archive of its own."""
    port = free_port()
    folder = tmp_path_factory.mktemp("serve")
    log = (folder / "log").open("wb")
    server = subprocess.Popen(
        ["make", "serve", f"PORT={port}"],  # noqa: S607  make is what readers type
        cwd=ROOT,
        env={**os.environ, "JUEYI_ARCHIVE": str(folder / "archive")},
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    try:
        wait_for(port, server, folder / "log")
        yield port
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)
        log.close()


def test_the_five_texts_are_served(port: int) -> None:
    status, html = get(port, "/A/HRC/RES/50/4")
    assert status == 200
    assert "加强人权领域的国际合作" in html
    assert "收录 5 份文本" in get(port, "/")[1]


@pytest.mark.parametrize(
    ("length", "status"),
    [(60_000, 200), (MAX_ADDRESS_BYTES - 10, 200), (MAX_ADDRESS_BYTES + 1, 414), (100_000, 414)],
)
def test_addresses_of_64_kb_are_read_and_longer_ones_get_414(port: int, length: int, status: int) -> None:
    path = "/search?q="
    found, html = get(port, path + "a" * (length - len(path)))
    assert found == status
    assert ("只用了前200个字" if status == 200 else "网址最长 64 KB") in html


def test_an_address_without_end_gets_414_too(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(b"GET /search?q=")
        for _ in range(40):
            try:
                connection.sendall(b"a" * 8192)
            except OSError:
                break
        assert connection.recv(64).startswith(b"HTTP/1.1 414 ")


def test_what_is_no_http_gets_400(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(b"nonsense\r\n\r\n")
        assert connection.recv(64).startswith(b"HTTP/1.1 400 ")


def test_several_processes_serve_one_port(tmp_path: Path, archive: Path) -> None:
    port = free_port()
    log = (tmp_path / "log").open("wb")
    command = [sys.executable, "-c", "from app.cli import main; main()"]
    server = subprocess.Popen(
        [*command, "serve", "--port", str(port), "--workers", "2", "--archive", str(archive)],
        cwd=ROOT,
        stdout=log,
        stderr=log,
    )
    try:
        wait_for(port, server, tmp_path / "log")
        assert "加强人权领域的国际合作" in get(port, "/A/HRC/RES/50/4")[1]
        # One may answer before the other has started.
        end = time.monotonic() + 30
        while (started := _started(tmp_path / "log")) < 2 and time.monotonic() < end:
            time.sleep(0.1)
        assert started == 2
    finally:
        server.terminate()
        assert server.wait(20) == 0
        log.close()
    assert _started(tmp_path / "log") == 2


def _started(log: Path) -> int:
    return log.read_text("utf-8").count("Started server process")
