"""The order of results, the same for every engine."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from app.domain.query import SearchQuery
from app.search.engine import DocumentHits, ResultPage, SearchUnit


@dataclass(frozen=True, slots=True)
class Found:
    """A unit that was found, with the engine's own score for its words (higher is better)."""

    unit: SearchUnit
    score: float = 0.0


def page_of(found: Iterable[Found], query: SearchQuery, *, page: int, size: int) -> ResultPage:
    """Group by document, order, and cut one page out.

    By relevance: titles first, then units that hold the phrases together, then by score; ties go to the
    newest. By date: documents by adoption, those without a date last; their units as in the text.
    """
    in_text = sorted(found, key=lambda hit: (hit.unit.document, hit.unit.id))
    groups = [list(hits) for _, hits in groupby(in_text, key=lambda hit: hit.unit.document)]
    if query.sort == "relevance":
        groups = [sorted(hits, key=lambda hit: _weight(hit, query), reverse=True) for hits in groups]
        groups.sort(key=lambda hits: hits[0].unit.document)
        groups.sort(key=lambda hits: (_weight(hits[0], query), hits[0].unit.adopted_on), reverse=True)
    else:
        newest = query.sort == "newest"
        groups.sort(key=lambda hits: hits[0].unit.adopted_on or ("" if newest else "9999"), reverse=newest)
    shown = groups[(page - 1) * size : page * size]
    return ResultPage(
        len(in_text),
        len(groups),
        tuple(DocumentHits(hits[0].unit.document, tuple(hit.unit.id for hit in hits)) for hits in shown),
    )


def _weight(hit: Found, query: SearchQuery) -> tuple[bool, bool, float]:
    return hit.unit.part == "title", query.holds_together(hit.unit.folded), hit.score
