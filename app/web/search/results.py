"""What a search found, ready to be shown: documents, and their units with what matches marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.db.queries import listing
from app.db.queries.listing import Listed
from app.domain.query import SearchQuery
from app.domain.text import Piece, mark_found
from app.search.engine import DocumentHits
from app.web.http.context import ArchiveSession

_MOST_HITS = 3000
"""How many units one answer shows; where there are more, `Result.total` says so."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit that was found, cut into pieces that match and pieces that do not."""

    anchor: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """A document and units of it that were found; `total` units of it were."""

    document: Listed
    hits: tuple[Hit, ...]
    total: int


def results(
    archive: ArchiveSession, query: SearchQuery, found: Sequence[DocumentHits], most: int | None = None
) -> list[Result]:
    """Fetch what was found, in two statements, and mark the phrases.

    At most so many units of a document, and fewer where all of them together would be too many for one answer.
    """
    if not found:
        return []
    if most is None and sum(len(hits.units) for hits in found) > _MOST_HITS:
        most = _MOST_HITS // len(found)
    listed = listing.by_addresses(archive.session, [hits.document for hits in found])
    units = listing.units(archive.session, [unit for hits in found for unit in hits.units[:most]])
    phrases = [phrase.text for phrase in query.phrases]
    # The same paragraph often stands in document after document.
    marked = {text: mark_found(text, phrases) for text in {unit.text for unit in units.values()}}
    return [
        Result(
            listed[hits.document],
            tuple(Hit(units[unit].anchor, marked[units[unit].text]) for unit in hits.units[:most]),
            len(hits.units),
        )
        for hits in found
    ]
