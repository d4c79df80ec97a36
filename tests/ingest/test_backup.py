"""A backup is verified, and comes back as it was; what is none changes nothing."""

import io
import shutil
import tarfile
from pathlib import Path

import pytest

from app.db.checksums import damaged_files
from app.db.release import current_release
from app.ingest.backup import NoBackupError, NothingPublishedError, back_up, restore
from app.ingest.publication import DamagedReleaseError
from app.ingest.releases import list_releases, prune, roll_back
from tests.conftest import run_ingest
from tests.ingest.test_crash import make_texts
from tests.ingest.test_repair import addresses, current, cut


@pytest.mark.parametrize("name", ["a.tar", "a.tar.gz"])
def test_a_backup_comes_back_as_it_was(own_archive: Path, tmp_path: Path, name: str) -> None:
    whole = addresses(current(own_archive))
    assert back_up(own_archive, tmp_path / name) == current(own_archive)
    shutil.rmtree(own_archive)
    restored = restore(tmp_path / name, own_archive, 2)
    assert restored == current(own_archive)
    assert damaged_files(restored) == []
    assert addresses(restored) == whole
    assert [path.name for path in tmp_path.iterdir() if "unfinished" in path.name] == []


def test_a_restored_release_takes_the_place_of_what_was_published(own_archive: Path, tmp_path: Path) -> None:
    back_up(own_archive, tmp_path / "a.tar")
    run_ingest(own_archive, make_texts(tmp_path / "texts", 2))
    replaced = current(own_archive)
    restored = restore(tmp_path / "a.tar", own_archive, 2)
    assert [entry.name for entry in list_releases(own_archive)] == [replaced.name, restored.name]
    assert roll_back(own_archive, None) == replaced
    assert len(addresses(current(own_archive))) == 7


def test_a_damaged_release_is_not_backed_up(own_archive: Path, tmp_path: Path) -> None:
    (tmp_path / "a.tar").write_text("the former backup", "utf-8")
    cut(current(own_archive).database_file)
    with pytest.raises(DamagedReleaseError):
        back_up(own_archive, tmp_path / "a.tar")
    assert (tmp_path / "a.tar").read_text("utf-8") == "the former backup"
    with pytest.raises(NothingPublishedError):
        back_up(tmp_path / "nothing", tmp_path / "b.tar")


def changed(file: Path, member: str, data: bytes | None) -> Path:
    """A backup with another member of this name, or without it."""
    target = file.with_name("changed.tar")
    with tarfile.open(file) as old, tarfile.open(target, "w") as new:
        for one in old:
            if one.name != member:
                new.addfile(one, old.extractfile(one) if one.isfile() else None)
        if data is not None:
            info = tarfile.TarInfo(member)
            info.size = len(data)
            new.addfile(info, io.BytesIO(data))
    return target


@pytest.mark.parametrize(
    ("member", "data"),
    [
        ("archive.db", b"no database"),
        ("archive.db", None),
        ("release.json", None),
        ("release.json", b"{}"),
        ("../outside", b"x"),
        ("/outside", b"x"),
        ("index/../../outside", b"x"),
        ("more", b"x"),
    ],
)
def test_what_is_no_backup_changes_nothing(
    own_archive: Path, tmp_path: Path, member: str, data: bytes | None
) -> None:
    back_up(own_archive, tmp_path / "a.tar")
    before = current(own_archive)
    with pytest.raises(NoBackupError):
        restore(changed(tmp_path / "a.tar", member, data), own_archive, 2)
    assert current(own_archive) == before
    assert len(list((own_archive / "releases").iterdir())) == 1
    assert not (tmp_path / "outside").exists()


def test_a_link_in_a_backup_is_refused(own_archive: Path, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as tar:
        link = tarfile.TarInfo("archive.db")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    with pytest.raises(NoBackupError):
        restore(tmp_path / "a.tar", own_archive, 2)


@pytest.mark.parametrize("size", [0, 1, 1000, 100_000])
def test_a_backup_that_was_cut_off_is_refused(own_archive: Path, tmp_path: Path, size: int) -> None:
    back_up(own_archive, tmp_path / "a.tar.gz")
    (tmp_path / "cut.tar.gz").write_bytes((tmp_path / "a.tar.gz").read_bytes()[:size])
    with pytest.raises(NoBackupError):
        restore(tmp_path / "cut.tar.gz", own_archive, 2)


def test_releases_are_listed_and_pruned_and_the_current_one_stays(own_archive: Path, tmp_path: Path) -> None:
    first = current(own_archive)
    run_ingest(own_archive, make_texts(tmp_path / "texts", 2))
    second = current(own_archive)
    assert [(one.name, one.documents, one.is_current) for one in list_releases(own_archive)] == [
        (first.name, 5, False),
        (second.name, 7, True),
    ]
    assert roll_back(own_archive, first.name) == first
    assert roll_back(own_archive, None) is None
    assert roll_back(own_archive, "20200101T000000.000000Z") is None
    assert prune(own_archive, 1) == [second.name]
    assert current_release(own_archive) == first


def test_a_damaged_release_is_not_rolled_back_to(own_archive: Path, tmp_path: Path) -> None:
    cut(current(own_archive).database_file)
    (own_archive / "current" / "release.json").touch()
    damaged = current(own_archive)
    own = tmp_path / "other"
    run_ingest(own, make_texts(tmp_path / "texts", 2))
    shutil.copytree(damaged.path, own / "releases" / "20200101T000000.000000Z")
    with pytest.raises(DamagedReleaseError):
        roll_back(own, None)
