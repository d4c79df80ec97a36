"""The page of a whole document: its current text or a former version."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.db.models import Document, Source, Version
from app.db.queries import citing, divergences, documents, editions, lettered_parts, listing, series
from app.db.queries.listing import Listed
from app.domain.addresses import document_url, permalink
from app.domain.citation_styles import CitingFormat, chinese_date, citing_formats, heading, reference
from app.domain.hits import HitStep, ToMark, hit_steps
from app.domain.link_preview import LinkPreview, first_words, link_preview
from app.domain.organs import Organ
from app.domain.place_lookup import annexes_in
from app.domain.record import record_of
from app.domain.resolution import CiteKey, Keyword, Resolution, Scheme
from app.domain.step_notes import History, history_of
from app.domain.text import Piece
from app.domain.vote_details import VoteDetails, vote_details
from app.web.citations.citing_documents import (
    CitingDocuments,
    CountedInstrument,
    citing_documents,
    printed_here,
)
from app.web.citations.graph import GraphLayout, citation_graph
from app.web.documents.bilingual import in_both_languages
from app.web.documents.margin_layout import LaidOutUnit, laid_out, notes_by_place
from app.web.documents.not_held import not_held
from app.web.documents.reference_links import CiteLink, cite_links
from app.web.documents.rendered_text import (
    Doubts,
    RenderedNote,
    RenderedVariant,
    doubts_of,
    marked_text,
    render_variants,
)
from app.web.documents.table_of_contents import Entry, table_of_contents
from app.web.http.context import ContextDep, RequestContext
from app.web.http.errors import NoPlaceError
from app.web.lookup.address_route import DOCUMENT, VERSION, AddressRoute
from app.web.lookup.arrival import ArrivalDep
from app.web.lookup.documents import find
from app.writers.page_metadata import Described, described

router = APIRouter(route_class=AddressRoute)


@dataclass(frozen=True, slots=True)
class ChangeDates:
    """Since when a document is here, and when it last changed."""

    added_at: datetime | None
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document; `version` is set if the text is a former version, `english` is the URL of the English text, from which
    it differs in so many places (`differing`)."""

    template: ClassVar[str] = "documents/document.html"

    notices: tuple[str, ...]
    query: str
    hits: int
    steps: dict[str, HitStep]
    heading: str
    title: tuple[Piece, ...]
    organ: Organ
    resolution: Resolution
    units: tuple[LaidOutUnit, ...]
    history: History
    doubts: Doubts
    notes: tuple[RenderedNote, ...]
    title_notes: tuple[RenderedNote, ...]
    unmarked_notes: tuple[RenderedNote, ...]
    links: dict[CiteKey, CiteLink]
    cited_by: CitingDocuments
    instruments: tuple[CountedInstrument, ...]
    neighbours: GraphLayout | None
    continues: Listed | None
    continued_by: Listed | None
    in_series: int
    beside: tuple[Listed | None, Listed | None]
    vote: VoteDetails | None
    contents: tuple[Entry, ...]
    annexes: int
    goals: tuple[Keyword, ...]
    subjects: tuple[Keyword, ...]
    guessed_subjects: tuple[Keyword, ...]
    english_title: str | None
    english: str | None
    differing: int
    siblings: tuple[Listed, ...]
    sources: tuple[Source, ...]
    variants: tuple[RenderedVariant, ...]
    confirmed: int
    versions: tuple[Version, ...]
    version: Version | None
    dates: ChangeDates
    permalink: str
    preview: LinkPreview
    described: Described | None
    read_on: date
    formats: tuple[CitingFormat, ...]


@router.get(DOCUMENT)
def show_document(
    name: str,
    request: Request,
    context: ContextDep,
    arrival: ArrivalDep,
    q: str = "",
    view: str = "",
) -> Response:
    """Show a document by its symbol, in any spelling, with hits of `q` marked, or what is known of one not held.

    `view=bilingual` shows the Chinese and the English text side by side where both are held.
    """
    session = context.archive.session
    found = find(session, name)
    if found.document is None:
        return not_held(request, context, found, arrival=arrival)
    if moved := found.redirect(request):
        return moved
    if view == "bilingual" and (both := in_both_languages(context, found.document)):
        return both
    text = documents.resolution(session, found.document)
    to_mark = ToMark.of(q, context.site.segmenter)
    return context.site.renderer.render(_page(context, found.document, text, to_mark, None, arrival))


