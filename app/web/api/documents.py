"""Documents as JSON: lists, one document, who cites it."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query

from app.db.models import Document
from app.db.queries import changes, citations, citing, lettered_parts, listing
from app.db.queries.changes import ChangeKey, Span
from app.db.queries.listing import Choice
from app.domain.addresses import document_url
from app.domain.instruments import INSTRUMENT_PREFIX
from app.web.api.citing_schemas import CitingList
from app.web.api.description import ERRORS
from app.web.api.document_schemas import (
    DocumentDetail,
    DocumentList,
    LetteredNumber,
    TombstoneItem,
    TombstoneList,
)
from app.web.api.items import addresses, citing_item, document_detail, document_item
from app.web.api.parameters import After, ChoiceDep, Paging, PagingDep, Since, SymbolPath
from app.web.http.context import ArchiveDep, ArchiveSession, BaseUrlDep, ContextDep
from app.web.lookup.documents import LookupResult, find

router = APIRouter(prefix="/api/v1", tags=["documents"], responses=ERRORS)


@router.get("/documents")
def list_documents(
    archive: ArchiveDep,
    choice: ChoiceDep,
    paging: PagingDep,
    since: Annotated[
        Since | None,
        Query(
            description="Only what came or changed since this day or instant (UTC), in the order of changes.",
            examples=["2026-11-01", "2026-11-01T08:30:00Z"],
        ),
    ] = None,
    after: Annotated[
        After | None,
        Query(
            description="Behind which document a list in the order of changes goes on: what the last answer has as `after`.",
            examples=["1795858200.7"],
        ),
    ] = None,
) -> DocumentList:
    """Documents by organ, session and number; the order is stable within a release.

    With `since`, those that came or changed since then, earliest change first. Its `next` goes on behind the last one
    given, so nothing is missed though a new release be published meanwhile; what changes then comes (again) at the end.
    Give its `after` the next time, and only what came or changed since then is answered; do not ask by your own clock.
    `/tombstones` has the addresses that were given up.
    """
    if since or after:
        return _changed(archive, choice, paging, since, after)
    items = listing.documents(archive.session, choice, offset=paging.offset, limit=paging.size)
    total = listing.count(archive.session, choice)
    return DocumentList(
        total=total, **paging.of(total), items=[document_item(found, paging.base_url) for found in items]
    )


def _changed(
    archive: ArchiveSession, choice: Choice, paging: Paging, since: datetime | None, after: str | None
) -> DocumentList:
    session, span, behind = archive.session, Span(since), ChangeKey.read(after) if after else None
    more = changes.changed(session, span, choice, after=behind, offset=paging.offset, limit=paging.size + 1)
    items = more[: paging.size]
    last = str(ChangeKey.of(items[-1])) if items else after
    return DocumentList(
        total=changes.count_changed(session, span, choice),
        **paging.going_on(last if len(more) > len(items) else None),
        after=last,
        items=[document_item(found, paging.base_url) for found in items],
    )


@router.get("/tombstones")
def list_tombstones(
    archive: ArchiveDep,
    paging: PagingDep,
    since: Annotated[Since | None, Query(description="Only those since this day or instant (UTC).")] = None,
) -> TombstoneList:
    """Addresses that no document has any more, since a file gave it another symbol: where each leads, oldest first."""
    span = Span(since)
    found = changes.tombstones(archive.session, span, offset=paging.offset, limit=paging.size)
    total = changes.count_tombstones(archive.session, span)
    items = [
        TombstoneItem(
            id=one.address,
            **addresses(paging.base_url, document_url(one.address)),
            moved_to=one.moved_to,
            since=one.since,
        )
        for one in found
    ]
    return TombstoneList(total=total, **paging.of(total), items=items)


@router.get("/documents/{symbol:path}/cited-by")
def list_citing(archive: ArchiveDep, base_url: BaseUrlDep, symbol: SymbolPath) -> CitingList:
    """Every place that cites a document, held or not, or an instrument (`instrument:charter`)."""
    meant = find(archive.session, symbol)
    target = (
        symbol.lower()
        if symbol.lower().startswith(INSTRUMENT_PREFIX)
        else meant.symbol and meant.symbol.canonical
    )
    found = citing.citing_places(archive.session, target) if target else []
    if not found and meant.document is None:
        raise HTTPException(404, f"本库未收录也未引用 {symbol[:80]}")
    return CitingList(total=len(found), items=[citing_item(place, base_url) for place in found])


@router.get("/documents/{symbol:path}", response_model_exclude_unset=True)
def show_document(context: ContextDep, symbol: SymbolPath) -> DocumentDetail | LetteredNumber:
    """A document; of a number that is held in lettered parts only, its letters."""
    found = find(context.archive.session, symbol)
    if found.document:
        return document_detail(context, found.document)
    if letters := _letters(context.archive, context.base_url, found):
        return letters
    raise HTTPException(404, f"本库未收录 {symbol[:80]}")


def held(archive: ArchiveSession, name: str) -> Document:
    """The document of a name. Raises HTTPException (404) where it is not held."""
    document = find(archive.session, name).document
    if document is None:
        raise HTTPException(404, f"本库未收录 {name[:80]}")
    return document


def _letters(archive: ArchiveSession, base_url: str, found: LookupResult) -> LetteredNumber | None:
    if found.symbol is None:
        return None
    symbol = found.symbol.canonical
    parts = [listing.listed(part) for part in lettered_parts.lettered(archive.session, symbol)]
    if not parts:
        return None
    here = {part.symbol for part in parts}
    return LetteredNumber(
        symbol=symbol,
        id=found.address,
        **addresses(base_url, document_url(found.address)),
        letters=[document_item(part, base_url) for part in parts],
        unheld=[part for part in citations.parts_cited(archive.session, symbol) if part not in here],
    )
