"""What other sites and programs show of a link to a document or a place (Open Graph)."""

from dataclasses import dataclass
from datetime import date

from app.domain.resolution import Resolution

_LENGTH = 120
"""Characters of the text that are shown; what shows previews cuts them there or earlier."""


@dataclass(frozen=True, slots=True)
class LinkPreview:
    """Title and first words of a page, its address, and the date of adoption, if known."""

    title: str
    description: str
    url: str
    published: date | None


def link_preview(named: str, text: Resolution, reference: str, words: str, url: str) -> LinkPreview:
    """The preview of what is `named` in a text: how it is cited, then its first words."""
    shown = begun(words)
    return LinkPreview(
        f"{named} {text.head.title or ''}".strip(),
        f"{reference}：{shown}" if shown else reference,
        url,
        text.head.adopted_on,
    )


def begun(words: str) -> str:
    """How words begin, on one line; `……` tells that they go on."""
    shown = " ".join(words.split())
    return shown if len(shown) <= _LENGTH else f"{shown[:_LENGTH]}……"


def first_words(text: Resolution) -> str:
    """How a text begins: its formula and first paragraph, without headings and tables."""
    units = (unit.text for unit in text.paragraphs if unit.kind != "heading" and not unit.rows)
    formula = text.head.formula or ""
    # Chinese signs need no space behind them.
    between = " " if formula and formula.isascii() else ""
    return f"{formula}{between}{next(units, '')}".rstrip()
