"""All values of a facet that may have many: sessions, years, committees, agenda items, subjects."""

from dataclasses import dataclass, replace
from typing import ClassVar

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from app.web.html import facet_groups
from app.web.html.facet_groups import LISTS, Filter
from app.web.html.pager import Pager, page_number, pager
from app.web.html.selection import SelectedFacet
from app.web.http.context import ArchiveDep, SiteDep

router = APIRouter()

SIZE = 200


@dataclass(frozen=True, slots=True)
class FacetValuesPage:
    """One page of a facet's values, counted among the documents that match the other chosen facets."""

    template: ClassVar[str] = "browse/facet_values.html"

    facet: str
    chosen: tuple[SelectedFacet, ...]
    is_cut: bool
    filters: tuple[Filter, ...]
    total: int
    list_url: str
    csv_url: str
    pager: Pager


@router.get("/browse/{name}")
def values(name: str, request: Request, site: SiteDep, archive: ArchiveDep, page: str = "1") -> HTMLResponse:
    """List the values of a facet; each links to its documents that match the other chosen facets."""
    facet = LISTS.get(name)
    if facet is None:
        raise HTTPException(404)
    chosen = facet_groups.browsing(request.query_params)
    found = facet_groups.values(archive.session, facet, chosen)
    number = page_number(page)
    first = (number - 1) * SIZE
    return site.renderer.render(
        FacetValuesPage(
            facet,
            # Removing a chosen value stays on this list.
            replace(chosen.only(facet), path=f"/browse/{name}").facets(),
            chosen.is_cut,
            facet_groups.filters(facet, found[first : first + SIZE], chosen),
            len(found),
            chosen.url(),
            chosen.url(f"/browse/{name}.csv"),
            pager(f"/browse/{name}", chosen.params(), page=number, size=SIZE, total=len(found)),
        )
    )
