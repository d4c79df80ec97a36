"""What the JSON interface answers about two texts side by side."""

from typing import Literal

from pydantic import Field

from app.domain.align import AlignmentKind
from app.web.api.shared_schemas import Schema


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


class RowItem(Schema):
    """A paragraph of both texts, or of one."""

    kind: AlignmentKind
    a: str | None = Field(description="Place in the first text.", examples=["op/3"])
    b: str | None = Field(description="Place in the second text.", examples=["op/5"])
    ratio: float = Field(description="Likeness, 0 to 1.", ge=0, le=1)
    changes: list[ChangeItem]


class ComparisonAnswer(Schema):
    """Two documents: every paragraph of both stands in exactly one row."""

    a: str = Field(description="Symbol or identity of the first text.")
    b: str = Field(description="Symbol or identity of the second text.")
    summary: Summary
    rows: list[RowItem]
