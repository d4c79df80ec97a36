"""Writes texts in other languages, and how they stand to the Chinese one; the only writer of their tables."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import product
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import delete, update
from sqlmodel import Session, col, func, select

from app.db.document_rows import CELLS_JSON, columns_of
from app.db.edition_rows import DivergenceRow, EditionRow, EditionSourceRow, EditionUnitRow, PairingRow
from app.db.models import Document, Unit
from app.db.session import among, insert_rows
from app.db.source_file import SourceFile
from app.db.text_digest import edition_digest
from app.domain.editions.model import Divergence, Pairing
from app.domain.places import part_of
from app.domain.resolution import NoteMark, Paragraph, Problem, Resolution

MARKS_JSON = TypeAdapter(tuple[NoteMark, ...])
"""Serialises the footnote marks of a unit."""

PROBLEMS_JSON = TypeAdapter(tuple[Problem, ...])
"""Serialises the problems of an edition."""
READING_JSON = TypeAdapter(Resolution)
"""Serialises the text of a further file."""

_COLUMNS = ("anchor", "kind", "annex", "number", "depth", "text", "verb", "verb_start", "verb_end", "eid")


def put_editions(session: Session, editions: Sequence[tuple[Resolution, SourceFile]]) -> None:
    """Write editions of held documents, in the place of former ones. Raises KeyError if a document is not held."""
    session.flush()
    keys = _documents(session, [resolution.id for resolution, _ in editions])
    for language in {resolution.language for resolution, _ in editions}:
        ours = {keys[one.id.lower()] for one, _ in editions if one.language == language}
        of_ours = (among(EditionRow.document_id, ours), col(EditionRow.language) == language)
        session.execute(delete(EditionRow).where(*of_ours))
    first = _next(session, EditionRow)
    numbered = list(enumerate(editions, start=first))
    insert_rows(
        session,
        EditionRow,
        [_edition(key, keys[text.id.lower()], text, file) for key, (text, file) in numbered],
    )
    units = (unit for key, (text, _) in numbered for unit in _units(key, text))
    insert_rows(
        session,
        EditionUnitRow,
        [{"id": key, **unit} for key, unit in enumerate(units, start=_next(session, EditionUnitRow))],
    )


def put_other_source(session: Session, other: Resolution, file: SourceFile) -> None:
    """Record a further file of an edition with its text, in the place of a former one from the same location."""
    document = _documents(session, [other.id])[other.id.lower()]
    forget_source(session, document, file.location)
    reading = READING_JSON.dump_json(other).decode()
    row = EditionSourceRow(document_id=document, language=other.language, reading=reading, **asdict(file))
    session.add(row)
    session.flush()


def forget_source(session: Session, document: int, location: str) -> None:
    """Forget a further file of a document's editions, if it is one."""
    is_it = (col(EditionSourceRow.document_id) == document, col(EditionSourceRow.location) == location)
    session.execute(delete(EditionSourceRow).where(*is_it))


def put_problems(session: Session, edition: int, problems: tuple[Problem, ...]) -> None:
    """Replace what is told as doubtful in an edition."""
    told = PROBLEMS_JSON.dump_json(problems).decode() if problems else None
    session.execute(update(EditionRow).where(col(EditionRow.id) == edition).values(problems=told))


