"""What a search finds in both languages side by side."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from app.search.engine import Question
from app.web.html.pager import Pager, page_number, pager
from app.web.html.selection import SelectedFacet, Selection
from app.web.http.context import ArchiveDep, SiteDep
from app.web.search.request import OrderLink, order_links, read_request, search_query
from app.web.search.search import Result, results

router = APIRouter()

SIZE = 10
"""How many documents a page has."""
MOST = 20
"""How many units of a document; its files have all."""

ParallelOrder = Literal["newest", "oldest"]


@dataclass(frozen=True, slots=True)
class ParallelPage:
    """Units that were found, each with the English beside it; those of a document together."""

    template: ClassVar[str] = "search/parallel.html"

    query: str
    notices: tuple[str, ...]
    chosen: tuple[SelectedFacet, ...]
    clear_url: str
    total_units: int
    total_documents: int
    results: tuple[Result, ...]
    by: ParallelOrder
    orders: tuple[OrderLink, ...]
    search_url: str
    files: tuple[tuple[str, str], ...]
    pager: Pager


@router.get("/search/parallel")
def parallel(request: Request, site: SiteDep, archive: ArchiveDep, page: str = "1") -> Response:
    """Both languages of what was typed."""
    params = request.query_params
    by: ParallelOrder = "oldest" if params.get("sort") == "oldest" else "newest"
    chosen = read_request("/search/parallel", params).keeping(sort=by)
    query = search_query(site, archive, params.get("q", ""), chosen.values, sort=by)
    number = page_number(page)
    found = archive.search.answer(Question(query, number, SIZE, counted=(), or_words=True))
    shown = ParallelPage(
        query=chosen.kept["q"],
        notices=found.query.notices,
        chosen=chosen.facets(),
        clear_url=Selection("/search/parallel", {}, kept=chosen.kept).url(),
        total_units=found.total_units,
        total_documents=found.total_documents,
        results=tuple(results(archive, found.query, found.documents, MOST, in_both=True)),
        by=by,
        orders=order_links(chosen, ("newest", "oldest")),
        search_url=chosen.keeping(sort="").url("/search"),
        files=tuple(_files(chosen)),
        pager=pager("/search/parallel", chosen.params(), page=number, size=SIZE, total=found.total_documents),
    )
    return HTMLResponse(site.renderer.html(shown))


def _files(chosen: Selection) -> Iterator[tuple[str, str]]:
    for suffix, name in (("txt", "纯文本"), ("csv", "CSV"), ("tmx", "TMX")):
        yield name, chosen.url(f"/search/parallel.{suffix}")
