"""English texts as JSON, and where they give other values than the Chinese ones."""

from collections.abc import Mapping
from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Query

from app.db.queries import alignments, editions
from app.db.queries.alignments import Differing, DifferingChoice, PairedPlaces
from app.domain.addresses import document_url
from app.domain.resolution import Footnote, Paragraph
from app.web.api.description import ERRORS
from app.web.api.document_schemas import SourceItem
from app.web.api.documents import held
from app.web.api.english_schemas import (
    DivergenceItem,
    DivergenceList,
    EnglishDetail,
    EnglishFootnoteItem,
    EnglishParagraphItem,
    HowPaired,
)
from app.web.api.items import addresses, document_detail, footnote_item, paragraph_item
from app.web.api.parameters import Bodies, PagingDep, Sessions, SymbolPath
from app.web.http.context import ArchiveDep, ContextDep

router = APIRouter(prefix="/api/v1", tags=["english"], responses=ERRORS)

Kind = Literal["number", "month", "symbol"]


@router.get("/documents/{symbol:path}/en", response_model_exclude_unset=True)
def show_english(context: ContextDep, symbol: SymbolPath) -> EnglishDetail:
    """The English text of a document; each unit with the places of the Chinese text that say the same."""
    session = context.archive.session
    document = held(context.archive, symbol)
    edition = editions.edition_of(session, document)
    if edition is None:
        raise HTTPException(404, f"本库没有 {symbol[:80]} 的英文本")
    text = editions.edition_text(session, edition)
    paired = alignments.paired_places(session, edition)
    by_place = {place: pair for pair in paired for place in pair.other}
    told = document_detail(context, document).model_dump(exclude_unset=True)
    url = document_url(document.address, edition.language)
    return EnglishDetail.model_validate(
        told
        | {
            **addresses(context.base_url, url),
            "language": edition.language,
            "title": edition.title,
            "paragraphs": [_paragraph(unit, by_place) for unit in text.paragraphs],
            "footnotes": [_footnote(note, by_place) for note in text.footnotes],
            "problems": [],
            "variants": [],
            "sources": [SourceItem(path=edition.path, format=edition.format, sha256=edition.sha256)],
        }
    )


@router.get("/divergences")
def list_divergences(
    archive: ArchiveDep,
    paging: PagingDep,
    body: Bodies,
    session: Sessions,
    kind: Annotated[list[Kind], Query(default_factory=list, description="Kinds of values: any of them.")],
) -> DivergenceList:
    """Where a Chinese and an English unit that say the same give other values, by document and place."""
    choice = DifferingChoice(kind, body, session)
    total = alignments.count_differing(archive.session, choice)
    first = (paging.page - 1) * paging.size
    found = alignments.differing(archive.session, choice, offset=first, limit=paging.size)
    return DivergenceList(
        total=total, **paging.of(total), items=[_divergence(one, paging.base_url) for one in found]
    )


def _divergence(one: Differing, base_url: str) -> DivergenceItem:
    return DivergenceItem(
        **addresses(base_url, document_url(one.address, one.anchor)),
        kind=one.kind,
        zh=[one.chinese] if one.chinese else [],
        en=[one.english] if one.english else [],
        zh_text=one.chinese_text,
        en_text=one.english_text,
        witnesses={},
    )


def _paragraph(unit: Paragraph, pairs: Mapping[str, PairedPlaces]) -> EnglishParagraphItem:
    pair = pairs.get(unit.anchor)
    told = paragraph_item(unit, {}, "single").model_dump(exclude_unset=True)
    return EnglishParagraphItem(**told, pairs=pair.chinese if pair else [], how=_how(pair))


def _footnote(note: Footnote, pairs: Mapping[str, PairedPlaces]) -> EnglishFootnoteItem:
    pair = pairs.get(note.anchor)
    return EnglishFootnoteItem(
        **footnote_item(note, {}, "single").model_dump(exclude_unset=True),
        pairs=pair.chinese if pair else [],
        how="note" if pair and pair.chinese else None,
    )


def _how(pair: PairedPlaces | None) -> HowPaired:
    if pair is None or not pair.chinese:
        return None
    return "place" if pair.how == "place" else "aligned"
