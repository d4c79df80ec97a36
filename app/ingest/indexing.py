"""Turns database rows into index updates, and segments texts on all processors."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from sqlmodel import Session

from app.db.queries.indexing import documents_to_index, units_to_index
from app.domain.query import cite_key
from app.domain.segmentation import Segmenter
from app.domain.states import StateNames
from app.domain.text import fold, sentence_stops
from app.ingest.parallel import in_order
from app.search.changes import Changes, SearchDocument, SearchUnit

_BATCH_SIZE = 500
"""Number of texts segmented per task."""
_MIN_BATCHES_FOR_PROCESSES = 8


def changes(session: Session, removed: set[str], written: set[str] | None, states: StateNames) -> Changes:
    """An index update: addresses removed, and the documents written (None for all) with their units."""
    documents = (
        SearchDocument(
            one.address,
            one.body,
            one.session,
            one.year,
            one.kind,
            one.ordered_on,
            one.subjects,
            one.committee,
        )
        for one in documents_to_index(session, written)
    )
    units = (
        SearchUnit(
            one.id,
            one.address,
            one.part,
            folded,
            one.verb,
            one.annex,
            tuple(map(cite_key, one.cites)),
            stops=sentence_stops(one.text),
            states=states.named_in(folded),
        )
        for one in units_to_index(session, written)
        for folded in (fold(one.text),)
    )
    return Changes(tuple(sorted(removed)), tuple(documents), units)


def cutter(
    words: Segmenter, begin: Callable[[int], None], advance: Callable[[], None]
) -> Callable[[Sequence[str]], Iterator[list[str]]]:
    """A function that segments texts on all processors; it calls `begin` with their number, and `advance` per text."""

    def cut(texts: Sequence[str]) -> Iterator[list[str]]:
        begin(len(texts))
        parts = [texts[start : start + _BATCH_SIZE] for start in range(0, len(texts), _BATCH_SIZE)]
        cut_parts = in_order(_cut, words, parts, min_parallel=_MIN_BATCHES_FOR_PROCESSES)
        for found in chain.from_iterable(cut_parts):
            yield found
            advance()

    return cut


def _cut(words: Segmenter, texts: Sequence[str]) -> list[list[str]]:
    return [words.of(text) for text in texts]
