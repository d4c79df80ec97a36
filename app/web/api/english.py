"""English texts as JSON, and where they give other values than the Chinese ones."""

from collections.abc import Mapping
from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Query

from app.db.queries import alignments, divergences, editions
from app.db.queries.alignments import PairedPlaces
from app.db.queries.divergences import PRINTED_ONCE, Differing, DifferingChoice
from app.db.queries.witnesses import Witnesses, witnesses
from app.domain.addresses import document_url
from app.domain.editions.model import DivergenceKind
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
    HeldWitness,
    HowPaired,
    NoWitnesses,
    SaidElsewhere,
    WitnessItem,
)
from app.web.api.items import addresses, document_detail, footnote_item, paragraph_item
from app.web.api.parameters import Bodies, PagingDep, Sessions, SymbolPath
from app.web.html.prefix import under_prefix
from app.web.http.context import ArchiveDep, ContextDep

router = APIRouter(prefix="/api/v1", tags=["english"], responses=ERRORS)

Category = Literal["none", "reissued", "corrected"]


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
    kind: Annotated[list[DivergenceKind], Query(default_factory=list, description="Kinds: any of them.")],
    category: Annotated[
        list[Category], Query(default_factory=list, description="How the document was printed: any of them.")
    ],
) -> DivergenceList:
    """Where a Chinese and an English unit that say the same give other values, or one text lacks the unit."""
    choice = DifferingChoice(kind, body, session, category)
    total = divergences.count(archive.session, choice)
    first = (paging.page - 1) * paging.size
    found = divergences.differing(archive.session, choice, offset=first, limit=paging.size)
    told = witnesses(archive.session, found)
    return DivergenceList(
        total=total,
        **paging.of(total),
        items=[_divergence(one, told.get(one.id), paging.base_url) for one in found],
    )


def _divergence(one: Differing, told: Witnesses | None, base_url: str) -> DivergenceItem:
    is_missing = one.kind == "missing"
    return DivergenceItem(
        **addresses(base_url, one.url),
        bilingual_url=under_prefix(one.bilingual_url),
        symbol=one.symbol,
        id=one.address,
        zh_anchor=one.anchor,
        en_anchor=one.english_anchor,
        kind=one.kind,
        category=one.category or PRINTED_ONCE,
        remarks=list(one.remarks),
        zh=[value for value in (one.chinese_text if is_missing else one.chinese,) if value],
        en=[value for value in (one.english_text if is_missing else one.english,) if value],
        zh_text=one.chinese_text or "",
        en_text=one.english_text or "",
        witnesses=_witnesses(told) if told else NoWitnesses(),
    )


def _witnesses(told: Witnesses) -> WitnessItem:
    return WitnessItem(
        about=told.question.about,
        dated=told.question.dated,
        titled=told.question.titled,
        held={
            one.symbol: HeldWitness(
                url=under_prefix(document_url(one.address or "")), title=one.title, adopted_on=one.adopted_on
            )
            for one in told.held
        },
        others=[
            SaidElsewhere(symbol=one.symbol, value=str(one.value), count=one.count) for one in told.others
        ],
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
