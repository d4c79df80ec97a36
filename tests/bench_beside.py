"""Search pages beside bare routes, in one run: what a search costs here is told by the ratio.

    python -m tests.bench_beside ARCHIVE [ENGINE]

Both servers are set up alike. Every search differs, so that no answer is remembered. Beside the time that one reader
waits stands the processor time that the server took for it, which says the same on a machine that others use too. How
long a reader waits depends on what it reads with: the standard library's client, which does little else, or httpx.
"""

import gzip
import http.client
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote

import httpx
from sqlmodel import select

from app.db.models import Unit
from app.db.release import current_release
from app.db.session import read_session
from app.domain.text import fold
from app.settings import ROOT
from tests.bench import JUEYI, anew
from tests.bench_pages import free_port, wait

BODY_BYTES = 24 * 1024
ROUNDS, IN_ROUND = 10, 60
"""One reader asks so many times so many searches, and the bare routes between them."""
BARE = {"bare, bytes": "/", "bare, text": "/text"}
READERS, SEARCHES = 16, 2000
"""Readers at once of two workers."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds that a reader waited, each; and of the server's processor, at the mean."""

    waited: Sequence[float]
    busy: float


def main(archive: Path, engine: str = "tantivy") -> None:
    """Measure and print."""
    questions = drawn(archive)
    os.environ["JUEYI_SEARCH_ENGINE"] = engine
    with tempfile.NamedTemporaryFile() as body:
        body.write(gzip.compress(random.Random(1).randbytes(BODY_BYTES)))  # noqa: S311  any bytes
        body.flush()
        os.environ["BARE_BODY"] = body.name
        for client in CLIENTS:
            with searching(archive, 1) as search, bare(1) as plain:
                _beside(search, plain, questions, client)
        with searching(archive, 2) as search, bare(2) as plain:
            _at_once(search, plain, questions)


def drawn(archive: Path) -> Iterator[str]:
    """Searches without end: parts of texts of 2 to 12 characters, and of six one whole clause."""
    release = current_release(archive)
    assert release is not None
    with read_session(release.database) as session:
        texts = list(session.exec(select(Unit.text).order_by(Unit.id)))  # type: ignore[arg-type]
    return _drawn(texts, random.Random(20))  # noqa: S311  the same questions every time


def _drawn(texts: Sequence[str], chance: random.Random) -> Iterator[str]:
    while True:
        text = chance.choice(texts).replace('"', "")
        length = chance.randint(2, 12)
        start = chance.randrange(max(1, len(text) - length + 1))
        clauses = [clause for clause in re.split("[，；。：、]", text) if len(clause) > 5]
        part = (
            chance.choice(clauses)[:190]
            if clauses and chance.random() < 1 / 6
            else text[start : start + length]
        )
        if len(fold(part)) >= 2:
            yield anew(f"/search?q=%22{quote(part)}%22")


@dataclass(frozen=True, slots=True)
class Server:
    """A server: its port and the number of its process."""

    port: int
    process: int

    def seconds(self) -> float:
        """Processor time that it and its workers took."""
        return sum(map(_seconds, (self.process, *_children(self.process))))


@contextmanager
def searching(archive: Path, workers: int) -> Iterator[Server]:
    """A server of the archive."""
    serve = [*JUEYI, "serve", "--archive", str(archive), "--workers", str(workers), "--port"]
    with _started(serve, "/readyz") as server:
        yield server


@contextmanager
def bare(workers: int) -> Iterator[Server]:
    """A server of bare routes."""
    serve = f"import sys; from tests.bare import run; run(int(sys.argv[1]), {workers})"
    with _started([sys.executable, "-c", serve], "/") as server:
        yield server


@contextmanager
def _started(command: Sequence[str], path: str) -> Iterator[Server]:
    port = free_port()
    quiet = subprocess.DEVNULL
    with subprocess.Popen([*command, str(port)], cwd=ROOT, stdout=quiet, stderr=quiet) as server:
        try:
            wait(port, path)
            yield Server(port, server.pid)
        finally:
            server.terminate()


