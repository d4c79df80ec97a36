"""Files of the pages of wordings: the places of a wording, the paragraphs of a draft, replaced wordings."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import StreamingResponse
from starlette.datastructures import QueryParams

from app.db.queries.listing import Listed
from app.db.queries.replacements import evidence, replaced_wording, replaced_wordings
from app.domain.addresses import document_url
from app.domain.passages import MAX_PASTED_LENGTH, paragraphs
from app.domain.places import cite
from app.domain.text import fold
from app.web.html.labels import WORDING_STATE
from app.web.html.pager import page_number
from app.web.http.context import ArchiveDep, ArchiveSession, BaseUrlDep, Site, SiteDep
from app.web.http.table_files import Row, batches, csv_response, opener
from app.web.wording.by_paragraph import answered_draft
from app.web.wording.occurrences import Occurrence, occurrences, paragraph_at, pasted_question
from app.web.wording.pasted_form import fields_of, part_asked, posted
from app.web.wording.wording import selection_of

router = APIRouter()

PLACE = ("文号", "机构", "届会", "日期", "标题", "位置", "网址")
WORDING_ROW = ("相似度", "文字", *PLACE)
DRAFT_ROW = (
    *("段", "原编号", "文字", "状态", "有此文字处数", "连同相似处数"),
    *(f"{end}{fact}" for end in ("首见", "最近") for fact in PLACE),
)
REPLACED_ROW = ("原作", "改作", "起于", "止于", "文件", "处")
EVIDENCE_ROW = ("前文字", *(f"前{fact}" for fact in PLACE), "后文字", *(f"后{fact}" for fact in PLACE))
_ALL = 10**6


@router.get("/wording.csv")
def wording_csv(
    request: Request, site: SiteDep, archive: ArchiveDep, base_url: BaseUrlDep
) -> StreamingResponse:
    """The places of a short text in the address (`q`), or of the paragraph at an address (`at`)."""
    params = request.query_params
    if at := params.get("at", ""):
        return _places(site, archive, base_url, params, paragraph_at(archive, at)[1])
    return _of_pasted(site, archive, base_url, params)


@router.post("/wording.csv")
def draft_csv(
    site: SiteDep, archive: ArchiveDep, base_url: BaseUrlDep, body: Annotated[bytes, Depends(posted)]
) -> StreamingResponse:
    """What the page of a pasted text shows: the places of a passage, or the paragraphs of a draft."""
    answer = _of_pasted(site, archive, base_url, fields_of(body))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@router.get("/wording/replaced.csv")
def replaced_csv(
    request: Request, site: SiteDep, archive: ArchiveDep, base_url: BaseUrlDep
) -> StreamingResponse:
    """All replaced wordings; with two wordings, the amended paragraphs in which one replaced the other."""
    old, new = request.query_params.get("from", ""), request.query_params.get("to", "")
    if not (old or new):
        rows = [
            (one.old, one.new, one.since or "", one.until or "", one.documents, one.places)
            for one in replaced_wordings(archive.session)
        ]
        return csv_response(REPLACED_ROW, rows, "改换的措辞")
    found = replaced_wording(archive.session, fold(old), fold(new))
    shown = evidence(archive.session, found, skip=0, limit=_ALL) if found else []
    amended = [
        (
            one.old,
            *_place(site, base_url, one.earlier, one.earlier_anchor),
            one.new,
            *_place(site, base_url, one.later, one.anchor),
        )
        for one in shown
    ]
    return csv_response(EVIDENCE_ROW, amended, "改换的措辞", old, new)


def _of_pasted(site: Site, archive: ArchiveSession, base_url: str, params: QueryParams) -> StreamingResponse:
    draft = paragraphs(params.get("q", "")[:MAX_PASTED_LENGTH])
    part, text, _ = part_asked(draft, params.get("only", ""))
    if len(draft) < 2 or part:
        return _places(site, archive, base_url, params, text or (draft[0].text if draft else ""))
    chosen = selection_of(params, {}).values
    answered = answered_draft(site, archive, draft, page_number(params.get("from", "")), chosen)
    rows = [
        (
            one.number,
            one.label,
            one.whole.text,
            WORDING_STATE[one.whole.state],
            *(one.whole.holding, one.whole.total),
            *_end(site, base_url, one.whole.holding_ends or one.whole.ends, 0),
            *_end(site, base_url, one.whole.holding_ends or one.whole.ends, -1),
        )
        for one in answered.paragraphs
    ]
    return csv_response(DRAFT_ROW, rows, f"草稿的商定措辞-第{answered.start}至{answered.end}段")


def _places(
    site: Site, archive: ArchiveSession, base_url: str, params: QueryParams, passage: str
) -> StreamingResponse:
    """Every place of a passage, the most similar first."""
    chosen = selection_of(params, {}).values
    asked = replace(pasted_question((passage,) if passage else (), chosen), size=_ALL)
    found = archive.search.similar_units(asked, site.readers.pause())
    opened = opener(archive)

    def rows() -> Iterator[Row]:
        for batch in batches(found.units):
            with opened() as session:
                places = occurrences(session, [one.place for one in batch])
            for one, (at, text) in zip(batch, places, strict=True):
                yield f"{one.ratio:.4f}", text, *_place(site, base_url, at.document, at.anchor)

    return csv_response(WORDING_ROW, rows(), "商定措辞", passage)


def _end(site: Site, base_url: str, ends: tuple[Occurrence, ...], number: int) -> Row:
    return _place(site, base_url, ends[number].document, ends[number].anchor) if ends else ("",) * len(PLACE)


def _place(site: Site, base_url: str, document: Listed, anchor: str) -> Row:
    return (
        document.symbol or document.address,
        site.names.organ_name(document.body),
        document.session or "",
        document.adopted_on.isoformat() if document.adopted_on else "",
        document.name,
        cite(anchor, document.annexes),
        base_url + document_url(document.address, "" if anchor == "title" else anchor),
    )
