"""The JSON of groups of states."""

from datetime import date
from typing import Literal

from pydantic import Field

from app.domain.adoption import Choice
from app.web.api.document_schemas import DocumentItem
from app.web.api.shared_schemas import AbsoluteUrl, Paged, Schema, Url


class MembershipItem(Schema):
    """A state's membership."""

    state: str = Field(description="ISO 3166-1 alpha-3 code.")
    since: date | None = Field(description="First day; null where no source tells it.")
    until: date | None = Field(description="Last day; null while it goes on.")


class GroupItem(Schema):
    """A group of states."""

    code: str
    name: str
    source: str = Field(description="What tells the days of its memberships.")
    dated: bool = Field(description="Whether they have a source; if not, no figure is given.")
    url: Url
    absolute_url: AbsoluteUrl
    members: list[MembershipItem]


class GroupList(Schema):
    """The groups, those that ship first."""

    items: list[GroupItem]


class CohesionItem(Schema):
    """Cohesion of the roll calls in which two members or more voted, of a year or an organ, or of both."""

    year: int | None = Field(description="Null: all years.")
    body: str | None = Field(description="Code of the organ; null: all organs.")
    roll_calls: int
    cohesion: float | None = Field(
        description="Mean of (largest camp - half of the other votes) / votes (Hix, Noury, Roland 2005)."
    )
    split: int = Field(description="Roll calls in which not all members voted alike.")


class BreakerItem(Schema):
    """A member, and how often it voted otherwise than the majority of its group; ties have none."""

    state: str
    cast: int = Field(description="Votes cast where there was a majority.")
    broke: int


class CampItem(Schema):
    """The members that cast one vote."""

    vote: Choice
    majority: bool
    states: list[str]


class SplitItem(Schema):
    """A roll call in which the group split."""

    document: DocumentItem
    cohesion: float
    camps: list[CampItem] = Field(description="The largest first.")


class GroupAnswer(Paged):
    """A group; `items` are the roll calls that split it, newest first. Without sourced days there are none."""

    group: GroupItem
    least_division: Literal[0, 10, 25] = Field(
        description="In per cent: less divided roll calls are left out."
    )
    cohesion: list[CohesionItem] = Field(description="The first is the whole.")
    breakers: list[BreakerItem]
    undated: int = Field(description="Roll calls left out because their day is not known.")
    excluded: int = Field(
        description="Roll calls left out because their lists contradict their tally or name a state twice."
    )
    total: int = Field(description="Roll calls that split it.")
    items: list[SplitItem]
