"""Schemas of what the interface answers about English texts, and where they differ from the Chinese ones."""

from typing import Literal

from pydantic import Field

from app.domain.editions.model import DivergenceKind
from app.web.api.document_schemas import DocumentDetail, FootnoteItem, ParagraphItem
from app.web.api.shared_schemas import (
    AbsoluteUrl,
    AdoptedOn,
    Anchor,
    Identity,
    Paged,
    Schema,
    Symbol,
    Url,
)

Pairs = list[Anchor]
HowPaired = Literal["place", "aligned", "note"] | None


class EnglishParagraphItem(ParagraphItem):
    """A unit of the English text."""

    pairs: Pairs = Field(description="Places of the Chinese text that say the same: none, one or several.")
    how: HowPaired = Field(
        description="`place`: the same place in both; `aligned`: by the words; null: the Chinese text lacks it."
    )


class EnglishFootnoteItem(FootnoteItem):
    """A footnote of the English text."""

    pairs: Pairs = Field(description="The footnote of the Chinese text that says the same.")
    how: HowPaired = Field(description="`note`; null: the Chinese text lacks it.")


class EnglishDetail(DocumentDetail):
    """A document with its English text; what its head tells is that of the document."""

    language: Literal["en"]  # type: ignore[assignment]
    paragraphs: list[EnglishParagraphItem] = Field(  # type: ignore[assignment]
        description="In the order of the English text, annexes included."
    )
    footnotes: list[EnglishFootnoteItem]  # type: ignore[assignment]


class HeldWitness(Schema):
    """A held document that a difference is about."""

    url: Url
    title: str | None
    adopted_on: AdoptedOn


class SaidElsewhere(Schema):
    """What other texts of the archive give, and in how many places."""

    symbol: str = Field(description="The document that they cite.", examples=["A/RES/60/1"])
    value: str = Field(description="The date that they give it; the symbol, where that is in question.")
    count: int


class WitnessItem(Schema):
    """What else the archive says of the reference in which the texts differ."""

    about: Literal["date", "symbol"]
    dated: AdoptedOn = Field(description="Where symbols are in question: the date stated here with them.")
    titled: str | None = Field(description="The same of the title; counted are texts that state it, too.")
    held: dict[str, HeldWitness] = Field(description="By symbol: those of the documents that are held.")
    others: list[SaidElsewhere] = Field(description="Places of other documents, most first.")


class NoWitnesses(Schema):
    """An empty object: the difference is in no reference."""


class DivergenceItem(Schema):
    """Two units that say the same and give other values, or a unit that one text lacks. Which of them is right is not
    said."""

    url: Url
    absolute_url: AbsoluteUrl
    bilingual_url: Url = Field(description="The page of both texts, at this place.")
    symbol: Symbol
    id: Identity
    zh_anchor: str | None = Field(description="Place in the Chinese text; null where it lacks the unit.")
    en_anchor: str | None = Field(description="Place in the English text; null where it lacks the unit.")
    kind: DivergenceKind
    category: Literal["none", "reissued", "corrected"] = Field(
        description="Whether the document, or one of its texts, says that it was printed again."
    )
    remarks: list[str] = Field(description="What the covers say of the printing.")
    zh: list[str] = Field(
        description="What the Chinese text gives, as printed; of kind `missing`, the unit, if it stands there.",
        examples=[["72"]],
    )
    en: list[str] = Field(description="The same of the English text.", examples=[["77"]])
    zh_text: str
    en_text: str
    witnesses: WitnessItem | NoWitnesses


class DivergenceList(Paged):
    """One page of where the languages differ, by document and place."""

    total: int = Field(description="Entries in all pages.", examples=[1])
    items: list[DivergenceItem]
