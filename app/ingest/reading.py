"""Reads files on all processors: from paths to resolutions with their citations, in the order of the paths."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from app.db.source_file import SourceFile
from app.domain.citations import CitingContext, cite
from app.domain.citations.plausibility import problems_of
from app.domain.organs import Names
from app.domain.resolution import Problem, Resolution
from app.ingest.cage import caged
from app.ingest.files import SourceBytes, SourcePath, read_source
from app.ingest.old_word import as_docx
from app.ingest.parallel import in_order
from app.sources.dating import settled
from app.sources.formats import Format, NotReadableError, format_of
from app.sources.limits import check_resolution
from app.sources.reading import Reading
from app.sources.sidecar import apply_sidecar

logger = logging.getLogger(__name__)

_BATCH_SIZE = 15
"""Number of files read per task."""
_MIN_BATCHES_FOR_PROCESSES = 4
"""Number of tasks from which starting other processes pays off."""
_AHEAD = 4
"""Tasks per process whose results wait in memory."""


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file as read: its documents, or the reason for its refusal, in Chinese."""

    source: SourcePath
    file: SourceFile | None = None
    resolutions: tuple[Resolution, ...] = ()
    refusal: str = ""


def read_file(source: SourcePath, names: Names) -> FileRead:
    """Read one file. Any error becomes a refusal."""
    try:
        content = read_source(source)
    except ValueError as error:
        return FileRead(source, refusal=str(error))
    try:
        form = format_of(source.path.suffix, content.data)
        readings = readings_of(form, source.path, content, names)
        if isinstance(readings, Problem):
            return FileRead(source, refusal=readings.message)
        file = SourceFile(str(source.path), source.shown, form.name, content.sha256, content.fingerprint)
        resolutions = tuple(with_citations(reading.resolution, names) for reading in readings)
    except NotReadableError as error:
        return FileRead(source, refusal=str(error))
    except Exception as error:
        # A defect met in one file must not stop the run.
        logger.exception("reading %s", source.path)
        return FileRead(source, refusal=f"读取程序出错（{type(error).__name__}），请报告这个文件")
    return FileRead(source, file, resolutions)


def readings_of(
    form: Format, path: Path, content: SourceBytes, names: Names
) -> tuple[Reading, ...] | Problem:
    """Read content in a format, and apply its sidecar; a Problem if it is refused."""
    try:
        data = as_docx(content.data) if form.is_old_word else content.data
    except ValueError as error:
        return Problem("unreadable", str(error))
    if form.is_caged:
        readings = caged(form.name, data, path.stem, names)
    else:
        readings = form.read(data, path.stem, names)
    if content.sidecar is not None and not isinstance(readings, Problem):
        readings = apply_sidecar(readings, content.sidecar, names)
    if isinstance(readings, Problem):
        return readings
    try:
        for reading in readings:
            check_resolution(reading.resolution)
    except ValueError as error:
        return Problem("too_large", str(error))
    today = datetime.now(UTC).date()
    return tuple(settled(reading, names, today) for reading in readings)


def with_citations(resolution: Resolution, names: Names) -> Resolution:
    """The resolution with its citations, and with problems for implausible ones."""
    context = CitingContext.of(resolution.head, names)
    # References in other languages are not read yet.
    if context is None or resolution.language != "zh":
        return resolution
    cited = cite(resolution, context)
    return replace(cited, problems=(*cited.problems, *problems_of(cited, context)))


def read_files(sources: Sequence[SourcePath], names: Names) -> Iterator[FileRead]:
    """Read files, with all processors if there are many; results are in the order of the files."""
    parts = [sources[start : start + _BATCH_SIZE] for start in range(0, len(sources), _BATCH_SIZE)]
    read = in_order(_read, names, parts, min_parallel=_MIN_BATCHES_FOR_PROCESSES, ahead=_AHEAD)
    return chain.from_iterable(read)


def _read(names: Names, sources: Sequence[SourcePath]) -> list[FileRead]:
    return [read_file(source, names) for source in sources]
