"""The citations of a document as edges: by others, and of others."""

from collections.abc import Iterator
from itertools import groupby

from sqlmodel import Session

from app.db.models import Document
from app.db.queries import citations, citing
from app.db.queries.citations import Known
from app.db.queries.citing import CitedBy
from app.db.queries.listing import Listed
from app.domain.addresses import document_url, instrument_url
from app.domain.instruments import INSTRUMENT_PREFIX
from app.domain.organs import Names
from app.domain.symbols import Symbol
from app.web.http.graph_files import Edge, Vertex
from app.web.http.table_files import BATCH, OpenSession


def known_vertex(about: Known, names: Names) -> Vertex:
    """A cited document, held or not, or an instrument."""
    if about.symbol.startswith(INSTRUMENT_PREFIX):
        slug = about.symbol.removeprefix(INSTRUMENT_PREFIX)
        instrument = names.instruments.of_slug(slug)
        return Vertex(
            about.symbol, instrument.name if instrument else "", None, instrument_url(slug), is_held=False
        )
    url = document_url(about.address or Symbol(about.symbol).url)
    return Vertex(about.symbol, about.title or "", about.adopted_on, url, is_held=about.address is not None)


def citing_places(opened: OpenSession, symbol: str, places: tuple[str, ...] = ()) -> Iterator[CitedBy]:
    """All places that cite a document, or these places in it, newest citing document first."""
    offset = 0
    while True:
        with opened() as session:
            found = citing.citing_places(session, symbol, places, offset=offset, limit=BATCH)
        yield from found
        offset += BATCH
        if not found:
            return


def edges_to(opened: OpenSession, own: Vertex) -> Iterator[Edge]:
    """The documents that cite one, newest first."""
    grouped = groupby(citing_places(opened, own.symbol), key=lambda place: place.document)
    for document, places in grouped:
        yield Edge(_vertex(document), own, sum(1 for _ in places))


def edges_from(session: Session, names: Names, own: Vertex, document: Document) -> list[Edge]:
    """The documents and instruments that a held document cites, most cited first."""
    counted = [
        (target, count)
        for target, count in citations.cited_together(session, document.id or 0)
        if target != own.symbol
    ]
    known = citations.known(session, [target for target, _ in counted])
    return [Edge(own, known_vertex(known[target], names), count) for target, count in counted]


def _vertex(document: Listed) -> Vertex:
    url = document_url(document.address)
    return Vertex(
        document.symbol or document.address, document.title or "", document.adopted_on, url, is_held=True
    )
