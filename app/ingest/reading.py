"""Reading files on all cores: from paths to resolutions with their references, in the order of the paths."""

import logging
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from app.db.store import SourceFile
from app.domain.citations import Context, cite
from app.domain.citations.hygiene import problems_of
from app.domain.organs import Names
from app.domain.resolution import Problem, Resolution
from app.ingest.files import SourceBytes, SourcePath, read_source
from app.sources.formats import FORMATS
from app.sources.reading import Reading
from app.sources.sidecar import apply_sidecar

logger = logging.getLogger(__name__)

_WORTH_PROCESSES = 60
"""From this number of files on, reading them is worth the start of other processes."""

_AHEAD = 24
"""How many files a process may read ahead of the writing: what waits is held in memory."""


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file as read: its documents, or the reason why it is refused."""

    source: SourcePath
    file: SourceFile | None = None
    resolutions: tuple[Resolution, ...] = ()
    refusal: str = ""


def read_file(source: SourcePath, names: Names) -> FileRead:
    """Read one file. Whatever is wrong with it becomes a refusal with its reason."""
    try:
        content = read_source(source.path)
    except ValueError as error:
        return FileRead(source, refusal=str(error))
    form = FORMATS[source.path.suffix.lower()]
    file = SourceFile(str(source.path), source.shown, form.name, content.sha256, content.fingerprint)
    try:
        readings = readings_of(source.path, content, names)
        if isinstance(readings, Problem):
            return FileRead(source, refusal=readings.message)
        resolutions = tuple(with_citations(reading.resolution, names) for reading in readings)
    except Exception as error:
        # A fault in reading one file must not keep the others out.
        logger.exception("reading %s", source.path)
        return FileRead(source, refusal=f"读取程序出错（{type(error).__name__}），请报告这个文件")
    return FileRead(source, file, resolutions)


def readings_of(path: Path, content: SourceBytes, names: Names) -> tuple[Reading, ...] | Problem:
    """What a file's format and its sidecar make of it."""
    readings = FORMATS[path.suffix.lower()].read(content.data, path.stem, names)
    if isinstance(readings, Problem) or content.sidecar is None:
        return readings
    return apply_sidecar(readings, content.sidecar, names)


def with_citations(resolution: Resolution, names: Names) -> Resolution:
    """The resolution with the references of its paragraphs and footnotes, and what looks wrong in them."""
    context = Context.of(resolution.head, names)
    if context is None:
        return resolution
    cited = cite(resolution, context)
    return replace(cited, problems=(*cited.problems, *problems_of(cited, context)))


def read_files(sources: Sequence[SourcePath], names: Names) -> Iterator[FileRead]:
    """Read files, many of them with all processors; what comes out is in the order of the files."""
    processors = os.cpu_count() or 1
    if len(sources) < _WORTH_PROCESSES or processors == 1:
        yield from (read_file(source, names) for source in sources)
        return
    # Threads of this process may hold locks, so the others begin afresh.
    with ProcessPoolExecutor(processors, multiprocessing.get_context("spawn"), _begin, (names,)) as pool:
        waiting: deque[Future[FileRead]] = deque()
        upcoming = iter(sources)
        try:
            waiting.extend(pool.submit(_read, source) for source in islice(upcoming, processors * _AHEAD))
            while waiting:
                yield waiting.popleft().result()
                waiting.extend(pool.submit(_read, source) for source in islice(upcoming, 1))
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


_names: Names | None = None


def _begin(names: Names) -> None:
    """What each process knows from its beginning, so that it is handed over once."""
    global _names  # noqa: PLW0603  a process of the pool keeps nothing else
    _names = names
    # An interrupt is for the run; it ends its processes itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A run that is killed cannot end its processes; each watches over it and ends itself."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _read(source: SourcePath) -> FileRead:
    assert _names is not None  # noqa: S101  the pool began with them
    return read_file(source, _names)
