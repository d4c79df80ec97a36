"""Releases on disk: lock, stage, publish, clean up.

A crash at any point leaves `current` unchanged; the next run removes what this one marked as unfinished, and nothing
else: a release that no link leads to may be all that a backup has kept.
"""

import fcntl
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path

from app.bulk.folder import remove_without_release
from app.db.checksums import Checksum, copy_file, damaged_files, file_checksums, seal, sync
from app.db.release import (
    FOLLOWING,
    Release,
    copied_release,
    current_release,
    link_path,
    link_to,
    newest_whole,
    published_releases,
    releases_folder,
)
from app.db.server import Schema, ServerBusyError, locked_server, server_of, writer_of
from app.ingest.disk_space import full_disk, is_of_full_disk, require_space, size
from app.search.written_once import is_written_once

_STAGING = ".staging"
_REMOVED = ".removed-"
_MADE_AGAIN = ("index", "release.json")
KEPT = 2
"""How many releases stay: the one that is served, and the one before it."""


class ArchiveBusyError(Exception):
    """Another ingest holds the archive's lock."""


class DamagedReleaseError(Exception):
    """A release is not what was published. The arguments are its name and the damaged files."""


class NewerReleaseError(Exception):
    """A later version of this program wrote the current release. The argument is its name."""


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
        try:
            with locked_server(archive):
                yield
        except ServerBusyError as error:
            raise ArchiveBusyError(archive) from error


def mend_link(archive: Path) -> str | None:
    """Make `current` a link again where it is none, to the release that is served.

    Returns the release's name where something was mended. What stood in the link's place is kept.
    """
    link = link_path(archive)
    if server_of(archive) or (link.is_symlink() and link.exists()):
        return None
    copied = copied_release(archive)
    release = _moved_in(archive, copied) if copied else newest_whole(archive)
    if release is None:
        return None
    if link.is_dir() and not link.is_symlink():
        link.rename(_free(archive / "current.replaced"))
    point_to(archive, release)
    return release.name


@contextmanager
def staged_release(archive: Path, base: Release | None, source_bytes: int = 0) -> Iterator[Release]:
    """A staged release, a copy of another or empty; it is deleted unless it has been published by the end.

    A damaged index is left out, since it can be made again. Raises DamagedReleaseError if anything else is damaged,
    NewerReleaseError if the release cannot be understood, DiskFullError if there is no room for it and for texts of
    so many bytes, or if the disk runs full, whatever error that shows as.
    """
    staging = releases_folder(archive) / _STAGING
    try:
        yield _stage(archive, base, source_bytes)
    except Exception as error:
        if is_of_full_disk(error):
            raise full_disk(archive, size(staging)) from error
        raise
    finally:
        shutil.rmtree(staging, ignore_errors=True)  # what a server has of it goes with the lock


def _stage(archive: Path, base: Release | None, source_bytes: int) -> Release:
    if base and base.is_newer_than_program():
        raise NewerReleaseError(base.name)
    require_space(archive, base, source_bytes)
    staged = Release(releases_folder(archive) / _STAGING)
    staged.path.mkdir(parents=True)
    if base:
        _leave_out_damaged_index(base, staged, _copy_files(base, staged))
    if writer := writer_of(archive):
        copied = base.database if base else None
        schema = writer.new_schema(copied if isinstance(copied, Schema) else None)
        staged.schema_path.write_text(json.dumps({"schema": schema.name}), "utf-8")
    return staged


def _copy_files(release: Release, target: Release) -> dict[str, Checksum]:
    """Copy the files of a release. Returns the checksums of the copies, by their paths in it."""
    written = {}
    for path in sorted(release.path.rglob("*")):
        copy = target.path / path.relative_to(release.path)
        if path.is_dir():
            copy.mkdir(exist_ok=True)
        elif not (release.index in path.parents and _is_shared(path, copy, release)):
            written[path.relative_to(release.path).as_posix()] = copy_file(path, copy)
    return written


