"""The indices of an archive in a cluster: what every kind of question asks of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from opensearchpy import OpenSearch

from app.domain.query import SearchQuery
from app.domain.query.terms import Node
from app.domain.segmentation import Segmenter
from app.search.opensearch.connection import asked, asked_together
from app.search.opensearch.kept import Kept
from app.search.opensearch.mapping import TEXTS, UNITS
from app.search.opensearch.scoring import Words
from app.search.opensearch.tokens import word_sent
from app.search.opensearch.tree import among_units, phrase
from app.search.opensearch.weights import Statistics

Body = Mapping[str, Any]

_KEPT_WORDS, _KEPT_NODES = 4096, 32


@dataclass(slots=True)
class ClusterIndex:
    """The indices of one release; `indices` are their names by part. Threads may share it.

    What a release points to never changes, so what was found out once is kept, as far as it is small.
    """

    client: OpenSearch
    indices: Mapping[str, str]
    words: Segmenter
    kept: Kept[Node, tuple[int, ...]] = field(default_factory=lambda: Kept(_KEPT_NODES))
    """Units and documents that were found out (`known`)."""
    _parameters: Kept[str, Mapping[str, Any]] = field(default_factory=lambda: Kept(_KEPT_WORDS))
    _statistics: Statistics | None = None

    def search(self, body: Body, part: str = UNITS) -> Any:  # noqa: ANN401  JSON
        """The whole answer to a search."""
        return asked(self.client, self.indices[part], body)

    def searches(self, bodies: Sequence[Body], part: str = UNITS) -> list[dict[str, Any]]:
        """The whole answers to several."""
        return asked_together(self.client, self.indices[part], bodies)

    def stands(self, folded: str) -> bool:
        """Whether any unit holds a folded phrase."""
        found = {"query": among_units(phrase(folded)), "size": 0, "track_total_hits": 1}
        return bool(self.search(found)["hits"]["total"]["value"])

    def words_of(self, query: SearchQuery) -> Words:
        """The words that rank what a query finds, and what they weigh; of those that stand anywhere."""
        words = tuple(dict.fromkeys(word for phrase in query.phrases for word in self.words.of(phrase.text)))
        found = {word: self._parameters.get(word) for word in words}
        new = [word for word, parameters in found.items() if parameters is None]
        if new:
            statistics = self._counted()
            for word, holding in zip(new, self.frequencies(new), strict=True):
                found[word] = statistics.parameters(holding) if holding else {}
                self._parameters.put(word, found[word] or {})
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
            mean = {"mean": {"avg": {"field": "length"}}}
            found = self.search({"size": 0, "track_total_hits": True, "aggs": mean}, TEXTS)
            length = found["aggregations"]["mean"]["value"]
            self._statistics = Statistics(found["hits"]["total"]["value"], length or 1.0)
        return self._statistics

    def close(self) -> None:
        """Close the connections."""
        self.client.close()
