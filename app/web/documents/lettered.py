"""The page of a resolution number that is held in lettered parts only (`60/180 A`, `B`): the list of the parts."""

from dataclasses import dataclass
from typing import ClassVar

from sqlmodel import Session

from app.db.queries import citations, lettered_parts, listing
from app.db.queries.listing import Listed
from app.domain.symbols import Symbol
from app.web.citations.citing_documents import CitingDocuments, citing_documents


@dataclass(frozen=True, slots=True)
class LetteredPage:
    """A number without a text of its own, and its parts; `unheld` are the symbols of parts cited but not held."""

    template: ClassVar[str] = "documents/lettered.html"

    symbol: str
    number: str
    parts: tuple[Listed, ...]
    unheld: tuple[str, ...]
    cited_by: CitingDocuments


def lettered_page(session: Session, symbol: Symbol) -> LetteredPage | None:
    """The page of a number; None if no part of it is held."""
    parts = tuple(map(listing.listed, lettered_parts.lettered(session, symbol.canonical)))
    if not parts:
        return None
    held = {part.symbol for part in parts}
    unheld = tuple(part for part in citations.parts_cited(session, symbol.canonical) if part not in held)
    cited_by = citing_documents(session, symbol.canonical)
    return LetteredPage(symbol.canonical, symbol.number or symbol.canonical, parts, unheld, cited_by)
