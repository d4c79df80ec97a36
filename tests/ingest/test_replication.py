"""A replica is the archive's release under its name, whole or not yet, whatever happens while it is copied."""

import json
import shutil
import signal
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from app.bulk.copying import DamagedPackageError, copy_package
from app.bulk.folder import Package
from app.bulk.make import make_package
from app.db.checksums import damaged_files, seal
from app.db.queries import listing
from app.db.release import Release, published_releases
from app.ingest.disk_space import DiskFullError, size
from app.ingest.publication import ArchiveBusyError, DamagedReleaseError, NewerReleaseError, locked
from app.ingest.releases import roll_back
from app.ingest.replication import NoChecksumsError, SameArchiveError, replicate
from app.main import create_app
from app.settings import ROOT, Settings
from app.web.http.open_release import ReleaseWatcher
from tests.conftest import engine_kind, run_ingest
from tests.ingest.dying import FileOperation, exit_status_of
from tests.ingest.test_crash import make_texts, served
from tests.ingest.test_disk_space import disk, resize
from tests.ingest.test_repair import DAMAGES, addresses, current, cut, flip
from tests.web.test_walk import PATHS

__all__ = ["disk"]

KEEP = 2


@pytest.fixture
def replica(tmp_path: Path) -> Path:
    return tmp_path / "replica"


def add(archive: Path, folder: Path, first: int) -> Release:
    """The release after one more text."""
    run_ingest(archive, make_texts(folder / f"texts{first}", 1, first))
    return current(archive)


def recorded(release: Release) -> dict[str, dict[str, Any]]:
    """Size and checksum of each file of a release."""
    found: dict[str, dict[str, Any]] = json.loads(release.manifest_path.read_text("utf-8"))["files"]
    return found


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_a_replica_is_the_release_under_its_name(tmp_path: Path, replica: Path, engine: str) -> None:
    archive = tmp_path / "archive"
    run_ingest(archive, ROOT / "data", engine=engine)
    done = replicate(archive, replica, KEEP)
    release = current(archive)
    assert (done.release, done.has_changed, done.kept) == (current(replica), True, 0)
    assert done.release.name == release.name
    assert done.sent == size(release.path) - release.manifest_path.stat().st_size
    assert damaged_files(done.release) == []
    assert done.release.manifest_path.read_bytes() == release.manifest_path.read_bytes()
    again = replicate(archive, replica, KEEP)
    assert (again.release.name, again.has_changed, again.sent) == (release.name, False, 0)


def test_every_page_of_a_replica_has_the_same_bytes_and_headers(own_archive: Path, replica: Path) -> None:
    replicate(own_archive, replica, KEEP)
    with (
        TestClient(create_app(Settings(archive=own_archive))) as one,
        TestClient(create_app(Settings(archive=replica))) as other,
    ):
        for path in PATHS:
            first, second = one.get(path), other.get(path)
            if first.status_code == 200:
                assert second.content == first.content, path
                names = {*first.headers} - {"x-request-id"}
                assert {name: second.headers[name] for name in names} == {
                    name: first.headers[name] for name in names
                }


def test_what_the_replica_has_is_not_sent_again_and_its_readers_finish(
    own_archive: Path, tmp_path: Path, replica: Path
) -> None:
    replicate(own_archive, replica, KEEP)
    watcher = ReleaseWatcher(replica, engine_kind())
    begun = watcher.current()
    names = [current(own_archive).name]
    for number in (1, 2):
        names.append(add(own_archive, tmp_path, number).name)
        done = replicate(own_archive, replica, KEEP)
        assert done.kept > 0
        assert done.sent + done.kept == sum(
            known["bytes"] for known in recorded(current(own_archive)).values()
        )
        assert damaged_files(current(replica)) == []
    assert [one.name for one in published_releases(replica)] == names[-KEEP:]
    with Session(begun.database) as session:
        assert listing.count(session) == 5
    assert watcher.current().release.name == names[-1]
    watcher.close()


def test_a_rollback_is_followed_without_sending_anything(
    own_archive: Path, tmp_path: Path, replica: Path
) -> None:
    first = current(own_archive).name
    replicate(own_archive, replica, KEEP)
    add(own_archive, tmp_path, 1)
    replicate(own_archive, replica, KEEP)
    roll_back(own_archive, None)
    done = replicate(own_archive, replica, KEEP)
    assert (done.release.name, current(replica).name, done.sent) == (first, first, 0)
    # Had the replica's own copy been damaged, it would be made anew.
    roll_back(own_archive, max(one.name for one in published_releases(own_archive)))
    flip(max(published_releases(replica), key=lambda one: one.name).database_file)
    done = replicate(own_archive, replica, KEEP)
    assert done.sent > 0
    assert damaged_files(current(replica)) == []


