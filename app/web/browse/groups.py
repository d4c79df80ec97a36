"""The list of groups of states."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from app.db.queries.group_votes import Cohesion, group_figures
from app.db.queries.roll_call_choice import CallChoice
from app.domain.state_groups import StateGroup
from app.web.http.context import ContextDep

router = APIRouter()


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group with the number of its members today, and its cohesion; None where its days are not sourced."""

    group: StateGroup
    members: int
    cohesion: Cohesion | None


@dataclass(frozen=True, slots=True)
class GroupsPage:
    """All groups, those that ship first."""

    template: ClassVar[str] = "browse/groups.html"

    groups: tuple[GroupRow, ...]


@router.get("/groups")
def list_groups(context: ContextDep) -> HTMLResponse:
    """List the groups of states."""
    session = context.archive.session
    rows = tuple(
        GroupRow(
            group,
            len(group.members_on(context.today)),
            group_figures(session, group, CallChoice()).whole if group.is_dated else None,
        )
        for group in context.site.groups
    )
    return context.site.renderer.render(GroupsPage(rows))
