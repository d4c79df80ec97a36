"""What an archive keeps elsewhere than in its folder: an index that other machines share.

It lives as long as a release points to it. Whoever holds the archive's lock removes what none does: what a release that
was deleted had, and what a run had made that ended before it published.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import structlog

from app.db.release import current_release, published_releases
from app.db.server import writer_of
from app.search.engine import SearchUnavailableError
from app.search.engine_registry import EngineKind

Engine = TypeVar("Engine", EngineKind, EngineKind | None)

_MARK = ".mark"

logger = structlog.stdlib.get_logger(__name__)


@contextmanager
def tidied(archive: Path, engine: Engine) -> Iterator[Engine]:
    """The engine, with the mark of this archive on what it makes; before and after, what no release needs is removed.
    For whoever holds the lock.

    An index that cannot be reached keeps nobody from what needs none: what is left then is removed the next time.
    """
    if engine is None or engine.cluster is None:
        yield engine
        return
    marked = replace(engine, owner=archive_mark(archive))
    _tidy(archive, marked)
    try:
        yield marked
    finally:
        _tidy(archive, marked)


def archive_mark(archive: Path) -> str:
    """What tells this archive from others: made once, and kept in its folder.

    Where a server holds its rows it is that database, so that whichever machine takes in removes what another one made,
    and a database that was set by mistake costs the one before it nothing.
    """
    if writer := writer_of(archive):
        return writer.mark()
    file = archive / _MARK
    try:
        if mark := file.read_text("ascii").strip():
            return mark
    except FileNotFoundError:
        pass
    mark = secrets.token_hex(8)
    new = file.with_name(f"{_MARK}-new")
    new.write_text(mark, "ascii")
    new.replace(file)
    return mark


def _tidy(archive: Path, engine: EngineKind) -> None:
    served = current_release(archive)
    kept = [*published_releases(archive), *([served] if served else [])]
    try:
        engine.tidy([release.index for release in kept], served.index if served else None)
    except (SearchUnavailableError, ValueError) as error:
        logger.warning("indices_not_tidied", error=str(error))
