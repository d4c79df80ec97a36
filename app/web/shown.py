"""Units as pages show them: text cut for setting, with footnotes, problems and places."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from sqlmodel import Session

from app.db.models import Document
from app.db.queries import documents, listing
from app.db.queries.documents import Held
from app.db.queries.listing import CitedBy, Listed
from app.domain.align import Change, changes
from app.domain.inline import Inline, cut
from app.domain.resolution import (
    CELL_SIGN,
    ROW_SIGN,
    Citation,
    Footnote,
    NoteMark,
    Paragraph,
    Resolution,
)

_FIGURE = re.compile(r"[(（]?[0-9][0-9 .,%]*[)）]?|[–—-]")
CONTEXT = 40
"""How many characters stand before and after a reference where it is listed."""


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell of a table ready to be set, with how many columns and rows it spans."""

    inline: tuple[Inline, ...]
    columns: int
    rows: int
    is_head: bool

    @property
    def is_figure(self) -> bool:
        """Whether the cell holds nothing but an amount, which may not be broken."""
        text = "".join(run.text for piece in self.inline for run in piece.runs)
        return bool(_FIGURE.fullmatch(text))


@dataclass(frozen=True, slots=True)
class ShownUnit:
    """A paragraph ready to be set; `problems` are the messages of what looks wrong in it; of a table, `rows`."""

    anchor: str
    kind: str
    number: str | None
    depth: int
    inline: tuple[Inline, ...]
    problems: tuple[str, ...]
    rows: tuple[tuple[ShownCell, ...], ...] = ()

    @property
    def label(self) -> str:
        """The number as it stands in the margin: `5.`, `(a)`; empty where there is none."""
        if self.number is None:
            return ""
        is_paragraph = self.depth == 0 and not (self.number.isascii() and self.number.isalpha())
        return f"{self.number}." if is_paragraph else f"({self.number})"


@dataclass(frozen=True, slots=True)
class ShownNote:
    """A footnote ready to be set; `marked_in` is the place where its mark stands."""

    anchor: str
    number: str
    inline: tuple[Inline, ...]
    marked_in: str | None


def shown_unit(paragraph: Paragraph, resolution: Resolution, phrases: Collection[str] = ()) -> ShownUnit:
    """A paragraph with the found phrases marked."""
    return ShownUnit(
        paragraph.anchor,
        paragraph.kind,
        paragraph.number,
        paragraph.depth,
        cut(
            paragraph.text,
            citations=paragraph.citations,
            notes=paragraph.notes,
            verb=(paragraph.verb_start, paragraph.verb_end),
            phrases=phrases,
        ),
        tuple(problem.message for problem in resolution.problems if problem.anchor == paragraph.anchor),
        tuple(_shown_rows(paragraph, phrases)),
    )


def _shown_rows(table: Paragraph, phrases: Collection[str]) -> Iterator[tuple[ShownCell, ...]]:
    """The cells of a table; its text is they, one behind the other with a sign between."""
    start = 0
    for row in table.rows:
        cells = []
        for cell in row:
            end = start + len(cell.text)
            inline = cut(
                cell.text,
                citations=[
                    replace(found, start=found.start - start, end=found.end - start)
                    for found in table.citations
                    if start <= found.start and found.end <= end
                ],
                notes=[
                    NoteMark(mark.number, mark.offset - start)
                    for mark in table.notes
                    if start <= mark.offset <= end
                ],
                phrases=phrases,
            )
            cells.append(ShownCell(inline, cell.columns, cell.rows, cell.is_head))
            start = end + len(CELL_SIGN)
        start += len(ROW_SIGN) - len(CELL_SIGN)
        yield tuple(cells)


def shown_note(footnote: Footnote, resolution: Resolution, phrases: Collection[str] = ()) -> ShownNote:
    """A footnote with the found phrases marked."""
    places = (("title", resolution.head.title_notes), *((p.anchor, p.notes) for p in resolution.paragraphs))
    marked_in = (anchor for anchor, marks in places if any(mark.number == footnote.number for mark in marks))
    return ShownNote(
        footnote.anchor,
        footnote.number,
        cut(footnote.text, citations=footnote.citations, phrases=phrases),
        next(marked_in, None),
    )


@dataclass(frozen=True, slots=True)
class ShownVariant:
    """Where another source, the file at `path`, has other words; the places are None where one has none."""

    path: str
    anchor: str | None
    other_anchor: str | None
    changes: tuple[Change, ...]


def shown_variants(session: Session, document: Document) -> tuple[ShownVariant, ...]:
    """The differences between a text and its other sources, in the order of the text."""
    return tuple(
        ShownVariant(row.path, row.anchor, row.other_anchor, changes(row.text or "", row.other_text or ""))
        for row in documents.variants(session, document)
    )


@dataclass(frozen=True, slots=True)
class CitingPlace:
    """A place that cites, with the words around the reference."""

    anchor: str
    before: str
    reference: str
    after: str


@dataclass(frozen=True, slots=True)
class CitingDocument:
    """A document that cites, with its places in the order of its text."""

    document: Listed
    places: tuple[CitingPlace, ...]


def citing_documents(session: Session, symbol: str | None) -> tuple[CitingDocument, ...]:
    """Who cites a document, newest first; nobody where it has no symbol."""
    found = listing.cited_by(session, symbol) if symbol else []
    return tuple(
        CitingDocument(document, tuple(_citing_place(place) for place in places))
        for document, places in groupby(found, key=lambda place: place.document)
    )


def _citing_place(place: CitedBy) -> CitingPlace:
    first, last = max(0, place.start - CONTEXT), place.end + CONTEXT
    return CitingPlace(
        place.anchor,
        ("…" if first else "") + place.text[first : place.start],
        place.text[place.start : place.end],
        place.text[place.end : last] + ("…" if last < len(place.text) else ""),
    )


def held_targets(session: Session, units: Iterable[Paragraph | Footnote]) -> dict[str, Held]:
    """Which of the documents that these units cite are held."""
    citations: list[Citation] = [citation for unit in units for citation in unit.citations]
    return documents.held(session, {citation.target for citation in citations if citation.target})
