"""The page of a place in a document: the target of a permalink."""

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.db.models import Document, Source, Version
from app.db.queries import alignments, documents, editions
from app.domain.addresses import permalink, wording_url
from app.domain.citation_styles import CitingFormat, citing_formats, heading, reference
from app.domain.citations import CitingContext, cited_english
from app.domain.link_preview import LinkPreview, link_preview
from app.domain.organs import Organ
from app.domain.pasted import words_in
from app.domain.place_lookup import Located, annexes_in, locate
from app.domain.places import LANGUAGES, ends
from app.domain.quotation import quotable, quotable_units
from app.domain.record import record_of
from app.domain.resolution import CiteKey, Confidence, Footnote, Paragraph, Resolution
from app.domain.text import fold
from app.domain.vote_details import VoteDetails, vote_details
from app.web.citations.citing_documents import CitingDocuments, citing_documents
from app.web.compare.vote_changes import VoteChanges
from app.web.documents.edition import in_language, place_in_english
from app.web.documents.not_held import not_held
from app.web.documents.reference_links import CiteLink, cite_links
from app.web.documents.rendered_text import (
    RenderedNote,
    RenderedPair,
    RenderedUnit,
    RenderedVariant,
    render_notes,
    render_pair,
    render_unit,
    render_units,
    render_variants,
)
from app.web.documents.vote_since import vote_since
from app.web.http.context import ArchiveSession, ContextDep, RequestContext, Site
from app.web.http.errors import NoPlaceError
from app.web.lookup.address_route import PLACE, AddressRoute
from app.web.lookup.arrival import ArrivalDep
from app.web.lookup.documents import find
from app.web.wording.paragraph_history import ParagraphHistory, paragraph_history
from app.writers.page_metadata import Described, described

router = APIRouter(route_class=AddressRoute)

_MOST_CITING = 200
"""Maximum number of citing documents listed."""


@dataclass(frozen=True, slots=True)
class PlacePage:
    """A paragraph with its points, a range, a footnote, or the vote; with the adjacent places and citing formats.

    `words` is the place as citations word it, `begins_at` the anchor of its first unit in the full page,
    `english` what stands beside it in English, by pairs, `vote` and `vote_changes` what is said of the vote beside its lists.
    """

    template: ClassVar[str] = "documents/place.html"

    notices: tuple[str, ...]
    place: str
    words: str
    begins_at: str
    annexes: int
    heading: str
    organ: Organ
    resolution: Resolution
    units: tuple[RenderedUnit, ...]
    notes: tuple[RenderedNote, ...]
    history: ParagraphHistory | None
    wording_url: str
    english: tuple[RenderedPair, ...]
    former: tuple[Version, ...]
    confidence: Confidence | None
    doubts: tuple[str, ...]
    vote: VoteDetails | None
    vote_changes: VoteChanges | None
    variants: tuple[RenderedVariant, ...]
    previous: str | None
    next: str | None
    wider: tuple[str, ...]
    links: dict[CiteKey, CiteLink]
    cites: tuple[CiteLink, ...]
    cited_by: CitingDocuments
    document_cited: int
    sources: tuple[Source, ...]
    permalink: str
    preview: LinkPreview
    described: Described
    formats: tuple[CitingFormat, ...]


@router.get(PLACE)
def show_place(name: str, place: str, request: Request, context: ContextDep, arrival: ArrivalDep) -> Response:
    """Show a place, matched case-insensitively; one that a later reading has moved redirects (308)."""
    session = context.archive.session
    found = find(session, name)
    document = found.document
    if document is None:
        return not_held(request, context, found, place, arrival)
    if place.partition("/")[0] in LANGUAGES:
        return in_language(request, context, found, document, place)
    page = _page(context, document, place, arrival)
    if page is None:
        moved = documents.redirect(session, f"{document.address}/{place}") or ""
        new_place = moved.removeprefix(f"{document.address}/")
        page = _page(context, document, new_place, arrival) if new_place else None
    if page is None:
        if in_english := place_in_english(context, document, place):
            return in_english
        raise NoPlaceError(document, place)
    return found.redirect(request, page.place) or _rendered(context, page)


def _rendered(context: RequestContext, page: PlacePage) -> Response:
    response = context.site.renderer.render(page)
    if page.history and page.history.untold:
        response.headers["Cache-Control"] = "no-store"
    return response


def _page(
    context: RequestContext, document: Document, place: str, arrival: tuple[str, ...]
) -> PlacePage | None:
    """The page of a place, matched case-insensitively; None if the document has no such place."""
    archive, site = context.archive, context.site
    session, names = archive.session, site.names
    text = documents.resolution(session, document)
    found = locate(text, place)
    if found is None:
        return None
    anchor, paragraphs, footnotes = found.place, found.paragraphs, found.footnotes
    organ = names.require_organ(text.head.body)
    link = permalink(context.base_url, document.address, anchor)
    pinpoint, words = words_in(text, anchor), quotable(found)
    beside = _beside(context, document, text, found)
    cited = (*paragraphs, *footnotes, *beside.units)
    links = cite_links(session, names.instruments, cited, text.id, text.head.symbol)
    details, changes = _of_vote(context, document, text) if anchor == "vote" else (None, None)
    of_place = {unit.anchor for unit in paragraphs} | {note.anchor for note in footnotes}
    return PlacePage(
        notices=arrival,
        place=anchor,
        words=pinpoint,
        begins_at=paragraphs[0].anchor if paragraphs else anchor,
        annexes=annexes_in(text),
        heading=heading(text.head, organ),
        organ=organ,
        resolution=text,
        units=tuple(render_unit(paragraph, text) for paragraph in paragraphs),
        notes=render_notes(footnotes, text),
        history=_history(archive, site, document, paragraphs, anchor),
        wording_url=wording_url(document.address, anchor),
        english=beside.pairs,
        former=tuple(_formerly_another(session, document, anchor, paragraphs)),
        confidence=documents.confidence(session, document).get(anchor),
        doubts=tuple(
            problem.message
            for problem in text.doubts
            if problem.anchor == anchor and problem.anchor not in {unit.anchor for unit in paragraphs}
        ),
        vote=details,
        vote_changes=changes,
        variants=tuple(_variants(context, document, of_place)),
        previous=found.previous,
        next=found.next,
        wider=found.wider,
        links=links,
        cites=_cites(paragraphs, footnotes, links),
        cited_by=citing_documents(session, text.head.symbol, _all_of(anchor, paragraphs), limit=_MOST_CITING),
        document_cited=document.cited,
        sources=tuple(documents.sources(session, document)),
        permalink=link,
        preview=_preview(text, organ, pinpoint, found, link),
        described=described(record_of(names, context.base_url, text, found), context.base_url),
        formats=(
            *citing_formats(text.head, organ, pinpoint, link, context.today, words),
            *_both(words, beside.words, f"{reference(text.head, organ, pinpoint)} {link}"),
        ),
    )


