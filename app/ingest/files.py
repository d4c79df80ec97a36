"""Finds source files and reads their bytes, up to a maximum size."""

import errno
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.domain.controls import escaped, has_controls
from app.sources.formats import FORMATS, VERSION
from app.sources.sidecar import MAX_BYTES as MAX_SIDECAR_BYTES

MAX_BYTES = 10_000_000
"""Maximum size of a source file that is text or markup, in bytes."""
MAX_BYTES_WITH_PICTURES = 50_000_000
"""Maximum size of one that may hold pictures beside its text (PDF, Word), in bytes."""

_NOT_UTF_8 = "的名称不是 UTF-8 编码的文字，或含有控制字符，请改名"
_LINKS_OUT = "是指向文件夹之外的链接，不读取；请把文件本身放进文件夹，或在命令中直接写出它的路径"


@dataclass(frozen=True, slots=True)
class SourcePath:
    """A file to read; `shown` is its path relative to the folder given to ingest, with escapes for control characters.

    `folder` is that folder, out of which no link leads; None for a file given by name, which may be a link.
    """

    path: Path
    shown: str
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class SourceBytes:
    """The bytes of a file and of its sidecar."""

    data: bytes
    sidecar: bytes | None

    @property
    def sha256(self) -> str:
        """SHA-256 of the file itself."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def fingerprint(self) -> str:
        """SHA-256 of everything that determines how the file is read: bytes, sidecar, version of the readers."""
        return hashlib.sha256(
            b"%d %s %s" % (VERSION, self.sha256.encode(), hashlib.sha256(self.sidecar or b"").digest())
        ).hexdigest()


def find_sources(paths: Iterable[Path]) -> Iterator[SourcePath]:
    """The files at these paths, each once; folders are searched recursively for files of known formats.

    Files given by name are included whatever their extension, and unreadable folders as if they were files:
    reading them reports the problem.
    """
    seen: set[Path] = set()
    for path in paths:
        for found in _below(path) if path.is_dir() else [SourcePath(path.absolute(), escaped(path.name))]:
            if found.path not in seen:
                seen.add(found.path)
                yield found


def _below(folder: Path) -> Iterator[SourcePath]:
    top = folder.absolute()
    unreadable: list[str] = []
    endings = tuple(FORMATS)
    found = [
        os.path.join(parent, name)  # noqa: PTH118  a Path for each of many files takes ten times as long
        for parent, _, names in os.walk(top, onerror=lambda error: unreadable.append(error.filename))
        for name in names
        if name.lower().endswith(endings)
    ]
    length = len(os.path.join(top, ""))  # noqa: PTH118
    for path in sorted([*found, *unreadable], key=lambda path: path.split(os.sep)):  # noqa: PTH206
        yield SourcePath(Path(path), escaped(path[length:].replace(os.sep, "/")) or ".", top)


def read_source(source: SourcePath) -> SourceBytes:
    """The bytes of a file. Raises ValueError, with a reason in Chinese, if it cannot be accepted."""
    if reason := _unacceptable(source.path):
        raise ValueError(reason)
    try:
        data = _bounded(source.path, source.folder, _most(source.path))
    except FileNotFoundError:
        raise ValueError("没有这个文件") from None
    except OSError as error:
        raise ValueError(f"无法打开：{error.strerror}") from error
    return SourceBytes(data, _sidecar(source))


def _most(path: Path) -> int:
    return MAX_BYTES_WITH_PICTURES if FORMATS[path.suffix.lower()].has_pictures else MAX_BYTES


def _unacceptable(path: Path) -> str | None:
    """Why a file is not even opened, in Chinese, or None."""
    if has_controls(path.name):
        return f"文件{_NOT_UTF_8}"
    if has_controls(str(path)):
        return f"所在文件夹{_NOT_UTF_8}"
    if path.suffix.lower() in FORMATS:
        return None
    if path.is_dir():
        return "没有读取这个文件夹的权限"
    if not os.path.lexists(path):
        return "没有这个文件"
    return f"不能读取“{path.suffix or '没有扩展名'}”文件，可读取：{'、'.join(FORMATS)}"


def _sidecar(source: SourcePath) -> bytes | None:
    """The bytes of a file's sidecar, None if it has none; a link beside it must not lead away either."""
    try:
        return _bounded(
            source.path.with_suffix(".toml"), source.folder or source.path.parent, MAX_SIDECAR_BYTES
        )
    except FileNotFoundError:
        return None
    except IsADirectoryError:
        return None
    except OSError as error:
        raise ValueError(f"旁注文件无法打开：{error.strerror}") from error
    except ValueError as error:
        raise ValueError(f"旁注文件{error}") from error


def _bounded(path: Path, folder: Path | None, most: int) -> bytes:
    """The bytes of a file; the links in a folder are followed no farther than the folder."""
    with open(_opened(path, folder), "rb", buffering=0) as file:
        found = os.fstat(file.fileno())
        if stat.S_ISDIR(found.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(found.st_mode):
            raise ValueError("不是普通文件")
        data = _read(file.fileno(), most + 1) if found.st_size <= most else None
    if data is None or len(data) > most:
        raise ValueError(f"超过 {f'{most // 1_000_000} MB' if most >= 1_000_000 else f'{most // 1024} KB'}")
    return data


def _read(file: int, most: int) -> bytes:
    parts: list[bytes] = []
    while most > 0 and (part := os.read(file, most)):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def _opened(path: Path, folder: Path | None) -> int:
    """A descriptor of a file; opening a pipe does not wait for its writer."""
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC
    if folder is None:
        return os.open(path, flags)
    try:
        return os.open(path, flags | os.O_NOFOLLOW)
    except OSError as error:
        if error.errno != errno.ELOOP:
            raise
    return os.open(_aim(path, folder), flags | os.O_NOFOLLOW)


def _aim(link: Path, folder: Path) -> str:
    """The file that a link in a folder leads to. Raises ValueError if it leads out of the folder."""
    aim = os.path.realpath(link)
    if not Path(aim).is_relative_to(os.path.realpath(folder)):
        raise ValueError(_LINKS_OUT)
    if os.path.islink(aim):  # noqa: PTH114
        raise FileNotFoundError(errno.ENOENT, "leads to itself")
    return aim
