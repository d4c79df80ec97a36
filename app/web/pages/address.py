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
from app.web.finding import find
from app.web.pages.document import document_page, version_page
from app.web.pages.lettered import lettered_page
from app.web.pages.place import place_page
from app.web.pages.unheld import UnheldPage, unheld_page
from app.web.render import Page
from app.web.shown import citing_documents

router = APIRouter()


@router.get("/{path:path}")
def by_address(
    path: str, request: Request, site: SiteDep, shelf: ShelfDep, base_url: BaseUrlDep, q: str = ""
) -> Response:
    """A document by its symbol in any spelling, or a place in it. Other spellings redirect (308)."""
    name, place = split_address(unicodedata.normalize("NFKC", path))
    found = find(shelf.session, name)
    if found.document and not q and path == found.address:
        return HTMLResponse(_whole_document(site, shelf, found.document))
    page: Page
    if found.document:
        page, canonical = _held(shelf, site.names, found.document, place, q, base_url)
    elif found.symbol and (parts := lettered_page(shelf.session, found.symbol)):
        page, canonical = parts, ""
    elif found.symbol:
        canonical = "" if place in LANGUAGES else place.lower()
        page = _unheld(shelf, site.names, found.symbol, canonical)
    else:
        raise HTTPException(404)
    if path != f"{found.address}/{canonical}".rstrip("/"):
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{document_url(found.address, canonical)}{query}", 308)
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
    elif moved := documents.redirect(shelf.session, f"{document.address}/{place}"):
        moved_to = moved.removeprefix(f"{document.address}/")
        if found := place_page(shelf.session, names, document, moved_to, base_url):
            return found, moved_to
    raise HTTPException(404, f"{title}里没有“{place}”这一处。")


def _unheld(shelf: Shelf, names: Names, symbol: Symbol, place: str) -> UnheldPage:
    cited_by = citing_documents(shelf.session, symbol.canonical)
    organ = names.organ_of(symbol)
    if not cited_by and (parent := _held_parent(shelf, symbol)):
        rest = symbol.url.removeprefix(f"{parent.address}/")
        raise HTTPException(404, f"{parent.symbol}里没有“{rest.lower()}”这一处。")
    if organ is None and not cited_by:
        raise HTTPException(404)
    return unheld_page(symbol, organ, place, cited_by)


def _held_parent(shelf: Shelf, symbol: Symbol) -> Document | None:
    """The document that is held whose address a longer one, which is none, begins with."""
    segments = symbol.url.split("/")
    parents = ("/".join(segments[:length]) for length in range(len(segments) - 1, 2, -1))
    held = (documents.by_address(shelf.session, parent) for parent in parents)
    return next((document for document in held if document), None)
