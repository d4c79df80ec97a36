"""A release tells what its files are; those sealed by earlier versions are compared as they were sealed."""

import errno
import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.db import checksums
from app.db.checksums import copy_file, damaged_files, file_checksums, seal
from app.db.release import Release

_BLOCK = 1 << 20


def _blocks(data: bytes) -> str:
    parts = [data[start : start + _BLOCK] for start in range(0, len(data), _BLOCK)]
    return hashlib.blake2b(
        b"".join(hashlib.blake2b(part).digest() for part in parts), digest_size=32
    ).hexdigest()


EARLIER: dict[str, Callable[[bytes], str]] = {
    "sha256": lambda data: hashlib.sha256(data).hexdigest(),
    "blake2b": _blocks,
}


@pytest.fixture
def release(tmp_path: Path) -> Release:
    """A sealed release with a large file and a small one."""
    made = Release(tmp_path / "release")
    made.index.mkdir(parents=True)
    made.database_file.write_bytes(bytes(range(256)) * 40_000)  # more blocks than one thread computes
    (made.index / "small").write_bytes(b"")
    made.manifest_path.write_text("{}", encoding="utf-8")
    seal(made)
    return made


def resealed(release: Release, kind: str) -> None:
    """Write the checksums that an earlier version wrote."""
    manifest = release.manifest()
    manifest.pop("seal")
    manifest["files"] = {
        name: {"bytes": path.stat().st_size, kind: EARLIER[kind](path.read_bytes())}
        for name, path in (("archive.db", release.database), ("index/small", release.index / "small"))
    }
    digest = hashlib.sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()
    release.manifest_path.write_text(json.dumps(manifest | {"seal": digest}), encoding="utf-8")


@pytest.mark.parametrize("kind", [None, *EARLIER])
@pytest.mark.parametrize("place", [0, _BLOCK - 1, _BLOCK, -1])
def test_one_bit_anywhere_is_found(release: Release, kind: str | None, place: int) -> None:
    if kind:
        resealed(release, kind)
    assert damaged_files(release) == []
    data = bytearray(release.database_file.read_bytes())
    data[place] ^= 1
    release.database_file.write_bytes(data)
    assert damaged_files(release) == ["archive.db"]


def test_blocks_that_changed_places_are_found(release: Release) -> None:
    data = bytearray(release.database_file.read_bytes())
    data[0] = 1
    release.database_file.write_bytes(data)
    seal(release)
    data[:_BLOCK], data[_BLOCK : 2 * _BLOCK] = data[_BLOCK : 2 * _BLOCK], data[:_BLOCK]
    release.database_file.write_bytes(data)
    assert damaged_files(release) == ["archive.db"]


@pytest.mark.parametrize("kind", EARLIER)
def test_what_two_releases_share_is_sealed_anew_where_an_earlier_version_sealed_it(
    release: Release, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    resealed(release, kind)
    copies = []
    for name in ("second", "third"):
        copy = Release(tmp_path / name)
        copy.index.mkdir(parents=True)
        for part in ("archive.db", "index/small"):
            (copy.path / part).hardlink_to(release.path / part)
        copy.manifest_path.write_text("{}", encoding="utf-8")
        copies.append(copy)
    second, third = copies
    seal(second, file_checksums(second, release))
    assert kind not in str(second.manifest()["files"])
    assert damaged_files(second) == []

    def read(path: Path) -> object:
        raise AssertionError(path)

    monkeypatch.setattr(checksums, "_checksum", read)
    seal(third, file_checksums(third, second))
    assert third.manifest()["files"] == second.manifest()["files"]


def copied(release: Release, folder: Path) -> tuple[Release, dict[str, checksums.Checksum]]:
    """A copy of a release, with the checksums that copying found."""
    copy = Release(folder)
    copy.index.mkdir(parents=True)
    names = ("archive.db", "index/small")
    written = {name: copy_file(release.path / name, copy.path / name) for name in names}
    copy.manifest_path.write_text(release.manifest_path.read_text("utf-8"), "utf-8")
    return copy, written


def test_a_copy_is_compared_without_being_read_again(
    release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, written = copied(release, tmp_path / "copy")
    assert copy.database.read_bytes() == release.database.read_bytes()

    def read(path: Path) -> object:
        raise AssertionError(path)

    monkeypatch.setattr(checksums, "_checksum", read)
    assert damaged_files(copy, written) == []


@pytest.mark.parametrize("refusal", [errno.EXDEV, errno.EOPNOTSUPP, None])
def test_a_file_system_that_cannot_copy_by_itself_is_copied_all_the_same(
    release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusal: int | None
) -> None:
    def refuse(*_: object) -> int:
        if refusal is None:
            return 0
        raise OSError(refusal, "refused")

    monkeypatch.setattr("os.copy_file_range", refuse, raising=False)
    copy, written = copied(release, tmp_path / "copy")
    assert copy.database.read_bytes() == release.database.read_bytes()
    assert damaged_files(copy, written) == []


def test_a_full_disk_is_told_of(release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("os.copy_file_range", refuse, raising=False)
    with pytest.raises(OSError, match="full"):
        copied(release, tmp_path / "copy")


def test_a_copy_of_what_is_damaged_is_found(release: Release, tmp_path: Path) -> None:
    with release.database.open("r+b") as file:
        file.seek(3 * _BLOCK + 7)
        file.write(b"\xff")
    copy, written = copied(release, tmp_path / "copy")
    assert damaged_files(copy, written) == ["archive.db"]


@pytest.mark.parametrize("kind", EARLIER)
def test_a_copy_of_what_an_earlier_version_sealed_is_sound(
    release: Release, tmp_path: Path, kind: str
) -> None:
    resealed(release, kind)
    copy, written = copied(release, tmp_path / "copy")
    assert damaged_files(copy, written) == []
