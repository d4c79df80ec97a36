"""Units prepared for templates: text cut into runs, with footnotes, problems and places."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from sqlmodel import Session

from app.db.models import Document
from app.db.queries import documents
from app.db.queries.alignments import PairedPlaces
from app.domain.editions.model import DOUBTFUL
from app.domain.hits import ToMark
from app.domain.inline_runs import Inline, cut_inline
from app.domain.place_lookup import annexes_in
from app.domain.quotation import printed_label
from app.domain.redline import Change, changes
from app.domain.resolution import CELL_SIGN, ROW_SIGN, Footnote, NoteMark, Paragraph, Problem, Resolution
from app.domain.segmentation import Segmenter
from app.domain.tally_checks import vote_doubts
from app.domain.text import Piece, Sought, mark

_NARROW = re.compile("[\0-\u2e7f]+")
_FIGURE = re.compile(r"[(（]?[0-9][0-9 .,%]*[)）]?|[–—-]")


@dataclass(frozen=True, slots=True)
class RenderedCell:
    """A table cell ready to render, with the number of columns and rows that it spans."""

    inline: tuple[Inline, ...]
    columns: int
    rows: int
    is_head: bool

    @property
    def is_figure(self) -> bool:
        """Whether the cell contains only a figure, which must not be broken across lines."""
        text = "".join(run.text for piece in self.inline for run in piece.runs)
        return bool(_FIGURE.fullmatch(text))


@dataclass(frozen=True, slots=True)
class RenderedUnit:
    """A paragraph ready to render; `label` is what the gutter shows, `problems` are messages about suspected errors
    in it, `rows` a table's cells, `annexes` how many annexes the document has."""

    anchor: str
    kind: str
    number: str | None
    depth: int
    label: str
    inline: tuple[Inline, ...]
    problems: tuple[str, ...]
    rows: tuple[tuple[RenderedCell, ...], ...] = ()
    annexes: int = 0

    @property
    def has_hit(self) -> bool:
        """Whether it contains a hit."""
        return any(piece.has_hit for piece in self.inline)

    @property
    def width(self) -> float:
        """Its width on one line, in Chinese characters; other characters count as half."""
        return _width(self.inline)


@dataclass(frozen=True, slots=True)
class Doubts:
    """The doubts about a text: the places that bear a mark, and the problems that none bears."""

    count: int
    marked: tuple[str, ...]
    others: tuple[Problem, ...]


def doubts_of(resolution: Resolution, units: Iterable[RenderedUnit]) -> Doubts:
    """Each doubt once: at its paragraph, at the vote or, where there is neither, in words."""
    has_vote = bool(resolution.adoption.text or resolution.adoption.votes)
    in_vote = ("vote",) if has_vote and vote_doubts(resolution.doubts) else ()
    marked = (*(unit.anchor for unit in units if unit.problems), *in_vote)
    others = tuple(problem for problem in resolution.doubts if problem.anchor not in marked)
    return Doubts(len(resolution.doubts), marked, others)


@dataclass(frozen=True, slots=True)
class RenderedNote:
    """A footnote ready to render; `marked_in` is the anchor of the first unit with its mark, or `title`;
    `annexes` is how many its document has."""

    anchor: str
    number: str
    inline: tuple[Inline, ...]
    marked_in: str | None
    annexes: int

    @property
    def has_hit(self) -> bool:
        """Whether it contains a hit."""
        return any(piece.has_hit for piece in self.inline)

    @property
    def width(self) -> float:
        """Its width on one line, in Chinese characters."""
        return _width(self.inline)


def _width(inline: Iterable[Inline]) -> float:
    text = "".join(run.text for piece in inline for run in piece.runs)
    return len(text) - sum(map(len, _NARROW.findall(text))) / 2


def render_unit(
    paragraph: Paragraph, resolution: Resolution, phrases: Collection[Sought] = ()
) -> RenderedUnit:
    """Render a paragraph, with these phrases marked."""
    return RenderedUnit(
        paragraph.anchor,
        paragraph.kind,
        paragraph.number,
        paragraph.depth,
        printed_label(paragraph),
        cut_inline(
            paragraph.text,
            citations=paragraph.citations,
            notes=paragraph.notes,
            verb=(paragraph.verb_start, paragraph.verb_end),
            phrases=phrases,
        ),
        tuple(problem.message for problem in resolution.doubts if problem.anchor == paragraph.anchor),
        tuple(_shown_rows(paragraph, phrases)),
        annexes_in(resolution),
    )


