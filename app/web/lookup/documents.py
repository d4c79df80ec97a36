"""Resolution of a document's name, from an address or a query."""

import unicodedata
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session
from starlette.types import Scope

from app.db.models import Document
from app.db.queries import citations, documents, lettered_parts
from app.domain.addresses import document_url
from app.domain.symbols import Symbol, without_old_letter


def requested_path(scope: Scope) -> str:
    """The path of a request as spelled, without the prefix of a reverse proxy (`root_path`)."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))


@dataclass(frozen=True, slots=True)
class LookupResult:
    """The resolved address, its symbol if it is one, and the document if it is held."""

    address: str
    symbol: Symbol | None
    document: Document | None

    def redirect(self, request: Request, place: str = "", suffix: str = "") -> Response | None:
        """A redirect (308) to the canonical address of this document, a place in it or its file, or None if the request
        has it."""
        behind = f".{suffix}" if suffix else ""
        if requested_path(request.scope) == f"/{self.address}/{place}".rstrip("/") + behind:
            return None
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{document_url(self.address, place)}{behind}{query}", 308)


def find(session: Session, name: str) -> LookupResult:
    """Find a document by its symbol in any spelling, without the year if that is unambiguous, or by a former
    address."""
    plain = unicodedata.normalize("NFKC", name).strip("/")
    symbol = None if plain.lower().startswith("x/") else Symbol.read(plain)
    address = symbol.url if symbol else plain
    if document := documents.by_address(session, address):
        return LookupResult(document.address, symbol, document)
    if moved := documents.redirect(session, address):
        return LookupResult(moved, Symbol.read(moved), documents.by_address(session, moved))
    if symbol and (other := _other_name(session, symbol)):
        return LookupResult(other.url, other, documents.by_address(session, other.url))
    return LookupResult(address, symbol, None)


def _other_name(session: Session, symbol: Symbol) -> Symbol | None:
    """The symbol that the archive uses for a document requested by another one."""
    if alias := citations.resolved(session, [symbol.canonical]).get(symbol.canonical):
        return Symbol(alias)
    if full := documents.without_year(session, symbol.canonical):
        return Symbol.parse(full)
    if citations.counts(session, [symbol.canonical]):
        return None
    if (plain := without_old_letter(symbol.canonical)) != symbol.canonical:
        return Symbol(plain) if citations.counts(session, [plain]) else None
    has_letters = symbol.whole != symbol and lettered_parts.lettered(session, symbol.whole.canonical)
    return symbol.whole if has_letters else None
