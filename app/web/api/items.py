"""Rows and values of the archive as the JSON interface answers them."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, Literal

from app.db.models import Document
from app.db.queries import citations, documents
from app.db.queries.citations import Known
from app.db.queries.citing import CitedBy
from app.db.queries.listing import Listed
from app.domain.addresses import document_url
from app.domain.resolution import Citation, Confidence, Footnote, Head, Paragraph, Resolution
from app.domain.vote_details import VoteOfGroup, vote_details
from app.web.api.adoption_schemas import AbsentState, AdoptionItem, GroupVotes, StateVote
from app.web.api.citing_schemas import CitingItem
from app.web.api.document_schemas import (
    CitationItem,
    DerivedDate,
    DocumentDetail,
    DocumentItem,
    FootnoteItem,
    KeywordItem,
    Mark,
    ParagraphItem,
    ProblemItem,
    SourceItem,
    SponsorItem,
    StepItem,
    VariantItem,
)
from app.web.html.prefix import under_prefix
from app.web.http.context import RequestContext


def addresses(base_url: str, url: str) -> dict[str, str]:
    """An address in both forms."""
    return {"url": under_prefix(url), "absolute_url": base_url + url}


def instants(document: Listed | Document) -> dict[str, Any]:
    """Since when a document is here and when it last changed: none is published without."""
    return {"added_at": document.added_at, "changed_at": document.changed_at}


def document_item(document: Listed, base_url: str) -> DocumentItem:
    """A document as lists give it."""
    return DocumentItem(
        symbol=document.symbol,
        id=document.address,
        kind=document.kind,
        body=document.body,
        number=document.number,
        title=document.title,
        adopted_on=document.adopted_on,
        **instants(document),
        **addresses(base_url, document_url(document.address)),
    )


def citing_item(place: CitedBy, base_url: str) -> CitingItem:
    """A place that cites."""
    return CitingItem(
        symbol=place.document.symbol,
        title=place.document.title,
        adopted_on=place.document.adopted_on,
        anchor=place.anchor,
        text=place.text,
        **addresses(base_url, document_url(place.document.address, place.anchor)),
    )


def document_detail(context: RequestContext, document: Document) -> DocumentDetail:
    """A whole document."""
    session = context.archive.session
    text = documents.resolution(session, document)
    targets = {found.target for unit in text.units for found in unit.citations if found.target}
    known = citations.known(session, targets)
    confidence = documents.confidence(session, document)
    head = text.head
    return DocumentDetail(
        symbol=head.symbol,
        id=text.id,
        **addresses(context.base_url, document_url(text.id)),
        language="zh",
        kind=head.kind,
        outcome=head.outcome,
        body=head.body,
        number=head.number,
        title=head.title,
        session=head.session,
        agenda_item=head.agenda_item,
        agenda_item_title=head.agenda_item_title,
        committee=head.committee,
        adopted_on=head.adopted_on,
        adopted_as_printed=head.adopted_as_printed,
        derived_date=_derived_date(head),
        meeting=head.meeting,
        adoption=_adoption(context, text),
        sponsors=_sponsors(text, additional=False),
        additional_sponsors=_sponsors(text, additional=True),
        originating_document=head.originating,
        remarks=list(head.remarks),
        steps=[StepItem(**asdict(step)) for step in text.steps],
        keywords=[KeywordItem(**asdict(keyword)) for keyword in text.keywords],
        paragraphs=[
            paragraph_item(paragraph, known, confidence[paragraph.anchor]) for paragraph in text.paragraphs
        ],
        footnotes=[footnote_item(note, known, confidence[note.anchor]) for note in text.footnotes],
        problems=[ProblemItem(**asdict(problem)) for problem in text.problems],
        variants=[
            VariantItem(**{key: getattr(row, key) for key in VariantItem.model_fields})
            for row in documents.variants(session, document)
        ],
        sources=[
            SourceItem(path=source.path, format=source.format, sha256=source.sha256)
            for source in documents.sources(session, document)
        ],
        **instants(document),
    )


_PRECISION: tuple[Literal["day", "month", "year"] | None, ...] = (None, "year", "month", "day")


def _derived_date(head: Head) -> DerivedDate | None:
    if head.dated_by is None or head.dated_from is None or head.dated_to is None:
        return None
    parts = [part for part in head.known_date.split("-") if part]
    return DerivedDate(
        value=head.known_date or None,
        precision=_PRECISION[len(parts)],
        first=head.dated_from,
        last=head.dated_to,
        derived_from=head.dated_by,
    )


def _sponsors(text: Resolution, *, additional: bool) -> list[SponsorItem]:
    chosen = (sponsor for sponsor in text.sponsors if sponsor.is_additional == additional)
    return [
        SponsorItem(state=sponsor.state, name=sponsor.name, on_behalf_of=sponsor.on_behalf_of)
        for sponsor in chosen
    ]


def _adoption(context: RequestContext, text: Resolution) -> AdoptionItem:
    adoption, names = text.adoption, context.site.names
    details = vote_details(adoption.votes, text.head.body, text.head.adopted_on, names, context.site.groups)
    return AdoptionItem(
        method=adoption.method,
        in_favour=adoption.in_favour,
        against=adoption.against,
        abstaining=adoption.abstaining,
        votes=[StateVote(**asdict(vote)) for vote in adoption.votes],
        absent=[AbsentState(**asdict(voter)) for voter in details.absent] if details else [],
        groups=[_group_votes(one) for one in details.groups] if details else [],
    )


def _group_votes(one: VoteOfGroup) -> GroupVotes:
    counts = one.vote.counts
    return GroupVotes(
        code=one.group.code,
        name=one.group.name,
        in_favour=counts.get("in_favour", 0),
        against=counts.get("against", 0),
        abstaining=counts.get("abstaining", 0),
        not_voting=counts.get("not_voting", 0),
    )


def paragraph_item(paragraph: Paragraph, known: Mapping[str, Known], confidence: Confidence) -> ParagraphItem:
    """A unit; `known` has the target of each of its citations."""
    rows = {"rows": [[cell.text for cell in row] for row in paragraph.rows]} if paragraph.rows else {}
    return ParagraphItem(
        anchor=paragraph.anchor,
        kind=paragraph.kind,
        annex=paragraph.annex,
        number=paragraph.number,
        depth=paragraph.depth,
        text=paragraph.text,
        verb=paragraph.verb,
        eid=paragraph.eid,
        notes=[Mark(number=mark.number, offset=mark.offset) for mark in paragraph.notes],
        citations=_citations(paragraph.citations, known),
        confidence=confidence,
        **rows,
    )


def footnote_item(footnote: Footnote, known: Mapping[str, Known], confidence: Confidence) -> FootnoteItem:
    """A footnote; `known` has the target of each of its citations."""
    return FootnoteItem(
        number=footnote.number,
        anchor=footnote.anchor,
        text=footnote.text,
        citations=_citations(footnote.citations, known),
        confidence=confidence,
    )


def _citations(found: Iterable[Citation], known: Mapping[str, Known]) -> list[CitationItem]:
    return [
        CitationItem(**asdict(citation), held=bool(citation.target and known[citation.target].address))
        for citation in found
    ]
