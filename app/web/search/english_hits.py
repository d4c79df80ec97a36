"""The English beside units that a search found, with what is sought in it marked."""

from collections.abc import Sequence

from app.db.queries.english_beside import english_beside
from app.domain.english_text import mark_english, stems_of
from app.domain.query import SearchQuery
from app.domain.text import Piece
from app.web.http.context import ArchiveSession


def english_marked(
    archive: ArchiveSession, query: SearchQuery, units: Sequence[int]
) -> dict[int, tuple[tuple[Piece, ...], ...]]:
    """The English units beside each of these, with what is sought in English marked."""
    phrases = [one.phrase for one in query.english if not one.in_any_form]
    stems = frozenset(stem for one in query.english if one.in_any_form for stem in stems_of(one.phrase))
    return {
        key: tuple(mark_english(one.text, phrases, stems) for one in beside)
        for key, beside in english_beside(archive.session, units).items()
    }
