"""What a release holds, so that it can be told what the next one has more."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select as columns
from sqlmodel import Session, col

from app.db.models import Document


@dataclass(frozen=True, slots=True)
class HeldText:
    """A document, and when its text or head last changed."""

    address: str
    symbol: str | None
    title: str | None
    changed_at: datetime | None


def held_texts(session: Session) -> dict[str, HeldText]:
    """All documents, by address, in the order of lists. Takes one statement."""
    chosen = columns(Document.address, Document.symbol, Document.title, Document.changed_at)  # type: ignore[call-overload]
    rows = session.execute(chosen.order_by(col(Document.sort_key), col(Document.address)))
    return {row[0]: HeldText(*row) for row in rows}


def changes_by_address(session: Session, *, is_dated: bool) -> dict[str, datetime | None]:
    """When each document last changed; None throughout where the release was written before that was kept."""
    if is_dated:
        return {text.address: text.changed_at for text in held_texts(session).values()}
    return dict.fromkeys(session.scalars(columns(Document.address)))  # type: ignore[call-overload]