def test_a_kill_at_a_file_operation_leaves_the_replica_served(followed: Path, tmp_path: Path) -> None:
    kill_at_operations(followed, tmp_path / "replica", step=6)


def kill_at_operations(followed: Path, replica: Path, step: int) -> None:
    """Kill a copying at each so manieth file operation: what is served is the former release or the new one, whole."""
    archive = followed / "archive"
    former, latter = current(followed / "replica").name, current(archive).name
    seen = []
    for number in count(1, step):
        shutil.copytree(followed / "replica", replica, symlinks=True)
        status = exit_status_of(replicate, archive, replica, KEEP, moment=FileOperation(number))
        seen.append(current(replica).name)
        assert damaged_files(current(replica)) == []
        replicate(archive, replica, KEEP)
        assert (current(replica).name, damaged_files(current(replica))) == (latter, [])
        assert {path.name for path in (replica / "releases").iterdir()} == {former, latter}
        shutil.rmtree(replica)
        if status == 0:
            break
        assert status == -signal.SIGKILL
    assert seen == sorted(seen)
    assert seen.count(former) > 20 / step
    assert latter in seen


def test_a_first_replica_that_is_killed_serves_nothing_and_the_next_all(
    own_archive: Path, replica: Path
) -> None:
    whole = served(own_archive)
    for number in (6, 25, 44):
        assert exit_status_of(replicate, own_archive, replica, KEEP, moment=FileOperation(number)) in (0, -9)
        assert published_releases(replica) == [] or served(replica) == whole
        replicate(own_archive, replica, KEEP)
        assert served(replica) == whole
        shutil.rmtree(replica)


def test_two_at_once_exclude_each_other(own_archive: Path, replica: Path) -> None:
    with locked(replica), pytest.raises(ArchiveBusyError):
        replicate(own_archive, replica, KEEP)
    with locked(own_archive):  # an ingest there keeps nobody from copying what is published
        assert replicate(own_archive, replica, KEEP).has_changed


