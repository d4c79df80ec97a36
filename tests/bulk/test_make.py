"""A package is there as a whole or not at all, and goes with its release."""

import json
import os
import shutil
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session
from typer.testing import CliRunner

from app.bulk.bundles import Bundle, Files, text_bundles
from app.bulk.folder import LISTING, Package, bulk_folder
from app.bulk.make import BulkBusyError, _locked, file_names, make_package
from app.cli import cli
from app.db.checksums import damaged_files
from app.db.release import Release, current_release
from app.domain.organs import Names
from app.main import create_app
from app.settings import ROOT, Settings
from tests.conftest import run_ingest


def released(folder: Path) -> Release:
    release = current_release(folder)
    assert release
    return release


def made(folder: Path) -> list[str]:
    return sorted(path.name for path in bulk_folder(folder).glob("*") if path.is_dir())


def test_the_same_release_makes_the_same_files(own_archive: Path) -> None:
    first = make_package(own_archive, released(own_archive)).files()
    shutil.rmtree(bulk_folder(own_archive))
    assert make_package(own_archive, released(own_archive)).files() == first


def test_what_is_made_is_not_made_again(own_archive: Path) -> None:
    package = make_package(own_archive, released(own_archive))
    before = {path.name: path.stat().st_mtime_ns for path in package.path.iterdir()}
    make_package(own_archive, released(own_archive))
    assert {path.name: path.stat().st_mtime_ns for path in package.path.iterdir()} == before


def test_no_checksum_of_the_release_changes(own_archive: Path) -> None:
    release = released(own_archive)
    make_package(own_archive, release)
    assert damaged_files(release) == []
    assert made(own_archive) == [release.name]


def broken(_session: Session) -> Files:
    yield "a.xml", b"<a/>"
    raise RuntimeError("in the middle")


def test_a_failure_leaves_nothing(own_archive: Path) -> None:
    with pytest.raises(RuntimeError):
        make_package(own_archive, released(own_archive), bundles=[Bundle("all.zip", "全部", broken)])
    assert list(bulk_folder(own_archive).glob("*[!k]")) == []
    assert not Package.of(own_archive, released(own_archive)).files()


def test_what_a_kill_left_is_not_served_and_goes(own_archive: Path) -> None:
    left = bulk_folder(own_archive) / ".making"
    left.mkdir(parents=True)
    (left / "documents.csv.gz").write_bytes(b"half")
    half = bulk_folder(own_archive) / released(own_archive).name
    half.mkdir()
    (half / "documents.csv.gz").write_bytes(b"half")
    assert not Package.of(own_archive, released(own_archive)).files()
    package = make_package(own_archive, released(own_archive))
    assert not left.exists()
    assert (package.path / "documents.csv.gz").read_bytes() != b"half"


def test_what_another_version_made_is_made_anew(own_archive: Path) -> None:
    package = make_package(own_archive, released(own_archive))
    (package.path / LISTING).rename(package.path / ".files-0.json")
    (package.path / "old.csv.gz").write_bytes(b"old")
    assert not Package.of(own_archive, released(own_archive)).files()
    make_package(own_archive, released(own_archive))
    assert package.files()
    assert not (package.path / "old.csv.gz").exists()


def test_one_process_makes_it(own_archive: Path) -> None:
    bulk_folder(own_archive).mkdir()
    with _locked(bulk_folder(own_archive)), pytest.raises(BulkBusyError):
        make_package(own_archive, released(own_archive))


def test_files_that_others_write_go_into_one_archive(own_archive: Path) -> None:
    def files(_session: Session) -> Files:
        yield from ((f"A/RES/77/{number}.xml", b"<a/>" * number) for number in range(3))

    paused: list[None] = []
    bundle = Bundle("akn.zip", "全部文本，Akoma Ntoso", files)
    package = make_package(own_archive, released(own_archive), lambda: paused.append(None), [bundle])
    with zipfile.ZipFile(package.path / "akn.zip") as archive:
        assert archive.read("A/RES/77/2.xml") == b"<a/><a/>"
    file = package.file("akn.zip")
    assert file
    assert f"{file.sha256}  akn.zip" in (package.path / "SHA256SUMS").read_text()
    listed = json.loads((package.path / "datapackage.json").read_text("utf-8"))["files"]
    assert "akn.zip" in [one["path"] for one in listed]
    assert len(paused) >= 3


def test_a_package_goes_with_its_release(own_archive: Path, tmp_path: Path) -> None:
    names = []
    for number in range(3):
        text = (ROOT / "data" / "resolutions" / "A_HRC_RES_50_4.txt").read_text("utf-8")
        (tmp_path / "a.txt").write_text(text.replace("50/4", f"50/{number + 5}"), "utf-8")
        run_ingest(own_archive, tmp_path / "a.txt")
        names.append(released(own_archive).name)
        make_package(own_archive, released(own_archive))
    assert made(own_archive) == names[1:]
    (bulk_folder(own_archive) / "notes").mkdir()
    run_ingest(own_archive, ROOT / "data")
    assert "notes" in made(own_archive)


