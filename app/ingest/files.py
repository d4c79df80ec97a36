"""Finds source files and reads their bytes, up to a maximum size."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.sources.formats import FORMATS, VERSION

MAX_BYTES = 10_000_000
"""Maximum size of a source file, in bytes."""


@dataclass(frozen=True, slots=True)
class SourcePath:
    """A file to read; `shown` is its path relative to the folder given to ingest."""

    path: Path
    shown: str


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
        for found in _below(path) if path.is_dir() else [SourcePath(path, path.name)]:
            location = found.path.absolute()
            if location not in seen:
                seen.add(location)
                yield SourcePath(location, found.shown)


def _below(folder: Path) -> Iterator[SourcePath]:
    unreadable: list[str] = []
    found = [
        Path(parent) / name
        for parent, _, names in os.walk(folder, onerror=lambda error: unreadable.append(error.filename))
        for name in names
        if name.lower().endswith(tuple(FORMATS))
    ]
    for path in sorted([*found, *map(Path, unreadable)]):
        yield SourcePath(path, path.relative_to(folder).as_posix())


def read_source(path: Path) -> SourceBytes:
    """The bytes of a file. Raises ValueError, with a reason in Chinese, if it cannot be accepted."""
    try:
        return _checked(path)
    except OSError as error:
        raise ValueError(f"无法打开：{error.strerror}") from error


def _checked(path: Path) -> SourceBytes:
    if not path.exists():
        raise ValueError("没有这个文件")
    if path.is_dir():
        raise ValueError("没有读取这个文件夹的权限")
    if not path.name.isprintable():
        raise ValueError("文件名不是 UTF-8 编码的文字")
    if path.suffix.lower() not in FORMATS:
        raise ValueError(f"不能读取“{path.suffix or '没有扩展名'}”文件，可读取：{'、'.join(FORMATS)}")
    if not path.is_file():
        raise ValueError("不是普通文件")
    sidecar = path.with_suffix(".toml")
    return SourceBytes(_bounded(path), _bounded(sidecar) if sidecar.is_file() else None)


def _bounded(path: Path) -> bytes:
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ValueError(f"超过 {MAX_BYTES // 1_000_000} MB")
    return data
