"""What the JSON interface answers to a search: documents, units with their matches, counts of facets."""

from pydantic import Field

from app.web.api.shared_schemas import AbsoluteUrl, Anchor, DocumentReference, Paged, Schema, Url


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


class ResultItem(DocumentReference):
    """A document with the units of it that were found."""

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
