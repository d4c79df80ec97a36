"""The part of `make bench` about search: the engines, FTS5 and a plain scan on the same texts, in one run.

On the large collection where it is at hand (JUEYI_CORPUS), else on the shipped texts. Takes minutes.
"""

import http.client
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

import numpy as np
from sqlmodel import Session, select

from app.db.models import Unit
from app.db.release import current_release
from app.db.session import read_session
from app.domain.query import SearchQuery, parse
from app.domain.segmentation import Segmenter
from app.domain.text import fold
from app.ingest.cutting import cutter
from app.ingest.indexing import changes
from app.search.embedded import EmbeddedEngine
from app.search.engine import Question, SearchEngine
from app.search.index import SearchIndex
from app.search.tantivy import TantivyEngine
from app.search.text_engine import OpenTextEngine
from app.search.whoosh import WhooshEngine
from app.settings import ROOT, shipped_names, shipped_segmenter
from tests.bench import JUEYI, anew, served
from tests.peers import Fts5, PlainScan

PEERS: dict[str, OpenTextEngine] = {
    "Whoosh": WhooshEngine,
    "Tantivy": TantivyEngine,
    "FTS5": Fts5,
    "scan": PlainScan,
}
OF_A_KIND = 100
SUBSTRINGS, CLAUSES = 1000, 200


@dataclass(frozen=True, slots=True)
class Drawn:
    """Texts as printed to draw questions from, always the same ones."""

    texts: Sequence[str]
    chance: random.Random

    def substring(self, shortest: int, longest: int) -> str:
        """A part of a text, as a quoted phrase that is not empty."""
        while True:
            text = self.chance.choice(self.texts)
            length = self.chance.randint(shortest, longest)
            start = self.chance.randrange(max(1, len(text) - length + 1))
            part = text[start : start + length].replace('"', "")
            if len(fold(part)) >= shortest:
                return f'"{part}"'

    def clause(self) -> str:
        """What stands between two signs of a text."""
        while True:
            clauses = re.split("[，；。：、]", self.chance.choice(self.texts))
            if whole := [clause for clause in clauses if len(fold(clause)) >= 6]:
                return f'"{self.chance.choice(whole)[:190]}"'.replace('""', '"')

    def word(self, words: Segmenter) -> str:
        """A word of a text, of two characters and more."""
        while True:
            long = [word for word in words.of(fold(self.chance.choice(self.texts))) if len(word) > 1]
            if long:
                return f'"{self.chance.choice(long)}"'


def kinds(drawn: Drawn, words: Segmenter) -> dict[str, list[SearchQuery]]:
    """Questions of each kind; sorted by date, since FTS5 and the scan do not rank."""

    def some(make: Callable[[], str]) -> list[SearchQuery]:
        return [parse(make(), sort="newest") for _ in range(OF_A_KIND)]

    def kept(query: SearchQuery) -> SearchQuery:
        return replace(query, chosen={"body": frozenset({"GA"}), "part": frozenset({"op"})})

    return {
        "one word": some(lambda: drawn.word(words)),
        "two words": some(lambda: f"{drawn.word(words)} {drawn.word(words)}"),
        "phrase, 2 characters": some(lambda: drawn.substring(2, 2)),
        "phrase, 3 to 5": some(lambda: drawn.substring(3, 5)),
        "phrase, 6 to 10": some(lambda: drawn.substring(6, 10)),
        "whole clause": some(drawn.clause),
        "fields and a word": some(lambda: f"机构:GA 年:2015..2022 部分:op {drawn.word(words)}"),
        "word, facets chosen": [kept(query) for query in some(lambda: drawn.word(words))],
    }


def main(archives: dict[str, Path]) -> None:
    """Measure and print."""
    words = shipped_segmenter()
    release = current_release(next(iter(archives.values())))
    assert release is not None
    with read_session(release.database) as session, tempfile.TemporaryDirectory() as folder:
        drawn = Drawn(list(session.exec(select(Unit.text).order_by(Unit.id))), random.Random(20))  # type: ignore[arg-type]  # noqa: S311
        indexes = dict(_built(session, Path(folder), words))
        _compare(indexes, kinds(drawn, words))
        _ranked(indexes, drawn)
        for index in indexes.values():
            index.close()
    questions = [drawn.substring(2, 12) for _ in range(SUBSTRINGS)] + [drawn.clause() for _ in range(CLAUSES)]
    drawn.chance.shuffle(questions)
    print("\n| whole request, HTTP to HTML | median ms | 95th | 99th | most |\n|---|---|---|---|---|")
    for engine, archive in archives.items():
        _whole_requests(engine, archive, questions)


