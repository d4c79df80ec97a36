"""Where a state changed its vote, from text to text of a series: the page, and the same as a file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from app.db.queries.changed_votes import ChangedVote, changed_votes
from app.domain.addresses import changes_url, compare_url
from app.domain.adoption import Choice
from app.domain.states import State
from app.web.html.labels import VOTE
from app.web.html.pager import Pager, page_number, pager
from app.web.http.context import ArchiveDep, BaseUrlDep, Site, SiteDep
from app.web.http.listed_rows import in_pages
from app.web.http.table_files import Row, csv_response, opener

router = APIRouter()

SIZE = 50
CHANGED_ROW = ("文号", "标题", "日期", "投票", "所延续的文本", "其日期", "其投票", "对比")


@dataclass(frozen=True, slots=True)
class StateChangesPage:
    """The texts on which a state cast another vote than on the text that they continue, the newest first.

    `moves` are how often it went from which vote to which, `compared` in how many pairs of texts it voted on both.
    """

    template: ClassVar[str] = "browse/state_changes.html"

    code: str
    name: str
    moves: Mapping[tuple[Choice, Choice], int]
    compared: int
    total: int
    changes: tuple[ChangedVote, ...]
    csv_url: str
    pager: Pager


@router.get("/states/{code}/changes")
def show_changes(
    code: str, request: Request, site: SiteDep, archive: ArchiveDep, page: str = "1"
) -> Response:
    """Show where a state changed its vote; a code in another case redirects (308)."""
    state = _state(site, code)
    path = changes_url(state.code)
    if code != state.code:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{path}{query}", 308)
    number = page_number(page)
    found = changed_votes(archive.session, state.code, offset=(number - 1) * SIZE, limit=SIZE)
    return site.renderer.render(
        StateChangesPage(
            state.code,
            state.name,
            found.moves,
            found.compared,
            found.total,
            found.some,
            f"{path}.csv",
            pager(path, {}, page=number, size=SIZE, total=found.total),
        )
    )


@router.get("/states/{code}/changes.csv")
def changes_csv(code: str, site: SiteDep, archive: ArchiveDep, base_url: BaseUrlDep) -> Response:
    """All texts on which a state changed its vote, the newest first."""
    state = _state(site, code)

    def read(session: Session, offset: int, limit: int) -> tuple[ChangedVote, ...]:
        return changed_votes(session, state.code, offset=offset, limit=limit).some

    return csv_response(CHANGED_ROW, _rows(base_url, in_pages(opener(archive), read)), state.name, "改变投票")


def _state(site: Site, code: str) -> State:
    state = site.names.state_by_code(code.upper())
    if state is None:
        raise HTTPException(404)
    return state


def _rows(base_url: str, found: Iterator[ChangedVote]) -> Iterator[Row]:
    for one in found:
        document, former = one.document, one.former
        yield (
            document.symbol or document.address,
            document.title or "",
            document.adopted_on or "",
            VOTE[one.after],
            former.symbol or former.address,
            former.adopted_on or "",
            VOTE[one.before],
            base_url + compare_url(former.address, document.address),
        )
