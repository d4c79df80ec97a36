"""Makes the package of a release at the first demand, in a thread that gives way to readers; one at a time."""

import threading
from collections.abc import Callable
from pathlib import Path

import structlog

from app.bulk.bundles import text_bundles
from app.bulk.folder import Package
from app.bulk.make import BulkBusyError, file_names, is_being_made, make_package
from app.db.release import Release, releases_folder
from app.domain.organs import Names
from app.search.readers_first import ReadersFirst

logger = structlog.stdlib.get_logger(__name__)


class BulkMaker:
    """What is known of the package of the current release."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._making: Release | None = None
        self._failed: Release | None = None

    def package(self, release: Release) -> Package | None:
        """The package of a release, None if it was not made."""
        archive = _archive_of(release)
        package = Package.of(archive, release) if archive else None
        return package if package and package.files() else None

    def will_have(self, name: str, names: Names) -> bool:
        """Whether a package, once it is made, has a file of this name."""
        return name in file_names(text_bundles(names))

    def is_making(self, release: Release) -> bool:
        """Whether the package of a release is being made, by this process or by another one of the archive."""
        archive = _archive_of(release)
        return self._making == release or (archive is not None and is_being_made(archive))

    def has_failed(self, release: Release) -> bool:
        """Whether the package of a release cannot be made here: the archive can only be read, or is full."""
        return self._failed == release or _archive_of(release) is None

    def begin(self, release: Release, readers: ReadersFirst, names: Names) -> None:
        """Begin to make the package of a release, unless one is being made, or this one could not be."""
        archive = _archive_of(release)
        with self._lock:
            if self._making or archive is None or self.has_failed(release):
                return
            self._making = release
        threading.Thread(target=self._make, args=(archive, release, readers, names), daemon=True).start()

    def _make(self, archive: Path, release: Release, readers: ReadersFirst, names: Names) -> None:
        try:
            make_package(archive, release, _giving_way(readers), text_bundles(names))
        except BulkBusyError:
            logger.info("bulk_made_elsewhere", release=release.name)
        except Exception as error:  # whatever it is, nobody waits for it
            self._failed = release
            logger.warning("bulk_failed", release=release.name, error=str(error))
        finally:
            self._making = None


def _archive_of(release: Release) -> Path | None:
    """The archive of a release; None where that lies in the place of the link `current`, with no name of its own."""
    archive = release.path.parent.parent
    return archive if release.path.parent == releases_folder(archive) else None


def _giving_way(readers: ReadersFirst) -> Callable[[], None]:
    """What is called between parts: each waits for readers as a dear answer does in all."""
    wait = readers.pause()

    def pause() -> None:
        nonlocal wait
        wait()
        wait = readers.pause()

    return pause
