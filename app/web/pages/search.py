"""Search: the units that hold a phrase, grouped by document."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, get_args

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from app.db.models import Unit
from app.db.queries import listing
from app.db.queries.listing import Listed
from app.domain.places import PARTS, Part
from app.domain.query import MAX_LENGTH, SearchQuery, Sort, parse, part_named
from app.domain.text import Piece, mark
from app.search.engine import DocumentHits, answer
from app.web.deps import Shelf, ShelfDep, SiteDep
from app.web.finding import with_targets
from app.web.paging import Pager, page_number, pager

router = APIRouter()

SIZE = 20
SHOWN = 3
"""How many hits of a document stand open; the others unfold."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit that was found, cut into pieces that match and pieces that do not."""

    anchor: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """A document with all its units that were found: the first ones, and the others."""

    document: Listed
    hits: tuple[Hit, ...]
    more: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class PartFilter:
    """A part of documents that the search can be kept to."""

    part: Part
    is_on: bool


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Results, or how to search where nothing was typed."""

    template: ClassVar[str] = "pages/search.html"

    query: str
    notices: tuple[str, ...]
    total_units: int
    total_documents: int
    results: tuple[Result, ...]
    parts: tuple[PartFilter, ...]
    sort: Sort
    pager: Pager


@router.get("/search")
def search(
    site: SiteDep,
    shelf: ShelfDep,
    q: str = "",
    part: Annotated[list[str] | None, Query()] = None,
    sort: str = "relevance",
    page: str = "1",
) -> HTMLResponse:
    """The units that hold what was typed; whatever is typed gets an answer."""
    parts = frozenset(known for value in part or [] if (known := part_named(value)))
    order: Sort = next((choice for choice in get_args(Sort) if choice == sort), "relevance")
    number = page_number(page)
    sought = with_targets(shelf.session, site.names.instruments, parse(q, parts=parts, sort=order))
    query, found = answer(shelf.search, sought, page=number, size=SIZE)
    params = {"q": q[:MAX_LENGTH], "part": sorted(parts), "sort": order if order != "relevance" else ""}
    return site.renderer.render(
        SearchPage(
            query=q[:MAX_LENGTH],
            notices=query.notices,
            total_units=found.total_units,
            total_documents=found.total_documents,
            results=tuple(results(shelf, query, found.documents)),
            parts=tuple(PartFilter(choice, choice in query.parts) for choice in PARTS),
            sort=order,
            pager=pager("/search", params, page=number, size=SIZE, total=found.total_documents),
        )
    )


def results(shelf: Shelf, query: SearchQuery, found: tuple[DocumentHits, ...]) -> list[Result]:
    """Fetch what was found, in two statements, and mark the phrases."""
    listed = listing.by_addresses(shelf.session, [hits.document for hits in found])
    units = listing.units(shelf.session, [unit for hits in found for unit in hits.units])
    phrases = [phrase.text for phrase in query.phrases]
    return [_result(listed[hits.document], hits, units, phrases) for hits in found]


def _result(document: Listed, hits: DocumentHits, units: Mapping[int, Unit], phrases: list[str]) -> Result:
    marked = [Hit(units[unit].anchor, mark(units[unit].text, phrases)) for unit in hits.units]
    return Result(document, tuple(marked[:SHOWN]), tuple(marked[SHOWN:]))
