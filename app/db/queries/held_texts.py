"""What a release holds, so that it can be told what the next one has more."""

from dataclasses import dataclass

from sqlalchemy import select as columns
from sqlmodel import Session, col, func

from app.db.models import Document, Version


@dataclass(frozen=True, slots=True)
class HeldText:
    """A document, and how many former texts it has: one more tells that its text changed."""

    address: str
    symbol: str | None
    title: str | None
    former_texts: int


def held_texts(session: Session) -> dict[str, HeldText]:
    """All documents, by address, in the order of lists. Takes one statement."""
    former = (
        columns(func.count())
        .where(col(Version.document_id) == col(Document.id))
        .correlate(Document)
        .scalar_subquery()
    )
    chosen = columns(Document.address, Document.symbol, Document.title, former)  # type: ignore[call-overload]
    rows = session.execute(chosen.order_by(col(Document.sort_key), col(Document.address)))
    return {row[0]: HeldText(*row) for row in rows}
