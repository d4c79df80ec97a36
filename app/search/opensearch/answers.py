"""Answers to a search: totals, a page of documents, and the counts of facets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from app.domain.query import SearchQuery
from app.search.engine import Answer, DocumentHits, Question
from app.search.like_wording import FacetCount
from app.search.opensearch.facets import aggregation, most_of, values_of
from app.search.opensearch.index import ClusterIndex
from app.search.opensearch.known import asked_of, known
from app.search.opensearch.mapping import PATH
from app.search.opensearch.reading import (
    IN_TEXT,
    NEWEST,
    OLDEST,
    Asking,
    Order,
    completed,
    documents,
    first_asked,
    inner,
    units_in,
    with_units,
)
from app.search.opensearch.scoring import scored
from app.search.opensearch.tree import Condition, both
from app.search.readings import other_readings

_WINDOW = 10_000
"""The last document that a cluster lets be asked for by its place; beyond, and by thousands, they are read in turn."""
_AT_ONCE = 1000
_ADDRESSES = 5000
_BEST: Order = ({"_score": "desc"}, *NEWEST)


def answer(index: ClusterIndex, question: Question) -> Answer:
    """Answer a question; where it wants that and a phrase occurs nowhere, by another reading of it."""
    found = _answer(index, question, question.query)
    if found.total_units or not question.or_words:
        return found
    readings = other_readings(question.query, index.stands, index.words.of)
    others = (_answer(index, question, query) for query in readings)
    return next((other for other in others if other.total_units), found)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question on its way: what its query asks, and the documents that are found and not listed."""

    index: ClusterIndex
    question: Question
    query: SearchQuery
    condition: Condition
    hidden: tuple[str, ...]

    def listing(self) -> Asking:
        """What lists the documents found, with their units."""
        query, units, order = self.query, self.condition.of_units, IN_TEXT
        if query.sort == "relevance":
            units = scored(query, units, self.index.words_of(query), known(self.index, query))
            order = ({"_score": "desc"}, *IN_TEXT)
        mode = "max" if query.sort == "relevance" else "none"
        found = {"path": PATH, "query": units, "score_mode": mode}

        def asking(most: int) -> Mapping[str, Any]:
            shown = inner(["key"], most, order) if most else {}
            among: dict[str, Any] = {"must": [{"nested": {**found, **shown}}]}
            among["filter"] = list(self.condition.documents)
            if self.hidden:
                among["must_not"] = {"terms": {"address": self.hidden}}
            return {"query": {"bool": among}}

        return asking

    @property
    def order(self) -> Order:
        """The order of documents."""
        return {"relevance": _BEST, "newest": NEWEST, "oldest": OLDEST}[self.query.sort]


def _answer(index: ClusterIndex, question: Question, query: SearchQuery) -> Answer:
    if query.root is None:
        nothing = dict.fromkeys(question.counted, ())
        return Answer(query, 0, 0, (), nothing, dict.fromkeys(question.counted, 0))
    condition = asked_of(index, query)
    hidden = _earlier_ones(index, question, condition) if question.series else ()
    asked = _Asked(index, question, query, condition, hidden)
    listing = asked.listing()
    of_page = _page(asked, listing) if _is_near(question) else {}
    bodies = [{**_counts(asked), **({} if hidden else of_page)}, *_others(asked)]
    if hidden and of_page:
        bodies.append(of_page)
    whole, *rest = index.searches(bodies)
    listed = rest.pop() if hidden and of_page else whole
    near = completed(index, listing, listed["hits"]["hits"]) if of_page else None
    hits = _far(asked, listing) if near is None else near
    facets = {facet: _counted(asked, facet, whole, rest) for facet in question.counted}
    return Answer(
        query,
        whole["aggregations"]["units"]["found"]["doc_count"],
        whole["hits"]["total"]["value"],
        tuple(_hits(hit) for hit in hits),
        {facet: counted for facet, (counted, _) in facets.items()},
        {facet: values for facet, (_, values) in facets.items()},
        left_out=len(hidden),
    )