def _built(session: Session, folder: Path, words: Segmenter) -> Iterator[tuple[str, SearchEngine]]:
    print("| index | built in s | MB | units | texts |\n|---|---|---|---|---|")
    for name, opens in PEERS.items():
        begun = time.perf_counter()
        index = SearchIndex(folder / name, opens, words, create=True)
        engine = EmbeddedEngine(index)
        cut = cutter(words, lambda _: None, lambda: None)
        engine.update(changes(session, set(), None, shipped_names().state_names), cut)
        seconds = time.perf_counter() - begun
        size = sum(path.stat().st_size for path in (folder / name).rglob("*") if path.is_file()) / 1e6
        print(
            f"| {name} | {seconds:.1f} | {size:.0f} | {engine.count()} | {len(index.texts)} |",
            flush=True,
        )
        yield name, engine


def _compare(indexes: dict[str, SearchEngine], asked: dict[str, list[SearchQuery]]) -> None:
    print("\nMilliseconds for sets, groups, orders by date and facets: median / 95th / 99th\n")
    print(f"| kind | {' | '.join(indexes)} |\n|---|{'---|' * len(indexes)}")
    for kind, queries in asked.items():
        cells, totals = [], set()
        for index in indexes.values():
            times, found = _timed(index, queries)
            cells.append(_three(times))
            totals.add(tuple(found))
        same = "" if len(totals) == 1 else " (different!)"
        print(f"| {kind}{same} | {' | '.join(cells)} |", flush=True)


def _ranked(indexes: dict[str, SearchEngine], drawn: Drawn) -> None:
    queries = [parse(drawn.substring(2, 10)) for _ in range(OF_A_KIND * 2)]
    cells = [
        _three(_timed(index, queries)[0]) if name in ("Whoosh", "Tantivy") else "-"
        for name, index in indexes.items()
    ]
    print(f"| phrase, 2 to 10, by relevance | {' | '.join(cells)} |", flush=True)


def _timed(index: SearchEngine, queries: Sequence[SearchQuery]) -> tuple[list[float], list[int]]:
    times, found = [], []
    for query in queries:
        begun = time.perf_counter()
        page = index.answer(Question(query))
        times.append((time.perf_counter() - begun) * 1000)
        found.append(page.total_units)
    return times, found


def _three(times: Sequence[float]) -> str:
    return " / ".join(f"{value:.1f}" for value in np.percentile(times, [50, 95, 99]))


def _whole_requests(engine: str, archive: Path, questions: Sequence[str]) -> None:
    os.environ["JUEYI_SEARCH_ENGINE"] = engine
    with served(archive) as port:
        _reader(port, questions[:20], [])
        for readers in (1, 8, 32):
            asked = questions if readers == 1 else questions[:640]
            times: list[float] = []
            begun = time.perf_counter()
            threads = [
                threading.Thread(target=_reader, args=(port, asked[start::readers], times))
                for start in range(readers)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            rate = len(asked) / (time.perf_counter() - begun)
            figures = " | ".join(f"{value:.1f}" for value in np.percentile(times, [50, 95, 99, 100]))
            print(f"| {engine}, {readers} at once ({rate:.0f} a second) | {figures} |", flush=True)


def _reader(port: int, questions: Sequence[str], times: list[float]) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:
        for question in questions:
            begun = time.perf_counter()
            connection.request("GET", anew(f"/search?q={quote(question)}"))
            response = connection.getresponse()
            response.read()
            times.append((time.perf_counter() - begun) * 1000)
            if response.status != 200:
                raise ValueError(f"{response.status}: {question}")


def build_archives(folder: Path) -> dict[str, Path]:
    """An archive of the large collection, or of what ships, for each engine."""
    corpus = Path(os.environ.get("JUEYI_CORPUS", ROOT.parent / "shared" / "corpus"))
    sources = [str(ROOT / "data"), *([str(corpus)] if corpus.is_dir() else [])]
    archives: dict[str, Path] = {}
    for engine in ("tantivy", "whoosh"):
        archives[engine] = folder / engine
        if engine == "whoosh":
            shutil.copytree(folder / "tantivy", archives[engine], symlinks=True)
        begun = time.perf_counter()
        subprocess.run(
            [*JUEYI, "ingest", *sources, "--archive", str(archives[engine])],
            env={**os.environ, "JUEYI_SEARCH_ENGINE": engine},
            stdout=subprocess.DEVNULL,
            cwd=ROOT,
            check=False,
        )
        what = "ingest with Tantivy" if engine == "tantivy" else "the same archive indexed anew with Whoosh"
        print(f"{what}: {time.perf_counter() - begun:.0f} s", flush=True)
    return archives


if __name__ == "__main__":
    if len(sys.argv) == 3:
        main({"tantivy": Path(sys.argv[1]), "whoosh": Path(sys.argv[2])})
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(build_archives(Path(temporary)))
