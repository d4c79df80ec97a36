"""A document that is cited but not held: all that is known of it, who cites it, where the official text is."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from sqlmodel import Session

from app.db.queries import citations
from app.db.queries.citations import Said
from app.domain.citing import chinese_date
from app.domain.organs import Names
from app.domain.symbols import Symbol, halves
from app.web.citing import Citing, CountedInstrument, citing, printed_here

_KINDS = {"RES": "决议", "DEC": "决定"}


@dataclass(frozen=True, slots=True)
class UnheldPage:
    """All that is known of a document that is not held.

    `name` is what its number is called, as far as the symbol tells; `titles` and `dates` are what the citing
    texts give it, several where they disagree; `parts` its lettered parts that are cited; `halves` the two
    symbols that it has, where it has two.
    """

    template: ClassVar[str] = "pages/unheld.html"

    symbol: str
    name: str
    place: str
    titles: tuple[Said, ...]
    dates: tuple[Said, ...]
    parts: tuple[str, ...]
    halves: tuple[str, ...]
    instruments: tuple[CountedInstrument, ...]
    cited_by: Citing


def unheld_page(session: Session, names: Names, symbol: Symbol, place: str) -> UnheldPage:
    """The page of a symbol."""
    organ = names.organ_of(symbol)
    kind = next((_KINDS[segment] for segment in symbol.canonical.split("/") if segment in _KINDS), "文件")
    name = (organ.name if organ else "") + (f"第{symbol.number}号{kind}" if symbol.number else kind)
    return UnheldPage(
        symbol.canonical,
        name,
        place,
        titles=tuple(citations.said_of(session, symbol.canonical, "titled")),
        dates=tuple(map(_in_chinese, citations.said_of(session, symbol.canonical, "dated"))),
        parts=tuple(citations.parts_cited(session, symbol.canonical)),
        halves=halves(symbol.canonical),
        instruments=printed_here(session, names, symbol.canonical),
        cited_by=citing(session, symbol.canonical),
    )


def _in_chinese(said: Said) -> Said:
    return Said(chinese_date(date.fromisoformat(said.value)), said.count, said.address, said.anchor)