def put_alignment(
    session: Session,
    edition: int,
    pairings: Sequence[Pairing],
    divergences: Sequence[tuple[int | None, int | None, Divergence]] = (),
    category: str = "",
) -> None:
    """Replace the pairings and divergences of an edition, and note that they are those of its texts as they are.

    Each divergence comes with the indices of its Chinese and its other unit, in the order of the text; None for the
    one that is missing. `category` tells how the document was printed (`domain.editions.printings`).
    Raises IndexError if a value means a unit that its text does not have.
    """
    document = session.exec(select(EditionRow.document_id).where(EditionRow.id == edition)).one()
    for table in (PairingRow, DivergenceRow):
        session.execute(delete(table).where(col(table.edition_id) == edition))
    is_chinese = (col(Unit.document_id) == document, col(Unit.part) != "title")
    chinese = session.exec(select(Unit.id).where(*is_chinese).order_by(col(Unit.id))).all()
    is_ours = (col(EditionUnitRow.edition_id) == edition, col(EditionUnitRow.part) != "title")
    english = session.exec(select(EditionUnitRow.id).where(*is_ours).order_by(col(EditionUnitRow.id))).all()
    rows = [
        {
            "edition_id": edition,
            "n": n,
            "unit_id": None if first is None else chinese[first],
            "edition_unit_id": None if second is None else english[second],
            "how": pairing.how,
            "confidence": pairing.confidence,
        }
        for n, pairing in enumerate(pairings)
        for first, second in product(pairing.chinese or (None,), pairing.english or (None,))
    ]
    insert_rows(session, PairingRow, rows)
    differing = [
        {
            "edition_id": edition,
            "unit_id": None if first is None else chinese[first],
            "edition_unit_id": None if second is None else english[second],
            "kind": one.kind,
            "chinese_values": one.chinese,
            "english_values": one.english,
            "category": category,
        }
        for first, second, one in divergences
    ]
    insert_rows(session, DivergenceRow, differing)
    session.execute(update(EditionRow).where(col(EditionRow.id) == edition).values(is_aligned=True))


def forget_alignments(session: Session) -> None:
    """Note that no pairings are those of their texts, so that all texts are aligned anew."""
    session.execute(update(EditionRow).values(is_aligned=False))


def _documents(session: Session, addresses: Sequence[str]) -> dict[str, int]:
    keys = {address.lower() for address in addresses}
    found = session.exec(select(Document.address_key, Document.id).where(among(Document.address_key, keys)))
    return {address: key for address, key in found if key is not None}


def _next(session: Session, table: type[EditionRow | EditionUnitRow]) -> int:
    return 1 + (session.exec(select(func.max(table.id))).one() or 0)


def _edition(key: int, document: int, resolution: Resolution, file: SourceFile) -> dict[str, Any]:
    head = resolution.head
    return {
        "id": key,
        "document_id": document,
        "language": resolution.language,
        "title": head.title,
        "formula": head.formula,
        "published_on": head.published_on,
        "remarks": "\n".join(head.remarks),
        "adoption_text": resolution.adoption.text,
        "digest": edition_digest(
            (
                head.title,
                head.formula,
                str(head.published_on),
                "\n".join(head.remarks),
                resolution.adoption.text,
            ),
            head.title_notes if head.title else (),
            resolution.paragraphs,
            resolution.footnotes,
        ),
        "is_aligned": False,
        "problems": PROBLEMS_JSON.dump_json(resolution.problems).decode() if resolution.problems else None,
        **columns_of(file),
    }


def _units(edition: int, resolution: Resolution) -> Iterator[dict[str, Any]]:
    head = resolution.head
    if head.title:
        yield _unit(edition, "title", Paragraph("title", "paragraph", head.title, notes=head.title_notes))
    for paragraph in resolution.paragraphs:
        yield _unit(edition, part_of(paragraph.anchor), paragraph)
    for note in resolution.footnotes:
        yield _unit(edition, "fn", Paragraph(note.anchor, "paragraph", note.text, note.number, eid=note.eid))


def _unit(edition: int, part: str, unit: Paragraph) -> dict[str, Any]:
    return {
        "edition_id": edition,
        "part": part,
        **{name: getattr(unit, name) for name in _COLUMNS},
        "kind": None if part in ("title", "fn") else unit.kind,
        "rows": CELLS_JSON.dump_json(unit.rows).decode() if unit.rows else None,
        "marks": MARKS_JSON.dump_json(unit.notes).decode() if unit.notes else None,
    }
