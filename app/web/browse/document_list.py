"""Lists of documents by organ, session, year, kind, outcome, committee, agenda item, goal and subject."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from app.db.queries import listing
from app.db.queries.listing import Listed
from app.web.html import facet_groups
from app.web.html.facet_groups import FilterGroup, SeriesLinks
from app.web.html.pager import Pager, page_number, pager
from app.web.html.selection import SelectedFacet, Selection
from app.web.http.context import ArchiveDep, SiteDep

router = APIRouter()

SIZE = 50


@dataclass(frozen=True, slots=True)
class DocumentListPage:
    """One page of a list, with the chosen facet values and those to choose from.

    `unknown` are the chosen values that no document has, as (facet, value). `total` is the number of listed documents,
    `whole` that of all that match.
    """

    template: ClassVar[str] = "browse/document_list.html"

    chosen: tuple[SelectedFacet, ...]
    is_cut: bool
    unknown: tuple[tuple[str, str], ...]
    groups: tuple[FilterGroup, ...]
    documents: tuple[Listed, ...]
    total: int
    whole: int
    series: SeriesLinks
    clear_url: str
    csv_url: str
    atom_url: str
    pager: Pager


@router.get("/browse")
def browse(request: Request, site: SiteDep, archive: ArchiveDep, page: str = "1") -> HTMLResponse:
    """List documents, newest first; those of a single session by number."""
    chosen = facet_groups.browsing(request.query_params)
    number = page_number(page)
    return site.renderer.render(_browse_page(archive.session, chosen, number))


def _browse_page(session: Session, chosen: Selection, number: int) -> DocumentListPage:
    choice = facet_groups.choice(chosen)
    total = listing.count(session, choice)
    documents = listing.documents(
        session,
        choice,
        offset=(number - 1) * SIZE,
        limit=SIZE,
        is_newest_first=len(choice.sessions) != 1,
    )
    groups = facet_groups.groups(session, chosen)
    return DocumentListPage(
        chosen.facets(),
        chosen.is_cut,
        facet_groups.unknown(session, chosen, groups),
        groups,
        tuple(documents),
        total,
        listing.count(session, facet_groups.counted_choice(chosen)) if choice.only_newest else total,
        facet_groups.series_links(chosen),
        Selection("/browse", {}, kept=chosen.kept).url(),
        chosen.url("/browse.csv"),
        chosen.url("/browse.atom"),
        pager("/browse", chosen.params(), page=number, size=SIZE, total=total),
    )
