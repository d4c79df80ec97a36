"""Reads archives that a stranger packed: names that stay in their folder, sizes and numbers bounded."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader, FileIO
from pathlib import Path, PurePosixPath

from app.domain.controls import has_controls

MOST_IN_TEXT = 10_000_000
"""Maximum size of a text, in bytes: an ingest reads no larger one."""
_MOST_IN_DIRECTORY = 64_000_000
"""Maximum size of the list of members, which is read whole, in bytes."""
_MOST_IN_NAME = 200
"""Maximum length of each part of a path, in bytes."""
_DEEPEST = 10
_PART = 1 << 20
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Those that are unpacked no farther than is asked for."""
_LOCKED = 1
_UNREADABLE = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error),
    *(EOFError, NotImplementedError, RuntimeError, ValueError, OSError),
)
"""What a damaged archive makes its reader raise."""


class BadArchiveError(Exception):
    """An archive, or a member of one, that is not read; the argument is the reason, in Chinese."""


class TooMuchError(BadArchiveError):
    """An archive holds more than its bounds allow."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much an archive, with those in it, may hold: members, and bytes that are unpacked."""

    members: int = 200_000
    unpacked: int = 4_000_000_000


class Budget:
    """What is left of bounds."""

    def __init__(self, bounds: Bounds) -> None:
        self._members, self._bytes = bounds.members, bounds.unpacked

    def spend(self, *, members: int = 0, unpacked: int = 0) -> None:
        """Take something away. Raises TooMuchError where that is more than is left."""
        self._members -= members
        self._bytes -= unpacked
        if self._members < 0:
            raise TooMuchError("压缩包里的文件太多")
        if self._bytes < 0:
            raise TooMuchError("压缩包解开后太大")


class _BoundedReader(BufferedReader):
    """No single read is larger than a list of members may be."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0:
            size = _MOST_IN_DIRECTORY + 1
        if size > _MOST_IN_DIRECTORY + 1:
            raise BadArchiveError("压缩包的目录太大")
        return super().read(size)


@contextmanager
def opened(path: Path, budget: Budget) -> Iterator[zipfile.ZipFile]:
    """An archive. Raises BadArchiveError where it cannot be read or has too many members."""
    with _BoundedReader(FileIO(path)) as file:
        try:
            archive = zipfile.ZipFile(file)
        except _UNREADABLE as error:
            raise BadArchiveError("压缩包已损坏") from error
        with archive:
            budget.spend(members=len(archive.infolist()))
            yield archive


def members(archive: zipfile.ZipFile) -> Iterator[tuple[zipfile.ZipInfo, tuple[str, ...]]]:
    """The files of an archive, with their paths in it, as it has them."""
    for info in archive.infolist():
        if info.filename and not info.filename.endswith("/"):
            yield info, tuple(info.filename.split("/"))


def packed_in(archive: zipfile.ZipFile, repository: str) -> str | None:
    """The folder that a host packs a repository into: `GAresolutions-main`."""
    tops = {top for top, slash, _ in (info.filename.partition("/") for info in archive.infolist()) if slash}
    named = [top for top in tops if top.casefold().startswith(repository.casefold())]
    return named[0] if len(named) == 1 else None


def why_not(info: zipfile.ZipInfo, path: tuple[str, ...]) -> str | None:
    """Why a member is not taken whatever is in it, in Chinese; None if it may be."""
    name = info.orig_filename
    if "\\" in name or ":" in name or has_controls(name):
        return "名称含有控制字符、反斜线或冒号"
    if PurePosixPath(name).is_absolute() or any(part in ("", ".", "..") for part in path):
        return "路径指向文件夹之外"
    if len(path) > _DEEPEST or any(len(part.encode()) > _MOST_IN_NAME for part in path):
        return "路径太长或太深"
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        return "是链接或特殊文件"
    if info.flag_bits & _LOCKED:
        return "有密码"
    return None if info.compress_type in _COMPRESSIONS else "压缩方法不认识"


def text_of(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> bytes:
    """The bytes of a text. Raises BadArchiveError where it is too large or damaged."""
    text = bytearray()
    for part in _parts(archive, info, budget):
        text += part
        if len(text) > MOST_IN_TEXT:
            raise BadArchiveError(f"超过 {MOST_IN_TEXT // 1_000_000} MB")
    return bytes(text)


def unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, into: Path, budget: Budget) -> None:
    """Write a member to a file: an archive inside an archive. Raises BadArchiveError."""
    with into.open("wb") as target:
        for part in _parts(archive, info, budget):
            target.write(part)


def _parts(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> Iterator[bytes]:
    """What a member holds, unpacked part by part, whatever size it is said to have."""
    try:
        with archive.open(info) as file:
            while part := file.read(_PART):
                budget.spend(unpacked=len(part))
                yield part
    except _UNREADABLE as error:
        raise BadArchiveError("在压缩包里已损坏") from error
