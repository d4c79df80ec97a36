"""What a query says of documents, whatever their texts: the documents among which a phrase could have been found."""

from dataclasses import replace

from app.domain.query.terms import All, Either, Having, Node, Not, SearchQuery, Tally, Titled, Years

_OF_DOCUMENTS = frozenset(
    {"body", "year", "session", "organ_session", "kind", "committee", "subject", "voted"}
)
"""Facets that all units of a document share."""
ALL_UNITS: Node = Not(Having("kind", frozenset()))
"""What every unit matches."""


def documents_meant(query: SearchQuery) -> SearchQuery:
    """A query for all units of the documents that match what a query says of documents."""
    chosen = {facet: values for facet, values in query.chosen.items() if facet in _OF_DOCUMENTS}
    return replace(query, root=_of_documents(query.root) or ALL_UNITS, chosen=chosen, sort="newest")


def is_of_all(query: SearchQuery) -> bool:
    """Whether a query for documents means all of them."""
    return query.root == ALL_UNITS and not any(query.chosen.values()) and query.years == Years()


def _of_documents(node: Node | None) -> Node | None:
    """What a node says of documents; None if nothing. It may let more pass than the node, never less."""
    if isinstance(node, All):
        kept = [one for one in map(_of_documents, node.nodes) if one is not None]
        return All(tuple(kept)) if len(kept) > 1 else next(iter(kept), None)
    if isinstance(node, Either):
        either = [_of_documents(one) for one in node.nodes]
        return Either(tuple(one for one in either if one is not None)) if None not in either else None
    if isinstance(node, Not):
        return node if _says_nothing_else(node.node) else None
    is_of_documents = isinstance(node, Years | Tally | Titled) or (
        isinstance(node, Having) and node.facet in _OF_DOCUMENTS
    )
    return node if is_of_documents else None


def _says_nothing_else(node: Node) -> bool:
    """Whether all that a node says is of documents."""
    if isinstance(node, All | Either):
        return all(map(_says_nothing_else, node.nodes))
    if isinstance(node, Not):
        return _says_nothing_else(node.node)
    return _of_documents(node) is not None
