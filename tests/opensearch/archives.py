"""Archives whose index lies in a cluster of the tests."""

from dataclasses import replace
from pathlib import Path

from app.ingest.outcome import Summary
from app.ingest.run import ReleaseConfig, ingest
from app.search.engine_registry import EngineKind
from app.search.opensearch.settings import ClusterSettings
from app.settings import shipped_lexicon, shipped_names
from tests.conftest import Silent, engine_kind
from tests.opensearch.servers import Servers

SECONDS = 60.0
"""How long an answer may take on a machine that tests keep busy."""


def settings_of(servers: Servers, prefix: str, *, shards: int = 1, replicas: int = 0) -> ClusterSettings:
    """A cluster as the program knows it."""
    return ClusterSettings(servers.urls, prefix=prefix, shards=shards, replicas=replicas, seconds=SECONDS)


def kind_of(cluster: ClusterSettings) -> EngineKind:
    """The engine of an archive whose index lies there."""
    return replace(engine_kind("opensearch"), cluster=cluster)


def taken_in(archive: Path, cluster: ClusterSettings, *paths: Path) -> Summary:
    """Ingest as the command does, without its output."""
    config = ReleaseConfig(shipped_names(), kind_of(cluster), lexicon=shipped_lexicon())
    return ingest(paths, archive, config, Silent())


def indices(servers: Servers, prefix: str) -> set[str]:
    """The indices in a cluster whose names begin so."""
    found = servers.ask("GET", f"/_cat/indices/{prefix}-*?format=json&h=index&expand_wildcards=all")
    return {one["index"] for one in found}
