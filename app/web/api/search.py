"""Search as JSON."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query

from app.db.queries.listing import Listed
from app.db.queries.replacements import OtherWording, other_wordings
from app.db.queries.series import places as places_in_series
from app.domain import text as domain
from app.domain.addresses import document_url, in_document_url, replaced_url
from app.domain.query import Sort
from app.domain.query.terms import FACETS, Years
from app.web.api.description import ERRORS
from app.web.api.items import addresses
from app.web.api.parameters import FiltersDep, OnlyNewest, PagingDep
from app.web.api.search_schemas import (
    FacetValueItem,
    HitItem,
    NamedItem,
    OtherWordingItem,
    Piece,
    ResultItem,
    SearchAnswer,
)
from app.web.http.context import ArchiveDep, SiteDep
from app.web.lookup.named import NamedByQuery, named_by_query
from app.web.lookup.named_document import Named
from app.web.search.request import asked, search_query, votes_counted
from app.web.search.search import Result, results

router = APIRouter(prefix="/api/v1", tags=["search"], responses=ERRORS)


@router.get("/search")
def search(
    site: SiteDep,
    archive: ArchiveDep,
    paging: PagingDep,
    filters: FiltersDep,
    q: Annotated[str, Query(description="What a reader would type.", examples=["真诚对话"])] = "",
    sort: Annotated[Sort, Query(description="Order of the documents.")] = "relevance",
    series: OnlyNewest = None,
) -> SearchAnswer:
    """Units that hold what is sought, grouped by document. A document that the query names comes first."""
    years = Years(filters.year_from, filters.year_to)
    sought = search_query(site, archive, q, filters.selected(), sort=sort, years=years)
    question = replace(
        asked(sought, FACETS, paging.page, paging.size),
        series=places_in_series(archive.session) if series else {},
    )
    found = votes_counted(archive.search.answer(question), sought)
    shown = [_result(result, paging.base_url) for result in results(archive, found.query, found.documents)]
    meant = named_by_query(archive, site.names, q) if paging.page == 1 else NamedByQuery()
    phrases = [phrase.text for phrase in sought.phrases]
    also = other_wordings(archive.session, phrases, site.segmenter)
    return SearchAnswer(
        query=q,
        notices=list(found.query.notices),
        also=[_other_wording(one, paging.base_url) for one in also],
        total_paragraphs=found.total_units,
        total_documents=found.total_documents,
        listed=found.total_documents - found.left_out,
        **paging.of(found.total_documents - found.left_out),
        facets={
            facet: [FacetValueItem(value=value.value, count=value.count) for value in values]
            for facet, values in found.facets.items()
        },
        named=[_named_item(one, paging.base_url) for one in meant.documents],
        results=shown if meant.by_title else _named_first(meant.documents, shown, paging.base_url),
    )


def _named_first(meant: Sequence[Named], found: list[ResultItem], base_url: str) -> list[ResultItem]:
    """Results with the documents that the query names at their head, whether or not a unit of them was found."""
    by_address = {result.id: result for result in found}
    named = [_item(one, [], 0, base_url) for one in meant]
    first = {one.id: by_address.get(one.id, one) for one in named}
    return list((first | by_address).values())


def _named_item(one: Named, base_url: str) -> NamedItem:
    return NamedItem(
        symbol=one.symbol,
        **addresses(base_url, one.url),
        place=one.place or None,
        held=one.is_held,
        rest=one.rest,
    )


def _other_wording(one: OtherWording, base_url: str) -> OtherWordingItem:
    found = one.replaced
    return OtherWordingItem(
        wording=one.wording,
        old=found.old,
        new=found.new,
        documents=found.documents,
        since=found.since,
        until=found.until,
        **addresses(base_url, replaced_url(found.old, found.new)),
    )


def _result(result: Result, base_url: str) -> ResultItem:
    address = result.document.address
    hits = [
        HitItem(
            anchor=hit.anchor,
            **addresses(base_url, _hit_url(address, hit.anchor)),
            pieces=_pieces(hit.pieces),
            english=list(map(_pieces, hit.english)),
        )
        for hit in result.hits
    ]
    return _item(result.document, hits, result.total, base_url)


def _pieces(found: Iterable[domain.Piece]) -> list[Piece]:
    return [Piece(text=text, match=is_match) for text, is_match in found]


def _item(document: Listed | Named, hits: list[HitItem], total: int, base_url: str) -> ResultItem:
    return ResultItem(
        symbol=document.symbol,
        id=document.address,
        **addresses(base_url, document_url(document.address)),
        title=document.title,
        adopted_on=document.adopted_on,
        hits=hits,
        total_hits=total,
    )


def _hit_url(address: str, anchor: str) -> str:
    return in_document_url(address, anchor) if anchor == "title" else document_url(address, anchor)
