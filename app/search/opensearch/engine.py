"""The search engine that other machines share: answers whole questions from the indices of a cluster."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from opensearchpy import OpenSearch

from app.domain.query import SearchQuery
from app.domain.segmentation import Segmenter
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
from app.search.like_wording import EnglishWording, Places, SimilarUnits, WordingQuestion, Wordings
from app.search.opensearch import answers, english, lines, soundness, uses, wordings
from app.search.opensearch.connection import connect
from app.search.opensearch.documents import batches
from app.search.opensearch.index import ClusterIndex
from app.search.opensearch.lifecycle import changed, create
from app.search.opensearch.loading import load, remove
from app.search.opensearch.mapping import ENGLISH, TEXTS, UNITS, bodies
from app.search.opensearch.pointer import Pointer, read_pointer
from app.search.opensearch.settings import ClusterSettings

_REMOVED_AT_A_TIME = 5000


class OpenSearchEngine:
    """`SearchEngine` over the indices that a folder points to. See there for the methods."""

    def __init__(
        self, client: OpenSearch, cluster: ClusterSettings, folder: Path, words: Segmenter, owner: str
    ) -> None:
        """Answer from these indices. Raises FileNotFoundError if the folder points to none."""
        self._client, self._cluster, self._folder = client, cluster, folder
        self._words, self._owner = words, owner
        self._open(read_pointer(folder))

    def _open(self, pointer: Pointer) -> None:
        self._index = ClusterIndex(self._client, pointer.indices, self._words)
        self._values: dict[str, tuple[str, ...]] = {}

    def answer(self, question: Question) -> Answer:
        """The units that match a query, grouped by document, with totals and facets."""
        return answers.answer(self._index, question)

    def concordance(self, query: SearchQuery, by: LineOrder, *, page: int = 1, size: int = 50) -> Concordance:
        """The occurrences of a query's phrases."""
        return lines.concordance(self._index, query, by, page=page, size=size)

    def lines(self, query: SearchQuery, *, is_oldest_first: bool = False) -> Iterator[Line]:
        """Every occurrence of a query's phrases."""
        return lines.lines(self._index, query, is_oldest_first=is_oldest_first)

    def uses(self, query: SearchQuery) -> Uses:
        """The numbers of documents and units that match a query, by year and by organ."""
        return uses.uses(self._index, query)

    def uses_by_year_and_body(self, query: SearchQuery) -> tuple[UseIn, ...]:
        """The numbers of documents and units that match a query, by organ in each year."""
        return uses.uses_by_year_and_body(self._index, query)

    def named_states(self, query: SearchQuery, states: Sequence[str]) -> NamedStates:
        """Which of these states the units that match a query name."""
        return uses.named_states(self._index, query, states)

    def similar_units(self, question: WordingQuestion, pause: Callable[[], None] = no_pause) -> SimilarUnits:
        """The units with a wording, one by one."""
        return wordings.similar_units(self._index, question, pause)

    def wordings(
        self, question: WordingQuestion, *, places: int, pause: Callable[[], None] = no_pause
    ) -> Wordings:
        """The units with a wording, by their text."""
        return wordings.wordings(self._index, question, places, pause)

    def wordings_of_each(
        self, question: WordingQuestion, *, places: int, pause: Callable[[], None] = no_pause
    ) -> Iterator[Wordings]:
        """The units with each wording, by their text."""
        return wordings.wordings_of_each(self._index, question, places, pause)

    def same_units(self, question: WordingQuestion) -> Places:
        """The units whose text is one of the passages and no more."""
        return wordings.same_units(self._index, question)

    def like_english(self, passage: str, most: int) -> tuple[EnglishWording, ...]:
        """The English texts beside units that are like a passage."""
        return english.like_english(self._index, passage, most)

    def values(self, facet: str) -> tuple[str, ...]:
        """All values of a facet that units have."""
        if not self._values:
            self._values = soundness.values(self._index)
        return self._values[facet]

    def sample(self) -> tuple[int, ...]:
        """The keys of some units."""
        return soundness.sample(self._index)

    def fault(self, unit: int, folded: str) -> IndexFault | None:
        """What is wrong with a unit whose folded text should be this."""
        return soundness.fault(self._index, unit, folded)

    def count(self) -> int:
        """Number of units in the index."""
        return soundness.count(self._index)

    def update(self, changes: Changes, cut: CutAll | None = None) -> None:
        """Apply changes, to copies of the indices that are served. They are kept when this returns."""
        with changed(self._client, self._cluster, self._owner, bodies(), self._folder) as pointer:
            indices = pointer.indices
            first = soundness.next_number(ClusterIndex(self._client, indices, self._words))
            removed = changes.removed
            for start in range(0, len(removed), _REMOVED_AT_A_TIME):
                some = {"terms": {"address": removed[start : start + _REMOVED_AT_A_TIME]}}
                remove(self._client, indices[UNITS], some)
            for batch in batches(changes, first, cut or (lambda texts: map(self._words.of, texts))):
                load(self._client, indices[TEXTS], batch.texts.values())
                load(self._client, indices[ENGLISH], batch.english.values())
                load(self._client, indices[UNITS], batch.documents)
        self._open(read_pointer(self._folder))

    def close(self) -> None:
        """Close the connections; running questions are answered."""
        self._index.close()


def open_cluster(
    folder: Path, words: Segmenter, cluster: ClusterSettings, owner: str, *, create_new: bool = False
) -> OpenSearchEngine:
    """Open the indices that a folder points to, or make new ones. Raises FileNotFoundError if there are none to open."""
    client = connect(cluster)
    if create_new:
        create(client, cluster, owner, bodies(), folder)
    return OpenSearchEngine(client, cluster, folder, words, owner)
