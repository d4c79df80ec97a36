"""The page of a state: its votes and sponsorships, and the documents."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from app.db.queries import agreement, states
from app.db.queries.agreement import FEWEST, Neighbours
from app.db.queries.changed_votes import changed_votes
from app.db.queries.roll_call_choice import CallChoice
from app.db.queries.states import DocumentStances, Stances
from app.domain.addresses import state_url
from app.web.browse.stance_table import StanceCell, cells, columns
from app.web.html.pager import Pager, page_number, pager
from app.web.html.selection import SelectedFacet, Selection, read_selection
from app.web.http.context import ArchiveDep, SiteDep

router = APIRouter()

SIZE = 50


@dataclass(frozen=True, slots=True)
class YearRow:
    """The counts of a year. `year` and `url` are None for undated documents, which have no list of their own."""

    year: int | None
    url: str | None
    cells: tuple[StanceCell, ...]


@dataclass(frozen=True, slots=True)
class StatePage:
    """A state with its votes and sponsorships by year.

    `near` are the states near to it and far from it in the newest year that tells, `near_year`; `fewest` common votes
    are needed. `unknown` are the chosen values that this state does not have, as (facet, value); `changed` is how often it
    changed its vote from text to text of a series.
    """

    template: ClassVar[str] = "browse/state.html"

    code: str
    name: str
    columns: tuple[str, ...]
    years: tuple[YearRow, ...]
    sums: tuple[StanceCell, ...]
    counted: Stances
    chosen: tuple[SelectedFacet, ...]
    is_cut: bool
    unknown: tuple[tuple[str, str], ...]
    documents: tuple[DocumentStances, ...]
    total: int
    near_year: int
    near: Neighbours | None
    fewest: int
    changed: int
    csv_url: str
    atom_url: str
    pager: Pager


@router.get("/states/{code}")
def show_state(code: str, request: Request, site: SiteDep, archive: ArchiveDep, page: str = "1") -> Response:
    """Show a state by its ISO 3166 code; a code in another case redirects (308)."""
    state = site.names.state_by_code(code.upper())
    if state is None:
        raise HTTPException(404)
    if code != state.code:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{state_url(state.code)}{query}", 308)
    chosen = read_selection(state_url(state.code), request.query_params, ("year", "vote"))
    number = page_number(page)
    choice = (state.code, chosen.years(), chosen.values["vote"])
    total, documents = states.documents(archive.session, *choice, offset=(number - 1) * SIZE, limit=SIZE)
    by_year = states.by_year(archive.session, state.code)
    shown = columns(by_year.values())
    sums = {stance: sum(stances.get(stance, 0) for stances in by_year.values()) for stance in shown}
    near_year, near = _near(archive.session, state.code)
    return site.renderer.render(
        StatePage(
            code=state.code,
            name=state.name,
            columns=shown,
            years=_years(state.code, by_year, shown),
            sums=cells(state.code, sums, shown),
            counted=sums,
            chosen=chosen.facets(),
            is_cut=chosen.is_cut,
            unknown=_unknown(chosen, by_year, sums),
            documents=tuple(documents),
            total=total,
            near_year=near_year,
            near=near,
            fewest=FEWEST,
            changed=changed_votes(archive.session, state.code).total,
            csv_url=chosen.url(f"{chosen.path}.csv"),
            atom_url=chosen.url(f"{chosen.path}.atom"),
            pager=pager(chosen.path, chosen.values, page=number, size=SIZE, total=total),
        )
    )


def _near(session: Session, state: str) -> tuple[int, Neighbours | None]:
    """The neighbours in the newest year that tells of most states: of a year that has just begun, few can be told."""
    newest: tuple[int, Neighbours | None] = (0, None)
    for year, found in agreement.neighbours_by_year(session, state, CallChoice()):
        if len(found.found) >= found.too_few:
            return year, found
        newest = newest if newest[1] else (year, found)
    return newest


def _years(state: str, by_year: dict[int | None, Stances], shown: tuple[str, ...]) -> tuple[YearRow, ...]:
    newest_first = sorted(by_year, key=lambda year: -(year or 0))
    return tuple(
        YearRow(year, state_url(state, year=year), cells(state, by_year[year], shown, year))
        if year
        else YearRow(
            None, None, tuple(StanceCell(stance, by_year[year].get(stance, 0), None) for stance in shown)
        )
        for year in newest_first
    )


def _unknown(
    chosen: Selection, by_year: dict[int | None, Stances], sums: Stances
) -> tuple[tuple[str, str], ...]:
    known = {"year": {str(year) for year in by_year}, "vote": {stance for stance in sums if sums[stance]}}
    return tuple(
        (facet, value)
        for facet, values in chosen.values.items()
        for value in values
        if value not in known[facet]
    )
