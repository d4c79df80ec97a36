"""A replica: the current release of an archive, copied into another one that other web servers read.

A published release never changes, so the copy has the same name and the same files, and its pages the same `ETag`.
Files that the replica has from the release before are not sent again.
"""

import errno
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from app.db.checksums import damaged_files, has_checksums, is_damaged, sync_all
from app.db.release import Release, current_release, releases_folder
from app.ingest.backup import NothingPublishedError
from app.ingest.disk_space import DiskFullError
from app.ingest.publication import (
    DamagedReleaseError,
    NewerReleaseError,
    locked,
    mend_link,
    point_to,
    publish_sealed,
    remove,
    remove_old,
    staged_release,
)

_TRIES = 3

Files = Mapping[str, Mapping[str, object]]
"""The size and the checksum of each file of a release, by its path."""


class NoChecksumsError(Exception):
    """An early version published a release, without checksums: no copy could be checked. The argument is its name."""


class SameArchiveError(Exception):
    """An archive is to be the replica of itself. The argument is its folder."""


@dataclass(frozen=True, slots=True)
class Replication:
    """The release that a replica serves now, whether it served another one before, and how many bytes were sent and how
    many it had already."""

    release: Release
    has_changed: bool
    sent: int = 0
    kept: int = 0


def replicate(archive: Path, replica: Path, keep: int, *, by_links: bool = False) -> Replication:
    """Make the current release of an archive that of its replica, of which `keep` releases stay.

    With `by_links` files of the archive are not copied but get another name, where both lie on one disk. The replica is
    left as it was by whatever fails. Raises NothingPublishedError, SameArchiveError, NoChecksumsError,
    DamagedReleaseError, NewerReleaseError, ArchiveBusyError (of the replica), DiskFullError or OSError.
    """
    if archive.exists() and replica.exists() and replica.samefile(archive):
        raise SameArchiveError(replica)
    for tries in reversed(range(_TRIES)):
        release = _release_to_copy(archive)
        with locked(replica):
            mend_link(replica)
            try:
                return _replicated(release, replica, keep, by_links=by_links)
            except FileNotFoundError:
                # Ingests may have published twice meanwhile, and removed this release.
                if release.path.exists() or not tries:
                    raise
    raise AssertionError


def _release_to_copy(archive: Path) -> Release:
    release = current_release(archive)
    if release is None:
        raise NothingPublishedError(archive)
    if release.is_newer_than_program():
        raise NewerReleaseError(release.name)
    if not release.manifest():
        raise DamagedReleaseError(release.name, release.manifest_path.name)
    if not has_checksums(release):
        raise NoChecksumsError(release.name)
    return release


def _replicated(release: Release, replica: Path, keep: int, *, by_links: bool) -> Replication:
    served = current_release(replica)
    there = Release(releases_folder(replica) / release.name)
    if served and served.name == release.name:
        return Replication(served, has_changed=False)
    if there.path.exists():
        if _is_copy(there, release):
            point_to(replica, there)
            remove_old(replica, keep, {one.path for one in (there, served) if one})
            return Replication(there, has_changed=True, kept=_bytes(_files(release)))
        remove(there)
    with staged_release(replica, None) as staged:
        copy = _Copy(release, staged, served, by_links=by_links)
        copy.require_space(replica)
        copy.fill()
        copy.check()
        sync_all(staged)
        published = publish_sealed(replica, staged, release.name, keep)
    return Replication(published, has_changed=True, sent=_bytes(copy.sent), kept=_bytes(copy.kept))


def _is_copy(there: Release, release: Release) -> bool:
    """Whether what lies under a release's name is all that it is: a rollback is followed without sending anything."""
    return there.manifest() == release.manifest() and not damaged_files(there)


def _files(release: Release) -> Files:
    """The files of a release. Raises DamagedReleaseError if its manifest names what cannot be one of them."""
    recorded = release.manifest().get("files")
    names = map(PurePosixPath, recorded) if isinstance(recorded, dict) else ()
    if not isinstance(recorded, dict) or any(path.is_absolute() or ".." in path.parts for path in names):
        raise DamagedReleaseError(release.name, release.manifest_path.name)
    return recorded


def _bytes(files: Files) -> int:
    sizes = (known.get("bytes") for known in files.values())
    return sum(size for size in sizes if isinstance(size, int))


class _Copy:
    """A staged copy of a release, beside the release that the replica serves."""

    def __init__(self, release: Release, staged: Release, served: Release | None, *, by_links: bool) -> None:
        self._release = release
        self._staged = staged
        self._served = served
        self._by_links = by_links
        known = served.manifest().get("files") if served else None
        files = _files(release)
        had = {name for name in files if isinstance(known, dict) and known.get(name) == files[name]}
        self.kept: Files = {name: file for name, file in files.items() if name in had}
        self.sent: Files = {name: file for name, file in files.items() if name not in had}

    def require_space(self, replica: Path) -> None:
        """Raises DiskFullError if there is no room for what has to be sent."""
        needed, free = _bytes(self.sent), shutil.disk_usage(replica).free
        if free < needed and not self._by_links:
            raise DiskFullError(replica, needed, free)

    def fill(self) -> None:
        """Copy everything."""
        for name in self.kept:
            if not self._keep(name):
                self._send(name)
        for name in self.sent:
            self._send(name)
        shutil.copyfile(self._release.manifest_path, self._staged.manifest_path)

    def check(self) -> None:
        """Raises DamagedReleaseError if the release is not what was published, OSError if the copy is not the release.

        What is damaged in the replica's former release is sent after all.
        """
        for name in set(damaged_files(self._staged)) & set(self.kept):
            (self._staged.path / name).unlink()
            self._send(name)
        wrong = damaged_files(self._staged)
        if damaged := [name for name in wrong if is_damaged(self._release, name)]:
            raise DamagedReleaseError(self._release.name, *damaged)
        if wrong:
            raise OSError(errno.EIO, "写入后读回的不同", str(self._staged.path / wrong[0]))

    def _keep(self, name: str) -> bool:
        """Whether the replica's former file could be taken."""
        assert self._served is not None  # noqa: S101  nothing is kept of nothing
        former, target = self._served.path / name, self._target(name)
        try:
            target.hardlink_to(former)
        except OSError:  # it is lost, or a file system without links
            return False
        return True

    def _send(self, name: str) -> None:
        path, target = self._release.path / name, self._target(name)
        if self._by_links:
            try:
                target.hardlink_to(path)
            except OSError:  # another disk, or another owner's file
                pass
            else:
                return
        if not path.is_file() and self._release.path.exists():
            raise DamagedReleaseError(self._release.name, name)
        shutil.copyfile(path, target)

    def _target(self, name: str) -> Path:
        target = self._staged.path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        return target
