"""A server that answers as it is told, where a real node cannot be made to."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeAlias

from app.search.opensearch.settings import ClusterSettings

Answering: TypeAlias = Callable[[str, list[Any]], tuple[int, Any]]
"""From a path and the lines of a body to a status and a body."""


@dataclass(slots=True)
class Fake:
    """Where it answers, and what it was asked: paths and bodies."""

    cluster: ClusterSettings
    asked: list[tuple[str, list[Any]]] = field(default_factory=list)


@contextmanager
def answering(answer: Answering, *, seconds: float = 5.0) -> Iterator[Fake]:
    """A server on loopback for as long as this lasts."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            lines = [json.loads(line) for line in body.splitlines()]
            with lock:
                fake.asked.append((self.path, lines))
                status, content = answer(self.path, lines)
            written = content if isinstance(content, bytes) else json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(written)))
            self.end_headers()
            self.wfile.write(written)

        do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815  names of the base class

        def log_message(self, *_said: object) -> None:
            """Nothing."""

    lock = threading.Lock()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake = Fake(ClusterSettings((f"http://127.0.0.1:{server.server_port}",), seconds=seconds))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
