"""What is made of texts, as JSON: comparisons, series, citations."""

from dataclasses import asdict
from typing import Annotated, Literal, get_args

from fastapi import APIRouter, HTTPException, Query

from app.db.queries import documents, series
from app.db.queries.listing import listed
from app.db.queries.series import Link, Member
from app.domain.addresses import document_url, permalink
from app.domain.citation_styles import citing_formats, heading, reference
from app.domain.editions.compared import OtherRow
from app.domain.pasted import words_in
from app.domain.place_lookup import locate
from app.domain.places import cite
from app.domain.quotation import quotable
from app.web.api.citing_schemas import CitationStyle, CitingFormats
from app.web.api.comparison_schemas import (
    ComparisonAnswer,
    EnglishRow,
    MovedState,
    MoveItem,
    RowItem,
    Summary,
    TallyItem,
    VoteItem,
)
from app.web.api.description import ERRORS
from app.web.api.documents import held
from app.web.api.items import addresses
from app.web.api.parameters import IsoDate, SymbolPath
from app.web.api.series_schemas import EvidenceItem, NamedIn, SeriesAnswer, SeriesItem
from app.web.api.wording import change_items
from app.web.compare.comparison import ComparedRow, comparison
from app.web.compare.in_english import in_english
from app.web.compare.vote_changes import Ballot, TallyName, VoteChanges, votes_of
from app.web.html.prefix import under_prefix
from app.web.http.context import ArchiveDep, BaseUrlDep, ContextDep, SiteDep

router = APIRouter(prefix="/api/v1", tags=["texts"], responses=ERRORS)

_Text = Annotated[str, Query(description="Symbol of a document that is held.", examples=["A/HRC/RES/32/6"])]


@router.get("/compare")
def compare(site: SiteDep, archive: ArchiveDep, a: _Text, b: _Text) -> ComparisonAnswer:
    """Every paragraph of two documents in one row: what became of it, and the words that differ."""
    first, second = held(archive, a), held(archive, b)
    found = comparison(archive.session, first, second, site.segmenter)
    english = in_english(archive.session, found, first, second)
    return ComparisonAnswer(
        a=first.symbol or first.address,
        b=second.symbol or second.address,
        summary=Summary(**found.summary),
        rows=[_row(row, english.get(row.key)) for row in found.rows],
        vote=_votes(votes_of(found, listed(first), listed(second), site.names)),
    )


@router.get("/documents/{symbol:path}/series")
def list_series(archive: ArchiveDep, base_url: BaseUrlDep, symbol: SymbolPath) -> SeriesAnswer:
    """The texts of the series that a document belongs to, oldest first, with what ties each to the one before."""
    members = series.members(archive.session, held(archive, symbol))
    return SeriesAnswer(items=[_member(member, base_url) for member in members])


@router.get("/documents/{symbol:path}/citing-formats")
def list_citing_formats(
    context: ContextDep,
    symbol: SymbolPath,
    place: Annotated[str, Query(description="A place or a range of places.", examples=["op/5-7"])] = "",
    read_on: Annotated[
        IsoDate | None, Query(description="Date of access; today in UTC if not given.")
    ] = None,
) -> CitingFormats:
    """How to cite a document, a place in it or a range of places."""
    document = held(context.archive, symbol)
    text = documents.resolution(context.archive.session, document)
    found = locate(text, place) if place else None
    if place and found is None:
        raise HTTPException(404, f"{document.symbol or document.address}里没有“{place[:80]}”这一处。")
    anchor = found.place if found else ""
    organ = context.site.names.require_organ(text.head.body)
    link = permalink(context.base_url, document.address, anchor)
    words = words_in(text, anchor) if anchor else ""
    quoted = quotable(found) if found else ""
    formats = citing_formats(text.head, organ, words, link, read_on or context.today, quoted)
    return CitingFormats(
        place=anchor,
        text=f"{heading(text.head, organ)}{words}",
        reference=reference(text.head, organ, words),
        url=under_prefix(document_url(document.address, anchor)),
        permalink=link,
        formats=[CitationStyle(**asdict(one)) for one in formats],
    )


def _row(row: ComparedRow, english: OtherRow | None) -> RowItem:
    return RowItem(
        kind=row.kind,
        a=row.first,
        b=row.second,
        ratio=row.pair.ratio,
        changes=change_items(row.changes),
        english=_english(english) if english else None,
    )


def _english(row: OtherRow) -> EnglishRow:
    return EnglishRow(
        changes=change_items(row.changes),
        contrast=row.contrast,
        is_sure=row.is_sure,
        lacks_a=row.lacks_first,
        lacks_b=row.lacks_second,
    )


def _votes(found: VoteChanges) -> VoteItem:
    return VoteItem(
        a=_tally(found.first),
        b=_tally(found.second),
        obstacle=found.obstacle,
        note=found.note,
        moves=[
            MoveItem(
                before=move.before,
                after=move.after,
                kind=move.kind,
                states=[MovedState(state=voter.state, name=voter.name) for voter in move.voters],
            )
            for move in found.moves
        ],
    )


def _tally(found: Ballot) -> TallyItem:
    counts = {name: found.count(name) for name in get_args(TallyName)}
    return TallyItem(method=found.adoption.method, has_roll_call=found.roll is not None, **counts)


def _member(member: Member, base_url: str) -> SeriesItem:
    document = member.document
    links: tuple[tuple[Literal["continues", "adopts"], Link | None], ...] = (
        ("continues", member.continues),
        ("adopts", member.adopts),
    )
    return SeriesItem(
        symbol=document.symbol,
        id=document.address,
        **addresses(base_url, document_url(document.address)),
        title=document.title,
        adopted_on=document.adopted_on,
        evidence=[_evidence(name, link, document.annexes) for name, link in links if link],
    )


def _evidence(name: Literal["continues", "adopts"], link: Link, annexes: int) -> EvidenceItem:
    return EvidenceItem(
        link=name,
        symbol=link.earlier.symbol,
        id=link.earlier.address,
        confidence=link.confidence,
        same_organ=link.same_organ,
        same_title=link.same_title,
        title_likeness=link.title,
        named_in=NamedIn(anchor=link.named, text=cite(link.named, annexes)) if link.named else None,
        kept=link.kept,
    )
