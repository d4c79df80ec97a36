"""Alive is told without the archive; ready only if each part of it can be read."""

import json
import sqlite3
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.db.release import current_release
from app.main import create_app
from app.settings import Settings


def ready(archive: Path) -> tuple[int, list[str]]:
    """The status of `/readyz` and its reasons; `/healthz` answers whatever they are."""
    with TestClient(create_app(Settings(archive=archive)), raise_server_exceptions=False) as client:
        alive = client.get("/healthz")
        assert (alive.status_code, alive.json()) == (200, {"status": "ok"})
        answer = client.get("/readyz")
    return answer.status_code, answer.json().get("reasons", [])


def test_an_archive_is_ready(archive: Path) -> None:
    assert ready(archive) == (200, [])


def test_without_an_archive_the_server_is_alive(tmp_path: Path) -> None:
    status, reasons = ready(tmp_path / "nothing")
    assert status == 503
    assert "jueyi ingest" in reasons[0]


# Whoosh leaves a file that it cannot read to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("archive.db", "数据库读不出"),
        ("index/texts.utf8", "检索用的文本"),
        ("index/engine/*.seg", "打不开"),
        ("index/engine/*.toc", "打不开"),
    ],
)
def test_a_damaged_part_is_not_ready(own_archive: Path, pattern: str, reason: str) -> None:
    release = current_release(own_archive)
    assert release is not None
    damaged = list(release.path.glob(pattern))
    assert damaged
    for file in damaged:
        file.write_bytes(b"\xff" * file.stat().st_size)
    status, reasons = ready(own_archive)
    assert status == 503
    assert reason in reasons[0]


@pytest.mark.parametrize("path", ["/", "/api/v1/documents"])
def test_a_release_of_a_later_version_is_refused_with_its_reason(own_archive: Path, path: str) -> None:
    release = current_release(own_archive)
    assert release is not None
    manifest = {**release.manifest(), "schema": "9999"}
    release.manifest_path.write_text(json.dumps(manifest), "utf-8")
    status, reasons = ready(own_archive)
    assert (status, reasons) == (503, ["归档是较新版本的程序写的，请更新程序。"])
    with TestClient(create_app(Settings(archive=own_archive))) as client:
        answer = client.get(path)
    assert (answer.status_code, reasons[0] in answer.text) == (503, True)


# Whoosh leaves a file that it cannot read to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_damaged_index_is_told_on_every_page(own_archive: Path) -> None:
    release = current_release(own_archive)
    assert release is not None
    for file in release.index.glob("engine/*.toc"):
        file.write_bytes(b"")
    with TestClient(create_app(Settings(archive=own_archive))) as client:
        answer = client.get("/")
    assert answer.status_code == 503
    assert "jueyi check" in answer.text


@pytest.mark.parametrize(
    "shortage",
    [
        PoolTimeout("QueuePool limit reached"),
        OperationalError("", {}, sqlite3.OperationalError("unable to open database file")),
        OSError(24, "Too many open files"),
    ],
)
@pytest.mark.parametrize("path", ["/", "/api/v1/documents"])
def test_a_shortage_is_503_with_a_time_to_return(
    archive: Path, monkeypatch: pytest.MonkeyPatch, shortage: Exception, path: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise shortage

    monkeypatch.setattr("app.db.queries.listing.newest", fail)
    monkeypatch.setattr("app.db.queries.listing.documents", fail)
    with TestClient(create_app(Settings(archive=archive))) as client:
        answer = client.get(path)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "请求太多" in answer.text


def test_another_fault_of_the_disk_is_an_error(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("app.web.browse.home.listing.newest", fail)
    with TestClient(create_app(Settings(archive=archive)), raise_server_exceptions=False) as client:
        assert client.get("/").status_code == 500
