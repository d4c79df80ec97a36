"""Requests to a cluster: whole answers, or SearchUnavailableError."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from typing import Any, TypeAlias, TypeVar
from urllib.parse import urlsplit

from opensearchpy import OpenSearch
from opensearchpy.exceptions import ConnectionError as NoConnection
from opensearchpy.exceptions import ConnectionTimeout, SerializationError, SSLError, TransportError

from app.search.engine import SearchUnavailableError, Unavailable
from app.search.opensearch.settings import ClusterSettings

Body: TypeAlias = Mapping[str, Any]
"""A body of JSON, sent or received."""
_T = TypeVar("_T")

_CONNECTIONS = 32
"""How many requests of a process may be under way to one node."""
_PAUSES = (0.1, 0.4)
"""Seconds until a search that a node has no room for is asked again: it mostly wants a collection of garbage."""
_WHOLE = {"allow_partial_search_results": "false"}
_OF_FULL_DISKS = ("No space left on device", "flood-stage watermark")
"""What errors say of full disks: of one that nothing could be written to, and of one that nothing may be written to."""
_STATUS: dict[object, Unavailable] = {
    401: "refused",
    403: "refused",
    404: "missing",
    408: "timeout",
    429: "busy",
    502: "unreachable",
    503: "partial",
    504: "timeout",
}


def connect(cluster: ClusterSettings) -> OpenSearch:
    """A client of a cluster, for all threads. Nothing is asked yet, so nothing is known of the cluster."""
    # What it warns of is raised as an error too, and told once.
    logging.getLogger("opensearch").setLevel(logging.CRITICAL)
    return OpenSearch(
        [_host(url, cluster.ca) for url in cluster.urls],
        http_auth=(cluster.user, cluster.password) if cluster.user else None,
        timeout=cluster.seconds,
        max_retries=len(cluster.urls),
        retry_on_timeout=False,
        pool_maxsize=_CONNECTIONS,
        http_compress=False,
    )


def _host(url: str, ca: Path | None) -> dict[str, Any]:
    parts = urlsplit(url)
    is_secure = parts.scheme == "https"
    host: dict[str, Any] = {"host": parts.hostname, "port": parts.port or (443 if is_secure else 9200)}
    if is_secure:
        host |= {"use_ssl": True, "verify_certs": True, "ca_certs": str(ca) if ca else None}
    return host | ({"url_prefix": parts.path.strip("/")} if parts.path.strip("/") else {})


def asked(client: OpenSearch, index: str, body: Body, **parameters: str | float) -> dict[str, Any]:
    """The answer to a search of an index, of all of its shards. Raises SearchUnavailableError."""
    return _patiently(
        lambda: whole(sent(client, "POST", f"/{index}/_search", body, {**_WHOLE, **parameters}))
    )


def asked_together(
    client: OpenSearch, index: str, bodies: Sequence[Body], **parameters: str | float
) -> list[dict[str, Any]]:
    """The answers to several searches of an index, in one request. Raises SearchUnavailableError."""
    if not bodies:
        return []
    lines: list[Body] = []
    for body in bodies:
        # The only place where a search among several can say it.
        lines += ({"index": index, "allow_partial_search_results": False}, body)
    written = "".join(client.transport.serializer.dumps(line) + "\n" for line in lines)

    def answers() -> list[dict[str, Any]]:
        found = sent(client, "POST", "/_msearch", written, parameters)
        return [whole(answer) for answer in found["responses"]]

    return _patiently(answers)


def counted(client: OpenSearch, index: str, query: Body | None = None) -> int:
    """How many documents of an index match a query. Raises SearchUnavailableError."""
    body = {"query": query or {"match_all": {}}}
    return _patiently(lambda: int(whole(sent(client, "POST", f"/{index}/_count", body))["count"]))


def _patiently(ask: Callable[[], _T]) -> _T:
    for seconds in _PAUSES:
        try:
            return ask()
        except SearchUnavailableError as error:
            if error.reason != "busy":
                raise
            sleep(seconds)
    return ask()


def sent(
    client: OpenSearch,
    method: str,
    path: str,
    body: Body | str | bytes | None = None,
    parameters: Mapping[str, str | float] | None = None,
    *,
    within: float | None = None,
) -> Any:  # noqa: ANN401  whatever JSON the cluster sends
    """The answer to any request, at most so many seconds later. Raises SearchUnavailableError."""
    with unavailability():
        return client.transport.perform_request(
            method, path, params=dict(parameters or {}), body=body, timeout=within
        )


@contextmanager
def unavailability() -> Iterator[None]:
    """Whatever keeps a cluster from answering is raised as SearchUnavailableError; a request that it rejects as wrong
    remains what it is, an error of this program."""
    try:
        yield
    except SSLError as error:
        raise SearchUnavailableError("untrusted", str(error)) from error
    except ConnectionTimeout as error:
        raise SearchUnavailableError("timeout", str(error)) from error
    except NoConnection as error:
        raise SearchUnavailableError("unreachable", str(error)) from error
    except TransportError as error:
        if reason := _full(error.args) or _blocked(error) or _reason(error.status_code):
            raise SearchUnavailableError(reason, str(error)) from error
        raise
    except SerializationError as error:
        # What answers is no OpenSearch, or was cut short.
        raise SearchUnavailableError("unreachable", str(error)) from error


def _blocked(error: TransportError) -> Unavailable | None:
    """Whoever asks may, but the cluster takes in nothing."""
    is_blocked = (error.status_code, error.error) == (403, "cluster_block_exception")
    return "failed" if is_blocked else None


def _full(error: object) -> Unavailable | None:
    return "full" if any(words in str(error) for words in _OF_FULL_DISKS) else None


def _reason(status: object) -> Unavailable | None:
    is_fault = isinstance(status, int) and status >= 500
    return _STATUS.get(status) or ("partial" if is_fault else None)


def whole(answer: Any) -> dict[str, Any]:  # noqa: ANN401  as above
    """The answer to a search, if all shards gave it. Raises SearchUnavailableError."""
    if not isinstance(answer, dict):
        raise SearchUnavailableError("unreachable", "no JSON object")
    if "error" in answer:
        reason = _full(answer["error"]) or _reason(answer.get("status"))
        if reason is None:
            raise ValueError(answer["error"])
        raise SearchUnavailableError(reason, str(answer["error"])[:500])
    shards = answer["_shards"]
    if answer.get("timed_out"):
        raise SearchUnavailableError("timeout", "timed_out")
    if answer.get("terminated_early") or shards["failed"] or shards["successful"] != shards["total"]:
        raise SearchUnavailableError("partial", str(shards)[:500])
    return answer
