"""The first page: what is here, and the search box."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from app.db.queries import facets, listing
from app.db.queries.facets import FacetValue
from app.db.queries.listing import Counted, Listed
from app.web.http.context import ArchiveDep, ArchiveSession, SiteDep

router = APIRouter()

_NEWEST = 5
_TOPICS = 5


@dataclass(frozen=True, slots=True)
class HomePage:
    """Organs with counts, the documents adopted last, and the agenda items with most documents."""

    template: ClassVar[str] = "browse/home.html"

    total: int
    bodies: tuple[Counted, ...]
    topics: tuple[FacetValue, ...]
    newest: tuple[Listed, ...]
    example: Listed | None


@router.get("/")
def home(site: SiteDep, archive: ArchiveDep) -> HTMLResponse:
    """The first page."""
    newest = tuple(listing.newest(archive.session, _NEWEST))
    example = next((document for document in newest if document.number), None)
    bodies = sorted(listing.counts(archive.session, "body"), key=lambda body: -body.count)
    page = HomePage(listing.count(archive.session), tuple(bodies), _topics(archive), newest, example)
    return site.renderer.render(page)


def _topics(archive: ArchiveSession) -> tuple[FacetValue, ...]:
    """Agenda items; the Security Council's are known by their English names only, and left out."""
    items = (item for item in facets.counts(archive.session, "item") if not item.value.isascii())
    return tuple(sorted(items, key=lambda item: (-item.count, item.value))[:_TOPICS])
