"""The page of a document's text in another language than Chinese."""

from dataclasses import dataclass, replace
from typing import ClassVar

from fastapi import HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from app.db.edition_rows import EditionRow, EditionSourceRow
from app.db.models import Document
from app.db.queries import alignments, documents, editions
from app.domain.addresses import document_url
from app.domain.citation_styles import heading
from app.domain.citations import CitingContext, cite_english
from app.domain.organs import Names
from app.domain.places import ends, fragment, joined
from app.domain.record import record_of
from app.domain.resolution import CiteKey, Footnote, Paragraph, Resolution
from app.web.documents.reference_links import CiteLink, cite_links
from app.web.documents.rendered_text import RenderedNote, RenderedUnit, render_notes, render_unit
from app.web.http.context import RequestContext
from app.web.http.errors import NoPlaceError
from app.web.lookup.documents import LookupResult
from app.writers.page_metadata import Described, described

LANGUAGE = "en"
"""The language other than Chinese in which texts are held."""


@dataclass(frozen=True, slots=True)
class EditionPage:
    """A text in English; `has_chinese` tells whether its document has a Chinese text. `address` is that of the
    document, `resolution` has the units of this text. `led` has the address of each unit, by anchor: that of the Chinese place
    beside it, else its fragment. `sources` are further files of the same text."""

    template: ClassVar[str] = "documents/edition.html"

    address: str
    heading: str
    language: str
    has_chinese: bool
    resolution: Resolution
    units: tuple[RenderedUnit, ...]
    notes: tuple[RenderedNote, ...]
    links: dict[CiteKey, CiteLink]
    led: dict[str, str]
    edition: EditionRow
    sources: tuple[EditionSourceRow, ...]
    described: Described


def in_language(
    request: Request, context: RequestContext, found: LookupResult, document: Document, place: str
) -> Response:
    """The response for a place that begins with a language.

    `zh` leads to the document, a place into the page of its text: to what stands beside that place of the Chinese
    text, else to the place that bears this number. Raises HTTPException (404) if
    there is no text in that language, NoPlaceError if the text has no such place.
    """
    language, _, inside = place.partition("/")
    if language == "zh" and (moved := found.redirect(request, inside)):
        return moved
    session = context.archive.session
    row = editions.edition_of(session, document, language)
    if row is None:
        raise HTTPException(404, _no_text(document, language))
    held = editions.edition_text(session, row)
    if inside:
        return _to_place(document, held.units, language, led_place(session, document, row, inside))
    if moved := found.redirect(request, language):
        return moved
    return context.site.renderer.render(_page(context, document, held))


def led_place(session: Session, document: Document, edition: EditionRow, place: str) -> str:
    """The place of an edition that an address means: what says the same as that place of the Chinese text, of a range
    as each of its ends; else the place that bears this number."""
    if not documents.sources(session, document):
        return place
    led = [alignments.other_place(session, edition, end) or end for end in ends(place) or (place,)]
    parents = {end.rpartition("/")[0] for end in led}
    return joined(led[0], led[-1]) if len(parents) == 1 else place


def place_in_english(context: RequestContext, document: Document, place: str) -> Response | None:
    """The way to a place of a document that is held in English only; None if there is no such place."""
    session = context.archive.session
    row = editions.edition_of(session, document)
    if row is None or documents.sources(session, document):
        return None
    units = editions.edition_text(session, row).units
    try:
        return _to_place(document, units, row.language, place)
    except NoPlaceError:
        return None


def _no_text(document: Document, language: str) -> str:
    title = document.symbol or document.title
    if language == LANGUAGE:
        return f"本库没有英文本：{title}的英文本请看联合国网站。"
    return f"本库只收录中文本和英文本，{title}的其他语文本请看联合国网站。"


def _to_place(
    document: Document, units: tuple[Paragraph | Footnote, ...], language: str, place: str
) -> Response:
    """The way to a place in the page of its text; not for good, since the place may get a page of its own."""
    wanted = (ends(place.lower()) or (place.lower(),))[0]
    anchor = next((unit.anchor for unit in units if unit.anchor.lower() == wanted), None)
    if anchor is None:
        raise NoPlaceError(document, f"{language}/{place}")
    return RedirectResponse(f"{document_url(document.address, language)}#{fragment(anchor)}", 307)


def _page(context: RequestContext, document: Document, held: editions.EditionText) -> EditionPage:
    session, row = context.archive.session, held.edition
    told = documents.resolution(session, document)
    text = english_text(told, held, context.site.names)
    return EditionPage(
        document.address,
        heading(told.head, context.site.names.require_organ(told.head.body)),
        row.language,
        bool(told.paragraphs),
        text,
        tuple(render_unit(paragraph, text) for paragraph in text.paragraphs),
        render_notes(text.footnotes, text, ()),
        cite_links(session, context.site.names.instruments, text.units, document.address, told.head.symbol),
        _led(session, document, held),
        row,
        tuple(editions.other_sources(session, row)),
        described(record_of(context.site.names, context.base_url, text, language="en"), context.base_url),
    )


def _led(session: Session, document: Document, held: editions.EditionText) -> dict[str, str]:
    """Where each unit's number leads: `/en/op/3` is what stands beside the Chinese op/3, whatever its own number."""
    here = document_url(document.address, held.edition.language)
    own = {unit.anchor: f"{here}#{fragment(unit.anchor)}" for unit in held.units}
    paired = alignments.paired_places(session, held.edition)
    # Such an address leads to the first of several units.
    return own | {
        pair.other[0]: f"{here}/{pair.chinese[0]}" for pair in paired if pair.other and pair.chinese
    }


def english_text(told: Resolution, held: editions.EditionText, names: Names) -> Resolution:
    """The text of an edition with its references, and with what its document's head tells in any language."""
    row = held.edition
    text = replace(
        told,
        head=replace(told.head, title=row.title, title_notes=held.title_notes, formula=row.formula),
        paragraphs=held.paragraphs,
        footnotes=held.footnotes,
        problems=editions.problems_of(row),
    )
    return cite_english(text, CitingContext.of(told.head, names))
