"""Schemas of what the interface answers about English texts, and where they differ from the Chinese ones."""

from typing import Literal

from pydantic import Field

from app.web.api.document_schemas import DocumentDetail, FootnoteItem, ParagraphItem
from app.web.api.shared_schemas import AbsoluteUrl, Anchor, Paged, Schema, Url

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


class DivergenceItem(Schema):
    """Two units that say the same and give other values. Which of them is right is not said."""

    url: Url
    absolute_url: AbsoluteUrl
    kind: Literal["number", "month", "symbol"]
    zh: list[str] = Field(description="What the Chinese text gives, as printed.", examples=[["72"]])
    en: list[str] = Field(description="What the English text gives, as printed.", examples=[["77"]])
    zh_text: str
    en_text: str
    witnesses: dict[str, int] = Field(description="What other texts give; empty where none was asked.")


class DivergenceList(Paged):
    """One page of where the languages differ, by document and place."""

    total: int = Field(description="Entries in all pages.", examples=[1])
    items: list[DivergenceItem]
