"""A document that is cited but not held: all that is known of it, who cites it, where the official text is."""

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
    """All that is known of a document that is not held.

    `name` is what its number is called, as far as the symbol tells; `titles` and `dates` are what the citing
    texts give it, several where they disagree; `parts` its lettered parts that are cited; `halves` the two
    symbols that it has, where it has two.
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
    """The answer for an address whose document is not held: its letters, or what is known of it.

    404 where nothing here cites it. Raises HTTPException (404) for an address that cannot be a document's, and
    NoPlaceError where the document before the last segments is held.
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
    """The held document whose address a longer one, which is none, begins with."""
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
