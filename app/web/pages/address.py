"""Addresses made of symbols: documents, places in them, former versions, documents that are not held."""

import unicodedata

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from app.db.models import Document
from app.db.queries import citations, documents
from app.domain.organs import Names
from app.domain.places import CITED_BY, LANGUAGES, SERIES, split_address
from app.domain.symbols import Symbol
from app.web.addresses import document_url
from app.web.deps import Desk, DeskDep, Shelf
from app.web.finding import Found, find
from app.web.pages.cited import CitedPage, cited_page
from app.web.pages.document import ToMark, document_page, version_page
from app.web.pages.errors import NoPlaceError
from app.web.pages.lettered import lettered_page
from app.web.pages.place import place_page
from app.web.pages.series import series_page
from app.web.pages.unheld import UnheldPage, unheld_page
from app.web.paging import page_number
from app.web.render import Page

router = APIRouter()

_AFTER_ADDRESSES = ".,;:。、》”"
"""What closes a sentence or a citation, and is taken for a part of the address at its end."""


@router.get("/{path:path}")
def by_address(path: str, request: Request, desk: DeskDep, q: str = "", page: str = "1") -> Response:
    """A document by its symbol in any spelling, or a place in it. Other spellings redirect (308)."""
    shelf, site = desk.shelf, desk.site
    name, place = split_address(unicodedata.normalize("NFKC", path).rstrip(_AFTER_ADDRESSES))
    found = find(shelf.session, name)
    shown: Page
    if place.lower() == SERIES and found.document:
        shown, canonical = series_page(shelf.session, found.document), SERIES
    elif place.lower() == CITED_BY and found.symbol:
        shown, canonical = _citing(shelf, found, page_number(page)), CITED_BY
    elif found.document:
        shown, canonical = _held(desk, found.document, place, ToMark.of(q, site.words))
    elif found.symbol and (parts := lettered_page(shelf.session, found.symbol)):
        shown, canonical = parts, ""
    elif found.symbol:
        canonical = "" if place in LANGUAGES else place.lower()
        shown = _unheld(shelf, site.names, found.symbol, canonical)
    else:
        raise HTTPException(404)
    if path != f"{found.address}/{canonical}".rstrip("/"):
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{document_url(found.address, canonical)}{query}", 308)
    return site.renderer.render(shown, status=200 if _is_known(shown) else 404)


def _is_known(page: Page) -> bool:
    """Whether a document is held or cited, or letters of it are."""
    if isinstance(page, UnheldPage):
        return bool(page.cited_by.total or page.parts)
    return not isinstance(page, CitedPage) or page.is_held or page.cited_by.total > 0


def _held(desk: Desk, document: Document, place: str, to_mark: ToMark) -> tuple[Page, str]:
    """The page of a place in a document that is held, and the place as addresses spell it."""
    if place in ("", "zh"):
        return document_page(desk, document, to_mark), ""
    if place in LANGUAGES:
        title = document.symbol or document.title
        raise HTTPException(404, f"本库只收录中文文本，{title}的其他语文本请看联合国网站。")
    if place.lower().startswith("v/"):
        if former := version_page(desk, document, place[2:]):
            return former, place.lower()
    elif found := place_page(desk, document, place):
        return found, found.place
    elif moved := documents.redirect(desk.shelf.session, f"{document.address}/{place}"):
        moved_to = moved.removeprefix(f"{document.address}/")
        if found := place_page(desk, document, moved_to):
            return found, moved_to
    raise NoPlaceError(document, place)


def _unheld(shelf: Shelf, names: Names, symbol: Symbol, place: str) -> UnheldPage:
    page = unheld_page(shelf.session, names, symbol, place)
    is_cited = page.cited_by.total or page.parts
    if not is_cited and (parent := _held_parent(shelf, symbol)):
        rest = symbol.url.removeprefix(f"{parent.address}/")
        raise NoPlaceError(parent, rest.lower())
    if names.organ_of(symbol) is None and not is_cited:
        raise HTTPException(404)
    return page


def _citing(shelf: Shelf, found: Found, number: int) -> CitedPage:
    if found.symbol is None:
        raise HTTPException(404)
    symbol = found.symbol.canonical
    known = citations.known(shelf.session, [symbol])[symbol]
    return cited_page(shelf, found.address, known, number)


def _held_parent(shelf: Shelf, symbol: Symbol) -> Document | None:
    """The document that is held whose address a longer one, which is none, begins with."""
    segments = symbol.url.split("/")
    parents = ("/".join(segments[:length]) for length in range(len(segments) - 1, 2, -1))
    held = (documents.by_address(shelf.session, parent) for parent in parents)
    return next((document for document in held if document), None)
