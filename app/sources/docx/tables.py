"""Tables: cells with their spans, and whether a table only sets things side by side."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from app.sources.docx.markup import child, children, flag, number, value
from app.sources.docx.styles import Styles, has_lines

_MOST_SPANNED = 1000
"""Cells that claim to span this many columns, or more, are taken to span one."""


@dataclass(slots=True)
class Cell:
    """A cell: its element, how many columns and rows it spans, and whether it is of a head row."""

    element: etree._Element
    columns: int
    rows: int = 1
    is_head: bool = False


def cells_of(table: etree._Element) -> list[list[Cell]]:
    """The cells of a table, row by row; a cell that goes on below another one is part of it."""
    rows: list[list[Cell]] = []
    open_cells: dict[int, Cell] = {}
    for row in _rows(table):
        cells: list[Cell] = []
        column = number(child(row, "trPr/gridBefore")) or 0
        is_head = bool(flag(child(row, "trPr/tblHeader")))
        for kind, element in children(row):
            if kind != "tc":
                continue
            span = number(child(element, "tcPr/gridSpan")) or 1
            span = span if 0 < span < _MOST_SPANNED else 1
            merge = child(element, "tcPr/vMerge")
            above = open_cells.get(column)
            if merge is not None and value(merge) != "restart" and above is not None:
                above.rows += 1
            else:
                cell = Cell(element, span, is_head=is_head)
                cells.append(cell)
                open_cells.pop(column, None)
                if merge is not None:
                    open_cells[column] = cell
            column += span
        rows.append(cells)
    return rows


def is_frame(table: etree._Element, rows: list[list[Cell]], styles: Styles) -> bool:
    """Whether a table draws no lines, so that it only sets paragraphs side by side."""
    properties = child(table, "tblPr")
    borders = child(properties, "tblBorders")
    if has_lines(borders):
        return False
    if borders is None and styles.has_borders(value(child(properties, "tblStyle"))):
        return False
    return not any(has_lines(child(cell.element, "tcPr/tcBorders")) for row in rows for cell in row)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows without those that were deleted."""
    for kind, row in children(table):
        if kind == "tr" and child(row, "trPr/del") is None:
            yield row