def _is_shared(path: Path, copy: Path, release: Release) -> bool:
    """Whether a file of an index that is never written to again now has another name in the copy."""
    if not is_written_once(path.relative_to(release.index).as_posix()):
        return False
    try:
        copy.hardlink_to(path)
    except OSError:  # a file system without links, or with too many to this file
        return False
    return True


def _leave_out_damaged_index(base: Release, staged: Release, written: Mapping[str, Checksum]) -> None:
    damaged = damaged_files(staged, written) or [
        one.name for one in (base.database_file,) if not one.is_file()
    ]
    # Without its manifest a release is indexed and checked anew.
    if beyond := [name for name in damaged if name.partition("/")[0] not in _MADE_AGAIN]:
        raise DamagedReleaseError(base.name, *beyond)
    if damaged:
        shutil.rmtree(staged.index, ignore_errors=True)


def publish(
    archive: Path, staged: Release, keep: int = KEPT, sums: Mapping[str, Checksum] | None = None
) -> Release:
    """Make a staged release the current one, atomically, and delete the oldest so that `keep` releases stay.

    `sums` are the checksums of its files, where they were begun before (`sealing`).
    """
    seal(staged, file_checksums(staged, current_release(archive)) if sums is None else sums)
    return publish_sealed(archive, staged, f"{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}", keep)


def publish_sealed(archive: Path, staged: Release, name: str, keep: int) -> Release:
    """The same, under this name, for a staged release whose checksums are written and which is on the disk."""
    previous = current_release(archive)
    published = Release(staged.path.rename(staged.path.with_name(name)))
    sync(published.path.parent)
    point_to(archive, published)
    remove_old(archive, keep, {published.path, previous.path if previous else published.path})
    return published


def point_to(archive: Path, release: Release) -> None:
    """Make a published release the current one, atomically: on the server of the archive, if it has one, then here."""
    if writer := writer_of(archive):
        writer.publish(release.published_row())
    link_to(archive, release)
    sync(archive)


def discard(staged: Release) -> None:
    """Delete a staged release."""
    shutil.rmtree(staged.path, ignore_errors=True)


def remove_old(archive: Path, keep: int, needed: Iterable[Path]) -> list[str]:
    """Delete the oldest releases so that `keep` stay, those that are needed among them. Returns their names."""
    kept = {path.resolve() for path in needed}
    for release in reversed(published_releases(archive)):
        if len(kept) < keep:
            kept.add(release.path.resolve())
    gone = [release for release in published_releases(archive) if release.path.resolve() not in kept]
    for release in gone:
        if writer := writer_of(archive):
            writer.remove(release.name)
        remove(release)
    remove_without_release(archive)
    return [release.name for release in gone]


def remove(release: Release) -> None:
    """Delete a release that nobody is led to."""
    # Half deleted, it must not be taken for a release.
    gone = release.path.rename(release.path.with_name(_REMOVED + release.name))
    shutil.rmtree(gone, ignore_errors=True)


def _remove_leftovers(archive: Path) -> None:
    """Delete what a run was making, or deleting, when it ended."""
    for path in releases_folder(archive).glob(".*"):
        if path.name == _STAGING or path.name.startswith((_REMOVED, FOLLOWING)):
            shutil.rmtree(path, ignore_errors=True)
    for link in archive.glob(".current*"):
        link.unlink(missing_ok=True)


def _moved_in(archive: Path, copied: Release) -> Release:
    """Move a release that lies in the link's place to the others, under the time at which it was made."""
    try:
        made = datetime.fromisoformat(str(copied.manifest().get("created")))
    except ValueError:
        made = datetime.fromtimestamp(copied.manifest_path.stat().st_mtime, UTC)
    releases_folder(archive).mkdir(exist_ok=True)
    for microsecond in count():
        name = f"{made.replace(microsecond=microsecond):%Y%m%dT%H%M%S.%fZ}"
        target = releases_folder(archive) / name
        if not target.exists():
            return Release(copied.path.rename(target))
    raise AssertionError


def _free(path: Path) -> Path:
    """This path, or the first with a number behind it where nothing lies."""
    numbered = (path.with_name(f"{path.name}-{number}") for number in count(2))
    return next(free for free in chain([path], numbered) if not free.exists())
