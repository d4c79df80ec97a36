"""Room on the disk of an archive: asked for before a release is staged, and told of where it ran out."""

import errno
import shutil
import sqlite3
from pathlib import Path

from app.db.release import Release
from app.search.engine import SearchUnavailableError

_ROWS_AND_INDEX = 8
"""How many bytes of a release come of one byte of a text, measured on the large collection and rounded up."""

_FULL = (errno.ENOSPC, errno.EDQUOT)


class DiskFullError(Exception):
    """The disk of an archive is full. The arguments are the folder, the bytes needed (at least) and those free."""


def require_space(archive: Path, current: Release | None, source_bytes: int) -> None:
    """Raises DiskFullError if a copy of the current release, with texts of so many bytes, has no room."""
    needed = (size(current.path) if current else 0) + _ROWS_AND_INDEX * source_bytes
    free = shutil.disk_usage(archive).free
    if free < needed:
        raise DiskFullError(archive, needed, free)


def full_disk(archive: Path, staged_bytes: int) -> DiskFullError:
    """The error to raise where the disk ran full when so many bytes had been staged: twice as many will do."""
    return DiskFullError(archive, 2 * staged_bytes, shutil.disk_usage(archive).free)


def is_of_full_disk(error: BaseException | None) -> bool:
    """Whether an error, or one that it came of, says that a disk is full."""
    while error:
        if isinstance(error, OSError) and error.errno in _FULL:
            return True
        # The disks of servers, which are told of by themselves.
        if isinstance(error, SearchUnavailableError) or getattr(error, "sqlstate", None) is not None:
            return False
        if isinstance(error, sqlite3.Error) and error.sqlite_errorcode == sqlite3.SQLITE_FULL:
            return True
        # An engine that is not Python's own tells it in words only.
        if "No space left on device" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def size(folder: Path) -> int:
    """The size in bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
