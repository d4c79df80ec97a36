"""The lettered parts of a resolution, `A/RES/77/256 A` and `B`, which are documents each."""

from sqlalchemy import ColumnElement, String, bindparam
from sqlmodel import Session, col, or_, select

from app.db.models import Document
from app.db.packed_rows import LAST_CHARACTER, Packed, columns
from app.db.queries.listing import LISTED, Listed
from app.domain.symbols import Symbol


def _with_letters() -> tuple[ColumnElement[bool], ...]:
    """Which documents are lettered parts of the resolution whose symbol and address are parameters."""
    symbol, address = (bindparam(name, type_=String()) for name in ("symbol", "address"))
    is_part = or_(*(col(Document.symbol).like(symbol + letters) for letters in (" _", " __")))
    # A range of the index: the pattern alone would be compared with every row.
    return col(Document.address) > address, col(Document.address) < address + LAST_CHARACTER, is_part


_LETTERED = select(Document).where(*_with_letters()).order_by(col(Document.symbol))


def lettered(session: Session, symbol: str) -> list[Document]:
    """The held lettered parts of a resolution, in the order of their letters."""
    return list(session.scalars(_LETTERED, {"symbol": symbol, "address": Symbol(symbol).url}))


_FAMILY = Packed(
    columns(*LISTED).where(col(Document.address) == bindparam("address")),
    columns(*LISTED).where(*_with_letters()).order_by(col(Document.symbol)),
)


def siblings(session: Session, document: Document) -> list[Listed]:
    """The other documents with the same number: lettered parts, or the text without a letter."""
    if not document.symbol or document.kind == "draft":
        return []
    base = Symbol(document.symbol).whole
    whole, parts = _FAMILY.read(session, symbol=base.canonical, address=base.url)
    return [Listed(*row) for row in (*whole, *parts) if row[0] != document.id]
