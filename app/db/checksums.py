"""Checksums of a release: written to its manifest when it is published, compared when it is copied or checked.

`files` has the size in bytes and a checksum of every file but the manifest, by path in the release; `seal` is the
SHA-256 of the manifest itself without it. A checksum is the BLAKE2b of the CRC-32 of each block of a file: a release is
read whole at each ingest, checksums tell damage, not malice, and nothing else that does costs a third of it. Earlier
releases have the BLAKE2b of those of the blocks, or SHA-256.
"""

import hashlib
import json
import os
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath

from app.db.release import Release

_KIND = "crc32"
_BLOCK = 1 << 20
"""The size of a block in bytes."""
_PARALLEL = 8
"""From so many blocks on, threads pay off."""


def seal(release: Release, base: Release | None = None) -> None:
    """Write the checksums of a release to its manifest, and everything to the disk: a power cut loses nothing.

    Of a file that it shares with `base`, whose files were compared when it was copied, the checksum is known, unless
    it is of an earlier kind.
    """
    manifest = {name: value for name, value in release.manifest().items() if name not in ("files", "seal")}
    known = base.manifest().get("files") if base else None
    manifest["files"] = {
        name: (_known(known, base, name, path) if base else None) or _checksum(path)
        for name, path in _files(release).items()
    }
    manifest["seal"] = _digest(manifest)
    release.manifest_path.write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
    for path in (*release.path.rglob("*"), release.path):
        sync(path)


def has_checksums(release: Release) -> bool:
    """Whether a release says what its files are; those of early versions do not."""
    return "seal" in release.manifest()


def damaged_files(release: Release) -> list[str]:
    """Paths in a release of what is missing or is not what was published; nothing without checksums.

    A folder that is missing stands for its files.
    """
    manifest = release.manifest()
    if not manifest:
        return [release.manifest_path.name]
    if "seal" not in manifest:
        return []
    recorded = manifest.get("files")
    if manifest["seal"] != _digest(manifest) or not isinstance(recorded, dict):
        return [release.manifest_path.name]
    damaged = (name for name, known in recorded.items() if not _is_as_recorded(release.path / name, known))
    return sorted({_missing_folder(release, name) or name for name in damaged})


def recorded_files(release: Release) -> list[str]:
    """Paths in a release of the files that it should have; nothing without checksums."""
    recorded = release.manifest().get("files")
    return sorted(recorded) if isinstance(recorded, dict) else []


def is_damaged(release: Release, name: str) -> bool:
    """Whether one of the files that a release should have is missing, or is not what was published."""
    recorded = release.manifest().get("files")
    return isinstance(recorded, dict) and not _is_as_recorded(release.path / name, recorded.get(name))


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


def _known(recorded: object, base: Release, name: str, path: Path) -> object:
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


def _checksum(path: Path) -> dict[str, object]:
    return _of_blocks(path, _KIND, lambda block: zlib.crc32(block).to_bytes(4))


def _former_checksum(path: Path) -> dict[str, object]:
    return _of_blocks(path, "blake2b", lambda block: hashlib.blake2b(block).digest())


def _early_checksum(path: Path) -> dict[str, object]:
    with path.open("rb") as file:
        return {"bytes": path.stat().st_size, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}


_EARLIER: dict[str, Callable[[Path], dict[str, object]]] = {
    "blake2b": _former_checksum,
    "sha256": _early_checksum,
}


def _of_blocks(path: Path, kind: str, of_block: Callable[[bytes], bytes]) -> dict[str, object]:
    """Size and checksum of a file, of whose blocks all processors compute those of their own."""
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size

        def block(start: int) -> bytes:
            return of_block(os.pread(file.fileno(), _BLOCK, start))

        starts = range(0, size, _BLOCK)
        if len(starts) < _PARALLEL:
            blocks = [block(start) for start in starts]
        else:
            with ThreadPoolExecutor(os.cpu_count()) as threads:
                blocks = list(threads.map(block, starts))
    return {"bytes": size, kind: hashlib.blake2b(b"".join(blocks), digest_size=32).hexdigest()}


def _digest(manifest: dict[str, object]) -> str:
    sealed = {name: value for name, value in manifest.items() if name != "seal"}
    return hashlib.sha256(json.dumps(sealed, sort_keys=True).encode()).hexdigest()
