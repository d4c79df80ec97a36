"""Units with the facts of their documents, as files of search results have them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select as columns
from sqlmodel import Session

from app.db.models import Document, Unit
from app.db.session import among


@dataclass(frozen=True, slots=True)
class ExportedUnit:
    """A unit as printed, where it stands, and its document."""

    id: int
    anchor: str
    verb: str | None
    text: str
    address: str
    symbol: str | None
    title: str | None
    body: str
    session: str | None
    adopted_on: date | None
    annexes: int


_FACTS = (
    *(Unit.id, Unit.anchor, Unit.verb, Unit.text),
    *(Document.address, Document.symbol, Document.title, Document.body, Document.session),
    Document.adopted_on,
    Document.annexes,
)


def exported(session: Session, ids: Collection[int]) -> dict[int, ExportedUnit]:
    """The units with these keys, in one statement."""
    chosen = columns(*_FACTS).join(Document).where(among(Unit.id, ids))  # type: ignore[call-overload]
    found = (ExportedUnit(*row) for row in session.execute(chosen))
    return {unit.id: unit for unit in found}