def test_the_command_makes_it_and_an_ingest_on_request(tmp_path: Path) -> None:
    archive = ["--archive", str(tmp_path / "archive")]
    assert CliRunner().invoke(cli, ["bulk", *archive]).exit_code == 1
    ingested = CliRunner().invoke(cli, ["ingest", str(ROOT / "data"), "--bulk", *archive])
    assert (ingested.exit_code, "整批下载：" in ingested.stdout) == (0, True)
    again = CliRunner().invoke(cli, ["bulk", "--json", *archive])
    found = json.loads(again.stdout)
    assert (found["release"], len(found["files"])) == (made(tmp_path / "archive")[0], 19)
    assert CliRunner().invoke(cli, ["bulk", "-q", *archive]).stdout == ""


def test_where_nothing_can_be_written_the_command_says_so(own_archive: Path) -> None:
    bulk_folder(own_archive).write_text("in the way")
    result = CliRunner().invoke(cli, ["bulk", "--archive", str(own_archive)])
    assert (result.exit_code, "不能写入" in result.stderr) == (1, True)


def test_a_release_of_an_earlier_version_is_left_to_an_ingest(own_archive: Path) -> None:
    path = released(own_archive).manifest_path
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), "schema": "0013"}), "utf-8")
    result = CliRunner().invoke(cli, ["bulk", "--archive", str(own_archive)])
    assert (result.exit_code, "请先运行 jueyi ingest" in result.stderr) == (1, True)


@pytest.fixture
def client(own_archive: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(archive=own_archive)), base_url="http://juey.test") as client:
        yield client


def test_the_first_demand_makes_it(client: TestClient) -> None:
    assert "第一次下载" in client.get("/bulk").text
    first = client.get("/bulk/documents.csv.gz")
    assert (first.status_code, first.headers["Retry-After"], "正在生成" in first.text) == (503, "30", True)
    until = time.monotonic() + 30
    while client.get("/bulk/documents.csv.gz").status_code == 503 and time.monotonic() < until:
        time.sleep(0.05)
    assert client.get("/bulk/documents.csv.gz").status_code == 200
    assert "documents.csv.gz" in client.get("/bulk").text


def test_a_server_that_cannot_write_says_what_to_do(client: TestClient, own_archive: Path) -> None:
    bulk_folder(own_archive).write_text("in the way")
    client.get("/bulk/documents.csv.gz")
    until = time.monotonic() + 30
    while "须运行" not in client.get("/bulk/documents.csv.gz").text and time.monotonic() < until:
        time.sleep(0.05)
    answer = client.get("/bulk/documents.csv.gz")
    assert (answer.status_code, "须运行 jueyi bulk" in answer.text) == (503, True)
    assert "须由管理者运行" in client.get("/bulk").text
    bulk_folder(own_archive).unlink()
    make_package(own_archive, released(own_archive))
    assert client.get("/bulk/documents.csv.gz").status_code == 200


def test_a_release_without_a_name_has_none(own_archive: Path) -> None:
    """A backup may leave a folder in the place of the link."""
    path = released(own_archive).path
    (own_archive / "current").unlink()
    path.rename(own_archive / "current")
    with TestClient(create_app(Settings(archive=own_archive)), base_url="http://juey.test") as client:
        assert client.get("/bulk").status_code == 200
        assert client.get("/bulk/README.md").status_code == 503
    assert not bulk_folder(own_archive).exists()
    assert os.listdir(own_archive)  # noqa: PTH208


@pytest.mark.parametrize("name", ["nothing.csv", "documents.csv", "%00", "..%2fREADME.md", "a" * 5000])
def test_a_file_that_no_package_has_makes_none(client: TestClient, own_archive: Path, name: str) -> None:
    assert client.get(f"/bulk/{name}").status_code == 404
    assert not bulk_folder(own_archive).exists()


def test_what_a_package_has_is_known_before_it_is_made(own_archive: Path, names: Names) -> None:
    bundles = text_bundles(names)
    package = make_package(own_archive, released(own_archive), bundles=bundles)
    assert {file.name for file in package.files()} == file_names(bundles)


def test_a_server_tells_that_another_process_makes_the_files(own_archive: Path) -> None:
    folder = bulk_folder(own_archive)
    (folder / ".making").mkdir(parents=True)
    with TestClient(create_app(Settings(archive=own_archive))) as client:
        # What a killed process left is not being made.
        assert "正在生成" not in client.get("/bulk").text
        with _locked(folder):
            assert "正在生成" in client.get("/bulk").text
        assert "正在生成" not in client.get("/bulk").text
