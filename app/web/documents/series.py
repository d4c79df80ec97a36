"""The page of a series: texts on one matter from session to session, and the evidence that links each to the last."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.db.models import Document
from app.db.queries import series
from app.db.queries.listing import Listed, listed
from app.db.queries.series import Member
from app.domain.places import SERIES
from app.web.documents.not_held import not_held
from app.web.http.context import ContextDep
from app.web.lookup.address_route import SERIES_OF, AddressRoute
from app.web.lookup.documents import find

router = APIRouter(route_class=AddressRoute)


@dataclass(frozen=True, slots=True)
class SeriesPage:
    """The texts of a document's series and their distinct titles, both newest first."""

    template: ClassVar[str] = "documents/series.html"

    document: Listed
    titles: tuple[str, ...]
    members: tuple[Member, ...]


@router.get(SERIES_OF)
def show_series(name: str, request: Request, context: ContextDep) -> Response:
    """Show the series that a document belongs to; the document alone if there is none."""
    found = find(context.archive.session, name)
    if found.document is None:
        return not_held(request, context, found, SERIES)
    moved = found.redirect(request, SERIES)
    return moved or context.site.renderer.render(_page(context.archive.session, found.document))


def _page(session: Session, document: Document) -> SeriesPage:
    found = tuple(reversed(series.members(session, document)))
    titles = dict.fromkeys(member.document.title for member in found if member.document.title)
    return SeriesPage(listed(document), tuple(titles), found)
