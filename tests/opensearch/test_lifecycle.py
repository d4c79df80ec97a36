"""The life of indices in a real node."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from opensearchpy import OpenSearch

from app.search.engine import SearchUnavailableError
from app.search.opensearch.connection import connect, counted, sent
from app.search.opensearch.lifecycle import changed, create, refresh
from app.search.opensearch.loading import Put, RejectedDocumentError, load, remove
from app.search.opensearch.pointer import NAME, read_pointer
from app.search.opensearch.settings import ClusterSettings
from app.search.opensearch.upkeep import damages, tidy
from tests.opensearch.archives import indices, settings_of
from tests.opensearch.servers import Servers

BODIES = {"units": {"mappings": {"dynamic": "strict", "properties": {"year": {"type": "integer"}}}}}


@pytest.fixture
def settings(cluster: Servers, tmp_path: Path) -> ClusterSettings:
    return settings_of(cluster, f"life{abs(hash(tmp_path))}")


@pytest.fixture
def client(settings: ClusterSettings) -> Iterator[OpenSearch]:
    with closing(connect(settings)) as client:
        yield client


def made(
    client: OpenSearch, settings: ClusterSettings, folder: Path, owner: str = "a", count: int = 20
) -> str:
    """A finished index of so many documents; its name."""
    create(client, settings, owner, BODIES, folder)
    with changed(client, settings, owner, BODIES, folder) as pointer:
        load(client, pointer.indices["units"], (Put(str(n), {"year": n}) for n in range(count)))
    return read_pointer(folder).indices["units"]


def test_an_index_is_changed_by_a_copy_and_never_written_to(
    client: OpenSearch, settings: ClusterSettings, tmp_path: Path
) -> None:
    first = made(client, settings, tmp_path)
    with changed(client, settings, "a", BODIES, tmp_path) as pointer:
        assert remove(client, pointer.indices["units"], {"range": {"year": {"lt": 5}}}) == 5
        load(client, pointer.indices["units"], [Put("new", {"year": 1}, routing="elsewhere")])
    second = read_pointer(tmp_path)
    assert (counted(client, first), counted(client, second.indices["units"])) == (20, 16)
    assert second.counts == {"units": 16}
    with pytest.raises(RejectedDocumentError, match="block"):
        load(client, first, [Put("late", {"year": 1})])
    assert [*damages(settings, tmp_path, thorough=True)] == []


def test_one_that_is_to_have_other_shards_is_written_anew(
    client: OpenSearch, settings: ClusterSettings, tmp_path: Path
) -> None:
    made(client, settings, tmp_path, count=3000)
    with changed(client, replace(settings, shards=3), "a", BODIES, tmp_path) as pointer:
        found = sent(client, "GET", f"/{pointer.indices['units']}/_settings")
    (index,) = found.values()
    assert index["settings"]["index"]["number_of_shards"] == "3"
    assert read_pointer(tmp_path).counts == {"units": 3000}
    assert counted(client, pointer.indices["units"], {"range": {"year": {"gte": 2999}}}) == 1


def test_what_fails_leaves_the_pointer_and_no_copy(
    cluster: Servers, client: OpenSearch, settings: ClusterSettings, tmp_path: Path
) -> None:
    index = made(client, settings, tmp_path)
    before = (tmp_path / NAME).read_bytes()
    with pytest.raises(RejectedDocumentError), changed(client, settings, "a", BODIES, tmp_path) as pointer:
        load(client, pointer.indices["units"], [Put("x", {"unknown": 1})])
    assert (tmp_path / NAME).read_bytes() == before
    assert indices(cluster, settings.prefix) == {index}


def test_only_what_is_ours_and_not_needed_is_removed(
    cluster: Servers, client: OpenSearch, settings: ClusterSettings, tmp_path: Path
) -> None:
    kept = made(client, settings, tmp_path / "kept")
    made(client, settings, tmp_path / "gone")
    of_another = made(client, settings, tmp_path / "another", owner="b")
    for name in (f"{settings.prefix}-by-hand", f"{settings.prefix}x-of-another-prefix"):
        sent(client, "PUT", f"/{name}", {"settings": {"number_of_replicas": 0}})
    by_hand = {f"{settings.prefix}-by-hand"}
    tidy(settings, "a", [tmp_path / "kept", tmp_path / "of-another-engine"], tmp_path / "kept")
    assert indices(cluster, settings.prefix) == {kept, of_another, *by_hand}
    aliases = cluster.ask("GET", f"/{settings.prefix}-*/_alias")
    assert {name: [*one["aliases"]] for name, one in aliases.items()} == {
        kept: [f"{settings.prefix}-units"],
        of_another: [],
        f"{settings.prefix}-by-hand": [],
    }
    other = made(client, settings, tmp_path / "other")
    tidy(settings, "a", [tmp_path / "kept", tmp_path / "other"], tmp_path / "other")
    aliases = cluster.ask("GET", f"/{settings.prefix}-*/_alias")
    assert [name for name, one in aliases.items() if one["aliases"]] == [other]


def test_a_pointer_that_cannot_be_read_lets_nothing_be_removed(
    cluster: Servers, client: OpenSearch, settings: ClusterSettings, tmp_path: Path
) -> None:
    held = {made(client, settings, tmp_path / "one"), made(client, settings, tmp_path / "other")}
    (tmp_path / "one" / NAME).write_text("{}")
    with pytest.raises(ValueError, match=NAME):
        tidy(settings, "a", [tmp_path / "one"], None)
    assert indices(cluster, settings.prefix) == held


def test_what_was_lost_or_exchanged_is_found(
    client: OpenSearch, settings: ClusterSettings, tmp_path: Path
) -> None:
    index = made(client, settings, tmp_path)
    sent(client, "PUT", f"/{index}/_settings", {"index": {"blocks.write": False}})
    load(client, index, [Put("another", {"year": 1})])
    refresh(client, index)
    assert "有 21 份，应有 20 份" in "".join(damages(settings, tmp_path, thorough=False))
    remove(client, index, {"ids": {"values": ["3"]}})
    refresh(client, index)
    assert [*damages(settings, tmp_path, thorough=False)] == []
    assert "不是当初写入的" in "".join(damages(settings, tmp_path, thorough=True))
    sent(client, "DELETE", f"/{index}")
    assert [*damages(settings, tmp_path, thorough=False)] == [f"检索服务里没有索引 {index}"]


def test_a_cluster_that_is_gone_is_no_damage(
    settings: ClusterSettings, client: OpenSearch, tmp_path: Path
) -> None:
    made(client, settings, tmp_path)
    with pytest.raises(SearchUnavailableError):
        [*damages(replace(settings, urls=("http://127.0.0.1:1",)), tmp_path, thorough=False)]
