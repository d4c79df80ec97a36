"""A place in a document: what a permalink leads to."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from sqlmodel import Session

from app.db.models import Document, Version
from app.db.queries import documents
from app.domain.citing import CitingFormat, citing_formats, heading
from app.domain.locating import located
from app.domain.organs import Organ
from app.domain.places import ends
from app.domain.resolution import CiteKey, Confidence, Footnote, Paragraph, Resolution
from app.domain.text import fold
from app.web.addresses import wording_url
from app.web.citing import Citing, citing
from app.web.deps import Desk, Shelf, Site
from app.web.genealogy import Genealogy, genealogy
from app.web.links import CiteLink, cite_links
from app.web.pages.document import VoteList, vote_bar, vote_lists
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


@dataclass(frozen=True, slots=True)
class PlacePage:
    """A paragraph with its points, a range of them, a footnote, or the vote; with its neighbours and how to cite it.

    `begins_at` is its first unit, which the full page has an anchor for.
    """

    template: ClassVar[str] = "pages/place.html"

    place: str
    begins_at: str
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
    wider: tuple[str, ...]
    links: dict[CiteKey, CiteLink]
    cites: tuple[CiteLink, ...]
    cited_by: Citing
    document_cited: int
    permalink: str
    formats: tuple[CitingFormat, ...]


def place_page(desk: Desk, document: Document, place: str) -> PlacePage | None:
    """The page of a place, None where the document has no such place. Case does not matter."""
    shelf, site = desk.shelf, desk.site
    session, names = shelf.session, site.names
    text = documents.resolution(session, document)
    found = located(text, place)
    if found is None:
        return None
    anchor, paragraphs, footnotes = found.place, found.paragraphs, found.footnotes
    organ = desk.organ_of(text)
    permalink = desk.permalink(document.address, anchor)
    links = cite_links(session, names.instruments, (*paragraphs, *footnotes), text.id, text.head.symbol)
    of_place = {unit.anchor for unit in paragraphs} | {note.anchor for note in footnotes}
    return PlacePage(
        place=anchor,
        begins_at=paragraphs[0].anchor if paragraphs else anchor,
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
        previous=found.previous,
        next=found.next,
        wider=found.wider,
        links=links,
        cites=_cites(paragraphs, footnotes, links),
        cited_by=citing(session, text.head.symbol, _all_of(anchor, paragraphs), limit=_MOST_CITING),
        document_cited=document.cited,
        permalink=permalink,
        formats=citing_formats(text.head, organ, anchor, permalink, desk.today),
    )


def _cites(
    paragraphs: tuple[Paragraph, ...], footnotes: tuple[Footnote, ...], links: dict[CiteKey, CiteLink]
) -> tuple[CiteLink, ...]:
    """What a place refers to, each once, in the order of its text; not other places of its own document."""
    units: tuple[Paragraph | Footnote, ...] = (*paragraphs, *footnotes)
    found = (links[citation.key] for unit in units for citation in unit.citations)
    return tuple(dict.fromkeys(link for link in found if link.href and link.kind != "here"))


def _all_of(anchor: str, paragraphs: tuple[Paragraph, ...]) -> tuple[str, ...]:
    """The places that a place is, one or a range of them."""
    return tuple(unit.anchor for unit in paragraphs) if ends(anchor) else (anchor,)


def _genealogy(
    shelf: Shelf, site: Site, document: Document, paragraphs: tuple[Paragraph, ...], anchor: str
) -> Genealogy | None:
    """The genealogy of a paragraph or point; headings and tables have none."""
    own = next((unit for unit in paragraphs if unit.anchor == anchor), None)
    if own is None or own.kind in ("heading", "table"):
        return None
    return genealogy(shelf, site, document, anchor, own.text)
