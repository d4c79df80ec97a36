"""Agreed language, as JSON: a text, a draft paragraph by paragraph, and where series dropped a phrase.

A pasted text comes in the body of a request, and the answer to it is stored nowhere (`app.web.wording.wording`).
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Response

from app.db.queries.listing import Listed
from app.domain.addresses import document_url
from app.domain.passages import paragraphs, passages
from app.domain.query import MAX_QUERY_LENGTH
from app.domain.redline import Change, changes
from app.web.api.comparison_schemas import ChangeItem
from app.web.api.description import ERRORS, NO_JSON
from app.web.api.items import addresses
from app.web.api.parameters import PagingDep
from app.web.api.shared_schemas import DocumentReference
from app.web.api.wording_schemas import (
    MOST_PASSAGES,
    DraftAnswer,
    DraftQuestion,
    NextTextItem,
    ParagraphItem,
    ParagraphWithoutItem,
    PlaceItem,
    RemovalItem,
    RemovalsAnswer,
    ReplacedItem,
    UsesItem,
    WordingAnswer,
    WordingItem,
    WordingQuestion,
)
from app.web.http.context import ArchiveDep, ContextDep, RequestContext, SiteDep
from app.web.http.limits import MAX_BODY_BYTES
from app.web.wording.by_paragraph import AnsweredParagraph, answered_draft
from app.web.wording.occurrences import Form, NextText, Occurrence, Uses, occurrences, pasted_question
from app.web.wording.removed import RemovedIn, phrase_removals

router = APIRouter(prefix="/api/v1", tags=["texts"], responses=ERRORS)


@router.post("/wording", max_body_size=MAX_BODY_BYTES, responses=NO_JSON)
def find_wording(context: ContextDep, question: WordingQuestion, response: Response) -> WordingAnswer:
    """Every place that has the text or words like it, the likest first, then the oldest."""
    response.headers["Cache-Control"] = "no-store"
    every = passages(question.text)
    cut = every[:MOST_PASSAGES]
    asked = replace(pasted_question(cut), size=question.limit)
    found = context.archive.search.similar_units(asked, context.site.readers.pause())
    places = occurrences(context.archive.session, [one.place for one in found.units])
    return WordingAnswer(
        total=found.total,
        items=[
            _wording(context, one.ratio, cut[one.passage], place, text)
            for one, (place, text) in zip(found.units, places, strict=True)
        ],
        passages=len(every),
        left_out=len(every) - len(cut),
    )


@router.post("/wording/paragraphs", max_body_size=MAX_BODY_BYTES, responses=NO_JSON)
def find_paragraphs(context: ContextDep, question: DraftQuestion, response: Response) -> DraftAnswer:
    """The paragraphs of a draft, in its order, each with its use: first and last, verbatim and in like words."""
    response.headers["Cache-Control"] = "no-store"
    chosen = {"body": question.body, "committee": question.committee}
    draft = paragraphs(question.text)
    found = answered_draft(context.site, context.archive, draft, question.start, chosen)
    return DraftAnswer(
        total=found.total,
        start=found.start,
        next=found.next,
        items=[_paragraph(context, one) for one in found.paragraphs],
    )


@router.get("/removals")
def list_removals(
    site: SiteDep,
    archive: ArchiveDep,
    paging: PagingDep,
    q: Annotated[str, Query(max_length=MAX_QUERY_LENGTH, description="A phrase.", examples=["国际合作"])],
    body: Annotated[str, Query(description="Code of an organ.")] = "",
) -> RemovalsAnswer:
    """Where series dropped a phrase: the texts that hold it in a paragraph, and those that continue them without it."""
    found = phrase_removals(site, archive, q, body=body, page=paging.page, size=paging.size)
    return RemovalsAnswer(
        **paging.of(found.total),
        query=q,
        documents=found.documents,
        items=[_removal(one, paging.base_url) for one in found.removed],
    )


def _wording(
    context: RequestContext, ratio: float, passage: str, place: Occurrence, text: str
) -> WordingItem:
    return WordingItem(
        **_place(context, place).model_dump(),
        ratio=round(ratio, 4),
        passage=passage,
        changes=change_items(changes(passage, text, context.site.segmenter)),
    )


def _place(context: RequestContext, place: Occurrence) -> PlaceItem:
    anchor = "" if place.anchor == "title" else place.anchor
    return PlaceItem(
        symbol=place.document.symbol,
        id=place.document.address,
        **addresses(context.base_url, document_url(place.document.address, anchor)),
        anchor=place.anchor,
        adopted_on=place.document.adopted_on,
    )


def _paragraph(context: RequestContext, found: AnsweredParagraph) -> ParagraphItem:
    whole = dict(_uses(context, found.whole))
    clauses = [_uses(context, one) for one in found.clauses]
    return ParagraphItem(**whole, number=found.number, label=found.label or None, clauses=clauses)


def _uses(context: RequestContext, found: Uses) -> UsesItem:
    def end(places: Sequence[Occurrence], number: int) -> PlaceItem | None:
        return _place(context, places[number]) if places else None

    return UsesItem(
        text=found.text,
        state=found.state,
        total=found.total,
        wordings=found.wordings,
        holding=found.holding,
        same=found.same,
        first=end(found.ends, 0),
        last=end(found.ends, -1),
        first_verbatim=end(found.holding_ends, 0),
        last_verbatim=end(found.holding_ends, -1),
        then=_then(context, found.then) if found.then else None,
        replaced=[
            ReplacedItem(old=one.old, new=one.new, since=one.since, documents=one.documents)
            for one in found.replaced
        ],
        nearest=_nearest(context, found.nearest) if found.nearest else None,
    )


def _nearest(context: RequestContext, form: Form) -> WordingItem:
    return _wording(context, form.ratio, form.passage, form.places[0], form.text)


def _then(context: RequestContext, found: NextText) -> NextTextItem:
    document = found.document
    return NextTextItem(
        symbol=document.symbol,
        id=document.address,
        **addresses(context.base_url, document_url(document.address, found.anchor or "")),
        anchor=found.anchor,
        adopted_on=document.adopted_on,
        changes=change_items(found.changes),
    )


def _removal(found: RemovedIn, base_url: str) -> RemovalItem:
    return RemovalItem(
        first=_reference(found.first, base_url),
        last=_reference(found.last, base_url),
        without=_reference(found.without, base_url),
        again=_reference(found.again, base_url) if found.again else None,
        kept=round(found.kept, 4),
        paragraphs=[
            ParagraphWithoutItem(
                anchor=one.anchor, later_anchor=one.later_anchor, changes=change_items(one.changes)
            )
            for one in found.paragraphs
        ],
    )


def _reference(document: Listed, base_url: str) -> DocumentReference:
    return DocumentReference(
        symbol=document.symbol,
        id=document.address,
        **addresses(base_url, document_url(document.address)),
        title=document.title,
        adopted_on=document.adopted_on,
    )


def change_items(found: tuple[Change, ...]) -> list[ChangeItem]:
    """A redline as JSON has it."""
    return [ChangeItem(op=change.op, text=change.text) for change in found]
