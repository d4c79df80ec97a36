"""For browsers and feed readers: suggestions, the OpenSearch description, an Atom feed of any search."""

from dataclasses import dataclass, replace
from typing import Annotated, Any, ClassVar

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from app.db.queries import changes
from app.domain.addresses import in_document_url
from app.domain.places import cite
from app.domain.query import MAX_QUERY_LENGTH
from app.domain.query.documents_meant import ALL_UNITS
from app.search.engine import Question
from app.web.http.atom_feeds import SIZE, FeedOf, Found, feed_response
from app.web.http.context import ArchiveDep, BaseUrlDep, ContextDep, SiteDep
from app.web.search.request import read_request, search_query
from app.web.search.search import Result, results
from app.web.search.suggestions import suggestions

router = APIRouter()

SHOWN = 5
"""How many hits of each document a feed has."""
_ALL_DOCUMENTS = 10**7


@dataclass(frozen=True, slots=True)
class OpenSearch:
    """How a browser searches the archive from its address bar."""

    template: ClassVar[str] = "search/opensearch.xml"

    base_url: str


@router.get("/search/suggest")
def suggest(site: SiteDep, archive: ArchiveDep, q: Annotated[str, Query()] = "") -> Response:
    """Completions in the form of OpenSearch: what was typed, completions, what each of them is."""
    found = suggestions(archive, site.phrases, site.names.subjects, q)
    content: list[Any] = [q[:MAX_QUERY_LENGTH], [text for text, _ in found], [kind for _, kind in found]]
    return JSONResponse(content, media_type="application/x-suggestions+json")


@router.get("/opensearch.xml")
def opensearch(site: SiteDep, base_url: BaseUrlDep) -> Response:
    """The description of the search."""
    content = site.renderer.html(OpenSearch(base_url))
    return Response(content, media_type="application/opensearchdescription+xml; charset=utf-8")


@router.get("/search.atom")
def atom(request: Request, context: ContextDep, q: str = "") -> Response:
    """What came and changed of the documents that a search finds, with its filters; filters alone find all of theirs."""
    site, archive = context.site, context.archive
    chosen = read_request("/search.atom", request.query_params).keeping(sort="")
    query = search_query(site, archive, q, chosen.values)
    sought = query if q.strip() else replace(query, root=ALL_UNITS)
    found = archive.search.answer(Question(sought, size=_ALL_DOCUMENTS, counted=())).documents
    hits = {one.document: one for one in found}
    shown = changes.last_changed_at(archive.session, hits, limit=SIZE)
    told = results(archive, query, [hits[one.address] for one in shown], SHOWN) if q.strip() else []
    of = FeedOf(chosen.kept["q"] or "新收录和更新的文件", chosen.url(), chosen.url("/search"))
    return feed_response(context, of, shown, {one.document.id: _found(chosen.kept["q"], one) for one in told})


def _found(typed: str, result: Result) -> Found:
    """The first hits of a document, each with its place."""
    document = result.document
    lines = (
        f"{cite(hit.anchor, document.annexes)}：{''.join(text for text, _ in hit.pieces)}"
        for hit in result.hits
    )
    return Found(in_document_url(document.address, result.hits[0].anchor, typed), "\n".join(lines))
