"""Lists of documents by organ, session, year, kind, outcome, committee, agenda item, goal and subject."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from app.db.queries import listing
from app.db.queries.listing import Listed
from app.web import facets
from app.web.choosing import Chosen, ChosenFacet
from app.web.deps import ShelfDep, SiteDep
from app.web.facets import FilterGroup
from app.web.paging import Pager, page_number, pager

router = APIRouter()

SIZE = 50


@dataclass(frozen=True, slots=True)
class BrowsePage:
    """One page of a list, with what is chosen and what can be.

    `unknown` are values that are chosen and that the archive does not have, with their facets.
    """

    template: ClassVar[str] = "pages/browse.html"

    chosen: tuple[ChosenFacet, ...]
    is_cut: bool
    unknown: tuple[tuple[str, str], ...]
    groups: tuple[FilterGroup, ...]
    documents: tuple[Listed, ...]
    total: int
    pager: Pager


@router.get("/browse")
def browse(request: Request, site: SiteDep, shelf: ShelfDep, page: str = "1") -> HTMLResponse:
    """Documents, newest first; those of one session by number."""
    chosen = facets.browsing(request.query_params)
    number = page_number(page)
    return site.renderer.render(_browse_page(shelf.session, chosen, number))


def _browse_page(session: Session, chosen: Chosen, number: int) -> BrowsePage:
    choice = facets.choice(chosen)
    total = listing.count(session, choice)
    documents = listing.documents(
        session,
        choice,
        offset=(number - 1) * SIZE,
        limit=SIZE,
        is_newest_first=len(choice.sessions) != 1,
    )
    groups = facets.groups(session, chosen)
    return BrowsePage(
        chosen.facets(),
        chosen.is_cut,
        facets.unknown(session, chosen, groups),
        groups,
        tuple(documents),
        total,
        pager("/browse", chosen.values, page=number, size=SIZE, total=total),
    )
