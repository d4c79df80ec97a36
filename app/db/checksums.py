"""Checksums of a release: written to its manifest when it is published, compared when it is copied or checked.

`files` has the size in bytes and a checksum of every file but the manifest, by path in the release; `seal` is the
SHA-256 of the manifest itself without it. A checksum is the BLAKE2b of the CRC-32 of each block of a file: a release is
read whole at each ingest, checksums tell damage, not malice, and nothing else that does costs a third of it. Earlier
releases have the BLAKE2b of those of the blocks, or SHA-256.
"""

import errno
import hashlib
import json
import os
import shutil
import zlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from app.db.release import Release

_KIND = "crc32"
_BLOCK = 1 << 20
"""The size of a block in bytes."""
_PARALLEL = 8
"""From so many blocks on, threads pay off."""


_AT_ONCE = 1 << 26
"""How many bytes the system copies in one call."""
_CANNOT = (errno.EXDEV, errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM)
"""Errors of file systems that cannot copy by themselves."""

Checksum = dict[str, Any]
"""The size of a file and its checksum, as a manifest has them."""


def copy_file(source: Path, target: Path) -> Checksum:
    """Copy a file. Returns the checksum of what was written, so that a copy that is compared is read once more only.

    The system copies: to read and write blocks here takes several times as long for a large file.
    """
    try:
        _copy_within_system(source, target)
    except OSError as error:
        if error.errno not in _CANNOT:
            raise
        shutil.copyfile(source, target)
    return _checksum(target)


def _copy_within_system(source: Path, target: Path) -> None:
    """Copy a file without its bytes coming here; a file system that can lets both share their blocks."""
    if not hasattr(os, "copy_file_range"):
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    with source.open("rb") as file, target.open("wb") as copy:
        left = os.fstat(file.fileno()).st_size
        while left:
            copied = os.copy_file_range(file.fileno(), copy.fileno(), min(left, _AT_ONCE))
            if not copied:  # some file systems say so where they cannot
                raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
            left -= copied


@contextmanager
def sealing(release: Release, base: Release | None) -> Iterator[Future[dict[str, Checksum]]]:
    """Compute the checksums of a release meanwhile, and write its files to the disk: nobody may write to it any more, but
    for its manifest. Both have ended when this is left, whatever happens within."""
    with ThreadPoolExecutor(2) as threads:
        threads.submit(_sync_files, release)
        yield threads.submit(file_checksums, release, base)


def _sync_files(release: Release) -> None:
    """Whoever waits for the disk later waits only for what is written since."""
    for path in _files(release).values():
        with suppress(OSError):  # it may be gone already
            sync(path)


def file_checksums(release: Release, base: Release | None) -> dict[str, Checksum]:
    """The checksums of all files but the manifest.

    Of a file that it shares with `base`, whose files were compared when it was copied, the checksum is known, unless
    it is of an earlier kind.
    """
    known = base.manifest().get("files") if base else None
    return {
        name: (_known(known, base, name, path) if base else None) or _checksum(path)
        for name, path in _files(release).items()
    }


def seal(release: Release, sums: Mapping[str, Checksum] | None = None) -> None:
    """Write the checksums of a release to its manifest, those that `sealing` found or all anew, and everything to the
    disk: a power cut loses nothing."""
    manifest = {name: value for name, value in release.manifest().items() if name not in ("files", "seal")}
    manifest["files"] = file_checksums(release, None) if sums is None else sums
    manifest["seal"] = _digest(manifest)
    release.manifest_path.write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
    sync_all(release)


def has_checksums(release: Release) -> bool:
    """Whether a release says what its files are; those of early versions do not."""
    return "seal" in release.manifest()


def damaged_files(release: Release, written: Mapping[str, Checksum] | None = None) -> list[str]:
    """Paths in a release of what is missing or is not what was published; nothing without checksums.

    A folder that is missing stands for its files. `written` are the checksums that are known, of files copied by `copy_file`.
    """
    manifest = release.manifest()
    if not manifest:
        return [release.manifest_path.name]
    if "seal" not in manifest:
        return []
    recorded = manifest.get("files")
    if manifest["seal"] != _digest(manifest) or not isinstance(recorded, dict):
        return [release.manifest_path.name]
    written = written or {}
    damaged = (
        name
        for name, known in recorded.items()
        if written.get(name) != known and not _is_as_recorded(release.path / name, known)
    )
    return sorted({_missing_folder(release, name) or name for name in damaged})


