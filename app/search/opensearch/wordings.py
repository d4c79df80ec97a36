"""Agreed language: the units that contain a passage, in the same or in similar words."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.search.compared_texts import digest
from app.search.like_wording import (
    FacetCount,
    Places,
    SimilarUnit,
    SimilarUnits,
    UnitPlace,
    Wording,
    WordingQuestion,
    Wordings,
)
from app.search.opensearch.alike import Alike, texts_alike, with_ratio
from app.search.opensearch.facets import aggregation, found, values_of
from app.search.opensearch.index import ClusterIndex
from app.search.opensearch.mapping import OF_UNITS, PATH
from app.search.opensearch.tree import Clause, Condition, chosen
from app.search.opensearch.uses import LATEST, place_of, units_shown

_GROUPS_AT_A_TIME = 5000
_TEXT, _AT = f"{PATH}.text", f"{PATH}.at"
_IN_TIME: Sequence[Mapping[str, str]] = ({_AT: "asc"},)
_DATED: Clause = {"range": {f"{PATH}.day": {"gt": 0}}}


@dataclass(frozen=True, slots=True)
class _Group:
    """The units with one text: how many, and where the first stands in the order of all."""

    key: str
    units: int
    first: float


def similar_units(index: ClusterIndex, question: WordingQuestion, pause: Callable[[], None]) -> SimilarUnits:
    """The units whose text resembles one of the passages, or contains it in the same or similar words."""
    alike = texts_alike(index, question.passages, pause)
    sizes = {group.key: group.units for group in _groups(index, question, alike)}
    start, stop = (question.page - 1) * question.size, question.page * question.size
    bodies = []
    at = 0
    for keys in with_ratio(alike, sizes).values():
        size = sum(sizes[key] for key in keys)
        first, last = max(start - at, 0), min(stop - at, size)
        if first < last:
            shown = {"shown": units_shown(last - first, _IN_TIME, first, ["text"])}
            bodies.append(_counting(_having(question, keys), shown))
        at += size
    rows = [hit for one in index.searches(bodies) for hit in _among(one)["shown"]["hits"]["hits"]]
    return SimilarUnits(sum(sizes.values()), tuple(_similar(hit, alike) for hit in rows))


def _similar(hit: Mapping[str, Any], alike: Mapping[str, Alike]) -> SimilarUnit:
    text = alike[hit["fields"][_TEXT][0]]
    return SimilarUnit(place_of(hit), text.ratio, text.passage)


def wordings(
    index: ClusterIndex, question: WordingQuestion, places: int, pause: Callable[[], None]
) -> Wordings:
    """The same units, by their text; at most so many places of each."""
    alike = texts_alike(index, question.passages, pause)
    groups = sorted(_groups(index, question, alike), key=lambda group: (-alike[group.key].ratio, group.first))
    holding = [group.key for group in groups if alike[group.key].holds]
    shown = groups[(question.page - 1) * question.size : question.page * question.size]
    whole, of_holding, *rest = index.searches(
        [
            _counting(_having(question, keys), {"dated": _ends()})
            for keys in ([group.key for group in groups], holding)
        ]
        + [_facet(question, alike, facet) for facet in question.counted]
        + [_places_of(question, group, places) for group in shown]
    )
    facets, listed = rest[: len(question.counted)], rest[len(question.counted) :]
    return Wordings(
        len(groups),
        sum(group.units for group in groups),
        sum(group.units for group in groups if alike[group.key].holds),
        sum(group.units for group in groups if alike[group.key].ratio == 1),
        _ends_of(whole),
        _ends_of(of_holding),
        tuple(
            Wording(_shown(one), group.units, alike[group.key].ratio, alike[group.key].passage)
            for group, one in zip(shown, listed, strict=True)
        ),
        dict(zip(question.counted, map(_values, question.counted, facets), strict=True)),
    )


def wordings_of_each(
    index: ClusterIndex, question: WordingQuestion, places: int, pause: Callable[[], None]
) -> Iterator[Wordings]:
    """The same for each passage by itself, in their order."""
    for passage in question.passages:
        yield wordings(index, replace(question, passages=(passage,)), places, pause)


def same_units(index: ClusterIndex, question: WordingQuestion) -> Places:
    """The units whose text is one of the passages and no more, the oldest first, undated ones last."""
    keys = [digest(passage) for passage in dict.fromkeys(question.passages) if passage]
    shown = units_shown(question.size, _IN_TIME, (question.page - 1) * question.size)
    answered = index.search(_counting(_having(question, keys), {"shown": shown}))
    return Places(_among(answered)["doc_count"], _shown(answered))


def _groups(index: ClusterIndex, question: WordingQuestion, texts: Collection[str]) -> list[_Group]:
    """The units with these texts, in no order; none for texts that none has."""
    groups: list[_Group] = []
    after: dict[str, Any] = {}
    asked = _having(question, texts)
    while texts:
        sources = [{"text": {"terms": {"field": _TEXT}}}]
        composite = {"size": _GROUPS_AT_A_TIME, "sources": sources, **after}
        grouped = {"composite": composite, "aggs": {"first": {"min": {"field": _AT}}}}
        page = _among(index.search(_counting(asked, {"texts": grouped})))["texts"]
        groups += (
            _Group(one["key"]["text"], one["doc_count"], one["first"]["value"]) for one in page["buckets"]
        )
        if "after_key" not in page or len(page["buckets"]) < _GROUPS_AT_A_TIME:
            break
        after = {"after": page["after_key"]}
    return groups


def _having(question: WordingQuestion, texts: Collection[str], without: str = "") -> Condition:
    """The units with one of some texts that a question does not leave out, with every facet applied or every one but
    one."""
    documents: list[Clause] = []
    units: list[Clause] = [{"terms": {_TEXT: list(texts)}}]
    if question.without:
        documents.append({"bool": {"must_not": {"terms": {"address": sorted(question.without)}}}})
    for facet, values in question.chosen.items():
        if values and facet != without:
            (units if facet in OF_UNITS else documents).append(chosen(facet, values))
    return Condition(tuple(documents), tuple(units))


def _counting(asked: Condition, aggregations: Mapping[str, Any]) -> dict[str, Any]:
    counted = found(asked.of_units, aggregations)
    return {"query": asked.whole, "size": 0, "track_total_hits": False, "aggs": counted}


def _among(answered: Mapping[str, Any]) -> dict[str, Any]:
    among: dict[str, Any] = answered["aggregations"]["units"]["found"]
    return among


def _ends() -> dict[str, Any]:
    """What lists the earliest and the latest dated unit."""
    return {"filter": _DATED, "aggs": {"first": units_shown(1, _IN_TIME), "latest": units_shown(1, LATEST)}}


def _ends_of(answered: Mapping[str, Any]) -> tuple[UnitPlace, ...]:
    dated = _among(answered)["dated"]
    return tuple(place_of(hit) for end in ("first", "latest") for hit in dated[end]["hits"]["hits"])


def _facet(question: WordingQuestion, texts: Collection[str], facet: str) -> dict[str, Any]:
    asked = _having(question, texts, facet)
    counted = aggregation([facet], asked.of_units, "units")
    return {"query": asked.whole, "size": 0, "track_total_hits": False, "aggs": counted}


def _values(facet: str, answered: Mapping[str, Any]) -> tuple[FacetCount, ...]:
    return tuple(values_of(answered["aggregations"], facet, "units"))


def _places_of(question: WordingQuestion, group: _Group, places: int) -> dict[str, Any]:
    shown = {"shown": units_shown(min(places, group.units), _IN_TIME)}
    return _counting(_having(question, [group.key]), shown)


def _shown(answered: Mapping[str, Any]) -> tuple[UnitPlace, ...]:
    return tuple(place_of(hit) for hit in _among(answered)["shown"]["hits"]["hits"])
