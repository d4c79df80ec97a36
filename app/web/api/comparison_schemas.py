"""What the JSON interface answers about two texts side by side."""

from typing import Literal

from pydantic import Field

from app.domain.adoption import Method
from app.domain.align import AlignmentKind
from app.domain.roll_calls import MoveKind, Standing
from app.web.api.shared_schemas import Schema
from app.web.compare.vote_changes import Obstacle


class ChangeItem(Schema):
    """`equal` and `delete` give the first text, `equal` and `insert` the second."""

    op: Literal["equal", "insert", "delete"]
    text: str


class Summary(Schema):
    """How many rows there are of each kind."""

    same: int
    amended: int
    new: int
    dropped: int
    moved: int


class EnglishRow(Schema):
    """What a row says in English, where it changed in either language."""

    changes: list[ChangeItem]
    contrast: Literal["chinese_only", "other_only"] | None = Field(
        description="`other_only`: the English changed and the Chinese did not; `chinese_only`, the reverse; null where "
        "both changed, or nothing can be concluded."
    )
    is_sure: bool = Field(
        description="Whether it is sure that the English stands beside this paragraph alone."
    )
    lacks_a: bool = Field(description="The first text has nothing in English beside its paragraph.")
    lacks_b: bool


class RowItem(Schema):
    """A paragraph of both texts, or of one."""

    kind: AlignmentKind
    a: str | None = Field(description="Place in the first text.", examples=["op/3"])
    b: str | None = Field(description="Place in the second text.", examples=["op/5"])
    ratio: float = Field(description="Likeness, 0 to 1.", ge=0, le=1)
    changes: list[ChangeItem]
    english: EnglishRow | None = Field(
        description="The same in English, where both documents are held in English and something changed."
    )


class TallyItem(Schema):
    """How one of the texts was adopted. A number is null where it is not known."""

    method: Method
    in_favour: int | None
    against: int | None
    abstaining: int | None
    not_voting: int | None = Field(description="Members of the day that the roll call does not list.")
    unlisted: int | None = Field(
        description="Members that it does not list, where it is not known which they are."
    )
    members: int | None = Field(description="Members of the organ on the day.")
    has_roll_call: bool


class MovedState(Schema):
    """A state that took part in one of the votes, or could have."""

    state: str | None = Field(description="ISO 3166 alpha-3 code.", examples=["CHN"])
    name: str


class MoveItem(Schema):
    """The states that went from one standing to another, or kept theirs; each state is in one of them."""

    before: Standing
    after: Standing
    kind: MoveKind
    states: list[MovedState]


class VoteItem(Schema):
    """Both votes side by side. `moves` is empty where `obstacle` tells why states are not compared."""

    a: TallyItem
    b: TallyItem
    obstacle: Obstacle | None
    note: str = Field(description="The obstacle in Chinese; empty if there is none.")
    moves: list[MoveItem]


class ComparisonAnswer(Schema):
    """Two documents: every paragraph of both stands in exactly one row."""

    a: str = Field(description="Symbol or identity of the first text.")
    b: str = Field(description="Symbol or identity of the second text.")
    summary: Summary
    rows: list[RowItem]
    vote: VoteItem
