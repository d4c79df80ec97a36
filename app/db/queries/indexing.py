"""What the search index is made of, and what the archive knows of its sources."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session, col, func, or_, select

from app.db.models import Document, Source, Unit
from app.domain.places import Part, part_of


@dataclass(frozen=True, slots=True)
class IndexedUnit:
    """A unit with what the index keeps beside its text."""

    id: int
    address: str
    part: Part
    text: str
    adopted_on: str


def units_to_index(session: Session, addresses: set[str] | None = None) -> Iterator[IndexedUnit]:
    """The units of these documents, or of all, in the order of their keys."""
    chosen = select(Unit, Document).join(Document).order_by(col(Unit.id)).execution_options(yield_per=1000)
    for unit, document in session.exec(chosen):
        if addresses is None or document.address in addresses:
            adopted_on = document.adopted_on.isoformat() if document.adopted_on else ""
            yield IndexedUnit(unit.id or 0, document.address, part_of(unit.anchor), unit.text, adopted_on)


def count_units(session: Session) -> int:
    """How many units there are."""
    return session.exec(select(func.count()).select_from(Unit)).one()


def known_source(session: Session, fingerprint: str, location: str, path: str) -> Document | None:
    """The document that was read from this very file, or from its copy at the same relative path."""
    chosen = (
        select(Document)
        .join(Source)
        .where(Source.fingerprint == fingerprint, or_(Source.location == location, Source.path == path))
    )
    return session.exec(chosen).first()


def document_read_from(session: Session, location: str) -> Document | None:
    """The document that was read from a file at this place."""
    return session.exec(select(Document).join(Source).where(Source.location == location)).first()


def source_hashes(session: Session) -> list[tuple[str, str]]:
    """Path and hash of every source."""
    return list(session.exec(select(Source.path, Source.sha256).order_by(col(Source.path))).all())
