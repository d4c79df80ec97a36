"""The release and its size for Prometheus, read from the archive when asked for."""

from collections.abc import Iterator
from pathlib import Path

from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from app.db.release import Release, linked_release


class ArchiveCollector(Collector):
    """Nothing where nothing is published."""

    def __init__(self, archive: Path) -> None:
        self._archive = archive

    def collect(self) -> Iterator[Metric]:
        """The metrics of the current release."""
        release = linked_release(self._archive)
        if release is not None:
            yield from _metrics(release)


def _metrics(release: Release) -> Iterator[Metric]:
    manifest = release.manifest()
    told = {
        "name": release.name,
        "engine": str(manifest.get("engine")),
        "version": str(manifest.get("engine_version")),
    }
    yield InfoMetricFamily(
        "jueyi_release", "The release that is served, its engine and the version of that.", told
    )
    published = release.published_at.timestamp()
    yield GaugeMetricFamily("jueyi_release_published_timestamp_seconds", "When it was published.", published)
    for counted in ("documents", "units"):
        if isinstance(number := manifest.get(counted), int):
            yield GaugeMetricFamily(f"jueyi_release_{counted}", f"Its {counted}.", number)
    if not release.schema_path.is_file():
        database = release.database_file.stat().st_size
        yield GaugeMetricFamily("jueyi_release_database_bytes", "Size of its database.", database)
    index = sum(path.stat().st_size for path in release.index.rglob("*") if path.is_file())
    yield GaugeMetricFamily("jueyi_release_index_bytes", "Size of its search index.", index)
