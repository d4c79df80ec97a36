"""Counts of requests for Prometheus.

Import it only where metrics are set: prometheus-client decides on import whether several processes share their counts.
"""

from prometheus_client import Counter, Gauge, Histogram

from app.web.http.cost import Cost
from app.web.http.observer import Observer

_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

_REQUESTS = Counter("jueyi_requests", "Answered requests.", ("route", "method", "status"))
_DURATIONS = Histogram(
    "jueyi_request_duration_seconds",
    "From the head of a request to the end of its answer.",
    ("route",),
    buckets=_SECONDS,
)
_WAITING = Gauge(
    "jueyi_requests_waiting", "Requests that wait for their turn.", ("cost",), multiprocess_mode="livesum"
)


class RequestMetrics(Observer):
    """Is told, and counts. Labels are names of routes, never paths, so their number is bounded."""

    def answered(self, route: str | None, method: str, status: int, seconds: float) -> None:
        """Count a request."""
        name = route or "none"
        _REQUESTS.labels(name, method if method in _METHODS else "other", str(status)).inc()
        _DURATIONS.labels(name).observe(seconds)

    def waiting(self, cost: Cost, number: int) -> None:
        """Note the length of a queue."""
        _WAITING.labels(cost.value).set(number)
