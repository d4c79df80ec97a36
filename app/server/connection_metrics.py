"""Counts of connections for Prometheus. Import it only where metrics are set, as `web.http.metrics`."""

from collections.abc import Mapping

from prometheus_client import Counter, Gauge

_OPEN = Gauge("jueyi_connections", "Open connections.", multiprocess_mode="livesum")
_CLOSED = Counter("jueyi_connections_closed", "Connections closed or refused by the server.", ("reason",))


def note(connections: int, closed: Mapping[str, int]) -> None:
    """Note the number of open connections, and add those closed, by reason."""
    _OPEN.set(connections)
    for reason, number in closed.items():
        _CLOSED.labels(reason).inc(number)
