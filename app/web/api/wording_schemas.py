"""What the JSON interface is asked about agreed language, and what it answers."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from app.domain.passages import MAX_PASTED_LENGTH
from app.web.api.comparison_schemas import ChangeItem
from app.web.api.shared_schemas import (
    AbsoluteUrl,
    Anchor,
    DocumentReference,
    Identity,
    Paged,
    Schema,
    Symbol,
    Url,
)

MOST_PLACES = 200
"""How many places an answer about wording has at most."""
MOST_PASSAGES = 60
"""How many passages an answer about wording looks for; one by paragraphs goes on where it left off."""


def _number(given: object) -> object:
    """What JSON Schema takes for a number: `46.0` is an integer there, `true` and `"46"` are none."""
    if isinstance(given, bool | str):
        raise ValueError("must be a number")  # noqa: TRY004  pydantic takes no TypeError
    return given


class WordingQuestion(BaseModel):
    """A text to look for."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"text": "开展真诚对话", "limit": 10}]})

    text: Annotated[
        str,
        Field(max_length=MAX_PASTED_LENGTH, description="In Chinese; passages are looked for one by one."),
    ]
    limit: Annotated[
        int, Field(ge=1, le=MOST_PLACES, description="Places in the answer."), BeforeValidator(_number)
    ] = 50


class PlaceItem(Schema):
    """A place, and the date of its document."""

    symbol: Symbol
    id: Identity
    url: Url
    absolute_url: AbsoluteUrl
    anchor: Anchor
    adopted_on: date | None


class WordingItem(PlaceItem):
    """A place that has a passage, or words like it."""

    ratio: float = Field(description="Likeness to the passage, 0 to 1.", ge=0, le=1)
    passage: str = Field(description="The passage that was found here.")
    changes: list[ChangeItem] = Field(description="From the passage to the text of this place.")


class WordingAnswer(Schema):
    """Places in the same or like words: exact ones first, then by likeness, then oldest first."""

    total: int
    items: list[WordingItem]
    passages: int = Field(description="Passages of the text, each counted once.")
    left_out: int = Field(
        description="Passages at its end that were not looked for; `/api/v1/wording/paragraphs` answers them all."
    )


class DraftQuestion(BaseModel):
    """A draft to look for paragraph by paragraph."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"text": "重申各国有义务彼此合作；\n\n请秘书长提交报告。", "start": 1}]
        }
    )

    text: Annotated[str, Field(max_length=MAX_PASTED_LENGTH, description="In Chinese.")]
    start: Annotated[
        int,
        Field(ge=1, le=10**6, description="The first paragraph to answer, from 1."),
        BeforeValidator(_number),
    ] = 1
    body: Annotated[
        list[str], Field(default_factory=list, max_length=20, description="Codes of organs: any of them.")
    ]
    committee: Annotated[
        list[str], Field(default_factory=list, max_length=20, description="Committees: any of them.")
    ]


class NextTextItem(Schema):
    """What the text that continues the one with the last verbatim use has instead."""

    symbol: Symbol
    id: Identity
    url: Url
    absolute_url: AbsoluteUrl
    anchor: str | None = Field(description="Where the paragraph stands now; null where it was dropped.")
    adopted_on: date | None
    changes: list[ChangeItem] = Field(description="From the paragraph with the last use to that one.")


class ReplacedItem(Schema):
    """A wording in the passage that another one replaced elsewhere."""

    old: str
    new: str
    since: int | None = Field(description="Year of the first document with the new wording instead.")
    documents: int


class UsesItem(Schema):
    """The use of a passage. First and last use are of dated documents; null where there are none."""

    text: str
    state: Literal["in_use", "last_seen", "alike", "not_found"] = Field(
        description="`in_use`, `last_seen`: verbatim, lately or not; `alike`: only in like words."
    )
    total: int = Field(description="Places in the same or in like words.")
    wordings: int = Field(description="Different texts among them.")
    holding: int = Field(description="Places that contain the passage verbatim.")
    same: int = Field(description="Places that are the passage and no more.")
    first: PlaceItem | None
    last: PlaceItem | None
    first_verbatim: PlaceItem | None
    last_verbatim: PlaceItem | None
    then: NextTextItem | None
    replaced: list[ReplacedItem]
    nearest: WordingItem | None = Field(description="The likest place.")


class ParagraphItem(UsesItem):
    """A paragraph of a draft: its number in it, from 1, and its printed number; where it is long and stands nowhere, its
    clauses."""

    number: int
    label: str | None
    clauses: list[UsesItem]


class DraftAnswer(Schema):
    """Paragraphs of a draft, in its order, as many as the time allows."""

    total: int = Field(description="Paragraphs of the draft.")
    start: int
    next: int | None = Field(description="What `start` to ask for next; null where nothing is left.")
    items: list[ParagraphItem]


class ParagraphWithoutItem(Schema):
    """A paragraph that held the phrase, and what became of it."""

    anchor: Anchor
    later_anchor: str | None = Field(description="Null where nothing of it is left.")
    changes: list[ChangeItem]


class RemovalItem(Schema):
    """A series that dropped a phrase."""

    first: DocumentReference = Field(description="The first text of the series with the phrase.")
    last: DocumentReference = Field(description="The last one before the removal.")
    without: DocumentReference = Field(description="The text that continues it without the phrase.")
    again: DocumentReference | None = Field(description="The next later text that has it again.")
    kept: float = Field(description="The share of `without` that comes from `last`.", ge=0, le=1)
    paragraphs: list[ParagraphWithoutItem]


class RemovalsAnswer(Paged):
    """Where series dropped a phrase, the latest removals first."""

    query: str
    documents: int = Field(description="Documents that hold the phrase.")
    items: list[RemovalItem]
