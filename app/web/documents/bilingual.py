"""The page of a document in Chinese and English side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from fastapi.responses import Response

from app.db.models import Document
from app.db.queries import alignments, documents, editions
from app.db.queries.alignments import PairedPlaces
from app.domain.citation_styles import heading
from app.domain.resolution import CiteKey, Resolution
from app.web.documents.edition import english_text
from app.web.documents.reference_links import CiteLink, cite_links
from app.web.documents.rendered_text import RenderedNote, RenderedUnit, render_notes, render_unit
from app.web.http.context import RequestContext


@dataclass(frozen=True, slots=True)
class SetPair:
    """What says the same in both languages; one side is empty where its text lacks it. `differs` has the values of
    both as printed, `is_doubtful`: the words hardly tell that the two are one."""

    chinese: tuple[RenderedUnit | RenderedNote, ...]
    english: tuple[RenderedUnit | RenderedNote, ...]
    how: str
    differs: tuple[tuple[str, str], ...]
    is_doubtful: bool


@dataclass(frozen=True, slots=True)
class BilingualPage:
    """Both texts by pairs of units and of notes; `alone` counts the units that one text lacks."""

    template: ClassVar[str] = "documents/bilingual.html"

    address: str
    heading: str
    chinese: Resolution
    english: Resolution
    pairs: tuple[SetPair, ...]
    notes: tuple[SetPair, ...]
    links: dict[CiteKey, CiteLink]
    alone: int
    differing: int


_DOUBTFUL = 0.6
"""Confidence below which a pair is said to be doubtful."""


def in_both_languages(context: RequestContext, document: Document) -> Response | None:
    """The page of both texts; None if the document has only one."""
    session, names = context.archive.session, context.site.names
    edition = editions.edition_of(session, document)
    chinese = documents.resolution(session, document)
    if edition is None or not chinese.paragraphs:
        return None
    english = english_text(chinese, editions.edition_text(session, edition))
    units = _units(chinese), _units(english)
    pairs = [_set(pair, *units) for pair in alignments.paired_places(session, edition)]
    of_notes = [isinstance((*pair.chinese, *pair.english)[0], RenderedNote) for pair in pairs]
    page = BilingualPage(
        document.address,
        heading(chinese.head, names.require_organ(chinese.head.body)),
        chinese,
        english,
        tuple(pair for pair, is_note in zip(pairs, of_notes, strict=True) if not is_note),
        tuple(pair for pair, is_note in zip(pairs, of_notes, strict=True) if is_note),
        cite_links(session, names.instruments, chinese.units, document.address, chinese.head.symbol),
        sum(not pair.chinese or not pair.english for pair in pairs),
        sum(bool(pair.differs) for pair in pairs),
    )
    return context.site.renderer.render(page)


def _units(text: Resolution) -> dict[str, RenderedUnit | RenderedNote]:
    units: dict[str, RenderedUnit | RenderedNote] = {
        paragraph.anchor: render_unit(paragraph, text) for paragraph in text.paragraphs
    }
    return units | {note.anchor: note for note in render_notes(text.footnotes, text)}


def _set(
    pair: PairedPlaces,
    chinese: Mapping[str, RenderedUnit | RenderedNote],
    english: Mapping[str, RenderedUnit | RenderedNote],
) -> SetPair:
    return SetPair(
        tuple(chinese[place] for place in pair.chinese),
        tuple(english[place] for place in pair.other),
        pair.how,
        tuple(pair.differs),
        bool(pair.chinese and pair.other) and pair.confidence < _DOUBTFUL,
    )
