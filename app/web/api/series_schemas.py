"""What the JSON interface answers about a series: its texts, and the evidence that ties each to the one before."""

from typing import Literal

from pydantic import Field

from app.domain.roll_calls import Standing
from app.web.api.shared_schemas import Anchor, DocumentReference, Identity, Schema, Symbol


class NamedIn(Schema):
    """Where the earlier text is named."""

    anchor: Anchor
    text: str = Field(description="The place in words.", examples=["序言部分第3段"])


class EvidenceItem(Schema):
    """What ties a text to an earlier one."""

    link: Literal["continues", "adopts"]
    symbol: Symbol
    id: Identity
    confidence: str = Field(description="`certain`, `likely`, or `by_hand`.")
    same_organ: bool
    same_title: bool
    title_likeness: float | None = Field(description="0 to 1; null where a text has no title.")
    named_in: NamedIn | None
    kept: float | None = Field(description="Share of the text's characters that the earlier one has, 0 to 1.")


class SeriesItem(DocumentReference):
    """A text of a series."""

    evidence: list[EvidenceItem]


class SeriesAnswer(Schema):
    """The texts of a series, oldest first."""

    items: list[SeriesItem]


class VotedText(DocumentReference):
    """A text of a series that was voted on by name."""

    compared_with: str | None = Field(
        description="The `id` of the text before it whose roll call its own is compared with; null where there is none."
    )
    doubt: str | None = Field(
        description="Why its roll call counts in no figure, in Chinese; null where it counts."
    )


class SeriesState(Schema):
    """How a state voted on each text."""

    state: str | None = Field(description="ISO 3166 alpha-3 code; null where the name is not known.")
    name: str
    votes: list[Standing] = Field(
        description="One for each of `texts`. `not_voting`: a member that took no part; `not_member`: no member of the "
        "organ; `unlisted`: not in the list, and the members of the day are not known; `unclear`: in several lists."
    )
    moved: list[str] = Field(
        description="The `id` of each text on which it cast another vote than on `compared_with`."
    )


class GroupCounts(Schema):
    """How the members of a group on the day voted on a text."""

    in_favour: int
    against: int
    abstaining: int
    not_voting: int
    camp: str | None = Field(description="The vote of most; null where two camps are equal, or none voted.")
    has_moved: bool = Field(description="Another camp was the largest on `compared_with`.")


class SeriesGroup(Schema):
    """How a group of states voted on each text."""

    code: str
    name: str
    source: str = Field(description="What tells the days of its memberships.")
    votes: list[GroupCounts | None] = Field(
        description="One for each of `texts`; null where no member had a part."
    )


class SeriesVotesAnswer(Schema):
    """The roll calls of a series side by side, the newest text first; the states that moved most lately come first."""

    texts: list[VotedText]
    states: list[SeriesState]
    groups: list[SeriesGroup]
