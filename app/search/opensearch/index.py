"""The indices of an archive in a cluster: what every kind of question asks of them.

What a release points to never changes. So what was found out once may be kept, as far as it is small, and documents can
be read one page after another without the cluster keeping a place for us.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from opensearchpy import OpenSearch

from app.domain.query import SearchQuery
from app.domain.query.terms import InOrder, Near, Node, Titled
from app.domain.segmentation import Segmenter
from app.domain.text import holds
from app.search.opensearch.connection import asked, asked_together
from app.search.opensearch.mapping import MOST_UNITS, PATH, TEXTS, UNITS
from app.search.opensearch.scoring import Words
from app.search.opensearch.tokens import read_back, word_sent
from app.search.opensearch.tree import (
    Clause,
    Condition,
    Known,
    among_units,
    condition,
    holding,
    of_document,
    phrase,
    title_holding,
    to_be_known,
)
from app.search.opensearch.weights import Statistics

Body = Mapping[str, Any]
Hit = Mapping[str, Any]

NEWEST: Sequence[Body] = ({"day": "desc"}, {"number": "asc"})
OLDEST: Sequence[Body] = ({"dated": "asc"}, {"number": "asc"})
"""The orders of documents by date, undated ones last."""
_WINDOW = 10_000
"""The last document that a cluster lets be asked for by its place."""
_PAGE = 200
_READ_AT_A_TIME = 100
"""So many documents are asked for at once, with few facts and with texts."""
_KEPT_WORDS, _KEPT_NODES, _KEPT_KEYS = 4096, 32, 20_000


@dataclass(frozen=True, slots=True)
class UnitRead:
    """A unit found, its document, its folded text and where its sentences begin."""

    document: str
    key: int
    text: str
    stops: tuple[int, ...]


@dataclass(slots=True)
class ClusterIndex:
    """The indices of one release; `indices` are their names by part. Threads may share it."""

    client: OpenSearch
    indices: Mapping[str, str]
    words: Segmenter
    _kept: dict[Node, tuple[int, ...]] = field(default_factory=dict)
    _parameters: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    _statistics: Statistics | None = None

    def search(self, body: Body, part: str = UNITS) -> Any:  # noqa: ANN401  JSON
        """The whole answer to a search."""
        return asked(self.client, self.indices[part], body)

    def searches(self, bodies: Sequence[Body], part: str = UNITS) -> list[dict[str, Any]]:
        """The whole answers to several."""
        return asked_together(self.client, self.indices[part], bodies)

    def condition(self, query: SearchQuery, without: str = "") -> Condition:
        """What a query asks; it has a root."""
        return condition(query, self.known(query), without)

    def known(self, query: SearchQuery) -> Known:
        """What of a query must be found out before."""
        found: dict[Node, tuple[int, ...]] = {}
        for node in dict.fromkeys(to_be_known(query)):
            found[node] = self._kept[node] if node in self._kept else self._found_out(node, found)
            if len(found[node]) <= _KEPT_KEYS:
                while len(self._kept) >= _KEPT_NODES:
                    self._kept.pop(next(iter(self._kept)), None)
                self._kept[node] = found[node]
        return found

    def _found_out(self, node: Node, known: Known) -> tuple[int, ...]:
        if isinstance(node, Near | InOrder):
            units = self.units_read((), holding(node.parts))
            return tuple(unit.key for unit in units if holds(node, unit.text, unit.stops))
        found = (
            among_units(title_holding(node, known)) if isinstance(node, Titled) else of_document(node, known)
        )
        pages = self.documents({"query": found, "docvalue_fields": ["number"]}, NEWEST, _WINDOW)
        return tuple(hit["fields"]["number"][0] for hit in pages)

    def documents(
        self,
        body: Body,
        order: Sequence[Body],
        size: int = _PAGE,
        last: Sequence[Any] = (),
        part: str = UNITS,
    ) -> Iterator[Hit]:
        """All documents found, one after another; those behind a place in the order."""
        behind: Mapping[str, Any] = {"search_after": last} if last else {}
        while True:
            page = {
                "_source": False,
                "track_total_hits": False,
                **body,
                "size": size,
                "sort": order,
                **behind,
            }
            hits = self.search(page, part)["hits"]["hits"]
            yield from hits
            if len(hits) < size:
                return
            behind = {"search_after": hits[-1]["sort"]}

    def units_read(
        self, documents: Sequence[Clause], units: Clause, order: Sequence[Body] = NEWEST
    ) -> Iterator[UnitRead]:
        """The units found with their texts, by the order of documents, then by that of the text."""
        read = inner(units, ["key", "stops"], stored=["sent"])
        among = {"nested": {"path": PATH, "query": units, "score_mode": "none", **read}}
        query = {"bool": {"filter": [*documents, among]}}
        for hit in self.documents({"query": query}, order, _READ_AT_A_TIME):
            for unit in inner_hits(hit):
                fields = unit["fields"]
                stops = tuple(fields.get(f"{PATH}.stops", ()))
                text = read_back(fields[f"{PATH}.sent"][0]) if f"{PATH}.sent" in fields else ""
                yield UnitRead(hit["_id"], fields[f"{PATH}.key"][0], text, stops)

    def stands(self, folded: str) -> bool:
        """Whether any unit holds a folded phrase."""
        found = {"query": among_units(phrase(folded)), "size": 0, "track_total_hits": 1}
        return bool(self.search(found)["hits"]["total"]["value"])

    def words_of(self, query: SearchQuery) -> Words:
        """The words that rank what a query finds, and what they weigh; of those that stand anywhere."""
        words = dict.fromkeys(word for phrase in query.phrases for word in self.words.of(phrase.text))
        new = [word for word in words if word not in self._parameters]
        if new:
            statistics = self._counted()
            for word, holding_it in zip(new, self.frequencies(new), strict=True):
                while len(self._parameters) >= _KEPT_WORDS:
                    self._parameters.pop(next(iter(self._parameters)), None)
                self._parameters[word] = statistics.parameters(holding_it) if holding_it else {}
        found = {word: self._parameters.get(word) for word in words}
        return {word: parameters for word, parameters in found.items() if parameters}

    def frequencies(self, words: Collection[str], part: str = TEXTS, name: str = "words") -> list[int]:
        """How many different texts have each word."""
        counted = [
            {"query": {"term": {name: word_sent(word)}}, "size": 0, "track_total_hits": True}
            for word in words
        ]
        return [found["hits"]["total"]["value"] for found in self.searches(counted, part)]

    def _counted(self) -> Statistics:
        if self._statistics is None:
            found = self.search(
                {"size": 0, "track_total_hits": True, "aggs": {"mean": {"avg": {"field": "length"}}}}, TEXTS
            )
            mean = found["aggregations"]["mean"]["value"]
            self._statistics = Statistics(found["hits"]["total"]["value"], max(mean or 1.0, 1e-9))
        return self._statistics

    def close(self) -> None:
        """Close the connections."""
        self.client.close()


def inner(
    units: Clause,
    facts: Sequence[str],
    *,
    stored: Sequence[str] = (),
    order: Sequence[Body] = ({f"{PATH}.place": "asc"},),
) -> Body:
    """What asks for the units found of each document, all of them, with these facts."""
    shown: dict[str, Any] = {
        "_source": False,
        "docvalue_fields": [f"{PATH}.{fact}" for fact in facts],
        "size": MOST_UNITS,
        "sort": order,
    }
    if stored:
        shown |= {"stored_fields": [f"{PATH}.{name}" for name in stored]}
    return {"inner_hits": shown}


def inner_hits(hit: Hit) -> Sequence[Hit]:
    """The units found of a document."""
    found: Sequence[Hit] = hit["inner_hits"][PATH]["hits"]["hits"]
    return found
