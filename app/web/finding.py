"""Which document a reader means by what stands in an address."""

import unicodedata
from dataclasses import dataclass

from sqlmodel import Session

from app.db.models import Document
from app.db.queries import documents
from app.domain.symbols import Symbol


@dataclass(frozen=True, slots=True)
class Found:
    """The address that is meant, its symbol where it is one, and the document where it is held."""

    address: str
    symbol: Symbol | None
    document: Document | None


def find(session: Session, name: str) -> Found:
    """Find a document by its symbol in any spelling, without its year where that is enough, or by an
    address that it once had."""
    plain = unicodedata.normalize("NFKC", name).strip("/")
    symbol = None if plain.lower().startswith("x/") else Symbol.read(plain)
    address = symbol.url if symbol else plain
    if document := documents.by_address(session, address):
        return Found(document.address, symbol, document)
    if moved := documents.redirect(session, address):
        return Found(moved, Symbol.read(moved), documents.by_address(session, moved))
    if symbol and (full := documents.without_year(session, symbol.canonical)):
        symbol = Symbol.parse(full)
        return Found(symbol.url, symbol, documents.by_address(session, symbol.url))
    if symbol and symbol.whole != symbol and documents.lettered(session, symbol.whole.canonical):
        symbol = symbol.whole
        return Found(symbol.url, symbol, documents.by_address(session, symbol.url))
    return Found(address, symbol, None)
