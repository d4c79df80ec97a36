"""Groups of states as files: memberships, the roll calls of a group, its cohesion by year and organ."""

from collections.abc import Sequence

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import StreamingResponse
from sqlmodel import Session

from app.db.queries.group_votes import GroupCall, group_calls, group_figures
from app.domain.addresses import group_url
from app.domain.adoption import Choice
from app.domain.state_groups import StateGroup
from app.web.browse.call_selection import read_calls
from app.web.browse.group import FACTS, group_of
from app.web.html.labels import VOTE
from app.web.html.percentages import decimal
from app.web.http.context import ArchiveDep, BaseUrlDep, Site, SiteDep
from app.web.http.listed_rows import DOCUMENT_ROW, document_row, in_pages
from app.web.http.table_files import Row, csv_response, opener

router = APIRouter()

_CAST: tuple[Choice, ...] = ("in_favour", "against", "abstaining")
MEMBER_ROW = ("组", "名称", "国家", "代码", "起", "止", "出处", "日期已核实")
CALL_ROW = (*DOCUMENT_ROW, "凝聚力", *(VOTE[vote] for vote in _CAST), "与多数不同")
COHESION_ROW = ("年份", "机构", "表决", "平均凝聚力", "分裂")


@router.get("/groups.csv")
def groups_csv(site: SiteDep) -> StreamingResponse:
    """The memberships of all groups."""
    rows = (
        (
            *(group.code, group.name, _name(site, one.state), one.state),
            *(day.isoformat() if day else "" for day in (one.since, one.until)),
            *(group.source, "是" if group.is_dated else "否"),
        )
        for group in site.groups
        for one in group.memberships
    )
    return csv_response(MEMBER_ROW, rows, "国家组的成员")


@router.get("/groups/{code}.csv")
def group_csv(
    code: str, request: Request, site: SiteDep, archive: ArchiveDep, base_url: BaseUrlDep
) -> StreamingResponse:
    """All roll calls in which two members of a group or more voted, newest first, with its camps by name."""
    group = _dated(site, code)
    choice = read_calls(group_url(group.code), request.query_params, FACTS).choice

    def read(session: Session, offset: int, limit: int) -> Sequence[GroupCall]:
        return group_calls(session, group, choice, offset=offset, limit=limit)

    rows = (_row(site, base_url, one) for one in in_pages(opener(archive), read))
    return csv_response(CALL_ROW, rows, f"{group.name}的表决")


@router.get("/groups/{code}/cohesion.csv")
def cohesion_csv(code: str, request: Request, site: SiteDep, archive: ArchiveDep) -> StreamingResponse:
    """The cohesion of a group by year and organ."""
    group = _dated(site, code)
    choice = read_calls(group_url(group.code), request.query_params, FACTS).choice
    found = group_figures(archive.session, group, choice)
    rows = [
        (
            year or "全部",
            site.names.organ_name(body) if body else "全部",
            *(one.calls, decimal(one.mean), one.split),
        )
        for year in ("", *found.years)
        for body in ("", *found.bodies)
        if (one := found.by.get((year, body), None if year or body else found.whole))
    ]
    return csv_response(COHESION_ROW, rows, f"{group.name}的凝聚力")


def _dated(site: Site, code: str) -> StateGroup:
    group = group_of(site.groups, code)
    if not group.is_dated:
        raise HTTPException(404)
    return group


def _name(site: Site, state: str) -> str:
    name: str = site.renderer.environment.filters["named"](state, "state")
    return name


def _row(site: Site, base_url: str, one: GroupCall) -> Row:
    camps = {camp.vote: "、".join(_name(site, state) for state in camp.states) for camp in one.camps}
    has_majority = any(camp.is_majority for camp in one.camps)
    apart = [state for camp in one.camps if has_majority and not camp.is_majority for state in camp.states]
    return (
        *document_row(site, base_url, one.document),
        decimal(one.cohesion),
        *(camps.get(vote, "") for vote in _CAST),
        "、".join(_name(site, state) for state in sorted(apart)),
    )
