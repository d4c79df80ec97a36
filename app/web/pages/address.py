"""Addresses made of symbols: documents, places in them, former versions, documents that are not held."""

import unicodedata

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.db.models import Document
from app.db.queries import documents
from app.domain.organs import Names
from app.domain.places import LANGUAGES, split_address
from app.domain.symbols import Symbol
from app.web.addresses import document_url
from app.web.deps import BaseUrlDep, Shelf, ShelfDep, Site, SiteDep
from app.web.pages.document import document_page, version_page
from app.web.pages.place import place_page
from app.web.pages.unheld import UnheldPage, unheld_page
from app.web.render import Page
from app.web.shown import citing_documents

router = APIRouter()


@router.api_route("/{path:path}", methods=["GET", "HEAD"])
def by_address(
    path: str, request: Request, site: SiteDep, shelf: ShelfDep, base_url: BaseUrlDep, q: str = ""
) -> Response:
    """A document by its symbol in any spelling, or a place in it. Other spellings redirect (308)."""
    name, place = split_address(unicodedata.normalize("NFKC", path))
    symbol = _symbol(name)
    address = symbol.url if symbol else name
    if document := documents.by_address(shelf.session, address):
        address = document.address
        if not q and path == address:
            return HTMLResponse(_whole_document(site, shelf, document))
        page, canonical = _held(shelf, site.names, document, place, q, base_url)
    elif moved := _moved(shelf, address, symbol):
        return _redirect(request, moved, place)
    elif symbol:
        page, canonical = _unheld(shelf, site.names, symbol, place), place
    else:
        raise HTTPException(404)
    if path != f"{address}/{canonical}".rstrip("/"):
        return _redirect(request, address, canonical)
    is_known = not isinstance(page, UnheldPage) or page.cited_by
    return site.renderer.render(page, status=200 if is_known else 404)


def _whole_document(site: Site, shelf: Shelf, document: Document) -> str:
    """The page asked for most, made once a release."""
    return site.pages.get(
        (shelf.release, document.address),
        lambda: site.renderer.html(document_page(shelf.session, site.names, document, "")),
    )


def _held(
    shelf: Shelf, names: Names, document: Document, place: str, query: str, base_url: str
) -> tuple[Page, str]:
    """The page of a place in a document that is held, and the place as addresses spell it."""
    title = document.symbol or document.title
    if place in ("", "zh"):
        return document_page(shelf.session, names, document, query), ""
    if place in LANGUAGES:
        raise HTTPException(404, f"本库只收录中文文本，{title}的其他语文本请看联合国网站。")
    if place.lower().startswith("v/"):
        if former := version_page(shelf.session, names, document, place[2:]):
            return former, place.lower()
    elif found := place_page(shelf.session, names, document, place, base_url):
        return found, found.place
    raise HTTPException(404, f"{title}里没有“{place}”这一处。")


def _unheld(shelf: Shelf, names: Names, symbol: Symbol, place: str) -> UnheldPage:
    cited_by = citing_documents(shelf.session, symbol.canonical)
    organ = names.organ_of(symbol)
    if organ is None and not cited_by:
        raise HTTPException(404)
    return unheld_page(symbol, organ, place, cited_by)


def _symbol(name: str) -> Symbol | None:
    try:
        return None if name.lower().startswith("x/") else Symbol.parse(name)
    except ValueError:
        return None


def _moved(shelf: Shelf, address: str, symbol: Symbol | None) -> str | None:
    """Where a document went that has no page at this address."""
    if moved := documents.redirect(shelf.session, address):
        return moved
    full = documents.without_year(shelf.session, symbol.canonical) if symbol else None
    return Symbol.parse(full).url if full else None


def _redirect(request: Request, address: str, place: str) -> RedirectResponse:
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{document_url(address, place)}{query}", 308)
