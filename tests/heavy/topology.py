"""The services of `compose.yaml` as processes: an ingest, two web servers, nginx before both.

What rows and index are kept in is a store: it makes settings, with an empty archive behind them.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue

import pytest

from app.resources import ROOT
from tests import postgres
from tests.deploy.nginx import SITE, Proxy, fetch, proxying
from tests.heavy.running import free_port, wait_for
from tests.opensearch import servers

JUEYI = (sys.executable, "-c", "from app.cli import main; main()")

Environment = Mapping[str, str]


@dataclass(frozen=True)
class Shared:
    """The settings by which a store is reached."""

    ingest: Environment
    webs: tuple[Environment, Environment]
    nothing: Environment
    """Of a web server whose archive has never been taken in."""


Store = Callable[[Path], AbstractContextManager[Shared]]


@contextmanager
def embedded(folder: Path) -> Iterator[Shared]:
    """A folder that both web servers read."""
    engine = {"JUEYI_SEARCH_ENGINE": "tantivy"}
    one = {**engine, "JUEYI_ARCHIVE": str(folder / "archive")}
    yield Shared(one, (one, one), {**engine, "JUEYI_ARCHIVE": str(folder / "nothing")})


@contextmanager
def cluster(folder: Path) -> Iterator[Shared]:
    """PostgreSQL and OpenSearch: whoever takes in or serves has a folder of its own, and shares nothing else."""
    if not servers.IS_READY:
        pytest.skip(servers.WANTED)
    with postgres.running() as rows, servers.opensearch(folder / "opensearch") as index:
        shared = {
            "JUEYI_SEARCH_ENGINE": "opensearch",
            "JUEYI_OPENSEARCH_URL": ",".join(index.urls),
            "JUEYI_OPENSEARCH_REPLICAS": "0",
        }
        archive = {**shared, "JUEYI_DATABASE_URL": rows.database()}
        own = [
            {**archive, "JUEYI_ARCHIVE": str(folder / name)} for name in ("of-ingest", "of-web1", "of-web2")
        ]
        empty = {"JUEYI_DATABASE_URL": rows.database(), "JUEYI_ARCHIVE": str(folder / "nothing")}
        yield Shared(own[0], (own[1], own[2]), {**shared, **empty})


STORES: Mapping[str, Store] = {"embedded": embedded, "cluster": cluster}


@dataclass
class Web:
    """A web server, which can be ended and started again on its port."""

    environment: Environment
    log: Path
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [*JUEYI, "serve", "--port", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        wait_for(self.port, self.process, self.log)

    def end(self, number: int = signal.SIGTERM) -> None:
        """Send it a signal, and wait until it is gone."""
        if self.process is not None:
            self.process.send_signal(number)
            self.process.wait(30)
            self.process = None


@dataclass(frozen=True)
class Topology:
    """What runs."""

    environment: Environment
    """Of the ingest."""
    webs: tuple[Web, Web]
    proxy: Proxy
    nothing: Environment
    """What differs for a web server that has no archive."""

    def jueyi(self, *arguments: str) -> str:
        """Run a command on the archive. Returns what it printed."""
        done = subprocess.run(
            [*JUEYI, *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@contextmanager
def topology(store: Store, folder: Path, *texts: Path) -> Iterator[Topology]:
    """Everything, with these texts in the archive."""
    with ExitStack() as stack:
        shared = stack.enter_context(store(folder))
        settings = {
            "JUEYI_BASE_URL": f"https://{SITE}",
            "JUEYI_ALLOWED_HOSTS": f"{SITE},127.0.0.1",
            "JUEYI_TRUSTED_PROXIES": "127.0.0.1",
            "PYTHONPATH": str(ROOT),
        }
        everyone = {**os.environ, **settings}
        environment = {**everyone, **shared.ingest}
        # Neither may depend on the order in which Python keeps what has none.
        webs = (
            Web({**everyone, **shared.webs[0], "PYTHONHASHSEED": "1"}, folder / "web1"),
            Web({**everyone, **shared.webs[1], "PYTHONHASHSEED": "2"}, folder / "web2"),
        )
        ingest = [*JUEYI, "ingest", "-q", *map(str, texts)]
        subprocess.run(ingest, cwd=ROOT, env=environment, check=True)
        for web in webs:
            stack.callback(web.end)
            web.start()
        proxy = stack.enter_context(proxying(folder, *(web.port for web in webs)))
        yield Topology(environment, webs, proxy, shared.nothing)


class Readers:
    """Readers who ask through nginx without a pause until they are called back: statuses, and what went wrong."""

    def __init__(self, proxy: Proxy, paths: tuple[str, ...], number: int = 3) -> None:
        self._proxy = proxy
        self._paths = paths
        self._number = number
        self._is_over = threading.Event()
        self._found: SimpleQueue[object] = SimpleQueue()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """They read meanwhile."""
        threads = [threading.Thread(target=self._read, args=(nth,)) for nth in range(self._number)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._is_over.set()
            for thread in threads:
                thread.join(60)

    def statuses(self) -> list[object]:
        """What they got: statuses of whole answers, and errors where there was none."""
        return [self._found.get() for _ in range(self._found.qsize())]

    def _read(self, first: int) -> None:
        for number in range(first, 1_000_000):
            if self._is_over.is_set():
                return
            path = self._paths[number % len(self._paths)]
            # Never the same address twice, or it would not be made.
            query = f"{'&' if '?' in path else '?'}n={number}"
            try:
                self._found.put(fetch(self._proxy, path + query, headers={"Accept-Encoding": "gzip"})[0])
            except Exception as error:  # whatever a reader sees
                self._found.put(f"{path}: {error!r}")
