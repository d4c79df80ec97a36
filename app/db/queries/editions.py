"""Texts in other languages: what is held, and the text of one."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, func, select

from app.db.document_rows import CELLS_JSON
from app.db.edition_rows import EditionRow, EditionSourceRow, EditionUnitRow
from app.db.edition_store import MARKS_JSON, PROBLEMS_JSON, READING_JSON
from app.db.models import Document, Source
from app.db.queries import documents
from app.db.source_file import SourceFile
from app.domain.resolution import Footnote, NoteMark, Paragraph, Problem, Resolution


@dataclass(frozen=True, slots=True)
class EditionText:
    """The text of an edition: its title with marks, its units in order as `Resolution.units`, its source."""

    edition: EditionRow
    title_notes: tuple[NoteMark, ...]
    paragraphs: tuple[Paragraph, ...]
    footnotes: tuple[Footnote, ...]

    @property
    def units(self) -> tuple[Paragraph | Footnote, ...]:
        """The paragraphs, then the footnotes."""
        return (*self.paragraphs, *self.footnotes)


@dataclass(frozen=True, slots=True)
class HeldEdition:
    """From which file an edition was read, and when it was issued."""

    file: SourceFile
    published_on: date | None
    has_remarks: bool


def edition_of(session: Session, document: Document, language: str = "en") -> EditionRow | None:
    """The edition of a document in a language, or None."""
    is_it = (EditionRow.document_id == document.id, EditionRow.language == language)
    return session.exec(select(EditionRow).where(*is_it)).first()


def edition_text(session: Session, edition: EditionRow) -> EditionText:
    """The text of an edition."""
    chosen = select(EditionUnitRow).where(EditionUnitRow.edition_id == edition.id)
    rows = session.exec(chosen.order_by(col(EditionUnitRow.id))).all()
    title = next((_marks(row) for row in rows if row.part == "title"), ())
    return EditionText(
        edition,
        title,
        tuple(_paragraph(row) for row in rows if row.kind),
        tuple(_footnote(row) for row in rows if row.part == "fn"),
    )


def problems_of(edition: EditionRow) -> tuple[Problem, ...]:
    """What is doubtful in an edition."""
    return PROBLEMS_JSON.validate_json(edition.problems) if edition.problems else ()


def other_sources(session: Session, edition: EditionRow) -> list[EditionSourceRow]:
    """The further files of an edition, in the order in which they came."""
    is_it = (
        EditionSourceRow.document_id == edition.document_id,
        EditionSourceRow.language == edition.language,
    )
    return list(session.exec(select(EditionSourceRow).where(*is_it).order_by(col(EditionSourceRow.id))).all())


def reading_of(source: EditionSourceRow) -> Resolution:
    """The text of a further file."""
    return READING_JSON.validate_json(source.reading)


def units_at(
    session: Session, edition: EditionRow, anchors: Collection[str]
) -> dict[str, Paragraph | Footnote]:
    """The paragraphs and footnotes of an edition that stand at these places, by place."""
    chosen = select(EditionUnitRow).where(EditionUnitRow.edition_id == edition.id)
    rows = session.exec(chosen.where(col(EditionUnitRow.anchor).in_(anchors)))
    return {row.anchor: _paragraph(row) if row.kind else _footnote(row) for row in rows}


_WAITING = (
    ~col(EditionRow.is_aligned),
    select(Source.id).where(Source.document_id == Document.id).exists(),
)


def count_not_aligned(session: Session) -> int:
    """How many `not_aligned` gives."""
    return session.exec(select(func.count()).select_from(EditionRow).join(Document).where(*_WAITING)).one()


def not_aligned(session: Session) -> Iterator[tuple[int, Resolution, EditionText]]:
    """The editions whose pairings are not those of both texts as they are: key, Chinese text, other text."""
    chosen = select(EditionRow, Document).join(Document).where(*_WAITING)
    for edition, document in session.exec(chosen.order_by(col(EditionRow.id))).all():
        yield edition.id or 0, documents.resolution(session, document), edition_text(session, edition)


def held_editions(session: Session) -> dict[tuple[str, str], HeldEdition]:
    """All editions, by address in lower case and language."""
    held = session.exec(select(Document.address_key, EditionRow).join(EditionRow))
    return {
        (address, row.language): HeldEdition(
            SourceFile(row.location, row.path, row.format, row.sha256, row.fingerprint),
            row.published_on,
            bool(row.remarks),
        )
        for address, row in held
    }


def _marks(row: EditionUnitRow) -> tuple[NoteMark, ...]:
    return MARKS_JSON.validate_json(row.marks) if row.marks else ()


def _paragraph(row: EditionUnitRow) -> Paragraph:
    kind: Any = row.kind
    return Paragraph(
        row.anchor,
        kind,
        row.text,
        row.number,
        row.depth,
        row.annex,
        row.verb,
        row.verb_start,
        row.verb_end,
        row.eid,
        _marks(row),
        rows=CELLS_JSON.validate_json(row.rows) if row.rows else (),
    )


def _footnote(row: EditionUnitRow) -> Footnote:
    return Footnote(row.anchor, row.number or "", row.text, eid=row.eid)
