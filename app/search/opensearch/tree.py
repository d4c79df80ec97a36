"""A query's tree as clauses of the cluster.

A unit is found by what it is and by what its document is. What a query says of documents alone is asked of documents,
where all of it must hold; anything else is asked of units, which have most facts of their documents too. What a unit
cannot tell (where phrases stand together, the titles and the votes of its document) was found out before (`Known`).
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeAlias

from app.domain.english_text import stems_of
from app.domain.proximity import InOrder, Near
from app.domain.query import SearchQuery
from app.domain.query.terms import (
    ALL_YEARS,
    All,
    Cites,
    Either,
    English,
    Having,
    Node,
    Not,
    Phrase,
    Tally,
    Titled,
    Years,
)
from app.search.opensearch.mapping import IN_ONE_TEXT, OF_UNITS, PATH, VOTED
from app.search.opensearch.tokens import joined, word_sent

Clause: TypeAlias = Mapping[str, Any]
Known: TypeAlias = Mapping[Node, Collection[int]]
"""Of phrases together the keys of the units that hold them so; of titles and votes the numbers of the documents."""

NONE: Clause = {"match_none": {}}
EVERY: Clause = {"match_all": {}}
_LAST_YEAR, _MOST_VOTES = 9999, 2**31 - 1


@dataclass(frozen=True, slots=True)
class Condition:
    """What documents must be, and what their units: all of the clauses of each."""

    documents: tuple[Clause, ...]
    units: tuple[Clause, ...]

    @property
    def of_units(self) -> Clause:
        """What a unit must be, in the context of units."""
        return both(self.units)

    @property
    def whole(self) -> Clause:
        """What finds the documents of which a unit is found."""
        return both((*self.documents, among_units(self.of_units)))


def condition(query: SearchQuery, known: Known, without: str = "") -> Condition:
    """What a query asks, with every chosen facet applied, or every one but one. The query has a root."""
    documents: list[Clause] = []
    units: list[Clause] = []
    root = query.root
    for node in root.nodes if isinstance(root, All) else (root,):
        if node is not None and is_of_documents(node):
            documents.append(_clause(node, _OF_DOCUMENT, known))
        elif node is not None:
            units.append(_clause(node, _OF_UNIT, known))
    if query.years != ALL_YEARS:
        documents.append(_years(query.years, ""))
    for facet, values in query.chosen.items():
        if values and facet != without:
            (units if facet in OF_UNITS else documents).append(chosen(facet, values))
    return Condition(tuple(documents), tuple(units))


def chosen(facet: str, values: Collection[str]) -> Clause:
    """The units, or for facts of documents the documents, with one of these values; the empty one is none at all."""
    return having(f"{PATH}.{facet}" if facet in OF_UNITS else facet, values)


def having(name: str, values: Collection[str]) -> Clause:
    """One of these values in a field, the empty one meaning none at all."""
    named: Clause = {"terms": {name: sorted(value for value in values if value)}}
    if "" not in values:
        return named
    return any_of((named, {"bool": {"must_not": {"exists": {"field": name}}}}))


def among_units(clause: Clause) -> Clause:
    """The documents with a unit that is so."""
    return {"nested": {"path": PATH, "query": clause, "score_mode": "none"}}


def both(clauses: Collection[Clause]) -> Clause:
    """All of some clauses; none of them asks nothing."""
    if len(clauses) == 1:
        return next(iter(clauses))
    return {"bool": {"filter": list(clauses)}} if clauses else EVERY


def any_of(clauses: Collection[Clause]) -> Clause:
    """Any of some clauses."""
    return {"bool": {"should": list(clauses), "minimum_should_match": 1}} if clauses else NONE


def phrase(folded: str) -> Clause:
    """The units that hold a folded phrase."""
    return held(f"{PATH}.sent", joined(folded))


def held(name: str, sent: str) -> Clause:
    """What has these tokens in a row."""
    return {"match_phrase": {name: {"query": sent}}} if sent else NONE


def holding(phrases: Collection[str]) -> Clause:
    """The units that hold all of some folded phrases."""
    return both([phrase(one) for one in dict.fromkeys(phrases)])


def is_of_documents(node: Node) -> bool:
    """Whether a node says nothing but what all units of a document share."""
    if isinstance(node, All | Either):
        return all(map(is_of_documents, node.nodes))
    if isinstance(node, Not):
        return is_of_documents(node.node)
    return isinstance(node, Years | Tally | Titled) or (
        isinstance(node, Having) and node.facet not in OF_UNITS
    )


def to_be_known(query: SearchQuery) -> Iterator[Node]:
    """The nodes that must be found out before."""
    root = query.root
    for node in root.nodes if isinstance(root, All) else (root,):
        if node is not None:
            yield from _to_be_known(node, is_mixed=not is_of_documents(node))


def _to_be_known(node: Node, *, is_mixed: bool) -> Iterator[Node]:
    if isinstance(node, All | Either):
        for part in node.nodes:
            yield from _to_be_known(part, is_mixed=is_mixed)
    elif isinstance(node, Not):
        yield from _to_be_known(node.node, is_mixed=is_mixed)
    elif isinstance(node, Titled):
        yield from _to_be_known(node.phrase, is_mixed=True)
        if is_mixed:
            yield node
    elif isinstance(node, Near | InOrder) or (is_mixed and isinstance(node, Having) and node.facet == VOTED):
        yield node


@dataclass(frozen=True, slots=True)
class _Level:
    """Where a clause is asked: of documents, or of units."""

    prefix: str
    is_unit: bool = field(default=False)


_OF_DOCUMENT = _Level("")
_OF_UNIT = _Level(f"{PATH}.", is_unit=True)


def of_unit(node: Node, known: Known = MappingProxyType({})) -> Clause:
    """The units that match a node."""
    return _clause(node, _OF_UNIT, known)


def of_document(node: Node, known: Known = MappingProxyType({})) -> Clause:
    """The documents that match a node that is of documents."""
    return _clause(node, _OF_DOCUMENT, known)


def _clause(node: Node, level: _Level, known: Known) -> Clause:
    if isinstance(node, All):
        asked = [part for part in node.nodes if not isinstance(part, Not)]
        excluded = [part.node for part in node.nodes if isinstance(part, Not)]
        filters = [_clause(part, level, known) for part in asked]
        if not excluded:
            return both(filters)
        return {"bool": {"filter": filters, "must_not": [_clause(one, level, known) for one in excluded]}}
    if isinstance(node, Either):
        return any_of([_clause(part, level, known) for part in node.nodes])
    if isinstance(node, Not):
        return {"bool": {"must_not": _clause(node.node, level, known)}}
    return _leaf(node, level, known)


def _leaf(node: Node, level: _Level, known: Known) -> Clause:
    if isinstance(node, Phrase):
        return phrase(node.text)
    if isinstance(node, Near | InOrder):
        return {"terms": {f"{PATH}.key": list(known[node])}}
    if isinstance(node, English):
        return _english(node)
    if isinstance(node, Cites):
        return {"terms": {f"{PATH}.cites": sorted(node.keys)}}
    if level.is_unit and (isinstance(node, Titled) or (isinstance(node, Having) and node.facet == VOTED)):
        return {"terms": {f"{PATH}.document": list(known[node])}}
    return _of_document(node, level.prefix, known)


def _of_document(node: Node, prefix: str, known: Known) -> Clause:
    if isinstance(node, Titled):
        return among_units(title_holding(node, known))
    if isinstance(node, Having):
        return having(f"{prefix}{node.facet}", node.values)
    if isinstance(node, Years):
        return _years(node, prefix)
    if isinstance(node, Tally):
        last = _MOST_VOTES if node.last is None else min(node.last, _MOST_VOTES)
        first = min(max(0, node.first or 0), _MOST_VOTES)
        return {"range": {f"{prefix}{node.choice}": {"gte": first, "lte": last}}}
    raise TypeError(node)


def title_holding(node: Titled, known: Known) -> Clause:
    """The titles that hold what is sought in them."""
    return both((_leaf(node.phrase, _OF_UNIT, known), {"term": {f"{PATH}.part": "title"}}))


def _years(years: Years, prefix: str) -> Clause:
    first = 0 if years.first is None else years.first
    last = _LAST_YEAR if years.last is None else years.last
    return {"range": {f"{prefix}in_year": {"gte": first, "lte": last}}}


def _english(node: English) -> Clause:
    if not node.in_any_form:
        return held(f"{PATH}.english", joined(node.phrase, str.split))
    stems = [word_sent(stem) for stem in dict.fromkeys(stems_of(node.phrase))]
    if len(stems) < 2:
        return both([{"term": {f"{PATH}.stems": stem}} for stem in stems]) if stems else NONE
    words = [{"match": {"query": stem, "max_gaps": 0}} for stem in stems]
    # All in one text: a unit may stand beside several.
    return {
        "intervals": {
            f"{PATH}.stems": {"all_of": {"intervals": words, "ordered": False, "max_gaps": IN_ONE_TEXT}}
        }
    }
