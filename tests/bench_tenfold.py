"""A tool: what the archive costs at one time a collection, and at several times as much, in one run.

    python -m tests.bench_tenfold COLLECTION [--times N] [--engine tantivy] [--folder DIR] [--small ARCHIVE] [--large ARCHIVE]

Builds an archive of the collection and one of N times as many texts (`tests.tenfold`), or takes copies of the two that
are given; adds one file to each, several times; asks a server on each for pages, none of them remembered, and for the
same searches. Beside the time that one waits stands processor time, which says the same on a machine that others use
too; ratios are of the medians. Each ingest is a process of its own.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median
from urllib.parse import quote

from tests.bench_beside import Server, drawn
from tests.heavy.running import free_port, get
from tests.tenfold import Template, shifted, write_collection

ADDED, ROUNDS, SEARCHES = 5, 32, 600
_INGEST = """
import json, resource, sys, time
from app.cli import main
began = time.perf_counter()
try:
    main()
except SystemExit:
    pass
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps([time.perf_counter() - began, sum(one.ru_utime + one.ru_stime for one in used), used[0].ru_maxrss / 1024]))
"""

PAGES = {
    "home": "/?",
    "browse": "/browse?page={n}",
    "browse, organ": "/browse?body=GA&page={n}",
    "browse, session": "/browse?body=GA&session=77&page={n}",
    "all sessions": "/browse/sessions?kind=resolution",
    "all subjects": "/browse/subjects?page={n}",
    "states": "/states?",
    "state": "/states/CHN?page={n}",
    "state, stance": "/states/CHN?vote=against&page={n}",
    "document": "/A/RES/77/{m}?",
    "place": "/A/RES/77/{m}/op/1?",
    "not held": "/A/77/4{m}?",
    "compare": "/compare?a=A/RES/76/{m}&b=A/RES/77/{m}",
    "series": "/A/RES/77/{m}/series?",
    "cited by": "/A/RES/70/1/cited-by?page={n}",
    "problems": "/problems?page={n}",
    "replaced wordings": "/wording/replaced?page={n}",
    "JSON list": "/api/v1/documents?body=GA&page={n}",
    "wording": "/wording?at=A/RES/77/{m}/op/1",
    "concordance": "/search/kwic?q={phrase}",
    "timeline": "/search/timeline?q={phrase}",
    "suggestions": "/search/suggest?q={phrase}",
}


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds, seconds of a processor, and MB at the most."""

    seconds: float
    processor: float
    memory: float

    def __str__(self) -> str:
        return f"{self.seconds:.1f} ({self.processor:.1f}) s, {self.memory:.0f} MB"


