"""For browsers and feed readers: suggestions, the OpenSearch description, an Atom feed of any search."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from app.domain.query import MAX_QUERY_LENGTH
from app.search.engine import Question
from app.web.http.context import ArchiveDep, BaseUrlDep, SiteDep
from app.web.search.request import read_request, search_query
from app.web.search.search import Result, results
from app.web.search.suggestions import suggestions

router = APIRouter()

SIZE = 30
SHOWN = 5
"""How many documents a feed has, and how many hits of each."""


@dataclass(frozen=True, slots=True)
class SearchFeed:
    """The newest documents that a search finds; `updated` is the date of the newest."""

    template: ClassVar[str] = "search/feed.xml"

    query: str
    base_url: str
    self_url: str
    html_url: str
    updated: date | None
    results: tuple[Result, ...]


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
def atom(request: Request, site: SiteDep, archive: ArchiveDep, base_url: BaseUrlDep, q: str = "") -> Response:
    """The newest documents that a search finds, with its filters."""
    chosen = read_request("/search.atom", request.query_params).keeping(sort="")
    query = search_query(site, archive, q, chosen.values, sort="newest")
    found = archive.search.answer(Question(query, size=SIZE, counted=()))
    shown = tuple(results(archive, query, found.documents, SHOWN))
    feed = SearchFeed(
        chosen.kept["q"],
        base_url,
        chosen.url(),
        chosen.url("/search"),
        next((result.document.adopted_on for result in shown if result.document.adopted_on), None),
        shown,
    )
    return Response(site.renderer.html(feed), media_type="application/atom+xml; charset=utf-8")
