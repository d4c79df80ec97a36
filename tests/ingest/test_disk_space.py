"""A disk that is full is told as such, with how much is needed; nothing is lost and nothing stays on it."""

import gc
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from app.ingest.disk_space import DiskFullError, is_of_full_disk, size
from app.search.engine import SearchUnavailableError
from tests.conftest import run_ingest
from tests.ingest.test_crash import make_texts
from tests.ingest.test_repair import addresses, current

MORE = 40


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own; its size is changed by mounting it anew."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if mount("-t", "tmpfs", "-o", "size=64m", "none", str(folder)).returncode:
        pytest.skip("mounting a small disk is not allowed here")
    yield folder
    # What an index maps into memory is given back when its objects are collected.
    gc.collect()
    subprocess.run(["umount", folder], check=True)  # noqa: S607


def resize(disk: Path, size_bytes: int) -> None:
    mount("-o", f"remount,size={-(-size_bytes // 4096) * 4096}", str(disk)).check_returncode()


def mount(*arguments: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(["mount", *arguments], capture_output=True, check=False)  # noqa: S607


def test_an_ingest_on_a_full_disk_loses_nothing_and_leaves_nothing(disk: Path, tmp_path: Path) -> None:
    fill_up(disk, tmp_path, [0.1, 0.4, 0.6, 0.8, 0.9])


def test_the_full_disk_of_a_cluster_is_not_told_as_that_of_the_archive() -> None:
    away = SearchUnavailableError("full", "No space left on device")
    assert not is_of_full_disk(away)
    assert is_of_full_disk(RuntimeError("No space left on device"))


def fill_up(disk: Path, folder: Path, shares: Sequence[float]) -> None:
    """Ingest where only these shares of the room needed are free, then where there is enough."""
    archive = disk / "archive"
    run_ingest(archive, make_texts(folder / "texts", 2, first=100))
    more = make_texts(folder / "more", MORE)
    before, used = current(archive), shutil.disk_usage(disk).used
    whole = addresses(before)
    needed = _used_by_ingest(disk, more)
    for share in shares:
        resize(disk, used + int(needed * share))
        with pytest.raises(DiskFullError) as raised:
            run_ingest(archive, more)
        folder, wanted, free = raised.value.args
        assert folder == archive
        assert wanted > free
        assert [path.name for path in (archive / "releases").iterdir()] == [before.name]
        assert addresses(current(archive)) == whole
    resize(disk, used + 4 * needed)
    assert run_ingest(archive, more).release
    assert len(addresses(current(archive))) == 2 + MORE


def _used_by_ingest(disk: Path, texts: Path) -> int:
    """How much an ingest takes at its end, in bytes, of a disk with room enough."""
    trial = disk / "trial"
    shutil.copytree(disk / "archive", trial, symlinks=True)
    before = size(trial)
    run_ingest(trial, texts)
    grown = size(trial) - before
    shutil.rmtree(trial)
    return grown
