"""The layout of a citation graph: the documents that a document cites and that cite it, by year.

Years run downwards, so that the graph fits a phone; each document is a linked label at its year. Lengths are in
SVG user units; labels are 14 units high.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from sqlmodel import Session

from app.db.models import Document
from app.db.queries import citations, citing
from app.db.queries.citations import Known
from app.db.queries.listing import Listed
from app.domain.addresses import document_url, instrument_url
from app.domain.citation_styles import chinese_date
from app.domain.citations.plausibility import first_year
from app.domain.instruments import INSTRUMENT_PREFIX
from app.domain.organs import Names
from app.domain.symbols import Symbol

WIDTH = 400
_LINE = 30
_LEFT = 60
_GAP = 14
_LATIN, _HAN = 8.2, 14.0
"""Maximum width of a Latin and of a Chinese character."""

_ARROW = 20
"""Width of the arrow before a label."""

Side = Literal["cites", "self", "cited_by"]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A document of the graph, before it is placed; `year` is None if unknown."""

    label: str
    href: str
    title: str
    year: int | None
    side: Side


@dataclass(frozen=True, slots=True)
class Node:
    """A placed document: `x` is the start of its label, `y` the baseline."""

    neighbour: Neighbour
    x: float
    y: int


@dataclass(frozen=True, slots=True)
class YearMark:
    """A year label on the axis."""

    label: str
    y: int


@dataclass(frozen=True, slots=True)
class GraphLayout:
    """All nodes with the axis; `left_out` is the number of documents that are not shown."""

    nodes: tuple[Node, ...]
    years: tuple[YearMark, ...]
    height: int
    cites: int
    cited_by: int
    left_out: int
    width: int = WIDTH
    axis: int = _LEFT - 12


def lay_out(neighbours: Iterable[Neighbour], *, cites: int, cited_by: int) -> GraphLayout:
    """Place documents by year; `cites` and `cited_by` are the totals, shown or not."""
    shown = sorted(neighbours, key=lambda one: (one.year or 0, one.side != "self", one.label))
    nodes: list[Node] = []
    years: list[YearMark] = []
    y = _LINE
    for year, group in groupby(shown, key=lambda one: one.year):
        years.append(YearMark(str(year) if year else "不详", y))
        row = list(_row(group, y))
        nodes += row
        y = row[-1].y + _LINE
    others = sum(node.neighbour.side != "self" for node in nodes)
    return GraphLayout(tuple(nodes), tuple(years), y, cites, cited_by, cites + cited_by - others)


def _row(group: Iterable[Neighbour], y: int) -> Iterator[Node]:
    """Place the documents of one year side by side, in as many lines as needed."""
    x = float(_LEFT)
    for neighbour in group:
        width = _ARROW + sum(_LATIN if char.isascii() else _HAN for char in neighbour.label)
        if x > _LEFT and x + width > WIDTH:
            x, y = float(_LEFT), y + _LINE
        yield Node(neighbour, x, y)
        x += width + _GAP


_MOST = 24
"""Maximum number of documents shown per side: those that the text cites most often, and the newest citing ones."""


def citation_graph(session: Session, names: Names, own: Document) -> GraphLayout | None:
    """The graph of a held document; None if it cites nothing and nothing cites it."""
    cited = [
        (target, count)
        for target, count in citations.cited_together(session, own.id or 0)
        if target != own.symbol
    ]
    cites = list(_cites(session, names, [target for target, _ in cited[:_MOST]]))
    newest = citing.citing_documents(session, own.symbol, limit=_MOST) if own.symbol and own.cited else []
    if not cites and not newest:
        return None
    itself = Neighbour(
        own.symbol or "本文件", "", "本文件", own.adopted_on.year if own.adopted_on else None, "self"
    )
    return lay_out([*cites, itself, *map(_citing_neighbour, newest)], cites=len(cited), cited_by=own.cited)


def _cites(session: Session, names: Names, targets: list[str]) -> Iterator[Neighbour]:
    known = citations.known(session, targets)
    for target in targets:
        if target.startswith(INSTRUMENT_PREFIX):
            yield from _instrument(names, target)
        else:
            yield _cited_neighbour(known[target], names)


def _instrument(names: Names, target: str) -> Iterator[Neighbour]:
    if instrument := names.instruments.of_slug(target.removeprefix(INSTRUMENT_PREFIX)):
        label = instrument.name if len(instrument.name) <= _LONGEST else f"{instrument.name[:_LONGEST]}…"
        yield Neighbour(
            f"《{label}》", instrument_url(instrument.slug), instrument.name, instrument.year, "cites"
        )


_LONGEST = 14


def _cited_neighbour(about: Known, names: Names) -> Neighbour:
    year = about.adopted_on.year if about.adopted_on else first_year(about.symbol, names)
    href = document_url(about.address or Symbol(about.symbol).url)
    return Neighbour(about.symbol, href, _title(about.title, about.adopted_on), year, "cites")


def _citing_neighbour(document: Listed) -> Neighbour:
    year = document.adopted_on.year if document.adopted_on else None
    return Neighbour(
        document.symbol or document.name,
        document_url(document.address),
        _title(document.title, document.adopted_on),
        year,
        "cited_by",
    )


def _title(title: str | None, day: date | None) -> str:
    return "　".join(filter(None, (title, chinese_date(day) if day else None)))
