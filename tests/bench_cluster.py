"""An index in a cluster beside one in a folder, in one run: ingest, and searches by one, eight and 32 readers at a time.

`python -m tests.bench_cluster [NODES]`, on the large collection where it is at hand (JUEYI_CORPUS), else on the shipped
texts; needs `make opensearch`. With `--rows DATABASE` nothing is ingested: each engine indexes what that file of rows has
(with `--every N` every nth document of it), as the last step of an ingest does. Each engine answers the same questions in a
process of its own, none of them twice; totals are compared. Beside the time that one waits stands processor time, of this
program and of the nodes, which says the same on a machine that others use too.
"""

import argparse
import multiprocessing
import os
import random
import resource
import statistics
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from sqlmodel import select

from app.db.models import Document, Unit
from app.db.session import read_session
from app.domain.query import SearchQuery, parse
from app.ingest.cutting import cutter
from app.ingest.indexing import changes
from app.ingest.run import ReleaseConfig, ingest
from app.search.engine import Question, SearchEngine
from app.search.engine_registry import EngineKind
from app.search.opensearch.settings import ClusterSettings
from app.settings import ROOT, shipped_lexicon, shipped_names
from tests.bench_search import Drawn
from tests.bench_tenfold import peak
from tests.conftest import Silent, engine_kind
from tests.opensearch.archives import kind_of, settings_of
from tests.opensearch.servers import Servers, opensearch

READERS = (1, 8, 32)
QUESTIONS = 400
_SAMPLED = 60_000
"""About so many units are what questions are drawn from."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("nodes", type=int, nargs="?", default=1)
    parser.add_argument("--heap", default="1g")
    parser.add_argument("--rows", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    texts = Path(os.environ.get("JUEYI_CORPUS") or ROOT / "data")
    with (
        tempfile.TemporaryDirectory(dir=given.folder) as folder,
        opensearch(Path(folder) / "nodes", given.nodes, given.heap, is_to_last=True) as servers,
    ):
        replicas = 1 if given.nodes > 1 else 0
        cluster = settings_of(servers, "bench", shards=given.nodes, replicas=replicas)
        kinds = {"tantivy": engine_kind("tantivy"), "opensearch": kind_of(cluster)}
        print(f"{given.nodes} node(s), heap {given.heap} each\n")
        step = "index" if given.rows else "ingest"
        print(
            f"| engine | {step} in s | processor s, program | nodes | MB of memory |\n|---|---|---|---|---|"
        )
        indices = {}
        for name, kind in kinds.items():
            own, theirs = _processor(), _of_nodes(servers)
            begun = time.perf_counter()
            if given.rows:
                indices[name], what = _indexed(kind, given.rows, Path(folder) / name, given.every)
            else:
                indices[name], what = _taken_in(kind, texts, Path(folder) / name)
            seconds = time.perf_counter() - begun
            used = f"{_processor() - own:.1f} | {_of_nodes(servers) - theirs:.1f}"
            print(f"| {name}{what} | {seconds:.1f} | {used} | {_megabytes():.0f} |", flush=True)
        database = given.rows or Path(folder) / "tantivy" / "current" / "archive.db"
        asked = _questions(database)
        print("\n| engine | readers | median ms | 95th | answers a second | processor ms of each |")
        print("|---|---|---|---|---|---|")
        totals = []
        for name, kind in kinds.items():
            theirs = _of_nodes(servers)
            totals.append(_searched_alone(name, kind, indices[name], asked))
            each = 1000 * (_of_nodes(servers) - theirs) / (len(READERS) * QUESTIONS)
            print(f"processor ms of the nodes for each question: {each:.1f}", flush=True)
    print(f"\n{'the same totals' if totals[0] == totals[1] else 'OTHER TOTALS'}")


def _questions(database: Path) -> dict[int, list[str]]:
    with read_session(database) as session:
        ids = list(session.exec(select(Unit.id).order_by(Unit.id)))  # type: ignore[arg-type]
        some = set(ids[:: max(1, len(ids) // _SAMPLED)])
        rows = [
            text
            for key, text in session.exec(select(Unit.id, Unit.text).order_by(Unit.id))  # type: ignore[arg-type]
            if key in some
        ]
    drawn = Drawn(rows, random.Random(20))  # noqa: S311  no secret
    return {readers: [drawn.substring(2, 12) for _ in range(QUESTIONS)] for readers in READERS}


def _taken_in(kind: EngineKind, texts: Path, folder: Path) -> tuple[Path, str]:
    ingest([texts], folder, ReleaseConfig(shipped_names(), kind, lexicon=shipped_lexicon()), Silent())
    return folder / "current" / "index", ""


def _indexed(kind: EngineKind, database: Path, folder: Path, every: int) -> tuple[Path, str]:
    cut = cutter(kind.words, lambda _: None, lambda: None)
    with read_session(database) as session, closing(kind.open(folder, create=True)) as engine:
        addresses = list(session.exec(select(Document.address).order_by(Document.id)))  # type: ignore[arg-type]
        wanted = set(addresses[::every])
        engine.update(changes(session, set(), None if every == 1 else wanted, kind.states), cut)
        return folder, f" ({len(wanted)} documents, {engine.count()} units)"


def _searched_alone(name: str, kind: EngineKind, index: Path, asked: dict[int, list[str]]) -> list[list[int]]:
    """In a process of its own, so that its memory is that of a process which only answers."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_searched, (name, kind.cluster, index, asked))


