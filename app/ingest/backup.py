"""Backups: the current release as one tar file, gzipped where its name ends in `gz`, and back again."""

import gzip
import shutil
import tarfile
import zlib
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from app.db.checksums import damaged_files, has_checksums, sync
from app.db.release import Release, current_release
from app.ingest.disk_space import DiskFullError, is_of_full_disk, size
from app.ingest.elsewhere import tidied
from app.ingest.moved_rows import as_files, load_rows
from app.ingest.publication import (
    DamagedReleaseError,
    NewerReleaseError,
    locked,
    mend_link,
    publish,
    staged_release,
)
from app.search.engine_registry import EngineKind

_TOP = ("archive.db", "release.json")
_TRIES = 3


class NothingPublishedError(Exception):
    """The archive has no release. The argument is its folder."""


class NoBackupError(Exception):
    """A file is not a backup. The arguments are the file and what is wrong with it, in Chinese."""


def back_up(archive: Path, file: Path) -> Release:
    """Write the current release to a file, which replaces a former one only when it has been read again and is sound.

    An ingest may run meanwhile. Raises NothingPublishedError, DamagedReleaseError, DiskFullError or OSError.
    """
    for tries in reversed(range(_TRIES)):
        release = current_release(archive)
        if release is None:
            raise NothingPublishedError(archive)
        try:
            _write(release, file)
        except FileNotFoundError:
            # Ingests may have published twice meanwhile, and removed this release.
            if release.path.exists() or not tries:
                raise
            continue
        return release
    raise AssertionError


def _write(release: Release, file: Path) -> None:
    if damaged := damaged_files(release):
        raise DamagedReleaseError(release.name, *damaged)
    with TemporaryDirectory(prefix=f".{file.name}.", dir=file.parent) as folder:
        _pack(as_files(release, Path(folder)), file)


def _pack(release: Release, file: Path) -> None:
    unfinished = file.with_name(f".{file.name}.unfinished")
    try:
        with tarfile.open(unfinished, "w:gz" if file.suffix in (".gz", ".tgz") else "w") as tar:
            for path in sorted(release.path.rglob("*")):
                tar.add(path, path.relative_to(release.path).as_posix(), recursive=False)
        sync(unfinished)
        _compare(release, unfinished)
        unfinished.replace(file)
    except Exception as error:
        if is_of_full_disk(error):
            raise DiskFullError(
                file.parent, size(release.path), shutil.disk_usage(file.parent).free
            ) from error
        raise
    finally:
        unfinished.unlink(missing_ok=True)


def _compare(release: Release, file: Path) -> None:
    """Raises NoBackupError if a backup does not hold what the release does, byte by byte."""
    with tarfile.open(file) as tar:
        for member in tar:
            if member.isfile():
                copy, path = tar.extractfile(member), release.path / member.name
                with path.open("rb") as original:
                    while block := original.read(1 << 20):
                        if copy is None or copy.read(len(block)) != block:
                            raise NoBackupError(file, f"{member.name} 与归档不同")


def restore(file: Path, archive: Path, keep: int, engine: EngineKind | None = None) -> Release:
    """Publish the release that a backup holds, whatever is published now; that stays as the one before.

    Raises NoBackupError, NewerReleaseError, DiskFullError, ArchiveBusyError or OSError.
    """
    with locked(archive), tidied(archive, engine):
        mend_link(archive)
        with staged_release(archive, None) as staged:
            _extract(file, staged, shutil.disk_usage(archive).free)
            if not has_checksums(staged):
                raise NoBackupError(file, "没有可用的 release.json")
            if damaged := damaged_files(staged):
                raise NoBackupError(file, f"已损坏：{'、'.join(damaged)}")
            if staged.is_newer_than_program():
                raise NewerReleaseError(file.name)
            load_rows(staged)
            return publish(archive, staged, keep)


def _extract(file: Path, staged: Release, free: int) -> None:
    needed = 0
    try:
        with tarfile.open(file) as tar:
            for member in tar:
                if not _belongs_to_release(member):
                    raise NoBackupError(file, f"不该有 {member.name}")
                needed += member.size
                if needed > free:
                    raise DiskFullError(staged.path, needed, free)
                tar.extract(member, staged.path, filter="data")
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise NoBackupError(file, "不是 tar 文件，或没有写完") from error


def _belongs_to_release(member: tarfile.TarInfo) -> bool:
    path = PurePosixPath(member.name)
    if path.is_absolute() or ".." in path.parts:
        return False
    return (member.name in _TOP and member.isfile()) or (
        path.parts[0] == "index" and (member.isfile() or member.isdir())
    )
