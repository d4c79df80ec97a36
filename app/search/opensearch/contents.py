"""What an index holds, so that it can be compared later: how many documents, and a digest of their identifiers.

What is in the documents is guarded by the cluster itself, which compares checksums of its files.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

from opensearchpy import OpenSearch

from app.search.engine import SearchUnavailableError
from app.search.opensearch.connection import Body, asked, sent, whole

_AT_A_TIME = 10_000
_KEPT = "2m"


def contents(client: OpenSearch, index: str) -> tuple[int, str]:
    """The number of an index's documents, and a digest of their identifiers in whatever order."""
    count = total = 0
    for hit in every(client, index, {"query": {"match_all": {}}, "_source": False}):
        count += 1
        total += int.from_bytes(hashlib.blake2b(hit["_id"].encode(), digest_size=16).digest())
    return count, f"{total % (1 << 128):032x}"


def every(client: OpenSearch, index: str, body: Body) -> Iterator[dict[str, Any]]:
    """All hits of a search, however many, in no order. Raises SearchUnavailableError unless these are all."""
    page = asked(client, index, {"size": _AT_A_TIME, "sort": ["_doc"], **body}, scroll=_KEPT)
    total, seen = page["hits"]["total"], 0
    try:
        while hits := page["hits"]["hits"]:
            yield from hits
            seen += len(hits)
            if len(hits) < _AT_A_TIME:
                break
            next_page = {"scroll": _KEPT, "scroll_id": page["_scroll_id"]}
            page = whole(sent(client, "POST", "/_search/scroll", next_page))
    finally:
        sent(client, "DELETE", "/_search/scroll", {"scroll_id": page["_scroll_id"]})
    if total["relation"] == "eq" and seen != total["value"]:
        raise SearchUnavailableError("partial", f"{seen} of {total['value']}")