def _searched(
    name: str, cluster: ClusterSettings | None, index: Path, asked: dict[int, list[str]]
) -> list[list[int]]:
    totals = []
    kind = kind_of(cluster) if cluster else engine_kind(name)
    with closing(kind.open(index)) as engine:
        engine.answer(Question(parse("人权")))
        for readers, typed in asked.items():
            queries = [parse(one) for one in typed]
            begun, busy = time.perf_counter(), _processor()
            found = _by(engine, queries, readers)
            seconds, each = time.perf_counter() - begun, 1000 * (_processor() - busy) / len(queries)
            times = sorted(milliseconds for milliseconds, _ in found)
            middle, late = statistics.median(times), times[len(times) * 95 // 100]
            rate = len(queries) / seconds
            print(f"| {name} | {readers} | {middle:.1f} | {late:.1f} | {rate:.0f} | {each:.1f} |", flush=True)
            totals.append([total for _, total in found])
    print(f"memory of the process that asks {name}: {_megabytes():.0f} MB", flush=True)
    return totals


def _by(engine: SearchEngine, queries: Sequence[SearchQuery], readers: int) -> list[tuple[float, int]]:
    """Milliseconds and total of each question, asked by so many threads."""
    found: list[tuple[float, int]] = [(0.0, 0)] * len(queries)
    places = iter(range(len(queries)))
    lock = threading.Lock()

    def read() -> None:
        while True:
            with lock:
                place = next(places, None)
            if place is None:
                return
            begun = time.perf_counter()
            total = engine.answer(Question(queries[place])).total_units
            found[place] = (1000 * (time.perf_counter() - begun), total)

    threads = [threading.Thread(target=read) for _ in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def _processor() -> float:
    """Seconds of a processor that this process has used, and its processes that have ended."""
    multiprocessing.active_children()  # waits for those
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _of_nodes(servers: Servers) -> float:
    """Seconds of a processor that the nodes have used."""
    stats = [Path(f"/proc/{node.process.pid}/stat").read_text() for node in servers.nodes if node.process]
    ticks = sum(sum(map(int, stat.rpartition(")")[2].split()[11:13])) for stat in stats)
    return ticks / os.sysconf("SC_CLK_TCK")


def _megabytes() -> float:
    """The most memory of this process; what the system tells of it otherwise begins with that of its parent."""
    return peak(os.getpid())


if __name__ == "__main__":
    main()
