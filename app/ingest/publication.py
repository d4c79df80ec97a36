"""Archive releases on disk: lock, stage, publish, clean up.

A crash at any point leaves `current` unchanged; the next run removes the leftovers.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from app.db.release import Release, current_release

_STAGING = ".staging"


class ArchiveBusyError(Exception):
    """Another ingest holds the archive's lock."""


@contextmanager
def locked(archive: Path) -> Iterator[None]:
    """Lock the archive for writing. Raises ArchiveBusyError at once if it is locked already."""
    archive.mkdir(parents=True, exist_ok=True)
    with (archive / ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ArchiveBusyError(archive) from error
        _remove_leftovers(archive)
        yield


def stage(archive: Path) -> Release:
    """Create a staged release: a copy of the current one, or an empty folder."""
    staging = archive / "releases" / _STAGING
    shutil.rmtree(staging, ignore_errors=True)
    current = current_release(archive)
    if current:
        shutil.copytree(current.path, staging)
    else:
        staging.mkdir(parents=True)
    return Release(staging)


def publish(archive: Path, staged: Release) -> Release:
    """Make a staged release the current one, atomically, and delete all others but the previous one."""
    previous = current_release(archive)
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}"
    published = Release(staged.path.rename(staged.path.with_name(name)))
    link = archive / ".current"
    link.unlink(missing_ok=True)
    link.symlink_to(Path("releases") / name)
    os.replace(link, archive / "current")  # noqa: PTH105  Path.replace would do the same, less visibly
    _remove_all_but(archive, {published.path, previous.path if previous else published.path})
    return published


def discard(staged: Release) -> None:
    """Delete a staged release."""
    shutil.rmtree(staged.path, ignore_errors=True)


def _remove_leftovers(archive: Path) -> None:
    """Delete what a crash left behind: a staged release, or a complete one that was never linked."""
    current = current_release(archive)
    names = sorted(path.name for path in (archive / "releases").glob("[!.]*"))
    # Names are timestamps, so the release served before is the last one before the current.
    last = [name for name in names if current and name < current.path.name][-1:]
    served = [current.path] if current else []
    _remove_all_but(archive, {*served, *(archive / "releases" / name for name in last)})


def _remove_all_but(archive: Path, keep: set[Path]) -> None:
    kept = {path.resolve() for path in keep}
    for path in (archive / "releases").glob("*"):
        if path.resolve() not in kept:
            shutil.rmtree(path, ignore_errors=True)
