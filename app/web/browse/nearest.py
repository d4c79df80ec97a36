"""The states that vote most and least like one, by year and all of them; also as a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response, StreamingResponse

from app.db.queries import agreement
from app.db.queries.agreement import FEWEST, Neighbours
from app.db.queries.roll_call_choice import counted_calls
from app.domain.addresses import nearest_url
from app.domain.states import State
from app.web.browse.call_selection import DivisionLink, read_calls
from app.web.html.percentages import decimal
from app.web.html.selection import SelectedFacet
from app.web.http.context import ArchiveDep, Site, SiteDep
from app.web.http.table_files import Row, csv_response

router = APIRouter()

ROW = ("年份", "国家", "代码", "共同表决", "相同", "一国弃权", "相同票比例", "加权一致指数")
EACH = 5
"""How many of the nearest and of the farthest states stand beside a year."""


@dataclass(frozen=True, slots=True)
class YearNeighbours:
    """A year with its address, the nearest states and the farthest ones, the farthest first."""

    year: int
    url: str
    found: Neighbours

    @property
    def near(self) -> tuple[agreement.Neighbour, ...]:
        """The nearest states."""
        return self.found.found[:EACH]

    @property
    def far(self) -> tuple[agreement.Neighbour, ...]:
        """The farthest states; none twice where there are few."""
        return self.found.found[EACH:][-EACH:][::-1]


@dataclass(frozen=True, slots=True)
class NearestPage:
    """The neighbours of a state: in the roll calls chosen, and year by year unless one is chosen."""

    template: ClassVar[str] = "browse/nearest.html"

    state: State
    chosen: tuple[SelectedFacet, ...]
    is_cut: bool
    divisions: tuple[DivisionLink, ...]
    years: tuple[YearNeighbours, ...]
    found: Neighbours
    fewest: int
    excluded: int
    pair_query: str
    csv_url: str


@router.get("/states/{code}/nearest")
def show_nearest(code: str, request: Request, site: SiteDep, archive: ArchiveDep) -> Response:
    """Show the neighbours of a state; a code in another case redirects (308)."""
    state = _state(site, code)
    path = nearest_url(state.code)
    if code != state.code:
        return RedirectResponse(f"{path}?{request.url.query}" if request.url.query else path, 308)
    calls = read_calls(path, request.query_params, ("year",))
    chosen, session = calls.selection, archive.session
    by_year = () if chosen.values["year"] else agreement.neighbours_by_year(session, state.code, calls.choice)
    return site.renderer.render(
        NearestPage(
            state,
            chosen.facets(),
            chosen.is_cut,
            calls.divisions,
            tuple(YearNeighbours(year, chosen.url_with("year", str(year)), found) for year, found in by_year),
            agreement.neighbours(session, state.code, calls.choice),
            FEWEST,
            counted_calls(session).left_out(calls.choice),
            chosen.url("/").removeprefix("/"),
            chosen.url(f"{path}.csv"),
        )
    )


@router.get("/states/{code}/nearest.csv")
def nearest_csv(code: str, request: Request, site: SiteDep, archive: ArchiveDep) -> StreamingResponse:
    """All neighbours of a state: in all roll calls chosen together, and year by year."""
    state = _state(site, code)
    calls = read_calls(nearest_url(state.code), request.query_params, ("year",))
    together = agreement.neighbours(archive.session, state.code, calls.choice)
    by_year = agreement.neighbours_by_year(archive.session, state.code, calls.choice)
    rows = [*_rows(site, "合计", together)]
    rows += [row for year, found in by_year for row in _rows(site, str(year), found)]
    return csv_response(ROW, rows, f"{state.name}与各国的一致程度")


def _state(site: Site, code: str) -> State:
    state = site.names.state_by_code(code.upper())
    if state is None:
        raise HTTPException(404)
    return state


def _rows(site: Site, year: str, found: Neighbours) -> Iterator[Row]:
    named = site.renderer.environment.filters["named"]
    for one in found.found:
        counts = one.agreement
        yield (
            year,
            named(one.state, "state"),
            one.state,
            *(counts.together, counts.alike, counts.half),
            decimal(counts.share),
            decimal(counts.weighted),
        )
