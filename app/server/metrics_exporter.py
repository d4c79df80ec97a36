"""Metrics for Prometheus, on an address of their own, so that nobody can read them on the site."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

_SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""Where prometheus-client keeps the counts of each process; it reads this on import."""


class MetricsAddressError(Exception):
    """The address of the metrics cannot be listened on; the argument says why."""


@contextmanager
def exporting(endpoint: str, archive: Path) -> Iterator[None]:
    """Answer `GET /metrics` on `host:port` with the counts of all processes begun inside; nothing where it is empty.

    Raises MetricsAddressError if the address cannot be listened on.
    """
    if not endpoint:
        yield
        return
    address = urlsplit(f"//{endpoint}")
    with TemporaryDirectory(prefix="jueyi-metrics-") as folder:
        os.environ[_SHARED] = folder
        from prometheus_client import CollectorRegistry, start_http_server  # noqa: PLC0415  see _SHARED
        from prometheus_client.multiprocess import MultiProcessCollector  # noqa: PLC0415

        from app.server.archive_metrics import ArchiveCollector  # noqa: PLC0415

        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        registry.register(ArchiveCollector(archive))
        try:
            server, thread = start_http_server(address.port or 0, address.hostname or "", registry)
        except OSError as error:
            raise MetricsAddressError(error.strerror or str(error)) from error
        try:
            yield
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


def forget(process: int | None) -> None:
    """Leave what a process that died had open out of account; what it counted stays."""
    if _SHARED in os.environ:
        from prometheus_client.multiprocess import mark_process_dead  # noqa: PLC0415  only where metrics are set

        mark_process_dead(process)  # type: ignore[no-untyped-call]
