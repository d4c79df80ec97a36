"""An archive whose index lies in a cluster: taken in, changed, taken back, lost and made again."""

import shutil
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from app.cli import cli
from app.db.release import current_release, published_releases
from app.main import create_app
from app.search.opensearch.pointer import read_pointer
from app.search.opensearch.settings import ClusterSettings
from app.settings import ROOT, Settings
from tests.conftest import TEXTS
from tests.opensearch.archives import indices, settings_of, taken_in
from tests.opensearch.servers import Servers

QUESTION = "/api/v1/search?q=真诚对话"


@pytest.fixture
def settings(cluster: Servers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ClusterSettings:
    settings = settings_of(cluster, f"archive{abs(hash(tmp_path))}")
    monkeypatch.setenv("JUEYI_SEARCH_ENGINE", "opensearch")
    monkeypatch.setenv("JUEYI_OPENSEARCH_URL", ",".join(settings.urls))
    monkeypatch.setenv("JUEYI_OPENSEARCH_PREFIX", settings.prefix)
    monkeypatch.setenv("JUEYI_OPENSEARCH_REPLICAS", "0")
    return settings


def pointed(archive: Path) -> set[str]:
    """The indices that the releases of an archive point to."""
    found = (read_pointer(release.index) for release in published_releases(archive))
    return {index for pointer in found for index in pointer.indices.values()}


def called(archive: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, [*arguments, "--archive", str(archive)])
    return result.exit_code, result.output


def count(archive: Path) -> int:
    with TestClient(create_app(Settings(archive=archive))) as client:
        found = client.get(QUESTION).json()
        assert client.get("/readyz").status_code == 200
    total = found["total_paragraphs"]
    assert isinstance(total, int)
    return total


def test_the_life_of_an_archive(cluster: Servers, settings: ClusterSettings, tmp_path: Path) -> None:
    archive, texts = tmp_path / "archive", tmp_path / "texts"
    texts.mkdir()
    for path in TEXTS[:3]:
        shutil.copy(path, texts)
    taken_in(archive, settings, texts)
    first, of_three = current_release(archive), count(archive)
    shutil.copy(TEXTS[3], texts)
    shutil.copy(TEXTS[4], texts)
    taken_in(archive, settings, texts)
    assert count(archive) == 14 > of_three
    # Of the first release too, which is served to those that have begun with it.
    assert indices(cluster, settings.prefix) == pointed(archive)
    assert len(published_releases(archive)) == 2
    assert called(archive, "rollback")[0] == 0
    assert (current_release(archive), count(archive)) == (first, of_three)
    assert called(archive, "check")[0] == 0
    assert called(archive, "releases", "--keep", "1")[0] == 0
    assert indices(cluster, settings.prefix) == pointed(archive)
    assert (len(published_releases(archive)), count(archive)) == (1, of_three)


def test_two_archives_share_a_cluster(cluster: Servers, settings: ClusterSettings, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    taken_in(one, settings, *TEXTS[:2])
    taken_in(other, settings, *TEXTS[2:])
    taken_in(one, settings, TEXTS[2])
    taken_in(one, settings, TEXTS[3])
    assert indices(cluster, settings.prefix) == pointed(one) | pointed(other)
    assert [called(archive, "check")[0] for archive in (one, other)] == [0, 0]


@pytest.mark.parametrize("command", ["ingest", "repair"])
def test_an_index_that_was_lost_is_made_again(
    cluster: Servers, settings: ClusterSettings, tmp_path: Path, command: str
) -> None:
    archive = tmp_path / "archive"
    taken_in(archive, settings, ROOT / "data")
    lost = read_pointer(archive / "current" / "index").indices["units"]
    cluster.ask("DELETE", f"/{lost}")
    with TestClient(create_app(Settings(archive=archive))) as client:
        assert client.get("/search?q=真诚对话").status_code == 503
        assert "检索服务里没有这份归档的索引" in client.get("/readyz").json()["reasons"][0]
    status, output = called(archive, "check")
    assert (status, f"检索服务里没有索引 {lost}" in output) == (1, True)
    assert called(archive, command, *([str(ROOT / "data")] if command == "ingest" else []))[0] == 0
    assert count(archive) == 14
    assert called(archive, "check")[0] == 0


def test_a_release_whose_index_was_lost_is_not_gone_back_to(
    cluster: Servers, settings: ClusterSettings, tmp_path: Path
) -> None:
    archive = tmp_path / "archive"
    taken_in(archive, settings, *TEXTS[:4])
    lost = read_pointer(archive / "current" / "index").indices["units"]
    taken_in(archive, settings, TEXTS[4])
    cluster.ask("DELETE", f"/{lost}")
    before = current_release(archive)
    status, output = called(archive, "rollback")
    assert (status, lost in output) == (1, True)
    assert current_release(archive) == before


def test_a_backup_whose_index_is_gone_is_restored_and_repaired(
    cluster: Servers, settings: ClusterSettings, tmp_path: Path
) -> None:
    archive, other, file = tmp_path / "archive", tmp_path / "other", tmp_path / "backup.tar"
    taken_in(archive, settings, ROOT / "data")
    assert called(archive, "backup", str(file))[0] == 0
    assert called(other, "restore", str(file)) == (0, f"已从 {file} 恢复，发布为 {_served(other)}。\n")
    for index in pointed(archive):
        cluster.ask("DELETE", f"/{index}")
    status, output = called(other, "restore", str(file))
    assert (status, "备份里没有索引：请运行 jueyi repair" in output) == (0, True)
    assert called(other, "repair")[0] == 0
    assert (count(other), called(other, "check")[0]) == (14, 0)


def _served(archive: Path) -> str:
    release = current_release(archive)
    return release.name if release else ""


def test_a_pointer_that_is_damaged_is_written_again(settings: ClusterSettings, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    taken_in(archive, settings, *TEXTS[:2])
    (archive / "current" / "index" / "opensearch.json").write_text("{")
    with TestClient(create_app(Settings(archive=archive))) as client:
        assert client.get("/search?q=人权").status_code == 503
    assert called(archive, "check")[0] == 1
    assert called(archive, "ingest", *map(str, TEXTS[:2]))[0] == 0
    assert called(archive, "check")[0] == 0


def test_a_cluster_that_cannot_be_reached_is_told(
    settings: ClusterSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "archive"
    taken_in(archive, settings, *TEXTS[:4])
    before = current_release(archive)
    monkeypatch.setenv("JUEYI_OPENSEARCH_URL", "http://127.0.0.1:1")
    for command in (["ingest", str(ROOT / "data")], ["check"], ["repair"], ["rollback"]):
        status, output = called(archive, *command)
        assert status == 1, command
        assert "检索服务连不上" in output or command == ["rollback"], output
    assert current_release(archive) == before
    assert {path.name for path in (archive / "releases").iterdir()} == {before.name if before else ""}
