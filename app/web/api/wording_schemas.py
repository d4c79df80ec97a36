"""What the JSON interface is asked about agreed language, and what it answers."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from app.domain.passages import MAX_PASTED_LENGTH
from app.web.api.comparison_schemas import ChangeItem
from app.web.api.shared_schemas import AbsoluteUrl, Anchor, Identity, Schema, Symbol, Url

MOST_PLACES = 200
"""How many places an answer about wording has at most."""


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