def _shown_rows(table: Paragraph, phrases: Collection[Sought]) -> Iterator[tuple[RenderedCell, ...]]:
    """Render the cells of a table. Offsets in its text, where signs separate cells and rows, become cell offsets."""
    start = 0
    for row in table.rows:
        cells = []
        for cell in row:
            end = start + len(cell.text)
            inline = cut_inline(
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
            cells.append(RenderedCell(inline, cell.columns, cell.rows, cell.is_head))
            start = end + len(CELL_SIGN)
        start += len(ROW_SIGN) - len(CELL_SIGN)
        yield tuple(cells)


def render_notes(
    footnotes: Iterable[Footnote], resolution: Resolution, phrases: Collection[Sought] = ()
) -> tuple[RenderedNote, ...]:
    """Render the footnotes of a text with these phrases marked, each with the first place that marks it."""
    places = (("title", resolution.head.title_notes), *((p.anchor, p.notes) for p in resolution.paragraphs))
    annexes = annexes_in(resolution)
    marked_in = {mark.number: anchor for anchor, marks in reversed(places) for mark in marks}
    return tuple(
        RenderedNote(
            note.anchor,
            note.number,
            cut_inline(note.text, citations=note.citations, phrases=phrases),
            marked_in.get(note.number),
            annexes,
        )
        for note in footnotes
    )


@dataclass(frozen=True, slots=True)
class RenderedVariant:
    """A difference from another source, the file at `path`; an anchor is None if that text lacks the paragraph."""

    path: str
    anchor: str | None
    other_anchor: str | None
    changes: tuple[Change, ...]


def render_variants(session: Session, document: Document, words: Segmenter) -> tuple[RenderedVariant, ...]:
    """The differences between a text and its other sources, in text order."""
    return tuple(
        RenderedVariant(
            row.path, row.anchor, row.other_anchor, changes(row.text or "", row.other_text or "", words)
        )
        for row in documents.variants(session, document)
    )


@dataclass(frozen=True, slots=True)
class RenderedPair:
    """What says the same in both languages; one side is empty where its text lacks it. `how` as
    `domain.editions.model.Pairing`, `differs` has the values of both as printed, `is_doubtful`: the words hardly tell
    that the two are one."""

    chinese: tuple[RenderedUnit | RenderedNote, ...]
    english: tuple[RenderedUnit | RenderedNote, ...]
    how: str
    differs: tuple[tuple[str, str], ...]
    is_doubtful: bool


def render_pair(
    pair: PairedPlaces,
    chinese: Mapping[str, RenderedUnit | RenderedNote],
    english: Mapping[str, RenderedUnit | RenderedNote],
) -> RenderedPair:
    """Render a pairing with the units of both texts, by place; units that are not given are left out."""
    return RenderedPair(
        tuple(chinese[place] for place in pair.chinese if place in chinese),
        tuple(english[place] for place in pair.other if place in english),
        pair.how,
        tuple(pair.differs),
        bool(pair.chinese and pair.other) and pair.confidence < DOUBTFUL,
    )


def render_units(
    units: Iterable[Paragraph | Footnote], resolution: Resolution
) -> dict[str, RenderedUnit | RenderedNote]:
    """Render paragraphs and footnotes of a text, by place."""
    held = tuple(units)
    rendered: dict[str, RenderedUnit | RenderedNote] = {
        unit.anchor: render_unit(unit, resolution) for unit in held if isinstance(unit, Paragraph)
    }
    notes = render_notes((unit for unit in held if isinstance(unit, Footnote)), resolution)
    return rendered | {note.anchor: note for note in notes}


@dataclass(frozen=True, slots=True)
class MarkedText:
    """Title, paragraphs and footnotes with the hits marked; `hits` counts those that contain one.

    `places` are the anchors of paragraphs and footnotes with a hit, in document order.
    """

    title: tuple[Piece, ...]
    units: tuple[RenderedUnit, ...]
    notes: tuple[RenderedNote, ...]
    places: tuple[str, ...]

    @property
    def hits(self) -> int:
        """How many places have a hit, the title among them."""
        return len(self.places) + any(is_match for _, is_match in self.title)


def marked_text(text: Resolution, title: str, to_mark: ToMark) -> MarkedText:
    """Mark what a query seeks or, as in a search, the first of its other readings that occurs."""
    marked = _marked_with(text, title, to_mark.phrases)
    others = (_marked_with(text, title, other) for other in (to_mark.others if not marked.hits else ()))
    return next((other for other in others if other.hits), marked)


def _marked_with(text: Resolution, title: str, phrases: tuple[Sought, ...]) -> MarkedText:
    units = tuple(render_unit(paragraph, text, phrases) for paragraph in text.paragraphs)
    notes = render_notes(text.footnotes, text, phrases)
    marked: tuple[RenderedUnit | RenderedNote, ...] = (*units, *notes) if phrases else ()
    return MarkedText(mark(title, phrases), units, notes, tuple(one.anchor for one in marked if one.has_hit))
