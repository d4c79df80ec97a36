"""Tables: which ones hold rows of figures or names, and which ones only set a page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from app.domain.resolution import TableCell
from app.sources.html.appearance import style_of
from app.sources.html.parsing import words
from app.sources.labels import standalone_label

_LONGEST_CELL = 1500
"""In characters; a longer one is a column of the page."""
_MOST_PARAGRAPHS = 3
_MOST_CELLS = 20_000
_SETS_PAGE = frozenset("h1 h2 h3 h4 h5 h6 hr form table ol nav main article header footer dl pre".split())
"""Elements that stand in the cells of a page that is set as a table, and not in rows of figures."""
_PARAGRAPHS = frozenset("p br div li".split())
_COVER = re.compile(r"Distr\.|联合国$|聯合國$|UNITED NATIONS|[AES]/(?:[A-Z0-9.]+/)*\S+$", re.IGNORECASE)
_LABEL = re.compile(r"\d{1,3}[.．、]|[(（]\w{1,4}[)）]|[㈠-㈩]|[A-Za-z][.)]")
_ENDS_HEAD = "：:"


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, empty ones too, and their elements."""

    cells: tuple[etree._Element, ...]
    texts: tuple[str, ...]

    @property
    def filled(self) -> list[str]:
        """The texts of cells that have one."""
        return [text for text in self.texts if text]


def rows_of(table: etree._Element) -> list[Row]:
    """The rows of a table, without those of tables in it."""
    return [
        Row(cells, tuple(_bare(words(cell)) for cell in cells))
        for cells in _rows(table, _MOST_CELLS)
        if cells
    ]


def _rows(table: etree._Element, most: int) -> Iterator[tuple[etree._Element, ...]]:
    for child in table:
        rows = child if child.tag in ("tbody", "thead", "tfoot") else [child] if child.tag == "tr" else []
        for row in rows:
            if row.tag == "tr" and most > 0:
                cells = tuple(cell for cell in row if cell.tag in ("td", "th"))
                most -= len(cells)
                yield cells


TableKind = Literal["data", "labelled", "page"]
"""Rows of figures or names; rows that are paragraphs, with label or head in a cell of its own; the columns of a page."""


def read_table(table: etree._Element) -> tuple[TableKind, list[Row]]:
    """The kind of a table, and its rows; none for a page that is set as a table."""
    if table.get("role") in ("presentation", "none") or any(map(_sets_page, table.iterdescendants())):
        return "page", []
    rows = [row for row in rows_of(table) if row.filled]
    if _are_labelled(rows) or _are_headed(rows):
        return "labelled", rows
    return ("data", rows) if _is_data(table, rows) else ("page", [])


def _is_data(table: etree._Element, rows: Sequence[Row]) -> bool:
    if not rows or max(len(row.cells) for row in rows) < 2:
        return False
    if any(_is_column(cell, text) for row in rows for cell, text in zip(row.cells, row.texts, strict=True)):
        return False
    if any(_COVER.match(text) for row in rows[:_MOST_PARAGRAPHS] for text in row.filled):
        return False
    if any(cell.tag == "th" for row in rows for cell in row.cells) or table.find("caption") is not None:
        return True
    several = sum(len(row.filled) > 1 for row in rows)
    return several > 0 if _has_border(table) else several > 1 and 2 * several >= len(rows)


def _are_labelled(rows: Sequence[Row]) -> bool:
    """Whether each row is a paragraph whose label has a cell of its own."""
    labels = [row.filled[0] for row in rows if len(row.filled) == 2]
    return len(labels) == len(rows) > 0 and all(
        _LABEL.fullmatch(label) and standalone_label(label) for label in labels
    )


def _are_headed(rows: Sequence[Row]) -> bool:
    """Whether each row is a list behind its head: `赞成：` and the names."""
    return bool(rows) and all(len(row.filled) == 2 and row.filled[0][-1] in _ENDS_HEAD for row in rows)


def cell_of(element: etree._Element, text: str) -> TableCell:
    """A cell with its spans."""
    return TableCell(text, _span(element, "colspan"), _span(element, "rowspan"), element.tag == "th")


def _span(element: etree._Element, name: str) -> int:
    told = (element.get(name) or "").strip()
    return max(1, min(int(told), 1000)) if re.fullmatch(r"\d{1,4}", told) else 1


def _sets_page(element: etree._Element) -> bool:
    return element.tag in _SETS_PAGE


def _is_column(cell: etree._Element, text: str) -> bool:
    """Whether a cell is a column of the page: several paragraphs of some length."""
    if len(text) > _LONGEST_CELL:
        return True
    breaks = sum(1 for element in cell.iterdescendants() if element.tag in _PARAGRAPHS)
    return breaks > _MOST_PARAGRAPHS and len(text) > 100 * _MOST_PARAGRAPHS


def _has_border(table: etree._Element) -> bool:
    border = table.get("border")
    told = style_of(table)
    return (border is not None and border.strip() != "0") or (
        "border" in told and told["border"] not in ("0", "none", "0px")
    )


def _bare(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
