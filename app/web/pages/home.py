"""The first page: what is here, and the search box."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from app.db.queries import listing
from app.db.queries.listing import Counted, Listed
from app.web.deps import ShelfDep, SiteDep

router = APIRouter()

_NEWEST = 5


@dataclass(frozen=True, slots=True)
class HomePage:
    """Organs with counts, and the documents adopted last."""

    template: ClassVar[str] = "pages/home.html"

    total: int
    bodies: tuple[Counted, ...]
    newest: tuple[Listed, ...]
    example: Listed | None


@router.get("/")
def home(site: SiteDep, shelf: ShelfDep) -> HTMLResponse:
    """The first page."""
    newest = tuple(listing.newest(shelf.session, _NEWEST))
    example = next((document for document in newest if document.number), None)
    bodies = sorted(listing.counts(shelf.session, "body"), key=lambda body: -body.count)
    page = HomePage(listing.count(shelf.session), tuple(bodies), newest, example)
    return site.renderer.render(page)
