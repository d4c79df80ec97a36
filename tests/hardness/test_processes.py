"""A server that is told to stop ends, whatever clients and its processes do; one of several may die."""

import os
import signal
import socket
import time
from pathlib import Path

import pytest

from tests.hardness.attack import WAYS
from tests.hardness.serving import START_SECONDS, serving

STOP_SECONDS = 30
"""Ten for answers, five more for processes that hang, and what a busy machine takes."""


@pytest.mark.parametrize("workers", [1, 2])
def test_slow_clients_do_not_hold_a_server(workers: int, archive: Path, tmp_path: Path) -> None:
    with serving(archive, tmp_path, files=1024, workers=workers) as server:
        clients = []
        for sent in [sent for sents in WAYS.values() for sent in sents] * 5:
            client = socket.create_connection(("127.0.0.1", server.port))
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.sendall(sent)
            clients.append(client)
        assert server.get("/") == 200
        server.process.terminate()
        assert server.process.wait(STOP_SECONDS) in (0, -signal.SIGTERM)
        for client in clients:
            client.close()
    assert "Traceback" not in server.log.read_text("utf-8")


def test_a_hanging_process_does_not_hold_its_parent(archive: Path, tmp_path: Path) -> None:
    with serving(archive, tmp_path, files=1024, workers=2) as server:
        hanging, _ = server.processes()
        os.kill(hanging, signal.SIGSTOP)
        server.process.terminate()
        assert server.process.wait(STOP_SECONDS) == 0
        assert not Path(f"/proc/{hanging}").exists()


def test_a_process_that_died_is_replaced(archive: Path, tmp_path: Path) -> None:
    with serving(archive, tmp_path, files=1024, workers=2) as server:
        dying, staying = server.processes()
        os.kill(dying, signal.SIGKILL)
        end = time.monotonic() + START_SECONDS
        while server.log.read_text("utf-8").count("startup complete") < 3:
            assert time.monotonic() < end
            time.sleep(0.2)
        assert staying in server.processes()
        assert dying not in server.processes()
        assert server.get("/") == 200
