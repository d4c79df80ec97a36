"""Documents on their way into an index: in parallel, as fast as the cluster takes them, all of them or an error."""

import json
import random
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from time import monotonic
from typing import Any

from opensearchpy import OpenSearch

from app.search.engine import SearchUnavailableError
from app.search.opensearch.connection import Body, sent
from app.search.opensearch.contents import every

_THREADS = 4
_MOST_BYTES = 4_000_000
"""Of one request; so many times `_THREADS`, and as much again waiting, is what a load holds in memory."""
_MOST_DOCUMENTS = 2_000
_SECONDS = 120.0
"""How long one request may take."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 20.0
_PATIENCE = 300.0
"""How many seconds a part is offered again while the cluster refuses it."""
_ANSWERED = {"filter_path": "errors,items.*.status,items.*.error"}
_MAY_PASS = frozenset({429, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Put:
    """A document to be put into an index, in place of one of the same identifier. Those of the same `routing` lie in
    one shard."""

    id: str
    document: Mapping[str, Any]
    routing: str | None = None


@dataclass(frozen=True, slots=True)
class _Written:
    """A line or two of a bulk request."""

    id: str
    lines: bytes


class RejectedDocumentError(Exception):
    """The index does not take a document: an error of this program. The arguments are its identifier and why."""


def load(client: OpenSearch, index: str, documents: Iterable[Put]) -> int:
    """Put documents into an index, and return how many. They are found after `lifecycle.refresh`.

    Raises RejectedDocumentError or SearchUnavailableError if it does not take every single one.
    """
    return _sent_all(client, index, map(_written, documents))


def remove(client: OpenSearch, index: str, query: Body) -> int:
    """Remove the documents that match a query, and return how many. What was put in before is seen only after
    `lifecycle.refresh`. Raises SearchUnavailableError unless all are removed."""
    found = every(client, index, {"query": query, "_source": False})
    return _sent_all(client, index, (_removal(hit["_id"], hit.get("_routing")) for hit in found))


def _sent_all(client: OpenSearch, index: str, documents: Iterable["_Written"]) -> int:
    count = 0
    stop = threading.Event()
    with ThreadPoolExecutor(_THREADS, "bulk") as threads:
        running: set[Future[None]] = set()
        try:
            for part in _parts(documents):
                count += len(part)
                if len(running) >= 2 * _THREADS:
                    running = _checked(running)
                running.add(threads.submit(_put, client, index, part, stop))
            while running:
                running = _checked(running)
        except BaseException:
            stop.set()
            raise
    return count


def _checked(running: set[Future[None]]) -> set[Future[None]]:
    done, rest = wait(running, return_when=FIRST_COMPLETED)
    for one in done:
        one.result()
    return rest


def _parts(documents: Iterable[_Written]) -> Iterator[list[_Written]]:
    part: list[_Written] = []
    size = 0
    for one in documents:
        if part and (size + len(one.lines) > _MOST_BYTES or len(part) >= _MOST_DOCUMENTS):
            yield part
            part, size = [], 0
        part.append(one)
        size += len(one.lines)
    if part:
        yield part


def _written(put: Put) -> _Written:
    return _Written(put.id, _lines({"index": _action(put.id, put.routing)}, put.document))


def _removal(key: str, routing: str | None) -> _Written:
    return _Written(key, _lines({"delete": _action(key, routing)}))


def _action(key: str, routing: str | None) -> dict[str, str]:
    return {"_id": key} | ({"routing": routing} if routing is not None else {})


def _lines(*lines: Mapping[str, Any]) -> bytes:
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


def _put(client: OpenSearch, index: str, part: Sequence[_Written], stop: threading.Event) -> None:
    """Offer documents until all are taken; what is refused for now is offered again, after a pause that grows."""
    pause, until = _FIRST_PAUSE, monotonic() + _PATIENCE
    while True:
        refusal: SearchUnavailableError
        try:
            part, told = _offered(client, index, part)
            refusal = SearchUnavailableError("busy", told)
        except SearchUnavailableError as error:
            if error.reason in ("missing", "refused", "untrusted"):
                raise
            refusal = error
        if not part:
            return
        # Not all that were refused together come again together.
        seconds = pause * random.uniform(0.5, 1)  # noqa: S311
        if stop.is_set() or monotonic() + seconds > until:
            raise refusal
        stop.wait(seconds)
        pause = min(2 * pause, _LONGEST_PAUSE)


def _offered(client: OpenSearch, index: str, part: Sequence[_Written]) -> tuple[list[_Written], str]:
    """What of a part is refused for now, and why."""
    body = b"".join(one.lines for one in part)
    done = sent(client, "POST", f"/{index}/_bulk", body, _ANSWERED, within=_SECONDS)
    items = done.get("items", [])
    if len(items) != len(part):
        raise SearchUnavailableError("failed", f"{len(items)} of {len(part)} answered")
    again, told = [], ""
    for one, item in zip(part, items, strict=True):
        answer = item.get("index") or item["delete"]
        if answer["status"] in _MAY_PASS:
            again.append(one)
            told = str(answer.get("error"))[:500]
        elif answer["status"] not in (200, 201, 404 if "delete" in item else 200):
            raise RejectedDocumentError(one.id, str(answer.get("error"))[:500])
    return again, told
