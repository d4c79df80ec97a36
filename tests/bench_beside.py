"""Search pages beside a bare route, in one run: what a search costs here is told by the ratio.

    python -m tests.bench_beside ARCHIVE [ENGINE]

Both servers are set up alike. Every search differs, so that no answer is remembered. Beside the time that one reader
waits stands the processor time that the server took for it, which says the same on a machine that others use too.
"""

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
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

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
"""One reader asks so many times so many searches, and the bare route between them."""
READERS, SEARCHES = 16, 2000
"""Readers at once of two workers."""
ACCEPTED = ("identity", "gzip")


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
        body.write(random.Random(1).randbytes(BODY_BYTES))  # noqa: S311  any bytes
        body.flush()
        os.environ["BARE_BODY"] = body.name
        for accepted in ACCEPTED:
            with searching(archive, 1) as search, bare(1) as plain:
                _beside(search, plain, questions, accepted)
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
    """A server of a bare route."""
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


def _beside(search: Server, plain: Server, questions: Iterator[str], accepted: str) -> None:
    for server, paths in ((search, [next(questions) for _ in range(IN_ROUND)]), (plain, ["/"] * IN_ROUND)):
        read(server, paths, accepted)
    rounds: dict[str, list[Measured]] = {"search": [], "bare": []}
    for _ in range(ROUNDS):
        rounds["search"].append(read(search, [next(questions) for _ in range(IN_ROUND)], accepted))
        rounds["bare"].append(read(plain, ["/"] * IN_ROUND, accepted))
    middle = statistics.median(time for one in rounds["bare"] for time in one.waited)
    busy = statistics.mean(one.busy for one in rounds["bare"])
    print(f"\n| {accepted}, one reader | median ms | × bare | 95th | × bare median | processor ms | × bare |")
    print("|---|---|---|---|---|---|---|")
    for name, found in rounds.items():
        waited = sorted(time for one in found for time in one.waited)
        figures = (statistics.median(waited), waited[int(len(waited) * 0.95)])
        spent = statistics.mean(one.busy for one in found)
        cells = [f"{figure:.2f} | {figure / middle:.1f}" for figure in figures]
        print(f"| {name} | {' | '.join(cells)} | {spent:.2f} | {spent / busy:.1f} |", flush=True)


def read(server: Server, paths: Sequence[str], accepted: str = "identity") -> Measured:
    """Ask for these, one after the other, over one connection."""
    busy, waited = server.seconds(), []
    with closing(http.client.HTTPConnection("127.0.0.1", server.port)) as connection:
        for path in paths:
            begun = time.perf_counter()
            connection.request("GET", path, headers={"Accept-Encoding": accepted})
            response = connection.getresponse()
            response.read()
            waited.append((time.perf_counter() - begun) * 1000)
            # What names a document leads there.
            if response.status not in (200, 302):
                raise ValueError(f"{response.status}: {path}")
    return Measured(waited, (server.seconds() - busy) * 1000 / len(paths))


def _at_once(search: Server, plain: Server, questions: Iterator[str]) -> None:
    print(f"\n| 2 workers, {READERS} readers | a second | processor ms each | a second of two whole cores |")
    print("|---|---|---|---|")
    for name, server in (("search", search), ("bare", plain)):
        paths = [next(questions) if name == "search" else "/" for _ in range(SEARCHES)]
        read(server, paths[:100])
        busy, begun = server.seconds(), time.perf_counter()
        threads = [threading.Thread(target=read, args=(server, paths[n::READERS])) for n in range(READERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds, spent = time.perf_counter() - begun, server.seconds() - busy
        each = spent * 1000 / len(paths)
        print(f"| {name} | {len(paths) / seconds:.0f} | {each:.2f} | {2000 / each:.0f} |", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
