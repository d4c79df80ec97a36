"""The real server as a process, with a limit of open files."""

import http.client
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.settings import ROOT

JUEYI = (sys.executable, "-c", "from app.cli import main; main()")
START_SECONDS = 120


@dataclass(frozen=True)
class Serving:
    """A server that answers."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path

    def get(self, path: str, seconds: float = 20) -> int:
        """The status of an answer on a connection of its own, read whole; 0 if none comes."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        try:
            connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()
        return answer.status

    def processes(self) -> list[int]:
        """The identifiers of the processes that answer."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
        return [int(child) for child in children if b"resource_tracker" not in _command(child)] or [pid]

    def peak_megabytes(self) -> float:
        """The largest memory that one of the processes has had."""
        return max(_peak_kilobytes(pid) for pid in self.processes()) / 1024


def _command(pid: str) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def _peak_kilobytes(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0])


@contextmanager
def serving(archive: Path, folder: Path, *, files: int, workers: int) -> Iterator[Serving]:
    """`jueyi serve`, ended at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = folder / "log"
    command = [*JUEYI, "serve", "--port", str(port), "--workers", str(workers), "--archive", str(archive)]
    with log.open("wb") as said:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            stdout=said,
            stderr=said,
            preexec_fn=partial(resource.setrlimit, resource.RLIMIT_NOFILE, (files, files)),  # noqa: PLW1509
        )
    server = Serving(port, process, log)
    try:
        _await(server, workers)
        yield server
    finally:
        process.terminate()
        process.wait(30)


def _await(server: Serving, workers: int) -> None:
    end = time.monotonic() + START_SECONDS
    while server.log.read_text("utf-8").count("startup complete") < workers or server.get("/healthz") != 200:
        assert server.process.poll() is None, server.log.read_text("utf-8")
        assert time.monotonic() < end, server.log.read_text("utf-8")
        time.sleep(0.2)
