"""Holds connections open from eight addresses, and opens others for those that the server closes.

`python -m tests.hardness.attack WAY PORT NUMBER`: until it is terminated, then prints what happened as JSON.
"""

import itertools
import json
import os
import resource
import select
import signal
import socket
import sys
import time
from collections import Counter
from contextlib import suppress

HOSTS = tuple(f"127.0.0.{nth}" for nth in range(2, 10))

_HOST = b"Host: archive.example\r\n"
_PAGE = b"GET /A/HRC/RES/50/4 HTTP/1.1\r\nAccept-Encoding: gzip\r\n" + _HOST + b"\r\n"

WAYS = {
    "heads": (b"GET / HTTP/1.1\r\n" + _HOST + b"X-Slow: ",),
    "bodies": tuple(
        b"POST " + path + b" HTTP/1.1\r\nContent-Length: 60000\r\n" + _HOST + b"\r\n{"
        for path in (b"/api/v1/wording", b"/")
    ),
    "readers": (_PAGE * 40,),
    "idle": (b"", b"GET / HTTP/1.1\r\n" + _HOST + b"\r\n"),
}
"""What is sent at first, in turn. Readers ask for more than the kernel keeps, and hardly take it."""

_OPENED_AT_ONCE = 50
_TURN_SECONDS = 0.04
_FILES_BESIDES = 100


class Attack:
    """One way of holding `number` connections."""

    def __init__(self, way: str, port: int, number: int) -> None:
        self._way = way
        self._port = port
        self._number = number
        self._first = itertools.cycle(WAYS[way])
        self._hosts = itertools.cycle(HOSTS)
        self._poll = select.epoll()
        self._held: dict[int, socket.socket] = {}
        self.seen: Counter[str] = Counter()

    def run(self) -> None:
        """Attack until whoever started it has gone."""
        parent = os.getppid()
        for turn in itertools.count():
            if os.getppid() != parent:
                return
            began = time.monotonic()
            for _ in range(min(_OPENED_AT_ONCE, self._number - len(self._held))):
                self._open()
            self._serve(self._poll.poll(0, 4096))
            self._trickle(turn)
            self.seen["most_held"] = max(self.seen["most_held"], len(self._held))
            time.sleep(max(_TURN_SECONDS - (time.monotonic() - began), 0))

    def _open(self) -> None:
        client = socket.socket()
        client.setblocking(False)  # noqa: FBT003
        client.setsockopt(socket.IPPROTO_IP, 24, 1)  # IP_BIND_ADDRESS_NO_PORT: a port for each target
        if self._way == "readers":
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.bind((next(self._hosts), 0))
        client.connect_ex(("127.0.0.1", self._port))
        self._held[client.fileno()] = client
        self._poll.register(client, select.EPOLLOUT)
        self.seen["opened"] += 1

    def _serve(self, events: list[tuple[int, int]]) -> None:
        for file, event in events:
            client = self._held[file]
            try:
                if event & select.EPOLLOUT:
                    client.send(next(self._first))
                    waits = 0 if self._way == "readers" else select.EPOLLIN
                    self._poll.modify(client, waits | select.EPOLLRDHUP)
                elif event & select.EPOLLIN and (said := client.recv(65_536)):
                    self.seen[said[9:12].decode("latin-1")] += 1
                else:
                    self._close(file)
            except OSError:
                self._close(file)

    def _close(self, file: int) -> None:
        client = self._held.pop(file)
        self._poll.unregister(client)
        client.close()
        self.seen["closed"] += 1

    def _trickle(self, turn: int) -> None:
        """A byte to or from each every few seconds."""
        for file in list(self._held)[turn % 128 :: 128]:
            with suppress(OSError):
                if self._way in ("heads", "bodies"):
                    self._held[file].send(b"a")
                elif self._way == "readers":
                    self._held[file].recv(1)


def main() -> None:
    """Attack until SIGTERM."""
    way, port, number = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, number + _FILES_BESIDES), hard))
    attack = Attack(way, port, number)

    def end(*_: object) -> None:
        raise SystemExit

    signal.signal(signal.SIGTERM, end)
    try:
        attack.run()
    finally:
        sys.stdout.write(json.dumps(attack.seen))


if __name__ == "__main__":
    main()
