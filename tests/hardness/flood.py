"""A real server, and clients of it that ask much at a time, from addresses of their own."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.settings import ROOT
from tests.heavy.running import free_port, wait_for

READER = "127.0.0.1"
ATTACKERS = tuple(f"127.0.0.{number}" for number in range(2, 10))


@dataclass(frozen=True, slots=True)
class Answer:
    """A response, and the seconds until it was complete."""

    status: int
    head: str
    seconds: float


@contextmanager
def served(archive: Path, log: Path, workers: int = 1) -> Iterator[int]:
    """The port of a server of an archive, in processes of its own."""
    port = free_port()
    command = [sys.executable, "-c", "from app.cli import main; main()", "serve", "--port", str(port)]
    command += ["--workers", str(workers), "--archive", str(archive)]
    with log.open("wb") as output:
        server = subprocess.Popen(command, cwd=ROOT, env={**os.environ}, stdout=output, stderr=output)
        try:
            wait_for(port, server, log)
            yield port
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)


def get(path: str) -> bytes:
    """A GET request."""
    return f"GET {path} HTTP/1.1\r\nHost: juey.test\r\nConnection: close\r\n\r\n".encode()


def post(path: str, body: bytes, media: str = "application/json") -> bytes:
    """A POST request with a body."""
    head = f"POST {path} HTTP/1.1\r\nHost: juey.test\r\nConnection: close\r\nContent-Type: {media}\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


async def ask(port: int, request: bytes, source: str = READER) -> Answer:
    """Send a request and read its answer."""
    began = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(source, 0))
    try:
        writer.write(request)
        answer = await reader.read()
        head = answer.partition(b"\r\n\r\n")[0].decode()
        return Answer(int(head.split()[1]), head.lower(), time.perf_counter() - began)
    finally:
        writer.close()


async def drop(port: int, request: bytes, source: str) -> None:
    """Send a request and close the connection without waiting for the answer."""
    _, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(source, 0))
    writer.write(request)
    await writer.drain()
    writer.close()
