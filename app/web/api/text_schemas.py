"""What the JSON interface answers about searches, comparisons, series, agreed language and citations."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.domain.align import AlignmentKind
from app.domain.passages import MAX_PASTED_LENGTH
from app.web.api.schemas import AbsoluteUrl, AdoptedOn, Anchor, Identity, Paged, Schema, Symbol, Url

MOST_PLACES = 200
"""How many places an answer about wording has at most."""


class FacetValueItem(Schema):
    """A value, and how many units that were found have it."""

    value: str = Field(examples=["HRC"])
    count: int = Field(examples=[12])


class Piece(Schema):
    """A piece of a text; `match`: it is what was sought."""

    text: str
    match: bool


class HitItem(Schema):
    """A unit that was found, cut into pieces; together they are its text."""

    anchor: Anchor
    url: Url
    absolute_url: AbsoluteUrl
    pieces: list[Piece]


class ResultItem(Schema):
    """A document with the units of it that were found."""

    symbol: Symbol
    id: Identity
    url: Url
    absolute_url: AbsoluteUrl
    title: str | None
    adopted_on: AdoptedOn
    hits: list[HitItem]
    total_hits: int = Field(
        description="Units found in this document; more than `hits` where an answer would be too long."
    )


class SearchAnswer(Paged):
    """One page of what a search found, grouped by document. All counts are exact."""

    query: str = Field(description="What was asked, as typed.", examples=["真诚对话"])
    notices: list[str] = Field(description="What was read otherwise than typed, in Chinese.")
    total_paragraphs: int = Field(description="Units found, of whatever part.")
    total_documents: int
    facets: dict[str, list[FacetValueItem]] = Field(
        description="Values by facet, each facet counted without what is chosen of it."
    )
    results: list[ResultItem]


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


class SeriesItem(Schema):
    """A text of a series."""

    symbol: Symbol
    id: Identity
    url: Url
    absolute_url: AbsoluteUrl
    title: str | None
    adopted_on: AdoptedOn
    evidence: list[EvidenceItem]


class SeriesAnswer(Schema):
    """The texts of a series, oldest first."""

    items: list[SeriesItem]


class CitationStyle(Schema):
    """A citation in one style."""

    name: str = Field(examples=["联合国用法"])
    text: str = Field(examples=["人权理事会2022年7月7日第50/4号决议第5段"])


class CitingFormats(Schema):
    """How to cite a document, a place or a range of places."""

    place: str = Field(
        description="The place as addresses spell it; empty: the document.", examples=["op/5-7"]
    )
    text: str = Field(description="Short form.", examples=["第50/4号决议第5至7段"])
    url: Url
    permalink: str = Field(description="Absolute address.")
    formats: list[CitationStyle]


class WordingQuestion(BaseModel):
    """A text to look for."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"text": "开展真诚对话", "limit": 10}]})

    text: Annotated[
        str,
        Field(max_length=MAX_PASTED_LENGTH, description="In Chinese; passages are looked for one by one."),
    ]
    limit: Annotated[int, Field(ge=1, le=MOST_PLACES, description="Places in the answer.")] = 50


class WordingItem(Schema):
    """A place that has a passage, or words like it."""

    symbol: Symbol
    id: Identity
    url: Url
    absolute_url: AbsoluteUrl
    anchor: Anchor
    adopted_on: date | None
    ratio: float = Field(description="Likeness to the passage, 0 to 1.", ge=0, le=1)
    passage: str = Field(description="The passage that was found here.")
    changes: list[ChangeItem] = Field(description="From the passage to the text of this place.")


class WordingAnswer(Schema):
    """Places in the same or like words: exact ones first, then by likeness, then oldest first."""

    total: int
    items: list[WordingItem]
