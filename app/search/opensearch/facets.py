"""The counts of facets: how many of the units found, or of their documents, have each value. All are exact."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from app.search.engine import Counts, SearchUnavailableError
from app.search.like_wording import FacetCount
from app.search.opensearch.mapping import OF_UNITS, PATH, VOTED
from app.search.opensearch.tree import Clause

_VALUES = 50_000
"""More values than a facet has."""

Aggregations = Mapping[str, Any]
DOCUMENTS: Aggregations = {"documents": {"reverse_nested": {}}}
"""What counts the documents of some of the units found."""


def aggregation(facets: Sequence[str], units: Clause, counts: Counts) -> dict[str, Any]:
    """What counts the units found, under `units`, and these facets."""
    among_found: dict[str, Any] = {}
    of_documents: dict[str, Any] = {}
    for facet in facets:
        if facet in OF_UNITS:
            documents = {"aggs": DOCUMENTS} if counts == "documents" else {}
            among_found[facet] = {**terms(f"{PATH}.{facet}"), **documents}
        elif counts == "documents":
            of_documents[facet] = terms(facet)
        elif facet == VOTED:
            of_documents[facet] = {**terms(facet), "aggs": found(units)}
        else:
            among_found[facet] = terms(f"{PATH}.{facet}")
    return {**found(units, among_found), **of_documents}


def found(units: Clause, aggregations: Aggregations | None = None) -> dict[str, Any]:
    """What counts the units found, and among them."""
    inner: dict[str, Any] = {"filter": units}
    if aggregations:
        inner["aggs"] = aggregations
    return {"units": {"nested": {"path": PATH}, "aggs": {"found": inner}}}


def terms(name: str, size: int = _VALUES, **more: object) -> dict[str, Any]:
    """What counts every value of a field."""
    return {"terms": {"field": name, "size": size, **more}}


def values_of(aggregations: Aggregations, facet: str, counts: Counts) -> list[FacetCount]:
    """The values of a facet, the most frequent first, ties by value."""
    of_units = facet in OF_UNITS or (counts == "units" and facet != VOTED)
    place = aggregations["units"]["found"] if of_units else aggregations
    counted = [FacetCount(str(one["key"]), _count(one)) for one in buckets(place[facet])]
    return sorted((one for one in counted if one.count), key=lambda one: (-one.count, one.value))


def _count(bucket: Mapping[str, Any]) -> int:
    if "documents" in bucket:
        return int(bucket["documents"]["doc_count"])
    if "units" in bucket:
        return int(bucket["units"]["found"]["doc_count"])
    return int(bucket["doc_count"])


def buckets(counted: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The buckets of a count. Raises SearchUnavailableError if these are not all."""
    if counted["sum_other_doc_count"] or counted["doc_count_error_upper_bound"]:
        raise SearchUnavailableError("partial", "a facet has too many values")
    found: list[dict[str, Any]] = counted["buckets"]
    return found


def most_of(every: Sequence[FacetCount], most: int | None, kept: Collection[str]) -> tuple[FacetCount, ...]:
    """At most so many values, and those that are kept."""
    if most is None:
        return tuple(every)
    return (*every[:most], *(one for one in every[most:] if one.value in kept))
