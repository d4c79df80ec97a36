"""What of a query must be found out before it is asked: where phrases stand together, and whose titles and votes are
sought in a place where only units are asked."""

from app.domain.proximity import InOrder, Near
from app.domain.query import SearchQuery
from app.domain.query.terms import Node, Titled
from app.domain.text import holds
from app.search.opensearch.index import ClusterIndex
from app.search.opensearch.reading import NEWEST, documents, units_read
from app.search.opensearch.tree import (
    Condition,
    Known,
    among_units,
    condition,
    holding,
    of_document,
    title_holding,
    to_be_known,
)

_AT_A_TIME = 10_000
_MOST_KEPT = 20_000
"""Longer answers are not kept."""


def asked_of(index: ClusterIndex, query: SearchQuery, without: str = "") -> Condition:
    """What a query asks, with every chosen facet applied, or every one but one. The query has a root."""
    return condition(query, known(index, query), without)


def known(index: ClusterIndex, query: SearchQuery) -> Known:
    """What of a query must be found out before."""
    found: dict[Node, tuple[int, ...]] = {}
    for node in dict.fromkeys(to_be_known(query)):
        kept = index.kept.get(node)
        found[node] = _found_out(index, node, found) if kept is None else kept
        if kept is None and len(found[node]) <= _MOST_KEPT:
            index.kept.put(node, found[node])
    return found


def _found_out(index: ClusterIndex, node: Node, before: Known) -> tuple[int, ...]:
    if isinstance(node, Near | InOrder):
        units = units_read(index, (), holding(node.parts))
        return tuple(unit.key for unit in units if holds(node, unit.text, unit.stops))
    sought = (
        among_units(title_holding(node, before)) if isinstance(node, Titled) else of_document(node, before)
    )
    hits = documents(index, {"query": sought, "docvalue_fields": ["number"]}, NEWEST, _AT_A_TIME)
    return tuple(hit["fields"]["number"][0] for hit in hits)
