"""Terms in the other language as JSON."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.domain.addresses import document_url
from app.domain.query import MAX_QUERY_LENGTH
from app.web.api.description import ERRORS
from app.web.api.items import addresses
from app.web.api.search_schemas import FacetValueItem
from app.web.api.terms_schemas import TermExample, TermItem, TermList
from app.web.http.context import ArchiveDep, BaseUrlDep, SiteDep
from app.web.terms.lookup import Term, terms_for

router = APIRouter(prefix="/api/v1", tags=["english"], responses=ERRORS)


@router.get("/terms")
def terms(
    site: SiteDep,
    archive: ArchiveDep,
    base_url: BaseUrlDep,
    q: Annotated[
        str,
        Query(
            description="A term in English or Chinese.",
            max_length=MAX_QUERY_LENGTH,
            examples=["due diligence"],
        ),
    ],
) -> TermList:
    """What a term is called in the other language, by the paragraphs that say the same: proposals with counts."""
    found = terms_for(site, archive, q)
    return TermList(
        query=q,
        language=found.language,
        units=found.units,
        supported=found.is_supported,
        items=[_item(one, base_url) for one in found.items],
    )


def _item(one: Term, base_url: str) -> TermItem:
    unit = one.example.unit
    url = document_url(unit.address, "" if unit.anchor == "title" else unit.anchor)
    return TermItem(
        text=one.text,
        units=one.units,
        share=round(one.share, 4),
        documents=one.documents,
        first=one.first,
        last=one.last,
        by_body=[FacetValueItem(value=body, count=count) for body, count in one.by_body],
        example=TermExample(
            **addresses(base_url, url),
            zh="".join(text for text, _ in one.example.chinese),
            en="".join(text for text, _ in one.example.english),
        ),
    )
