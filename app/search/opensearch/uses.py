"""Use over time: the number of documents and units that match a query, by year and by organ; states named."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.domain.query import SearchQuery
from app.search.engine import NO_USE, NamedStates, Use, UseIn, Uses
from app.search.like_wording import UnitPlace
from app.search.opensearch.facets import DOCUMENTS, buckets, found, terms
from app.search.opensearch.index import ClusterIndex
from app.search.opensearch.known import asked_of
from app.search.opensearch.mapping import PATH

_UNKNOWN_YEAR = -1
FIRST: Sequence[Mapping[str, str]] = tuple(
    {f"{PATH}.{fact}": "asc"} for fact in ("dated", "document", "place")
)
LATEST: Sequence[Mapping[str, str]] = ({f"{PATH}.day": "desc"}, *FIRST[1:])
"""The orders of units by date, undated ones last."""


def place_of(hit: Mapping[str, Any]) -> UnitPlace:
    """The place of a unit found."""
    return UnitPlace(hit["_id"], hit["fields"][f"{PATH}.key"][0])


def units_shown(
    size: int, order: Sequence[Mapping[str, Any]], start: int = 0, facts: Sequence[str] = ()
) -> dict[str, Any]:
    """What lists some of the units found, with some facts."""
    shown = {"from": start, "size": size, "sort": order, "_source": False}
    return {"top_hits": {**shown, "docvalue_fields": [f"{PATH}.{fact}" for fact in ("key", *facts)]}}


def uses(index: ClusterIndex, query: SearchQuery) -> Uses:
    """Count the matches of a query."""
    ends = {"first": units_shown(1, FIRST), "latest": units_shown(1, LATEST)}
    by_body = {**terms(f"{PATH}.body"), "aggs": {**DOCUMENTS, **ends}}
    counted = _counted(index, query, {"year": _by_year(DOCUMENTS), "body": by_body, **DOCUMENTS})
    if counted is None:
        return Uses({}, {}, NO_USE, NO_USE)
    by_year = {one["key"]: _use(one) for one in buckets(counted["year"])}
    bodies = {one["key"]: one for one in buckets(counted["body"])}
    undated = by_year.pop(_UNKNOWN_YEAR, NO_USE)
    return Uses(
        dict(sorted(by_year.items())),
        {body: _use(bodies[body]) for body in _in_order(index) if body in bodies},
        undated,
        _use(counted),
        {body: (_end(one, "first"), _end(one, "latest")) for body, one in bodies.items()},
    )


def uses_by_year_and_body(index: ClusterIndex, query: SearchQuery) -> tuple[UseIn, ...]:
    """Count the matches of a query by year and organ, in that order, unknown ones first."""
    by_body = {**terms(f"{PATH}.body", missing=""), "aggs": DOCUMENTS}
    counted = _counted(index, query, {"year": _by_year({"body": by_body})})
    if counted is None:
        return ()
    rows = [
        (year["key"], body["key"], _use(body))
        for year in buckets(counted["year"])
        for body in buckets(year["body"])
    ]
    places = {body: place for place, body in enumerate(("", *_in_order(index)))}
    rows.sort(key=lambda row: (row[0], places[row[1]]))
    return tuple(
        UseIn(None if year == _UNKNOWN_YEAR else year, body or None, use) for year, body, use in rows
    )


def named_states(index: ClusterIndex, query: SearchQuery, states: Sequence[str]) -> NamedStates:
    """Count the units that match a query, whatever states are chosen, by which of these states they name."""
    none_of_them = {"bool": {"must_not": {"terms": {f"{PATH}.state": list(states)}}}}
    wanted = {"state": terms(f"{PATH}.state"), "others": {"filter": none_of_them}}
    counted = _counted(index, replace(query, sort="newest"), wanted, without="state")
    if counted is None:
        return NamedStates({}, 0)
    counts = {one["key"]: one["doc_count"] for one in buckets(counted["state"])}
    named = {state: counts[state] for state in states if state in counts}
    return NamedStates(named, counted["others"]["doc_count"])


def _by_year(inside: Mapping[str, Any]) -> dict[str, Any]:
    return {**terms(f"{PATH}.in_year", missing=_UNKNOWN_YEAR), "aggs": inside}


def _counted(
    index: ClusterIndex, query: SearchQuery, aggregations: Mapping[str, Any], without: str = ""
) -> dict[str, Any] | None:
    if query.root is None:
        return None
    condition = asked_of(index, query, without)
    counted = found(condition.of_units, aggregations)
    body = {"query": condition.whole, "size": 0, "track_total_hits": False, "aggs": counted}
    among: dict[str, Any] = index.search(body)["aggregations"]["units"]["found"]
    return among


def _use(bucket: Mapping[str, Any]) -> Use:
    return Use(bucket["documents"]["doc_count"], bucket["doc_count"])


def _end(bucket: Mapping[str, Any], end: str) -> UnitPlace:
    return place_of(bucket[end]["hits"]["hits"][0])


def _in_order(index: ClusterIndex) -> list[str]:
    """The organs in the order in which the archive got documents of them."""
    first = {"first": {"min": {"field": "number"}}}
    counted = {"body": {**terms("body"), "aggs": first}}
    found = index.search({"size": 0, "track_total_hits": False, "aggs": counted})
    rows = [(one["first"]["value"], one["key"]) for one in buckets(found["aggregations"]["body"])]
    return [body for _, body in sorted(rows)]
