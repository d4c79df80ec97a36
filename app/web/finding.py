"""Which document a reader means by what stands in an address."""

import unicodedata
from dataclasses import dataclass, replace

from sqlmodel import Session

from app.db.models import Document
from app.db.queries import citations, documents
from app.domain.instruments import PREFIX, Instruments
from app.domain.query import SearchQuery, cite_key
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
    if symbol and (other := citations.resolved(session, [symbol.canonical]).get(symbol.canonical)):
        symbol = Symbol.parse(other)
        return Found(symbol.url, symbol, documents.by_address(session, symbol.url))
    if symbol and (full := documents.without_year(session, symbol.canonical)):
        symbol = Symbol.parse(full)
        return Found(symbol.url, symbol, documents.by_address(session, symbol.url))
    if symbol and symbol.whole != symbol and documents.lettered(session, symbol.whole.canonical):
        symbol = symbol.whole
        return Found(symbol.url, symbol, documents.by_address(session, symbol.url))
    return Found(address, symbol, None)


def with_targets(session: Session, instruments: Instruments, query: SearchQuery) -> SearchQuery:
    """A query whose `cites`, as typed, are all keys that the index may hold for the same document."""
    cites = tuple(_keys(session, instruments, typed) for typed in query.cites)
    return replace(query, cites=cites)


def _keys(session: Session, instruments: Instruments, typed: frozenset[str]) -> frozenset[str]:
    (name,) = typed
    if instrument := instruments.named(name) or instruments.of_slug(name.removeprefix(PREFIX)):
        return frozenset({cite_key(instrument.target)})
    symbol = find(session, name).symbol
    if symbol is None:
        return typed
    return frozenset(map(cite_key, (symbol.canonical, *citations.targets_of(session, symbol.canonical))))
