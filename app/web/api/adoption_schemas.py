"""What the JSON interface answers about the vote on a document."""

from pydantic import Field

from app.domain.adoption import Choice, Method
from app.web.api.shared_schemas import Schema


class StateVote(Schema):
    """How one state voted."""

    state: str | None = Field(
        description="ISO 3166-1 alpha-3; null for a name that is not known.", examples=["ARG"]
    )
    name: str = Field(description="Name as printed.", examples=["阿根廷"])
    vote: Choice


class AbsentState(Schema):
    """A member that took no part."""

    state: str | None = Field(description="ISO 3166-1 alpha-3.", examples=["HTI"])
    name: str


class GroupVotes(Schema):
    """How the members of a group of states on the day voted."""

    code: str = Field(examples=["EU"])
    name: str
    in_favour: int
    against: int
    abstaining: int
    not_voting: int


class AdoptionItem(Schema):
    """How the text was adopted."""

    method: Method
    in_favour: int | None = Field(description="Printed tally.", examples=[29])
    against: int | None = Field(description="Printed tally.", examples=[16])
    abstaining: int | None = Field(description="Printed tally.", examples=[2])
    votes: list[StateVote] = Field(description="Roll call, where it is printed.")
    absent: list[AbsentState] = Field(
        description="Members of the day that the roll call does not list, where they are known one by one."
    )
    groups: list[GroupVotes] = Field(
        description="Groups with a member in the vote; those whose memberships have no sourced days are left out."
    )
