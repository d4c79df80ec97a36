"""Real nodes of OpenSearch on loopback, from the jars that `make opensearch` brings."""

import http.client
import json
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from app.settings import ROOT

_MADE = ROOT / "var" / "opensearch"
IS_READY = bool(shutil.which("java")) and (_MADE / ".ready").is_file()
WANTED = "no OpenSearch (make opensearch; Debian: apt-get install default-jdk-headless maven)"
with_opensearch = pytest.mark.skipif(not IS_READY, reason=WANTED)

_STARTS_WITHIN = 300.0
_JAVA = ("-XX:+UseSerialGC", "-Xshare:auto", "-Dlog4j2.disableJmx=true")
_SOON = ("-XX:TieredStopAtLevel=1",)
"""Started in half the time, and slower when it has run for long."""
_SETTINGS = {
    "cluster.name": "jueyi-tests",
    "network.host": "127.0.0.1",
    "http.type": "netty4",
    "transport.type": "netty4",
    # The serial collector leaves garbage until the heap is full: counted as used, it would have every search refused,
    # and nothing would ever fill the rest.
    "indices.breaker.total.use_real_memory": "false",
    # A machine of tests may have little room left, which is no matter of theirs.
    "cluster.routing.allocation.disk.threshold_enabled": "false",
    # A node that was killed is missed soon.
    "cluster.fault_detection.follower_check.interval": "500ms",
    "cluster.fault_detection.leader_check.interval": "500ms",
}


@dataclass(slots=True)
class ClusterNode:
    """A node: what it was started with, and its process while it runs."""

    name: str
    folder: Path
    http: int
    transport: int
    settings: dict[str, str]
    heap: str
    is_to_last: bool = False
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.http}"

    def start(self) -> None:
        """Start it, without waiting until it answers."""
        (self.folder / "config").mkdir(parents=True, exist_ok=True)
        own = {"node.name": self.name, "http.port": str(self.http), "transport.port": str(self.transport)}
        paths = {"path.home": "", "path.data": "data", "path.logs": "logs"}
        places = {name: str(self.folder / below) for name, below in paths.items()}
        given = {**_SETTINGS, **own, **places, **self.settings}
        command = ["java", f"-Xms{self.heap}", f"-Xmx{self.heap}", *_JAVA, f"-Djava.io.tmpdir={self.folder}"]
        command += [] if self.is_to_last else _SOON
        command += ["-cp", f"{_MADE / 'classes'}:{_MADE / 'lib'}/*", "ClusterNode"]
        command += [f"{name}={value}" for name, value in given.items()]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)

    @property
    def log(self) -> Path:
        """What it prints."""
        return self.folder / "log"

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it, and wait until it has ended."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(60)
            self.process = None

    def kill(self) -> None:
        """End it as a power cut would."""
        self.end(signal.SIGKILL)

    def is_running(self) -> bool:
        """Whether its process was started and has not ended."""
        return self.process is not None and self.process.poll() is None


@dataclass(frozen=True, slots=True)
class Servers:
    """A cluster of its nodes."""

    nodes: tuple[ClusterNode, ...]
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def urls(self) -> tuple[str, ...]:
        """Where its nodes answer."""
        return tuple(node.url for node in self.nodes)

    def wait(self, status: Sequence[str] = ("green",), nodes: int | None = None) -> None:
        """Wait until the nodes that run, or so many, have found each other and all shards are where they should be."""
        wanted = nodes or sum(node.is_running() for node in self.nodes)
        until = time.monotonic() + _STARTS_WITHIN
        while time.monotonic() < until:
            health = self._health()
            if health.get("status") in status and health.get("number_of_nodes") == wanted:
                return
            for node in self.nodes:
                assert node.process is None or node.is_running(), node.log.read_text("utf-8")[-4000:]
            time.sleep(0.2)
        pytest.fail(f"not {status} with {wanted} nodes: {self._health()}")

    def ask(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401  any JSON
        """What the first node that runs answers."""
        node = next(node for node in self.nodes if node.is_running())
        return requested(node.http, method, path, body)

    def _health(self) -> dict[str, Any]:
        try:
            found = self.ask("GET", "/_cluster/health")
        except (OSError, http.client.HTTPException, ValueError, StopIteration):
            return {}
        return found if isinstance(found, dict) else {}


def requested(port: int, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401  any JSON
    """What a port of this machine answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        sent = None if body is None else json.dumps(body)
        connection.request(method, path, sent, {"Content-Type": "application/json"})
        return json.loads(connection.getresponse().read())
    finally:
        connection.close()


@contextmanager
def opensearch(
    folder: Path, nodes: int = 1, heap: str = "1g", *, is_to_last: bool = False
) -> Iterator[Servers]:
    """A cluster of so many nodes with its files in a folder, green, ended in the end; for work that lasts, or else for
    one that soon begins."""
    ports = free_ports(2 * nodes)
    names = [f"n{number}" for number in range(1, nodes + 1)]
    together = {
        "discovery.seed_hosts": ",".join(f"127.0.0.1:{port}" for port in ports[nodes:]),
        "cluster.initial_cluster_manager_nodes": ",".join(names),
    }
    settings = {"discovery.type": "single-node"} if nodes == 1 else together
    servers = Servers(
        tuple(
            ClusterNode(name, folder / name, one, other, settings, heap, is_to_last)
            for name, one, other in zip(names, ports, ports[nodes:], strict=False)
        )
    )
    with ExitStack() as ending:
        for node in servers.nodes:
            ending.callback(node.kill)
            node.start()
        servers.wait()
        yield servers


def free_ports(count: int) -> list[int]:
    """So many ports of loopback that nobody listens on."""
    with ExitStack() as held:
        probes = [held.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
