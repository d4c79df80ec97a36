"""Citations as files: the places that cite a document, and graphs of what cites what."""

from collections.abc import Iterator

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from app.db.queries import citations, citing
from app.db.queries.citations import Known
from app.db.queries.citing import CitedBy
from app.domain.addresses import document_url
from app.domain.places import cite
from app.web.citations.edges import citing_places, edges_from, edges_to, known_vertex
from app.web.http.context import ContextDep, Site
from app.web.http.errors import NoPlaceError
from app.web.http.graph_files import Edge, Vertex, edge_list, graphml
from app.web.http.listed_rows import DOCUMENT_ROW, document_row
from app.web.http.table_files import Row, csv_response, opener
from app.web.lookup.address_route import CITING_AS_FILE, AddressRoute
from app.web.lookup.documents import LookupResult, find

router = APIRouter(route_class=AddressRoute)

PLACE_ROW = (*DOCUMENT_ROW, "位置", "前文", "引用", "后文", "引用处网址")


@router.get(CITING_AS_FILE)
def citations_file(name: str, file: str, request: Request, context: ContextDep) -> Response:
    """The places that cite a document, as a table; its citations by others, or both ways, as edges.

    404 if it is neither held nor cited.
    """
    session, names = context.archive.session, context.site.names
    found = find(session, name)
    if found.symbol is None and (found.document is None or file.startswith("cited-by")):
        raise NoPlaceError(found.document, file) if found.document else HTTPException(404)
    if moved := found.redirect(request, file):
        return moved
    if found.document is None and not citing.count_citing(session, _symbol(found)):
        raise HTTPException(404)
    opened = opener(context.archive)
    if file == "cited-by.csv":
        places = citing_places(opened, _symbol(found))
        return csv_response(PLACE_ROW, place_rows(context.site, context.base_url, places))
    own = _own(found, citations.known(session, [_symbol(found)])[_symbol(found)], context.site)
    cites = []
    if found.document and file.startswith("neighbours"):
        cites = edges_from(session, names, own, found.document)

    def edges() -> Iterator[Edge]:
        yield from cites
        yield from edges_to(opened, own) if found.symbol else ()

    written = graphml if file.endswith(".graphml") else edge_list
    return written(edges(), context.base_url)


def _symbol(found: LookupResult) -> str:
    return found.symbol.canonical if found.symbol else found.address


def _own(found: LookupResult, about: Known, site: Site) -> Vertex:
    own = found.document
    if own is None or found.symbol:
        return known_vertex(about, site.names)
    return Vertex(own.address, own.title or "", own.adopted_on, document_url(own.address), is_held=True)


def place_rows(site: Site, base_url: str, found: Iterator[CitedBy]) -> Iterator[Row]:
    """Citing places as rows of a file."""
    for place in found:
        yield (
            *document_row(site, base_url, place.document),
            cite(place.anchor),
            place.text[: place.start],
            place.text[place.start : place.end],
            place.text[place.end :],
            base_url + document_url(place.document.address, "" if place.anchor == "title" else place.anchor),
        )
