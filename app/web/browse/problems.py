"""The report of suspected errors in texts and citations, for maintainers and readers."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, HTTPException
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from app.db.queries import divergences, reported_problems
from app.db.queries.reported_problems import ReportedProblem
from app.web.html.labels import PROBLEM
from app.web.html.pager import Pager, page_number, pager
from app.web.http.context import ArchiveDep, SiteDep

router = APIRouter()

SIZE = 100
_MOST_PAGES = 500


@dataclass(frozen=True, slots=True)
class CodeCount:
    """A problem code and the number of its problems."""

    code: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ProblemsPage:
    """The problems of one code, or of all; `differing` counts where the languages differ, which has a page of its own."""

    template: ClassVar[str] = "browse/problems.html"

    code: str
    codes: tuple[CodeCount, ...]
    problems: tuple[ReportedProblem, ...]
    total: int
    differing: int
    pager: Pager


@router.get("/problems")
def list_problems(site: SiteDep, archive: ArchiveDep, code: str = "", page: str = "1") -> HTMLResponse:
    """List problems, all or those of one code. An unknown code or too high a page number is a 404."""
    number = page_number(page)
    if (code and code not in PROBLEM) or number > _MOST_PAGES:
        raise HTTPException(404)
    return site.renderer.render(_page(archive.session, code, number))


def _page(session: Session, code: str, number: int) -> ProblemsPage:
    chosen = reported_problems.problems(session, code or None)
    return ProblemsPage(
        code,
        tuple(CodeCount(one, count, one == code) for one, count in reported_problems.counts(session).items()),
        tuple(chosen[(number - 1) * SIZE : number * SIZE]),
        len(chosen),
        divergences.count(session),
        pager("/problems", {"code": code}, page=number, size=SIZE, total=len(chosen)),
    )
