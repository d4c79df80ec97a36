"""The JSON interface, version 1."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query
from pydantic import Field

from app.db.models import Document
from app.db.queries import citations, documents, listing
from app.db.queries.citations import CitedBy, Known
from app.db.queries.listing import Choice, Listed
from app.domain.addresses import document_url, in_document_url
from app.domain.instruments import PREFIX
from app.domain.places import Part
from app.domain.query import Sort
from app.domain.query.terms import FACETS, Years
from app.domain.resolution import Citation, Confidence, Footnote, Paragraph, Resolution
from app.domain.symbols import Symbol
from app.web.http.context import ArchiveDep, ArchiveSession, SiteDep
from app.web.lookup.documents import find, named_by_query
from app.web.search.request import Result, results, search_query

router = APIRouter(prefix="/api/v1", tags=["archive"])

MAX_SIZE = 100

Values = Annotated[list[str] | None, Query()]
Year = Annotated[int, Field(ge=0, le=9999)]
PageNumber = Annotated[int, Query(ge=1, le=10**7)]
Size = Annotated[int, Query(ge=1, le=MAX_SIZE)]


def _choice(
    body: Values = None,
    session: Values = None,
    kind: Values = None,
    year: Annotated[list[Year] | None, Query()] = None,
    year_from: Year | None = None,
    year_to: Year | None = None,
) -> Choice:
    return Choice(
        tuple(body or ()), tuple(session or ()), tuple(year or ()), tuple(kind or ()), year_from, year_to
    )


ChoiceDep = Annotated[Choice, Depends(_choice)]


@dataclass(frozen=True)
class Kept:
    """What a search is kept to: any of the values of each facet, and years from one to another."""

    body: Values = None
    session: Values = None
    year: Annotated[list[Year] | None, Query()] = None
    kind: Values = None
    part: Annotated[list[Part] | None, Query()] = None
    verb: Values = None
    subject: Values = None
    annex: Values = None
    year_from: Annotated[Year | None, Query()] = None
    year_to: Annotated[Year | None, Query()] = None

    def chosen(self) -> dict[str, list[str]]:
        """The values by facet."""
        return {facet: list(map(str, getattr(self, facet) or ())) for facet in FACETS}


@router.get("/documents")
def list_documents(
    archive: ArchiveDep, choice: ChoiceDep, page: PageNumber = 1, size: Size = 20
) -> dict[str, Any]:
    """Documents by organ, session and number."""
    items = listing.documents(archive.session, choice, offset=(page - 1) * size, limit=size)
    total = listing.count(archive.session, choice)
    return {"total": total, "page": page, "size": size, "items": [item(found) for found in items]}


@router.get("/documents/{symbol:path}/cited-by")
def list_citing(archive: ArchiveDep, symbol: str) -> dict[str, Any]:
    """Every place that cites a document, held or not; newest document first."""
    meant = find(archive.session, symbol)
    target = symbol.lower() if symbol.lower().startswith(PREFIX) else meant.symbol and meant.symbol.canonical
    found = citations.citing(archive.session, target) if target else []
    if not found and meant.document is None:
        raise HTTPException(404, f"本库未收录也未引用 {symbol[:80]}")
    return {"total": len(found), "items": [_citing(place) for place in found]}


@router.get("/documents/{symbol:path}")
def show_document(archive: ArchiveDep, symbol: str) -> dict[str, Any]:
    """A document, by its symbol or its provisional identity."""
    return _document(archive, held(archive, symbol))


@router.get("/search")
def search(
    site: SiteDep,
    archive: ArchiveDep,
    kept: Annotated[Kept, Depends()],
    q: str = "",
    sort: Sort = "relevance",
    page: PageNumber = 1,
    size: Size = 20,
) -> dict[str, Any]:
    """The units that hold what is sought, grouped by document, with exact counts. A document that the query
    names comes first."""
    years = Years(kept.year_from, kept.year_to)
    sought = search_query(site, archive, q, kept.chosen(), sort=sort, years=years)
    query, found = archive.search.answer(sought, page=page, size=size)
    shown = [_result(result) for result in results(archive, query, found.documents)]
    meant = named_by_query(archive.session, site.names, q).documents if page == 1 else ()
    return {
        "query": q,
        "notices": list(query.notices),
        "total_paragraphs": found.total_units,
        "total_documents": found.total_documents,
        "page": page,
        "size": size,
        "facets": {facet: [value._asdict() for value in values] for facet, values in found.facets.items()},
        "results": _named_first(meant, shown),
    }


def held(archive: ArchiveSession, name: str) -> Document:
    """The document of a name. Raises HTTPException (404) where it is not held."""
    document = find(archive.session, name).document
    if document is None:
        raise HTTPException(404, f"本库未收录 {name[:80]}")
    return document


def _named_first(meant: Sequence[Known], found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Results with the documents that the query names at their head, whether or not a unit of them was found."""
    by_address = {result["id"]: result for result in found}
    first = {address: by_address.get(address) or _named(one) for one in meant for address in (_address(one),)}
    return list((first | by_address).values())


