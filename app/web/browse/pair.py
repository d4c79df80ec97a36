"""The page of two states: how much they agree, and where they parted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from app.db.queries import agreement
from app.db.queries.agreement import Pair, Parted, ValueAgreement
from app.db.queries.roll_call_choice import FACTS
from app.domain.addresses import pair_url, state_url
from app.domain.organs import Names
from app.domain.states import State
from app.domain.vote_measures import Agreement
from app.web.browse.call_selection import CallSelection, DivisionLink, read_calls
from app.web.html.line_chart import LineChart, line_chart
from app.web.html.pager import Pager, page_number, pager
from app.web.html.selection import SelectedFacet, Selection
from app.web.http.context import ArchiveDep, SiteDep

router = APIRouter()

SIZE = 50
MOST_VALUES = 15
"""How many subjects and agenda items are shown."""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """The agreement in the roll calls that have a value, with the address that chooses them; none where it is not
    told."""

    value: str
    agreement: Agreement
    url: str


@dataclass(frozen=True, slots=True)
class FigureTable:
    """The agreement by the values of a fact, and how many more there are."""

    fact: str
    rows: tuple[FigureRow, ...]
    more: int


@dataclass(frozen=True, slots=True)
class PairPage:
    """Two states: figures, and one page of the documents where they parted."""

    template: ClassVar[str] = "browse/pair.html"

    first: State
    second: State
    chosen: tuple[SelectedFacet, ...]
    clear_url: str
    is_cut: bool
    divisions: tuple[DivisionLink, ...]
    pair: Pair
    chart: LineChart | None
    tables: tuple[FigureTable, ...]
    parted: tuple[Parted, ...]
    csv_url: str
    parted_csv_url: str
    pager: Pager


@router.get("/states/{code}/with/{other}")
def show_pair(
    code: str, other: str, request: Request, site: SiteDep, archive: ArchiveDep, page: str = "1"
) -> Response:
    """Show two states. They stand in the order of their codes: another order or case redirects (308), a state with
    itself to its page."""
    first, second = two_states(site.names, code, other)
    if first == second:
        return RedirectResponse(state_url(first.code), 308)
    path = pair_url(first.code, second.code)
    if (code, other) != (first.code, second.code):
        return RedirectResponse(f"{path}?{request.url.query}" if request.url.query else path, 308)
    calls = read_calls(path, request.query_params, FACTS)
    number = page_number(page)
    asked = (archive.session, first.code, second.code, calls.choice)
    found = agreement.pair(*asked)
    return site.renderer.render(
        PairPage(
            first,
            second,
            chosen=calls.selection.facets(),
            clear_url=Selection(path, {}, kept=calls.selection.kept).url(),
            is_cut=calls.selection.is_cut,
            divisions=calls.divisions,
            pair=found,
            chart=agreement_chart(found.by["year"]),
            tables=tuple(_table(fact, found.by[fact], calls) for fact in FACTS if found.by[fact]),
            parted=tuple(agreement.parted(*asked, offset=(number - 1) * SIZE, limit=SIZE)),
            csv_url=calls.selection.url(f"{path}.csv"),
            parted_csv_url=calls.selection.url(f"{path}/parted.csv"),
            pager=pager(path, calls.selection.params(), page=number, size=SIZE, total=found.apart),
        )
    )


def two_states(names: Names, code: str, other: str) -> tuple[State, State]:
    """Two states in the order of their codes, in whatever case these are given. An unknown one is answered by 404."""
    first, second = (names.state_by_code(given.upper()) for given in sorted((code.upper(), other.upper())))
    if first is None or second is None:
        raise HTTPException(404)
    return first, second


def agreement_chart(years: Sequence[ValueAgreement]) -> LineChart | None:
    """Both measures by year, in per cent; nothing for a single year."""
    known = [one for one in years if one.value]
    if len(known) < 2:
        return None
    shares = {
        "加权一致指数": {one.value: one.agreement.weighted for one in known},
        "相同票比例": {one.value: one.agreement.share for one in known},
    }
    lines = [
        (label, {int(year): round(100 * (share or 0)) for year, share in by_year.items()})
        for label, by_year in shares.items()
    ]
    return line_chart(lines, (), least_top=100)


def _table(fact: str, values: Sequence[ValueAgreement], calls: CallSelection) -> FigureTable:
    most = len(values) if fact in ("year", "body") else MOST_VALUES
    rows = tuple(
        FigureRow(one.value, one.agreement, calls.selection.url_with(fact, one.value) if one.value else "")
        for one in values[:most]
    )
    return FigureTable(fact, rows, max(0, len(values) - most))
