"""The contract, kept by OpenSearch. A server is needed: see `tests/search/opensearch_node.py`."""

import os
from pathlib import Path
from typing import ClassVar

from app.domain.segmentation import Segmenter
from app.search.engine import SearchEngine
from app.search.opensearch.engine import open_cluster
from app.search.opensearch.settings import ClusterSettings
from tests.search.contract import EngineContract


class TestOneShard(EngineContract):
    engine_name: ClassVar[str] = "opensearch"
    shards: ClassVar[int] = 1

    @classmethod
    def opens(cls, folder: Path, words: Segmenter, *, create: bool = False) -> SearchEngine:
        cluster = ClusterSettings(
            (os.environ["JUEYI_OPENSEARCH_URL"],), shards=cls.shards, replicas=0, seconds=60
        )
        return open_cluster(folder, words, cluster, "test", create_new=create)


class TestThreeShards(TestOneShard):
    shards: ClassVar[int] = 3
