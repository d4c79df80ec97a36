"""A picture of what a document cites and what cites it, over the years: where everything stands in it.

Years run downwards, so that the picture fits a phone; each document is a line of text, a link, at its year.
Units are those of the picture's own coordinates; letters are 14 units high.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

WIDTH = 400
_LINE = 30
_LEFT = 60
_GAP = 14
_LATIN, _HAN = 8.2, 14.0
"""How wide a Latin and a Chinese character are, at most, in units."""

_ARROW = 20
"""How wide the arrow before a name is, in units."""

Side = Literal["cites", "self", "cited_by"]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A document near another: `year` is None where it is not known."""

    label: str
    href: str
    title: str
    year: int | None
    side: Side


@dataclass(frozen=True, slots=True)
class Node:
    """A neighbour with its place in the picture: where its text begins, and its base line."""

    neighbour: Neighbour
    x: float
    y: int


@dataclass(frozen=True, slots=True)
class YearMark:
    """A year on the axis."""

    label: str
    y: int


@dataclass(frozen=True, slots=True)
class Picture:
    """All nodes with the axis; `left_out` is how many documents found no room."""

    nodes: tuple[Node, ...]
    years: tuple[YearMark, ...]
    height: int
    cites: int
    cited_by: int
    left_out: int
    width: int = WIDTH
    axis: int = _LEFT - 12


def picture(neighbours: Iterable[Neighbour], *, cites: int, cited_by: int) -> Picture:
    """Set neighbours out; `cites` and `cited_by` are how many there are in all."""
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
    return Picture(tuple(nodes), tuple(years), y, cites, cited_by, cites + cited_by - others)


def _row(group: Iterable[Neighbour], y: int) -> Iterator[Node]:
    """The neighbours of a year side by side, in as many lines as they need."""
    x = float(_LEFT)
    for neighbour in group:
        width = _ARROW + sum(_LATIN if char.isascii() else _HAN for char in neighbour.label)
        if x > _LEFT and x + width > WIDTH:
            x, y = float(_LEFT), y + _LINE
        yield Node(neighbour, x, y)
        x += width + _GAP
