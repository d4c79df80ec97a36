"""`make bench-collection`: what the large collection costs here; takes as long as its index does.

Reading alone, then one ingest with the time of each step, a second one that finds nothing new, one more file.
"""

import os
import platform
import resource
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from app.ingest.files import find_sources
from app.ingest.outcome import Outcome
from app.ingest.reading import read_files
from app.ingest.run import ReleaseConfig, ingest
from app.search.engine_registry import EngineKind
from app.settings import ROOT, shipped_names, shipped_segmenter
from tests.sources.akn.text import document, paragraph, statement


class Clock:
    """Notes when each step begins."""

    def __init__(self) -> None:
        self.marks = [("读取与写入", time.perf_counter())]

    def begin(self, files: int) -> None:
        """Nothing to note."""

    def done(self, outcome: Outcome) -> None:
        """Nothing to note."""

    def step(self, name: str, size: int | None = None) -> None:  # noqa: ARG002  as the protocol names it
        """A step begins."""
        self.marks.append((name, time.perf_counter()))

    def advance(self) -> None:
        """Nothing to note."""


def main() -> None:
    """Measure and print."""
    corpus = Path(os.environ.get("JUEYI_CORPUS", ROOT.parent / "shared" / "corpus"))
    if not corpus.is_dir():
        sys.exit(f"the large collection is not at {corpus}; JUEYI_CORPUS may say where it is")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}\n")
    print("| step | seconds |\n|---|---|")
    _reading(corpus)
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive"
        _ingest("whole collection", archive, corpus)
        _ingest("again, nothing changed", archive, corpus)
        one = Path(folder) / "one.xml"
        one.write_bytes(
            document(statement(paragraph("1.", "请秘书长报告。"), number="77/999", cover="A/RES/77/999"))
        )
        _ingest("one file more", archive, one)
        size = sum(path.stat().st_size for path in (archive / "current").resolve().rglob("*"))
        print(f"\nRelease on disk: {size / 1_000_000:.0f} MB")
        shutil.rmtree(archive)
    used = [
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    print(f"Peak memory: {used[0]:.0f} MB, and at most {used[1]:.0f} MB in each of the reading processes")


def _reading(corpus: Path) -> None:
    sources = list(find_sources([corpus]))
    begun = time.perf_counter()
    found = Counter(bool(read.refusal) for read in read_files(sources, shipped_names()))
    seconds = time.perf_counter() - begun
    print(f"| reading alone, {found.total()} files, {found.total() / seconds:.0f} a second | {seconds:.1f} |")


def _ingest(name: str, archive: Path, path: Path) -> None:
    clock = Clock()
    names = shipped_names()
    engine = EngineKind("whoosh", shipped_segmenter(), names.state_names)
    ingest([path], archive, ReleaseConfig(names, engine), clock)
    ends = [*(begun for _, begun in clock.marks[1:]), time.perf_counter()]
    for (step, begun), end in zip(clock.marks, ends, strict=True):
        print(f"| {name}: {step} | {end - begun:.1f} |", flush=True)


if __name__ == "__main__":
    main()
