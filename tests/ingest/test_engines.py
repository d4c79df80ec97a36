"""A release and the engine that it was indexed with."""

import json
import sys
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from app.cli import cli, outgrown
from app.db.release import current_release
from app.domain.text import FOLDING
from app.main import create_app
from app.search.engine_registry import EngineKind, MissingEngineError
from app.settings import ROOT, Settings
from tests.conftest import engine_kind, run_ingest


def called(archive: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, [*arguments, "--archive", str(archive)])
    return result.exit_code, result.output


def test_a_release_of_another_engine_is_refused_until_it_is_built_anew(
    own_archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUEYI_SEARCH_ENGINE", "tantivy")
    for command in ("check", "serve"):
        status, output = called(own_archive, command)
        assert status == 1
        assert "索引是用 whoosh" in output
        assert "请运行 jueyi ingest 重建索引" in output
    status, output = called(own_archive, "ingest", str(ROOT / "data"))
    assert (status, "未变 unchanged 5" in output, "已发布" in output) == (0, True, True)
    assert called(own_archive, "check")[0] == 0
    release = current_release(own_archive)
    assert release is not None
    assert release.manifest()["engine"] == "tantivy"
    with TestClient(create_app(Settings(archive=own_archive, search_engine="tantivy"))) as client:
        assert client.get("/api/v1/search", params={"q": "真诚对话"}).json()["total_paragraphs"] == 14


def test_a_server_says_that_a_new_release_is_not_for_it(own_archive: Path) -> None:
    with TestClient(create_app(Settings(archive=own_archive))) as client:
        assert client.get("/search?q=真诚对话").status_code == 200
        run_ingest(own_archive, ROOT / "data", engine="tantivy")
        refused = client.get("/search?q=真诚对话")
        assert refused.status_code == 503
        assert "索引是用 tantivy" in refused.text


def test_an_engine_that_is_not_installed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tantivy", None)
    monkeypatch.delitem(sys.modules, "app.search.tantivy", raising=False)
    with pytest.raises(MissingEngineError):
        engine_kind("tantivy").open(tmp_path / "index", create=True)
    monkeypatch.setenv("JUEYI_SEARCH_ENGINE", "tantivy")
    status, output = called(tmp_path / "archive", "ingest", str(ROOT / "data"))
    assert status == 2
    assert "没有安装检索引擎 tantivy：请安装 jueyi[tantivy]" in output


def test_other_words_make_another_index() -> None:
    kind = engine_kind()
    assert kind.version == engine_kind().version
    assert EngineKind("whoosh", type(kind.words)(("别的词",))).version != kind.version


def test_an_index_of_another_folding_is_refused_until_it_is_built_anew(
    own_archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.search.engine_registry.FOLDING", FOLDING + 1)
    status, output = called(own_archive, "check")
    assert (status, "请运行 jueyi ingest 重建索引" in output) == (1, True)
    assert called(own_archive, "ingest", str(ROOT / "data"))[0] == 0
    assert called(own_archive, "check")[0] == 0


def test_an_archive_that_has_outgrown_its_engine_is_told(archive: Path) -> None:
    release = current_release(archive)
    assert release is not None
    assert outgrown(release, engine_kind()) == ""
    manifest = release.manifest() | {"units": engine_kind().most_units + 1}
    grown = type(release)(archive.parent / "grown")
    grown.path.mkdir()
    grown.manifest_path.write_text(json.dumps(manifest), encoding="utf-8")
    assert "JUEYI_SEARCH_ENGINE=tantivy" in outgrown(grown, engine_kind())
    assert outgrown(grown, engine_kind("tantivy")) == ""
