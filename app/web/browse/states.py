"""The list of states that voted or sponsored."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from app.db.queries import states
from app.domain.addresses import state_url
from app.domain.organs import Names
from app.web.browse.stance_table import StanceCell, cells, columns
from app.web.html.pager import Pager, page_number, pager
from app.web.http.context import ArchiveDep, SiteDep

router = APIRouter()

SIZE = 250


@dataclass(frozen=True, slots=True)
class StateRow:
    """A state with its counts."""

    name: str
    url: str
    cells: tuple[StanceCell, ...]


@dataclass(frozen=True, slots=True)
class StatesPage:
    """The states in the order of their Chinese names."""

    template: ClassVar[str] = "browse/states.html"

    columns: tuple[str, ...]
    states: tuple[StateRow, ...]
    total: int
    pager: Pager


@router.get("/states")
def list_states(site: SiteDep, archive: ArchiveDep, page: str = "1") -> HTMLResponse:
    """List the states."""
    number = page_number(page)
    return site.renderer.render(_states_page(archive.session, site.names, number))


def _states_page(session: Session, names: Names, number: int) -> StatesPage:
    """The states in GB 18030 order, which for most characters is pinyin order."""
    found = states.totals(session)
    called = {code: code for code in found} | {state.code: state.name for state in names.states}
    shown = columns(found.values())
    order = sorted(found, key=lambda code: called[code].encode("gb18030"))
    rows = [
        StateRow(called[code], state_url(code), cells(code, found[code], shown))
        for code in order[(number - 1) * SIZE : number * SIZE]
    ]
    paged = pager("/states", {}, page=number, size=SIZE, total=len(order))
    return StatesPage(shown, tuple(rows), len(order), paged)
