"""The JSON interface to what is made of texts: comparisons, series, agreed language, citations."""

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, Field

from app.db.queries import documents, series
from app.db.queries.series import Link, Member
from app.domain.addresses import document_url, permalink
from app.domain.citation_styles import citing_formats, heading
from app.domain.passages import MAX_LENGTH
from app.domain.place_lookup import locate
from app.domain.places import cite
from app.domain.redline import Change, changes
from app.web.api.documents import held, item
from app.web.compare.comparison import ComparedRow, comparison
from app.web.http.context import ArchiveDep, ContextDep, Site, SiteDep
from app.web.http.limits import MAX_BODY_BYTES
from app.web.wording.occurrences import Occurrence, PastedText, occurrences, search_pasted

router = APIRouter(prefix="/api/v1", tags=["texts"])

MOST_PLACES = 200


@router.get("/compare")
def compare(site: SiteDep, archive: ArchiveDep, a: str, b: str) -> dict[str, Any]:
    """Every paragraph of two documents in one row: what became of it, and the words that differ."""
    first, second = held(archive, a), held(archive, b)
    found = comparison(archive.session, first, second, site.segmenter)
    return {
        "a": first.symbol or first.address,
        "b": second.symbol or second.address,
        "summary": found.summary,
        "rows": [_row(row) for row in found.rows],
    }


@router.get("/documents/{symbol:path}/series")
def list_series(archive: ArchiveDep, symbol: str) -> dict[str, Any]:
    """The texts of the series that a document belongs to, oldest first, with what ties each to the one before."""
    return {"items": [_member(member) for member in series.members(archive.session, held(archive, symbol))]}


@router.get("/documents/{symbol:path}/citing-formats")
def list_citing_formats(
    context: ContextDep, symbol: str, place: str = "", read_on: date | None = None
) -> dict[str, Any]:
    """How to cite a document, a place in it or a range of places (`op/5-7`).

    `read_on` is the date of access, today in UTC where it is not given.
    """
    document = held(context.archive, symbol)
    text = documents.resolution(context.archive.session, document)
    found = locate(text, place) if place else None
    if place and found is None:
        raise HTTPException(404, f"{document.symbol or document.address}里没有“{place[:80]}”这一处。")
    anchor = found.place if found else ""
    organ = context.site.names.require_organ(text.head.body)
    link = permalink(context.base_url, document.address, anchor)
    formats = citing_formats(text.head, organ, anchor, link, read_on or context.today)
    return {
        "place": anchor,
        "text": f"{heading(text.head, organ)}{cite(anchor) if anchor else ''}",
        "url": document_url(document.address, anchor),
        "permalink": link,
        "formats": [asdict(one) for one in formats],
    }


class Pasted(BaseModel):
    """A text to look for; `limit` is how many places the answer has."""

    text: Annotated[str, Field(max_length=MAX_LENGTH)]
    limit: Annotated[int, Field(ge=1, le=MOST_PLACES)] = 50


@router.post("/wording", max_body_size=MAX_BODY_BYTES)
def agreed_language(site: SiteDep, archive: ArchiveDep, pasted: Pasted) -> dict[str, Any]:
    """Every place that has the text or words like it, the likest first, then the oldest."""
    found = search_pasted(archive, pasted.text, {})
    shown = range(min(pasted.limit, len(found.found)))
    return {
        "total": len(found.found),
        "items": [
            _place(site, place, text, found, number)
            for number, (place, text) in zip(shown, occurrences(archive, found.found, shown), strict=True)
        ],
    }


def _place(site: Site, place: Occurrence, text: str, found: PastedText, number: int) -> dict[str, Any]:
    passage = found.passages[int(found.found.passages[number])]
    return {
        "symbol": place.document.symbol,
        "id": place.document.address,
        "url": document_url(place.document.address, "" if place.anchor == "title" else place.anchor),
        "anchor": place.anchor,
        "adopted_on": place.document.adopted_on,
        "ratio": round(float(found.found.ratios[number]), 4),
        "passage": passage,
        "changes": _changes(changes(passage, text, site.segmenter)),
    }


def _row(row: ComparedRow) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "a": row.first,
        "b": row.second,
        "ratio": row.pair.ratio,
        "changes": _changes(row.changes),
    }


def _changes(found: tuple[Change, ...]) -> list[dict[str, str]]:
    return [{"op": change.op, "text": change.text} for change in found]


def _member(member: Member) -> dict[str, Any]:
    about = item(member.document)
    return {
        **{key: about[key] for key in ("symbol", "id", "url", "title", "adopted_on")},
        "evidence": [
            {"link": name, **_evidence(link)}
            for name, link in (("continues", member.continues), ("adopts", member.adopts))
            if link
        ],
    }


def _evidence(link: Link) -> dict[str, Any]:
    return {
        "symbol": link.earlier.symbol,
        "id": link.earlier.address,
        "confidence": link.confidence,
        "same_organ": link.same_organ,
        "same_title": link.same_title,
        "title_likeness": link.title,
        "named_in": link.named and {"anchor": link.named, "text": cite(link.named)},
        "kept": link.kept,
    }
