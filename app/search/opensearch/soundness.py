"""Whether the indices have and find a unit by its text; how many units there are, and what values facets have."""

from app.domain.query.terms import FACETS
from app.domain.text import tokens
from app.search.engine import IndexFault, SearchUnavailableError
from app.search.opensearch.facets import aggregation, found, values_of
from app.search.opensearch.index import ClusterIndex
from app.search.opensearch.mapping import PATH
from app.search.opensearch.reading import units_read
from app.search.opensearch.tree import EVERY, among_units, both, phrase
from app.search.opensearch.uses import units_shown

_PHRASE = 8
"""Length, in tokens, of the phrase that is asked for."""
_AT_FIRST = tuple({f"{PATH}.{fact}": "asc"} for fact in ("document", "place"))
_AT_LAST = tuple({f"{PATH}.{fact}": "desc"} for fact in ("document", "place"))


def count(index: ClusterIndex) -> int:
    """The number of units."""
    counted = index.search({"size": 0, "track_total_hits": False, "aggs": found(EVERY)})
    return int(counted["aggregations"]["units"]["found"]["doc_count"])


def next_number(index: ClusterIndex) -> int:
    """The number of the next document."""
    last = index.search({"size": 0, "aggs": {"last": {"max": {"field": "number"}}}})
    value = last["aggregations"]["last"]["value"]
    return 0 if value is None else int(value) + 1


def sample(index: ClusterIndex) -> tuple[int, ...]:
    """The keys of the first and the last unit, and of one amid them."""
    amid = {"range": {f"{PATH}.document": {"gte": next_number(index) // 2}}}
    wanted = {
        "first": units_shown(1, _AT_FIRST),
        "amid": {"filter": amid, "aggs": {"first": units_shown(1, _AT_FIRST)}},
        "last": units_shown(1, _AT_LAST),
    }
    counted = index.search({"size": 0, "aggs": found(EVERY, wanted)})["aggregations"]["units"]["found"]
    listed = (counted["first"], counted["amid"]["first"], counted["last"])
    hits = (hit for one in listed for hit in one["hits"]["hits"])
    return tuple(dict.fromkeys(hit["fields"][f"{PATH}.key"][0] for hit in hits))


def fault(index: ClusterIndex, unit: int, folded: str) -> IndexFault | None:
    """What is wrong with a unit whose folded text should be this."""
    with_key = {"term": {f"{PATH}.key": unit}}
    try:
        if next((read.text for read in units_read(index, (), with_key)), None) != folded:
            return IndexFault("text")
    except SearchUnavailableError:
        raise
    except Exception as error:
        return IndexFault("text", error)
    sought = "".join(tokens(folded)[:_PHRASE])
    if sought:
        query = among_units(both((with_key, phrase(sought))))
        if not index.search({"query": query, "size": 0, "track_total_hits": 1})["hits"]["total"]["value"]:
            return IndexFault("index")
    return None


def values(index: ClusterIndex) -> dict[str, tuple[str, ...]]:
    """All values of each facet that units have, the most frequent first."""
    counted = index.search({"size": 0, "aggs": aggregation(FACETS, EVERY, "units")})["aggregations"]
    return {facet: tuple(value for value, _ in values_of(counted, facet, "units")) for facet in FACETS}
