"""Reads for the check of an archive: rows that contradict each other or point nowhere.

`keys` are those of the documents that are asked about, None for all.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, text
from sqlalchemy import select as columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select, true

from app.db.dialect import is_postgresql
from app.db.edition_rows import EditionRow, EditionUnitRow, PairingRow
from app.db.models import CitationRow, Document, Mark, ProblemRow, Source, Unit, VoteRow
from app.db.replacement_rows import ReplacementPlaceRow, ReplacementRow
from app.db.series_rows import DescentRow
from app.db.session import among, streamed
from app.domain.text import fold

Keys = Collection[int] | None


@dataclass(frozen=True, slots=True)
class Tally:
    """The number of states that cast a vote, as printed and as counted from the list."""

    address: str
    vote: str
    printed: int
    listed: int


def damage(session: Session) -> Iterator[str]:
    """Problems found by SQLite's own integrity checks, in Chinese; PostgreSQL keeps its constraints at each write, and
    tells of pages that its checksums refuse when they are read."""
    if is_postgresql(session):
        return
    verdict = session.execute(text("PRAGMA integrity_check")).scalar_one()
    if verdict != "ok":
        yield f"数据库损坏：{verdict}"
    if broken := session.execute(text("PRAGMA foreign_key_check")).all():
        yield f"有{len(broken)}行指向不存在的记录"


def documents_without_text(session: Session, keys: Keys = None) -> int:
    """Number of documents without paragraphs, in Chinese if there is a Chinese text, else in another language."""
    with_text = select(Unit.id).where(Unit.document_id == Document.id, col(Unit.kind).is_not(None))
    without = ~with_text.exists() & ~_in_another_language()
    chosen = select(func.count()).select_from(Document).where(without, _of(Document.id, keys))
    return session.exec(chosen).one()


def documents_without_source(session: Session, keys: Keys = None) -> int:
    """Number of documents without a source that is shown, and without a text in another language."""
    shown = select(Source.id).where(Source.document_id == Document.id, col(Source.is_shown))
    without = ~shown.exists() & ~select(EditionRow.id).where(EditionRow.document_id == Document.id).exists()
    chosen = select(func.count()).select_from(Document).where(without, _of(Document.id, keys))
    return session.exec(chosen).one()


def _in_another_language() -> ColumnElement[bool]:
    """Whether a document has a text in another language, and no source of a Chinese one."""
    source = select(Source.id).where(Source.document_id == Document.id)
    edition = select(EditionRow.id).where(EditionRow.document_id == Document.id)
    return edition.exists() & ~source.exists()


def editions_without_text(session: Session, keys: Keys = None) -> int:
    """Number of texts in other languages without paragraphs."""
    units = select(EditionUnitRow.id).where(
        EditionUnitRow.edition_id == EditionRow.id, col(EditionUnitRow.kind).is_not(None)
    )
    chosen = select(func.count()).select_from(EditionRow)
    return session.exec(chosen.where(~units.exists(), _of(EditionRow.document_id, keys))).one()


def pairings_of_others(session: Session, keys: Keys = None) -> int:
    """Number of pairings with a unit of another document or another text."""
    of_other = (Unit.document_id != EditionRow.document_id) | (EditionUnitRow.edition_id != EditionRow.id)
    chosen = (
        select(func.count())
        .select_from(PairingRow)
        .join(EditionRow)
        .outerjoin(Unit, col(Unit.id) == PairingRow.unit_id)
        .outerjoin(EditionUnitRow, col(EditionUnitRow.id) == PairingRow.edition_unit_id)
    )
    return session.exec(chosen.where(of_other, _of(EditionRow.document_id, keys))).one()


def edition_places(session: Session, keys: Keys = None) -> Iterator[tuple[str, str]]:
    """The address of each document and the place of each unit of its texts in other languages, titles left out."""
    chosen = (
        select(Document.address, EditionRow.language, EditionUnitRow.anchor)
        .join(EditionRow, col(EditionRow.document_id) == Document.id)
        .join(EditionUnitRow, col(EditionUnitRow.edition_id) == EditionRow.id)
        .where(EditionUnitRow.part != "title", _of(Document.id, keys))
    )
    for address, language, anchor in session.exec(chosen):
        yield address, f"{language}/{anchor}"


def citations_beyond_their_text(session: Session, keys: Keys = None) -> int:
    """Number of citations whose offsets do not match the text of their unit."""
    found = _with_unit_text(session, _CITATION, keys)
    return sum(unit[start:end] != cited for unit, (_, start, end, cited) in found)


def marks_beyond_their_text(session: Session, keys: Keys = None) -> int:
    """Number of footnote marks beyond the end of their unit."""
    return sum(offset > len(unit) for unit, (_, offset) in _with_unit_text(session, _MARK, keys))


_UNIT: tuple[Any, ...] = (Unit.id, Unit.text)
_CITATION: tuple[Any, ...] = (CitationRow.unit_id, CitationRow.start, CitationRow.end, CitationRow.text)
_MARK: tuple[Any, ...] = (Mark.unit_id, Mark.offset)


def _with_unit_text(
    session: Session, of_row: tuple[Any, ...], keys: Keys
) -> Iterator[tuple[str, Sequence[Any]]]:
    """Rows, each with the text of the unit that its first column names, empty if there is none.

    SQLite would count the characters of a long text anew for each of its rows.
    """
    units = _streamed(session, _UNIT, Unit.id, keys)
    key, unit = 0, ""
    for row in _streamed(session, of_row, of_row[0], keys):
        while key < row[0]:
            key, unit = next(units, (row[0] + 1, ""))
        yield unit if key == row[0] else "", row


def _streamed(
    session: Session,
    of_row: tuple[Any, ...],
    unit: Any,  # noqa: ANN401  the column with the key of the unit
    keys: Keys,
) -> Iterator[Sequence[Any]]:
    """Rows in the order of their first column."""
    chosen = columns(*of_row).order_by(of_row[0])
    if keys is not None:
        chosen = chosen.where(col(unit).in_(select(Unit.id).where(among(Unit.document_id, keys))))
    return streamed(session, chosen, 1000)


def replacements_beyond_their_text(session: Session) -> int:
    """Number of places of replaced wordings whose two units do not have the wordings, or that the count leaves out."""
    earlier = aliased(Unit)
    chosen: Any = columns(
        col(ReplacementRow.old), col(ReplacementRow.new), col(earlier.text), col(Unit.text)
    ).select_from(ReplacementPlaceRow)
    chosen = chosen.join(ReplacementRow, col(ReplacementRow.id) == col(ReplacementPlaceRow.replacement_id))
    chosen = chosen.join(DescentRow, col(DescentRow.unit_id) == col(ReplacementPlaceRow.unit_id))
    chosen = chosen.join(Unit, col(Unit.id) == col(DescentRow.unit_id))
    rows = session.execute(chosen.join(earlier, col(earlier.id) == col(DescentRow.earlier_id))).all()
    wrong = sum(old not in fold(first) or new not in fold(second) for old, new, first, second in rows)
    counted: int = session.exec(select(func.coalesce(func.sum(ReplacementRow.places), 0))).one()
    return wrong + abs(counted - len(rows))


def targets(session: Session, keys: Keys = None) -> list[str]:
    """Every cited target."""
    chosen = select(CitationRow.target).where(col(CitationRow.target).is_not(None)).distinct()
    if keys is not None:
        chosen = chosen.join(Unit, col(Unit.id) == CitationRow.unit_id).where(among(Unit.document_id, keys))
    return [target for target in session.exec(chosen) if target]


def places(session: Session, keys: Keys = None) -> Iterator[tuple[str, str, str | None]]:
    """Address, anchor and number of every unit except titles."""
    columns = select(Document.address, Unit.anchor, col(Unit.number))
    chosen = columns.join(Unit).where(Unit.part != "title", _of(Unit.document_id, keys))
    yield from streamed(session, chosen, 5000)


def unreported_tallies(session: Session, keys: Keys = None) -> list[Tally]:
    """Tallies that differ from the votes by name, in documents without a reported problem of that kind."""
    reported = select(ProblemRow.document_id).where(ProblemRow.code == "tally_differs")
    counts = (
        select(VoteRow.document_id, VoteRow.vote, func.count().label("listed"))
        .where(_of(VoteRow.document_id, keys))
        .group_by(col(VoteRow.document_id), col(VoteRow.vote))
        .subquery()
    )
    found = []
    for vote in ("in_favour", "against", "abstaining"):
        printed = getattr(Document, vote)
        rows = session.exec(
            select(Document.address, printed, func.coalesce(counts.c.listed, 0))
            .outerjoin(counts, (counts.c.document_id == Document.id) & (counts.c.vote == vote))
            .where(
                _of(Document.id, keys),
                col(Document.id).in_(select(VoteRow.document_id)),
                col(Document.id).not_in(reported),
                printed != func.coalesce(counts.c.listed, 0),
            )
        )
        found += [Tally(address, vote, printed, listed) for address, printed, listed in rows]
    return found


def source_file_hashes(session: Session) -> list[tuple[str, str, str]]:
    """Location, path and SHA-256 of every source file."""
    return [
        row
        for table in (Source, EditionRow)
        for row in session.exec(select(table.location, table.path, table.sha256).distinct())
    ]


def _of(column: Any, keys: Keys) -> ColumnElement[bool]:  # noqa: ANN401  the column with the key of the document
    return true() if keys is None else among(column, keys)
