"""The life of indices: made, copied, finished; the served ones are never written to, the cluster itself refuses it.

An index is named `<prefix>-<time>-<part>` and bears the mark of the archive that made it (`owner`), so that archives may
share a cluster. The mark is made with it, in one request; what a release points to is written to a file of the release
(`pointer`). So whatever is cut short leaves indices that nothing points to, and `tidying` removes them.
"""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from time import sleep

from opensearchpy import OpenSearch
from opensearchpy.exceptions import RequestError

from app.search.engine import SearchUnavailableError
from app.search.opensearch.connection import Body, counted, sent
from app.search.opensearch.contents import contents
from app.search.opensearch.pointer import Pointer, read_pointer, write_pointer
from app.search.opensearch.settings import ClusterSettings

MARK = "jueyi"
"""The key in the `_meta` of an index under which it says whose it is."""

_LONG = 600.0
"""How many seconds a request may take that copies or rewrites a whole index."""
_BEING_FILLED = {"refresh_interval": "-1", "number_of_replicas": 0}
_TASK = {"wait_for_completion": "false"}
_POLL_SECONDS = 0.5
_COPIES: Mapping[str, str | float] = {
    "wait_for_status": "yellow",
    "wait_for_no_initializing_shards": "true",
    "timeout": "300s",
    "ignore": 408,
}


def create(
    client: OpenSearch, cluster: ClusterSettings, owner: str, bodies: Mapping[str, Body], folder: Path
) -> Pointer:
    """New, empty indices, one for each body (`settings` and `mappings` of `PUT /<index>`) by its part, and the pointer
    to them in the folder of a release."""
    pointer = Pointer(_names(cluster, bodies))
    for part, index in pointer.indices.items():
        _create(client, cluster, owner, index, bodies[part])
    write_pointer(folder, pointer)
    return pointer


@contextmanager
def changed(
    client: OpenSearch, cluster: ClusterSettings, owner: str, bodies: Mapping[str, Body], folder: Path
) -> Iterator[Pointer]:
    """Indices to write to: the empty ones of the folder, or copies of the finished ones. At the end they are finished,
    and the folder points to them; if anything fails, it points to what it did, and copies are removed."""
    former = read_pointer(folder)
    pointer = copied(client, cluster, owner, bodies, former) if former.is_finished else former
    try:
        yield pointer
        write_pointer(folder, finished(client, cluster, pointer))
    except BaseException:
        if pointer is not former:
            with suppress(SearchUnavailableError):
                remove(client, pointer.indices.values())
        raise


def copied(
    client: OpenSearch, cluster: ClusterSettings, owner: str, bodies: Mapping[str, Body], former: Pointer
) -> Pointer:
    """Copies of finished indices, made in the cluster: by links to their files, or, where they have another number of
    shards than is set now, by writing their documents anew."""
    pointer = Pointer(_names(cluster, former.indices))
    for part, index in pointer.indices.items():
        source = former.indices[part]
        if _shards(client, source) == cluster.shards:
            _clone(client, owner, source, index, bodies[part])
        else:
            _create(client, cluster, owner, index, bodies[part])
            _reindex(client, source, index)
    return pointer


def finished(client: OpenSearch, cluster: ClusterSettings, pointer: Pointer) -> Pointer:
    """Let all that was written be found, put it on as many replicas as the cluster has room for, and let nothing be
    written any more. Returns the pointer with what the indices hold."""
    all_of_them = ",".join(pointer.indices.values())
    refresh(client, all_of_them)
    kept = {"number_of_replicas": cluster.replicas, "refresh_interval": None, "blocks.write": True}
    _acknowledged(sent(client, "PUT", f"/{all_of_them}/_settings", {"index": kept}, within=_LONG))
    _wait_for_copies(client, all_of_them)
    held = {part: contents(client, index) for part, index in pointer.indices.items()}
    counts = {part: count for part, (count, _) in held.items()}
    return Pointer(pointer.indices, counts, {part: digest for part, (_, digest) in held.items()})


