"""Nothing that was published is lost: not where the link is, not where a run ended, not where the disk is full."""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.db.release import current_release, published_releases
from app.ingest.publication import ArchiveBusyError, NewerReleaseError, locked
from app.main import create_app
from app.settings import ROOT, Settings
from tests.conftest import run_ingest


def lose(link: Path) -> None:
    """A backup that keeps no links."""
    link.unlink()


def dangle(link: Path) -> None:
    """A link that leads to where the archive lay before."""
    lose(link)
    link.symlink_to("/nowhere/releases/20200101T000000.000000Z")


def make_text(link: Path) -> None:
    """A file system without links writes where they led."""
    target = os.readlink(link)  # noqa: PTH115
    lose(link)
    link.write_text(target, "utf-8")


def make_empty_folder(link: Path) -> None:
    """A copy that followed the link and was cut off."""
    lose(link)
    link.mkdir()


def make_copy(link: Path) -> None:
    """A copy that followed the link: the release lies there, and among the others."""
    target = link.resolve()
    lose(link)
    shutil.copytree(target, link)


def make_sole_copy(link: Path) -> None:
    """A copy that followed the link and left out what seemed to be a copy."""
    make_copy(link)
    shutil.rmtree(link.parent / "releases")


LOSSES = (lose, dangle, make_text, make_empty_folder, make_copy, make_sole_copy)


@pytest.mark.parametrize("loss", LOSSES)
def test_an_archive_without_its_link_is_served_and_mended(
    own_archive: Path, loss: Callable[[Path], None]
) -> None:
    loss(own_archive / "current")
    release = current_release(own_archive)
    assert release is not None
    with TestClient(create_app(Settings(archive=own_archive))) as client:
        assert client.get("/A/HRC/RES/50/4").status_code == 200
    summary = run_ingest(own_archive, ROOT / "data")
    assert summary.mended
    assert summary.counts()["unchanged"] == 5
    assert (own_archive / "current").is_symlink()
    assert (own_archive / "current").resolve().name == summary.mended
    assert run_ingest(own_archive, ROOT / "data").mended is None


def test_nothing_that_a_link_does_not_lead_to_is_deleted(own_archive: Path, tmp_path: Path) -> None:
    """Not where nothing is published either: a release of another form may be all that there is."""
    releases = own_archive / "releases"
    current = current_release(own_archive)
    assert current is not None
    shutil.copytree(current.path, releases / "kept by hand")
    broken = releases / "20200101T000000.000000Z"
    broken.mkdir()
    lose(own_archive / "current")
    for release in published_releases(own_archive)[1:]:
        release.manifest_path.unlink()
    (tmp_path / "bad.txt").write_text("不是决议", "utf-8")
    before = {path.name for path in releases.iterdir()}
    assert run_ingest(own_archive, tmp_path / "bad.txt").mended is None
    assert {path.name for path in releases.iterdir()} == before


def test_what_a_run_marked_as_unfinished_goes(own_archive: Path) -> None:
    for name in (".staging", ".removed-20200101T000000.000000Z"):
        (own_archive / "releases" / name).mkdir()
    (own_archive / ".current").symlink_to("releases/.staging")
    assert run_ingest(own_archive, ROOT / "data").release is None
    assert len(list((own_archive / "releases").iterdir())) == 1
    assert not os.path.lexists(own_archive / ".current")


def test_a_release_of_a_later_version_is_left_alone(own_archive: Path) -> None:
    release = current_release(own_archive)
    assert release is not None
    text = release.manifest_path.read_text("utf-8")
    release.manifest_path.write_text(text.replace('"schema": "', '"schema": "9'), "utf-8")
    with pytest.raises(NewerReleaseError):
        run_ingest(own_archive, ROOT / "data")
    assert current_release(own_archive) == release


def test_a_run_that_waits_deletes_nothing(own_archive: Path) -> None:
    with locked(own_archive):
        (own_archive / "releases" / ".staging").mkdir()
        with pytest.raises(ArchiveBusyError):
            run_ingest(own_archive, ROOT / "data")
        assert (own_archive / "releases" / ".staging").exists()


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_a_run_that_fails_leaves_nothing_staged(
    own_archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    before = sorted((own_archive / "releases").iterdir())

    def fail(*_: object) -> None:
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr("app.ingest.publication.seal", fail)
    shutil.copy(ROOT / "data" / "resolutions" / "A_HRC_RES_50_4.txt", tmp_path / "50_4.txt")
    text = (tmp_path / "50_4.txt").read_text("utf-8").replace("50/4", "50/444")
    (tmp_path / "50_4.txt").write_text(text, "utf-8")
    with pytest.raises(Exception) as raised:  # noqa: PT011
        run_ingest(own_archive, tmp_path / "50_4.txt")
    assert type(raised.value).__name__ == ("OSError" if error == errno.EIO else "DiskFullError")
    assert sorted((own_archive / "releases").iterdir()) == before
