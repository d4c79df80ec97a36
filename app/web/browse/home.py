"""The home page: what the archive holds, and the search box."""

from dataclasses import dataclass
from typing import Any, ClassVar

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from app.db.queries import facets, listing
from app.db.queries.facets import FacetValue
from app.db.queries.listing import Counted, Listed
from app.web.http.context import ArchiveDep, BaseUrlDep, SiteDep
from app.writers.page_metadata import site_schema

router = APIRouter()

_NEWEST = 5
_TOPICS = 5


@dataclass(frozen=True, slots=True)
class HomePage:
    """Organs with counts, the latest documents, and the agenda items with the most documents."""

    template: ClassVar[str] = "browse/home.html"

    total: int
    bodies: tuple[Counted, ...]
    topics: tuple[FacetValue, ...]
    newest: tuple[Listed, ...]
    example: Listed | None
    linked_data: dict[str, Any]


@router.get("/")
def home(site: SiteDep, archive: ArchiveDep, base_url: BaseUrlDep) -> HTMLResponse:
    """Show the home page."""
    newest = tuple(listing.newest(archive.session, _NEWEST))
    example = next((document for document in newest if document.number), None)
    bodies = sorted(listing.counts(archive.session, "body"), key=lambda body: -body.count)
    topics = tuple(facets.topics(archive.session)[:_TOPICS])
    linked = site_schema(base_url)
    page = HomePage(listing.count(archive.session), tuple(bodies), topics, newest, example, linked)
    return site.renderer.render(page)