def refresh(client: OpenSearch, index: str) -> None:
    """Let all that was written to an index, or to several with commas between them, be found."""
    shards = sent(client, "POST", f"/{index}/_refresh", within=_LONG)["_shards"]
    if shards["failed"]:
        raise SearchUnavailableError("partial", str(shards)[:500])


def remove(client: OpenSearch, indices: Iterable[str]) -> None:
    """Delete indices by their full names; it does not matter if they are gone already."""
    for index in indices:
        sent(client, "DELETE", f"/{index}", None, {"ignore_unavailable": "true"}, within=_LONG)


def _names(cluster: ClusterSettings, parts: Iterable[str]) -> dict[str, str]:
    """Names that are free: of this moment, and of no other run that has the same."""
    stamp = f"{datetime.now(UTC):%Y%m%dt%H%M%S%fz}{secrets.token_hex(2)}"
    return {part: f"{cluster.prefix}-{stamp}-{part}" for part in parts}


def _mark(owner: str, mappings: Body) -> dict[str, object]:
    return {**mappings.get("_meta", {}), MARK: {"owner": owner}}


def _create(client: OpenSearch, cluster: ClusterSettings, owner: str, index: str, body: Body) -> None:
    given = body.get("settings", {})
    settings = {**given.get("index", given), **_BEING_FILLED, "number_of_shards": cluster.shards}
    mappings = body.get("mappings", {})
    made = {"settings": {"index": settings}, "mappings": {**mappings, "_meta": _mark(owner, mappings)}}
    _made(client, f"/{index}", made)


def _clone(client: OpenSearch, owner: str, source: str, index: str, body: Body) -> None:
    settings = {**_BEING_FILLED, "blocks.write": None}
    _made(client, f"/{source}/_clone/{index}", {"settings": {"index": settings}})
    mappings = sent(client, "GET", f"/{index}/_mapping")[index]["mappings"]
    # What is written to it may have facts that its source did not have.
    marked = {"_meta": _mark(owner, mappings), "properties": body.get("mappings", {}).get("properties", {})}
    _acknowledged(sent(client, "PUT", f"/{index}/_mapping", marked, within=_LONG))


def _made(client: OpenSearch, path: str, body: Body) -> None:
    """Make an index. Where the answer to a first request was lost, the client has asked twice, and nobody else makes an
    index of this name."""
    try:
        _acknowledged(sent(client, "PUT", path, body, within=_LONG))
    except RequestError as error:
        if error.error != "resource_already_exists_exception":
            raise


def _reindex(client: OpenSearch, source: str, index: str) -> None:
    # As a task of the cluster: the answer to a long request has more headers than Python takes.
    begun = sent(client, "POST", "/_reindex", {"source": {"index": source}, "dest": {"index": index}}, _TASK)
    while not (task := sent(client, "GET", f"/_tasks/{begun['task']}"))["completed"]:
        sleep(_POLL_SECONDS)
    refresh(client, index)
    if task.get("error") or task["response"]["failures"] or counted(client, source) != counted(client, index):
        raise SearchUnavailableError("failed", str(task)[:500])


def _shards(client: OpenSearch, index: str) -> int:
    path = f"/{index}/_settings/index.number_of_shards"
    return int(sent(client, "GET", path)[index]["settings"]["index"]["number_of_shards"])


def _wait_for_copies(client: OpenSearch, index: str) -> None:
    # Those that take longer are made while it is searched already.
    found = sent(client, "GET", f"/_cluster/health/{index}", None, _COPIES, within=_LONG)
    if found["status"] == "red":
        raise SearchUnavailableError("partial", str(found)[:500])


def _acknowledged(done: Body) -> None:
    if not done.get("acknowledged") or not done.get("shards_acknowledged", True):
        raise SearchUnavailableError("failed", str(done)[:500])
