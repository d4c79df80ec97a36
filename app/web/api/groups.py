"""Groups of states as JSON."""

from collections.abc import Iterator
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query

from app.db.queries.group_votes import GroupCall, GroupFigures, count_splits, group_figures, group_splits
from app.db.queries.roll_call_choice import CallChoice
from app.domain.addresses import group_url
from app.domain.state_groups import StateGroup
from app.web.api.description import ERRORS
from app.web.api.group_schemas import (
    BreakerItem,
    CampItem,
    CohesionItem,
    GroupAnswer,
    GroupItem,
    GroupList,
    MembershipItem,
    SplitItem,
)
from app.web.api.items import addresses, document_item
from app.web.api.parameters import PagingDep
from app.web.browse.group import group_of
from app.web.http.context import ArchiveDep, BaseUrlDep, SiteDep

router = APIRouter(prefix="/api/v1", tags=["votes"], responses=ERRORS)


@router.get("/groups")
def list_groups(site: SiteDep, base_url: BaseUrlDep) -> GroupList:
    """The groups of states with their memberships."""
    return GroupList(items=[_group(group, base_url) for group in site.groups])


@router.get("/groups/{code}")
def show_group(
    code: Annotated[str, Path(description="Code of the group, in any case.", examples=["EU"])],
    site: SiteDep,
    archive: ArchiveDep,
    paging: PagingDep,
    division: Annotated[
        Literal["0", "10", "25"],
        Query(
            description="Only roll calls with at least so many per cent of votes outside of the largest camp."
        ),
    ] = "0",
) -> GroupAnswer:
    """A group of states: its cohesion, where it split, and who broke ranks."""
    group = group_of(site.groups, code)
    choice, session = CallChoice(int(division)), archive.session
    figures = group_figures(session, group, choice) if group.is_dated else None
    total = count_splits(session, group, choice) if group.is_dated else 0
    offset = (paging.page - 1) * paging.size
    splits = group_splits(session, group, choice, offset=offset, limit=paging.size) if total else []
    return GroupAnswer(
        group=_group(group, paging.base_url),
        least_division=choice.division,
        cohesion=list(_cohesion(figures)) if figures else [],
        breakers=[
            BreakerItem(state=one.state, cast=one.cast, broke=one.broke)
            for one in (figures.breakers if figures else ())
        ],
        undated=figures.undated if figures else 0,
        excluded=figures.excluded if figures else 0,
        total=total,
        items=[_split(one, paging.base_url) for one in splits],
        **paging.of(total),
    )


def _group(group: StateGroup, base_url: str) -> GroupItem:
    return GroupItem(
        code=group.code,
        name=group.name,
        source=group.source,
        dated=group.is_dated,
        members=[
            MembershipItem(state=one.state, since=one.since, until=one.until) for one in group.memberships
        ],
        **addresses(base_url, group_url(group.code)),
    )


def _cohesion(figures: GroupFigures) -> Iterator[CohesionItem]:
    for year in ("", *figures.years):
        for body in ("", *figures.bodies):
            one = figures.by.get((year, body)) if year or body else figures.whole
            if one:
                yield CohesionItem(
                    year=int(year) if year else None,
                    body=body or None,
                    roll_calls=one.calls,
                    cohesion=None if one.mean is None else round(one.mean, 4),
                    split=one.split,
                )


def _split(one: GroupCall, base_url: str) -> SplitItem:
    return SplitItem(
        document=document_item(one.document, base_url),
        cohesion=round(one.cohesion, 4),
        camps=[
            CampItem(vote=camp.vote, majority=camp.is_majority, states=list(camp.states))
            for camp in one.camps
        ],
    )
