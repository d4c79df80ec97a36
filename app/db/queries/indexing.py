"""What the search index is made of, and what the archive knows of its sources."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

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


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A file that a document was read from."""

    location: str
    path: str
    fingerprint: str
    address: str


def known_sources(session: Session) -> list[KnownSource]:
    """The file of every source, once for each document that it prints."""
    columns = (Source.location, Source.path, Source.fingerprint, Document.address)
    rows = session.exec(select(*columns).join(Document).order_by(col(Source.id)))
    return [KnownSource(*row) for row in rows]


def documents_read_from(session: Session, location: str) -> list[Document]:
    """The documents that were read from a file at this place."""
    return list(session.exec(select(Document).join(Source).where(Source.location == location)))


def source_hashes(session: Session) -> list[tuple[str, str]]:
    """Path and hash of every source."""
    return list(session.exec(select(Source.path, Source.sha256).order_by(col(Source.path))).all())