@pytest.fixture(scope="module")
def followed(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive of two releases, and a replica of the first."""
    folder = tmp_path_factory.mktemp("followed")
    shutil.copytree(archive, folder / "archive", symlinks=True)
    replicate(folder / "archive", folder / "replica", KEEP)
    add(folder / "archive", folder, 1)
    return folder


@pytest.mark.parametrize("how", DAMAGES)
@pytest.mark.parametrize("is_of_index", [False, True])
def test_a_damaged_archive_is_refused(
    followed: Path, tmp_path: Path, how: Callable[[Path], None], *, is_of_index: bool
) -> None:
    archive, replica = (
        Path(shutil.copytree(followed / name, tmp_path / name, symlinks=True))
        for name in ("archive", "replica")
    )
    former, release = current(replica), current(archive)
    known, files = recorded(former), recorded(release)
    sent = [name for name, one in files.items() if known.get(name) != one and one["bytes"]]
    name = next(name for name in sent if name.startswith("index/") is is_of_index)
    how(release.path / name)
    with pytest.raises(DamagedReleaseError) as raised:
        replicate(archive, replica, KEEP)
    assert raised.value.args == (release.name, name)
    assert (current(replica), damaged_files(former)) == (former, [])
    assert [path.name for path in (replica / "releases").iterdir()] == [former.name]


@pytest.mark.parametrize("name", ["../outside", "/outside", "index/../../outside"])
def test_a_manifest_that_names_what_lies_elsewhere_is_refused(
    own_archive: Path, replica: Path, name: str
) -> None:
    release = current(own_archive)
    seal(release)
    manifest = release.manifest()
    manifest["files"][name] = manifest["files"]["archive.db"]
    release.manifest_path.write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(DamagedReleaseError):
        replicate(own_archive, replica, KEEP)
    assert not (replica / "releases").exists() or list((replica / "releases").iterdir()) == []


def test_a_file_that_the_replica_lost_is_sent_anew(own_archive: Path, tmp_path: Path, replica: Path) -> None:
    replicate(own_archive, replica, KEEP)
    add(own_archive, tmp_path, 1)
    shared = recorded(replicate(own_archive, tmp_path / "other", KEEP).release).items()
    former = current(replica)
    known = recorded(former)
    same = [name for name, one in shared if known.get(name) == one and one["bytes"]]
    assert len(same) > 1
    flip(former.path / same[0])
    (former.path / same[1]).unlink()
    replicate(own_archive, replica, KEEP)
    assert damaged_files(current(replica)) == []
    assert current(replica).name == current(own_archive).name


def test_a_full_disk_is_told_before_and_behind_the_first_byte(
    disk: Path, own_archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replica = disk / "replica"
    replicate(own_archive, replica, KEEP)
    former = served(replica)
    add(own_archive, tmp_path, 1)
    used = shutil.disk_usage(disk).used
    resize(disk, used + current(own_archive).database.stat().st_size // 2)
    with pytest.raises(DiskFullError) as raised:
        replicate(own_archive, replica, KEEP)
    assert raised.value.args[1] > raised.value.args[2]
    # What was free is taken by another program meanwhile.
    monkeypatch.setattr("app.ingest.replication._Copy.require_space", lambda *_: None)
    with pytest.raises(DiskFullError):
        replicate(own_archive, replica, KEEP)
    assert served(replica) == former
    assert [path.name for path in (replica / "releases").iterdir()] == [former[0]]


def test_an_archive_is_no_replica_of_itself(own_archive: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(own_archive)
    for folder in (own_archive, tmp_path / "link"):
        with pytest.raises(SameArchiveError):
            replicate(own_archive, folder, KEEP)


def test_what_cannot_be_checked_or_understood_is_not_copied(own_archive: Path, replica: Path) -> None:
    manifest = current(own_archive).manifest_path
    whole = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps({**whole, "schema": "9999"}), "utf-8")
    with pytest.raises(NewerReleaseError):
        replicate(own_archive, replica, KEEP)
    manifest.write_text(json.dumps({name: value for name, value in whole.items() if name != "seal"}), "utf-8")
    with pytest.raises(NoChecksumsError):
        replicate(own_archive, replica, KEEP)
    manifest.write_text("", "utf-8")
    with pytest.raises(DamagedReleaseError):
        replicate(own_archive, replica, KEEP)
    assert not replica.exists()


def test_a_release_that_goes_while_it_is_copied_is_followed_by_the_next(
    own_archive: Path, tmp_path: Path, replica: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copyfile, numbers = shutil.copyfile, iter((1, 2))

    def publish_twice(source: Path, target: Path) -> object:
        if Path(source).name == "archive.db" and own_archive in Path(source).parents:
            monkeypatch.setattr("app.ingest.replication.shutil.copyfile", copyfile)
            for number in numbers:
                add(own_archive, tmp_path, number)
        return copyfile(source, target)

    monkeypatch.setattr("app.ingest.replication.shutil.copyfile", publish_twice)
    done = replicate(own_archive, replica, KEEP)
    assert done.release.name == current(own_archive).name
    assert len(addresses(current(replica))) == 7


def test_links_take_no_room_where_both_lie_on_one_disk(own_archive: Path, replica: Path) -> None:
    replicate(own_archive, replica, KEEP, by_links=True)
    assert current(replica).database_file.samefile(current(own_archive).database_file)
    assert not current(replica).manifest_path.samefile(current(own_archive).manifest_path)
    # The next ingest changes neither.
    before = current(own_archive).database.read_bytes()
    run_ingest(replica, make_texts(replica.parent / "texts", 1))
    assert current(own_archive).database.read_bytes() == before


def test_what_is_downloaded_whole_is_copied_too(own_archive: Path, replica: Path) -> None:
    release = replicate(own_archive, replica, KEEP).release
    source, target = Package.of(own_archive, release), Package.of(replica, release)
    assert not copy_package(source, target)
    make_package(own_archive, current(own_archive))
    cut(source.path / "README.md")
    with pytest.raises(DamagedPackageError, match=r"README\.md"):
        copy_package(source, target)
    assert target.files() == ()
    assert [path.name for path in target.path.parent.iterdir()] == [".lock"]
    shutil.rmtree(source.path)
    make_package(own_archive, current(own_archive))
    assert copy_package(source, target)
    assert target.files() == source.files()
    assert not copy_package(source, target)