def _children(process: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()]


def _seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


Ask = Callable[[str], int]
"""Reads what is at a path, and gives its status."""


@contextmanager
def by_standard_library(server: Server, accepted: str = "identity") -> Iterator[Ask]:
    """Over one connection of `http.client`."""
    with closing(http.client.HTTPConnection("127.0.0.1", server.port)) as connection:

        def ask(path: str) -> int:
            connection.request("GET", path, headers={"Accept-Encoding": accepted})
            response = connection.getresponse()
            response.read()
            return response.status

        yield ask


@contextmanager
def by_httpx(server: Server) -> Iterator[Ask]:
    """Over one connection of httpx."""
    address = f"http://127.0.0.1:{server.port}"
    with httpx.Client(base_url=address, headers={"Accept-Encoding": "identity"}) as client:
        yield lambda path: client.get(path).status_code


CLIENTS: Mapping[str, Callable[[Server], AbstractContextManager[Ask]]] = {
    "http.client": by_standard_library,
    "http.client, compressed": partial(by_standard_library, accepted="gzip"),
    "httpx": by_httpx,
}


def _beside(search: Server, plain: Server, questions: Iterator[str], client: str) -> None:
    rounds: dict[str, list[Measured]] = {name: [] for name in ("search", *BARE)}
    for _ in range(ROUNDS + 1):
        with CLIENTS[client](search) as ask:
            rounds["search"].append(read(search, ask, [next(questions) for _ in range(IN_ROUND)]))
        for name, path in BARE.items():
            with CLIENTS[client](plain) as ask:
                rounds[name].append(read(plain, ask, [path] * IN_ROUND))
    _tell(client, {name: found[1:] for name, found in rounds.items()})


def _tell(client: str, rounds: Mapping[str, Sequence[Measured]]) -> None:
    waited = {name: sorted(time for one in found for time in one.waited) for name, found in rounds.items()}
    middles = [statistics.median(waited[name]) for name in BARE]
    heads = [f"{figure} | {' | '.join('× ' + name for name in BARE)}" for figure in ("median ms", "95th")]
    print(f"\n| {client} | {' | '.join(heads)} | processor ms |")
    print("|---|---|---|---|---|---|---|---|")
    for name, times in waited.items():
        cells = [
            f"{figure:.2f} | {' | '.join(f'{figure / middle:.1f}' for middle in middles)}"
            for figure in (statistics.median(times), times[int(len(times) * 0.95)])
        ]
        spent = statistics.mean(one.busy for one in rounds[name])
        print(f"| {name} | {' | '.join(cells)} | {spent:.2f} |", flush=True)


def read(server: Server, ask: Ask, paths: Sequence[str]) -> Measured:
    """Ask for these, one after the other."""
    busy, waited = server.seconds(), []
    for path in paths:
        begun = time.perf_counter()
        status = ask(path)
        waited.append((time.perf_counter() - begun) * 1000)
        # What names a document leads there.
        if status not in (200, 302):
            raise ValueError(f"{status}: {path}")
    return Measured(waited, (server.seconds() - busy) * 1000 / len(paths))


def _at_once(search: Server, plain: Server, questions: Iterator[str]) -> None:
    print(f"\n| 2 workers, {READERS} readers | a second | processor ms each | a second of two whole cores |")
    print("|---|---|---|---|")
    for name, server in (("search", search), ("bare", plain)):
        paths = [next(questions) if name == "search" else "/" for _ in range(SEARCHES)]
        _read_all(server, paths[:100])
        busy, begun = server.seconds(), time.perf_counter()
        threads = [
            threading.Thread(target=_read_all, args=(server, paths[n::READERS])) for n in range(READERS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds, spent = time.perf_counter() - begun, server.seconds() - busy
        each = spent * 1000 / len(paths)
        print(f"| {name} | {len(paths) / seconds:.0f} | {each:.2f} | {2000 / each:.0f} |", flush=True)


def _read_all(server: Server, paths: Sequence[str]) -> None:
    with by_standard_library(server) as ask:
        read(server, ask, paths)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
