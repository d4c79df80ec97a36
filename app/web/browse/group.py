"""The page of a group of states: its members by day, its cohesion, where it splits, who breaks ranks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from app.db.queries.group_votes import GroupCall, GroupFigures, count_splits, group_figures, group_splits
from app.domain.addresses import group_url
from app.domain.state_groups import StateGroup
from app.web.browse.call_selection import CallSelection, DivisionLink, read_calls
from app.web.html.line_chart import LineChart, line_chart
from app.web.html.pager import Pager, page_number, pager
from app.web.html.selection import SelectedFacet
from app.web.http.context import ContextDep

router = APIRouter()

SIZE = 50
FACTS = ("year", "body")


@dataclass(frozen=True, slots=True)
class GroupVotes:
    """What is counted of a dated group, and one page of the roll calls that split it, or in which `state` broke
    ranks."""

    figures: GroupFigures
    chart: LineChart | None
    state: str
    splits: tuple[GroupCall, ...]
    total: int
    pager: Pager


@dataclass(frozen=True, slots=True)
class GroupPage:
    """A group; `votes` is None where its days are not sourced. `members` are those of the day."""

    template: ClassVar[str] = "browse/group.html"

    group: StateGroup
    day: date
    is_day_read: bool
    members: tuple[str, ...]
    chosen: tuple[SelectedFacet, ...]
    is_cut: bool
    divisions: tuple[DivisionLink, ...]
    calls: CallSelection
    votes: GroupVotes | None


@router.get("/groups/{code}")
def show_group(code: str, request: Request, context: ContextDep, page: str = "1") -> Response:
    """Show a group; a code in another case redirects (308)."""
    group = group_of(context.site.groups, code)
    path = group_url(group.code)
    if code != group.code:
        return RedirectResponse(f"{path}?{request.url.query}" if request.url.query else path, 308)
    calls = read_calls(path, request.query_params, (*FACTS, "state"))
    day = _day(request.query_params.get("day", ""))
    return context.site.renderer.render(
        GroupPage(
            group,
            day or context.today,
            day is not None or not request.query_params.get("day"),
            tuple(sorted(group.members_on(day or context.today))),
            calls.selection.facets(),
            calls.selection.is_cut,
            calls.divisions,
            calls,
            _votes(context, group, calls, page_number(page)) if group.is_dated else None,
        )
    )


def group_of(groups: Sequence[StateGroup], code: str) -> StateGroup:
    """The group of a code in any case, which is preferred as it is given. An unknown one is answered by 404."""
    alike = [group for group in groups if group.code.lower() == code.lower()]
    exact = [group for group in alike if group.code == code]
    if not alike:
        raise HTTPException(404)
    return (exact or alike)[0]


def _votes(context: ContextDep, group: StateGroup, calls: CallSelection, number: int) -> GroupVotes:
    session, choice, state = context.archive.session, calls.choice, calls.state
    figures = group_figures(session, group, choice)
    total = count_splits(session, group, choice, state)
    listed = group_splits(session, group, choice, state, offset=(number - 1) * SIZE, limit=SIZE)
    paged = pager(calls.selection.path, calls.selection.params(), page=number, size=SIZE, total=total)
    return GroupVotes(figures, _chart(figures), state, tuple(listed), total, paged)


def _chart(figures: GroupFigures) -> LineChart | None:
    by_year = {int(year): figures.by[year, ""].mean or 0 for year in figures.years if year}
    if len(by_year) < 2:
        return None
    shares = {year: round(100 * mean) for year, mean in by_year.items()}
    return line_chart([("平均凝聚力", shares)], (), least_top=100)


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given) if len(given) == len("2024-01-31") else None
    except ValueError:
        return None