def _named(one: Known) -> dict[str, Any]:
    address = _address(one)
    item = {"symbol": one.symbol, "id": address, "url": document_url(address), "title": one.title}
    return {**item, "adopted_on": one.adopted_on, "hits": [], "total_hits": 0}


def _address(one: Known) -> str:
    return one.address or Symbol.parse(one.symbol).url


def item(document: Listed) -> dict[str, Any]:
    """A document as lists give it."""
    return {
        "symbol": document.symbol,
        "id": document.address,
        "url": document_url(document.address),
        "kind": document.kind,
        "body": document.body,
        "number": document.number,
        "title": document.title,
        "adopted_on": document.adopted_on,
    }


def _result(result: Result) -> dict[str, Any]:
    about = item(result.document)
    return {
        **{key: about[key] for key in ("symbol", "id", "url", "title", "adopted_on")},
        "hits": [
            {
                "anchor": hit.anchor,
                "url": _hit_url(result.document.address, hit.anchor),
                "pieces": [{"text": text, "match": is_match} for text, is_match in hit.pieces],
            }
            for hit in result.hits
        ],
        "total_hits": result.total,
    }


def _hit_url(address: str, anchor: str) -> str:
    return in_document_url(address, anchor) if anchor == "title" else document_url(address, anchor)


def _citing(place: CitedBy) -> dict[str, Any]:
    about = item(place.document)
    return {
        **{key: about[key] for key in ("symbol", "title", "adopted_on")},
        "url": document_url(place.document.address, place.anchor),
        "anchor": place.anchor,
        "text": place.text,
    }


def _document(archive: ArchiveSession, document: Document) -> dict[str, Any]:
    text = documents.resolution(archive.session, document)
    targets = {found.target for unit in text.units for found in unit.citations if found.target}
    held = citations.known(archive.session, targets)
    sure = documents.confidence(archive.session, document)
    head = asdict(text.head)
    return {
        "symbol": head["symbol"],
        "id": text.id,
        "url": document_url(text.id),
        "language": "zh",
        **{
            key: head[key]
            for key in (
                "kind",
                "outcome",
                "body",
                "number",
                "title",
                "session",
                "agenda_item",
                "agenda_item_title",
                "committee",
                "adopted_on",
                "meeting",
            )
        },
        "adoption": _adoption(text),
        "sponsors": _sponsors(text, additional=False),
        "additional_sponsors": _sponsors(text, additional=True),
        "originating_document": head["originating"],
        "remarks": list(text.head.remarks),
        "steps": [asdict(step) for step in text.steps],
        "keywords": [asdict(keyword) for keyword in text.keywords],
        "paragraphs": [_paragraph(paragraph, held, sure) for paragraph in text.paragraphs],
        "footnotes": [_footnote(footnote, held, sure) for footnote in text.footnotes],
        "problems": [asdict(problem) for problem in text.problems],
        "variants": [
            {key: getattr(row, key) for key in ("path", "anchor", "other_anchor", "text", "other_text")}
            for row in documents.variants(archive.session, document)
        ],
        "sources": [
            {"path": source.path, "format": source.format, "sha256": source.sha256}
            for source in documents.sources(archive.session, document)
        ],
    }


def _sponsors(text: Resolution, *, additional: bool) -> list[dict[str, Any]]:
    chosen = (sponsor for sponsor in text.sponsors if sponsor.is_additional == additional)
    return [{"state": sponsor.state, "name": sponsor.name} for sponsor in chosen]


def _adoption(text: Resolution) -> dict[str, Any]:
    adoption = asdict(text.adoption)
    return {key: adoption[key] for key in ("method", "in_favour", "against", "abstaining")} | {
        "votes": [asdict(vote) for vote in text.adoption.votes]
    }


def _paragraph(paragraph: Paragraph, held: dict[str, Known], sure: dict[str, Confidence]) -> dict[str, Any]:
    return {
        "anchor": paragraph.anchor,
        "kind": paragraph.kind,
        "annex": paragraph.annex,
        "number": paragraph.number,
        "depth": paragraph.depth,
        "text": paragraph.text,
        "verb": paragraph.verb,
        "eid": paragraph.eid,
        "notes": [asdict(mark) for mark in paragraph.notes],
        "citations": _citations(paragraph.citations, held),
        "confidence": sure[paragraph.anchor],
        **({"rows": [[cell.text for cell in row] for row in paragraph.rows]} if paragraph.rows else {}),
    }


def _footnote(footnote: Footnote, held: dict[str, Known], sure: dict[str, Confidence]) -> dict[str, Any]:
    return {
        "number": footnote.number,
        "anchor": footnote.anchor,
        "text": footnote.text,
        "citations": _citations(footnote.citations, held),
        "confidence": sure[footnote.anchor],
    }


def _citations(found: tuple[Citation, ...], known: dict[str, Known]) -> list[dict[str, Any]]:
    return [
        {**asdict(citation), "held": bool(citation.target and known[citation.target].address)}
        for citation in found
    ]
