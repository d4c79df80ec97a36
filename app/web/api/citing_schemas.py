"""What the JSON interface answers about citing: who cites a document, and how to cite it."""

from pydantic import Field

from app.web.api.shared_schemas import AbsoluteUrl, AdoptedOn, Anchor, Schema, Symbol, Url


class CitingItem(Schema):
    """A place that cites."""

    symbol: Symbol
    url: Url = Field(description="Address of the place.")
    absolute_url: AbsoluteUrl
    title: str | None
    adopted_on: AdoptedOn
    anchor: Anchor
    text: str = Field(description="The unit that cites.")


class CitingList(Schema):
    """Every place that cites a document, newest document first."""

    total: int
    items: list[CitingItem]


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
    reference: str = Field(
        description="Long form, as stands behind a quotation.",
        examples=["人权理事会2022年7月7日第50/4号决议第5至7段"],
    )
    url: Url
    permalink: str = Field(description="Absolute address.")
    formats: list[CitationStyle] = Field(
        description="A quotation of the whole place first, unless nobody quotes it: documents, tables, long annexes."
    )
