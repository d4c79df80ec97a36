"""The page of a document in Chinese and English side by side."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi.responses import Response

from app.db.models import Document
from app.db.queries import alignments, documents, editions
from app.domain.citation_styles import heading, reference
from app.domain.resolution import CiteKey, Resolution
from app.web.documents.edition import english_text
from app.web.documents.reference_links import CiteLink, cite_links
from app.web.documents.rendered_text import RenderedNote, RenderedPair, render_pair, render_units
from app.web.http.context import RequestContext


@dataclass(frozen=True, slots=True)
class BilingualPage:
    """Both texts by pairs of units and of notes; `alone` counts the units that one text lacks. `reference` is the
    beginning of a citation, before the words of a place."""

    template: ClassVar[str] = "documents/bilingual.html"

    address: str
    heading: str
    reference: str
    chinese: Resolution
    english: Resolution
    pairs: tuple[RenderedPair, ...]
    notes: tuple[RenderedPair, ...]
    links: dict[CiteKey, CiteLink]
    alone: int
    differing: int


def in_both_languages(context: RequestContext, document: Document) -> Response | None:
    """The page of both texts; None if the document has only one."""
    session, names = context.archive.session, context.site.names
    edition = editions.edition_of(session, document)
    chinese = documents.resolution(session, document)
    if edition is None or not chinese.paragraphs:
        return None
    organ = names.require_organ(chinese.head.body)
    english = english_text(chinese, editions.edition_text(session, edition), names)
    units = render_units(chinese.units, chinese), render_units(english.units, english)
    pairs = [render_pair(pair, *units) for pair in alignments.paired_places(session, edition)]
    of_notes = [isinstance((*pair.chinese, *pair.english)[0], RenderedNote) for pair in pairs]
    page = BilingualPage(
        document.address,
        heading(chinese.head, organ),
        reference(chinese.head, organ, "") + ("" if chinese.head.number else "，"),
        chinese,
        english,
        tuple(pair for pair, is_note in zip(pairs, of_notes, strict=True) if not is_note),
        tuple(pair for pair, is_note in zip(pairs, of_notes, strict=True) if is_note),
        cite_links(
            session,
            names.instruments,
            (*chinese.units, *english.units),
            document.address,
            chinese.head.symbol,
        ),
        sum(not pair.chinese or not pair.english for pair in pairs),
        sum(bool(pair.differs) for pair in pairs),
    )
    return context.site.renderer.render(page)
