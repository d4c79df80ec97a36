"""Documents found, read one page after another; each with the units found in it, or some facts of its own.

The cluster keeps no place for us: an index that is served never changes, so whatever comes behind the last document
read still does.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.search.opensearch.index import ClusterIndex
from app.search.opensearch.mapping import MOST_UNITS, PATH, TEXTS, UNITS
from app.search.opensearch.tokens import read_back
from app.search.opensearch.tree import Clause

Body = Mapping[str, Any]
Hit = Mapping[str, Any]
Order = Sequence[Mapping[str, str]]

NEWEST: Final[Order] = ({"day": "desc"}, {"number": "asc"})
OLDEST: Final[Order] = ({"dated": "asc"}, {"number": "asc"})
"""The orders of documents by date, undated ones last."""
IN_TEXT: Final[Order] = ({f"{PATH}.place": "asc"},)
"""The order of units in their document."""

_SHOWN = 200
"""So many units of a document are asked for at first: a cluster makes room for all that it may show, found or not."""
_READ_AT_A_TIME = 100
"""So many documents are asked for at once with the texts of their units."""
_TEXTS_AT_A_TIME = 2000
_READ = ("key", "text", "stops")

Asking = Callable[[int], Body]
"""The body that asks for documents with at most so many of their units."""


@dataclass(frozen=True, slots=True)
class UnitRead:
    """A unit found, its document, its folded text and where its sentences begin."""

    document: str
    key: int
    text: str
    stops: tuple[int, ...]


def documents(
    index: ClusterIndex, body: Body, order: Order, size: int, *, behind: Sequence[Any] = (), part: str = UNITS
) -> Iterator[Hit]:
    """All documents found, or other entries, so many at a time; those behind a place in the order."""
    for hits in _pages(index, lambda _: body, order, size, behind, part):
        yield from hits


def with_units(
    index: ClusterIndex, asking: Asking, order: Order, size: int, behind: Sequence[Any] = ()
) -> Iterator[Hit]:
    """All documents found, each with all units found in it."""
    for hits in _pages(index, asking, order, size, behind, UNITS):
        yield from completed(index, asking, hits)


def _pages(
    index: ClusterIndex, asking: Asking, order: Order, size: int, behind: Sequence[Any], part: str
) -> Iterator[list[Hit]]:
    shown = {"_source": False, "track_total_hits": False, "size": size, "sort": order}
    while True:
        after = {"search_after": behind} if behind else {}
        hits: list[Hit] = index.search({**asking(_SHOWN), **shown, **after}, part)["hits"]["hits"]
        yield hits
        if len(hits) < size:
            return
        behind = hits[-1]["sort"]


def first_asked(asking: Asking) -> Body:
    """What asks for documents with as many units as most have; `completed` gets the rest."""
    return asking(_SHOWN)


def completed(index: ClusterIndex, asking: Asking, hits: Sequence[Hit]) -> list[Hit]:
    """Documents found, each with all units found in it, however many."""
    long = {hit["_id"]: found for hit in hits if (found := _total(hit)) > _SHOWN}
    if not long:
        return list(hits)
    body = asking(min(max(long.values()), MOST_UNITS))
    among = {"bool": {"must": [body["query"]], "filter": [{"terms": {"address": list(long)}}]}}
    asked = {"query": among, "_source": False, "track_total_hits": False, "size": len(long)}
    whole = {hit["_id"]: hit for hit in index.search(asked)["hits"]["hits"]}
    # What says where a document stands among all is of the first answer.
    return [{**hit, "inner_hits": whole.get(hit["_id"], hit)["inner_hits"]} for hit in hits]


def _total(hit: Hit) -> int:
    return int(hit["inner_hits"][PATH]["hits"]["total"]["value"])


def units_in(hit: Hit) -> Sequence[Hit]:
    """The units found of a document."""
    found: Sequence[Hit] = hit["inner_hits"][PATH]["hits"]["hits"]
    return found


def inner(facts: Sequence[str], most: int, order: Order) -> Body:
    """What asks for the units found of each document, with some facts. These are read where they lie in columns: to
    look into what is stored of a document once for each of its units took three quarters of an answer."""
    shown: dict[str, Any] = {
        "_source": False,
        "stored_fields": "_none_",
        "docvalue_fields": [f"{PATH}.{fact}" for fact in facts],
        "size": most,
        "sort": order,
    }
    return {"inner_hits": shown}


def units_read(
    index: ClusterIndex, of_documents: Sequence[Clause], units: Clause, order: Order = NEWEST
) -> Iterator[UnitRead]:
    """The units found with their texts, by the order of documents, then by that of the text."""

    def asking(most: int) -> Body:
        among = {
            "nested": {"path": PATH, "query": units, "score_mode": "none", **inner(_READ, most, IN_TEXT)}
        }
        return {"query": {"bool": {"filter": [*of_documents, among]}}}

    for hits in _pages(index, asking, order, _READ_AT_A_TIME, (), UNITS):
        whole = completed(index, asking, hits)
        found = [(hit["_id"], unit["fields"]) for hit in whole for unit in units_in(hit)]
        texts = texts_of(index, [facts[f"{PATH}.text"][0] for _, facts in found])
        for document, facts in found:
            stops = tuple(facts.get(f"{PATH}.stops", ()))
            yield UnitRead(document, facts[f"{PATH}.key"][0], texts[facts[f"{PATH}.text"][0]], stops)


def texts_of(index: ClusterIndex, keys: Sequence[str]) -> Mapping[str, str]:
    """The folded texts that are known by these keys."""
    distinct = list(dict.fromkeys(keys))
    read = {"_source": False, "stored_fields": ["sent"], "track_total_hits": False, "sort": ["_doc"]}
    bodies = [
        {"query": {"terms": {"key": some}}, "size": len(some), **read}
        for start in range(0, len(distinct), _TEXTS_AT_A_TIME)
        for some in (distinct[start : start + _TEXTS_AT_A_TIME],)
    ]
    answers = index.searches(bodies, TEXTS)
    return {hit["_id"]: text_of(hit) for answer in answers for hit in answer["hits"]["hits"]}


def text_of(hit: Hit) -> str:
    """The folded text of an entry that was read with it."""
    sent = hit.get("fields", {}).get("sent")
    return read_back(sent[0]) if sent else ""
