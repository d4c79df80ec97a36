"""The embedded search engine: answers whole questions from an index in a folder."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from app.domain.query import SearchQuery
from app.search import (
    concordance,
    english_wording,
    named_states,
    results,
    similar_wording,
    soundness,
    timeline,
)
from app.search.changes import Changes
from app.search.engine import (
    Answer,
    Concordance,
    CutAll,
    IndexFault,
    Line,
    LineOrder,
    NamedStates,
    Question,
    UseIn,
    Uses,
    no_pause,
)
from app.search.facet_counts import FacetCounts
from app.search.index import SearchIndex
from app.search.like_wording import EnglishWording, Places, SimilarUnits, WordingQuestion, Wordings
from app.search.ranking import DocumentGroups


class EmbeddedEngine:
    """`SearchEngine` over an embedded index. See there for the methods."""

    def __init__(self, index: SearchIndex) -> None:
        """Answer from this index, and close it in the end."""
        self._index = index
        self._values: dict[str, tuple[str, ...]] = {}

    def answer(self, question: Question) -> Answer:
        """The units that match a query, grouped by document, with totals and facets."""
        return results.answer(self._index, question)

    def concordance(self, query: SearchQuery, by: LineOrder, *, page: int = 1, size: int = 50) -> Concordance:
        """The occurrences of a query's phrases."""
        return concordance.concordance(self._index, query, by, slice((page - 1) * size, page * size))

    def lines(self, query: SearchQuery, *, is_oldest_first: bool = False) -> Iterator[Line]:
        """Every occurrence of a query's phrases."""
        return concordance.lines(self._index, query, is_oldest_first=is_oldest_first)

    def uses(self, query: SearchQuery) -> Uses:
        """The numbers of documents and units that match a query, by year and by organ."""
        return timeline.uses(self._index, query)

    def uses_by_year_and_body(self, query: SearchQuery) -> tuple[UseIn, ...]:
        """The numbers of documents and units that match a query, by organ in each year."""
        return timeline.uses_by_year_and_body(self._index, query)

    def named_states(self, query: SearchQuery, states: Sequence[str]) -> NamedStates:
        """Which of these states the units that match a query name."""
        return named_states.named_states(self._index, query, states)

    def similar_units(self, question: WordingQuestion, pause: Callable[[], None] = no_pause) -> SimilarUnits:
        """The units with a wording, one by one."""
        return similar_wording.similar_units(self._index, question, pause)

    def wordings(
        self, question: WordingQuestion, *, places: int, pause: Callable[[], None] = no_pause
    ) -> Wordings:
        """The units with a wording, by their text."""
        return similar_wording.wordings(self._index, question, places, pause)

    def wordings_of_each(
        self, question: WordingQuestion, *, places: int, pause: Callable[[], None] = no_pause
    ) -> Iterator[Wordings]:
        """The units with each wording, by their text."""
        return similar_wording.wordings_of_each(self._index, question, places, pause)

    def same_units(self, question: WordingQuestion) -> Places:
        """The units whose text is one of the passages and no more."""
        return similar_wording.same_units(self._index, question)

    def like_english(self, passage: str, most: int) -> tuple[EnglishWording, ...]:
        """The English texts beside units that are like a passage."""
        return english_wording.like_english(self._index, passage, most)

    def values(self, facet: str) -> tuple[str, ...]:
        """All values of a facet that units have."""
        if facet not in self._values:
            columns = self._index.columns
            every = DocumentGroups.of(columns, np.arange(len(columns), dtype=np.int32))
            self._values[facet] = tuple(value for value, _ in FacetCounts(columns, every).values(facet)[0])
        return self._values[facet]

    def sample(self) -> tuple[int, ...]:
        """The keys of some units."""
        return soundness.sample(self._index)

    def fault(self, unit: int, folded: str) -> IndexFault | None:
        """What is wrong with a unit whose folded text should be this."""
        return soundness.fault(self._index, unit, folded)

    def count(self) -> int:
        """Number of units in the index."""
        return len(self._index.columns)

    def update(self, changes: Changes, cut: CutAll | None = None) -> None:
        """Apply changes."""
        self._index.update(changes, cut)
        self._values.clear()

    def close(self) -> None:
        """Close the index."""
        self._index.close()