def ingest(archive: Path, engine: str, path: Path) -> Cost:
    """Run the command in a process of its own."""
    environment = os.environ | {"JUEYI_SEARCH_ENGINE": engine}
    command = [sys.executable, "-c", _INGEST, "ingest", str(path), "--archive", str(archive), "-q"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return Cost(*json.loads(done.stdout.splitlines()[-1]))


def new_files(collection: Path, folder: Path) -> list[Path]:
    """Texts that neither archive holds: of a copy that is made of neither."""
    sources = sorted((collection / "GAresolutions" / "77session").rglob("*.xml"))
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for source in Random(7).sample(sources, ADDED):  # noqa: S311
        made.append(folder / source.name)
        varied = Template.of(source.read_text("utf-8")).varied(Random(source.name))  # noqa: S311
        made[-1].write_text(
            shifted(varied, 0, source.name).replace("77/", "77/9").replace("/77-", "/77-9"), "utf-8"
        )
    return made


@contextmanager
def served(archive: Path, engine: str) -> Iterator[tuple[int, int]]:
    """The port of a server on an archive, and its process."""
    port = free_port()
    command = [sys.executable, "-c", "from app.cli import main; main()", "serve", "--port", str(port)]
    server = subprocess.Popen(
        [*command, "--archive", str(archive)],
        env=os.environ | {"JUEYI_SEARCH_ENGINE": engine},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(600):
            with suppress(OSError):
                if get(port, "/readyz")[0] == HTTPStatus.OK:
                    break
            time.sleep(0.1)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait()


@dataclass(frozen=True, slots=True)
class Waited:
    """Milliseconds: for the first of some pages, and of the others the median, the 95th percentile, and those of the
    server's processor at the mean."""

    first: float
    median: float
    late: float
    busy: float


def milliseconds(server: Server, paths: Sequence[str]) -> Waited:
    """How long pages take, each of another address."""
    took = []
    busy = 0.0
    for number, path in enumerate(paths):
        began = time.perf_counter()
        status = get(server.port, path)[0]
        took.append((time.perf_counter() - began) * 1000)
        # A few of the documents may not be held.
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise ValueError(f"{status}: {path}")
        if number == 0:
            busy = server.seconds()
    others = sorted(took[1:])
    spent = (server.seconds() - busy) * 1000 / len(others)
    return Waited(took[0], median(others), others[int(len(others) * 0.95)], spent)


def paths_of(path: str, phrases: list[str]) -> list[str]:
    """Addresses of pages of a kind, all different."""
    random = Random(path)  # noqa: S311
    return [
        path.format(n=number % 8 + 1, m=number + 150, phrase=quote(random.choice(phrases)[:4]))
        + f"&x={number}"
        for number in range(ROUNDS)
    ]


def peak(pid: int) -> float:
    """The most memory that a process has had, in MB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def phrases_of(port: int) -> list[str]:
    """Paragraphs of some documents."""
    items = json.loads(get(port, "/api/v1/documents?body=GA&session=77&size=20")[1])["items"]
    texts = [
        paragraph["text"]
        for item in items
        for paragraph in json.loads(get(port, f"/api/v1/documents/{quote(item['id'])}")[1])["paragraphs"]
    ]
    return [text for text in texts if 40 < len(text) < 300]


def pages(archive: Path, engine: str, questions: Sequence[str]) -> tuple[dict[str, Waited], float]:
    """What pages of each kind cost, and the memory of the server, in MB."""
    with served(archive, engine) as (port, pid):
        server = Server(port, pid)
        phrases = phrases_of(port)
        found = {name: milliseconds(server, paths_of(path, phrases)) for name, path in PAGES.items()}
        return found | {"search": milliseconds(server, questions)}, peak(pid)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("collection", type=Path)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--engine", default="tantivy")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--small", type=Path)
    parser.add_argument("--large", type=Path)
    given = parser.parse_args()
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}, {given.engine}\n",
        flush=True,
    )
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        folder = Path(name)
        archives = [
            _archive(folder / f"{times}", given.collection, times, given.engine, ready)
            for times, ready in ((1, given.small), (given.times, given.large))
        ]
        files = new_files(given.collection, folder / "new")
        print(f"| one file more ({ADDED} times) | 1 | {given.times} | ratio |\n|---|---|---|---|")
        # In turns, so that both meet the machine in the same state; a first one brings a given archive up to date.
        costs = [[ingest(archive, given.engine, file) for archive in archives] for file in files][1:]
        for fact in ("seconds", "processor", "memory"):
            _row(fact, *(median(getattr(pair[place], fact) for pair in costs) for place in (0, 1)))
        questions = list(islice(drawn(archives[0]), SEARCHES))
        print(f"\n| page, ms | 1 | {given.times} | ratio | processor | | ratio | the first | |")
        print("|---|---|---|---|---|---|---|---|---|")
        (small, small_memory), (large, large_memory) = (
            pages(archive, given.engine, questions) for archive in archives
        )
        for page, few in small.items():
            many = large[page]
            firsts = f"{few.first:.0f} | {many.first:.0f} |"
            _row(page, few.median, many.median, f" {_cells(few.busy, many.busy)} {firsts}")
        _row("search, 95th", small["search"].late, large["search"].late)
        _row("memory of the server, MB", small_memory, large_memory)


def _row(name: str, small: float, large: float, more: str = "") -> None:
    print(f"| {name} | {_cells(small, large)}{more}", flush=True)


def _cells(small: float, large: float) -> str:
    return f"{small:.1f} | {large:.1f} | {large / small:.2f} |"


def _archive(folder: Path, collection: Path, times: int, engine: str, ready: Path | None) -> Path:
    if ready:
        return Path(shutil.copytree(ready, folder / "archive", symlinks=True))
    texts = collection
    if times > 1:
        texts = folder / "texts"
        write_collection(collection, texts, times)
    print(
        f"first ingest, {times} times the collection: {ingest(folder / 'archive', engine, texts)}\n",
        flush=True,
    )
    return folder / "archive"


if __name__ == "__main__":
    main()