@router.get(VERSION)
def show_version(name: str, number: str, request: Request, context: ContextDep) -> Response:
    """Show a former version of a document by its number. Raises NoPlaceError if there is no such version."""
    session = context.archive.session
    found = find(session, name)
    if found.document is None:
        return not_held(request, context, found, f"v/{number}")
    version = next((v for v in documents.versions(session, found.document) if str(v.n) == number), None)
    if version is None:
        raise NoPlaceError(found.document, f"v/{number}")
    if moved := found.redirect(request, f"v/{number}"):
        return moved
    text = documents.former_text(version)
    return context.site.renderer.render(_page(context, found.document, text, ToMark(), version, ()))


def _page(
    context: RequestContext,
    document: Document,
    text: Resolution,
    to_mark: ToMark,
    version: Version | None,
    arrival: tuple[str, ...],
) -> DocumentPage:
    session, names = context.archive.session, context.site.names
    organ = names.require_organ(text.head.body)
    name = heading(text.head, organ)
    marked = marked_text(text, text.head.title or name, to_mark)
    notes = notes_by_place(marked.notes)
    link = permalink(context.base_url, document.address, f"v/{version.n}" if version else "")
    english, differing = _english(session, document, version)
    return DocumentPage(
        notices=arrival,
        query=to_mark.query,
        hits=marked.hits,
        steps=hit_steps(marked.places),
        heading=name,
        title=marked.title,
        organ=organ,
        resolution=text,
        units=laid_out(marked.units, notes, _cited_places(session, text), differing),
        history=history_of(text, names),
        doubts=doubts_of(text, marked.units),
        notes=marked.notes,
        title_notes=notes.get("title", ()),
        unmarked_notes=notes.get(None, ()),
        links=cite_links(session, names.instruments, text.units, document.address, text.head.symbol),
        cited_by=citing_documents(session, text.head.symbol),
        instruments=printed_here(session, names, text.head.symbol),
        neighbours=citation_graph(session, names, document),
        continues=series.previous(session, document),
        continued_by=series.following(session, document),
        in_series=len(series.addresses(session, document)),
        beside=listing.beside(session, document),
        vote=_vote(context, document, text),
        contents=table_of_contents(text),
        annexes=annexes_in(text),
        goals=_keywords(text, "sdg"),
        subjects=_keywords(text, "unbis"),
        guessed_subjects=_keywords(text, "sdg_subject"),
        english_title=next((keyword.value for keyword in text.keywords if keyword.scheme == "title"), None),
        english=english,
        differing=sum(differing.values()),
        siblings=tuple(lettered_parts.siblings(session, document)),
        sources=tuple(documents.sources(session, document)),
        variants=() if version else render_variants(session, document, context.site.segmenter),
        confirmed=0 if version else _confirmed(session, document, text),
        versions=tuple(documents.versions(session, document)),
        version=version,
        dates=ChangeDates(document.added_at, document.changed_at),
        permalink=link,
        preview=_preview(text, organ, version, link),
        described=None if version else described(record_of(names, context.base_url, text), context.base_url),
        read_on=context.today,
        formats=citing_formats(text.head, organ, "", link, context.today),
    )


def _preview(text: Resolution, organ: Organ, version: Version | None, link: str) -> LinkPreview:
    """The preview of the current text, or of a former one, which says so."""
    replaced = f"（{chinese_date(version.replaced_on)}前的文本）" if version else ""
    named = heading(text.head, organ) + replaced
    return link_preview(named, text, reference(text.head, organ, "") + replaced, first_words(text), link)


def _vote(context: RequestContext, document: Document, text: Resolution) -> VoteDetails | None:
    names, groups = context.site.names, context.site.groups
    return vote_details(text.adoption.votes, document.body, document.adopted_on, names, groups)


def _keywords(text: Resolution, scheme: Scheme) -> tuple[Keyword, ...]:
    return tuple(keyword for keyword in text.keywords if keyword.scheme == scheme)


def _english(
    session: Session, document: Document, version: Version | None
) -> tuple[str | None, Mapping[str, int]]:
    """The URL of the English text, and in how many ways it differs at each place of the current one."""
    if editions.edition_of(session, document) is None:
        return None, {}
    differing = {} if version else divergences.places(session, document.id or 0)
    return document_url(document.address, "en"), differing


def _cited_places(session: Session, text: Resolution) -> dict[str, int]:
    """The number of citing documents for each cited place."""
    return citing.places_cited(session, text.head.symbol) if text.head.symbol else {}


def _confirmed(session: Session, document: Document, text: Resolution) -> int:
    """The number of paragraphs that a second source confirms."""
    found = documents.confidence(session, document)
    return sum(found.get(paragraph.anchor) == "confirmed" for paragraph in text.paragraphs)
