"""The JSON of agreement between states."""

from typing import Literal

from pydantic import Field

from app.domain.adoption import Choice
from app.web.api.document_schemas import DocumentItem
from app.web.api.shared_schemas import AbsoluteUrl, Paged, Schema, Url


class AgreementFigures(Schema):
    """How much two states agree."""

    together: int = Field(description="Roll calls in which both voted: yes, no or abstention.")
    alike: int = Field(description="Of these, in which both voted alike.")
    half: int = Field(description="Of these, in which one abstained and the other did not.")
    share: float | None = Field(description="`alike` of `together`, 0 to 1; null without common votes.")
    weighted: float | None = Field(
        description="The same with an abstention beside another vote as a half (Lijphart 1963)."
    )


class ValueFigures(AgreementFigures):
    """The agreement in the roll calls that have a value of a fact; the value is null where none is known."""

    value: str | None


class PartedItem(Schema):
    """A document on which the two voted differently."""

    document: DocumentItem
    first: Choice
    second: Choice
    division: float = Field(description="Share of votes outside of the largest camp, 0 to two thirds.")


class PairAnswer(Paged):
    """Two states, in the order of their codes; `items` are the documents where they parted, newest first."""

    url: Url
    absolute_url: AbsoluteUrl
    first: str
    second: str
    least_division: Literal[0, 10, 25] = Field(
        description="In per cent: less divided roll calls are left out."
    )
    roll_calls: int = Field(description="Roll calls that were chosen.")
    excluded: int = Field(
        description="Roll calls left out because their lists contradict their tally or name a state twice."
    )
    whole: AgreementFigures
    by_year: list[ValueFigures]
    by_body: list[ValueFigures]
    by_subject: list[ValueFigures]
    by_item: list[ValueFigures]
    total: int = Field(description="Documents on which they voted differently.")
    items: list[PartedItem]


class NeighbourItem(AgreementFigures):
    """Another state."""

    state: str


class NearestAnswer(Schema):
    """The states with enough common votes, the nearest first."""

    state: str
    year: int | None = Field(description="Null: all years.")
    least_division: Literal[0, 10, 25]
    fewest: int = Field(description="States with fewer common votes are left out.")
    too_few: int = Field(description="How many were left out that had any.")
    excluded: int = Field(
        description="Roll calls left out because their lists contradict their tally or name a state twice."
    )
    items: list[NeighbourItem]


class PlacedState(Schema):
    """A state in the picture of a year."""

    state: str
    x: float
    y: float
    votes: int = Field(description="Votes that it cast.")
    nearest: str = Field(description="The state that voted most like it.")
    likeness: float = Field(description="Their weighted agreement, 0 to 1.")


class VoteMapItem(Schema):
    """The states of a year: the nearer two lie, the more alike they voted (classical scaling, Torgerson 1952)."""

    year: int
    roll_calls: int
    explained: float = Field(description="Share of the distances that the two axes tell, 0 to 1.")
    left_out: int = Field(description="States with too few common votes.")
    states: list[PlacedState] = Field(description="From left to right.")


class VoteMapList(Schema):
    """The pictures, newest year first."""

    items: list[VoteMapItem]
