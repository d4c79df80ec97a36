"""Settings of a cluster, and what is told of wrong ones."""

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli import cli
from app.cli.archive import engine_of, read_settings
from app.search.engine_registry import MissingEngineError
from app.search.opensearch.settings import ClusterSettings
from app.settings import ROOT


@pytest.fixture(autouse=True)
def chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUEYI_SEARCH_ENGINE", "opensearch")
    monkeypatch.setenv("JUEYI_OPENSEARCH_URL", "https://one.example.org:9200/, http://127.0.0.1:9201/search")


def told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, **settings: str) -> str:
    """What `jueyi ingest` says of settings, on one line."""
    for name, value in settings.items():
        monkeypatch.setenv(f"JUEYI_{name.upper()}", value)
    result = CliRunner().invoke(cli, ["ingest", str(ROOT / "data"), "--archive", str(tmp_path / "archive")])
    assert result.exit_code == 2
    assert not (tmp_path / "archive" / "releases").exists()
    return result.output


def test_a_cluster_by_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUEYI_OPENSEARCH_USER", "writer")
    monkeypatch.setenv("JUEYI_OPENSEARCH_PASSWORD", "geheim-7")
    monkeypatch.setenv("JUEYI_OPENSEARCH_SHARDS", "4")
    settings = read_settings()
    urls = ("https://one.example.org:9200", "http://127.0.0.1:9201/search")
    engine = engine_of(settings)
    assert engine.cluster == ClusterSettings(urls, "writer", "geheim-7", shards=4)
    assert "geheim-7" not in f"{settings!r} {settings} {settings.model_dump_json()} {engine!r}"


def test_an_embedded_engine_has_no_cluster(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUEYI_SEARCH_ENGINE", "whoosh")
    assert engine_of(read_settings()).cluster is None


@pytest.mark.parametrize("empty", [None, "", " , "])
def test_no_node(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, empty: str | None) -> None:
    if empty is None:
        monkeypatch.delenv("JUEYI_OPENSEARCH_URL")
    else:
        monkeypatch.setenv("JUEYI_OPENSEARCH_URL", empty)
    output = told(monkeypatch, tmp_path)
    assert "JUEYI_OPENSEARCH_URL=" in output
    assert "JUEYI_SEARCH_ENGINE=opensearch 要有 OpenSearch 节点的网址" in output


@pytest.mark.parametrize(
    "url", ["search.example.org", "ftp://a.example.org", "http://", "https://a:x", "https://a?b=c"]
)
def test_no_address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str) -> None:
    assert "应是 OpenSearch 节点的网址" in told(monkeypatch, tmp_path, opensearch_url=url)


def test_a_password_in_an_address_is_refused_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    output = told(monkeypatch, tmp_path, opensearch_url="https://writer:geheim-7@search.example.org:9200")
    assert "网址里不可有用户名和密码" in output
    assert "//…@search.example.org" in output
    assert "geheim" not in output


def test_other_values_that_cannot_be(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "text.pem").write_text("no certificate")
    wrong = {
        "opensearch_prefix": ("Jueyi*", "应是小写字母"),
        "opensearch_shards": ("0", "JUEYI_OPENSEARCH_SHARDS=0"),
        "opensearch_replicas": ("-1", "JUEYI_OPENSEARCH_REPLICAS=-1"),
        "opensearch_ca": (str(tmp_path / "text.pem"), "应是 PEM 格式的证书文件"),
    }
    output = told(monkeypatch, tmp_path, **{name: value for name, (value, _) in wrong.items()})
    for _, expected in wrong.values():
        assert expected in output
    assert "没有这个证书文件" in told(monkeypatch, tmp_path, opensearch_ca=str(tmp_path / "none.pem"))


def test_the_client_is_not_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "opensearchpy", None)
    for module in [name for name in sys.modules if name.startswith("app.search.opensearch.")]:
        if not module.endswith((".settings", ".pointer")):
            monkeypatch.delitem(sys.modules, module)
    with pytest.raises(MissingEngineError):
        engine_of(read_settings()).require()
    assert "没有安装检索引擎 opensearch：请安装 jueyi[opensearch]" in told(monkeypatch, tmp_path)
