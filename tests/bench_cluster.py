"""An index in a cluster beside one in a folder, in one run: ingest, and searches by one, eight and 32 readers at a time.

`python -m tests.bench_cluster [NODES]`, on the large collection where it is at hand (JUEYI_CORPUS), else on the shipped
texts; needs `make opensearch`. Each engine answers the same questions, none of them twice; totals are compared.
"""

import os
import random
import resource
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from sqlmodel import select

from app.db.models import Unit
from app.db.session import read_session
from app.domain.query import SearchQuery, parse
from app.ingest.run import ReleaseConfig, ingest
from app.search.engine import Question, SearchEngine
from app.search.engine_registry import EngineKind
from app.settings import ROOT, shipped_lexicon, shipped_names
from tests.bench_search import Drawn
from tests.conftest import Silent, engine_kind
from tests.opensearch.archives import kind_of, settings_of
from tests.opensearch.servers import opensearch

READERS = (1, 8, 32)
QUESTIONS = 400
HEAP = "1g"


def main(nodes: int) -> None:
    """Measure and print."""
    texts = Path(os.environ.get("JUEYI_CORPUS") or ROOT / "data")
    with (
        tempfile.TemporaryDirectory() as folder,
        opensearch(Path(folder) / "nodes", nodes, HEAP, is_to_last=True) as servers,
    ):
        cluster = settings_of(servers, "bench", shards=nodes, replicas=1 if nodes > 1 else 0)
        kinds = {"tantivy": engine_kind("tantivy"), "opensearch": kind_of(cluster)}
        print(f"{nodes} node(s), heap {HEAP} each\n\n| engine | ingest in s | MB of memory |\n|---|---|---|")
        archives = {name: _taken_in(name, kind, texts, Path(folder)) for name, kind in kinds.items()}
        with read_session(next(iter(archives.values())) / "current" / "archive.db") as session:
            rows = list(session.exec(select(Unit.text).order_by(Unit.id)))  # type: ignore[arg-type]
        drawn = Drawn(rows, random.Random(20))  # noqa: S311  no secret
        asked = {readers: [parse(drawn.substring(2, 12)) for _ in range(QUESTIONS)] for readers in READERS}
        print("\n| engine | readers | median ms | 95th | answers a second |\n|---|---|---|---|---|")
        totals = {name: _searched(name, kind, archives[name], asked) for name, kind in kinds.items()}
    same = totals["tantivy"] == totals["opensearch"]
    print(f"\n{'the same totals' if same else 'OTHER TOTALS'}; memory of this process {_megabytes():.0f} MB")


def _taken_in(name: str, kind: EngineKind, texts: Path, folder: Path) -> Path:
    begun = time.perf_counter()
    ingest([texts], folder / name, ReleaseConfig(shipped_names(), kind, lexicon=shipped_lexicon()), Silent())
    print(f"| {name} | {time.perf_counter() - begun:.1f} | {_megabytes():.0f} |", flush=True)
    return folder / name


def _searched(
    name: str, kind: EngineKind, archive: Path, asked: dict[int, list[SearchQuery]]
) -> list[list[int]]:
    totals = []
    with closing(kind.open(archive / "current" / "index")) as engine:
        engine.answer(Question(parse("人权")))
        for readers, queries in asked.items():
            begun = time.perf_counter()
            found = _by(engine, queries, readers)
            seconds = time.perf_counter() - begun
            times = sorted(milliseconds for milliseconds, _ in found)
            middle, late = statistics.median(times), times[len(times) * 95 // 100]
            rate = len(queries) / seconds
            print(f"| {name} | {readers} | {middle:.1f} | {late:.1f} | {rate:.0f} |", flush=True)
            totals.append([total for _, total in found])
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


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
