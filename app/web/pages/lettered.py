"""The number of a resolution that is held in lettered parts only: the list of its letters."""

from dataclasses import dataclass
from typing import ClassVar

from sqlmodel import Session

from app.db.queries import documents, listing
from app.db.queries.listing import Listed
from app.domain.symbols import Symbol


@dataclass(frozen=True, slots=True)
class LetteredPage:
    """A number without a text of its own, and its parts."""

    template: ClassVar[str] = "pages/lettered.html"

    symbol: str
    number: str
    parts: tuple[Listed, ...]


def lettered_page(session: Session, symbol: Symbol) -> LetteredPage | None:
    """The page of a number, None where no part of it is held."""
    parts = tuple(map(listing.listed, documents.lettered(session, symbol.canonical)))
    return LetteredPage(symbol.canonical, symbol.number or symbol.canonical, parts) if parts else None