def _is_near(question: Question) -> bool:
    return question.size <= _AT_ONCE and question.page * question.size <= _WINDOW


def _page(asked: _Asked, listing: Asking) -> dict[str, Any]:
    question = asked.question
    shown = {"from": (question.page - 1) * question.size, "size": question.size, "sort": asked.order}
    return {**first_asked(listing), **shown, "_source": False, "track_total_hits": True}


def _far(asked: _Asked, listing: Asking) -> Iterator[Mapping[str, Any]]:
    """A page of very many documents, or far behind: those before it are read over, without their units."""
    index, question, order = asked.index, asked.question, asked.order
    start = (question.page - 1) * question.size
    behind: Sequence[Any] = ()
    if start:
        before = documents(index, listing(0), order, _WINDOW)
        last = next(islice(before, start - 1, start), None)
        if last is None:
            return
        behind = last["sort"]
    yield from islice(with_units(index, listing, order, _AT_ONCE, behind), question.size)


def _counts(asked: _Asked) -> dict[str, Any]:
    """What counts the units found, and the facets of which nothing is chosen."""
    facets = [one for one in asked.question.counted if not asked.query.chosen.get(one)]
    counted = aggregation(facets, asked.condition.of_units, asked.question.counts)
    return {
        "query": asked.condition.whole,
        "size": 0,
        "_source": False,
        "track_total_hits": True,
        "aggs": counted,
    }


def _chosen(asked: _Asked) -> list[str]:
    return [facet for facet in asked.question.counted if asked.query.chosen.get(facet)]


def _others(asked: _Asked) -> list[dict[str, Any]]:
    """What counts each facet of which something is chosen, as if nothing were."""
    bodies = []
    for facet in _chosen(asked):
        others = asked_of(asked.index, asked.query, facet)
        counted = aggregation([facet], others.of_units, asked.question.counts)
        bodies.append({"query": others.whole, "size": 0, "track_total_hits": False, "aggs": counted})
    return bodies


def _counted(
    asked: _Asked, facet: str, whole: Mapping[str, Any], others: Sequence[Mapping[str, Any]]
) -> tuple[tuple[FacetCount, ...], int]:
    question = asked.question
    chosen = _chosen(asked)
    found = others[chosen.index(facet)] if facet in chosen else whole
    kept = {*asked.query.chosen.get(facet, ()), *question.kept.get(facet, ())}
    every = values_of(found["aggregations"], facet, question.counts)
    return most_of(every, question.most, kept), len(every)


def _hits(hit: Mapping[str, Any]) -> DocumentHits:
    keys = (unit["fields"][f"{PATH}.key"][0] for unit in units_in(hit))
    return DocumentHits(hit["_id"], tuple(keys))


def _earlier_ones(index: ClusterIndex, question: Question, condition: Condition) -> tuple[str, ...]:
    """The documents found of which a later one of their series is found too."""
    series = question.series
    last: dict[int, int] = {}
    found = []
    for address in _found_among(index, condition, list(series)):
        found.append(address)
        number, place = series[address]
        last[number] = max(place, last.get(number, place))
    return tuple(address for address in found if series[address][1] != last[series[address][0]])


def _found_among(index: ClusterIndex, condition: Condition, addresses: Sequence[str]) -> list[str]:
    """Those of some documents that are found."""
    bodies = [
        {
            "query": both((condition.whole, {"terms": {"address": addresses[start : start + _ADDRESSES]}})),
            "size": _ADDRESSES,
            "_source": False,
            "track_total_hits": False,
            "sort": ["_doc"],
        }
        for start in range(0, len(addresses), _ADDRESSES)
    ]
    return [hit["_id"] for found in index.searches(bodies) for hit in found["hits"]["hits"]]
