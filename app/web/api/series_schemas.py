"""What the JSON interface answers about a series: its texts, and the evidence that ties each to the one before."""

from typing import Literal

from pydantic import Field

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
