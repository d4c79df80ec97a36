"""Which document a reader means by what stands in an address."""

import unicodedata
from dataclasses import dataclass, replace

from sqlmodel import Session

from app.db.models import Document
from app.db.queries import citations, documents
from app.domain.instruments import PREFIX, Instruments
from app.domain.query import SearchQuery, cite_key
from app.domain.symbols import Symbol, without_old_letter


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
    if symbol and (other := _other_name(session, symbol)):
        return Found(other.url, other, documents.by_address(session, other.url))
    return Found(address, symbol, None)


def _other_name(session: Session, symbol: Symbol) -> Symbol | None:
    """The symbol that a document goes by here, where it is asked for by another one."""
    if alias := citations.resolved(session, [symbol.canonical]).get(symbol.canonical):
        return Symbol(alias)
    if full := documents.without_year(session, symbol.canonical):
        return Symbol.parse(full)
    if citations.counts(session, [symbol.canonical]):
        return None
    if (plain := without_old_letter(symbol.canonical)) != symbol.canonical:
        return Symbol(plain) if citations.counts(session, [plain]) else None
    has_letters = symbol.whole != symbol and documents.lettered(session, symbol.whole.canonical)
    return symbol.whole if has_letters else None


def with_targets(session: Session, instruments: Instruments, query: SearchQuery) -> SearchQuery:
    """A query whose `cites`, as typed, are all keys that the index may hold for the same document."""
    cites = tuple(_keys(session, instruments, typed) for typed in query.cites)
    unknown = [next(iter(typed)) for typed, keys in zip(query.cites, cites, strict=True) if not keys]
    told = tuple(f"“{name}”不是文号，也不是已知文书的名称" for name in unknown)
    return replace(query, cites=cites, notices=(*query.notices, *told))


def _keys(session: Session, instruments: Instruments, typed: frozenset[str]) -> frozenset[str]:
    (name,) = typed
    if instrument := instruments.named(name) or instruments.of_slug(name.removeprefix(PREFIX)):
        return frozenset({cite_key(instrument.target)})
    symbol = find(session, name).symbol
    if symbol is None:
        return frozenset()
    return frozenset(map(cite_key, (symbol.canonical, *citations.targets_of(session, symbol.canonical))))
