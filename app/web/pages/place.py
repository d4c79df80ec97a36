"""A place in a document: what a permalink leads to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate
from typing import ClassVar

from sqlmodel import Session

from app.db.models import Document, Version
from app.db.queries import documents
from app.domain.citing import CitingFormat, citing_formats, heading
from app.domain.organs import Organ
from app.domain.resolution import CiteKey, Confidence, Footnote, Paragraph, Resolution
from app.domain.text import fold
from app.web.addresses import document_url, wording_url
from app.web.citing import Citing, citing
from app.web.deps import Shelf, Site
from app.web.genealogy import Genealogy, genealogy
from app.web.links import CiteLink, cite_links
from app.web.pages.document import VoteList, organ_of, vote_bar, vote_lists
from app.web.shown import (
    ShownNote,
    ShownUnit,
    ShownVariant,
    shown_notes,
    shown_unit,
    shown_variants,
)
from app.web.stances import Segment


def _formerly_another(
    session: Session, document: Document, anchor: str, paragraphs: tuple[Paragraph, ...]
) -> Iterator[Version]:
    """The former texts in which other words stood at this address."""
    words = next((fold(paragraph.text) for paragraph in paragraphs if paragraph.anchor == anchor), None)
    for version in documents.versions(session, document):
        text = documents.former_text(version)
        then = next((fold(unit.text) for unit in text.paragraphs if unit.anchor == anchor), words)
        if then != words:
            yield version


_MOST_CITING = 200
"""How many documents that cite a place are listed."""

_PART = re.compile(r"(?:annex/\d+)?/?(?:sec(?:/[0-9A-Z]+)+)?")


@dataclass(frozen=True, slots=True)
class PlacePage:
    """A paragraph with its points, or a footnote, or the vote; with its neighbours and how to cite it."""

    template: ClassVar[str] = "pages/place.html"

    place: str
    heading: str
    organ: Organ
    resolution: Resolution
    units: tuple[ShownUnit, ...]
    notes: tuple[ShownNote, ...]
    votes: tuple[VoteList, ...]
    bar: tuple[Segment, ...]
    genealogy: Genealogy | None
    wording_url: str
    former: tuple[Version, ...]
    confidence: Confidence | None
    doubts: tuple[str, ...]
    variants: tuple[ShownVariant, ...]
    previous: str | None
    next: str | None
    links: dict[CiteKey, CiteLink]
    cited_by: Citing
    document_cited: int
    permalink: str
    formats: tuple[CitingFormat, ...]


def place_page(shelf: Shelf, site: Site, document: Document, place: str, base_url: str) -> PlacePage | None:
    """The page of a place, None where the document has no such place. Case does not matter."""
    session, names = shelf.session, site.names
    text = documents.resolution(session, document)
    anchors = [*_anchors(text), *_parts(text)]
    anchor = next((anchor for anchor in anchors if anchor.lower() == place.lower()), None)
    if anchor is None:
        return None
    paragraphs = tuple(p for p in text.paragraphs if p.anchor == anchor or p.anchor.startswith(f"{anchor}/"))
    footnotes = _footnotes(text, anchor, paragraphs)
    organ = organ_of(text, names)
    permalink = f"{base_url}{document_url(document.address, anchor)}"
    today = datetime.now(UTC).date()
    neighbours = _neighbours(text, anchor)
    of_place = {unit.anchor for unit in paragraphs} | {note.anchor for note in footnotes}
    return PlacePage(
        place=anchor,
        heading=heading(text.head, organ),
        organ=organ,
        resolution=text,
        units=tuple(shown_unit(paragraph, text) for paragraph in paragraphs),
        notes=shown_notes(footnotes, text),
        votes=vote_lists(text) if anchor == "vote" else (),
        bar=vote_bar(text) if anchor == "vote" else (),
        genealogy=_genealogy(shelf, site, document, paragraphs, anchor),
        wording_url=wording_url(document.address, anchor),
        former=tuple(_formerly_another(session, document, anchor, paragraphs)),
        confidence=documents.confidence(session, document).get(anchor),
        doubts=tuple(problem.message for problem in text.problems if problem.anchor == anchor),
        variants=tuple(
            variant for variant in shown_variants(session, document, site.words) if variant.anchor in of_place
        ),
        previous=neighbours[0],
        next=neighbours[1],
        links=cite_links(session, names.instruments, (*paragraphs, *footnotes), text.id, text.head.symbol),
        cited_by=citing(session, text.head.symbol, (anchor,), limit=_MOST_CITING),
        document_cited=document.cited,
        permalink=permalink,
        formats=citing_formats(text.head, organ, anchor, permalink, today),
    )


def _genealogy(
    shelf: Shelf, site: Site, document: Document, paragraphs: tuple[Paragraph, ...], anchor: str
) -> Genealogy | None:
    """The genealogy of a paragraph or point; headings and tables have none."""
    own = next((unit for unit in paragraphs if unit.anchor == anchor), None)
    if own is None or own.kind in ("heading", "table"):
        return None
    return genealogy(shelf, site, document, anchor, own.text)


def _anchors(text: Resolution) -> list[str]:
    paragraphs = [paragraph.anchor for paragraph in text.paragraphs]
    vote = ["vote"] if text.adoption.votes or text.adoption.text else []
    return paragraphs + [footnote.anchor for footnote in text.footnotes] + vote


def _parts(text: Resolution) -> list[str]:
    """The annexes and sections, which places begin with."""
    return list(
        dict.fromkeys(
            prefix
            for paragraph in text.paragraphs
            for prefix in accumulate(paragraph.anchor.split("/"), "{}/{}".format)
            if _PART.fullmatch(prefix)
        )
    )


def _footnotes(text: Resolution, anchor: str, paragraphs: tuple[Paragraph, ...]) -> tuple[Footnote, ...]:
    marked = {mark.number for paragraph in paragraphs for mark in paragraph.notes}
    return tuple(note for note in text.footnotes if note.anchor == anchor or note.number in marked)


def _neighbours(text: Resolution, anchor: str) -> tuple[str | None, str | None]:
    """The places before and after, on the level of this one."""
    level = anchor.count("/")
    anchors = _parts(text) if anchor in _parts(text) else _anchors(text)
    row = [other for other in anchors if other == anchor or other.count("/") <= level]
    index = row.index(anchor)
    return row[index - 1] if index else None, row[index + 1] if index + 1 < len(row) else None