def _variants(
    context: RequestContext, document: Document, places: Container[str]
) -> Iterator[RenderedVariant]:
    """The variants of what stands at these places."""
    found = render_variants(context.archive.session, document, context.site.segmenter)
    return (variant for variant in found if variant.anchor in places)


def _of_vote(
    context: RequestContext, document: Document, text: Resolution
) -> tuple[VoteDetails | None, VoteChanges | None]:
    site, adoption = context.site, text.adoption
    details = vote_details(adoption.votes, document.body, document.adopted_on, site.names, site.groups)
    return details, vote_since(context.archive.session, site, document, adoption)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside a place in English, rendered by pairs and as words, a unit a line."""

    pairs: tuple[RenderedPair, ...] = ()
    units: tuple[Paragraph | Footnote, ...] = ()
    words: str = ""


def _beside(context: RequestContext, document: Document, text: Resolution, found: Located) -> _Beside:
    """The English of a place; nothing where no English text is held. Takes four statements at most."""
    session = context.archive.session
    units: tuple[Paragraph | Footnote, ...] = found.paragraphs or found.footnotes
    edition = editions.edition_of(session, document) if units else None
    if edition is None:
        return _Beside()
    paired = alignments.paired_places(session, edition, [unit.anchor for unit in units])
    other = editions.units_at(session, edition, [place for pair in paired for place in pair.other])
    # Marks would lead to the Chinese footnotes of the page.
    unmarked = [replace(unit, notes=()) if isinstance(unit, Paragraph) else unit for unit in other.values()]
    citing = CitingContext.of(text.head, context.site.names)
    cited = tuple(cited_english(unit, citing) for unit in unmarked) if citing else tuple(unmarked)
    chinese, english = (render_units(held, text) for held in (units, cited))
    return _Beside(
        tuple(render_pair(pair, chinese, english) for pair in paired),
        cited,
        quotable_units(tuple(other[place] for pair in paired for place in pair.other)),
    )


def _both(chinese: str, english: str, source: str) -> Iterator[CitingFormat]:
    """The words of a place in both languages, and where they stand."""
    if chinese and english:
        yield CitingFormat("中英对照", f"{chinese}\n{english}\n{source}")


def _preview(text: Resolution, organ: Organ, pinpoint: str, found: Located, link: str) -> LinkPreview:
    shown = (text.adoption.text or "") if found.place == "vote" else " ".join(_words(found))
    named = heading(text.head, organ) + pinpoint
    return link_preview(named, text, reference(text.head, organ, pinpoint), shown, link)


def _words(found: Located) -> Iterator[str]:
    """The text of each unit at a place, or of the footnote that the place is."""
    units: tuple[Paragraph | Footnote, ...] = found.paragraphs or found.footnotes
    return (unit.text for unit in units)


def _cites(
    paragraphs: tuple[Paragraph, ...], footnotes: tuple[Footnote, ...], links: dict[CiteKey, CiteLink]
) -> tuple[CiteLink, ...]:
    """What a place cites: each target once, in text order, without places of its own document."""
    units: tuple[Paragraph | Footnote, ...] = (*paragraphs, *footnotes)
    found = (links[citation.key] for unit in units for citation in unit.citations)
    return tuple(dict.fromkeys(link for link in found if link.href and link.kind != "here"))


def _all_of(anchor: str, paragraphs: tuple[Paragraph, ...]) -> tuple[str, ...]:
    """The anchors that a place covers: its own, or all of a range."""
    return tuple(unit.anchor for unit in paragraphs) if ends(anchor) else (anchor,)


def _history(
    archive: ArchiveSession, site: Site, document: Document, paragraphs: tuple[Paragraph, ...], anchor: str
) -> ParagraphHistory | None:
    """The wording history of a paragraph or point; None for headings and tables."""
    own = next((unit for unit in paragraphs if unit.anchor == anchor), None)
    if own is None or own.kind in ("heading", "table"):
        return None
    return paragraph_history(archive, site, document, anchor, own.text)


def _formerly_another(
    session: Session, document: Document, anchor: str, paragraphs: tuple[Paragraph, ...]
) -> Iterator[Version]:
    """The former versions with a different text at this place."""
    words = next((fold(paragraph.text) for paragraph in paragraphs if paragraph.anchor == anchor), None)
    for version in documents.versions(session, document):
        text = documents.former_text(version)
        then = next((fold(unit.text) for unit in text.paragraphs if unit.anchor == anchor), words)
        if then != words:
            yield version
