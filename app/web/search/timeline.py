"""Use over time: how many documents and paragraphs hold a phrase, by year and organ; several phrases beside
each other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.search.engine import NO_USE, Use
from app.web.html.line_chart import LineChart, line_chart
from app.web.html.selection import SelectedFacet, Selection
from app.web.http.context import ArchiveDep, SiteDep
from app.web.search.request import phrases_compared, read_request, search_query

router = APIRouter()

MOST = 5
"""How many phrases are compared."""


@dataclass(frozen=True, slots=True)
class UseCell:
    """The use of one phrase, and the search that finds it."""

    use: Use
    url: str


@dataclass(frozen=True, slots=True)
class UseRow:
    """A year or an organ with the use of each phrase."""

    value: str
    cells: tuple[UseCell, ...]


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """The use of phrases as a chart of documents and as tables."""

    template: ClassVar[str] = "search/timeline.html"

    query: str
    notices: tuple[str, ...]
    chosen: tuple[SelectedFacet, ...]
    clear_url: str
    phrases: tuple[str, ...]
    chart: LineChart | None
    whole: tuple[UseCell, ...]
    years: tuple[UseRow, ...]
    bodies: tuple[UseRow, ...]
    undated: tuple[Use, ...]
    search_url: str
    csv_url: str


@router.get("/search/timeline")
def timeline(request: Request, site: SiteDep, archive: ArchiveDep) -> HTMLResponse:
    """The use of each phrase; phrases stand in several `q`, or between bars in one."""
    params = request.query_params
    typed, phrases = phrases_compared(params)
    chosen = replace(read_request("/search/timeline", params), kept={"q": typed})
    queries = [search_query(site, archive, one, chosen.values, sort="newest") for one in phrases[:MOST]]
    compared = {one: archive.search.uses(query) for one, query in zip(phrases, queries, strict=False)}
    notices = dict.fromkeys(notice for query in queries for notice in query.notices)
    if len(phrases) > MOST:
        notices[f"只比较前{MOST}个短语"] = None
    by_year = {one: {str(year): use for year, use in used.by_year.items()} for one, used in compared.items()}
    bodies = _rows(chosen, "body", {one: used.by_body for one, used in compared.items()})
    documents = [
        (one, {year: use.documents for year, use in used.by_year.items()}) for one, used in compared.items()
    ]
    page = TimelinePage(
        query=typed,
        notices=tuple(notices),
        chosen=chosen.facets(),
        clear_url=Selection("/search/timeline", {}, kept=chosen.kept).url(),
        phrases=tuple(compared),
        chart=line_chart(documents),
        whole=tuple(UseCell(used.whole, _search(chosen, one)) for one, used in compared.items()),
        years=tuple(sorted(_rows(chosen, "year", by_year), key=lambda row: row.value, reverse=True)),
        bodies=tuple(sorted(bodies, key=lambda row: -sum(cell.use.documents for cell in row.cells))),
        undated=tuple(used.undated for used in compared.values()),
        search_url=chosen.url("/search"),
        csv_url=chosen.url("/search/timeline.csv"),
    )
    return HTMLResponse(site.renderer.html(page))


def _rows(chosen: Selection, facet: str, used: Mapping[str, Mapping[str, Use]]) -> Iterator[UseRow]:
    """A row for each value of a facet that any of the phrases is used with."""
    for value in dict.fromkeys(value for uses_of in used.values() for value in uses_of):
        kept = chosen.only(facet, value)
        yield UseRow(
            value,
            tuple(UseCell(uses_of.get(value, NO_USE), _search(kept, one)) for one, uses_of in used.items()),
        )


def _search(chosen: Selection, phrase: str) -> str:
    return replace(chosen, kept={"q": phrase}).url("/search")
