"""The JSON of terms."""

from typing import Literal

from pydantic import Field

from app.web.api.search_schemas import FacetValueItem
from app.web.api.shared_schemas import AbsoluteUrl, Schema, Url


class TermExample(Schema):
    """A unit with both terms, as printed; English of several units one behind the other."""

    url: Url
    absolute_url: AbsoluteUrl
    zh: str
    en: str


class TermItem(Schema):
    """A candidate, as printed, and how often it stands beside what was asked for."""

    text: str
    units: int = Field(description="Units with both, exactly.")
    share: float = Field(description="Of all units with what was asked for, from 0 to 1.")
    documents: int
    first: int | None = Field(description="The year of the first document with both.")
    last: int | None = Field(description="The year of the last one.")
    by_body: list[FacetValueItem] = Field(description="Units by organ, the most first.")
    example: TermExample


class TermList(Schema):
    """Candidates, the best first; none where the archive has too little to tell."""

    query: str
    language: Literal["en", "zh"] = Field(description="The language of what was asked for.")
    units: int = Field(description="Units that hold it and have the other language beside them.")
    supported: bool = Field(description="Whether there is enough to tell.")
    items: list[TermItem]
