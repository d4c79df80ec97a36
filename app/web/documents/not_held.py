"""The page of a document that is not held: what is known of it, who cites it, where the official text is."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from fastapi import HTTPException, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.db.models import Document
from app.db.queries import citations, documents
from app.db.queries.citations import Attribution
from app.domain.citation_styles import chinese_date
from app.domain.organs import Names
from app.domain.places import LANGUAGES
from app.domain.symbols import Symbol, halves
from app.web.citations.citing_documents import (
    CitingDocuments,
    CountedInstrument,
    citing_documents,
    printed_here,
)
from app.web.documents.lettered import lettered_page
from app.web.http.context import RequestContext
from app.web.http.errors import NoPlaceError
from app.web.lookup.documents import LookupResult

_KINDS = {"RES": "决议", "DEC": "决定"}


@dataclass(frozen=True, slots=True)
class NotHeldPage:
    """What is known of a document that is not held.

    `name` is its Chinese name (organ, number, kind) as far as the symbol determines it; `titles` and `dates` are
    those that citing texts give, several if they disagree; `parts` are its cited lettered parts; `halves` are
    the symbols that a double symbol joins.
    """

    template: ClassVar[str] = "documents/not_held.html"

    symbol: str
    name: str
    place: str
    titles: tuple[Attribution, ...]
    dates: tuple[Attribution, ...]
    parts: tuple[str, ...]
    halves: tuple[str, ...]
    instruments: tuple[CountedInstrument, ...]
    cited_by: CitingDocuments


def not_held(request: Request, context: RequestContext, found: LookupResult, place: str = "") -> Response:
    """The response for an address whose document is not held: the list of its lettered parts, or what is known of it.

    The status is 404 if no held document cites it. Raises HTTPException (404) if the address cannot be that of a
    document, and NoPlaceError if the address without its last segments is that of a held document.
    """
    session, names = context.archive.session, context.site.names
    if found.symbol is None:
        raise HTTPException(404)
    place = "" if place in LANGUAGES else place.lower()
    if letters := lettered_page(session, found.symbol):
        return found.redirect(request) or context.site.renderer.render(letters)
    page = _page(session, names, found.symbol, place)
    is_known = page.cited_by.total or page.parts
    if not is_known and (parent := _held_parent(session, found.symbol)):
        raise NoPlaceError(parent, found.symbol.url.removeprefix(f"{parent.address}/").lower())
    if not is_known and names.organ_of(found.symbol) is None:
        raise HTTPException(404)
    return found.redirect(request, place) or context.site.renderer.render(
        page, status=200 if is_known else 404
    )


def _held_parent(session: Session, symbol: Symbol) -> Document | None:
    """The held document with the longest address that is a proper prefix of this one, in whole segments."""
    segments = symbol.url.split("/")
    parents = ("/".join(segments[:length]) for length in range(len(segments) - 1, 2, -1))
    held = (documents.by_address(session, parent) for parent in parents)
    return next((document for document in held if document), None)


def _page(session: Session, names: Names, symbol: Symbol, place: str) -> NotHeldPage:
    """The page of a symbol."""
    organ = names.organ_of(symbol)
    kind = next((_KINDS[segment] for segment in symbol.canonical.split("/") if segment in _KINDS), "文件")
    name = (organ.name if organ else "") + (f"第{symbol.number}号{kind}" if symbol.number else kind)
    return NotHeldPage(
        symbol.canonical,
        name,
        place,
        titles=tuple(citations.attributions(session, symbol.canonical, "titled")),
        dates=tuple(map(_in_chinese, citations.attributions(session, symbol.canonical, "dated"))),
        parts=tuple(citations.parts_cited(session, symbol.canonical)),
        halves=halves(symbol.canonical),
        instruments=printed_here(session, names, symbol.canonical),
        cited_by=citing_documents(session, symbol.canonical),
    )


def _in_chinese(given: Attribution) -> Attribution:
    return Attribution(
        chinese_date(date.fromisoformat(given.value)), given.count, given.address, given.anchor
    )
