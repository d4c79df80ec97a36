"""The picture of a year's votes: states by likeness, as points and as a table; also as a file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import dist
from typing import ClassVar

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, StreamingResponse

from app.db.queries.agreement import FEWEST
from app.db.queries.vote_map import Placed, VoteMap, vote_maps
from app.domain.organs import Names
from app.domain.state_groups import StateGroup
from app.web.html.percentages import decimal
from app.web.html.point_map import NamedPoint, PointMap, point_map
from app.web.http.context import ArchiveDep, Site, SiteDep
from app.web.http.table_files import Row, csv_response

router = APIRouter()

PATH = "/states/map"
ROW = ("年份", "国家", "代码", "组", "横", "纵", "投票", "最相近的国家", "其代码", "加权一致指数")
MOST_SHAPES = 3
"""How many groups have a shape of their own."""


@dataclass(frozen=True, slots=True)
class YearLink:
    """A year that has a picture."""

    year: int
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class StateRow:
    """A state of the picture with the groups that it belonged to at the end of the year."""

    placed: Placed
    groups: tuple[StateGroup, ...]


@dataclass(frozen=True, slots=True)
class VoteMapPage:
    """The picture of a year, None where there is none; `groups` have a shape each, in their order."""

    template: ClassVar[str] = "browse/vote_map.html"

    years: tuple[YearLink, ...]
    found: VoteMap | None
    is_asked_for: bool
    groups: tuple[StateGroup, ...]
    picture: PointMap | None
    rows: tuple[StateRow, ...]
    fewest: int
    csv_url: str


@router.get(PATH)
def show_map(request: Request, site: SiteDep, archive: ArchiveDep) -> HTMLResponse:
    """Show the picture of a year: of the one asked for, or of the newest one that tells of most states."""
    maps = vote_maps(archive.session)
    asked = request.query_params.get("year", "")
    found = next((one for one in maps if str(one.year) == asked), None)
    shown = found or newest_whole(maps)
    rows = tuple(_rows(site.groups, shown)) if shown else ()
    shapes = tuple(group for group in site.groups if group.is_dated)[:MOST_SHAPES]
    return site.renderer.render(
        VoteMapPage(
            tuple(YearLink(one.year, f"{PATH}?year={one.year}", one is shown) for one in maps),
            shown,
            found is not None or not asked,
            shapes,
            point_map(_points(site.names, shapes, rows)),
            rows,
            FEWEST,
            f"{PATH}.csv?year={found.year}" if found else f"{PATH}.csv",
        )
    )


@router.get(f"{PATH}.csv")
def map_csv(request: Request, site: SiteDep, archive: ArchiveDep) -> StreamingResponse:
    """The states of a year with their positions, or of all years."""
    asked = request.query_params.get("year", "")
    maps = [one for one in vote_maps(archive.session) if not asked or str(one.year) == asked]
    return csv_response(ROW, [row for one in maps for row in _written(site, one)], "表决相近图")


def newest_whole(maps: Sequence[VoteMap]) -> VoteMap | None:
    """The newest picture that tells of most states: in a year that has just begun, few can be compared."""
    told = [one for one in maps if len(one.states) >= one.left_out]
    return next(iter([*told, *maps]), None)


def _rows(groups: Sequence[StateGroup], found: VoteMap) -> Iterator[StateRow]:
    end = date(found.year, 12, 31)
    members = [(group, group.members_on(end)) for group in groups if group.is_dated]
    for placed in found.states:
        yield StateRow(placed, tuple(group for group, states in members if placed.state in states))


def _points(names: Names, shapes: Sequence[StateGroup], rows: Sequence[StateRow]) -> list[NamedPoint]:
    """Points in the shape of the first group that a state is in. Members of the first of all groups are named in any
    case, others the sooner the farther apart they stand."""
    places = [(row.placed.x, row.placed.y) for row in rows]
    called = short_names(names)
    points = []
    for row, place in zip(rows, places, strict=True):
        shape = next((number for number, group in enumerate(shapes, 1) if group in row.groups), 0)
        apart = min((dist(place, other) for other in places if other is not place), default=0.0)
        name = called.get(row.placed.state, row.placed.state)
        is_first = shape == 1
        points.append(NamedPoint(row.placed.state, name, *place, shape, -apart - 9 * is_first, is_first))
    return points


def short_names(names: Names) -> Mapping[str, str]:
    """The names of states for narrow places: the first other name where it is shorter."""
    return {
        state.code: min((state.name, *state.aliases[:1]), key=len) for state in names.states if state.name
    }


def _written(site: Site, found: VoteMap) -> Iterator[Row]:
    named = site.renderer.environment.filters["named"]
    for row in _rows(site.groups, found):
        one = row.placed
        yield (
            *(found.year, named(one.state, "state"), one.state),
            "、".join(group.name for group in row.groups),
            *(decimal(one.x), decimal(one.y), one.votes),
            *(named(one.nearest, "state"), one.nearest, decimal(one.likeness)),
        )
