"""A document that is cited but not held: who cites it, and where the official text is."""

from dataclasses import dataclass
from typing import ClassVar

from app.domain.organs import Organ
from app.domain.symbols import Symbol
from app.web.shown import CitingDocument

_KINDS = {"RES": "决议", "DEC": "决定"}


@dataclass(frozen=True, slots=True)
class UnheldPage:
    """All that is known of a document that is not held."""

    template: ClassVar[str] = "pages/unheld.html"

    symbol: str
    name: str
    place: str
    cited_by: tuple[CitingDocument, ...]


def unheld_page(
    symbol: Symbol, organ: Organ | None, place: str, cited_by: tuple[CitingDocument, ...]
) -> UnheldPage:
    """The page of a symbol; `name` is what its number is called, as far as the symbol tells."""
    kind = next((_KINDS[segment] for segment in symbol.canonical.split("/") if segment in _KINDS), "文件")
    name = (organ.name if organ else "") + (f"第{symbol.number}号{kind}" if symbol.number else kind)
    return UnheldPage(symbol.canonical, name, place, cited_by)
