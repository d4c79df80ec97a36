"""The contract, kept by OpenSearch on one shard and on three."""

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from app.domain.segmentation import Segmenter
from app.search.engine import SearchEngine
from app.search.opensearch.engine import open_cluster
from app.search.opensearch.settings import ClusterSettings
from tests.opensearch.servers import Servers, with_opensearch
from tests.search.contract import EngineContract


@with_opensearch
class TestOneShard(EngineContract):
    engine_name: ClassVar[str] = "opensearch"
    shards: ClassVar[int] = 1
    urls: ClassVar[tuple[str, ...]] = ()

    @pytest.fixture(scope="class", autouse=True)
    @classmethod
    def _at(cls, cluster: Servers) -> Iterator[None]:
        cls.urls = cluster.urls
        yield
        cluster.ask("DELETE", f"/{cls.prefix()}-*")

    @classmethod
    def prefix(cls) -> str:
        return f"contract{cls.shards}"

    @classmethod
    def opens(cls, folder: Path, words: Segmenter, *, create: bool = False) -> SearchEngine:
        where = ClusterSettings(cls.urls, prefix=cls.prefix(), shards=cls.shards, replicas=0, seconds=60)
        return open_cluster(folder, words, where, "contract", create_new=create)


class TestThreeShards(TestOneShard):
    shards: ClassVar[int] = 3
