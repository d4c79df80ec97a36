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
    english: list[list[Piece]] = Field(
        description="The English units beside it, where the query seeks English; each cut into pieces."
    )


class ResultItem(DocumentReference):
    """A document with the units of it that were found."""

    hits: list[HitItem]
    total_hits: int = Field(
        description="Units found in this document; more than `hits` where an answer would be too long."
    )


class OtherWordingItem(Schema):
    """A wording that took the place of the other in amended texts, one of them in the query; drawn by comparison."""

    wording: str = Field(description="The one that the query does not have.", examples=["互联网"])
    old: str = Field(examples=["因特网"])
    new: str = Field(examples=["互联网"])
    documents: int = Field(description="Documents in which `new` took the place of `old`.")
    since: int | None = Field(description="Year of the first of them.")
    until: int | None = Field(description="Year of the last text in which `old` was replaced.")
    url: Url
    absolute_url: AbsoluteUrl


class NamedItem(Schema):
    """A document that the query names, and the place in it."""

    symbol: str | None = Field(description="Null for a text without a symbol.", examples=["A/RES/77/214"])
    url: Url
    absolute_url: AbsoluteUrl
    place: str | None = Field(
        description="The place named in it, as in its address; null for the whole document.",
        examples=["op/6"],
    )
    held: bool = Field(description="Whether the archive holds the document.")
    rest: str = Field(description="What of the query was not understood; mostly empty.", examples=[""])


class SearchAnswer(Paged):
    """One page of what a search found, grouped by document. All counts are exact."""

    query: str = Field(description="What was asked, as typed.", examples=["真诚对话"])
    notices: list[str] = Field(description="What was read otherwise than typed, in Chinese.")
    named: list[NamedItem] = Field(
        description="Documents that the query names; of several, one may be meant. On the first page only."
    )
    also: list[OtherWordingItem] = Field(
        description="Other wordings of what is sought; `url` is the page of the amended paragraphs that show it."
    )
    total_paragraphs: int = Field(description="Units found, of whatever part.")
    total_documents: int
    listed: int = Field(
        description="Documents listed: fewer than found where only the newest of each series are."
    )
    facets: dict[str, list[FacetValueItem]] = Field(
        description="Values by facet with the units that have them, each facet counted without what is chosen of it."
    )
    results: list[ResultItem]
