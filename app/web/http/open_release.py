"""The published release, held open between requests, and the switch to a newer one."""

import os
import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from app.db.release import Release, link_path, linked_release
from app.db.session import read_engine
from app.search.engine import SearchEngine
from app.search.engine_registry import EngineKind, MissingEngineError

_TRIES = 3

logger = structlog.stdlib.get_logger(__name__)


class UnservableError(Exception):
    """There is no release that can be answered from."""

    @property
    def told(self) -> str:
        """What a reader is told."""
        raise NotImplementedError


class NoArchiveError(UnservableError):
    """No release has been published."""

    @property
    def told(self) -> str:
        """What a reader is told."""
        return "归档里还没有文本，请先运行 jueyi ingest。"


class OtherEngineError(UnservableError):
    """The release was indexed with another engine or version; the arguments are its engine and version."""

    @property
    def told(self) -> str:
        """What a reader is told."""
        made_with = " ".join(map(str, self.args))
        return f"归档的索引是用 {made_with} 建的，与服务的设定不同，请重新启动服务。"


class UnknownSchemaError(UnservableError):
    """The release was written by a later version, with a schema that this program does not know."""

    @property
    def told(self) -> str:
        """What a reader is told."""
        return "归档是较新版本的程序写的，请更新程序。"


class DamagedIndexError(UnservableError):
    """The index of the release cannot be opened."""

    @property
    def told(self) -> str:
        """What a reader is told."""
        return "归档的索引打不开，请运行 jueyi check。"


@dataclass(frozen=True, slots=True)
class OpenRelease:
    """A release with its database and its index open; `published` is in UTC, `units` how many the index should have,
    None if the release does not say."""

    release: Release
    published: datetime
    database: Engine
    search: SearchEngine
    units: int | None = None

    def close(self) -> None:
        """Close the database and the index."""
        self.database.dispose()
        self.search.close()


def _target(link: str) -> str | None:
    """Where the link to the release that is served leads, None if nowhere: in two calls, and without values of paths,
    as it is asked for at each request."""
    try:
        os.stat(link)  # noqa: PTH116
        return os.readlink(link)  # noqa: PTH115
    except OSError:
        return None


class ReleaseWatcher:
    """Provides the current release.

    A replaced release stays open until the next replacement, so that running requests finish on the release that
    they began with.
    """

    _gone: tuple[type[Exception], ...] = (FileNotFoundError, OperationalError)
    """What opening a release raises where it was removed meanwhile."""

    def __init__(self, archive: Path, engine: EngineKind) -> None:
        self._archive = archive
        self._link = str(link_path(archive))
        self._engine = engine
        self._lock = threading.Lock()
        self._open: list[OpenRelease] = []
        self._seen: tuple[str, OpenRelease] | None = None

    def current(self) -> OpenRelease:
        """The release to answer from.

        Raises NoArchiveError if there is none, OtherEngineError if it was indexed with another engine,
        UnknownSchemaError if a later version wrote it, DamagedIndexError if its index cannot be opened.
        """
        for _ in range(_TRIES):
            target = _target(self._link)
            if (seen := self._seen) and seen[0] == target:
                return seen[1]
            release = linked_release(self._archive)
            if release is None:
                break
            # Two ingests between reading the link and opening may have removed the release.
            with suppress(*self._gone), self._lock:
                opened = self._change_to(release)
                if target and Path(target).name == release.name:
                    self._seen = target, opened
                return opened
        raise NoArchiveError(self._archive)

    def _change_to(self, release: Release) -> OpenRelease:
        if self._open and self._open[-1].release == release:
            return self._open[-1]
        if release.is_newer_than_program():
            raise UnknownSchemaError(release.name)
        manifest = release.manifest()
        if manifest and not self._engine.matches(manifest):
            raise OtherEngineError(manifest.get("engine"), manifest.get("engine_version"))
        search = self._opened_index(release)
        database = read_engine(release.database)
        database.connect().close()
        units = manifest.get("units")
        known = units if isinstance(units, int) else None
        newest = OpenRelease(release, release.published_at, database, search, known)
        self._seen = None
        retired, self._open = self._open[:-1], [*self._open[-1:], newest]
        for former in retired:
            former.close()
        return newest

    def _opened_index(self, release: Release) -> SearchEngine:
        try:
            return self._engine.open(release.index)
        except (OSError, MissingEngineError):
            raise
        except Exception as error:  # whatever a damaged file makes an engine raise
            logger.warning("index cannot be opened", release=release.name, error=str(error))
            raise DamagedIndexError(release.name) from error

    def start(self) -> None:
        """Watch from now on: here at each request, since a look at a folder takes no time."""

    def opened(self) -> str | None:
        """The name of the release opened last, without access to the disk; None if there is none."""
        newest = self._open[-1:]
        return newest[0].release.path.name if newest else None

    def close(self) -> None:
        """Close all open releases."""
        for release in self._open:
            release.close()
        self._open = []
