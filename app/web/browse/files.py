"""Lists as CSV files, whole: documents, values of a facet, states, the documents of a state, problems."""

from collections.abc import Iterator, Sequence

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import StreamingResponse
from sqlmodel import Session

from app.db.queries import listing, reported_problems, states
from app.db.queries.listing import Listed
from app.db.queries.states import DocumentStances, Stances
from app.domain.addresses import document_url, state_url
from app.web.browse.stance_table import columns
from app.web.html import facet_groups
from app.web.html.facet_groups import LISTS
from app.web.html.labels import PROBLEM, STANCE, VOTE
from app.web.html.selection import read_selection
from app.web.http.context import ArchiveDep, BaseUrlDep, Site, SiteDep
from app.web.http.listed_rows import DOCUMENT_ROW, document_row, in_pages
from app.web.http.table_files import Row, csv_response, opener

router = APIRouter()

VALUE_ROW = ("值", "编号", "文本数", "网址")
STATE_ROW = (*DOCUMENT_ROW, "表决", "提案")
PROBLEM_ROW = ("种类", "代码", "文件", "位置", "说明", "网址")


@router.get("/browse.csv")
def documents_csv(
    request: Request, site: SiteDep, archive: ArchiveDep, base_url: BaseUrlDep
) -> StreamingResponse:
    """All documents of a list, in the order of the page."""
    choice = facet_groups.choice(facet_groups.browsing(request.query_params))

    def read(session: Session, offset: int, limit: int) -> Sequence[Listed]:
        newest = len(choice.sessions) != 1
        return listing.documents(session, choice, offset=offset, limit=limit, is_newest_first=newest)

    found = in_pages(opener(archive), read)
    return csv_response(DOCUMENT_ROW, (document_row(site, base_url, one) for one in found))


@router.get("/browse/{name}.csv")
def values_csv(name: str, request: Request, archive: ArchiveDep, base_url: BaseUrlDep) -> StreamingResponse:
    """All values of a facet, counted among the documents that match the other chosen facets."""
    facet = LISTS.get(name)
    if facet is None:
        raise HTTPException(404)
    chosen = facet_groups.browsing(request.query_params)
    found = facet_groups.values(archive.session, facet, chosen)
    rows = (
        (one.value, "；".join(one.numbers), one.count, base_url + chosen.url_with(facet, one.value))
        for one in found
    )
    return csv_response(VALUE_ROW, rows)


@router.get("/states.csv")
def states_csv(site: SiteDep, archive: ArchiveDep, base_url: BaseUrlDep) -> StreamingResponse:
    """The votes and sponsorships of each state, by its code."""
    found = states.totals(archive.session)
    shown = columns(found.values())
    names = {state.code: state.name for state in site.names.states}

    def row(code: str, stances: Stances) -> Row:
        return (
            names.get(code, code),
            code,
            *(stances.get(one, 0) for one in shown),
            base_url + state_url(code),
        )

    header = ("国家", "代码", *(STANCE[stance] for stance in shown), "网址")
    return csv_response(header, (row(code, stances) for code, stances in sorted(found.items())))


@router.get("/states/{code}.csv")
def state_csv(
    code: str, request: Request, site: SiteDep, archive: ArchiveDep, base_url: BaseUrlDep
) -> StreamingResponse:
    """The documents of a state with its stances, newest first."""
    state = site.names.state_by_code(code.upper())
    if state is None:
        raise HTTPException(404)
    chosen = read_selection(state_url(state.code), request.query_params, ("year", "vote"))
    choice = (state.code, chosen.years(), chosen.values["vote"])

    def read(session: Session, offset: int, limit: int) -> Sequence[DocumentStances]:
        return states.documents(session, *choice, offset=offset, limit=limit)[1]

    return csv_response(STATE_ROW, _stances(site, base_url, in_pages(opener(archive), read)))


def _stances(site: Site, base_url: str, found: Iterator[DocumentStances]) -> Iterator[Row]:
    for one in found:
        sponsor = ("新增提案国" if one.is_additional else "提案国") if one.is_sponsor else ""
        votes = "；".join(VOTE[vote] for vote in one.votes)
        yield *document_row(site, base_url, one.document), votes, sponsor


@router.get("/problems.csv")
def problems_csv(archive: ArchiveDep, base_url: BaseUrlDep, code: str = "") -> StreamingResponse:
    """All problems, or those of one code."""
    if code and code not in PROBLEM:
        raise HTTPException(404)
    found = reported_problems.problems(archive.session, code or None)
    rows = (
        (
            PROBLEM.get(one.code, one.code),
            one.code,
            one.address,
            one.anchor or "",
            one.told,
            base_url + document_url(one.address, one.anchor or ""),
        )
        for one in found
    )
    return csv_response(PROBLEM_ROW, rows)
