"""The page of a document that is not held: what is known of it, who cites it, where the official text is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from fastapi import HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from app.db.models import Document
from app.db.queries import citations, citing, documents, origins
from app.db.queries.citing import Attribution
from app.db.queries.listing import Listed
from app.db.queries.origins import Outgrowth
from app.domain.addresses import document_url
from app.domain.citation_styles import chinese_date
from app.domain.organs import Names
from app.domain.pasted import place_meant
from app.domain.pasted.worded_places import worded_places
from app.domain.places import LANGUAGES
from app.domain.possible_numbers import why_impossible, years_of_document
from app.domain.resolution import StepKind
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
from app.web.lookup.documents import LookupResult, requested_path
from app.web.lookup.named import named_by_query

_KINDS = {"RES": "决议", "DEC": "决定"}


@dataclass(frozen=True, slots=True)
class Grown:
    """The held texts that name a document as their draft, report or record; `told` says which of these."""

    told: str
    documents: tuple[Listed, ...]


_TOLD: Mapping[StepKind, str] = {
    "draft": "由此草案通过",
    "report": "根据此报告通过",
    "meeting": "在此次会议通过",
    "veto": "在此次会议遭否决",
}


@dataclass(frozen=True, slots=True)
class NotHeldPage:
    """What is known of a document that is not held.

    `name` is its Chinese name (organ, number, kind) as far as the symbol determines it; `titles` and `dates` are
    those that citing texts give, several if they disagree; `parts` are its cited lettered parts; `halves` are
    the symbols that a double symbol joins; `grown` are the held texts whose heads name it as draft, report or record.
    `impossible` says why there can be no document of that number, `unheld_years` that none of its years are held here.
    """

    template: ClassVar[str] = "documents/not_held.html"

    notices: tuple[str, ...]
    symbol: str
    name: str
    impossible: str | None
    unheld_years: str | None
    grown: tuple[Grown, ...]
    place: str
    titles: tuple[Attribution, ...]
    dates: tuple[Attribution, ...]
    parts: tuple[str, ...]
    halves: tuple[str, ...]
    instruments: tuple[CountedInstrument, ...]
    cited_by: CitingDocuments


def not_held(
    request: Request,
    context: RequestContext,
    found: LookupResult,
    place: str = "",
    arrival: tuple[str, ...] = (),
) -> Response:
    """The response for an address whose document is not held: the list of its lettered parts, or what is known of it.

    The status is 404 if no held document cites it. Raises HTTPException (404) if the address cannot be that of a
    document, and NoPlaceError if the address without its last segments is that of a held document.
    """
    session, names = context.archive.session, context.site.names
    if found.symbol is None:
        if meant := _pasted(context, requested_path(request.scope)):
            return RedirectResponse(meant, 308)
        raise HTTPException(404)
    place = "" if place in LANGUAGES else place.lower()
    if letters := lettered_page(session, found.symbol):
        return found.redirect(request) or context.site.renderer.render(letters)
    page = _page(session, names, found.symbol, place, context.today.year, arrival)
    is_known = page.cited_by.total or page.parts or page.grown
    if not is_known and (parent := _held_parent(session, found.symbol)):
        behind = found.symbol.url.removeprefix(f"{parent.address}/").lower()
        if meant := _place_behind(session, parent, behind):
            return RedirectResponse(document_url(parent.address, meant), 308)
        raise NoPlaceError(parent, behind)
    if not is_known and names.organ_of(found.symbol) is None:
        raise HTTPException(404)
    return found.redirect(request, place) or context.site.renderer.render(
        page, status=200 if is_known else 404
    )


def _pasted(context: RequestContext, path: str) -> str | None:
    """The URL of the one held document that an address names in words; None if it names none."""
    named = named_by_query(context.archive, context.site.names, path.strip("/"), context.today)
    held = [one for one in named.documents if one.is_held and one.symbol]
    return held[0].url if len(held) == 1 and named.leads_to and not named.by_title else None


def _place_behind(session: Session, document: Document, behind: str) -> str | None:
    """The place that is worded behind a document's address: `op5` for `/A/RES/77/213/op5`."""
    worded, end = worded_places(behind)
    if len(worded) != 1 or end < len(behind):
        return None
    return place_meant(documents.resolution(session, document), worded[0])


def _held_parent(session: Session, symbol: Symbol) -> Document | None:
    """The held document with the longest address that is a proper prefix of this one, in whole segments."""
    segments = symbol.url.split("/")
    parents = ("/".join(segments[:length]) for length in range(len(segments) - 1, 2, -1))
    held = (documents.by_address(session, parent) for parent in parents)
    return next((document for document in held if document), None)


def _page(
    session: Session, names: Names, symbol: Symbol, place: str, year: int, arrival: tuple[str, ...]
) -> NotHeldPage:
    """The page of a symbol."""
    organ = names.organ_of(symbol)
    kind = next((_KINDS[segment] for segment in symbol.canonical.split("/") if segment in _KINDS), "文件")
    name = (organ.name if organ else "") + (f"第{symbol.number}号{kind}" if symbol.number else kind)
    impossible = why_impossible(symbol, names, year)
    return NotHeldPage(
        arrival,
        symbol.canonical,
        name,
        impossible,
        None if impossible else _unheld_years(session, names, symbol),
        tuple(_grown(origins.grown_from(session, symbol.canonical))),
        place,
        titles=tuple(citing.attributions(session, symbol.canonical, "titled")),
        dates=tuple(map(_in_chinese, citing.attributions(session, symbol.canonical, "dated"))),
        parts=tuple(citations.parts_cited(session, symbol.canonical)),
        halves=halves(symbol.canonical),
        instruments=printed_here(session, names, symbol.canonical),
        cited_by=citing_documents(session, symbol.canonical),
    )


def _unheld_years(session: Session, names: Names, symbol: Symbol) -> str | None:
    """Says that the archive holds nothing of the years that a document can be of; None if it does, or if unknown."""
    organ, years = names.organ_of(symbol), years_of_document(symbol, names)
    if organ is None or years is None:
        return None
    held = documents.years_held(session, organ.code)
    if not held:
        return f"本库没有收录{organ.name}的文本。"
    if any(year in held for year in years):
        return None
    span = f"{held[0]}年至{held[-1]}年" if held[0] != held[-1] else f"{held[0]}年"
    return f"本库所收{organ.name}的文本是{span}的，没有{years.start}年的。"


def _grown(grown: Sequence[Outgrowth]) -> Iterator[Grown]:
    for kind, told in _TOLD.items():
        if of_kind := tuple(one.document for one in grown if one.kind == kind):
            yield Grown(told, of_kind)


def _in_chinese(given: Attribution) -> Attribution:
    return replace(given, value=chinese_date(date.fromisoformat(given.value)))