def recorded_files(release: Release) -> list[str]:
    """Paths in a release of the files that it should have; nothing without checksums."""
    recorded = release.manifest().get("files")
    return sorted(recorded) if isinstance(recorded, dict) else []


def is_damaged(release: Release, name: str) -> bool:
    """Whether one of the files that a release should have is missing, or is not what was published."""
    recorded = release.manifest().get("files")
    return isinstance(recorded, dict) and not _is_as_recorded(release.path / name, recorded.get(name))


def sync_all(release: Release) -> None:
    """Wait until everything in a release is on the disk."""
    for path in (*release.path.rglob("*"), release.path):
        sync(path)


def sync(path: Path) -> None:
    """Wait until a file or a folder is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _files(release: Release) -> dict[str, Path]:
    return {
        path.relative_to(release.path).as_posix(): path
        for path in sorted(release.path.rglob("*"))
        if path.is_file() and path != release.manifest_path
    }


def _missing_folder(release: Release, name: str) -> str | None:
    folders = reversed(PurePosixPath(name).parents[:-1])
    return next((str(folder) for folder in folders if not (release.path / folder).is_dir()), None)


def _known(recorded: object, base: Release, name: str, path: Path) -> Checksum | None:
    """The recorded checksum of a file that two releases share, else None."""
    known = recorded.get(name) if isinstance(recorded, dict) else None
    try:
        is_known = isinstance(known, dict) and _KIND in known and path.samefile(base.path / name)
    except OSError:
        return None
    return known if is_known else None


def _is_as_recorded(path: Path, known: object) -> bool:
    kind = next((kind for kind in _EARLIER if isinstance(known, dict) and kind in known), None)
    try:
        return (_EARLIER[kind](path) if kind else _checksum(path)) == known
    except OSError:  # missing, or on a sector that cannot be read
        return False


def _checksum(path: Path) -> Checksum:
    return _of_blocks(path, _KIND, _crc32)


def _crc32(block: memoryview) -> bytes:
    return zlib.crc32(block).to_bytes(4)


def _former_checksum(path: Path) -> Checksum:
    return _of_blocks(path, "blake2b", lambda block: hashlib.blake2b(block).digest())


def _early_checksum(path: Path) -> Checksum:
    with path.open("rb") as file:
        return {"bytes": path.stat().st_size, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}


_EARLIER: dict[str, Callable[[Path], Checksum]] = {
    "blake2b": _former_checksum,
    "sha256": _early_checksum,
}


def _of_blocks(path: Path, kind: str, of_block: Callable[[memoryview], bytes]) -> Checksum:
    """Size and checksum of a file, of which each processor reads a part."""
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size

        def of_part(starts: range) -> bytes:
            buffer = memoryview(
                bytearray(_BLOCK)
            )  # the same for all blocks: new memory costs as much as reading
            return b"".join(of_block(_block(file, buffer, start)) for start in starts)

        starts = range(0, size, _BLOCK)
        if len(starts) < _PARALLEL:
            blocks = of_part(starts)
        else:
            part = -(-len(starts) // (os.cpu_count() or 1))
            with ThreadPoolExecutor(os.cpu_count()) as threads:
                parts = (starts[first : first + part] for first in range(0, len(starts), part))
                blocks = b"".join(threads.map(of_part, parts))
    return {"bytes": size, kind: hashlib.blake2b(blocks, digest_size=32).hexdigest()}


def _block(file: BinaryIO, buffer: memoryview, start: int) -> memoryview:
    """The block of a file that starts there."""
    return buffer[: os.preadv(file.fileno(), [buffer], start)]


def _digest(manifest: dict[str, object]) -> str:
    sealed = {name: value for name, value in manifest.items() if name != "seal"}
    return hashlib.sha256(json.dumps(sealed, sort_keys=True).encode()).hexdigest()
