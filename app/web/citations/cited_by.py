"""The paginated list of all documents that cite one."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.db.queries import citations
from app.domain.addresses import document_url
from app.domain.places import CITED_BY
from app.web.citations.citing_documents import CitingDocuments, citing_documents
from app.web.html.pager import Pager, page_number, pager
from app.web.http.context import ContextDep
from app.web.http.errors import NoPlaceError
from app.web.lookup.address_route import CITING, AddressRoute
from app.web.lookup.documents import find

router = APIRouter(route_class=AddressRoute)

SIZE = 50


@dataclass(frozen=True, slots=True)
class CitedByPage:
    """The documents that cite a document, held or not."""

    template: ClassVar[str] = "citations/cited_by.html"

    address: str
    symbol: str
    title: str | None
    is_held: bool
    cited_by: CitingDocuments
    pager: Pager


@router.get(CITING)
def show_citing(name: str, request: Request, context: ContextDep, page: str = "1") -> Response:
    """List all documents that cite one, held or not; 404 if it is neither held nor cited."""
    found = find(context.archive.session, name)
    if found.symbol is None:
        raise NoPlaceError(found.document, CITED_BY) if found.document else HTTPException(404)
    if moved := found.redirect(request, CITED_BY):
        return moved
    shown = _page(context.archive.session, found.address, found.symbol.canonical, page_number(page))
    is_known = shown.is_held or shown.cited_by.total > 0
    return context.site.renderer.render(shown, status=200 if is_known else 404)


def _page(session: Session, address: str, symbol: str, number: int) -> CitedByPage:
    about = citations.known(session, [symbol])[symbol]
    found = citing_documents(session, symbol, offset=(number - 1) * SIZE, limit=SIZE)
    paged = pager(document_url(address, CITED_BY), {}, page=number, size=SIZE, total=found.total)
    return CitedByPage(address, symbol, about.title, about.address is not None, found, paged)
